"""A document as HTML: a whole page, or its body for a content system.

The page needs nothing but itself: one embedded style sheet, no script, no font, no request. Every number is
text, so that it is read aloud, found by a search and kept when the words are copied. Each kind of node is
written by one small function; the tables INLINES and BLOCKS say which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Code,
    ControlEntry,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    plain_text,
)
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
from policybuilder.writers.html_style import STYLE
from policybuilder.writers.inert import address, lines, one_line, without_links

# The page's own anchors hold an underscore, which no clause id does: "document-control" is a clause.
_TOP, _NAV, _MAIN, _CONTROL = "page_top", "page_contents", "page_text", "page_control"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy of the page: even text that slipped through could run nothing and fetch nothing."""


def write_html(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document as a whole page, UTF-8."""
    document = with_drafting_notes(document)
    open_points = before_approval(document)
    title = _text(f"{document.title} - {document.council.name}")
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{_text(document.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        f'<body id="{_TOP}">',
        f'<a class="skip" href="#{_MAIN}">{_text(labels_for(document.language).skip)}</a>',
        *_header(document),
        '<div class="page">',
        *_contents(document, open_points),
        f'<main id="{_MAIN}" tabindex="-1">',
        *_text_and_control(document, open_points),
        "</main>",
        "</div>",
        *_footer(document),
        "</body>",
        "</html>",
    )
    return ("\n".join(parts) + "\n").encode()


def write_html_body(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document, UTF-8, to be put into a content system's page: no head, header, main or footer.

    The page that holds it has the title as its `h1`; headings here begin at `h2`. Its style is used too.
    """
    document = with_drafting_notes(document)
    open_points = before_approval(document)
    parts = (
        f'<div class="policy" lang="{_text(document.language)}">',
        *_notice(document),
        *_contents(document, open_points),
        *_text_and_control(document, open_points),
        "</div>",
    )
    return ("\n".join(parts) + "\n").encode()


# Around the clauses --------------------------------------------------------------------------------------


def _header(document: Document) -> Iterator[str]:
    yield '<header class="masthead">'
    yield f'<p class="council">{_text(document.council.name)}</p>'
    yield f"<h1>{_text(document.title)}</h1>"
    facts = [_fact(entry) for entry in document.control if entry.id in ("version", "status", "review_date")]
    if facts:
        yield f'<ul class="facts">{"".join(facts)}</ul>'
    yield from _notice(document)
    yield "</header>"


def _notice(document: Document) -> Iterator[str]:
    if notice := illustrative_notice(document):
        word = labels_for(document.language).illustrative
        yield f'<p class="notice"><strong>{_text(word)}</strong> {_text(notice)}</p>'


def _fact(entry: ControlEntry) -> str:
    return f"<li>{_text(entry.label)}: {_value(entry.value)}</li>"


def _contents(document: Document, open_points: tuple[Block, ...]) -> Iterator[str]:
    if is_compact(document):
        return
    labels = labels_for(document.language)
    yield f'<nav class="contents" id="{_NAV}" aria-label="{_text(labels.contents)}">'
    yield f"<details open><summary><h2>{_text(labels.contents)}</h2></summary>"
    yield "<ol>"
    for section in document.sections:
        yield f"<li>{_entry(section_anchor(section), section_heading(section))}"
        yield "<ol>"
        for clause in section.clauses:
            yield f"<li>{_entry(clause.id, clause_heading(clause))}</li>"
        yield "</ol></li>"
    for clause in document.appendices:
        yield f"<li>{_entry(clause.id, appendix_heading(clause, labels))}</li>"
    if open_points:
        yield f"<li>{_entry(END_ANCHOR, labels.before_approval)}</li>"
    yield "</ol>"
    yield "</details>"
    yield "</nav>"


def _entry(anchor: str, heading: str) -> str:
    return f'<a href="#{_text(anchor)}">{_text(heading)}</a>'


def _text_and_control(document: Document, open_points: tuple[Block, ...]) -> Iterator[str]:
    if is_compact(document):
        yield from _body(document)
        yield from _control(document)
    else:
        yield from _control(document)
        yield from _body(document)
    yield from _end_sheet(open_points, labels_for(document.language))


def _control(document: Document) -> Iterator[str]:
    if not document.control:
        return
    yield f'<section class="control" id="{_CONTROL}">'
    yield f'<h2 id="{_CONTROL}_title">{_text(labels_for(document.language).document_control)}</h2>'
    yield f'<table aria-labelledby="{_CONTROL}_title">'
    yield "<tbody>"
    for entry in document.control:
        yield f'<tr><th scope="row">{_text(entry.label)}</th><td>{_value(entry.value)}</td></tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</section>"


def _body(document: Document) -> Iterator[str]:
    labels = labels_for(document.language)
    for section in document.sections:
        yield '<section class="section">'
        yield _heading(2, section_anchor(section), section.number, section.title)
        for clause in section.clauses:
            yield '<section class="clause">'
            yield _heading(3, clause.id, clause.number, clause.title)
            yield from _blocks(clause.blocks, Place(4, clause_heading(clause), labels.table_in))
            yield "</section>"
        yield "</section>"
    for clause in document.appendices:
        yield from _appendix(clause, labels)


def _end_sheet(open_points: tuple[Block, ...], labels: Labels) -> Iterator[str]:
    if open_points:
        yield '<section class="end-sheet">'
        yield _heading(2, END_ANCHOR, "", labels.before_approval)
        yield from _blocks(open_points, Place(3, labels.before_approval, labels.table_in))
        yield "</section>"


def _appendix(clause: Clause, labels: Labels) -> Iterator[str]:
    yield '<section class="appendix">'
    yield _heading(2, clause.id, f"{labels.appendix_of(clause.number)}:", clause.title)
    yield from _blocks(clause.blocks, Place(3, appendix_heading(clause, labels), labels.table_in))
    yield "</section>"


def _footer(document: Document) -> Iterator[str]:
    labels, version, as_at = labels_for(document.language), document.control_text("version"), law_as_at(document)
    yield '<footer class="foot">'
    name = f"{document.council.name}: {document.title}"
    yield f"<p>{_text(filled(labels.version_of, name=name, version=version) if version else name)}</p>"
    if as_at:
        yield f"<p>{_text(filled(labels.law_stated, date=as_at))}</p>"
    yield f'<p class="back"><a href="#{_TOP}">{_text(labels.back)}</a></p>'
    yield "</footer>"


def _heading(level: int, anchor: str, number: str, title: str) -> str:
    shown = f'<span class="number">{_text(number)}</span> {_text(title)}' if number else _text(title)
    return f'<h{level} id="{_text(anchor)}">{shown}</h{level}>'


# Blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where blocks stand: the level of a heading there, and the name that a table there is known by.

    `table_in` are the words for a table, "Table in {name}".
    """

    level: int
    name: str
    table_in: str


def _blocks(blocks: tuple[Block, ...], place: Place) -> Iterator[str]:
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            # Regions of a page need names that differ, so that a person can tell them apart in a list.
            named = place if tables == 1 else replace(place, name=f"{place.name} ({tables})")
            yield _table(block, named)
        else:
            yield BLOCKS[type(block)](block, place)


def _paragraph(block: Paragraph, _place: Place) -> str:
    return f'<p class="numbered">{_numbered(block)}</p>' if block.number else f"<p>{_numbered(block)}</p>"


def _numbered(block: Paragraph) -> str:
    words = _inlines(block.inlines)
    return f'<span class="number">{_text(block.number)}</span> {words}' if block.number else words


def _block_heading(block: Heading, place: Place) -> str:
    return f"<h{place.level}>{_inlines(block.inlines)}</h{place.level}>"


def _list(block: List, place: Place) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "\n".join(f"<li>{_item(item, place)}</li>" for item in block.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _item(item: ListItem, place: Place) -> str:
    """Return an item's content: its only paragraph bare, several as paragraphs of their own."""
    first, rest = item.blocks[0], item.blocks[1:]
    if isinstance(first, Paragraph) and not any(isinstance(block, Paragraph) for block in rest):
        return "\n".join((_numbered(first), *_blocks(rest, place)))
    return "\n".join(_blocks(item.blocks, place))


def _table(block: Table, place: Place) -> str:
    label = _text(filled(place.table_in, name=place.name))
    head = "".join([_header_cell(cell, "col") for cell in block.header])
    rows = "\n".join(_row(row) for row in block.rows)
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    table = f'<table aria-label="{label}">\n{body}\n</table>'
    if _fits_a_phone(block):
        return table  # and needs no stop for the Tab key
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n{table}\n</div>'


def _row(row: tuple[Cell, ...]) -> str:
    cells = "".join([f"<td>{_inlines(cell.inlines)}</td>" for cell in row[1:]])
    return f"<tr>{_header_cell(row[0], 'row')}{cells}</tr>"


def _fits_a_phone(block: Table) -> bool:
    """Say whether a table needs no scrolling: two columns at most, and no long word where words are kept whole."""
    kept_whole = (*block.header, *(row[0] for row in block.rows))
    return len(block.header) <= 2 and all(
        len(word) <= 18 for cell in kept_whole for word in plain_text(cell.inlines).split()
    )


def _header_cell(cell: Cell, scope: str) -> str:
    words = _inlines(cell.inlines)
    # A header that says nothing would be announced as one.
    return f'<th scope="{scope}">{words}</th>' if words.strip() else "<td></td>"


def _quote(block: Quote, place: Place) -> str:
    return "\n".join(("<blockquote>", *_blocks(block.blocks, place), "</blockquote>"))


def _preformatted(block: Preformatted, _place: Place) -> str:
    # A browser drops a line end straight after the tag: without this one, the text's own would be lost.
    return f"<pre>\n{_escape(lines(block.text))}</pre>"


BLOCKS: Mapping[type[Block], Callable[[Any, Place], str]] = MappingProxyType(
    {
        Paragraph: _paragraph,
        Heading: _block_heading,
        List: _list,
        Table: _table,
        Quote: _quote,
        Preformatted: _preformatted,
    }
)
"""The function that writes each kind of block."""

# Inlines -------------------------------------------------------------------------------------------------


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join([INLINES[type(inline)](inline) for inline in inlines])


def _text_inline(inline: Text) -> str:
    return _text(inline.text)


def _strong(inline: Strong) -> str:
    return f"<strong>{_inlines(inline.inlines)}</strong>"


def _emphasis(inline: Emphasis) -> str:
    return f"<em>{_inlines(inline.inlines)}</em>"


def _code(inline: Code) -> str:
    return f"<code>{_text(inline.text)}</code>"


def _link(inline: Link) -> str:
    target, text = address(inline.target), plain_text(inline.inlines)
    words = _inlines(without_links(inline.inlines))
    if not target or not text.strip():
        return words
    shows_address = ' class="address"' if text == target else ""  # on paper the address is not given twice
    return f'<a{shows_address} href="{_escape(target)}">{words}</a>'


def _line_break(_inline: LineBreak) -> str:
    return "<br>"


def _value(value: Value) -> str:
    return _text(value.text) if value.confirmed else f'<mark class="to-confirm">{_text(value.text)}</mark>'


def _reference(inline: Reference) -> str:
    return f'<a href="#{_text(inline.clause)}">{_text(inline.text)}</a>'


INLINES: Mapping[type[Inline], Callable[[Any], str]] = MappingProxyType(
    {
        Text: _text_inline,
        Strong: _strong,
        Emphasis: _emphasis,
        Code: _code,
        Link: _link,
        LineBreak: _line_break,
        Value: _value,
        Reference: _reference,
    }
)
"""The function that writes each kind of inline."""


def _text(text: str) -> str:
    return _escape(one_line(text))


def _escape(text: str) -> str:
    """Return text that is inert both between tags and within a double-quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
