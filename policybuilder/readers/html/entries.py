"""HTML elements -> headings and blocks, of whatever page or Markdown. Words are kept, the rest is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from policybuilder.document import (
    Block,
    Cell,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    Text,
    plain_text,
)
from policybuilder.readers.outline import Entry, HeadingLine

MARK = "\ue010"
"""Stands on both sides of a heading's anchor, before the heading's words."""

_BOLD_NUMBER = re.compile(r"(?:\d+|[A-Z]{1,2})(?:\.\d+)+")


_LINES = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dt", "dd", "br"})


def texts_of(html: HtmlElement) -> Iterator[str]:
    """Yield the words of the page, those of anchors left out; what stands on lines of its own is parted from the rest.

    A picture is read as what it says it shows.
    """
    parts: list[str] = []
    for event, node in etree.iterwalk(html, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            parts.append((node.tail or "") if event == "end" else "")
            continue
        parts.append(" " if node.tag in _LINES else "")
        if event == "start":
            parts += [node.get("alt") or "" if node.tag == "img" else "", node.text or ""]
        elif node is not html:
            parts.append(node.tail or "")
    yield re.sub(f"{MARK}[^{MARK}]*{MARK}", " ", "".join(parts))


def entries_of(root: HtmlElement) -> Iterator[Entry]:
    """Yield the headings and blocks of an element in reading order."""
    loose: list[Inline] = list(_words(root.text))
    for child in root:
        if not isinstance(child.tag, str):
            continue
        if re.fullmatch(r"h[1-6]", child.tag):
            yield from _paragraphs(loose)
            loose = []
            yield _heading(child)
        elif child.tag in _BLOCK_TAGS:
            yield from _paragraphs(loose)
            loose = []
            yield from _blocks_of(child)
        elif child.tag in ("div", "section", "article", "main", "header", "footer", "center", "details"):
            yield from _paragraphs(loose)
            loose = []
            yield from entries_of(child)
        else:
            loose.extend(_inline(child))
        loose.extend(_words(child.tail))
    yield from _paragraphs(loose)


_BLOCK_TAGS = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "hr", "dl", "script", "style"})


def _heading(element: HtmlElement) -> HeadingLine:
    text = " ".join(str(element.text_content()).split())
    anchor = ""
    if text.startswith(MARK):
        _, anchor, text = text.split(MARK, 2)
    clause = "" if anchor.startswith(("section_", "page_")) else anchor
    return HeadingLine(int(element.tag[1]), text.strip(), clause=clause, anchor=anchor)


def _blocks_of(element: HtmlElement) -> Iterator[Block]:
    match element.tag:
        case "p":
            yield from _paragraphs(list(_inlines(element)))
        case "ul" | "ol":
            items = tuple(ListItem(tuple(_inner(item))) for item in element if item.tag == "li")
            if items:
                yield List(element.tag == "ol", items)
        case "dl":
            texts = (Paragraph(_trimmed(list(_inlines(child)))) for child in element)
            yield List(False, tuple(ListItem((text,)) for text in texts if text.inlines))
        case "table":
            rows = [[Cell(_trimmed(list(_inlines(cell)))) for cell in row if cell.tag in ("td", "th")]
                    for row in element.iter("tr")]  # fmt: skip
            width = max((len(row) for row in rows), default=0)
            if width:
                filled = [(*row, *(Cell(()) for _ in range(width - len(row)))) for row in rows]
                yield Table(filled[0], tuple(filled[1:]))
        case "blockquote":
            yield Quote(tuple(_inner(element)))
        case "pre":
            yield Preformatted(str(element.text_content()).strip("\n"))


def _inner(element: HtmlElement) -> Iterator[Block]:
    for entry in entries_of(element):
        yield Paragraph((Strong((Text(entry.text),)),)) if isinstance(entry, HeadingLine) else entry


def _paragraphs(inlines: list[Inline]) -> Iterator[Block]:
    trimmed = _trimmed(inlines)
    if not plain_text(trimmed).strip():
        return
    first = trimmed[0]
    if isinstance(first, Strong) and _BOLD_NUMBER.fullmatch(plain_text(first.inlines)):
        # Our own Markdown writes a paragraph's number as bold words.
        yield Paragraph(_trimmed(list(trimmed[1:])), plain_text(first.inlines))
    else:
        yield Paragraph(trimmed)


def _inlines(element: HtmlElement) -> Iterator[Inline]:
    yield from _words(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _inline(child)
        yield from _words(child.tail)


def _inline(element: HtmlElement) -> Iterator[Inline]:
    match element.tag:
        case "strong" | "b":
            yield Strong(tuple(_inlines(element)))
        case "em" | "i":
            yield Emphasis(tuple(_inlines(element)))
        case "code":
            yield Code(str(element.text_content()))
        case "br":
            yield LineBreak()
        case "img":
            yield from _words(element.get("alt"))
        case "script" | "style":
            return
        case "a":
            target = element.get("href", "")
            if re.match(r"(https?://|mailto:)\S+$", target):
                yield Link(target, tuple(_inlines(element)))
            else:
                yield from _inlines(element)
        case _:
            yield from _inlines(element)


def _words(text: str | None) -> Iterator[Inline]:
    if text:
        yield Text(re.sub(r"\s+", " ", text))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    kept = list(inlines)
    while kept and isinstance(kept[0], Text | LineBreak) and not plain_text((kept[0],)).strip():
        del kept[0]
    while kept and isinstance(kept[-1], Text | LineBreak) and not plain_text((kept[-1],)).strip():
        del kept[-1]
    if kept and isinstance(kept[0], Text):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and isinstance(kept[-1], Text):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
