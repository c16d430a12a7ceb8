"""Phase 6: numbers for sections (1), clauses (1.1), paragraphs (1.1.1) and appendices (A), and what references read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Section,
    Strong,
    Table,
)


def number(
    sections: Sequence[Section], appendices: Sequence[Clause], paragraphs: bool
) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
    """Return the sections and appendices numbered, with every reference reading the number of its clause.

    Sections without clauses are left out. `paragraphs` says whether paragraphs are numbered, too.
    """
    numbered = []
    for index, section in enumerate((section for section in sections if section.clauses), start=1):
        clauses = tuple(
            _number_clause(clause, f"{index}.{position}", paragraphs)
            for position, clause in enumerate(section.clauses, start=1)
        )
        numbered.append(replace(section, number=str(index), clauses=clauses))
    lettered = [
        _number_clause(clause, letter(position), paragraphs) for position, clause in enumerate(appendices, start=1)
    ]
    texts = {clause.id: f"section {clause.number}" for section in numbered for clause in section.clauses}
    texts.update({clause.id: f"Appendix {clause.number}" for clause in lettered})
    return (
        tuple(
            replace(section, clauses=tuple(_refer(clause, texts) for clause in section.clauses)) for section in numbered
        ),
        tuple(_refer(clause, texts) for clause in lettered),
    )


def letter(position: int) -> str:
    """Return the letter of an appendix: A to Z, then AA, AB and so on. Positions count from 1."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number_clause(clause: Clause, number: str, paragraphs: bool) -> Clause:
    if not paragraphs:
        return replace(clause, number=number)
    # The line that says which version of an appendix this is stands before its first paragraph.
    first = 1 if clause.provenance.edition else 0
    blocks: list[Block] = list(clause.blocks[:first])
    position = 0
    for block in clause.blocks[first:]:
        if isinstance(block, Paragraph):
            position += 1
            blocks.append(Paragraph(block.inlines, f"{number}.{position}"))
        else:
            blocks.append(block)
    return replace(clause, number=number, blocks=tuple(blocks))


def _refer(clause: Clause, texts: Mapping[str, str]) -> Clause:
    return replace(clause, blocks=tuple(_refer_block(block, texts) for block in clause.blocks))


def _refer_block(block: Block, texts: Mapping[str, str]) -> Block:
    match block:
        case Paragraph(inlines=inlines, number=number):
            referred = _refer_inlines(inlines, texts)
            return block if referred is inlines else Paragraph(referred, number)
        case Heading(inlines=inlines):
            return Heading(_refer_inlines(inlines, texts))
        case List(items=items):
            blocks = (tuple(_refer_block(child, texts) for child in item.blocks) for item in items)
            return List(block.ordered, tuple(ListItem(each) for each in blocks))
        case Table(header=header, rows=rows):
            return Table(_refer_row(header, texts), tuple(_refer_row(row, texts) for row in rows))
        case Quote(blocks=blocks):
            return Quote(tuple(_refer_block(child, texts) for child in blocks))
    return block


def _refer_row(row: tuple[Cell, ...], texts: Mapping[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(_refer_inlines(cell.inlines, texts)) for cell in row)


_MAY_REFER = (Reference, Strong, Emphasis, Link)


def _refer_inlines(inlines: tuple[Inline, ...], texts: Mapping[str, str]) -> tuple[Inline, ...]:
    if not any(isinstance(inline, _MAY_REFER) for inline in inlines):
        return inlines
    return tuple(_refer_inline(inline, texts) for inline in inlines)


def _refer_inline(inline: Inline, texts: Mapping[str, str]) -> Inline:
    match inline:
        case Reference(clause=clause, text=word):
            text = texts[clause]
            return Reference(clause, text[0].upper() + text[1:] if word[:1].isupper() else text)
        case Strong(inlines=inner):
            return Strong(_refer_inlines(inner, texts))
        case Emphasis(inlines=inner):
            return Emphasis(_refer_inlines(inner, texts))
        case Link(target=target, inlines=inner):
            return Link(target, _refer_inlines(inner, texts))
    return inline
