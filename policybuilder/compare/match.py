"""Which members of two rows are the same: the arithmetic below every level of a comparison."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_SMALL = 10_000
"""Up to this many pairs of members, difflib alone finds the best match quickly."""
_LARGE = 4_000_000
"""Beyond this many pairs without a member that is unique to guide the search, two rows are taken as different."""

Pair = tuple[int, int]


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


def longest_rise(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest rising run of distinct values (they need not be neighbours)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(position)
        else:
            tails[length] = value
            ends[length] = position
    rise = []
    at = ends[-1] if ends else -1
    while at >= 0:
        rise.append(at)
        at = before[at]
    return rise[::-1]


# Alike ---------------------------------------------------------------------------------------------------

Bag = Counter[str]


def bag_of(text: str) -> Bag:
    """Return how often each word occurs, signs and case left out."""
    return Counter(word.strip(".,;:()?!'\"’‘“”").lower() for word in text.split())


def likeness(old: Bag, new: Bag) -> float:
    """Return how much of two texts is the same words, from 0 to 1 (Dice's coefficient)."""
    total = sum(old.values()) + sum(new.values())
    if not total:
        return 1.0
    fewer, more = (old, new) if len(old) <= len(new) else (new, old)
    return 2 * sum(min(count, more[word]) for word, count in fewer.items() if word in more) / total


_FEW = 400
_COMMON = 12


def alike_in_order(old: Sequence[str], new: Sequence[str], least: float) -> list[Pair]:
    """Return pairs of texts at least so alike, rising on both sides, whose likeness together is the most found.

    Few texts are weighed each against each; many only where they share a pair of words that is rare among them.
    """
    if not old or not new:
        return []
    old_bags, new_bags = [bag_of(text) for text in old], [bag_of(text) for text in new]
    if len(old) * len(new) <= _FEW:
        return _best_in_order(old_bags, new_bags, least)
    best: dict[int, tuple[float, int]] = {}
    for first, second in _candidates(old, new):
        score = likeness(old_bags[first], new_bags[second])
        if score >= least and (score, -second) > best.get(first, (0.0, 0)):
            best[first] = (score, -second)
    pairs = sorted((first, -second) for first, (_, second) in best.items())
    return [pairs[index] for index in longest_rise([second for _, second in pairs])]


def _best_in_order(old: Sequence[Bag], new: Sequence[Bag], least: float) -> list[Pair]:
    scores = [[likeness(first, second) for second in new] for first in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + scores[i][j] if scores[i][j] >= least else -1.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] >= least and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _candidates(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    where: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, text in enumerate(new):
        for shingle in _shingles(text):
            where[shingle].append(index)
    for index, text in enumerate(old):
        near: Counter[int] = Counter()
        for shingle in _shingles(text):
            places = where.get(shingle, ())
            if len(places) <= _COMMON:
                near.update(places)
        for other, _ in near.most_common(3):
            yield index, other


def _shingles(text: str) -> set[tuple[str, str]]:
    words = text.lower().split()
    return set(pairwise(words)) or {(text.lower(), "")}


def alike_anywhere(old: Sequence[str], new: Sequence[str], least: float) -> list[Pair]:
    """Return pairs of texts at least so alike, the most alike first, in any order; no text is in two pairs."""
    old_bags, new_bags = [bag_of(text) for text in old], [bag_of(text) for text in new]
    every = (
        ((i, j) for i in range(len(old)) for j in range(len(new)))
        if len(old) * len(new) <= _FEW
        else _candidates(old, new)
    )
    scored = sorted(((-likeness(old_bags[i], new_bags[j]), i, j) for i, j in every))
    used_old: set[int] = set()
    used_new: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if -score >= least and i not in used_old and j not in used_new:
            pairs.append((i, j))
            used_old.add(i)
            used_new.add(j)
    return pairs
