"""What differs between several councils as a document of its own, which any writer can write, Word among them."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.compare.councils import Councils, tally
from policybuilder.compare.report_parts import NO_PROVENANCE, SHIPPED_SHELL, line, text_table
from policybuilder.compare.sentences import printable
from policybuilder.document import Block, Clause, ControlEntry, Council, Document, Section, Value


def councils_document(found: Councils) -> Document:
    """Return the decisions and clauses in which councils differ, as tables, in the shipped shell of guides."""
    clauses = [
        _clause("what-was-compared", "What was compared", line(f"{'; '.join(found.councils)}."), line(tally(found)))
    ]
    if found.decisions:
        table = text_table(("Decision", "Council", "Answer"), _decisions(found))
        clauses.append(_clause("decisions", "Decisions that differ", table))
    if found.clauses:
        table = text_table(("Clause", "In", "Not in, and why", "Amended by"), _clauses(found))
        clauses.append(_clause("clauses", "Clauses that not all have alike", table))
    names = printable(", ".join(found.names))
    control = (
        ControlEntry("councils", "Compared", Value(names, "")),
        ControlEntry("version", "Version", Value("not stated", "")),
        ControlEntry("status", "Status", Value("Comparison of councils", "")),
    )
    return Document(
        id="councils",
        title="What differs between the councils",
        profile="",
        template="",
        template_version="",
        language="en-GB",
        depth="essential",
        council=Council("Several councils", "", "", "", illustrative=False),
        control=control,
        sections=(Section("in-short", "", "In short", tuple(clauses)),),
        appendices=(),
        law=(),
        omissions=(),
        shell=SHIPPED_SHELL,
        stage="paper",
        opening="compact",
    )


def _decisions(found: Councils) -> Iterator[tuple[str, str, str]]:
    for decision in found.decisions:
        for name, value, _ in decision.values:
            yield decision.parameter, name, value or "(nothing)"


def _clauses(found: Councils) -> Iterator[tuple[str, str, str, str]]:
    for use in found.clauses:
        lacking = "; ".join(f"{name}: {why}" for name, why in use.lacking)
        yield f"{use.title} ({use.id})", ", ".join(use.having), lacking, ", ".join(use.amending)


def _clause(id: str, title: str, *blocks: Block) -> Clause:
    return Clause(id, "", title, blocks, NO_PROVENANCE)
