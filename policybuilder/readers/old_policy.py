"""Any policy that a council may have, in whatever file -> a `Document`, with what of the file was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policybuilder.document import Document, block_text
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.printed import CONTROL, COVER, NOTE, Printed, PrintedLine
from policybuilder.readers import READERS, format_of
from policybuilder.readers.own_front import (
    control_entries,
    is_control_table,
    is_cover_line,
    is_drafting_note,
    lines_of,
    place_of,
)
from policybuilder.readers.typed_headings import BEFORE, with_title, with_typed_headings

FORMATS = ("word", "pdf", "html", "markdown", "text")
"""What an old policy may be, by the names of `READERS`."""


@dataclass(frozen=True)
class OldFile:
    """An old policy as it was read, the format of its file, and the lines of the file that are no part of its text."""

    document: Document
    format: str
    left_out: tuple[PrintedLine, ...]


def read_old_policy(content: bytes, name: str) -> OldFile:
    """Return the policy of a file. Raises PolicyBuilderError, located at `name`, for one that cannot be read."""
    format = format_of(name)
    if format not in FORMATS:
        hint = "save it as a Word document (.docx); .pdf, .html, .md and .txt are read, too"
        raise fail(Location(name), "unknown kind of file", "unknown-format", hint)
    document, printed = _read_page(content, name) if format == "html" else READERS[format].read(content, name)
    assert printed is not None
    own = bool(document.control)
    read = document if own else with_typed_headings(with_title(document, name), name)
    read, front = _without_our_front(read)
    return OldFile(read, format, (*printed.around, *printed.left_out, *front))


def _without_our_front(document: Document) -> tuple[Document, list[PrintedLine]]:
    """Return a document without the cover, control table, contents and end sheet of our own files, and their lines.

    The readers know these by what our files hold of themselves, which a PDF or a page in a website's frame lacks.
    """
    kept, front = [], []
    control = document.control
    ours = not control and _is_ours(document)
    for section in document.sections:
        clauses = []
        for clause in section.clauses:
            place = place_of(clause.title) or place_of(section.title)
            if place == CONTROL and not control:
                control = next((control_entries(b) for b in clause.blocks if is_control_table(b)), ())  # type: ignore[arg-type]
            if not place and ours and clause.title == BEFORE:
                place = COVER
            if place:
                front += [line for block in clause.blocks for line in lines_of(place, block)]
                continue
            if ours:
                notes = [block for block in clause.blocks if is_drafting_note(block_text(block))]
                front += [line for block in notes for line in lines_of(NOTE, block)]
                clause = replace(clause, blocks=tuple(block for block in clause.blocks if block not in notes))
            clauses.append(clause)
        if clauses or not section.clauses:
            kept.append(replace(section, clauses=tuple(clauses)))
    return replace(document, sections=tuple(kept), control=control), front


def _is_ours(document: Document) -> bool:
    """Return whether a document was built here: by its control table, or by what its cover prints."""
    for section in document.sections:
        for clause in section.clauses:
            if place_of(clause.title) == CONTROL and any(is_control_table(block) for block in clause.blocks):
                return True
            if clause.title == BEFORE and any(is_cover_line(block_text(block)) for block in clause.blocks):
                return True
    return False


def _read_page(content: bytes, name: str) -> tuple[Document, Printed | None]:
    """Return the policy of a page: one that was built here with the ids of its clauses, any other as a site's."""
    from policybuilder.readers.html.site import read_site_page

    try:
        return READERS["html"].read(content, name)
    except PolicyBuilderError as error:
        if any(problem.code == "too-large" for problem in error.problems):
            raise
    return read_site_page(content, name)
