"""Blocks as lines that a test can compare."""

from __future__ import annotations

from policybuilder.document import (
    Block,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    block_text,
    plain_text,
)


def shape(blocks: tuple[Block, ...]) -> list[str]:
    """Return what each block is, with its words: "p: …", "h: …", "ul: a | b", "table: …"."""
    lines = []
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                lines.append(f"p: {plain_text(inlines)}")
            case Heading(inlines=inlines):
                lines.append(f"h: {plain_text(inlines)}")
            case List(ordered=ordered, items=items):
                inner = (" + ".join(shape(item.blocks)).removeprefix("p: ") for item in items)
                lines.append(("ol: " if ordered else "ul: ") + " | ".join(inner))
            case Table():
                lines.append("table: " + block_text(block).replace("\t", " , ").replace("\n", " / "))
            case Quote(blocks=inner_blocks):
                lines.append("quote: " + " + ".join(shape(inner_blocks)))
            case Preformatted(text=text):
                lines.append(f"pre: {text}")
    return lines
