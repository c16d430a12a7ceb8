"""Which members of two rows are the same, and stand in the same order: the exact difference of anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from policybuilder.sequences.rising import Pair, longest_rise

_SMALL = 10_000
"""Up to this many pairs of members, difflib alone finds the best match quickly."""
_LARGE = 4_000_000
"""Beyond this many pairs without a member that is unique to guide the search, two rows are taken as different."""


def common_members(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the positions of equal members, rising on both sides.

    Members that occur once on each side lead, so that the cost stays near linear; difflib matches what lies between.
    """
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low_old, high_old, low_new, high_new = waiting.pop()
        while low_old < high_old and low_new < high_new and old[low_old] == new[low_new]:
            found.append((low_old, low_new))
            low_old, low_new = low_old + 1, low_new + 1
        while low_old < high_old and low_new < high_new and old[high_old - 1] == new[high_new - 1]:
            high_old, high_new = high_old - 1, high_new - 1
            found.append((high_old, high_new))
        size = (high_old - low_old) * (high_new - low_new)
        if not size:
            continue
        anchors = [] if size <= _SMALL else _unique(old, new, low_old, high_old, low_new, high_new)
        if anchors:
            edges = [(low_old - 1, low_new - 1), *anchors, (high_old, high_new)]
            for (old_before, new_before), (old_after, new_after) in pairwise(edges):
                waiting.append((old_before + 1, old_after, new_before + 1, new_after))
            found.extend(anchors)
        elif size <= _LARGE:
            matcher = SequenceMatcher(None, old[low_old:high_old], new[low_new:high_new], autojunk=False)
            for start_old, start_new, length in matcher.get_matching_blocks():
                found.extend((low_old + start_old + k, low_new + start_new + k) for k in range(length))
    return sorted(found)


def _unique(
    old: Sequence[Hashable], new: Sequence[Hashable], low_old: int, high_old: int, low_new: int, high_new: int
) -> list[Pair]:
    """Return the most members that occur once on each side and stand in the same order on both."""
    once = {member for member, count in Counter(old[low_old:high_old]).items() if count == 1}
    once &= {member for member, count in Counter(new[low_new:high_new]).items() if count == 1}
    if not once:
        return []
    place = {new[index]: index for index in range(low_new, high_new) if new[index] in once}
    pairs = [(index, place[old[index]]) for index in range(low_old, high_old) if old[index] in once]
    return [pairs[index] for index in longest_rise([new_index for _, new_index in pairs])]
