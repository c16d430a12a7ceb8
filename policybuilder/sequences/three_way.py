"""Two sets of changes to one row of things, merged: what only one side changed is taken from it, the rest is told.

Each side's changes are stretches of the base that it put something else in the place of. Those of one side that touch
none of the other's are taken; where both put something in the place of the same things, or between the same two, and
not the same, it is a conflict. This is the three-way merge of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation
of Diff3", 2007), but that changes which only lie side by side are not in each other's way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from policybuilder.sequences.common import common_members

Thing = TypeVar("Thing")
Kind = Literal["same", "ours", "theirs", "both", "conflict"]


@dataclass(frozen=True)
class Stretch(Generic[Thing]):
    """What stands between two places that both sides kept: in the base, on our side and on theirs.

    `kind` is "same" for what nobody changed, "ours" or "theirs" for what that side alone changed, "both" for what both
    changed alike, and "conflict" for what both changed otherwise.
    """

    kind: Kind
    base: tuple[Thing, ...]
    ours: tuple[Thing, ...]
    theirs: tuple[Thing, ...]

    @property
    def merged(self) -> tuple[Thing, ...]:
        """What is taken: their words where they alone changed them, else ours, which a conflict keeps, too."""
        return self.theirs if self.kind in ("same", "theirs") else self.ours


def three_way(
    base: Sequence[Thing],
    ours: Sequence[Thing],
    theirs: Sequence[Thing],
    key: Callable[[Thing], Hashable] = lambda thing: thing,
) -> tuple[Stretch[Thing], ...]:
    """Return the stretches of a merge in order; things are the same when their `key` is.

    What nobody changed is given as the side has it that is newer, theirs, for it may differ in what is no part of the
    key. The stretches of each side, put together, are that side.
    """
    keys = [[key(thing) for thing in side] for side in (base, ours, theirs)]
    changes = [_changes(keys[0], side) for side in keys[1:]]
    return tuple(_joined(_stretches((base, ours, theirs), keys, changes[0], changes[1])))


@dataclass(frozen=True)
class _Change:
    """What a side put in the place of a stretch of the base: both as the first position and that after the last."""

    start: int
    end: int
    low: int
    high: int

    def meets(self, other: _Change) -> bool:
        """Return whether two changes are of the same things, or put something between the same two."""
        if self.start == self.end and other.start == other.end:
            return self.start == other.start
        # What is only put in beside a stretch is not in the way of what becomes of it.
        return max(self.start, other.start) < min(self.end, other.end) or _within(self, other) or _within(other, self)


def _meet(one: tuple[_Change, int], other: tuple[_Change, int]) -> bool:
    """Return whether changes of two sides meet; those of one side never do."""
    return one[1] != other[1] and one[0].meets(other[0])


def _within(inner: _Change, outer: _Change) -> bool:
    return inner.start == inner.end and outer.start < inner.start < outer.end


def _changes(base: Sequence[Hashable], side: Sequence[Hashable]) -> list[_Change]:
    """Return a side's changes; as many things in the place of as many are as many changes, for each may stand alone."""
    found: list[_Change] = []
    at, low = 0, 0
    for start, place in [*common_members(base, side), (len(base), len(side))]:
        if start - at == place - low:
            found += (_Change(at + n, at + n + 1, low + n, low + n + 1) for n in range(start - at))
        elif start > at or place > low:
            found.append(_Change(at, start, low, place))
        at, low = start + 1, place + 1
    return found


def _stretches(
    sides: Sequence[Sequence[Thing]],
    keys: Sequence[Sequence[Hashable]],
    ours: Sequence[_Change],
    theirs: Sequence[_Change],
) -> Iterator[Stretch[Thing]]:
    """Yield the stretches in order: between changes what is the same, changes that meet as one."""
    waiting = sorted(
        [(change, 1) for change in ours] + [(change, 2) for change in theirs],
        key=lambda one: (one[0].start, one[0].end, one[1]),
    )
    at = [0, 0, 0]

    def upto(ends: Sequence[int]) -> Stretch[Thing]:
        spans = [slice(start, end) for start, end in zip(at, ends, strict=True)]
        kind = _kind([tuple(side[span]) for side, span in zip(keys, spans, strict=True)])
        at[:] = ends
        return Stretch(kind, *(tuple(side[span]) for side, span in zip(sides, spans, strict=True)))

    while waiting:
        group = [waiting.pop(0)]
        while met := [each for each in waiting if any(_meet(each, one) for one in group)]:
            group += met
            waiting = [each for each in waiting if each not in met]
        start, end = min(each[0].start for each in group), max(each[0].end for each in group)
        if start > at[0]:
            same = start - at[0]
            yield upto([start, at[1] + same, at[2] + same])
        # A side without a change here has the base's own things here.
        ends = [end]
        for side in (1, 2):
            mine = [each[0] for each in group if each[1] == side]
            grown = sum((each.high - each.low) - (each.end - each.start) for each in mine)
            ends.append(at[side] + (end - at[0]) + grown)
        yield upto(ends)
    if at[0] < len(sides[0]):
        yield upto([len(side) for side in sides])


def _kind(keys: Sequence[tuple[Hashable, ...]]) -> Kind:
    base, ours, theirs = keys
    if ours == theirs:
        return "same" if ours == base else "both"
    return "theirs" if ours == base else "ours" if theirs == base else "conflict"


def _joined(stretches: Iterator[Stretch[Thing]]) -> Iterator[Stretch[Thing]]:
    """Yield stretches, those of one kind that follow one another as one; conflicts each for themselves."""
    last: Stretch[Thing] | None = None
    for each in stretches:
        if last is not None and last.kind == each.kind != "conflict":
            last = Stretch(each.kind, last.base + each.base, last.ours + each.ours, last.theirs + each.theirs)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
