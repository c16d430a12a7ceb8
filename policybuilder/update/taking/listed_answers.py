"""Answers that are lists or tables, as an edited file has them: entries changed, put in and taken out, as one answer.

A clause prints each entry as an item or a row of its own, or all of them in a sentence. What a person makes of these is
the answer as a whole, which then reads so in every place. What is not known for certain to be an entry is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policybuilder.document import plain_text
from policybuilder.document.passages import Passage
from policybuilder.edit.changes import Answer, Change
from policybuilder.edit.yaml_lines import flow
from policybuilder.errors import Problems
from policybuilder.library.parameters import INVALID, Parameter, read_value, type_of
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.library.values import label, read_date, written_date
from policybuilder.library.wording import as_read
from policybuilder.lifecycle.typed import answered_by
from policybuilder.resolution.inheritance import About
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.rows import Slot

Entry = str | dict[str, str]


@dataclass(frozen=True)
class Listed:
    """The places of a clause, by their positions, at which a file makes another list of an answer.

    `before` and `now` are the entries as they read; `made` is the change, or why there can be none.
    """

    places: tuple[int, ...]
    parameter: str
    before: str
    now: str
    made: Change | str


def listed_in(draft: Draft, clause: str, slots: Sequence[Slot]) -> Iterator[Listed]:
    """Yield the lists and tables of answers that a clause prints entry by entry and a file changes."""
    for run in _runs(draft, clause, slots):
        touched = tuple(place for place in run if slots[place].options)
        columns = next((_columns(slots[place].live) for place in run if slots[place].live), None)
        if not touched or columns is None or not all(_is_plain(slots[place]) for place in touched):
            continue
        name, parameter = answered_by(columns[0], draft.assembly.answers)
        entries = draft.assembly.answers.parameters[name].value if parameter else None
        known = [slots[place].live for place in run if slots[place].live]
        if parameter is None or not _is_of(parameter, columns) or not _prints(entries, known, columns):
            continue
        assert isinstance(entries, list)
        wanted = list(_entries(entries, [slots[place] for place in run], columns))
        before, now = ("; ".join(_said(each) for each in some) for some in (entries, wanted))
        yield Listed(touched, name, before, now, _answer(draft, parameter, wanted))


def listed_words(draft: Draft, parameter: Parameter, printed: str, now: str) -> Change | str:
    """Return what makes a list that is printed in a sentence read `now`, or why nothing does."""
    labels, value = draft.assembly.answers.labels, draft.assembly.answers.parameters[parameter.name].value
    entries = [str(label(each)) for each in value] if isinstance(value, list) else []
    for join in (labels.all, labels.any):
        if entries and not parameter.columns and as_read(join(entries)) == as_read(printed):
            found = _taken_apart(now, entries, join)
            if found is not None:
                return _answer(draft, parameter, found)
            break
    what = "table" if parameter.columns else "list"
    return f"{parameter.name} is a {what}, and where its entries end cannot be told: change it in the profile"


# Entry by entry ------------------------------------------------------------------------------------------


def _runs(draft: Draft, clause: str, slots: Sequence[Slot]) -> Iterator[list[int]]:
    """Yield the places of each list or table that an answer gives, with what a file puts in among its entries."""
    pieces = draft.live(clause).pieces
    run: list[int] = []
    group: tuple[int, str, int] | None = None
    waiting: list[int] = []
    for place, slot in enumerate(slots):
        live = slot.live
        if live is None:
            waiting.append(place)
            continue
        piece = pieces[live.piece] if 0 <= live.piece < len(pieces) else None
        mine = (piece.group, live.kind, live.depth) if piece is not None and piece.origin == "list" else None
        if mine is not None and mine == group:
            run += [*waiting, place]
        else:
            if group is not None:
                yield [*run, *_like(waiting, slots, group)]
                waiting = []
            run, group = ([*_like(waiting, slots, mine), place], mine) if mine is not None else ([], None)
        waiting = []
    if group is not None:
        yield [*run, *_like(waiting, slots, group)]


def _like(places: Sequence[int], slots: Sequence[Slot], group: tuple[int, str, int]) -> list[int]:
    """Return the places at which what is put in is an entry like those of a list or table."""
    found = []
    for place in places:
        options = slots[place].options
        if options and all(each.after and (each.after.kind, each.after.depth) == group[1:] for each in options):
            found.append(place)
    return found


def _columns(live: LivePassage | None) -> tuple[str, ...] | None:
    """Return the answer that each cell of an entry prints, and nothing but it; None for any other passage."""
    if live is None or not all(len(cell) == 1 and cell[0].parameter for cell in live.cells):
        return None
    return tuple(cell[0].parameter for cell in live.cells)


def _is_plain(slot: Slot) -> bool:
    """Return whether there is one thing to make of a place, and it is known what."""
    if len(slot.options) != 1:
        return False
    (option,) = slot.options
    return not option.refused and (option.kind == "removed" or option.returned is not None)


def _is_of(parameter: Parameter, columns: Sequence[str]) -> bool:
    if not type_of(parameter).is_list:
        return False
    if not parameter.columns:
        return tuple(columns) == (parameter.name,)
    return all(
        each.partition(".")[0] == parameter.name and each.partition(".")[2] in parameter.columns for each in columns
    )


def _prints(entries: object, known: Sequence[LivePassage | None], columns: Sequence[str]) -> bool:
    """Return whether the places are the entries of the answer, all of them and in their order."""
    if not isinstance(entries, list) or len(entries) != len(known):
        return False
    return all(
        live is not None
        and _columns(live) == tuple(columns)
        and all(_alike(cell[0].printed, _cell(entry, name)) for cell, name in zip(live.cells, columns, strict=True))
        for entry, live in zip(entries, known, strict=True)
    )


def _cell(entry: object, name: str) -> str:
    value = entry.get(name.partition(".")[2], "") if isinstance(entry, Mapping) else entry
    return str(label(value))


def _alike(printed: str, text: str) -> bool:
    return as_read(printed).casefold() in {as_read(text).casefold(), as_read(str(written_date(text))).casefold()}


def _entries(entries: Sequence[Any], slots: Sequence[Slot], columns: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries as the file has them."""
    each = iter(entries)
    for slot in slots:
        was = next(each) if slot.live is not None else None
        if not slot.options:
            assert was is not None
            yield dict(was) if isinstance(was, Mapping) else str(was)
        elif slot.options[0].returned is not None and slot.options[0].kind != "removed":
            yield _entry(was, slot.options[0].returned.passage, columns)


def _entry(was: object, now: Passage, columns: Sequence[str]) -> Entry:
    """Return an entry with the words of the file; a cell that reads as it did stays as it is answered."""
    texts = [" ".join(plain_text(cell).split()) for cell in now.cells]
    if was is not None:
        texts = [
            _cell(was, name) if _alike(text, _cell(was, name)) else text
            for name, text in zip(columns, texts, strict=False)
        ]
    if not isinstance(was, Mapping) and "." not in columns[0]:
        return texts[0]
    kept = {key: str(value) for key, value in was.items()} if isinstance(was, Mapping) else {}
    for name, text in zip(columns, texts, strict=False):
        kept[name.partition(".")[2]] = _as_day(text, kept.get(name.partition(".")[2], ""))
    return kept


def _as_day(text: str, was: str) -> str:
    """Return a day as a profile has it where there was one, however it reads in the document."""
    day = read_date(text) if read_date(was) else None
    return day.isoformat() if day else text


def _said(entry: object) -> str:
    return ", ".join(str(value) for value in entry.values() if value) if isinstance(entry, Mapping) else str(entry)


# In a sentence -------------------------------------------------------------------------------------------


def _taken_apart(text: str, known: Sequence[str], join: Callable[[Sequence[str]], str]) -> list[str] | None:
    """Return the entries of a list that reads as a text; None where no entries read so for certain.

    Entries that are known are found whole, whatever stands in them; others end at the next comma or joining word.
    """
    text = " ".join(text.split())
    ends = [", ", join(["\0", "\0"]).replace("\0", "")]
    found: list[str] = []
    rest = text
    while rest:
        whole = max((one for one in known if _starts(rest, one, ends)), key=len, default="")
        if not whole:
            at = min((place for end in ends if (place := rest.find(end)) > 0), default=len(rest))
            whole = rest[:at].strip()
        if not whole:
            return None
        found.append(next((one for one in known if as_read(one) == as_read(whole)), whole))
        rest = rest[len(whole) :]
        end = next((each for each in sorted(ends, key=len, reverse=True) if rest.startswith(each)), "")
        if rest and not end:
            return None
        rest = rest[len(end) :]
    return found if found and as_read(join(found)) == as_read(text) else None


def _starts(text: str, entry: str, ends: Sequence[str]) -> bool:
    return text.startswith(entry) and (len(text) == len(entry) or any(text.startswith(entry + end) for end in ends))


# As an answer --------------------------------------------------------------------------------------------


def _answer(draft: Draft, parameter: Parameter, entries: Sequence[Entry]) -> Change | str:
    """Return the change that gives an answer these entries, or what is wrong with them."""
    typed = [_typed(parameter, each) for each in entries]
    node = read_yaml(f"answer: {flow(typed)}\n", "").child("answer")
    assert node is not None
    problems = Problems()
    if read_value(parameter, node, problems) is INVALID:
        return f"this cannot be the answer {parameter.name}: {problems.found[0].message}"
    own = About("parameter", parameter.name, draft.id) in draft.case.effective.settings
    return Answer(parameter.name, typed, draft.id if own else "")


def _typed(parameter: Parameter, entry: Entry) -> Entry:
    """Return an entry as a profile has it: an option by its id."""
    if isinstance(entry, dict):
        return entry
    labels = {text.partition(":")[0].strip().lower(): id for id, text in parameter.options.items()}
    return labels.get(entry.lower(), entry)


__all__ = ["Listed", "listed_in", "listed_words"]
