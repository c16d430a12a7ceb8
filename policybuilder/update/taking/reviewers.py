"""Copies of one draft that several people edited, put together: what only one changed is taken from it.

Where two changed a passage, their sentences are merged; where they changed the same sentence, both are options of which
a person chooses one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policybuilder.document import Text
from policybuilder.library.units import together, units
from policybuilder.library.wording import as_read
from policybuilder.sequences.three_way import three_way
from policybuilder.update.taking.edits import Edit
from policybuilder.update.taking.live_words import LiveWord, new_words, printed
from policybuilder.update.taking.reworded import reworded
from policybuilder.update.taking.rows import Option, Slot

Slots = dict[str, list[Slot]]

EDITED = "another file changes its words, so it is not left out"
ORDERED = "another file gives the section another order"


def with_another(first: Slots, second: Slots) -> Slots:
    """Return the clauses that two files change, place by place, with the options of both."""
    both = {clause: list(_merged(first[clause], second[clause])) for clause in first if clause in second}
    return {**first, **second, **both}


@dataclass
class _Place:
    """A passage of the draft (None before the first), what a file makes of it, and what it puts in behind it."""

    slot: Slot | None
    behind: list[Slot] = field(default_factory=list)


def _places(slots: Sequence[Slot]) -> list[_Place]:
    found = [_Place(None)]
    for slot in slots:
        if slot.live is None:
            found[-1].behind.append(slot)
        else:
            found.append(_Place(slot))
    return found


def _merged(first: Sequence[Slot], second: Sequence[Slot]) -> Iterator[Slot]:
    ours, theirs = _places(first), _places(second)
    if len(ours) != len(theirs):  # the clause is not in the draft: nothing of it can be taken
        yield from (*first, *second)
        return
    for one, other in zip(ours, theirs, strict=True):
        if one.slot is not None and other.slot is not None:
            yield _both(one.slot, other.slot)
        yield from _put_in(one.behind, other.behind)


def _put_in(ours: Sequence[Slot], theirs: Sequence[Slot]) -> Iterator[Slot]:
    """Yield what two files put in at one place: what is the same once, ours before theirs."""
    left = list(theirs)
    for slot in ours:
        same = next((each for each in left if _after(each) == _after(slot) and _after(slot)), None)
        if same is None:
            yield slot
        else:
            left.remove(same)
            yield replace(slot, options=(_together(slot.options[0], same.options[0]),))
    yield from left


def _after(slot: Slot) -> str:
    """Return what is put in at a place, for comparison; "" where that is not one thing."""
    after = slot.options[0].after if len(slot.options) == 1 else None
    return as_read(after.words) if after is not None else ""


def _both(one: Slot, other: Slot) -> Slot:
    """Return a place that two files may change."""
    if not one.options or not other.options:
        return replace(one, options=one.options or other.options, already=one.already or other.already)
    options = list(one.options)
    for option in other.options:
        same = next((n for n, each in enumerate(options) if _same(each, option)), None)
        if same is not None:
            options[same] = _together(options[same], option)
        elif len(options) == 1 and (merged := _sentences(one, options[0], option)) is not None:
            options = [merged]
        else:
            options.append(option)
    return replace(one, options=tuple(options))


def _same(one: Option, other: Option) -> bool:
    if one.kind != other.kind or one.refused != other.refused:
        return False
    words = [as_read(each.returned.words) if each.returned else "" for each in (one, other)]
    return words[0] == words[1]


def _together(one: Option, other: Option) -> Option:
    """Return what two files have alike as an option of both."""
    tracked = [*(one.returned.tracked if one.returned else one.tracked)]
    tracked += other.returned.tracked if other.returned else other.tracked
    comments = [each for option in (one, other) if option.returned for each in option.returned.comments]
    returned = one.returned and replace(one.returned, tracked=tuple(tracked), comments=tuple(comments))
    return replace(one, returned=returned, files=(*one.files, *other.files), tracked=tuple(tracked))


def _sentences(slot: Slot, one: Option, other: Option) -> Option | None:
    """Return the sentences of two files together; None where both changed the same."""
    live, first, second = slot.live, one.after, other.after
    if live is None or first is None or second is None or one.refused or other.refused:
        return None
    if not len(live.cells) == len(first.cells) == len(second.cells):
        return None
    cells: list[tuple[LiveWord, ...]] = []
    for here, mine, yours in zip(live.cells, first.cells, second.cells, strict=True):
        base, ours, theirs = (units(printed(words)) for words in (here, mine, yours))
        stretches = three_way(base, ours, theirs, key=lambda unit: unit.words)
        if any(each.kind == "conflict" for each in stretches):
            return None
        merged = Text(together(unit for each in stretches for unit in each.merged))
        cells.append(reworded(here, new_words((merged,))).words)
    values = (*one.values, *other.values)
    return replace(_together(one, other), after=replace(first, cells=tuple(cells)), values=values)


def without_repeats(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits of several files: of whole clauses what two have alike once, and refused what disagrees."""
    edited = {edit.clause for edit in edits if edit.choices}
    orders: dict[str, str] = {}
    found: dict[object, Edit] = {}
    for number, edit in enumerate(edits):
        if edit.kind == "clause removed" and edit.clause in edited:
            edit = replace(edit, refused=edit.refused or EDITED)
        elif edit.kind == "clause moved" and orders.setdefault(edit.place, edit.after) != edit.after:
            edit = replace(edit, refused=ORDERED)
        is_whole = not edit.choices and edit.kind != "value"
        key = (edit.kind, edit.place, edit.before, edit.after) if is_whole else number
        known = found.get(key)
        found[key] = edit if known is None else replace(known, files=(*known.files, *edit.files))
    return tuple(found.values())


__all__ = ["with_another", "without_repeats"]
