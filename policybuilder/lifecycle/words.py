"""The words of a policy without the record of its versions, so that what members saw and what is approved are compared.

The record is what an approval itself writes: version, status, dates, who approved it, and the history of versions.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policybuilder.compare import Comparison, compare
from policybuilder.compare.changes import ClauseChange, DetailChange
from policybuilder.compare.sentences import (
    MarkedPiece,
    changed_lines,
    detail_pieces,
    heading_of,
    kinds_of,
    printable,
    sentence_of,
)
from policybuilder.document import (
    Block,
    Cell,
    Document,
    Inline,
    Link,
    Paragraph,
    Table,
    Value,
    block_text,
    clauses,
    inlines_of,
    map_blocks,
    map_clauses,
    map_inlines,
    map_texts,
)
from policybuilder.lifecycle.recorded_library import HISTORY

RECORD_ROWS = frozenset(
    {"version", "status", "date", "effective_date", "review_date", "approved_by", "approved_on", "minute"}
    | {"check_number", "receipt_before"}
)
"""The rows of the document-control table that an approval writes."""

_RECORD = re.compile(r"document\.(version|status|date|effective_date|review_date)|document\.appendices\.[^.]+\.date")


def without_record(document: Document) -> Document:
    """Return a document without its record: the rows of both tables, and each version and date in the text."""
    bare = replace(document, control=tuple(entry for entry in document.control if entry.id not in RECORD_ROWS))
    return map_texts(
        map_clauses(bare, lambda clause: replace(clause, blocks=map_blocks(clause.blocks, _without_history))),
        lambda run: map_inlines(run, _without_record),
    )


def _without_history(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    return Table(block.header, tuple(row for row in block.rows if not any(_is_history(cell) for cell in row)))


def _is_history(cell: Cell) -> bool:
    return any(isinstance(inline, Value) and inline.parameter.partition(".")[0] == HISTORY for inline in cell.inlines)


def _without_record(inline: Inline) -> tuple[Inline]:
    if isinstance(inline, Value) and _RECORD.fullmatch(inline.parameter):
        return (replace(inline, text="…"),)
    return (inline,)


def words(document: Document) -> tuple[str, ...]:
    """Return the words of a document without the record: a line for each row, heading, block and link's target."""
    bare = without_record(document)
    return tuple(printable(line) for line in _lines(bare))


def _lines(document: Document) -> Iterator[str]:
    yield document.council.name
    yield document.title
    for entry in document.control:
        yield f"{entry.id}: {entry.value.text}"
    titles = {section.clauses[0].id: section for section in document.sections if section.clauses}
    for clause in clauses(document):
        if section := titles.get(clause.id):
            yield f"{section.number} {section.title}"
        yield f"{clause.number} {clause.title}"
        for block in clause.blocks:
            if isinstance(block, Paragraph) and block.number:
                yield block.number
            yield block_text(block)
            yield from (inline.target for inline in inlines_of(block) if isinstance(inline, Link))


def words_digest(document: Document) -> str:
    """Return the SHA-256 of the words of a document without the record."""
    return hashlib.sha256("\n".join(words(document)).encode("utf-8", "backslashreplace")).hexdigest()


def differences(old: Document, new: Document) -> tuple[str, ...]:
    """Return where the words of two documents differ, each place with its words; none when they are the same.

    What was taken out stands in [-…-], what was put in in {+…+}.
    """
    before, after = words(old), words(new)
    if before == after:
        return ()
    found = compare(without_record(old), without_record(new))
    return tuple(told_changes(found)) or first_difference(before, after)


def told_changes(found: Comparison) -> Iterator[str]:
    """Yield each change of words in a comparison, with its place; changes of looks alone are none."""
    for change in found.every:
        yield from _told(change)
    yield from (f"{printable(each.title)}: {each.old_place} became {each.new_place}" for each in found.renumbered)


def _told(change: ClauseChange | DetailChange) -> Iterator[str]:
    """Yield what happened to a clause or a row in full: the record keeps it when the paper is gone."""
    if not isinstance(change, ClauseChange):
        yield f"{printable(change.label)}: {_marked(detail_pieces(change))}"
        return
    if change.kinds == ("reworded",) and all(edit.kind == "marked" for edit in change.edits):
        return
    heading = heading_of(change)
    if "retitled" in change.kinds and change.marked.old is not None:
        yield f"{heading}: the title was [-{printable(change.marked.old.title)}-]"
    if "moved" in change.kinds:
        yield f"{heading}: moved from {change.old_place}"
    if "added" in change.kinds or "removed" in change.kinds:
        yield f"{heading}: {kinds_of(change)}"
    lines = [f"{line.lead}{_marked(line.pieces)}" for line in changed_lines(change.marked.blocks)]
    if change.edits and not lines:
        lines = [sentence_of(change)]
    yield from (f"{heading}: {line}" for line in lines)


def _marked(pieces: Iterable[MarkedPiece]) -> str:
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(signs[piece.op].format(piece.text) for piece in pieces)


def first_difference(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first lines that differ: for what no comparison names, such as where a link leads."""
    pairs = zip((*before, ""), (*after, ""), strict=False)
    was, now = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return (f"[-{was}-] {{+{now}+}}",)
