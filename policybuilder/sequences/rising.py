"""Chains that rise on both sides: which pairs of positions in two rows can stand together without crossing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

Pair = tuple[int, int]
"""A position in the old row and one in the new."""


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


def heaviest_rise(candidates: list[tuple[int, int, float]]) -> list[Pair]:
    """Return the pairs, rising on both sides, whose weights add up to most (a Fenwick tree of maxima).

    A candidate is an old position, a new one and the weight of the pair.
    """
    candidates.sort(key=lambda found: (found[0], -found[1]))
    places = {right: at for at, right in enumerate(sorted({right for _, right, _ in candidates}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)
    before: list[int] = []
    for at, (_, right, weight) in enumerate(candidates):
        total, last = 0.0, -1
        place = places[right] - 1
        while place > 0:
            if best[place][0] > total:
                total, last = best[place]
            place -= place & -place
        before.append(last)
        place = places[right]
        while place <= len(places):
            if best[place][0] < total + weight:
                best[place] = (total + weight, at)
            place += place & -place
    at = max(best)[1]
    chain: list[Pair] = []
    while at >= 0:
        chain.append(candidates[at][:2])
        at = before[at]
    return chain[::-1]


def best_rise(rows: int, columns: int, worth: Callable[[int, int], float], band: int | None = None) -> list[Pair]:
    """Return the pairs, rising on both sides, whose worth together is greatest; a pair worth 0 is none.

    Every pair is weighed, or, with a `band`, those at most so many columns from the diagonal; then the cost grows with
    the rows, not with rows times columns.
    """
    slope = columns / rows if rows else 0.0
    best = [0.0] * (
        columns + 1
    )  # what the rows so far make of the first columns; beyond `reached` it is not yet filled in
    reached = 0
    windows: list[tuple[int, bytearray, int]] = []
    for row in range(rows):
        low, high = 0, columns
        if band is not None:
            low, high = max(0, int(row * slope) - band), min(columns, int(row * slope) + band + 1)
        best[reached + 1 : high + 1] = [best[reached]] * (high - reached)
        before, reached = best[high], high
        choice = bytearray(high - low)
        diagonal = best[low]
        for column in range(low, high):
            above = best[column + 1]
            most, how = above, _UP
            if best[column] > most:
                most, how = best[column], _LEFT
            score = worth(row, column)
            if score > 0 and diagonal + score > most:
                most, how = diagonal + score, _PAIR
            diagonal, best[column + 1] = above, most
            choice[column - low] = how
        # No pair stands beyond the window: what is best there is what is best at its end.
        windows.append((low, choice, _LEFT if best[high] > before else _UP))
    pairs: list[Pair] = []
    row, column = rows, columns
    while row and column:
        low, choice, beyond = windows[row - 1]
        at = column - 1 - low
        how = _UP if at < 0 else beyond if at >= len(choice) else choice[at]
        if how == _PAIR:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif how == _LEFT:
            column = min(column - 1, low + len(choice))
        else:
            row -= 1
    return pairs[::-1]


_UP, _LEFT, _PAIR = 1, 2, 3
