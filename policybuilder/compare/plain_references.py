"""A document whose cross-references are mere words, to be compared with a text from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)


def with_plain_references(document: Document) -> Document:
    """Return the document with what each cross-reference reads in its place."""
    sections = tuple(
        replace(section, clauses=tuple(_clause(clause) for clause in section.clauses)) for section in document.sections
    )
    return replace(document, sections=sections, appendices=tuple(_clause(clause) for clause in document.appendices))


def _clause(clause: Clause) -> Clause:
    return replace(clause, blocks=_blocks(clause.blocks))


def _blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Block:
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return replace(block, inlines=_inlines(inlines))
        case List(items=items):
            return replace(block, items=tuple(ListItem(_blocks(item.blocks)) for item in items))
        case Table(header=header, rows=rows):
            return Table(_row(header), tuple(_row(row) for row in rows))
        case Quote(blocks=blocks):
            return Quote(_blocks(blocks))
    return block


def _row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(_inlines(cell.inlines)) for cell in row)


def _inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> Inline:
    match inline:
        case Reference(text=text):
            return Text(text)
        case Strong(inlines=inner):
            return Strong(_inlines(inner))
        case Emphasis(inlines=inner):
            return Emphasis(_inlines(inner))
        case Link(target=target, inlines=inner):
            return Link(target, _inlines(inner))
    return inline
