"""What our own files print around their clauses: cover, control table, contents list and end sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policybuilder.document import (
    Block,
    ControlEntry,
    Document,
    Paragraph,
    Table,
    Value,
    block_lines,
    block_text,
    clauses,
    plain_text,
)
from policybuilder.labels import Labels, languages
from policybuilder.printed import (
    CONTENTS,
    CONTROL,
    END_SHEET,
    Printed,
    PrintedLine,
    what_was_not_read,
    words_in,
)

_FEWEST_LABELS = 3
"""How many rows of a table must be named as those of our control tables for it to be one."""


@cache
def _front_headings() -> Mapping[str, str]:
    """Return the place that each heading of ours opens, in whatever language it is."""
    found: dict[str, str] = {}
    for labels in languages().values():
        found |= {labels.document_control: CONTROL, labels.contents: CONTENTS, labels.before_approval: END_SHEET}
    return found


def place_of(heading: str) -> str:
    """Return the place that a heading of our own files opens: CONTROL, CONTENTS or END_SHEET; "" for any other."""
    return _front_headings().get(" ".join(heading.split()), "")


def is_drafting_note(text: str) -> bool:
    """Return whether a text begins as the notes to a draft do, in whatever language."""
    return text.startswith(tuple(labels.note_opening for labels in languages().values()))


def is_cover_line(text: str) -> bool:
    """Return whether a line is one that our covers print, in whatever language: draft, version, or invented council."""
    return any(pattern.fullmatch(" ".join(text.split())) for pattern in _cover_lines())


@cache
def _cover_lines() -> tuple[re.Pattern[str], ...]:
    found = []
    for labels in languages().values():
        statuses = "|".join(map(re.escape, labels.statuses.values()))
        draft, invented = re.escape(labels.draft_notice), re.escape(labels.invented)
        version = re.escape(labels.version_and_status).replace(re.escape("{status}"), f"(?i:{statuses})")
        for line in (f"(?:.+\\. )?{draft}", f"{re.escape(labels.illustrative)} {invented}", f"(?:.+\\. )?{version}"):
            found.append(re.compile(re.sub(r"\\\{\w+\\\}", r".+", line)))
    return tuple(found)


@cache
def _row_ids() -> Mapping[str, str]:
    """Return what the rows of a control table are about, by their labels in small letters, in whatever language."""
    found: dict[str, str] = {}
    for labels in languages().values():
        named = {**labels.control, "approver": labels.approving_body, "date": labels.date_of_paper}
        found |= {label.lower(): id for words in (named, labels.control) for id, label in words.items()}
    return found


def row_id(label: str) -> str:
    """Return what a row of a control table is about by its label: as in ours, or the label itself."""
    return _row_ids().get(label.lower(), label.lower().replace(" ", "_"))


def is_control_table(block: object) -> bool:
    """Return whether a block is the control table as we print it."""
    if not isinstance(block, Table):
        return False
    header = tuple(plain_text(cell.inlines) for cell in block.header)
    return header in {(labels.item, labels.detail) for labels in languages().values()}


def holds_control(block: object) -> bool:
    """Return whether a block is a control table of ours, with or without the row that names its columns."""
    if not isinstance(block, Table):
        return False
    labels = [plain_text(row[0].inlines).strip().lower() for row in (block.header, *block.rows) if len(row) == 2]
    return is_control_table(block) or sum(label in _row_ids() for label in labels) >= _FEWEST_LABELS


def control_entries(table: Table) -> tuple[ControlEntry, ...]:
    """Return the rows of a control table; what a row is about is known by its label."""
    found: dict[str, ControlEntry] = {}
    named = is_control_table(table) or not table.header
    for row in table.rows if named else (table.header, *table.rows):
        label, *rest = (" ".join(plain_text(cell.inlines).split()) for cell in row)
        id = row_id(label)
        while id in found:
            id += "_"
        found[id] = ControlEntry(id, label, Value(" ".join(rest).strip(), f"document.{id}"))
    return tuple(found.values())


def without_heading(around: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines around the clauses without the heading of a control table that was read as such."""
    return [line for line in around if not (line.place == CONTROL and place_of(line.text) == CONTROL)]


def _labels_of(control: Sequence[ControlEntry]) -> Labels:
    """Return the labels of the language in which most rows of a control table are named."""
    named = {entry.label for entry in control}
    return max(languages().values(), key=lambda labels: len(named & set(labels.control.values())))


def lines_of(place: str, block: Block) -> Iterator[PrintedLine]:
    """Yield the lines of a block that stands outside the clauses, a table's row by row."""
    return (PrintedLine(place, line) for line in block_lines(block))


def printed(
    format: str,
    document: Document,
    titled: bool,
    around: list[PrintedLine],
    left_out: list[PrintedLine],
    every: tuple[str, ...],
) -> Printed:
    """Return what a file prints, with those of its words (`every`) that nothing else holds as a line of their own."""
    read = [line.text for line in (*around, *left_out)]
    labels = _labels_of(document.control)
    read += [labels.document_control, labels.item, labels.detail] if document.control else []
    read += [f"{entry.label} {entry.value.text}" for entry in document.control]
    read += [document.title if titled else ""]
    for section in document.sections:
        read += [section.number, section.title]
    for clause in clauses(document):
        read += [clause.number, clause.title]
        for block in clause.blocks:
            read.append(block_text(block))
            read += [block.number] if isinstance(block, Paragraph) else []
    read += [labels.appendix_of("") for _ in document.appendices]
    missing = what_was_not_read(every, words_in(read))
    return Printed(format, titled, (*around, *missing), tuple(left_out), every)
