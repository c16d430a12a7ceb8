"""Which words that a redline marks are those of changes of the new document: at the same place, the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.recorded import END, THING, Story, Stretch
from policybuilder.sequences.common import common_members

_TOKEN = re.compile(rf"{END}|{THING}|(?:^[^\S\n]+)?\w+[^\S\n]*|[^\S\n]+|[^\w\s]")
"""A word with the space behind it, an end, a thing, or a sign."""
_WORD = re.compile(r"\w")
_FURTHEST = 1_000
"""How far a change is slid to see whether it is another."""


class Part(NamedTuple):
    """From where to where of a stretch's words it says what a stretch of the new document says."""

    start: int
    stop: int
    theirs: Stretch
    taken: tuple[tuple[Stretch, int, int], ...]
    """Which characters of theirs that are: from where, and how many."""

    def with_next(self, other: Part) -> Part:
        """Return this part and the one that follows it as one."""
        return Part(self.start, other.stop, self.theirs, self.taken + other.taken)


@dataclass
class Shared:
    """What the stretches of a redline share with those of the new document, and the other way round."""

    of_ours: dict[Stretch, list[Part]] = field(default_factory=dict)
    of_theirs: dict[Stretch, bytearray] = field(default_factory=dict)
    """For each of a stretch's characters whether it is shared."""

    def take(self, ours: Stretch, start: int, stop: int, theirs: Stretch, at: int, length: int) -> None:
        """Note that what is between two places of ours says what so many characters of theirs say."""
        taken = ((theirs, at, length),)
        self.of_ours.setdefault(ours, []).append(Part(start, stop, theirs, taken))
        self._flag(taken, b"\1")

    def take_all(self, ours: Sequence[Stretch], theirs: Sequence[Stretch]) -> None:
        """Note that stretches of ours say all that some of theirs do, in another order of the characters."""
        for each in ours:
            self.of_ours[each] = [Part(0, len(each.words), theirs[0], ())]
        self._flag([(each, 0, len(each.words)) for each in theirs], b"\1")

    def give_back(self, part: Part) -> None:
        """Forget what a part shares."""
        self._flag(part.taken, b"\0")

    def _flag(self, taken: Iterable[tuple[Stretch, int, int]], flag: bytes) -> None:
        for theirs, at, length in taken:
            self.of_theirs.setdefault(theirs, bytearray(len(theirs.words)))[at : at + length] = flag * length


def signature(mark: etree._Element) -> tuple[str, str]:
    """Return who made a change, and when."""
    return mark.get(n.AUTHOR, ""), mark.get(n.DATE, "")


def shared_words(ours: Story, theirs: Story) -> Shared:
    """Return which words came or went in both stories, whose text is the same when all is accepted."""
    found = Shared()
    mine, other = _clusters(ours), _clusters(theirs)
    # Before its words are taken one by one, a whole change that could stand a little further on is taken as a whole.
    _share_slid(ours.text, (mine.came, other.came, _slid_come), found)
    _share_what_came(ours, theirs, found)
    _share_what_went(mine, other, found)
    _share_slid(ours.text, (mine.went, other.went, _slid_gone), found)
    for stretch in list(found.of_ours):
        if stretch.moved and not _moved_as_one(stretch, found):
            for part in found.of_ours.pop(stretch):
                found.give_back(part)
    return found


def _moved_as_one(stretch: Stretch, found: Shared) -> bool:
    """Return whether all the words of a move were moved by one person."""
    parts = found.of_ours[stretch]
    by = {signature(part.theirs.mark) for part in parts}
    covered = sum(part.stop - part.start for part in parts)
    return len(by) == 1 and covered == len(stretch.words) and all(part.theirs.moved for part in parts)


def _share_what_came(ours: Story, theirs: Story, found: Shared) -> None:
    other = [each for each in theirs.stretches if each.came]
    slid = set(found.of_theirs)
    at = 0
    for mine in (each for each in ours.stretches if each.came and each not in found.of_ours):
        while at < len(other) and other[at].stop <= mine.start:
            at += 1
        for each in (each for each in _from(other, at, mine.stop) if each not in slid):
            start, stop = max(mine.start, each.start), min(mine.stop, each.stop)
            found.take(mine, start - mine.start, stop - mine.start, each, start - each.start, stop - start)


def _from(stretches: Sequence[Stretch], at: int, before: int) -> Iterator[Stretch]:
    while at < len(stretches) and stretches[at].start < before:
        yield stretches[at]
        at += 1


# What went -----------------------------------------------------------------------------------------------


@dataclass
class _Cluster:
    """Stretches of one kind between which nothing stayed, and the place in the text that they stand at."""

    low: int
    high: int
    stretches: list[Stretch]

    @property
    def words(self) -> str:
        return "".join(each.words for each in self.stretches)

    @property
    def by(self) -> set[tuple[str, str]]:
        return {signature(each.mark) for each in self.stretches}


@dataclass
class _Clusters:
    came: list[_Cluster]
    went: list[_Cluster]


def _clusters(story: Story) -> _Clusters:
    """Return the stretches of a story, those that touch together; what went stands beside the words that came there."""
    came: list[_Cluster] = []
    for each in (each for each in story.stretches if each.came):
        if came and came[-1].high == each.start:
            came[-1].high = each.stop
            came[-1].stretches.append(each)
        else:
            came.append(_Cluster(each.start, each.stop, [each]))
    ends = [each.high for each in came]
    went: list[_Cluster] = []
    for each in (each for each in story.stretches if not each.came):
        at = bisect_left(ends, each.start)
        beside = at < len(came) and came[at].low <= each.start
        low, high = (came[at].low, came[at].high) if beside else (each.start, each.start)
        if went and (went[-1].low, went[-1].high) == (low, high):
            went[-1].stretches.append(each)
        else:
            went.append(_Cluster(low, high, [each]))
    return _Clusters(came, went)


def _share_what_went(ours: _Clusters, theirs: _Clusters, found: Shared) -> None:
    at = 0
    for mine in ours.went:
        while at < len(theirs.went) and theirs.went[at].high < mine.low:
            at += 1
        step = at
        while step < len(theirs.went) and theirs.went[step].low <= mine.high:
            _share_words(mine, theirs.went[step], found)
            step += 1


@dataclass(frozen=True)
class _Token:
    stretch: Stretch
    at: int
    text: str

    @property
    def stop(self) -> int:
        return self.at + len(self.text)

    @property
    def key(self) -> str:
        """The word without space, or the space."""
        return self.text.strip(" ") or self.text


def _tokens(stretches: Iterable[Stretch], found: Shared) -> list[_Token]:
    return [
        _Token(stretch, match.start(), match[0])
        for stretch in stretches
        if stretch not in found.of_ours and not any(found.of_theirs.get(stretch, b""))
        for match in _TOKEN.finditer(stretch.words)
    ]


def _share_words(mine: _Cluster, other: _Cluster, found: Shared) -> None:
    """Share the words of two clusters that are in both, in one order; a space or sign alone says nothing."""
    ours, theirs = _tokens(mine.stretches, found), _tokens(other.stretches, found)
    pairs = sorted(common_members([each.key for each in ours], [each.key for each in theirs]))
    run: list[tuple[_Token, _Token]] = []
    runs = [run]
    last = (-1, -1)
    for i, j in pairs:
        if (i - 1, j - 1) != last:
            run = []
            runs.append(run)
        run.append((ours[i], theirs[j]))
        last = (i, j)
    for run in runs:
        if _says_something(run, other):
            for left, right in run:
                found.take(left.stretch, left.at, left.stop, right.stretch, right.at, len(right.text))
    for gone in (each for each in other.stretches if not any(found.of_theirs.get(each, b""))):
        for stretch in (each for each in mine.stretches if each not in found.of_ours and not each.moved):
            if _WORD.search(gone.words) and stretch.words.count(gone.words) == 1:
                at = stretch.words.index(gone.words)
                found.take(stretch, at, at + len(gone.words), gone, 0, len(gone.words))
                break


def _says_something(run: Sequence[tuple[_Token, _Token]], other: _Cluster) -> bool:
    said = "".join(left.text for left, _ in run)
    if _WORD.search(said) or said == other.words:
        return True
    return END not in said and any(said == right.stretch.words for _, right in run)


_Slide = Callable[[str, _Cluster], tuple[int, str]]


# What could stand a little further on ---------------------------------------------------------------------


def _share_slid(text: str, sides: tuple[list[_Cluster], list[_Cluster], _Slide], found: Shared) -> None:
    """Share whole clusters that say the same but stand elsewhere: of "long long list", either "long" may have come."""
    ours, theirs, slid = sides
    places = {
        slid(text, each): each
        for each in theirs
        if not any(any(found.of_theirs.get(stretch, b"")) for stretch in each.stretches) and len(each.by) == 1
    }
    for each in ours if places else ():
        if any(stretch in found.of_ours or stretch.moved for stretch in each.stretches):
            continue
        same = places.pop(slid(text, each), None)
        if same is not None and (same.low, same.words) != (each.low, each.words):
            found.take_all(each.stretches, same.stretches)


def _slid_come(text: str, cluster: _Cluster) -> tuple[int, str]:
    low, high = cluster.low, cluster.high
    last = min(len(text), high + _FURTHEST)
    while high < last and text[low] == text[high]:
        low, high = low + 1, high + 1
    return low, text[low:high]


def _slid_gone(text: str, cluster: _Cluster) -> tuple[int, str]:
    words, at = cluster.words, cluster.low
    turned, last = 0, min(len(text), at + _FURTHEST)
    if cluster.high == at:
        while at < last and words[turned % len(words)] == text[at]:
            turned, at = turned + 1, at + 1
    turned %= len(words)
    return at, words[turned:] + words[:turned]
