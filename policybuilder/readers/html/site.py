"""A page of any website -> a `Document`: its text without what the site puts round every page, which is named."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from policybuilder.document import Document
from policybuilder.errors import Location, fail
from policybuilder.printed import Printed, PrintedLine, words_in
from policybuilder.readers.html.entries import entries_of, texts_of
from policybuilder.readers.html.page import page_text, page_tree, taken_lines
from policybuilder.readers.outline import HeadingLine, assemble
from policybuilder.readers.own_front import printed

AROUND = "Round the page"
"""Where the words stand that a site puts round every page: navigation, search, cookies, its foot."""

_ALWAYS = (
    "script | .//style | .//noscript | .//template | .//svg | .//iframe | .//object | .//button | .//select | .//input"
)
_PARTS = (
    ".//nav | .//form | .//aside | .//*[@role='navigation' or @role='search' or @role='banner' or @role='contentinfo'"
    " or @role='complementary' or @role='alert' or @role='dialog'] | .//*[@hidden or @aria-hidden='true']"
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|sidebar|share|sharing|social|skip|"
    r"related|search|footer|banner|pagination|feedback|toc|contents-list|page-updated|print)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEAST = 200
"""How many characters a part must have to be taken for the page's text."""


def read_site_page(content: bytes, name: str) -> tuple[Document, Printed]:
    """Return the policy of a page of any website, and what was left out of it.

    Raises PolicyBuilderError, located at `name`, for what is no page, and for one without text of its own.
    """
    root = page_tree(page_text(content, name), name)
    title = " ".join(str(root.xpath("string(.//title)")).split())
    body = root.find(".//body")
    page = root if body is None else body
    every = words_in(texts_of(page))
    for element in page.xpath(f".//{_ALWAYS}"):
        element.drop_tree()
    try:
        main = _main(page)
        around = _left_out(page, main)
        entries = list(entries_of(main))
    except RecursionError:
        raise fail(Location(name), "the page is nested too deep", "html", "save its text as a Word document") from None
    first = next((entry for entry in entries if isinstance(entry, HeadingLine)), None)
    if first is not None and first.level == 1:
        title = first.text
        entries.remove(first)
    if not any(not isinstance(entry, HeadingLine) for entry in entries):
        hint = "open the page, copy its text into a Word document and name that"
        raise fail(Location(name), "the page holds no text of its own", "html-empty", hint)
    document = assemble(name, title, entries)
    left_out = [line for line in around if line.text]
    return document, printed("html", document, bool(title), [], left_out, every)


def _main(page: HtmlElement) -> HtmlElement:
    """Return the part of a page that holds its text: what says so, else the whole."""
    for path in (
        ".//main",
        ".//*[@role='main']",
        ".//article",
        ".//*[@id='content' or @id='main' or @id='main-content']",
    ):
        found = [each for each in page.xpath(path) if len(str(each.text_content()).strip()) >= _LEAST]
        if found:
            return max(found, key=lambda each: len(str(each.text_content())))
    return page


def _left_out(page: HtmlElement, main: HtmlElement) -> list[PrintedLine]:
    """Take what is no text of the policy out of a page, and return the lines of it."""
    around: list[PrintedLine] = []
    around += taken_lines(main, _PARTS, AROUND)
    named = [each for each in main.iter() if isinstance(each.tag, str) and each is not main and _is_named(each)]
    for element in named:
        if element.getparent() is not None and len(str(element.text_content())) < len(str(main.text_content())) / 2:
            around += taken_lines(element, ".", AROUND)
    if main is not page:
        copied = [" ".join(str(text).split()) for text in page.xpath(".//text()") if not _within(text, main)]
        around += [PrintedLine(AROUND, text) for text in copied if text]
    else:
        around += taken_lines(page, "./header | ./footer | .//footer", AROUND)
    return around


def _is_named(element: HtmlElement) -> bool:
    if element.tag in ("body", "main", "article", "h1", "h2", "h3", "p", "li"):
        return False
    return bool(_NAMED.search(element.get("class", "")) or _NAMED.search(element.get("id", "")))


def _within(text: object, main: HtmlElement) -> bool:
    parent = text.getparent()  # type: ignore[attr-defined]
    tail = bool(getattr(text, "is_tail", False))
    above = parent.getparent() if tail else parent
    while above is not None:
        if above is main:
            return True
        above = above.getparent()
    return False
