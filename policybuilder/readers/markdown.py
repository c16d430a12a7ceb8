"""Markdown text -> blocks of a `Document`.

python-markdown turns the text into HTML, which is read with lxml and mapped, element by element, to blocks and
inlines; anything that has no place in a policy is refused. Filled-in values stand in the text as marks (see
`VALUE_MARK`), so no value is ever read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown

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

VALUE_MARK = re.compile("\ue000([0-9]+)\ue001")
"""A filled-in value in the text: its number between two private-use characters, which authors cannot write."""

_SPACES = re.compile(r"[ \t\r\n]+")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S")
_NESTED_ITEM = re.compile(r"^( +)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S")


class UnreadableMarkdownError(ValueError):
    """The text holds something that has no place in a policy, such as an image; the message says what."""


def value_mark(number: int) -> str:
    """Return the mark of the value with this number, to stand in a text that is to be read."""
    return f"\ue000{number}\ue001"


def read_blocks(text: str, values: Sequence[Inline] = ()) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, with `values[n]` where mark n stands.

    Raises UnreadableMarkdownError for what a policy does not hold (images, rules, code with a language …).
    """
    return tuple(_fill_block(block, values) for block in _skeleton(text))


def flattened_lists(text: str) -> list[tuple[int, str]]:
    """Return the lines on which Markdown would silently flatten a list, with the reason for each.

    A list straight after a paragraph becomes part of it; an item indented by one to three spaces below another does
    not nest. Both look right in the source and wrong in the document. Lines count from 1.
    """
    found = []
    previous, in_list = "", False
    for number, line in enumerate(text.split("\n"), start=1):
        item, nested = _ITEM.match(line), _NESTED_ITEM.match(line)
        if item and previous.strip() and not in_list:
            found.append((number, "a list needs a blank line before it"))
        if nested and in_list and len(nested.group(1)) % 4:
            found.append((number, "nested items are indented by four spaces"))
        if line.strip():
            in_list = bool(item) or (in_list and line.startswith(" ")) or (in_list and bool(previous.strip()))
        previous = line
    return found


def _converter() -> Markdown:
    converter = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    # Raw HTML is text here: a policy has none, and what looks like it must not vanish.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


_CONVERTER: list[Markdown] = []


@lru_cache(maxsize=4096)
def _skeleton(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text with its marks unread. Councils share most text, so it is kept."""
    if not _CONVERTER:
        _CONVERTER.append(_converter())
    html = _CONVERTER[0].reset().convert(text)
    if not html:
        return ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return _blocks(root)


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
    return Paragraph(_trimmed(_inlines(element)))


def _heading(element: HtmlElement) -> Block:
    return Heading(_trimmed(_inlines(element)))


def _list(element: HtmlElement) -> Block:
    return List(element.tag == "ol", tuple(ListItem(_blocks(item)) for item in element))


def _table(element: HtmlElement) -> Block:
    rows = [tuple(Cell(_trimmed(_inlines(cell))) for cell in row) for row in element.iter("tr")]
    return Table(rows[0], tuple(rows[1:]))


def _quote(element: HtmlElement) -> Block:
    return Quote(_blocks(element))


def _preformatted(element: HtmlElement) -> Block:
    return Preformatted(str(element.text_content()).rstrip("\n"))


def _refused(element: HtmlElement) -> Block:
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
            return [Code(str(element.text_content()))]
        case "a":
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


# Values for marks ----------------------------------------------------------------------------------------


def _fill_block(block: Block, values: Sequence[Inline]) -> Block:
    match block:
        case Paragraph(inlines=inlines, number=number):
            return Paragraph(_fill(inlines, values), number)
        case Heading(inlines=inlines):
            return Heading(_fill(inlines, values))
        case List(ordered=ordered, items=items):
            filled = (tuple(_fill_block(child, values) for child in item.blocks) for item in items)
            return List(ordered, tuple(ListItem(blocks) for blocks in filled))
        case Table(header=header, rows=rows):
            return Table(_fill_row(header, values), tuple(_fill_row(row, values) for row in rows))
        case Quote(blocks=blocks):
            return Quote(tuple(_fill_block(child, values) for child in blocks))
        case Preformatted(text=text):
            return Preformatted(_fill_text(text, values))


def _fill_row(row: tuple[Cell, ...], values: Sequence[Inline]) -> tuple[Cell, ...]:
    return tuple(Cell(_fill(cell.inlines, values)) for cell in row)


def _fill(inlines: tuple[Inline, ...], values: Sequence[Inline]) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                if "\ue000" not in text:
                    found.append(inline)
                    continue
                for index, part in enumerate(VALUE_MARK.split(text)):
                    if index % 2:
                        found.append(values[int(part)])
                    elif part:
                        found.append(Text(part))
            case Strong(inlines=inner):
                found.append(Strong(_fill(inner, values)))
            case Emphasis(inlines=inner):
                found.append(Emphasis(_fill(inner, values)))
            case Link(target=target, inlines=inner):
                found.append(Link(target, _fill(inner, values)))
            case Code(text=text):
                found.append(Code(_fill_text(text, values)))
            case _:
                found.append(inline)
    return tuple(found)


def _fill_text(text: str, values: Sequence[Inline]) -> str:
    """Return a text in which nothing can be marked up with the bare words of its values."""

    def words(found: re.Match[str]) -> str:
        return str(getattr(values[int(found.group(1))], "text", ""))

    return VALUE_MARK.sub(words, text)
