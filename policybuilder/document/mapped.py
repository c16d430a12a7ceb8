"""The one walk that makes a changed document: of its clauses, of their blocks, of the inlines in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from policybuilder.document.policy import Clause, Document
from policybuilder.document.words import (
    Block,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marked,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)

Run = tuple[Inline, ...]
"""The inlines of a paragraph, a heading or a cell."""


def map_clauses(document: Document, change: Callable[[Clause], Clause]) -> Document:
    """Return a document whose clauses are what `change` makes of each, asked in reading order."""
    sections = tuple(
        replace(section, clauses=tuple(change(clause) for clause in section.clauses)) for section in document.sections
    )
    return replace(document, sections=sections, appendices=tuple(change(clause) for clause in document.appendices))


def map_texts(document: Document, change: Callable[[Run], Run]) -> Document:
    """Return a document in which the inlines of each paragraph, heading and cell are what `change` makes of them."""
    return map_clauses(document, lambda clause: replace(clause, blocks=map_runs(clause.blocks, change)))


def map_blocks(blocks: Iterable[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """Return blocks, and those within them, each as `change` makes it, the inner ones first."""
    return tuple(_block(block, change) for block in blocks)


def _block(block: Block, change: Callable[[Block], Block]) -> Block:
    if isinstance(block, List):
        block = List(block.ordered, tuple(ListItem(map_blocks(item.blocks, change)) for item in block.items))
    elif isinstance(block, Quote):
        block = Quote(map_blocks(block.blocks, change))
    return change(block)


def map_runs(blocks: Iterable[Block], change: Callable[[Run], Run]) -> tuple[Block, ...]:
    """Return blocks in which the inlines of each paragraph, heading and cell are what `change` makes of them."""

    def changed(block: Block) -> Block:
        match block:
            case Paragraph(inlines=inlines, number=number):
                made = change(inlines)
                return block if made is inlines else Paragraph(made, number)
            case Heading(inlines=inlines):
                return Heading(change(inlines))
            case Table(header=header, rows=rows):
                return Table(row(header), tuple(row(each) for each in rows))
        return block

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(Cell(change(cell.inlines)) for cell in cells)

    return map_blocks(blocks, changed)


def map_inlines(run: Run, change: Callable[[Inline], Iterable[Inline]]) -> Run:
    """Return inlines with what `change` makes of each, also within bold words, stressed words and links.

    What holds others is changed inside and kept as it is; `change` is not asked for it.
    """
    made: list[Inline] = []
    for inline in run:
        match inline:
            case Strong(inlines=inner):
                made.append(Strong(map_inlines(inner, change)))
            case Emphasis(inlines=inner):
                made.append(Emphasis(map_inlines(inner, change)))
            case Link(target=target, inlines=inner):
                made.append(Link(target, map_inlines(inner, change)))
            case Marked(came=came, inlines=inner):
                made.append(Marked(came, map_inlines(inner, change)))
            case _:
                made.extend(change(inline))
    return tuple(made)


def without_links(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines with links and references as mere words, for use within a link."""
    unlinked: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link(inlines=inner):
                unlinked.extend(without_links(inner))
            case Reference(text=text):
                unlinked.append(Text(text))
            case Strong(inlines=inner):
                unlinked.append(Strong(without_links(inner)))
            case Emphasis(inlines=inner):
                unlinked.append(Emphasis(without_links(inner)))
            case Marked(came=came, inlines=inner):
                unlinked.append(Marked(came, without_links(inner)))
            case _:
                unlinked.append(inline)
    return tuple(unlinked)
