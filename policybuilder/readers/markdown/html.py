"""Markdown -> HTML, by python-markdown -> blocks, element by element; what has no place in a policy is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor

from policybuilder.document import (
    Block,
    Cell,
    Code,
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
    Strong,
    Table,
    Text,
)
from policybuilder.readers.markdown.links import read_links_in_time
from policybuilder.readers.markdown.marks import VALUE_MARK, UnreadableMarkdownError, quotable

_SPACES = re.compile(r"[ \t\r\n]+")
_TABLE_LINE = re.compile(r"-{3,}:? *\||\| *:?-{3,}")
_MOST_LEVELS = 20
"""How deep elements nest; a list in a list in a list is six deep. Far below what would exhaust any reader or writer."""


class _WholeTables(TableProcessor):
    """Tables in which no row has more or fewer cells than the first: Markdown would drop what is beyond."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = len(self._split_row(row))  # type: ignore[attr-defined]  # the stubs leave it out
        if cells != len(align):
            found = f'a row of {cells} in a table of {len(align)} columns: "{quotable(row)}"'
            raise UnreadableMarkdownError(
                f"{found}; write \\| for a bar within a cell, and a blank line after the table"
            )
        super()._build_row(row, parent, align)  # type: ignore[misc]


def _converter() -> Markdown:
    # By their names, every package of the machine would be asked for extensions.
    converter = Markdown(extensions=[TableExtension(), SaneListExtension()], output_format="html")
    # Raw HTML is text here: a policy has none, and what looks like it must not vanish. Nor must the line that a
    # link reference is defined by, which in a policy is more likely a note in square brackets.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.parser.blockprocessors.deregister("reference")
    read_links_in_time(converter)
    tables = _WholeTables(converter.parser, {"use_align_attribute": False})
    converter.parser.blockprocessors.register(tables, "table", 75)
    return converter


_CONVERTER: list[Markdown] = []

_PLAIN = re.compile(r"(?!.*_)(?:[^\W\d]|\ue000)[\w \ue000\ue001.,;:?'\"()/%£€§‘’“”–—…-]*")
"""A line that begins with a letter or a value and holds nothing that Markdown knows: a paragraph as it is."""


_EMPTY_LINES = re.compile(r"\A(?:[ \t]*\n)+")


def convert(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, marks and all. Raises UnreadableMarkdownError."""
    # To the converter, spaces on a first line are code.
    text = _EMPTY_LINES.sub("", text)
    if _PLAIN.fullmatch(text):
        return (Paragraph((Text(_SPACES.sub(" ", text).rstrip(" ")),)),)
    if not _CONVERTER:
        _CONVERTER.append(_converter())
    try:
        converted = _CONVERTER[0].reset().convert(text)
        if not converted:
            return ()
        root = lxml.html.fragment_fromstring(converted, create_parent="div")
        if any(sum(1 for _ in element.iterancestors()) > _MOST_LEVELS for element in root.iter()):
            raise RecursionError
        return _blocks(root)
    except RecursionError:
        raise UnreadableMarkdownError("lists or marks are nested too deep; use at most three levels") from None
    finally:
        # A conversion that failed leaves its place in the lists behind, where the next text would start.
        if _CONVERTER[0].parser.state:
            _CONVERTER.clear()


# HTML -> skeleton ----------------------------------------------------------------------------------------


def _blocks(parent: HtmlElement) -> tuple[Block, ...]:
    """Return the blocks of an element whose content is blocks, or inlines that stand for one paragraph."""
    found: list[Block] = []
    loose: list[Inline] = []

    def close() -> None:
        inlines = _trimmed(loose)
        if inlines:
            found.append(Paragraph(inlines))
        loose.clear()

    loose.extend(_words(parent.text))
    for child in parent:
        if child.tag in _BLOCKS:
            close()
            found.append(_BLOCKS[child.tag](child))
        else:
            loose.extend(_inline(child))
        loose.extend(_words(child.tail))
    close()
    return tuple(found)


def _paragraph(element: HtmlElement) -> Block:
    text = str(element.text_content())
    if _TABLE_LINE.search(text):
        reason = "a table needs a blank line before it, and as many columns in its second line as in its first"
        raise UnreadableMarkdownError(f'{reason}: "{quotable(text)}"')
    return Paragraph(_trimmed(_inlines(element)))


def _heading(element: HtmlElement) -> Block:
    return Heading(_trimmed(_inlines(element)))


def _list(element: HtmlElement) -> Block:
    if element.get("start", "1") != "1":
        reason = f"a numbered list starts at 1, not at {element.get('start')}"
        raise UnreadableMarkdownError(f"{reason}; write \\. for a number that is no list")
    return List(element.tag == "ol", tuple(ListItem(_blocks(item)) for item in element))


def _table(element: HtmlElement) -> Block:
    rows = [tuple(Cell(_trimmed(_inlines(cell))) for cell in row) for row in element.iter("tr")]
    return Table(rows[0], tuple(rows[1:]))


def _quote(element: HtmlElement) -> Block:
    return Quote(_blocks(element))


def _preformatted(element: HtmlElement) -> Block:
    return Preformatted(str(element.text_content()).rstrip("\n"))


def _refused(_: HtmlElement) -> Block:
    raise UnreadableMarkdownError("a line across the page has no place in a policy")


_BLOCKS: dict[str, Callable[[HtmlElement], Block]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "ul": _list,
    "ol": _list,
    "table": _table,
    "blockquote": _quote,
    "pre": _preformatted,
    "hr": _refused,
}


def _inlines(element: HtmlElement) -> list[Inline]:
    found = _words(element.text)
    for child in element:
        found.extend(_inline(child))
        found.extend(_words(child.tail))
    return found


def _inline(element: HtmlElement) -> list[Inline]:
    match element.tag:
        case "strong":
            return [Strong(tuple(_inlines(element)))]
        case "em":
            return [Emphasis(tuple(_inlines(element)))]
        case "code":
            return [Code(_SPACES.sub(" ", str(element.text_content())))]
        case "a":
            if element.get("title"):
                raise UnreadableMarkdownError(f'the title of a link is never shown: "{element.get("title")}"')
            return [Link(_safe_target(element.get("href", "")), tuple(_inlines(element)))]
        case "br":
            return [LineBreak()]
        case "img":
            raise UnreadableMarkdownError("images are not used in policies; describe it in words")
    raise UnreadableMarkdownError(f"<{element.tag}> has no place in a policy")


def _safe_target(target: str) -> str:
    if not re.match(r"(https?://|mailto:)[^\s<>\"]+$", target) or VALUE_MARK.search(target):
        raise UnreadableMarkdownError(f'links lead to https:// or mailto: addresses, not "{target}"')
    return target


def _words(text: str | None) -> list[Inline]:
    """Return a run of text with its white space folded; marks stay for `_fill` to replace."""
    return [Text(_SPACES.sub(" ", text))] if text else []


def _trimmed(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines without white space at the ends and around line breaks."""
    kept = list(inlines)
    for index, inline in enumerate(kept):
        if isinstance(inline, Text):
            text = inline.text
            if index == 0 or isinstance(kept[index - 1], LineBreak):
                text = text.lstrip(" ")
            if index == len(kept) - 1 or isinstance(kept[index + 1], LineBreak):
                text = text.rstrip(" ")
            kept[index] = Text(text)
    return tuple(inline for inline in kept if inline != Text(""))
