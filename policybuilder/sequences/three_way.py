"""Two sets of changes to one row of things, merged: what only one side changed is taken from it, the rest is told.

The stretches of the base that both sides kept hold the merge together. Between them stands, on each side, what it made
of the base there: if only one side changed it, or both alike, that is the merge; if both changed it, each in its own
way, it is a conflict. This is the three-way merge of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of
Diff3", 2007), on things of any kind.
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
    in_ours, in_theirs = dict(common_members(keys[0], keys[1])), dict(common_members(keys[0], keys[2]))
    kept = sorted(in_ours.keys() & in_theirs.keys())
    return tuple(_joined(_stretches(base, ours, theirs, keys, [(n, in_ours[n], in_theirs[n]) for n in kept])))


def _stretches(
    base: Sequence[Thing],
    ours: Sequence[Thing],
    theirs: Sequence[Thing],
    keys: Sequence[Sequence[Hashable]],
    kept: Sequence[tuple[int, int, int]],
) -> Iterator[Stretch[Thing]]:
    at = (0, 0, 0)
    for place in (*kept, (len(base), len(ours), len(theirs))):
        spans = [slice(start, end) for start, end in zip(at, place, strict=True)]
        parts = (tuple(base[spans[0]]), tuple(ours[spans[1]]), tuple(theirs[spans[2]]))
        if any(parts):
            yield Stretch(_kind([tuple(side[span]) for side, span in zip(keys, spans, strict=True)]), *parts)
        if place[0] < len(base):
            yield Stretch("same", (base[place[0]],), (ours[place[1]],), (theirs[place[2]],))
        at = (place[0] + 1, place[1] + 1, place[2] + 1)


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
