"""A resolved policy: sections of clauses, appendices, and the document-control table."""

from __future__ import annotations

from dataclasses import dataclass, field

from policybuilder.document.provenance import LATER, LawEntry, Omission, Provenance
from policybuilder.document.words import Block, Value


@dataclass(frozen=True)
class Clause:
    """A numbered clause: "4.2" in a section; where it `is_appendix`, it stands after the sections and is "A"."""

    id: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    provenance: Provenance
    is_appendix: bool = False


@dataclass(frozen=True)
class Section:
    """A numbered section of the body."""

    id: str
    number: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ControlEntry:
    """A row of the document-control table, such as ("owner", "Owner", …). `iso` is the day of a row that is a date."""

    id: str
    label: str
    value: Value
    iso: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class OpenQuestion:
    """The question behind a value that is still to be confirmed, and the role that would know.

    A `guess` is a default that stands in the text although nobody has looked at it.
    """

    parameter: str
    question: str
    ask: str
    guess: bool = False


@dataclass(frozen=True)
class Council:
    """The council whose policy this is. `illustrative` councils are invented, and the document says so."""

    name: str
    short_name: str
    nation: str
    type: str
    illustrative: bool


@dataclass(frozen=True)
class Document:
    """A resolved policy.

    `stage` is "draft"; "paper" for what goes before the body that approves it, in which nothing is open and no drafting
    notes are printed; "approved" for a version that was approved; or "" for a policy from elsewhere. `opening` is
    "full" (control table and contents list come first) or "compact" (the text comes first, and the control table last).
    `questions` stand behind its unconfirmed values.
    """

    id: str
    title: str
    profile: str
    template: str
    template_version: str
    language: str
    depth: str
    council: Council
    control: tuple[ControlEntry, ...]
    sections: tuple[Section, ...]
    appendices: tuple[Clause, ...]
    law: tuple[LawEntry, ...]
    omissions: tuple[Omission, ...]
    shell: str
    stage: str = "draft"
    opening: str = field(default="full", metadata=LATER)
    questions: tuple[OpenQuestion, ...] = field(default=(), metadata=LATER)

    def control_text(self, id: str) -> str:
        """Return the text of a control entry, or an empty string when the document has none such."""
        return next((entry.value.text for entry in self.control if entry.id == id), "")

    def control_day(self, id: str) -> str:
        """Return the ISO date of a control entry, or an empty string when it is no date or there is none such."""
        return next((entry.iso for entry in self.control if entry.id == id), "")
