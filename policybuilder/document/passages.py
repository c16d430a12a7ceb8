"""A clause's blocks as a row of passages: paragraphs, items, rows and headings, each with its own words and no other's.

Blocks nest (an item holds a list, a quotation paragraphs); passages follow one another. So they can be held against
what a Word file has, where nothing nests.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from policybuilder.document.reading import plain_text
from policybuilder.document.words import (
    Block,
    Heading,
    Inline,
    LineBreak,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    Text,
)
from policybuilder.printed import PassageKind


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, item, row or quotation.

    `cells` are its inlines: one run of them, or one for each cell of a row. `depth` is how many lists are around it.
    `group` tells the lists, tables and quotations of a clause apart: passages of one have the same, others have -1.
    One that `continues` is a further paragraph of the item above.
    """

    kind: PassageKind
    cells: tuple[tuple[Inline, ...], ...]
    depth: int = 0
    ordered: bool = False
    group: int = -1
    continues: bool = False

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """Its inlines, of a row those of all cells."""
        return tuple(inline for cell in self.cells for inline in cell)

    @cached_property
    def words(self) -> str:
        """Its words on one line, the cells of a row parted by tabs."""
        return "\t".join(" ".join(plain_text(cell).split()) for cell in self.cells)


def passages_of(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Return the passages of some blocks in reading order; none that has no words."""
    return tuple(passage for passage in _passages(blocks, itertools.count()) if passage.words.strip())


def _passages(blocks: Iterable[Block], groups: Iterator[int], depth: int = 0) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                yield Passage("paragraph", (inlines,))
            case Heading(inlines=inlines):
                yield Passage("heading", (inlines,))
            case Preformatted(text=text):
                yield Passage("lines", (tuple(_lines(text)),))
            case Quote(blocks=inner):
                group = next(groups)
                for passage in _passages(inner, groups, depth):
                    yield Passage("quote", passage.cells, group=group) if passage.kind == "paragraph" else passage
            case List():
                yield from _list_passages(block, groups, next(groups), depth + 1)
            case Table(header=header, rows=rows):
                group = next(groups)
                yield Passage("header", tuple(cell.inlines for cell in header), group=group)
                for row in rows:
                    yield Passage("row", tuple(cell.inlines for cell in row), group=group)


def _lines(text: str) -> Iterator[Inline]:
    for number, line in enumerate(text.rstrip("\n").splitlines()):
        if number:
            yield LineBreak()
        yield Text(line)


def _list_passages(block: List, groups: Iterator[int], group: int, depth: int) -> Iterator[Passage]:
    for item in block.items:
        first = True
        for child in item.blocks:
            match child:
                case List():
                    yield from _list_passages(child, groups, group, depth + 1)
                case Paragraph(inlines=inlines):
                    yield Passage("item", (inlines,), depth, block.ordered, group, continues=not first)
                case _:
                    yield from _passages((child,), groups, depth)
            first = False
