"""Any policy that a council may have, in whatever file -> a `Document`, with what of the file was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policybuilder.document import Document
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.printed import Printed, PrintedLine
from policybuilder.readers import READERS, format_of
from policybuilder.readers.own_front import lines_of, place_of
from policybuilder.readers.typed_headings import with_title, with_typed_headings

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
    """Return a document without the control table, contents and end sheet of our own files, and their lines.

    The readers know these by what our files hold of themselves, which a PDF lacks.
    """
    kept, front = [], []
    for section in document.sections:
        clauses = []
        for clause in section.clauses:
            place = place_of(clause.title) or place_of(section.title)
            if place:
                front += [line for block in clause.blocks for line in lines_of(place, block)]
            else:
                clauses.append(clause)
        if clauses or not section.clauses:
            kept.append(replace(section, clauses=tuple(clauses)))
    return replace(document, sections=tuple(kept)), front


def _read_page(content: bytes, name: str) -> tuple[Document, Printed | None]:
    """Return the policy of a page: one that was built here with the ids of its clauses, any other as a site's."""
    from policybuilder.readers.html.site import read_site_page

    try:
        return READERS["html"].read(content, name)
    except PolicyBuilderError as error:
        if any(problem.code == "too-large" for problem in error.problems):
            raise
    return read_site_page(content, name)
