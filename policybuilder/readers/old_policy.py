"""Any policy that a council may have, in whatever file -> a `Document`, with what of the file was left out."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace

from policybuilder.document import Clause, Document, block_text
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.printed import CONTROL, COVER, NOTE, Printed, PrintedLine
from policybuilder.readers import READERS, format_of
from policybuilder.readers.front_tables import front_entries, is_front_heading, is_front_table
from policybuilder.readers.own_front import (
    control_entries,
    holds_control,
    is_cover_line,
    is_drafting_note,
    lines_of,
    place_of,
)
from policybuilder.readers.typed_headings import BEFORE, with_title, with_typed_headings

FORMATS = ("word", "pdf", "html", "markdown", "text")
"""What an old policy may be, by the names of `READERS`."""


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(?:windows-1252|iso-8859-1|latin-?1)\b", re.IGNORECASE)
_OTHERS = {
    "doc": "an old Word document (.doc)",
    "dot": "an old Word template (.dot)",
    "rtf": "rich text (.rtf)",
    "odt": "an OpenDocument text (.odt)",
    "pages": "a Pages document",
    "xls": "a spreadsheet",
    "xlsx": "a spreadsheet",
    "ods": "a spreadsheet",
    "csv": "a table (.csv)",
    "ppt": "a presentation",
    "pptx": "a presentation",
    "mht": "a web archive (.mht)",
    "mhtml": "a web archive (.mhtml)",
    "msg": "an e-mail",
    "eml": "an e-mail",
}
"""What files that councils keep policies in and that are not read are, by what their names end in."""


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
        raise _unread(content, name)
    if not content.strip():
        raise fail(Location(name), "the file is empty", "empty-file", "is it the right file? Was it saved?")
    document, printed = (
        _read_page(_in_utf_8(content), name) if format == "html" else READERS[format].read(content, name)
    )
    assert printed is not None
    own = bool(document.control)
    read = document if own else with_typed_headings(with_title(document, name), name)
    read, front = _without_our_front(read)
    return OldFile(read, format, (*printed.around, *printed.left_out, *front))


def _unread(content: bytes, name: str) -> PolicyBuilderError:
    """Return why a file of another kind is not read, and what to do with it."""
    hint = "save it as a Word document (.docx); .pdf, .html, .md and .txt are read, too"
    suffix = name.lower().rpartition(".")[2]
    if suffix == "json":
        hint = "name the Word file or the page that was built with it"
        return fail(Location(name), "a document's JSON is not read as an old policy", "unknown-format", hint)
    known = _OTHERS.get(suffix) or ("an old Word document (.doc)" if content.startswith(_OLE) else "")
    message = f"the file is {known}, which is not read" if known else "unknown kind of file"
    return fail(Location(name), message, "unknown-format", hint)


def _in_utf_8(content: bytes) -> bytes:
    """Return a page in UTF-8 where it says that it is written in another way; any other page as it is."""
    declared = _CHARSET.search(content[:4096])
    if declared is None:
        return content
    # What says that it is ISO 8859-1 is read as Windows-1252 by every browser.
    with contextlib.suppress(UnicodeDecodeError):
        content.decode("utf-8")
        return content
    return content.decode("cp1252", errors="replace").encode()


def _without_our_front(document: Document) -> tuple[Document, list[PrintedLine]]:
    """Return a document without the cover, control table, contents and end sheet of our own files, and their lines.

    The readers know these by what our files hold of themselves, which a PDF or a page in a website's frame lacks.
    """
    kept, front = [], list[PrintedLine]()
    control = document.control
    ours = not control and _is_ours(document)
    for number, section in enumerate(document.sections):
        clauses = []
        for clause in section.clauses:
            place = place_of(clause.title) or place_of(section.title)
            if not place and number == 0 and _is_cover(clause):
                # A reader that goes by looks takes the council's name for a heading.
                place = CONTROL
            if place == CONTROL and not control:
                control = next((control_entries(b) for b in clause.blocks if holds_control(b)), ())  # type: ignore[arg-type]
            if not place and ours and clause.title == BEFORE:
                place = COVER
            if not place and not ours and (clause.title == BEFORE or is_front_heading(clause.title)):
                for block in (tables := [block for block in clause.blocks if is_front_table(block)]):
                    control = control or front_entries(block)
                    front += lines_of(CONTROL, block)
                clause = replace(clause, blocks=tuple(block for block in clause.blocks if block not in tables))
                if tables and not clause.blocks:
                    continue
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


def _is_cover(clause: Clause) -> bool:
    """Return whether all that stands below a heading is what our covers print: facts of the document, and notices."""
    if is_cover_line(clause.title) or any(holds_control(block) for block in clause.blocks):
        return all(holds_control(block) or is_cover_line(block_text(block)) for block in clause.blocks)
    return False


def _is_ours(document: Document) -> bool:
    """Return whether a document was built here: by its control table, or by what its cover prints."""
    for section in document.sections:
        for clause in section.clauses:
            if place_of(clause.title) == CONTROL and any(holds_control(block) for block in clause.blocks):
                return True
            if clause.title == BEFORE and any(is_cover_line(block_text(block)) for block in clause.blocks):
                return True
    return False


def _read_page(content: bytes, name: str) -> tuple[Document, Printed | None]:
    """Return the policy of a page: one that was built here with the ids of its clauses, any other as a site's."""
    from policybuilder.readers.html.site import read_site_page

    content = _in_utf_8(content)
    try:
        return READERS["html"].read(content, name)
    except PolicyBuilderError as error:
        if any(problem.code == "too-large" for problem in error.problems):
            raise
    return read_site_page(content, name)
