"""The readable pass over an exact difference of words: what a person would have marked by hand.

The exact pass finds as many common words as it can, so a rewritten sentence comes out as a salad of single words that
happen to be in both. Here words are given up as common where that reads better, and a change is slid to where its
sentence starts. Nothing is lost: each word stays on its side, so accepting and rejecting give the same texts as
before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policybuilder.compare.marked import Run
from policybuilder.compare.match import Pair
from policybuilder.compare.tokens import Token

_LEAST_COMMON = 0.3
"""Below this share of common words a text was written anew: it is shown as one deletion and one insertion."""

_MOST_OF = 0.7
"""… unless this share of the shorter text was kept: then much was added to it, or taken out, around what stayed."""
_LONG_VALUE = 12

_LITTLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can do for from has have if in into is it its may must no not of on or "
        "so should such than that the their them then there these they this those to was were which who will with",
    )
)
_STOPS = frozenset(".:;?!\n")


@dataclass
class _Stretch:
    """Common words in a row: where they start on both sides, and how many they are."""

    old: int
    new: int
    length: int


def readable_runs(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> tuple[Run, ...]:
    """Return the words of both sides in runs, from the positions that the exact pass found equal."""
    whole = _with_whole_values(old, new, pairs)
    stretches = [] if _written_anew(old, new, whole) else _stretches(whole)
    stretches = _without_islands(stretches, old, new)
    _slide(stretches, old, new)
    runs: list[Run] = []
    at_old = at_new = 0
    for stretch in (*stretches, _Stretch(len(old), len(new), 0)):
        if at_old < stretch.old:
            runs.append(Run(tuple(old[at_old : stretch.old]), ()))
        if at_new < stretch.new:
            runs.append(Run((), tuple(new[at_new : stretch.new])))
        at_old, at_new = stretch.old + stretch.length, stretch.new + stretch.length
        if stretch.length:
            runs.append(Run(tuple(old[stretch.old : at_old]), tuple(new[stretch.new : at_new])))
    return tuple(runs)


def _with_whole_values(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> list[Pair]:
    """Give up the common words of a filled-in value that changed: a role or a name is replaced as a whole."""
    kept = list(pairs)
    for side, words in enumerate((old, new)):
        common = {pair[side] for pair in kept}
        given_up: set[int] = set()
        for start, end in _values(words):
            if end - start <= _LONG_VALUE and not all(index in common for index in range(start, end)):
                given_up.update(range(start, end))
        kept = [pair for pair in kept if pair[side] not in given_up]
    return kept


def _values(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where each filled-in value starts and ends."""
    found: list[tuple[int, int]] = []
    before = None
    for index, token in enumerate(words):
        is_value = token.path[-1][1][0] == "value"
        if is_value and found and token.path == before:
            found[-1] = (found[-1][0], index + 1)
        elif is_value:
            found.append((index, index + 1))
        before = token.path
    return found


def _stretches(pairs: Sequence[Pair]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for old, new in pairs:
        last = found[-1] if found else None
        if last and (last.old + last.length, last.new + last.length) == (old, new):
            last.length += 1
        else:
            found.append(_Stretch(old, new, 1))
    return found


def _written_anew(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> bool:
    common = sum(_weight(old[index]) for index, _ in pairs)
    most = max(sum(map(_weight, old)), sum(map(_weight, new)))
    least = min(sum(map(_weight, old)), sum(map(_weight, new)))
    return most >= 4 and common < _LEAST_COMMON * most and common < _MOST_OF * least


def _weight(token: Token) -> float:
    """Return how much a common word says that two texts are the same: a sign nothing, a little word little."""
    if not token.is_word:
        return 0.0
    return 0.5 if token.key.lower() in _LITTLE_WORDS else 1.0


def _without_islands(stretches: list[_Stretch], old: Sequence[Token], new: Sequence[Token]) -> list[_Stretch]:
    """Give up common words that are few against the changes on both sides of them."""
    kept = list(stretches)
    index = 0
    while index < len(kept):
        stretch = kept[index]
        before = kept[index - 1] if index else _Stretch(0, 0, 0)
        after = kept[index + 1] if index + 1 < len(kept) else _Stretch(len(old), len(new), 0)
        left = _change_between(before, stretch, old, new)
        right = _change_between(stretch, after, old, new)
        if left and right and _is_island(stretch, left, right, old):
            del kept[index]
            index = max(index - 1, 0)
        else:
            index += 1
    return kept


def _change_between(first: _Stretch, second: _Stretch, old: Sequence[Token], new: Sequence[Token]) -> float:
    """Return how many words changed between two stretches; a change of signs alone counts a little."""
    gone = old[first.old + first.length : second.old]
    come = new[first.new + first.length : second.new]
    if not gone and not come:
        return 0.0
    return max(0.25, sum(map(_weight, gone)), sum(map(_weight, come)))


def _is_island(stretch: _Stretch, left: float, right: float, old: Sequence[Token]) -> bool:
    words = old[stretch.old : stretch.old + stretch.length]
    weight = sum(map(_weight, words))
    if not weight:
        # A full stop between two rewritten sentences still parts them for the eye.
        return not any(token.key in _STOPS for token in words) or min(left, right) >= 3
    return weight <= 2 and weight * 2 <= min(left, right)


def _slide(stretches: list[_Stretch], old: Sequence[Token], new: Sequence[Token]) -> None:
    """Move each pure insertion or deletion to where it starts and ends best, as far as equal words allow."""
    for index in range(len(stretches) - 1):
        first, second = stretches[index], stretches[index + 1]
        gone = second.old - (first.old + first.length)
        come = second.new - (first.new + first.length)
        if gone and come:
            continue
        words, start = (old, first.old + first.length) if gone else (new, first.new + first.length)
        length = gone or come
        back = 0
        while back < first.length - 1 and words[start - back - 1].key == words[start - back - 1 + length].key:
            back += 1
        forth = 0
        while forth < second.length - 1 and words[start + forth].key == words[start + forth + length].key:
            forth += 1
        shift = max(range(-back, forth + 1), key=lambda by: (_fit(words, start + by, length), -abs(by)))
        first.length += shift
        second.old, second.new, second.length = second.old + shift, second.new + shift, second.length - shift


def _fit(words: Sequence[Token], start: int, length: int) -> int:
    """Return how well a change reads that starts here: best from a sentence's start to its end."""
    before, last = words[start - 1].key, words[start + length - 1].key
    score = 0
    if start == 0 or before in _STOPS:
        score += 2
    elif before == ",":
        score += 1
    if last in _STOPS:
        score += 2
    elif last == ",":
        score += 1
    return score
