"""An old policy as passages: every paragraph, item and row once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policybuilder.document import (
    Block,
    Clause,
    Document,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    plain_text,
)
from policybuilder.printed import PrintedLine
from policybuilder.readers.old_policy import OldFile
from policybuilder.readers.typed_headings import BEFORE

Kind = Literal["paragraph", "item", "row", "header", "heading"]

_TYPED_NUMBER = re.compile(r"((?:\d{1,2}|[A-Z]{1,2})(?:\.\d{1,2})+)[.)]?\s+(?=\S)")
_LABEL = re.compile(r"([A-Z]{1,2})(\d{1,3})[.):]?\s+(?=[A-Z])")
_IN_A_ROW = 3
"""So many labels that count on are no chance: "A4 paper" is not one of them."""
TITLE = "title"
"""Where the title stands, as the place of what is heard in it."""
BEFORE_PLACE = "before the first heading"
"""Where what stands above the first heading stands, as how a place begins."""
_TYPED_ITEM = re.compile(r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[•·▪–-])\s+\S")
_MOST_IN_A_HEADER = 5
_PAIR = 2
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIRST_WORDS = 8


@dataclass(frozen=True)
class OldPassage:
    """A paragraph, item or row of an old policy. `number` is how a person calls it, from 1 on.

    `heading` is the one above it, `title` that of the part that it stands in, and `lead` the words that lead into its
    list or table. `clause` is the id of the library's clause where the file says so itself, as what was built here
    does. A `header` (of a table) and a `heading` without text below it say nothing by themselves. A row has its
    `cells`, the number of its `table` below the heading, and the names of its `columns` where that has a header.
    """

    number: int
    kind: Kind
    place: str
    heading: str
    text: str
    lead: str = ""
    clause: str = ""
    title: str = ""
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    table: int = 0

    @property
    def says(self) -> bool:
        """Whether it says something that a clause could say."""
        return self.kind not in ("header", "heading")

    @property
    def beginning(self) -> str:
        """Its first words."""
        words = self.text.split()
        return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


@dataclass(frozen=True)
class OldPolicy:
    """An old policy: its file's name, its title, its passages in reading order, and what of the file was left out."""

    name: str
    document: Document
    format: str
    passages: tuple[OldPassage, ...]
    left_out: tuple[PrintedLine, ...]

    @property
    def title(self) -> str:
        """The title that the file prints, or its name."""
        return self.document.title

    @property
    def word_count(self) -> int:
        """How many words the passages have."""
        return sum(len(passage.text.split()) for passage in self.passages)


def old_policy(file: OldFile, name: str) -> OldPolicy:
    """Return a file's policy as passages."""
    found: list[OldPassage] = []
    for section in file.document.sections:
        if not section.clauses:
            found.append(_alone(section.number, section.title))
        for clause in section.clauses:
            titles = (section.title, clause.title) if clause.title != section.title else (clause.title,)
            found += _of_clause(clause, titles)
    for clause in file.document.appendices:
        found += _of_clause(clause, (clause.title,))
    numbered = tuple(replace(passage, number=number) for number, passage in enumerate(_labelled(found), start=1))
    return OldPolicy(name, file.document, file.format, numbered, file.left_out)


def _labelled(passages: Sequence[OldPassage]) -> Iterator[OldPassage]:
    """Yield passages without the labels that count them through the policy, such as "A10": those are their places."""
    found = {
        at: label for at, each in enumerate(passages) if each.kind == "paragraph" and (label := _LABEL.match(each.text))
    }
    follow = {(label[1], int(label[2])) for label in found.values()}
    counted = {name for name, number in follow if all((name, number + more) in follow for more in range(_IN_A_ROW))}
    for at, passage in enumerate(passages):
        label = found.get(at)
        if label is None or label[1] not in counted:
            yield passage
            continue
        place = f"{passage.place.rpartition(', ')[0]}, paragraph {label[1]}{label[2]}"
        yield replace(passage, place=place, text=passage.text[label.end() :])


def control_rows(policy: OldPolicy) -> tuple[OldPassage, ...]:
    """Return the rows of a policy's control table, which are no passages of it: their number is 0."""
    rows = ((entry.label, entry.value.text) for entry in policy.document.control)
    return tuple(
        OldPassage(0, "row", "control table", "", f"{label} | {text}", cells=(label, text)) for label, text in rows
    )


def title_line(policy: OldPolicy) -> OldPassage:
    """Return the title of a policy, which tells what it is about, and is no passage of it: its number is 0."""
    return OldPassage(0, "paragraph", TITLE, "", policy.title)


def _alone(number: str, title: str) -> OldPassage:
    return OldPassage(0, "heading", f"heading {number}".strip(), title, title)


def _of_clause(clause: Clause, titles: tuple[str, ...]) -> Iterator[OldPassage]:
    place = _place(clause)
    heading = ": ".join(title for title in titles if title != BEFORE)
    walker = _Walker(place, heading, clause.id, clause.title)
    made = list(walker.blocks(clause.blocks))
    yield from made or [_alone(clause.number, clause.title)]


def _place(clause: Clause) -> str:
    if clause.title == BEFORE:
        return BEFORE_PLACE
    number = f"Appendix {clause.number}" if clause.is_appendix else clause.number
    return " ".join(f"{number} {clause.title}".split())


@dataclass
class _Walker:
    """Walks the blocks below one heading and counts what it meets."""

    place: str
    heading: str
    clause: str
    title: str
    lead: str = ""
    opening: str = ""
    paragraphs: int = 0
    items: int = 0
    rows: int = 0
    tables: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[OldPassage]:
        for block in blocks:
            match block:
                case Paragraph(inlines=inlines, number=number):
                    yield from self.paragraph(plain_text(inlines), number)
                case Heading(inlines=inlines):
                    text = _flat(plain_text(inlines))
                    self.heading = ": ".join([*self.heading.split(": ")[:2], text])
                    self.lead = self.opening = ""
                    yield self.passage("heading", f"{self.place}, heading", text)
                case List(items=items):
                    for item in items:
                        yield from self.item(item.blocks, self.lead)
                    if items and (last := _leading(items[-1].blocks)):
                        self.lead = last
                case Table():
                    yield from self.table(block)
                case Quote(blocks=inner):
                    yield from self.blocks(inner)
                case Preformatted(text=text):
                    for line in text.split("\n"):
                        yield from self.paragraph(line, "")

    def paragraph(self, text: str, number: str) -> Iterator[OldPassage]:
        text = _flat(text)
        if not number and (typed := _TYPED_NUMBER.match(text)):
            number, text = typed[1], text[typed.end() :]
        if not text:
            return
        self.paragraphs += 1
        self.lead = text
        place = f"{self.place}, paragraph {number or self.paragraphs}"
        if text.endswith(":"):
            self.opening = text
        elif not _TYPED_ITEM.match(text):
            self.opening = ""
        lead = self.opening if _TYPED_ITEM.match(text) else ""
        yield replace(self.passage("paragraph", place, text), lead=lead)

    def item(self, blocks: Iterable[Block], lead: str) -> Iterator[OldPassage]:
        first = True
        for block in blocks:
            if isinstance(block, Paragraph):
                text = _flat(plain_text(block.inlines))
                if not text:
                    continue
                self.items += 1 if first else 0
                first = False
                place = f"{self.place}, item {self.items}"
                yield replace(self.passage("item", place, text), lead=lead)
                inner = text
            elif isinstance(block, List):
                for item in block.items:
                    yield from self.item(item.blocks, f"{lead} {inner}" if not first else lead)
            else:
                yield from self.blocks((block,))

    def table(self, table: Table) -> Iterator[OldPassage]:
        rows = [tuple(_flat(plain_text(cell.inlines)) for cell in row) for row in (table.header, *table.rows)]
        lead = self.lead
        self.tables += 1
        headed = len(rows) > 1 and _is_header(table, rows)
        if headed:
            lead = " ".join([lead, *rows[0]]).strip()
        for at, row in enumerate(rows):
            text = " | ".join(cell for cell in row if cell)
            if not text:
                continue
            self.rows += 1
            place = f"{self.place}, row {self.rows}"
            kind: Kind = "header" if headed and at == 0 else "row"
            made = replace(self.passage(kind, place, text), cells=row, table=self.tables)
            yield replace(made, lead=lead, columns=rows[0] if headed else ()) if kind == "row" else made

    def passage(self, kind: Kind, place: str, text: str) -> OldPassage:
        return OldPassage(0, kind, place, self.heading, text, "", self.clause, self.title)


def _is_header(table: Table, rows: list[tuple[str, ...]]) -> bool:
    """Return whether the first row of a table names its columns: in bold, over days, or much shorter than the rest."""
    first, rest = rows[0], rows[1:]
    if all(all(isinstance(each, Strong) for each in cell.inlines) for cell in table.header if cell.inlines):
        return True
    if any(len(cell.split()) > _MOST_IN_A_HEADER for cell in first):
        return False
    if _are_over_days(first, rest):
        return True
    longest = [max((len(row[at].split()) for row in rest if at < len(row)), default=0) for at in range(len(first))]
    return sum(longest) >= 3 * sum(len(cell.split()) for cell in first)


def _are_over_days(first: tuple[str, ...], rest: Sequence[tuple[str, ...]]) -> bool:
    """Return whether cells without a year stand over cells most of which have one, as in a table of versions."""
    below = [cell for row in rest for cell in row if cell]
    dated = sum(bool(_YEAR.search(cell)) for cell in below)
    return all(first) and not any(map(_YEAR.search, first)) and 2 * dated >= len(below) > 0 and len(first) > _PAIR


def _leading(blocks: Sequence[Block]) -> str:
    """Return the words of an item that lead into a list after it, such as "2. Staff must not:"."""
    text = _flat(plain_text(blocks[-1].inlines)) if blocks and isinstance(blocks[-1], Paragraph) else ""
    return text if text.endswith(":") else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
