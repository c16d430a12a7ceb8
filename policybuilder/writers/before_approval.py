"""What a draft says about itself: the notes below its clauses, and the end sheet of what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policybuilder.document import (
    DRAFTING_NOTE,
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
    clauses,
    unconfirmed,
)
from policybuilder.writers.front import written_date

TITLE = "Before approval"
"""The heading of the end sheet, in every format."""

CONTROL_TABLE = "Document control"
"""Where a value stands that is in the document-control table rather than in a clause."""


def is_draft(document: Document) -> bool:
    """Return whether the document is a draft: no paper for a meeting, and not approved."""
    return document.stage == "draft"


def with_drafting_notes(document: Document) -> Document:
    """Return a draft with a note below each clause that rests on law which nobody has checked against its source.

    A paper or an approved policy comes back as it is. The notes follow from the law that the document records,
    so they are made when it is written and are no part of its text.
    """
    unverified = {entry.id: entry.title for entry in document.law if entry.state == "unchecked"}
    if not is_draft(document) or not unverified:
        return document

    def noted(clause: Clause) -> Clause:
        titles = [unverified[id] for id in clause.provenance.law if id in unverified]
        return replace(clause, blocks=(*clause.blocks, _note(titles))) if titles else clause

    return replace(
        document,
        sections=tuple(replace(each, clauses=tuple(map(noted, each.clauses))) for each in document.sections),
        appendices=tuple(map(noted, document.appendices)),
    )


def _note(titles: list[str]) -> Quote:
    first, colon, rest = DRAFTING_NOTE.partition(":")
    return Quote((Paragraph((Strong((Text(first),)), Text(f"{colon}{rest}{'; '.join(titles)}."))),))


def before_approval(document: Document) -> tuple[Block, ...]:
    """Return the end sheet: a table of unconfirmed values and one of unverified law, each with a lead-in.

    Empty for a paper or an approved policy, and when nothing is open.
    """
    if not is_draft(document):
        return ()
    return (*_values(document), *_law(document))


def _values(document: Document) -> tuple[Block, ...]:
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
    lead = "The council has not confirmed these values. Confirm each one before the policy is approved."
    if any(question.guess for question in document.questions):
        lead += " A value with a question mark is usual elsewhere; nobody has said yet that it is right here."
    rows = tuple(
        _row(
            _lines(values[name].values()),
            _question(name, asked.get(name)),
            (Text(asked[name].ask if name in asked else ""),),
            _where(list(dict.fromkeys(found)), by_id),
        )
        for name, found in places.items()
    )
    header = _row((Text("To confirm"),), (Text("Question"),), (Text("Who would know"),), (Text("Where"),))
    return (_sentence(lead), Table(header, rows))


def _question(name: str, asked: OpenQuestion | None) -> tuple[Inline, ...]:
    """Return a question with the name of its answer in the profile."""
    return (*((Text(f"{asked.question} "),) if asked and asked.question else ()), Code(name))


def _lines(values: Iterable[Value]) -> tuple[Inline, ...]:
    lines: list[Inline] = []
    for value in values:
        lines += [LineBreak(), value] if lines else [value]
    return tuple(lines)


def _where(clause_ids: list[str], by_id: dict[str, Clause]) -> tuple[Inline, ...]:
    where: list[Inline] = []
    for clause_id in clause_ids:
        if where:
            where.append(Text(", "))
        clause = by_id.get(clause_id)
        where.append(Reference(clause.id, _name(clause)) if clause else Text(CONTROL_TABLE))
    return tuple(where)


def _name(clause: Clause) -> str:
    return f"Appendix {clause.number}" if clause.is_appendix else clause.number


def _law(document: Document) -> tuple[Block, ...]:
    entries = [entry for entry in document.law if entry.state == "unchecked"]
    if not entries:
        return ()
    lead = (
        "Nobody has checked these statements of law against the source. Legal must read each one, and the profile must "
        "record who read it, when and where, before the policy goes to the body that approves it."
    )
    header = _row((Text("Law"),), (Text("What the policy relies on it for"),), (Text("Check with Legal"),))
    return (_sentence(lead), Table(header, tuple(_law_row(entry) for entry in entries)))


def _law_row(entry: LawEntry) -> tuple[Cell, ...]:
    law = (Strong((Text(entry.title),)), LineBreak(), Code(entry.id))
    relied_on = (Text(f"{entry.note} (as at {written_date(entry.as_at)})"),)
    check = (Text(entry.check), LineBreak()) if entry.check else ()
    return _row(law, relied_on, (*check, Text(f"Source so far: {entry.source}")))


def _row(*cells: tuple[Inline, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(inlines) for inlines in cells)


def _sentence(text: str) -> Paragraph:
    return Paragraph((Text(text),))
