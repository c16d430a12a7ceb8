"""The tests of a passage put back into new words for it: what a branch says and nobody changed goes on being decided.

A person changes a passage as it prints, its tests decided. The new words alone would hold today's branches for good: an
answer that comes later would bring no words with it. So each test whose words stand in the new text as they stood, and
each that prints nothing today and whose neighbours are still there, is put back where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policybuilder.library.body import read_body
from policybuilder.library.body_reader import Statement
from policybuilder.library.body_tags import tags_of
from policybuilder.resolution.decided import TOKEN, Decider
from policybuilder.resolution.live import pieces_of
from policybuilder.sequences.readable import Words, common_words

_WORDS = re.compile(r"\{%.*?%\}|(?P<word>\{\{.*?\}\}|[^\W_]+|\S)", re.DOTALL)


def with_branches(source: str, text: str, decider: Decider | None) -> str:
    """Return a text that takes the place of a source, with the source's tests that the change did not touch.

    `text` is written for the source as it prints. It comes back as it is where the source has no test, or one that
    cannot be told apart; with its tests decided, what is returned reads as `text` does.
    """
    if decider is None or "{%" not in source or "{%" in text:
        return text
    words = [found.group("word") for found in _WORDS.finditer(source)]
    tags = [tag.word for tag in tags_of(source) if tag.word not in ("value", "comment")]
    if not any(words) or {*tags} - {"if", "elif", "else", "endif"} or tags.count("if") != tags.count("endif"):
        return text
    work = _Work.of(source, text, decider)
    if work is None:
        return text
    wanted, found = _read(text), list(work.places())
    if found and not _reads(work.text(found), decider, wanted):
        # One that does not read as it should is given up, and the others stay.
        kept: list[_Place] = []
        for place in found:
            if _reads(work.text([*kept, place]), decider, wanted):
                kept.append(place)
        found = kept
    return work.text(found)


def _reads(text: str, decider: Decider, wanted: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text reads, its tests decided, as is wanted."""
    decided = decider.decided(text)
    return decided is not None and _read(decided) == wanted


def _read(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, " ".join(piece.text.split())) for piece in pieces_of(text)]


@dataclass(frozen=True)
class _Place:
    """What of the new text a test takes the place of, from `start` to before `end`, and the test as authored."""

    start: int
    end: int
    source: str


@dataclass(frozen=True)
class _Work:
    """A source and the text in its place.

    `printed` are the places of those words of the source that print today, `new` those of the text's words, and `now`
    says where among these a word that printed stands.
    """

    source: str
    new_text: str
    printed: tuple[tuple[int, int], ...]
    new: tuple[tuple[int, int], ...]
    now: Mapping[int, int]

    @classmethod
    def of(cls, source: str, text: str, decider: Decider) -> _Work | None:
        """Return the two, held against one another; None where the source cannot be decided."""
        words = _places_of_words(source)
        tokens = decider.known(source, words)
        if tokens is None:
            return None
        printed = tuple(words[int(found[1])] for found in TOKEN.finditer(tokens))
        new = tuple(_places_of_words(text))
        before = [source[start:end] for start, end in printed]
        after = [text[start:end] for start, end in new]
        same = common_words(Words(before, before), Words(after, after))
        now = {each.old + n: each.new + n for each in same for n in range(each.length)}
        return cls(source, text, printed, new, now)

    def places(self) -> Iterator[_Place]:
        """Yield where tests go back: one that stays holds those within it."""
        done = -1
        for each in sorted(read_body(self.source).statements, key=lambda one: (one.start, -one.end)):
            if each.start < done:
                continue
            inside = [n for n, (start, _) in enumerate(self.printed) if each.start <= start < each.end]
            place = self._of_words(each, inside) if inside else self._of_nothing(each)
            if place is not None:
                done = each.end
                yield place

    def text(self, places: Sequence[_Place]) -> str:
        """Return the new text with tests in their places."""
        parts, at = [], 0
        for place in sorted(places, key=lambda one: (one.start, one.end)):
            if place.start < at:
                continue
            parts += [self.new_text[at : place.start], place.source]
            at = place.end
        return "".join([*parts, self.new_text[at:]])

    def _of_words(self, test: Statement, inside: Sequence[int]) -> _Place | None:
        """Return the place of a test whose words are all there, with nothing between them; None if they are not."""
        there = [self.now.get(n, -1) for n in inside]
        if there[0] < 0 or there != [*range(there[0], there[0] + len(there))]:
            return None
        start, end = self.new[there[0]][0], self.new[there[-1]][1]
        # A space that the branch brings itself is not there twice.
        first, last = self.printed[inside[0]][0], self.printed[inside[-1]][1]
        if self.source[first - 1 : first].isspace() and not self.source[: test.start][-1:].isspace():
            start = len(self.new_text[:start].rstrip(" "))
        if self.source[last : last + 1].isspace() and not self.source[test.end :][:1].isspace():
            end += len(self.new_text[end:]) - len(self.new_text[end:].lstrip(" "))
        return _Place(start, end, self.source[test.start : test.end])

    def _of_nothing(self, test: Statement) -> _Place | None:
        """Return the place of a test that prints nothing today: by the word before or after it that is still there."""
        after = next((n for n, (start, _) in enumerate(self.printed) if start >= test.end), len(self.printed))
        before, following = self.now.get(after - 1, -1), self.now.get(after, -1)
        follows = bool(test.start) and not self.source[test.start - 1].isspace()
        if before >= 0 and (follows or following < 0):
            place = self.new[before][1]
            space = "" if follows else " "
        elif following >= 0:
            place = self.new[following][0]
            if follows:
                place = len(self.new_text[:place].rstrip(" "))
            space = ""
        else:
            return None
        return _Place(place, place, space + self.source[test.start : test.end])


def _places_of_words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORDS.finditer(text) if found["word"]]


__all__ = ["with_branches"]
