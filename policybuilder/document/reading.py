"""What can be read from a document: its clauses in order, and the words of its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.document.policy import Clause, Document
from policybuilder.document.words import (
    Block,
    Code,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Marked,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)


def clauses(document: Document) -> Iterator[Clause]:
    """Yield every clause in reading order, appendices last."""
    for section in document.sections:
        yield from section.clauses
    yield from document.appendices


def inlines_of(block: Block) -> Iterator[Inline]:
    """Yield every inline of a block in reading order, nested ones after the inline that holds them."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield from _nested(inlines)
        case List(items=items):
            for item in items:
                for child in item.blocks:
                    yield from inlines_of(child)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                for cell in row:
                    yield from _nested(cell.inlines)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from inlines_of(child)
        case Preformatted(text=text):
            yield Text(text)


def _nested(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link | Marked):
            yield from _nested(inline.inlines)


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the words of some inlines without any marking; a line break reads as a new line."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text) | Value(text=text) | Reference(text=text):
                parts.append(text)
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Link(inlines=inner) | Marked(inlines=inner):
                parts.append(plain_text(inner))
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def block_text(block: Block) -> str:
    """Return the words of a block, a line for each paragraph, item and row, cells parted by tabs."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return plain_text(inlines)
        case List(items=items):
            return "\n".join(block_text(child) for item in items for child in item.blocks)
        case Table(header=header, rows=rows):
            lines = ("\t".join(plain_text(cell.inlines) for cell in row) for row in (header, *rows))
            return "\n".join(lines)
        case Quote(blocks=blocks):
            return "\n".join(block_text(child) for child in blocks)
        case Preformatted(text=text):
            return text


CELL = " | "
"""What parts the cells of a row where a table is told line by line."""


def block_lines(block: Block) -> Iterator[str]:
    """Yield the lines of a block that have words, each with single spaces; of a table, row by row."""
    if isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield CELL.join(" ".join(plain_text(cell.inlines).split()) for cell in row)
        return
    for line in block_text(block).split("\n"):
        if line.strip():
            yield " ".join(line.split())


def word_count(document: Document) -> int:
    """Return how many words a reader meets in the body and the appendices, headings counted."""
    texts = [section.title for section in document.sections]
    for clause in clauses(document):
        texts.append(clause.title)
        texts.extend(block_text(block) for block in clause.blocks)
    return sum(len(text.split()) for text in texts)


def unconfirmed(document: Document) -> tuple[tuple[str, Value], ...]:
    """Return every value still to be confirmed, with the clause id it stands in ("" for the control table).

    A parameter that a clause prints twice is given once for that clause.
    """
    # Each format asks, more than once; a document never changes, so what was found is kept beside its fields.
    known: tuple[tuple[str, Value], ...] | None = document.__dict__.get("unconfirmed")
    if known is None:
        known = document.__dict__["unconfirmed"] = tuple(_unconfirmed(document))
    return known


def _unconfirmed(document: Document) -> dict[tuple[str, Value], None]:
    found = {("", entry.value): None for entry in document.control if not entry.value.confirmed}
    for clause in clauses(document):
        for block in clause.blocks:
            for inline in inlines_of(block):
                if isinstance(inline, Value) and not inline.confirmed:
                    found[(clause.id, inline)] = None
    return found
