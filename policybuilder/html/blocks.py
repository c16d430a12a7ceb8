"""Blocks and inlines as HTML: a read-only table from each kind to a small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

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
    Marked,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    plain_text,
    without_links,
)
from policybuilder.html.text import escape, inert, inert_lines
from policybuilder.inert import address
from policybuilder.labels import filled


def unmarked(words: str) -> str:
    """Return words as they are."""
    return words


@dataclass(frozen=True)
class Setting:
    """Where blocks stand, and what that makes of them.

    `level` is that of a heading there: 0 where the page only shows a text, whose headings are none of its own. `name`
    is what a table is known by in a list of the page's regions, and `table_in` the words round it, "Table in {name}";
    without a name it has none. `mark` puts a mark round the words of each paragraph and cell. Where the clauses are not
    on the page, it is not `anchored`: references are mere words. It is `bare` where no style sheet of ours need be.
    """

    level: int = 0
    name: str = ""
    table_in: str = "{name}"
    mark: Callable[[str], str] = unmarked
    anchored: bool = True
    bare: bool = False


def blocks_html(blocks: Iterable[Block], place: Setting) -> Iterator[str]:
    """Yield the HTML of each block."""
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            # Regions of a page need names that differ, so that a person can tell them apart in a list.
            named = place if tables == 1 or not place.name else replace(place, name=f"{place.name} ({tables})")
            yield _table(block, named)
        else:
            yield BLOCKS[type(block)](block, place)


def _words(inlines: tuple[Inline, ...], place: Setting) -> str:
    return place.mark(inlines_html(inlines, place.anchored))


def _paragraph(block: Paragraph, place: Setting) -> str:
    return paragraph_html(block.number, _words(block.inlines, place))


def paragraph_html(number: str, words: str) -> str:
    """Return a paragraph of words that are HTML already, with its number where it has one."""
    return f'<p class="numbered">{numbered(number, words)}</p>' if number else f"<p>{words}</p>"


def numbered(number: str, words: str) -> str:
    """Return words that are HTML already, after a number where there is one."""
    return f'<span class="number">{inert(number)}</span> {words}' if number else words


def _heading(block: Heading, place: Setting) -> str:
    return heading_html(_words(block.inlines, place), place.level)


def heading_html(words: str, level: int) -> str:
    """Return a heading of words that are HTML already; of level 0, a line in bold."""
    return f"<h{level}>{words}</h{level}>" if level else f"<p><strong>{words}</strong></p>"


def _list(block: List, place: Setting) -> str:
    return list_html(block.ordered, [item_html(item, place) for item in block.items])


def list_html(ordered: bool, items: Iterable[str]) -> str:
    """Return a list of items that are HTML already."""
    tag = "ol" if ordered else "ul"
    inner = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>\n{inner}\n</{tag}>"


def item_html(item: ListItem, place: Setting) -> str:
    """Return an item's content: its only paragraph bare, several as paragraphs of their own."""
    if not item.blocks:
        return ""
    first, rest = item.blocks[0], item.blocks[1:]
    if isinstance(first, Paragraph) and not any(isinstance(block, Paragraph) for block in rest):
        return "\n".join((numbered(first.number, _words(first.inlines, place)), *blocks_html(rest, place)))
    return "\n".join(blocks_html(item.blocks, place))


def _table(block: Table, place: Setting) -> str:
    header, *rows = ([_words(cell.inlines, place) for cell in row] for row in (block.header, *block.rows))
    label = inert(filled(place.table_in, name=place.name)) if place.name else ""
    table = table_html(header, rows, label)
    # A table that fits needs no stop for the Tab key.
    return table if label and _fits_a_phone(block) else scrolling(table, label, place.bare)


def table_html(header: Sequence[str], rows: Iterable[Sequence[str]], label: str = "") -> str:
    """Return a table of cells that are HTML already; the first cell of a row says what the row is about."""
    named = f' aria-label="{label}"' if label else ""
    head = "".join([_header_cell(words, "col") for words in header])
    inner = "\n".join(_row(row) for row in rows)
    return f"<table{named}>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{inner}\n</tbody>\n</table>"


def scrolling(table: str, label: str = "", bare: bool = False, role: str = "region") -> str:
    """Return a table that scrolls by itself where a screen is too narrow; `bare`: also without our style sheet.

    With a label the keyboard reaches it; the role "group" is for pages that have many of them.
    """
    named = f' role="{role}" tabindex="0" aria-label="{label}"' if label else ""
    style = ' style="overflow-x: auto; overflow-wrap: normal"' if bare else ""
    return f'<div class="scroll"{style}{named}>\n{table}\n</div>'


def _row(row: Sequence[str]) -> str:
    cells = "".join([f"<td>{words}</td>" for words in row[1:]])
    return f"<tr>{_header_cell(row[0], 'row') if row else ''}{cells}</tr>"


def _header_cell(words: str, scope: str) -> str:
    # A header that says nothing would be announced as one.
    return f'<th scope="{scope}">{words}</th>' if words.strip() else "<td></td>"


def _fits_a_phone(block: Table) -> bool:
    """Say whether a table needs no scrolling: two columns at most, and no long word where words are kept whole."""
    kept_whole: tuple[Cell, ...] = (*block.header, *(row[0] for row in block.rows))
    return len(block.header) <= 2 and all(
        len(word) <= 18 for cell in kept_whole for word in plain_text(cell.inlines).split()
    )


def _quote(block: Quote, place: Setting) -> str:
    return "\n".join(("<blockquote>", *blocks_html(block.blocks, place), "</blockquote>"))


def _preformatted(block: Preformatted, place: Setting) -> str:
    return preformatted_html(place.mark(inert_lines(block.text)), place.bare)


def preformatted_html(words: str, bare: bool = False) -> str:
    """Return lines that are HTML already; `bare`: long ones wrap also without our style sheet."""
    style = ' style="white-space: pre-wrap"' if bare else ""
    # A browser drops a line end straight after the tag: without this one, the text's own would be lost.
    return f"<pre{style}>\n{words}</pre>"


BLOCKS: Mapping[type[Block], Callable[[Any, Setting], str]] = MappingProxyType(
    {
        Paragraph: _paragraph,
        Heading: _heading,
        List: _list,
        Table: _table,
        Quote: _quote,
        Preformatted: _preformatted,
    }
)
"""The function that writes each kind of block."""

# Inlines -------------------------------------------------------------------------------------------------


def inlines_html(inlines: Iterable[Inline], anchored: bool = True) -> str:
    """Return the HTML of some inlines. Not `anchored`, references are mere words."""
    return "".join([INLINES[type(inline)](inline, anchored) for inline in inlines])


def _text(inline: Text, _anchored: bool) -> str:
    return inert(inline.text)


def _strong(inline: Strong, anchored: bool) -> str:
    return f"<strong>{inlines_html(inline.inlines, anchored)}</strong>"


def _emphasis(inline: Emphasis, anchored: bool) -> str:
    return f"<em>{inlines_html(inline.inlines, anchored)}</em>"


def _marked(inline: Marked, anchored: bool) -> str:
    tag = "ins" if inline.came else "del"
    return f"<{tag}>{inlines_html(inline.inlines, anchored)}</{tag}>"


def _code(inline: Code, _anchored: bool) -> str:
    return f"<code>{inert(inline.text)}</code>"


def _link(inline: Link, anchored: bool) -> str:
    target, text = address(inline.target), plain_text(inline.inlines)
    words = inlines_html(without_links(inline.inlines), anchored)
    if not target or not text.strip():
        return words
    shows_address = ' class="address"' if text == target else ""  # on paper the address is not given twice
    return f'<a{shows_address} href="{escape(target)}">{words}</a>'


def _line_break(_inline: LineBreak, _anchored: bool) -> str:
    return "<br>"


def _value(value: Value, _anchored: bool) -> str:
    return inert(value.text) if value.confirmed else f'<mark class="to-confirm">{inert(value.text)}</mark>'


def _reference(inline: Reference, anchored: bool) -> str:
    return f'<a href="#{inert(inline.clause)}">{inert(inline.text)}</a>' if anchored else inert(inline.text)


INLINES: Mapping[type[Inline], Callable[[Any, bool], str]] = MappingProxyType(
    {
        Text: _text,
        Strong: _strong,
        Emphasis: _emphasis,
        Marked: _marked,
        Code: _code,
        Link: _link,
        LineBreak: _line_break,
        Value: _value,
        Reference: _reference,
    }
)
"""The function that writes each kind of inline."""
