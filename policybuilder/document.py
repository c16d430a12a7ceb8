"""The hub: a resolved policy as one frozen value, which knows no file format.

A `Document` holds `Section`s, a section holds `Clause`s, a clause holds `Block`s and a block holds
`Inline`s. Writers, comparison and the record of versions read only this. It is complete and numbered, and
carries for every clause where it came from, so that two versions can be compared, with reasons, without
the library they were made from. `policybuilder.document_json` turns it into JSON and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

LATER = {"later": True}
"""Marks a field that an earlier JSON file may leave out, which then means its default."""

# Inlines -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that matter more: a defined term, or what a list item is about."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    """Words to be typed or read letter by letter."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class LineBreak:
    """A new line within a paragraph or a cell."""


@dataclass(frozen=True)
class Value:
    """What the council filled in: inert text that knows which parameter or fact it came from.

    `confirmed` is false where the council has not answered yet, and the text reads `[to confirm: …]`; a default that
    nobody has looked at ends in a question mark, `[to confirm: AI Governance Group?]`.
    """

    text: str
    parameter: str
    confirmed: bool = True


@dataclass(frozen=True)
class Reference:
    """A live reference to a clause of the same document. `text` is what it reads, as in "section 7.2"."""

    clause: str
    text: str


Inline = Text | Strong | Emphasis | Code | Link | LineBreak | Value | Reference

# Blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `number` is "4.2.1" where the template numbers paragraphs, else empty."""

    inlines: tuple[Inline, ...]
    number: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a clause, one level below the clause's own title, and not numbered."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListItem:
    """One item of a list; usually a paragraph, perhaps with a list below it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class List:
    """A bulleted list, or a numbered one when `ordered`."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first cell of each row says what the row is about."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Quote:
    """Words set apart: wording to be used as it stands."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Preformatted:
    """Lines whose breaks and spaces matter."""

    text: str


Block = Paragraph | Heading | List | Table | Quote | Preformatted

# Where it came from --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: who set it, or which default it is.

    `kind` is "profile" or "base" (`id` names it); "default"; "nation", a default for the nation `id`; "same as" the
    parameter `id`, whose own origin is `via`; "kept by profile" or "kept by base", where `id` looked at the default
    `via` and kept it; or "not answered". What was written in other words by an earlier version is its own kind.
    """

    kind: str = ""
    id: str = ""
    via: tuple[Origin, ...] = ()

    def __str__(self) -> str:
        """Return the origin in words, as in "default for Wales, kept by base alliance"."""
        before = ", ".join(map(str, self.via))
        match self.kind:
            case "profile" | "base":
                return f"{self.kind} {self.id}"
            case "nation":
                return f"default for {self.id.replace('-', ' ').title()}"
            case "same as":
                return f"same as {self.id} ({before})"
            case "kept by profile" | "kept by base":
                return f"{before}, {self.kind} {self.id}"
        return self.kind


@dataclass(frozen=True)
class ParameterUse:
    """A parameter that shaped a clause: its value as shown, where that comes from, and the file and line.

    `state` is "decided", "kept" (the council looked at the default and kept it) or "never looked at"; "" in a document
    that was written before states were recorded.
    """

    name: str
    value: str
    origin: Origin
    source: str
    state: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Change:
    """An entry of a clause's own history: version, ISO date, editorial | minor | major, and why."""

    version: str
    date: str
    kind: str
    why: str


@dataclass(frozen=True)
class Amendment:
    """The council's own text in a clause: place, the clause version it was written against, and why.

    `was` are the words of the library that it stands by or in the place of, as authored, placeholders and conditions
    included; they are empty for text at the end of a clause. `was_printed` is how they read here where the council's
    text takes their place, and `text_printed` how the council's text reads. `by` is the body that moved it, and
    `minute` where that is written.
    """

    place: str
    paragraph: int
    base: str
    reason: str
    source: str
    text: str
    was: str = field(default="", metadata=LATER)
    was_printed: str = field(default="", metadata=LATER)
    text_printed: str = field(default="", metadata=LATER)
    by: str = field(default="", metadata=LATER)
    minute: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Provenance:
    """Why a clause is here and what it was made of.

    `content_hash` is the SHA-256 of the authored clause text; `origin` is "template", "include" or
    "requires"; `condition` is the expression that let the clause in ("" for always). `kept_by` is the role that may
    change an appendix by itself, and `edition` the appendix's own version ("" for every other clause). `topic` is the
    folder of the library that it stands in ("" for what was read from a file).
    """

    version: str
    content_hash: str
    level: str
    source: str
    origin: str
    origin_source: str
    condition: str
    parameters: tuple[ParameterUse, ...]
    amendments: tuple[Amendment, ...]
    law: tuple[str, ...]
    changes: tuple[Change, ...]
    kept_by: str = field(default="", metadata=LATER)
    edition: str = field(default="", metadata=LATER)
    topic: str = ""


# The document --------------------------------------------------------------------------------------------


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
class Omission:
    """A clause the template names that is not in the document, and why.

    `why` is "condition", "depth" or "excluded"; `detail` is the condition, the depth, or the council's
    reason; `source` the file and line that decided it. `parameters` are the answers that the condition tests.
    """

    id: str
    title: str
    level: str
    why: str
    detail: str
    source: str
    parameters: tuple[ParameterUse, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class SignOff:
    """That a role read a statement of law at its source, and signed it off.

    `date` is an ISO date and `read` what was read; `digest` is that of the statement and its day, `profile` the council
    or base whose sign-off it is, and `source` the file and line. An illustrative one is an example: nobody read it.
    """

    role: str
    date: str
    read: str
    digest: str
    profile: str
    source: str
    illustrative: bool


LawState = Literal["read at source", "signed off", "unchecked"]


@dataclass(frozen=True)
class LawEntry:
    """A law or code that the document relies on. `check` says what is unverified.

    `as_at` is the ISO date to which what was read is current. `verified` means that the library's authors read the note
    at its source, and `read` says which text, page or copy they read; `sign_offs` are those of the council and its
    bases that hold, the nearest first.
    """

    id: str
    title: str
    note: str
    as_at: str
    verified: bool
    check: str
    source: str
    sign_offs: tuple[SignOff, ...] = field(default=(), metadata=LATER)
    read: str = field(default="", metadata=LATER)

    @property
    def state(self) -> LawState:
        """How far the statement has been checked, in the word that every screen and page uses."""
        if self.verified:
            return "read at source"
        return "signed off" if self.sign_offs else "unchecked"


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
    notes are printed; or "approved" for a version that was approved. `opening` is "full" (control table and contents
    list come first) or "compact" (the text comes first, and the control table last). `questions` stand behind its
    unconfirmed values.
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


# Reading a document --------------------------------------------------------------------------------------


def clauses(document: Document) -> Iterator[Clause]:
    """Yield every clause in reading order, appendices last."""
    for section in document.sections:
        yield from section.clauses
    yield from document.appendices


def inlines_of(block: Block) -> Iterator[Inline]:
    """Yield every inline of a block in reading order, nested ones after the inline that holds them."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield from _nested(inlines)
        case List(items=items):
            for item in items:
                for child in item.blocks:
                    yield from inlines_of(child)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                for cell in row:
                    yield from _nested(cell.inlines)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from inlines_of(child)
        case Preformatted(text=text):
            yield Text(text)


def _nested(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link):
            yield from _nested(inline.inlines)


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the words of some inlines without any marking; a line break reads as a new line."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text) | Value(text=text) | Reference(text=text):
                parts.append(text)
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Link(inlines=inner):
                parts.append(plain_text(inner))
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def block_text(block: Block) -> str:
    """Return the words of a block, a line for each paragraph, item and row, cells parted by tabs."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return plain_text(inlines)
        case List(items=items):
            return "\n".join(block_text(child) for item in items for child in item.blocks)
        case Table(header=header, rows=rows):
            lines = ("\t".join(plain_text(cell.inlines) for cell in row) for row in (header, *rows))
            return "\n".join(lines)
        case Quote(blocks=blocks):
            return "\n".join(block_text(child) for child in blocks)
        case Preformatted(text=text):
            return text


def word_count(document: Document) -> int:
    """Return how many words a reader meets in the body and the appendices, headings counted."""
    texts = [section.title for section in document.sections]
    for clause in clauses(document):
        texts.append(clause.title)
        texts.extend(block_text(block) for block in clause.blocks)
    return sum(len(text.split()) for text in texts)


def unconfirmed(document: Document) -> tuple[tuple[str, Value], ...]:
    """Return every value still to be confirmed, with the clause id it stands in ("" for the control table).

    A parameter that a clause prints twice is given once for that clause.
    """
    found = {("", entry.value): None for entry in document.control if not entry.value.confirmed}
    for clause in clauses(document):
        for block in clause.blocks:
            for inline in inlines_of(block):
                if isinstance(inline, Value) and not inline.confirmed:
                    found[(clause.id, inline)] = None
    return tuple(found)
