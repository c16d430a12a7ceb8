"""Small documents, a line each, for tests of whatever reads a `Document`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    ControlEntry,
    Council,
    Document,
    Inline,
    LawEntry,
    List,
    ListItem,
    Paragraph,
    Provenance,
    Section,
    Table,
    Text,
    Value,
)
from policybuilder.library.values import written_date

Words = str | Inline | Sequence[str | Inline]

PROVENANCE = Provenance(
    version="1.0.0",
    content_hash="0" * 64,
    level="mandatory",
    source="clauses/example.md",
    origin="template",
    origin_source="templates/example.yaml:1",
    condition="",
    parameters=(),
    amendments=(),
    law=(),
    changes=(),
)

COUNCIL = Council("Riverton Borough Council", "Riverton", "england", "district", illustrative=False)


def inlines(words: Words) -> tuple[Inline, ...]:
    """Return words as inlines: a string is plain text."""
    if isinstance(words, str):
        return (Text(words),)
    if not isinstance(words, Sequence):
        return (words,)
    return tuple(Text(word) if isinstance(word, str) else word for word in words)


def paragraph(words: Words, number: str = "") -> Paragraph:
    """Return a paragraph."""
    return Paragraph(inlines(words), number)


def bullets(*items: Words | ListItem, ordered: bool = False) -> List:
    """Return a list whose items are a paragraph each, or items made elsewhere."""
    made = (item if isinstance(item, ListItem) else ListItem((paragraph(item),)) for item in items)
    return List(ordered, tuple(made))


def item(*blocks: Block) -> ListItem:
    """Return a list item of several blocks."""
    return ListItem(blocks)


def table(header: Sequence[Words], *rows: Sequence[Words]) -> Table:
    """Return a table."""
    return Table(_cells(header), tuple(_cells(row) for row in rows))


def _cells(row: Sequence[Words]) -> tuple[Cell, ...]:
    return tuple(Cell(inlines(words)) for words in row)


def to_confirm(label: str, parameter: str = "example") -> Value:
    """Return a value that the council has not confirmed."""
    return Value(f"[to confirm: {label}]", parameter, confirmed=False)


def clause(id: str, *blocks: Block, number: str = "1.1", title: str = "") -> Clause:
    """Return a clause; its title is made of its id when none is given."""
    return Clause(id, number, title or id.replace("-", " ").capitalize(), blocks, PROVENANCE)


def section(id: str, *clauses: Clause, number: str = "1", title: str = "") -> Section:
    """Return a section; its title is made of its id when none is given."""
    return Section(id, number, title or id.replace("-", " ").capitalize(), clauses)


def control(**entries: str | Value | date) -> tuple[ControlEntry, ...]:
    """Return the rows of a document-control table, labelled by their ids."""

    def entry(id: str, value: str | Value | date) -> ControlEntry:
        label, iso = id.replace("_", " ").capitalize(), ""
        if isinstance(value, date):
            value, iso = str(written_date(value)), value.isoformat()
        return ControlEntry(id, label, value if isinstance(value, Value) else Value(value, id), iso)

    return tuple(entry(id, value) for id, value in entries.items())


def law(id: str, title: str, *, as_at: str = "2026-11-22", check: str = "") -> LawEntry:
    """Return a law that the document relies on; it is unverified when there is something to check."""
    return LawEntry(id, title, f"What {title} is relied on for.", as_at, not check, check, "own knowledge")


def document(
    *sections: Section,
    appendices: Sequence[Clause] = (),
    control: tuple[ControlEntry, ...] = control(version="0.1", status="Draft", owner="Head of Digital"),
    law: Sequence[LawEntry] = (),
    council: Council = COUNCIL,
    title: str = "Generative AI policy",
    stage: str = "draft",
) -> Document:
    """Return a document; without sections, one with a single clause of a single paragraph."""
    default = section("about", clause("purpose", paragraph("You must read this policy.", "1.1.1")))
    return Document(
        id="generative-ai-policy",
        title=title,
        profile="riverton",
        template="generative-ai-policy",
        template_version="1.0.0",
        language="en-GB",
        depth="standard",
        council=council,
        control=control,
        sections=sections or (default,),
        appendices=tuple(replace(each, is_appendix=True) for each in appendices),
        law=tuple(law),
        omissions=(),
        shell="word/policy.docx",
        stage=stage,
    )


def holding(*blocks: Block) -> Document:
    """Return a document whose only clause holds these blocks."""
    return document(section("about", clause("purpose", *blocks)))


def illustrative(original: Document) -> Document:
    """Return the document of a council that is said to be invented."""
    return replace(original, council=replace(original.council, illustrative=True))
