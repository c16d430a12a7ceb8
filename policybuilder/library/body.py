"""A clause's body as its paragraphs, list items and table rows, each with its place and the words it was authored in.

A body is a template: its tests decide which passages are printed, and its loops how often. So that a passage has a
place of its own whatever they decide, the lines are followed through every branch at once: two lines belong to one
passage when they print in one for some council.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from policybuilder.library.body_reader import Kind, Passage, Statement, read_passages

StretchKind = Literal["paragraph", "list", "table", "clause", "item", "row", "header", "heading", "quote"]


@dataclass(frozen=True)
class Stretch:
    """What an amendment can be made of: a paragraph (with its lists and tables, or alone), an item, a row … a clause.

    `number` is that of the paragraph it belongs to, counted as authored, 0 where there is none; `passages` are the
    positions of its passages in the body; `source` its words as authored, placeholders and conditions included.
    """

    kind: StretchKind
    number: int
    passages: tuple[int, ...]
    source: str

    @property
    def name(self) -> str:
        """How it is spoken of, as in "paragraph 2" and "an item of paragraph 2"."""
        if self.kind == "clause":
            return "the whole clause"
        within = f" of paragraph {self.number}" if self.number else ""
        names = {"row": f"a row{within}", "header": f"the header row{within}", "heading": "a heading"}
        names |= {"item": f"an item{within}", "list": f"the list{within}", "table": f"the table{within}"}
        return names.get(self.kind, f"paragraph {self.number}" if self.kind == "paragraph" else f"a quotation{within}")


@dataclass(frozen=True)
class Body:
    """A body with its passages in the order of the file."""

    text: str
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]

    @cached_property
    def paragraphs(self) -> tuple[Stretch, ...]:
        """Each paragraph with the lists and tables that follow it; the first is paragraph 1."""
        heads = [index for index, passage in enumerate(self.passages) if passage.kind == "paragraph"]
        return tuple(self._stretch("paragraph", (head, *self._followers(head))) for head in heads)

    @cached_property
    def whole(self) -> Stretch:
        """The whole clause."""
        return Stretch("clause", 0, tuple(range(len(self.passages))), self.text.strip("\n"))

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Everything that can be named by its words, smaller ones first; none twice."""
        found: dict[tuple[int, ...], Stretch] = {}
        for stretch in (*self._single(), *self._groups(), *self.paragraphs, *self._shared(), self.whole):
            found.setdefault(stretch.passages, stretch)
        return tuple(found.values())

    def meant_by(self, number: int) -> tuple[Stretch, ...]:
        """Return the paragraphs that are the nth as printed for one council or another; one where nothing moves it."""
        return tuple(each for each in self.paragraphs if number in self.passages[each.passages[0]].ordinals)

    def _followers(self, head: int) -> Iterator[int]:
        for index in range(head + 1, len(self.passages)):
            if self.passages[index].kind in ("paragraph", "heading"):
                return
            yield index

    def _single(self) -> Iterator[Stretch]:
        for index, passage in enumerate(self.passages):
            inner = [index]
            for other in range(index + 1, len(self.passages)):
                if self.passages[other].parent in inner:
                    inner.append(other)
            yield self._stretch(passage.kind, tuple(inner))

    def _shared(self) -> Iterator[Stretch]:
        """Yield the paragraphs that some council prints from passages that stand apart: alone, and with their lists."""
        for index in range(len(self.passages)):
            for first in self.passages[index].after:
                alone = (first, index)
                source = "\n".join(self._stretch("paragraph", (each,)).source for each in alone)
                yield Stretch("paragraph", self.passages[first].number, alone, source)
                if followers := tuple(self._followers(index)):
                    rest = self._stretch("paragraph", (index, *followers)).source
                    whole = "\n".join([self._stretch("paragraph", (first,)).source, rest])
                    yield Stretch("paragraph", self.passages[first].number, (*alone, *followers), whole)

    def _groups(self) -> Iterator[Stretch]:
        groups: dict[int, list[int]] = {}
        for index, passage in enumerate(self.passages):
            if passage.group >= 0:
                groups.setdefault(passage.group, []).append(index)
        for members in groups.values():
            first = self.passages[members[0]]
            if first.parent >= 0 or len(members) < 2:
                continue
            inner = list(members)
            for index, passage in enumerate(self.passages):
                if passage.parent in inner and index not in inner:
                    inner.append(index)
            yield self._stretch("list" if first.kind == "item" else "table", tuple(sorted(inner)))

    def _stretch(self, kind: StretchKind, passages: tuple[int, ...]) -> Stretch:
        start, end = self._balanced(passages)
        return Stretch(kind, self.passages[passages[0]].number, passages, _flush(self.text, start, end))

    def _balanced(self, passages: tuple[int, ...]) -> tuple[int, int]:
        """Return where some passages start and end, with the whole of each test or loop that they cut through."""
        start = min(self.passages[index].start for index in passages)
        end = max(self.passages[index].end for index in passages)
        others = [each for index, each in enumerate(self.passages) if index not in passages]
        changed = True
        while changed:
            changed = False
            for each in self.statements:
                opens, closes = start <= each.start < end, start < each.end <= end
                if opens == closes:
                    continue
                low, high = min(start, each.start), max(end, each.end)
                if any(other.start < high and other.end > low for other in others):
                    continue
                start, end, changed = low, high, True
        return start, end


def _flush(text: str, start: int, end: int) -> str:
    """Return a stretch of a text without the indentation that its first line has in the file."""
    indent = start - (text.rfind("\n", 0, start) + 1)
    lines = text[start:end].split("\n")
    return "\n".join([lines[0], *(line[min(indent, len(line) - len(line.lstrip())) :].rstrip() for line in lines[1:])])


@lru_cache(maxsize=512)
def read_body(text: str) -> Body:
    """Return the passages of a body, which is right in the clause language (see `template_language`)."""
    return Body(text, *read_passages(text))


__all__ = ["Body", "Kind", "Passage", "Stretch", "read_body"]
