"""Phase 6: numbers for sections (1), clauses (1.1), paragraphs (1.1.1) and appendices (A), and what references read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from policybuilder.document import (
    Block,
    Clause,
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Reference,
    Section,
    Strong,
    Value,
    map_inlines,
    map_runs,
)
from policybuilder.labels import Labels, filled
from policybuilder.library.vocabulary import ELSEWHERE


def number(
    sections: Sequence[Section],
    appendices: Sequence[Clause],
    paragraphs: bool,
    labels: Labels,
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
    """Return the sections and appendices numbered, with every reference reading the number of its clause.

    Sections without clauses are left out. `paragraphs` says whether paragraphs are numbered, too, and `elsewhere` what
    references to clauses of another document read.
    """
    filled = [section for section in sections if section.clauses]
    places = places_of(
        [[clause.id for clause in section.clauses] for section in filled], [each.id for each in appendices]
    )
    texts = read_as(places, labels)
    others = elsewhere or {}

    def numbered_clause(clause: Clause) -> Clause:
        return _number_clause(clause, places[clause.id], paragraphs)

    numbered = [
        replace(section, number=str(index), clauses=tuple(map(numbered_clause, section.clauses)))
        for index, section in enumerate(filled, start=1)
    ]
    lettered = [numbered_clause(clause) for clause in appendices]
    return (
        tuple(
            replace(section, clauses=tuple(_refer(clause, texts, others) for clause in section.clauses))
            for section in numbered
        ),
        tuple(_refer(clause, texts, others) for clause in lettered),
    )


class ClauseNumber(NamedTuple):
    """Where a clause stands: its number, as in "1.2", or the letter of the appendix that it is."""

    number: str
    is_appendix: bool


def places_of(sections: Iterable[Sequence[str]], appendices: Sequence[str]) -> dict[str, ClauseNumber]:
    """Return the place of each clause, by the ids of the clauses in order. A section without clauses has no number."""
    filled = (ids for ids in sections if ids)
    found = {
        id: ClauseNumber(f"{index}.{position}", False)
        for index, ids in enumerate(filled, start=1)
        for position, id in enumerate(ids, start=1)
    }
    return found | {id: ClauseNumber(letter(position), True) for position, id in enumerate(appendices, start=1)}


def read_as(places: Mapping[str, ClauseNumber], labels: Labels) -> dict[str, str]:
    """Return what a reference to each clause reads, "section 1.2" or "Appendix A"."""
    words = {True: labels.appendix, False: labels.section}
    return {id: filled(words[place.is_appendix], number=place.number) for id, place in places.items()}


def letter(position: int) -> str:
    """Return the letter of an appendix: A to Z, then AA, AB and so on. Positions count from 1."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number_clause(clause: Clause, place: ClauseNumber, paragraphs: bool) -> Clause:
    numbered = replace(clause, number=place.number, is_appendix=place.is_appendix)
    if not paragraphs:
        return numbered
    # The line that says which version of an appendix this is stands before its first paragraph.
    first = 1 if clause.provenance.edition else 0
    blocks: list[Block] = list(clause.blocks[:first])
    position = 0
    for block in clause.blocks[first:]:
        if isinstance(block, Paragraph):
            position += 1
            blocks.append(Paragraph(block.inlines, f"{place.number}.{position}"))
        else:
            blocks.append(block)
    return replace(numbered, blocks=tuple(blocks))


def _refer(clause: Clause, texts: Mapping[str, str], elsewhere: Mapping[str, str]) -> Clause:
    return replace(clause, blocks=refer(clause.blocks, texts, elsewhere))


_MAY_REFER = (Reference, Strong, Emphasis, Link)


def refer(
    blocks: Iterable[Block], texts: Mapping[str, str], elsewhere: Mapping[str, str] | None = None
) -> tuple[Block, ...]:
    """Return blocks whose references read what `texts` says of the clauses that they refer to.

    A reference to a clause of another document leads nowhere in this one: it is the words that `elsewhere` has for it.
    """
    others = elsewhere or {}

    def read(inline: Inline) -> tuple[Inline]:
        if not isinstance(inline, Reference):
            return (inline,)
        if inline.clause in others:
            return (Value(others[inline.clause], f"{ELSEWHERE}.headings"),)
        text = texts.get(inline.clause, inline.text)  # one that was left out stands in what an amendment replaces
        return (Reference(inline.clause, text[0].upper() + text[1:] if inline.text[:1].isupper() else text),)

    def run(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if not any(isinstance(inline, _MAY_REFER) for inline in inlines):
            return inlines
        return map_inlines(inlines, read)

    return map_runs(blocks, run)
