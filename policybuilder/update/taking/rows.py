"""A clause passage by passage: what stands there in the draft now, what the edited file has, and which edit that is.

The file is held against what was sent, and the draft may be newer. What only one of them changed is taken from it;
where both changed a passage, their sentences are merged, and where both changed the same sentence, the edit is not
taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from policybuilder.document import Text, plain_text
from policybuilder.document.passages import Passage
from policybuilder.library.units import together, units
from policybuilder.library.wording import as_read
from policybuilder.sequences.alike import alike_in_order
from policybuilder.sequences.common import common_members
from policybuilder.sequences.rising import longest_rise
from policybuilder.sequences.three_way import three_way
from policybuilder.update.returned import ReturnedClause, ReturnedPassage, Tracked
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.live_words import LiveWord, new_words, printed
from policybuilder.update.taking.reworded import NewValue, reworded

_ALIKE = 0.4
"""From how alike, word by word, a passage counts as changed rather than as another one, from 0 to 1."""

OptionKind = Literal["words", "added", "removed"]
GONE = "its words are not in the draft any more"
CHANGED = "the draft says something else there since the file was sent"


@dataclass(frozen=True)
class Option:
    """What a file makes of a place: other words, words put in, or words taken out, for which `after` is None.

    `values` are those that should read otherwise; `refused` says why it cannot be taken, and `files` which have it.
    """

    kind: OptionKind
    after: LivePassage | None
    returned: ReturnedPassage | None = None
    values: tuple[NewValue, ...] = ()
    refused: str = ""
    files: tuple[int, ...] = (0,)
    tracked: tuple[Tracked, ...] = ()

    @property
    def typed(self) -> tuple[LiveWord, ...]:
        """The words of the file itself, of a passage that is no row."""
        return new_words(self.returned.passage.inlines) if self.returned else ()


@dataclass(frozen=True)
class Slot:
    """A place in a clause: its passage in the draft, None where there is none, and what files make of it.

    Of several options one can be taken. `already` says that the draft has what the file has.
    """

    live: LivePassage | None
    options: tuple[Option, ...] = ()
    already: bool = False


def slots_of(returned: ReturnedClause, live: Sequence[LivePassage], file: int = 0) -> tuple[Slot, ...]:
    """Return the places of a clause that came back, in reading order; `live` are its passages in the draft."""
    sent = returned.sent.passages
    in_draft = _paired(sent, live)
    passages = _with_partners(sent, _in_order(returned.passages))
    now = {each.was: each for each in passages if each.was >= 0}
    in_draft |= _taken_already(in_draft, now, live)
    added: dict[int, list[ReturnedPassage]] = {}
    last = -1
    for each in passages:
        if each.was >= 0:
            last = each.was
        else:
            added.setdefault(last, []).append(each)
    slots = _slots(sent, live, in_draft, now, added)
    # A passage that was taken out whole may be noted with the one that its end now joins.
    gone = [*returned.gone, *(each for one in passages for each in one.tracked if each.kind == "deleted")]
    return tuple(
        replace(slot, options=tuple(_with_who(each, slot, gone, file) for each in slot.options)) for slot in slots
    )


def _with_who(option: Option, slot: Slot, gone: Sequence[Tracked], file: int) -> Option:
    """Return an option with the file that has it, and, of a passage that is gone, the tracked changes that say so."""
    words = as_read(slot.live.words) if slot.live and option.kind == "removed" else ""
    mine = tuple(each for each in gone if words and as_read(each.text) == words)
    return replace(option, files=(file,), tracked=mine)


def _in_order(passages: Sequence[ReturnedPassage]) -> list[ReturnedPassage]:
    """Return passages, those that were moved taken as new ones: what is left stands in the order in which it was."""
    known = [n for n, each in enumerate(passages) if each.was >= 0]
    kept = {known[n] for n in longest_rise([passages[n].was for n in known])}
    return [each if n in kept or each.was < 0 else replace(each, was=-1) for n, each in enumerate(passages)]


def _with_partners(sent: Sequence[Passage], passages: Sequence[ReturnedPassage]) -> list[ReturnedPassage]:
    """Return passages, new ones that stand in the place of as many that are gone taken as what became of those."""
    found = list(passages)
    known = [(-1, -1), *((each.was, n) for n, each in enumerate(passages) if each.was >= 0), (len(sent), len(passages))]
    for (was, at), (next_was, next_at) in pairwise(known):
        gone, new = range(was + 1, next_was), range(at + 1, next_at)
        if len(gone) == len(new) and all(
            _kind(sent[a]) == _kind(passages[b].passage) for a, b in zip(gone, new, strict=True)
        ):
            for a, b in zip(gone, new, strict=True):
                found[b] = replace(passages[b], was=a)
    return found


def _slots(
    sent: Sequence[Passage],
    live: Sequence[LivePassage],
    in_draft: dict[int, int],
    now: dict[int, ReturnedPassage],
    added: dict[int, list[ReturnedPassage]],
) -> Iterator[Slot]:
    at = 0
    for number in range(-1, len(sent)):
        if number >= 0:
            place = in_draft.get(number, -1)
            if place >= 0:
                yield from (Slot(each) for each in live[at:place])
                at = place + 1
            yield _slot(sent[number], live[place] if place >= 0 else None, now.get(number))
        if number in added:
            # What the draft has here that was not sent; the file may have the same by now.
            following = min((place for one, place in in_draft.items() if one > number), default=len(live))
            yield from _put_in(added[number], list(live[at:following]))
            at = following
    yield from (Slot(each) for each in live[at:])


def _put_in(added: Sequence[ReturnedPassage], newer: list[LivePassage]) -> Iterator[Slot]:
    for each in added:
        key = _key(each.passage)
        if any(_key(one) == key for one in newer):
            while _key(newer[0]) != key:
                yield Slot(newer.pop(0))
            yield Slot(newer.pop(0), already=True)
        else:
            yield Slot(None, (Option("added", typed_passage(each.passage), each),))
    yield from (Slot(each) for each in newer)


def links_of(passage: Passage) -> list[str]:
    """Return where the links of a passage lead."""
    return [target for cell in passage.cells for target in _targets(new_words(cell))]


def links_in(live: LivePassage) -> list[str]:
    """Return where the links of a passage of the draft lead."""
    return [target for cell in live.cells for target in _targets(cell)]


def _targets(words: Sequence[LiveWord]) -> list[str]:
    marks = dict.fromkeys(mark for word in words for mark in word.marks if mark.before == "[")
    return [mark.after[2:-1] for mark in marks]


def _paired(sent: Sequence[Passage], live: Sequence[LivePassage]) -> dict[int, int]:
    """Return where each passage that was sent stands in the draft: the same words first, then the most alike."""
    before, after = [_key(each) for each in sent], [_key(each) for each in live]
    found: dict[int, int] = {}
    at = new = 0
    for i, j in [*common_members(before, after), (len(before), len(after))]:
        words = [each.words for each in sent[at:i]], [each.words for each in live[new:j]]
        found |= {at + a: new + b for a, b in alike_in_order(words[0], words[1], _ALIKE)}
        if i < len(before):
            found[i] = j
        at, new = i + 1, j + 1
    return found


def _taken_already(
    in_draft: dict[int, int], now: dict[int, ReturnedPassage], live: Sequence[LivePassage]
) -> dict[int, int]:
    """Return where the draft has, in the place of a passage that was sent, what the file made of it."""
    found: dict[int, int] = {}
    for was, each in sorted(now.items()):
        if was in in_draft:
            continue
        known = [*in_draft.items(), *found.items()]
        first = max((at + 1 for one, at in known if one < was), default=0)
        end = min((at for one, at in known if one > was), default=len(live))
        at = next((at for at in range(first, end) if _key(live[at]) == _key(each.passage)), -1)
        found |= {was: at} if at >= 0 else {}
    return found


def _key(passage: Passage | LivePassage) -> tuple[str, int, str]:
    return (_kind(passage), passage.depth, as_read(passage.words))


def _kind(passage: Passage | LivePassage) -> str:
    """Return what a passage is in a Word file, where a header is a row and a quotation a paragraph."""
    return {"header": "row", "quote": "paragraph"}.get(passage.kind, passage.kind)


def _slot(sent: Passage, live: LivePassage | None, now: ReturnedPassage | None) -> Slot:
    """Return the place of a passage that was sent."""
    if now is None:
        if live is None:
            return Slot(None, already=True)
        return Slot(live, (Option("removed", None, refused="" if _key(sent) == _key(live) else CHANGED),))
    if _key(now.passage) == _key(sent) and now.looks != "link":
        return Slot(live)
    if live is None:
        return Slot(None, (Option("words", typed_passage(now.passage), now, refused=GONE),))
    if _key(now.passage) == _key(live) and (now.looks != "link" or links_of(now.passage) == links_in(live)):
        return Slot(live, already=True)
    changed = _changed(sent, live, now.passage)
    if changed is None:
        return Slot(live, (Option("words", live, now, refused=CHANGED),))
    return Slot(live, (Option("words", changed[0], now, changed[1]),))


def _changed(sent: Passage, live: LivePassage, now: Passage) -> tuple[LivePassage, tuple[NewValue, ...]] | None:
    """Return a passage of the draft with the words of the file; None where both changed the same sentence."""
    kind = live.kind if _kind(live) == _kind(now) else now.kind
    shape = replace(live, kind=kind, depth=now.depth, ordered=now.ordered, continues=now.continues)
    if len(now.cells) != len(live.cells) or len(sent.cells) != len(live.cells):
        if _key(sent) != _key(live):
            return None
        return replace(shape, cells=_by_words(live, now)), ()
    cells: list[tuple[LiveWord, ...]] = []
    values: list[NewValue] = []
    for before, here, after in zip(sent.cells, live.cells, now.cells, strict=True):
        made = _changed_cell(new_words(before, values=True), here, new_words(after))
        if made is None:
            return None
        cells.append(made[0])
        values += made[1]
    return replace(shape, cells=tuple(cells)), tuple(values)


def _changed_cell(
    sent: tuple[LiveWord, ...], live: tuple[LiveWord, ...], now: tuple[LiveWord, ...]
) -> tuple[tuple[LiveWord, ...], tuple[NewValue, ...]] | None:
    before, here, after = (as_read(printed(words)) for words in (sent, live, now))
    if after in (before, here) and _targets(now) == _targets(sent):
        return live, ()
    as_sent = _as_sent(live, sent)
    if as_sent is not None:
        made = reworded(as_sent, now)
        own = {(was.source, was.printed): word for was, word in zip(as_sent, live, strict=True) if was.value}
        words = tuple(_restored(word, own) for word in made.words)
        return words, tuple(NewValue(_restored(each.word, own), each.now) for each in made.values)
    merged = _merged(printed(sent), printed(now), printed(live))
    if merged is None:
        return None
    done = reworded(live, new_words((Text(merged),)))
    return done.words, done.values


def _restored(word: LiveWord, own: dict[tuple[str, str], LiveWord]) -> LiveWord:
    """Return a value as the draft has it, which was taken as it was sent."""
    found = own.get((word.source, word.printed)) if word.value is not None else None
    return replace(found, space=word.space, marks=word.marks) if found else word


def _as_sent(live: Sequence[LiveWord], sent: Sequence[LiveWord]) -> tuple[LiveWord, ...] | None:
    """Return the draft's words with its values as they read when the file was sent; None where other words differ."""
    if [_name(word) for word in live] != [_name(word) for word in sent]:
        return None
    return tuple(replace(word, printed=was.printed) for word, was in zip(live, sent, strict=True))


def _name(word: LiveWord) -> str:
    return word.parameter or word.refers_to if word.value else as_read(word.printed) or word.printed


def _merged(sent: str, now: str, live: str) -> str | None:
    """Return the sentences of the file and of the draft together; None where both changed the same."""
    stretches = three_way(units(sent), units(now), units(live), key=lambda unit: unit.words)
    if any(each.kind == "conflict" for each in stretches):
        return None
    return together(unit for each in stretches for unit in each.merged)


def _by_words(live: LivePassage, now: Passage) -> tuple[tuple[LiveWord, ...], ...]:
    """Return the cells of a row that has other columns now; a cell with the same words keeps its source."""
    known = {as_read(printed(cell)): cell for cell in live.cells}
    return tuple(known.get(as_read(plain_text(cell)), new_words(cell)) for cell in now.cells)


def typed_passage(passage: Passage) -> LivePassage:
    """Return a passage that a person typed."""
    cells = tuple(new_words(cell) for cell in passage.cells)
    return LivePassage(passage.kind, cells, -1, passage.depth, passage.ordered, passage.continues)


__all__ = ["CHANGED", "GONE", "Option", "Slot", "links_in", "links_of", "slots_of", "typed_passage"]
