"""A page or a page's body that was built here -> a `Document`. HTML from elsewhere is refused: it has no one shape."""

from __future__ import annotations

import re

import lxml.html
from lxml.html import HtmlElement

from policybuilder.document import Cell, ControlEntry, Document, Quote, Table, Text, block_text
from policybuilder.errors import Location, fail
from policybuilder.printed import CONTENTS_LIST, COVER, END_SHEET, NOTE, Printed, PrintedLine, words_in
from policybuilder.readers.html.entries import MARK, entries_of, texts_of
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.own_front import control_entries, is_drafting_note, lines_of, printed

_FOOT = "Foot"
MAX_CHARACTERS, MAX_TAG = 5_000_000, 10_000
"""How long a page and a tag in it may be: what reads tags takes a time that grows with the square of their length."""


def read_html_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of an HTML file that was built here, and what else the file prints.

    Raises PolicyBuilderError, located at `name`, for any other file.
    """
    root = page_tree(page_text(content, name), name)
    body = root.find(".//body")
    page = root if body is None else body
    title = " ".join(str(page.xpath("string(.//header//h1)")).split())
    every = words_in(texts_of(page))
    try:
        around = taken_lines(page, ".//a[@class='skip'] | .//header | .//p[@class='notice']", COVER)
        left_out = taken_lines(page, ".//nav", CONTENTS_LIST)
        control = _control(page)
        around += taken_lines(page, ".//section[@class='end-sheet']", END_SHEET)
        around += taken_lines(page, ".//footer", _FOOT)
        policy = []
        for entry in _policy(page):
            if isinstance(entry, Quote) and is_drafting_note(block_text(entry)):
                around += lines_of(NOTE, entry)
            else:
                policy.append(entry)
    except RecursionError:
        raise fail(Location(name), "the page is nested too deep", "html", "name a page as it was built") from None
    if not control or not policy:
        hint = "name a page as it was built here; a page from a website or another program is not read"
        raise fail(Location(name), "this is no page that policybuilder built", "html", hint)
    around = [line for line in around if line.text != title]
    document = assemble(name, title, policy, control)
    return document, printed("html", document, bool(title), around, left_out, every)


def page_text(content: bytes, name: str) -> str:
    """Return a page's text. Raises PolicyBuilderError for what is not UTF-8 and for what would be read too slowly."""
    try:
        text = content.decode("utf-8-sig")
    except ValueError:
        raise fail(Location(name), "not a page in UTF-8", "html", "name a page as it was built") from None
    if len(text) > MAX_CHARACTERS:
        raise fail(Location(name), f"the page is longer than {MAX_CHARACTERS:,} characters", "too-large")
    if re.search(rf"<[^<>]{{{MAX_TAG}}}", text):
        raise fail(Location(name), f"a tag of the page is longer than {MAX_TAG:,} characters", "too-large")
    return text


def page_tree(text: str, name: str) -> HtmlElement:
    """Return the elements of a page's text. Raises PolicyBuilderError where it has none."""
    try:
        # A page is UTF-8, whatever it says of itself.
        return lxml.html.document_fromstring(text.encode(), lxml.html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml.etree.LxmlError):
        raise fail(Location(name), "this is no page", "html", "name a page as it was built") from None


def taken_lines(page: HtmlElement, path: str, place: str) -> list[PrintedLine]:
    """Take elements out of the page, and return the lines that they print."""
    found: list[PrintedLine] = []
    for element in page.xpath(path):
        for entry in list(entries_of(element)):
            if isinstance(entry, HeadingLine):
                found.append(PrintedLine(place, entry.text))
            else:
                found += lines_of(place, entry)
        element.drop_tree()
    return found


def _control(page: HtmlElement) -> tuple[ControlEntry, ...]:
    """Take the control table out of the page, and return its rows."""
    sections = page.xpath(".//section[@class='control']")
    if not sections:
        return ()
    rows = tuple(
        tuple(Cell((Text(str(cell.text_content())),)) for cell in row if cell.tag in ("th", "td"))
        for row in sections[0].iter("tr")
    )
    sections[0].drop_tree()
    return control_entries(Table((), tuple(row for row in rows if row)))


def _policy(page: HtmlElement) -> list[Entry]:
    """Return the headings and blocks of the text, each heading with the clause that its id names."""
    for heading in page.xpath(".//h2[@id] | .//h3[@id]"):
        heading.text = f"{MARK}{heading.get('id')}{MARK}{heading.text or ''}"
    return list(entries_of(page))
