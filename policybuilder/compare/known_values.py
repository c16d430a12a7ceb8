"""A text that was read from a file, with the values that the document it was built from is known to print there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policybuilder.compare.clauses import mark_documents
from policybuilder.compare.marked import (
    ChangedItem,
    ChangedList,
    ChangedQuote,
    ChangedRow,
    ChangedTable,
    Same,
    new_document,
)
from policybuilder.compare.plain_words import with_plain_references
from policybuilder.document import Document, Paragraph


def with_known_values(read: Document, built: Document) -> Document:
    """Return what was read, word for word, with the values of `built` wherever both read the same."""
    marked = mark_documents(with_plain_references(built), with_plain_references(read))
    kept = tuple(
        replace(clause, blocks=tuple(_known(block) for block in clause.blocks)) if clause.old and clause.new else clause
        for clause in marked.clauses
    )
    return new_document(replace(marked, clauses=kept))


def _known(marked: Any) -> Any:
    """Return a marked part in which what is the same on both sides is that of the built document."""
    match marked:
        case Same(old=Paragraph() as built, new=Paragraph(number=number)):
            return Same(built, replace(built, number=number))
        case Same(old=built):
            return Same(built, built)
        case ChangedItem(blocks=inner) | ChangedQuote(blocks=inner):
            return replace(marked, blocks=tuple(_known(block) for block in inner))
        case ChangedList(items=items):
            return replace(marked, items=tuple(_known(item) for item in items))
        case ChangedRow(cells=cells):
            return replace(marked, cells=tuple(_known(cell) for cell in cells))
        case ChangedTable(header=header, rows=rows):
            return replace(marked, header=_known(header), rows=tuple(_known(row) for row in rows))
    return marked
