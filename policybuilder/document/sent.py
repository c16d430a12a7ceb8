"""The text of a document as it leaves in a Word file: what an edited copy is held against when it comes back."""

from __future__ import annotations

from dataclasses import dataclass

from policybuilder.document.passages import Passage, passages_of
from policybuilder.document.policy import Clause, Document


@dataclass(frozen=True)
class SentSection:
    """The heading of a section."""

    id: str
    number: str
    title: str


@dataclass(frozen=True)
class SentClause:
    """A clause as it was sent. `section` is the id of its section, "" for an appendix.

    `notes` are those that a draft prints below its paragraphs; they are no part of its text.
    """

    id: str
    number: str
    title: str
    section: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SentText:
    """A document's title, the rows of its control table (label and words), its sections and clauses, in order.

    `around` are the lines that a file prints on its cover, in headers and footers, each with its place; none where that
    is not known. `sheet` are the lines of the sheet of open points, the cells of a row parted by " | "; None where
    neither they nor the clauses' notes are known.
    """

    title: str
    control: tuple[tuple[str, str], ...]
    sections: tuple[SentSection, ...]
    clauses: tuple[SentClause, ...]
    around: tuple[tuple[str, str], ...] = ()
    sheet: tuple[str, ...] | None = None


def sent_text(document: Document) -> SentText:
    """Return the text of a document as it leaves."""
    return SentText(
        document.title,
        tuple((entry.label, entry.value.text) for entry in document.control),
        tuple(SentSection(section.id, section.number, section.title) for section in document.sections),
        (
            *(_sent(clause, section.id) for section in document.sections for clause in section.clauses),
            *(_sent(clause, "") for clause in document.appendices),
        ),
    )


def _sent(clause: Clause, section: str) -> SentClause:
    return SentClause(clause.id, clause.number, clause.title, section, passages_of(clause.blocks))
