"""A document some of whose words are mere words: its cross-references, or its values, too.

It is compared so with a text from elsewhere, which knows of neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    Value,
)

_Plain = Callable[[Inline], Inline]


def with_plain_references(document: Document) -> Document:
    """Return the document with what each cross-reference reads in its place."""
    return _document(document, lambda inline: Text(inline.text) if isinstance(inline, Reference) else inline)


def as_mere_words(document: Document) -> Document:
    """Return the document as it would be read from a file that knows of no values and was built from no template."""
    plain = _document(document, lambda inline: Text(inline.text) if isinstance(inline, Reference | Value) else inline)
    return replace(plain, template="")


def _document(document: Document, plain: _Plain) -> Document:
    sections = tuple(
        replace(section, clauses=tuple(_clause(clause, plain) for clause in section.clauses))
        for section in document.sections
    )
    appendices = tuple(_clause(clause, plain) for clause in document.appendices)
    return replace(document, sections=sections, appendices=appendices)


def _clause(clause: Clause, plain: _Plain) -> Clause:
    return replace(clause, blocks=_blocks(clause.blocks, plain))


def _blocks(blocks: Iterable[Block], plain: _Plain) -> tuple[Block, ...]:
    return tuple(_block(block, plain) for block in blocks)


def _block(block: Block, plain: _Plain) -> Block:
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return replace(block, inlines=_inlines(inlines, plain))
        case List(items=items):
            return replace(block, items=tuple(ListItem(_blocks(item.blocks, plain)) for item in items))
        case Table(header=header, rows=rows):
            return Table(_row(header, plain), tuple(_row(row, plain) for row in rows))
        case Quote(blocks=blocks):
            return Quote(_blocks(blocks, plain))
    return block


def _row(row: tuple[Cell, ...], plain: _Plain) -> tuple[Cell, ...]:
    return tuple(Cell(_inlines(cell.inlines, plain)) for cell in row)


def _inlines(inlines: tuple[Inline, ...], plain: _Plain) -> tuple[Inline, ...]:
    return tuple(_inline(inline, plain) for inline in inlines)


def _inline(inline: Inline, plain: _Plain) -> Inline:
    match inline:
        case Strong(inlines=inner):
            return Strong(_inlines(inner, plain))
        case Emphasis(inlines=inner):
            return Emphasis(_inlines(inner, plain))
        case Link(target=target, inlines=inner):
            return Link(target, _inlines(inner, plain))
    return plain(inline)
