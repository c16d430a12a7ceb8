"""Which texts of two rows are versions of one another, by how much of their words is the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policybuilder.sequences.rising import Pair, best_rise, longest_rise

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
    return best_rise(len(old), len(new), lambda i, j: scores[i][j] if scores[i][j] >= least else 0.0)


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
