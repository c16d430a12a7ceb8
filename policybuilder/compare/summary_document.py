"""The summary of a comparison as a document of its own, for the committee, which any writer can write."""

from __future__ import annotations

from policybuilder.compare.changes import Comparison
from policybuilder.compare.report_parts import (
    NO_PROVENANCE,
    control_rows,
    council_of,
    lines_list,
    shell_of,
    text_table,
)
from policybuilder.compare.sentences import printable, summary_lines
from policybuilder.compare.write_markdown import SUMMARY_COLUMNS, summary_rows
from policybuilder.document import Block, Clause, Document, Section


def summary_document(comparison: Comparison) -> Document:
    """Return what a comparison comes to, and a table with a row for each change that needs a decision.

    It is in the language of the new side and in the Word shell of `shell_of`.
    """
    new = comparison.new
    clauses = [_clause("in-short", "1.1", "In short", lines_list(summary_lines(comparison)))]
    if rows := summary_rows(comparison):
        clauses.append(_clause("change-by-change", "1.2", "Change by change", text_table(SUMMARY_COLUMNS, rows)))
    return Document(
        id="changes",
        title=f"Changes to {printable(new.title)}" if new.title else "Changes",
        profile=new.profile or comparison.old.profile,
        template="",
        template_version="",
        language=new.language or "en-GB",
        depth="essential",
        council=council_of(comparison),
        control=control_rows(comparison, "Summary of changes"),
        sections=(Section("what-changes", "1", "What changes", tuple(clauses)),),
        appendices=(),
        law=(),
        omissions=(),
        shell=shell_of(comparison),
        stage="paper",
        opening="compact",
    )


def _clause(id: str, number: str, title: str, block: Block) -> Clause:
    return Clause(id, number, title, (block,), NO_PROVENANCE)
