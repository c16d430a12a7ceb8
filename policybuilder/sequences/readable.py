"""What two rows of words have in common, as a person would have marked it by hand.

The exact pass finds as many common words as it can, so a rewritten sentence comes out as a salad of single words that
happen to be in both. Here words are given up as common where that reads better, and a change is slid to where its
sentence starts. Nothing is lost: each word stays on its side, so accepting and rejecting give the same texts as
before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policybuilder.sequences.common import common_members
from policybuilder.sequences.rising import Pair, longest_rise

_LEAST_COMMON = 0.3
"""Below this share of common words a text was written anew: it is shown as one deletion and one insertion."""

_MOST_OF = 0.7
"""… unless this share of the shorter text was kept: then much was added to it, or taken out, around what stayed."""
_LONG_WHOLE = 12

_LITTLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can do for from has have if in into is it its may must no not of on or "
        "so should such than that the their them then there these they this those to was were which who will with",
    )
)
_STOPS = frozenset(".:;?!\n")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Words:
    """A row of words and signs.

    Words with equal `keys` are the same; `texts` is what they read, without space. `wholes` are from where to where
    words stand that are replaced together, such as a name. `things` are the places of what is no word, such as a line
    break, and stays common whatever is around it; `landmarks` are those among them, such as a picture, that are sought
    first when there is only one of them.
    """

    keys: Sequence[Hashable]
    texts: Sequence[str]
    wholes: Sequence[tuple[int, int]] = ()
    things: Collection[int] = ()
    landmarks: Collection[int] = ()

    def part(self, start: int, end: int) -> Words:
        """Return some of the words, without what is whole or a thing."""
        return Words(self.keys[start:end], self.texts[start:end])

    def weight(self, start: int, end: int) -> float:
        """Return how much some words say if they are common."""
        return sum([_weight(text) for text in self.texts[start:end]])


@dataclass
class CommonStretch:
    """Common words in a row: where they start on both sides, and how many they are."""

    old: int
    new: int
    length: int


def common_words(old: Words, new: Words) -> list[CommonStretch]:
    """Return the stretches of words that two rows have in common, rising on both sides."""
    if not old.things or not new.things:
        return _readable(old, new, _with_wholes(old, new, common_members(old.keys, new.keys)))
    pairs = _with_wholes(old, new, _led_by_landmarks(old, new))
    found: list[CommonStretch] = []
    at_old = at_new = 0
    waiting: list[Pair] = []
    for i, j in (*pairs, (len(old.keys), len(new.keys))):
        if i < len(old.keys) and i not in old.things:
            waiting.append((i - at_old, j - at_new))
            continue
        inner = _readable(old.part(at_old, i), new.part(at_new, j), waiting)
        found.extend(CommonStretch(each.old + at_old, each.new + at_new, each.length) for each in inner if each.length)
        if i < len(old.keys):
            found.append(CommonStretch(i, j, 1))
        at_old, at_new, waiting = i + 1, j + 1, []
    return found


def _led_by_landmarks(old: Words, new: Words) -> list[Pair]:
    """Return the positions of equal words; what is only once on each side is never lost to a word that crosses it."""
    places = dict(_once(new))
    both = [(at, places[key]) for key, at in _once(old) if key in places]
    edges = [(-1, -1), *(both[index] for index in longest_rise([j for _, j in both])), (len(old.keys), len(new.keys))]
    found: list[Pair] = []
    for (i, j), (to_i, to_j) in pairwise(edges):
        between = common_members(old.keys[i + 1 : to_i], new.keys[j + 1 : to_j])
        found += [(i + 1 + a, j + 1 + b) for a, b in between]
        found += [(to_i, to_j)]
    return found[:-1]


def _once(words: Words) -> Iterator[tuple[Hashable, int]]:
    counts = Counter(words.keys[at] for at in words.landmarks)
    yield from ((words.keys[at], at) for at in sorted(words.landmarks) if counts[words.keys[at]] == 1)


def _readable(old: Words, new: Words, pairs: Sequence[Pair]) -> list[CommonStretch]:
    stretches = [] if _written_anew(old, new, pairs) else _without_islands(list(_stretches(pairs)), old, new)
    _slide(stretches, old, new)
    return stretches


def _with_wholes(old: Words, new: Words, pairs: Sequence[Pair]) -> list[Pair]:
    """Give up the common words of a whole that changed: a role or a name is replaced as a whole."""
    kept = list(pairs)
    for side, words in enumerate((old, new)):
        common = {pair[side] for pair in kept}
        given_up: set[int] = set()
        for start, end in words.wholes:
            if end - start <= _LONG_WHOLE and not all(index in common for index in range(start, end)):
                given_up.update(range(start, end))
        kept = [pair for pair in kept if pair[side] not in given_up]
    return kept


def _stretches(pairs: Sequence[Pair]) -> Iterator[CommonStretch]:
    last: CommonStretch | None = None
    for old, new in pairs:
        if last and (last.old + last.length, last.new + last.length) == (old, new):
            last.length += 1
            continue
        if last:
            yield last
        last = CommonStretch(old, new, 1)
    if last:
        yield last


def _written_anew(old: Words, new: Words, pairs: Sequence[Pair]) -> bool:
    common = sum([_weight(old.texts[index]) for index, _ in pairs])
    weights = old.weight(0, len(old.texts)), new.weight(0, len(new.texts))
    return max(weights) >= 4 and common < _LEAST_COMMON * max(weights) and common < _MOST_OF * min(weights)


def _weight(text: str) -> float:
    """Return how much a common word says that two texts are the same: a sign nothing, a little word little."""
    if not _LETTER.search(text):
        return 0.0
    return 0.5 if text.lower() in _LITTLE_WORDS else 1.0


def _without_islands(stretches: list[CommonStretch], old: Words, new: Words) -> list[CommonStretch]:
    """Give up common words that are few against the changes on both sides of them."""
    kept = list(stretches)
    index = 0
    while index < len(kept):
        stretch = kept[index]
        before = kept[index - 1] if index else CommonStretch(0, 0, 0)
        after = kept[index + 1] if index + 1 < len(kept) else CommonStretch(len(old.keys), len(new.keys), 0)
        left = _change_between(before, stretch, old, new)
        right = _change_between(stretch, after, old, new)
        if left and right and _is_island(stretch, left, right, old):
            del kept[index]
            index = max(index - 1, 0)
        else:
            index += 1
    return kept


def _change_between(first: CommonStretch, second: CommonStretch, old: Words, new: Words) -> float:
    """Return how many words changed between two stretches; a change of signs alone counts a little."""
    gone, come = (first.old + first.length, second.old), (first.new + first.length, second.new)
    if gone[0] == gone[1] and come[0] == come[1]:
        return 0.0
    return max(0.25, old.weight(*gone), new.weight(*come))


def _is_island(stretch: CommonStretch, left: float, right: float, old: Words) -> bool:
    start, end = stretch.old, stretch.old + stretch.length
    weight = old.weight(start, end)
    if not weight:
        # A full stop between two rewritten sentences still parts them for the eye.
        return not any(text in _STOPS for text in old.texts[start:end]) or min(left, right) >= 3
    return weight <= 2 and weight * 2 <= min(left, right)


def _slide(stretches: list[CommonStretch], old: Words, new: Words) -> None:
    """Move each pure insertion or deletion to where it starts and ends best, as far as equal words allow."""
    for index in range(len(stretches) - 1):
        first, second = stretches[index], stretches[index + 1]
        gone = second.old - (first.old + first.length)
        come = second.new - (first.new + first.length)
        if gone and come:
            continue
        words, start = (old, first.old + first.length) if gone else (new, first.new + first.length)
        keys, length = words.keys, gone or come
        back = 0
        while back < first.length - 1 and keys[start - back - 1] == keys[start - back - 1 + length]:
            back += 1
        forth = 0
        while forth < second.length - 1 and keys[start + forth] == keys[start + forth + length]:
            forth += 1
        shift = max(range(-back, forth + 1), key=lambda by: (_fit(words, start + by, length), -abs(by)))
        first.length += shift
        second.old, second.new, second.length = second.old + shift, second.new + shift, second.length - shift


def _fit(words: Words, start: int, length: int) -> int:
    """Return how well a change reads that starts here: best from a sentence's start to its end."""
    before, last = words.texts[start - 1], words.texts[start + length - 1]
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
