"""The summary of a comparison as a document of its own, for the committee, which any writer can write."""

from __future__ import annotations

from policybuilder.compare.changes import Comparison
from policybuilder.compare.sentences import printable, summary_lines
from policybuilder.compare.write_markdown import SUMMARY_COLUMNS, summary_rows
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    ControlEntry,
    Document,
    List,
    ListItem,
    Paragraph,
    Provenance,
    Section,
    Table,
    Text,
    Value,
)

SHIPPED_SHELL = "word/guide.docx"
"""The shell of guides, which open with their text: a summary is as short."""
_FOR_A_POLICY = "word/policy.docx"
_NONE = Provenance("", "", "", "", "", "", "", (), (), (), ())


def summary_document(comparison: Comparison) -> Document:
    """Return what a comparison comes to, and a table with a row for each change that needs a decision.

    It is in the language and the Word shell of the new side, or in the shipped shell of guides where the new side has
    none of its own: that of policies has a cover.
    """
    new = comparison.new
    lines = List(False, tuple(ListItem((_paragraph(line),)) for line in summary_lines(comparison)))
    clauses = [_clause("in-short", "1.1", "In short", lines)]
    if rows := summary_rows(comparison):
        header = tuple(_cell(text) for text in SUMMARY_COLUMNS)
        table = Table(header, tuple(tuple(_cell(printable(text)) for text in row) for row in rows))
        clauses.append(_clause("change-by-change", "1.2", "Change by change", table))
    return Document(
        id="changes",
        title=f"Changes to {printable(new.title)}" if new.title else "Changes",
        profile=new.profile,
        template="",
        template_version="",
        language=new.language or "en-GB",
        depth="essential",
        council=new.council,
        control=_control(comparison),
        sections=(Section("what-changes", "1", "What changes", tuple(clauses)),),
        appendices=(),
        law=(),
        omissions=(),
        shell=SHIPPED_SHELL if new.shell in ("", _FOR_A_POLICY) else new.shell,
        stage="paper",
        opening="compact",
    )


def _control(comparison: Comparison) -> tuple[ControlEntry, ...]:
    rows = (
        ("old", "From", comparison.old_name),
        ("new", "To", comparison.new_name),
        ("version", "Version", comparison.new.control_text("version") or comparison.new_name),
        ("status", "Status", "Summary of changes"),
    )
    return tuple(ControlEntry(id, label, Value(printable(text), "")) for id, label, text in rows)


def _clause(id: str, number: str, title: str, block: Block) -> Clause:
    return Clause(id, number, title, (block,), _NONE)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(printable(text)),))


def _cell(text: str) -> Cell:
    return Cell((Text(text),))
