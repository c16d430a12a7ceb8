"""Several councils at once: the decisions that differ, and the clauses that only some have."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.compare.changes import counted
from policybuilder.compare.sentences import printable, shortened
from policybuilder.compare.write_markdown import escape
from policybuilder.document import Clause, Document, clauses


@dataclass(frozen=True)
class Decision:
    """A parameter on which the councils differ: each one's value and the file and line that set it, by name.

    A council whose policy has no clause that uses the parameter is not among them.
    """

    parameter: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ClauseUse:
    """A clause that only some councils have, or that some amend: who has it, who not and why, and who amends it."""

    id: str
    title: str
    having: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...]
    amending: tuple[str, ...]


@dataclass(frozen=True)
class Councils(AsJson):
    """What differs between the policies of several councils. Each is named by its profile."""

    names: tuple[str, ...]
    councils: tuple[str, ...]
    decisions: tuple[Decision, ...]
    clauses: tuple[ClauseUse, ...]
    shared: int

    def as_json(self) -> dict[str, Any]:
        """Return what `compare --profiles --format json` writes, as JSON can hold it."""
        return {
            "format": 1,
            "profiles": list(self.names),
            "decisions": [
                {
                    "parameter": decision.parameter,
                    "values": {name: {"value": value, "source": source} for name, value, source in decision.values},
                }
                for decision in self.decisions
            ],
            "clauses": [
                {
                    "id": use.id,
                    "title": use.title,
                    "having": list(use.having),
                    "lacking": dict(use.lacking),
                    "amending": list(use.amending),
                }
                for use in self.clauses
            ],
            "shared": self.shared,
        }


def compare_councils(documents: Sequence[Document]) -> Councils:
    """Return what differs between the documents of several councils, in the order of the first that has it."""
    names = tuple(document.profile for document in documents)
    return Councils(
        names,
        tuple(document.council.name for document in documents),
        tuple(_decisions(documents)),
        *_clauses(documents),
    )


def _decisions(documents: Sequence[Document]) -> list[Decision]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for document in documents:
        for clause in clauses(document):
            for use in clause.provenance.parameters:
                found.setdefault(use.name, {})[document.profile] = (use.value, f"{use.origin}; {use.source}")
    return [
        Decision(name, tuple((profile, value, source) for profile, (value, source) in values.items()))
        for name, values in found.items()
        if len({value for value, _ in values.values()}) > 1
    ]


def _clauses(documents: Sequence[Document]) -> tuple[tuple[ClauseUse, ...], int]:
    found: dict[str, dict[str, Clause]] = {}
    for document in documents:
        for clause in clauses(document):
            found.setdefault(clause.id, {})[document.profile] = clause
    uses = [_use(id, having, documents) for id, having in found.items()]
    differing = tuple(use for use in uses if use.lacking or use.amending)
    return differing, len(uses) - len(differing)


def _use(id: str, having: dict[str, Clause], documents: Sequence[Document]) -> ClauseUse:
    lacking = [(document.profile, _why(id, document)) for document in documents if document.profile not in having]
    amending = [profile for profile, clause in having.items() if clause.provenance.amendments]
    title = next(iter(having.values())).title
    return ClauseUse(id, title, tuple(having), tuple(lacking), tuple(amending))


def _why(id: str, document: Document) -> str:
    for omission in document.omissions:
        if omission.id == id:
            reasons = {
                "condition": f"does not apply: {omission.detail}",
                "depth": f"depth {omission.detail}",
                "excluded": f"excluded: {omission.detail}",
                "elsewhere": f"stands in the {omission.detail}",
            }
            return reasons.get(omission.why, omission.why)
    return f"not in the template {document.template}"


# Formats -------------------------------------------------------------------------------------------------


def write_councils_text(found: Councils) -> str:
    """Return the differences as text, a line for each council below each decision."""
    lines = [f"{', '.join(found.names)}: {tally(found)}"]
    for decision in found.decisions:
        lines += ["", decision.parameter]
        width = max(len(name) for name, _, _ in decision.values)
        for name, value, source in decision.values:
            lines.append(f"  {name.ljust(width)}  {shortened(value) or '(nothing)'}  [{source}]")
    for use in found.clauses:
        lines += ["", f"{printable(use.title)} ({use.id})", f"  in: {', '.join(use.having)}"]
        lines += [f"  not in: {name}, {printable(why)}" for name, why in use.lacking]
        lines += [f"  amended by: {', '.join(use.amending)}"] if use.amending else []
    return "\n".join(lines) + "\n"


def tally(found: Councils) -> str:
    """Return in a sentence how many decisions and clauses differ."""
    differ = counted(len(found.decisions), "decision")
    clauses = counted(len(found.clauses), "clause")
    same = f"{counted(found.shared, 'clause')} that every one has"
    return f"{differ} that differ, {clauses} that only some have or that some amend, {same}."


def write_councils_markdown(found: Councils) -> bytes:
    """Return the differences as Markdown: a table of decisions and one of clauses, a column for each council."""
    lines = [f"# What differs between {escape(', '.join(found.councils))}", "", escape(tally(found)), ""]
    heads = [escape(name) for name in found.names]
    lines += ["## Decisions", "", f"| Decision | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    for decision in found.decisions:
        values = {name: value for name, value, _ in decision.values}
        cells = [escape(printable(values[name])) or "(nothing)" if name in values else "" for name in found.names]
        lines.append(f"| {escape(decision.parameter)} | {' | '.join(cells)} |")
    lines += ["", "## Clauses", "", f"| Clause | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    for use in found.clauses:
        lacking = dict(use.lacking)
        cells = [
            escape(printable(lacking[name])) if name in lacking else ("amended" if name in use.amending else "yes")
            for name in found.names
        ]
        lines.append(f"| {escape(printable(use.title))} | {' | '.join(cells)} |")
    return ("\n".join(lines) + "\n").encode()


def write_councils_json(found: Councils) -> bytes:
    """Return the differences as UTF-8 JSON."""
    return (json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n").encode()
