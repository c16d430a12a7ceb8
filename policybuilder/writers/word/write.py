"""A document as a Word file, in a council's own shell.

The shell is a .docx with tags (tags.py) and a slot for the body. Each part that has tags is filled once; the
body, made as text by body.py, goes into the slot in one piece. Nothing here reads a clock or a file: the same
document and shell give the same bytes. docs/word.md says what is written, and why.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import fromstring

from jinja2 import TemplateError

from policybuilder.document import Block, Document, clauses
from policybuilder.document.sent import sent_text
from policybuilder.errors import Location, fail
from policybuilder.labels import labels_for
from policybuilder.ooxml.printed_lines import printed_lines
from policybuilder.ooxml.zip import write_parts
from policybuilder.printed import COVER
from policybuilder.writers import Written
from policybuilder.writers.before_approval import before_approval, with_drafting_notes, with_open_points
from policybuilder.writers.footprint import footprint, footprint_xml
from policybuilder.writers.front import is_compact, lists_clauses
from policybuilder.writers.own_mark import mark_for
from policybuilder.writers.word.body import (
    UNNUMBERED_SECTION,
    Bookmarks,
    ListPlace,
    blocks_xml,
    bookmark_name,
    clause_xml,
    closing_paragraph,
    control_ids,
    ends_in,
    numbered_heading,
    paragraph,
)
from policybuilder.writers.word.file_code import file_code, with_file_code
from policybuilder.writers.word.front import NEW_PAGE_TOP
from policybuilder.writers.word.mark import marked_parts
from policybuilder.writers.word.pages.headings import (
    BODY_MARK,
    CONTENTS_MARK,
    Pages,
    pages_of,
    starts_appendices_on_new_page,
)
from policybuilder.writers.word.pages.measure import Columns
from policybuilder.writers.word.parts import (
    HEAD,
    Entry,
    contents_xml,
    core_properties,
    link_relationships,
    list_instances,
)
from policybuilder.writers.word.sent_item import sent_xml
from policybuilder.writers.word.shell.opened import open_shell
from policybuilder.writers.word.shell.shell import Shell
from policybuilder.writers.word.shell.tags import tag_values, template
from policybuilder.writers.word.words import Body, run

SHELL_NAME = "templates/word/policy.docx"


def write_word(document: Document, shell: bytes, shell_name: str = SHELL_NAME) -> bytes:
    """Return the document as a .docx in the given shell.

    Raises PolicyBuilderError, located at `shell_name`, when the shell is no Word document, or lacks a style, a tag or
    the slot, or has a tag that this document has nothing for.
    """
    return write_pages(document, shell, shell_name).content


def write_pages(
    document: Document, shell: bytes, shell_name: str = "", starts: Mapping[str, int] | None = None
) -> Written:
    """Return the same, with about how many pages it takes, a sheet of open points left out.

    Without a name, the shell is called as the document calls it. `starts` are the pages of bookmarks where a layout
    found them; the others are estimated.
    """
    mark, made = mark_for(document), footprint(document)
    code, within = "", ""
    if document.stage != "approved" and document.template:  # a report is of no template, and never comes back
        code = file_code(document, made)
    sent = with_open_points(sent_text(document), document) if document.stage == "draft" else None
    if code:
        document = with_file_code(document, code)
    document = with_drafting_notes(document)
    ready = open_shell(shell, shell_name or document.shell, document.language)
    end = before_approval(document)
    bookmarks = _bookmarks(document)
    body = _new_body(document, ready, bookmarks)
    body_xml = _body_xml(document, ready, body, bookmarks, end)
    filled = _filled_parts(document, ready)
    entries = _entries(document, bookmarks)
    pages = _pages(document, ready, bookmarks, entries, body.columns, filled[ready.main])
    contents = contents_xml(entries, pages.printed(starts or {}), ready.styles, body.text_width, ready.look.tabs)
    main = filled[ready.main].replace(CONTENTS_MARK, contents).replace(BODY_MARK, body_xml)
    added = {part: (HEAD + xml).encode() for part, xml in {**filled, ready.main: main}.items()}
    added[ready.core_part] = core_properties(document, _day(document)).encode()
    instances = list_instances(body.lists, ready.abstract_ids)
    numbering = _inserted(ready.parts[ready.numbering_part], instances, _NUMBERING_END)
    links = _inserted(ready.parts[ready.relationships_part], link_relationships(body.links), _RELATIONSHIPS_END)
    added |= {ready.numbering_part: numbering, ready.relationships_part: links}
    if sent is not None:
        within = footprint_xml(made) + sent_xml(replace(sent, around=tuple(_around(ready, filled))))
    parts = marked_parts(_in_order(ready, added), mark, ready.main, code, within)
    return Written(write_parts(parts), pages.total)


# The body ------------------------------------------------------------------------------------------------


def _bookmarks(document: Document) -> Bookmarks:
    return Bookmarks(
        {section.id: bookmark_name("section", section.id) for section in document.sections},
        {clause.id: bookmark_name("clause", clause.id) for clause in clauses(document)},
    )


def _new_body(document: Document, shell: Shell, bookmarks: Bookmarks) -> Body:
    targets = {clause.id: (bookmarks.clauses[clause.id], clause.number) for clause in clauses(document)}
    labels = labels_for(document.language)
    for clause in document.appendices:
        targets[clause.id] = (bookmarks.clauses[clause.id], labels.appendix_of(clause.number))
    return Body(
        styles=shell.styles,
        targets=targets,
        text_width=round(shell.page.width * 20),
        list_ids=itertools.count(shell.next_list_id),
        bookmark_ids=itertools.count(shell.next_bookmark_id),
    )


def _body_xml(document: Document, shell: Shell, body: Body, bookmarks: Bookmarks, end: tuple[Block, ...]) -> str:
    """Return sections, appendices and, for a draft with open points, the end sheet."""
    controls = control_ids([clause.id for clause in clauses(document)], shell.control_ids)
    first = NEW_PAGE_TOP if _body_on_new_page(document, shell) else ""
    parts = []
    for section in document.sections:
        name = bookmarks.sections[section.id]
        style = body.styles["heading 1" if section.number else UNNUMBERED_SECTION]
        parts.append(numbered_heading(style, section.title, name, next(body.bookmark_ids), first))
        parts += [clause_xml(clause, body, controls[clause.id], False) for clause in section.clauses]
        first = ""
    if starts_appendices_on_new_page(document):
        first = NEW_PAGE_TOP
    for clause in document.appendices:
        parts.append(clause_xml(clause, body, controls[clause.id], True, first))
        first = ""
    if end:
        # Not a style of the contents list: the sheet is not part of the document.
        parts.append(
            paragraph(body.styles["front heading"], run(labels_for(document.language).before_approval), NEW_PAGE_TOP)
        )
        parts.append(blocks_xml(end, body, ListPlace(flush=True)))
    last = end or next((clause.blocks for clause in reversed(list(clauses(document)))), ())
    if last and ends_in(last[-1]) == "table":
        parts.append(closing_paragraph(body))
    return "".join(parts)


# The contents list ---------------------------------------------------------------------------------------


def _entries(document: Document, bookmarks: Bookmarks) -> list[Entry]:
    found = []
    for section in document.sections:
        found.append(Entry(1, section.number, section.title, bookmarks.sections[section.id]))
        if lists_clauses(document):
            found += [Entry(2, each.number, each.title, bookmarks.clauses[each.id]) for each in section.clauses]
    for clause in document.appendices:
        number = labels_for(document.language).appendix_of(clause.number)
        found.append(Entry(1, number, clause.title, bookmarks.clauses[clause.id]))
    return found


def _pages(
    document: Document, shell: Shell, bookmarks: Bookmarks, entries: list[Entry], columns: Columns, filled: str
) -> Pages:
    root = fromstring(filled)  # noqa: S314 (the shell was read with care when it was opened)
    lines = [(entry.title, f"toc {entry.level}") for entry in entries]
    on_new_page = _body_on_new_page(document, shell)
    return pages_of(document, root, lines, bookmarks, (shell.page, shell.look, columns), on_new_page)


def _body_on_new_page(document: Document, shell: Shell) -> bool:
    return shell.body_on_new_page and not is_compact(document)


# The other parts -----------------------------------------------------------------------------------------

_NUMBERING_END = re.compile(rb"<w:numIdMacAtCleanup|</w:numbering>|(?<=<w:numbering)/>")
_RELATIONSHIPS_END = re.compile(rb"</Relationships>")


def _filled_parts(document: Document, shell: Shell) -> dict[str, str]:
    """Return the parts that have tags, filled; marks stand in the slots."""
    values = tag_values(document, CONTENTS_MARK, BODY_MARK, shell.styles["to confirm"])
    try:
        return {part: template(source).render(values) for part, source in shell.templates.items()}
    except TemplateError as error:
        raise fail(
            Location(shell.name),
            f"a tag has nothing to print in this document: {error.message}",
            "shell-tag",
            "take the tag out of the shell, or give the document that control entry",
        ) from None


_MARGIN = re.compile(r"word/(header|footer)\d*\.xml", re.IGNORECASE)


def _around(shell: Shell, filled: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the lines that stand around the policy, each with its place."""
    front = fromstring(filled[shell.main])  # noqa: S314 (the shell was read with care when it was opened)
    for line in printed_lines(front):
        if line not in (CONTENTS_MARK, BODY_MARK):
            yield COVER, line
    for part in sorted({*shell.parts, *filled}):
        if margin := _MARGIN.fullmatch(part):
            root = fromstring(filled.get(part) or shell.parts[part])  # noqa: S314
            yield from ((margin[1].capitalize(), line) for line in printed_lines(root))


def _inserted(part: bytes, xml: str, end: re.Pattern[bytes]) -> bytes:
    found = end.search(part)
    if not xml or not found:
        return part
    return part[: found.start()] + xml.encode() + part[found.start() :]


def _in_order(shell: Shell, added: dict[str, bytes]) -> dict[str, bytes]:
    """Return every part of the file, first those that Word looks for first."""
    parts = {**shell.parts, **added}
    first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in parts]
    return {name: parts[name] for name in [*first, *(name for name in parts if name not in first)]}


def _day(document: Document) -> str:
    """Return the document's date in ISO form, and a fixed one for a document that has none yet."""
    return document.control_day("date") or "2000-01-01"
