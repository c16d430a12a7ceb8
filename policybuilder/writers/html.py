"""A document as HTML: a whole page, or its body for a content system.

The page needs nothing but itself: one embedded style sheet, no script, no font, no request. Every number is
text, so that it is read aloud, found by a search and kept when the words are copied. html/blocks.py writes what
stands in a clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.document import Block, Clause, ControlEntry, Document
from policybuilder.html.blocks import Setting, blocks_html, inlines_html
from policybuilder.html.page import Frame, page_html
from policybuilder.html.text import inert
from policybuilder.labels import Labels, filled, labels_for
from policybuilder.printed import END_ANCHOR
from policybuilder.writers.before_approval import before_approval, with_drafting_notes
from policybuilder.writers.front import (
    appendix_heading,
    clause_heading,
    illustrative_notice,
    is_compact,
    law_as_at,
    section_anchor,
    section_heading,
)
from policybuilder.writers.html_style import BODY_STYLE, STYLE

# The page's own anchors hold an underscore, which no clause id does: "document-control" is a clause.
_TOP, _NAV, _MAIN, _CONTROL = "page_top", "page_contents", "page_text", "page_control"


def write_html(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document as a whole page, UTF-8."""
    document = with_drafting_notes(document)
    open_points = before_approval(document)
    labels = labels_for(document.language)
    title = f"{document.title} - {document.council.name}"
    content = (
        *_header(document),
        '<div class="page">',
        *_contents(document, open_points, bare=False),
        f'<main id="{_MAIN}" tabindex="-1">',
        *_text_and_control(document, open_points, bare=False),
        "</main>",
        "</div>",
        *_footer(document),
    )
    return page_html(Frame(title, document.language, STYLE, (_MAIN, labels.skip), _TOP), content)


def write_html_body(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document, UTF-8, to be put into a content system's page: no head, header, main or footer.

    The page that holds it has the title as its `h1`; headings here begin at `h2`. It reads well in that page's style or
    in none; `write_html_body_style` gives a small one of its own.
    """
    document = with_drafting_notes(document)
    open_points = before_approval(document)
    parts = (
        # A long word or address breaks rather than widen a phone's page.
        f'<div class="policy" lang="{inert(document.language)}" style="overflow-wrap: anywhere">',
        *_notice(document),
        *_contents(document, open_points, bare=True),
        *_text_and_control(document, open_points, bare=True),
        "</div>",
    )
    return ("\n".join(parts) + "\n").encode()


def write_html_body_style(_document: Document, _shell: bytes = b"") -> bytes:
    """Return a small style sheet for what `write_html_body` writes, for a content system that lets one be added."""
    return BODY_STYLE.encode()


# Around the clauses --------------------------------------------------------------------------------------


def _header(document: Document) -> Iterator[str]:
    yield '<header class="masthead">'
    yield f'<p class="council">{inert(document.council.name)}</p>'
    yield f"<h1>{inert(document.title)}</h1>"
    facts = [_fact(entry) for entry in document.control if entry.id in ("version", "status", "review_date")]
    if facts:
        yield f'<ul class="facts">{"".join(facts)}</ul>'
    yield from _notice(document)
    yield "</header>"


def _notice(document: Document) -> Iterator[str]:
    if notice := illustrative_notice(document):
        word = labels_for(document.language).illustrative
        yield f'<p class="notice"><strong>{inert(word)}</strong> {inert(notice)}</p>'


def _fact(entry: ControlEntry) -> str:
    return f"<li>{inert(entry.label)}: {inlines_html((entry.value,))}</li>"


def _contents(document: Document, open_points: tuple[Block, ...], *, bare: bool) -> Iterator[str]:
    """Yield the contents list. Its entries have their numbers in words, so that the list itself has none.

    Where it is `bare`, each stands in a paragraph of its own, so that a finger finds one link and no other.
    """
    if is_compact(document):
        return
    labels = labels_for(document.language)
    yield f'<nav class="contents" id="{_NAV}" aria-label="{inert(labels.contents)}">'
    yield f"<details open><summary><h2>{inert(labels.contents)}</h2></summary>"
    entry = _apart if bare else _entry
    yield "<ul>"
    for section in document.sections:
        yield f"<li>{entry(section_anchor(section), section_heading(section))}"
        yield "<ul>"
        for clause in section.clauses:
            yield f"<li>{entry(clause.id, clause_heading(clause))}</li>"
        yield "</ul></li>"
    for clause in document.appendices:
        yield f"<li>{entry(clause.id, appendix_heading(clause, labels))}</li>"
    if open_points:
        yield f"<li>{entry(END_ANCHOR, labels.before_approval)}</li>"
    yield "</ul>"
    yield "</details>"
    yield "</nav>"


def _entry(anchor: str, heading: str) -> str:
    return f'<a href="#{inert(anchor)}">{inert(heading)}</a>'


def _apart(anchor: str, heading: str) -> str:
    return f"<p>{_entry(anchor, heading)}</p>"


def _text_and_control(document: Document, open_points: tuple[Block, ...], *, bare: bool) -> Iterator[str]:
    if is_compact(document):
        yield from _body(document, bare)
        yield from _control(document)
    else:
        yield from _control(document)
        yield from _body(document, bare)
    yield from _end_sheet(open_points, labels_for(document.language), bare)


def _control(document: Document) -> Iterator[str]:
    if not document.control:
        return
    yield f'<section class="control" id="{_CONTROL}">'
    yield f'<h2 id="{_CONTROL}_title">{inert(labels_for(document.language).document_control)}</h2>'
    yield f'<table aria-labelledby="{_CONTROL}_title">'
    yield "<tbody>"
    for entry in document.control:
        yield f'<tr><th scope="row">{inert(entry.label)}</th><td>{inlines_html((entry.value,))}</td></tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</section>"


def _body(document: Document, bare: bool) -> Iterator[str]:
    labels = labels_for(document.language)
    for section in document.sections:
        yield '<section class="section">'
        yield _heading(2, section_anchor(section), section.number, section.title)
        for clause in section.clauses:
            yield '<section class="clause">'
            yield _heading(3, clause.id, clause.number, clause.title)
            yield from blocks_html(clause.blocks, Setting(4, clause_heading(clause), labels.table_in, bare=bare))
            yield "</section>"
        yield "</section>"
    for clause in document.appendices:
        yield from _appendix(clause, labels, bare)


def _end_sheet(open_points: tuple[Block, ...], labels: Labels, bare: bool) -> Iterator[str]:
    if open_points:
        yield '<section class="end-sheet">'
        yield _heading(2, END_ANCHOR, "", labels.before_approval)
        yield from blocks_html(open_points, Setting(3, labels.before_approval, labels.table_in, bare=bare))
        yield "</section>"


def _appendix(clause: Clause, labels: Labels, bare: bool) -> Iterator[str]:
    yield '<section class="appendix">'
    yield _heading(2, clause.id, f"{labels.appendix_of(clause.number)}:", clause.title)
    yield from blocks_html(clause.blocks, Setting(3, appendix_heading(clause, labels), labels.table_in, bare=bare))
    yield "</section>"


def _footer(document: Document) -> Iterator[str]:
    labels, version, as_at = labels_for(document.language), document.control_text("version"), law_as_at(document)
    yield '<footer class="foot">'
    name = f"{document.council.name}: {document.title}"
    yield f"<p>{inert(filled(labels.version_of, name=name, version=version) if version else name)}</p>"
    if as_at:
        yield f"<p>{inert(filled(labels.law_stated, date=as_at))}</p>"
    yield f'<p class="back"><a href="#{_TOP}">{inert(labels.back)}</a></p>'
    yield "</footer>"


def _heading(level: int, anchor: str, number: str, title: str) -> str:
    shown = f'<span class="number">{inert(number)}</span> {inert(title)}' if number else inert(title)
    return f'<h{level} id="{inert(anchor)}">{shown}</h{level}>'
