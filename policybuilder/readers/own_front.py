"""What our own files print around their clauses: cover, control table, contents list and end sheet."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.document import (
    Block,
    ControlEntry,
    Document,
    Paragraph,
    Table,
    Value,
    block_text,
    clauses,
    plain_text,
)
from policybuilder.printed import Printed, PrintedLine, what_was_not_read, words_in

CONTROL = "Document control"
CONTENTS = "Contents"
END_SHEET = "Before approval"
COVER = "Cover"
NOTE = "Drafting note"

_HEADER = ("Item", "Detail")
_IDS = {
    "to be approved by": "approver",
    "approving body": "approver",
    "date of this draft": "date",
    "date of this paper": "date",
    "takes effect": "effective_date",
    "next review": "review_date",
    "check number of the text": "check_number",
    "receipt of the version before": "receipt_before",
}


def is_control_table(block: object) -> bool:
    """Return whether a block is the control table as we print it."""
    return isinstance(block, Table) and tuple(plain_text(cell.inlines) for cell in block.header) == _HEADER


def control_entries(table: Table) -> tuple[ControlEntry, ...]:
    """Return the rows of a control table; what a row is about is known by its label."""
    found: dict[str, ControlEntry] = {}
    for row in table.rows:
        label, *rest = (" ".join(plain_text(cell.inlines).split()) for cell in row)
        id = _IDS.get(label.lower(), label.lower().replace(" ", "_"))
        while id in found:
            id += "_"
        found[id] = ControlEntry(id, label, Value(" ".join(rest).strip(), f"document.{id}"))
    return tuple(found.values())


def lines_of(place: str, block: Block) -> Iterator[PrintedLine]:
    """Yield the lines of a block that stands outside the clauses, a table's row by row."""
    if isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield PrintedLine(place, " | ".join(" ".join(plain_text(cell.inlines).split()) for cell in row))
        return
    for line in block_text(block).split("\n"):
        if line.strip():
            yield PrintedLine(place, " ".join(line.split()))


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
    read += [CONTROL, *_HEADER] if document.control else []
    read += [f"{entry.label} {entry.value.text}" for entry in document.control]
    read += [document.title if titled else ""]
    for section in document.sections:
        read += [section.number, section.title]
    for clause in clauses(document):
        read += [clause.number, clause.title]
        for block in clause.blocks:
            read.append(block_text(block))
            read += [block.number] if isinstance(block, Paragraph) else []
    read += ["Appendix" for _ in document.appendices]
    missing = what_was_not_read(every, words_in(read))
    return Printed(format, titled, (*around, *missing), tuple(left_out), every)
