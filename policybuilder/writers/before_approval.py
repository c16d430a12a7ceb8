"""What a draft says about itself: the notes below its clauses, and the end sheet of what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Code,
    Document,
    Inline,
    LawEntry,
    LineBreak,
    OpenQuestion,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    block_lines,
    block_text,
    clauses,
    inlines_of,
    map_clauses,
    unconfirmed,
)
from policybuilder.document.sent import SentText
from policybuilder.labels import Labels, filled, labels_for
from policybuilder.writers.front import written_date


def is_draft(document: Document) -> bool:
    """Return whether the document is a draft: no paper for a meeting, and not approved."""
    return document.stage == "draft"


def with_drafting_notes(document: Document) -> Document:
    """Return a draft with a note below each paragraph that rests on law which nobody has checked against its source.

    Where no paragraph of a clause names the law, the note stands below the clause. A paper or an approved policy comes
    back as it is. The notes follow from the law that the document records, so they are made when it is written and are
    no part of its text.
    """
    notes = _notes(document)

    def noted(clause: Clause) -> Clause:
        if clause.id not in notes:
            return clause
        blocks: list[Block] = []
        for index, block in enumerate(clause.blocks):
            blocks += [block, notes[clause.id][index]] if index in notes[clause.id] else [block]
        return replace(clause, blocks=tuple(blocks))

    return map_clauses(document, noted) if notes else document


def with_open_points(sent: SentText, document: Document) -> SentText:
    """Return the text of a document with what its Word file says of it besides: its notes, and the end sheet."""
    notes = {id: tuple(map(block_text, found.values())) for id, found in _notes(document).items()}
    return replace(
        sent,
        clauses=tuple(replace(clause, notes=notes.get(clause.id, ())) for clause in sent.clauses),
        sheet=tuple(line for block in before_approval(document) for line in block_lines(block)),
    )


def _notes(document: Document) -> dict[str, dict[int, Quote]]:
    """Return the notes of each clause that has any, by the index of the block that each stands below."""
    labels = labels_for(document.language)
    unverified = {entry.id: entry for entry in document.law if entry.state == "unchecked"}
    if not is_draft(document) or not unverified:
        return {}
    found = {}
    for clause in clauses(document):
        titles: dict[int, list[str]] = {}
        for id in clause.provenance.law:
            if id in unverified:
                entry = unverified[id]
                titles.setdefault(_last_named(entry, clause.blocks), []).append(entry.title)
        if titles:
            found[clause.id] = {index: _note(titles[index], labels) for index in sorted(titles)}
    return found


def _last_named(law: LawEntry, blocks: Sequence[Block]) -> int:
    """Return which block a note on a law stands below: the last that names it, with the list or table that goes on.

    Words of the nation, such as the name of a code, name the law without its title. A document made before the law said
    which words those are has one such name for the law meant; else the note stands below the whole clause.
    """
    named = [{value.parameter for value in inlines_of(block) if isinstance(value, Value)} for block in blocks]
    every = set[str]().union(*named)
    terms = {name for name in every if name.startswith("terms.")}
    title, known = {f"law.{law.id}"}, terms & set(law.named_by)
    wanted = title if title & every else known or (terms if len(terms) == 1 else set())
    last = max((index for index, names in enumerate(named) if names & wanted), default=len(blocks) - 1)
    while last + 1 < len(blocks) and not isinstance(blocks[last + 1], Paragraph):
        last += 1
    return last


def _note(titles: list[str], labels: Labels) -> Quote:
    words = f"{labels.check_with_legal}{'; '.join(titles)}."
    return Quote((Paragraph((Strong((Text(labels.drafting_note),)), Text(words))),))


def before_approval(document: Document) -> tuple[Block, ...]:
    """Return the end sheet: a table of unconfirmed values and one of unverified law, each with a lead-in.

    Empty for a paper or an approved policy, and when nothing is open.
    """
    if not is_draft(document):
        return ()
    labels = labels_for(document.language)
    return (*_values(document, labels), *_law(document, labels))


def _values(document: Document, labels: Labels) -> tuple[Block, ...]:
    """Return a table of what is to be confirmed: a row for each question, with the values that it would settle."""
    places: dict[str, list[str]] = {}
    values: dict[str, dict[str, Value]] = {}
    for clause_id, value in unconfirmed(document):
        # A text in a table's own words asks for itself; a parameter asks once, however many values it prints.
        name = value.parameter or value.text
        places.setdefault(name, []).append(clause_id)
        values.setdefault(name, {}).setdefault(value.text.casefold(), value)
    if not places:
        return ()
    by_id = {clause.id: clause for clause in clauses(document)}
    asked = {question.parameter: question for question in document.questions}
    lead = labels.confirm_values
    if any(question.guess for question in document.questions):
        lead += f" {labels.confirm_guesses}"
    rows = tuple(
        _row(
            _lines(values[name].values()),
            _question(name, asked.get(name)),
            (Text(asked[name].ask if name in asked else ""),),
            _where(list(dict.fromkeys(found)), by_id, labels),
        )
        for name, found in places.items()
    )
    return (_sentence(lead), Table(_header(labels.confirm_header), rows))


def _question(name: str, asked: OpenQuestion | None) -> tuple[Inline, ...]:
    """Return a question with the name of its answer in the profile."""
    return (*((Text(f"{asked.question} "),) if asked and asked.question else ()), Code(name))


def _lines(values: Iterable[Value]) -> tuple[Inline, ...]:
    lines: list[Inline] = []
    for value in values:
        lines += [LineBreak(), value] if lines else [value]
    return tuple(lines)


def _where(clause_ids: list[str], by_id: dict[str, Clause], labels: Labels) -> tuple[Inline, ...]:
    where: list[Inline] = []
    for clause_id in clause_ids:
        if where:
            where.append(Text(", "))
        clause = by_id.get(clause_id)
        # A value that is in no clause stands in the document-control table.
        where.append(Reference(clause.id, _name(clause, labels)) if clause else Text(labels.document_control))
    return tuple(where)


def _name(clause: Clause, labels: Labels) -> str:
    return labels.appendix_of(clause.number) if clause.is_appendix else clause.number


def _law(document: Document, labels: Labels) -> tuple[Block, ...]:
    entries = [entry for entry in document.law if entry.state == "unchecked"]
    if not entries:
        return ()
    rows = tuple(_law_row(entry, labels) for entry in entries)
    return (_sentence(labels.check_law), Table(_header(labels.law_header), rows))


def _law_row(entry: LawEntry, labels: Labels) -> tuple[Cell, ...]:
    law = (Strong((Text(entry.title),)), LineBreak(), Code(entry.id))
    relied_on = (Text(filled(labels.law_note, note=entry.note, date=written_date(entry.as_at, labels))),)
    check = (Text(entry.check), LineBreak()) if entry.check else ()
    return _row(law, relied_on, (*check, Text(filled(labels.law_source, source=entry.source))))


def _header(words: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell((Text(word),)) for word in words)


def _row(*cells: tuple[Inline, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(inlines) for inlines in cells)


def _sentence(text: str) -> Paragraph:
    return Paragraph((Text(text),))
