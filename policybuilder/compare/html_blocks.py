"""Marked blocks as HTML: the old side, the new side, or both in one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from html import escape
from itertools import zip_longest

from policybuilder.compare.marked import (
    ChangedCell,
    ChangedItem,
    ChangedList,
    ChangedQuote,
    ChangedRow,
    ChangedTable,
    ChangedText,
    MarkedBlock,
    Only,
    Rebroken,
    Run,
    Same,
    Side,
)
from policybuilder.compare.sentences import Piece
from policybuilder.compare.tokens import Token, from_tokens
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
    Reference,
    Strong,
    Table,
    Text,
    Value,
)

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+$", re.IGNORECASE)


class View(Enum):
    """Which text to show."""

    OLD = "old"
    NEW = "new"
    BOTH = "both"

    def shows(self, side: Side) -> bool:
        """Return whether this view shows what stands on one side alone."""
        return self in (View.BOTH, View(side))


def sides_of(blocks: Iterable[MarkedBlock]) -> Iterator[tuple[bool, str, str]]:
    """Yield each block as a row: whether it is the same, and its HTML on the old and on the new side.

    What was taken out and what was put in at one place stand abreast.
    """
    gone: list[str] = []
    come: list[str] = []
    for block in blocks:
        old, new = ("".join(blocks_html([block], view)) for view in (View.OLD, View.NEW))
        if isinstance(block, Only):
            (gone if block.side == "old" else come).append(old or new)
            continue
        yield from _abreast(gone, come)
        gone, come = [], []
        yield isinstance(block, Same), old, new
    yield from _abreast(gone, come)


def _abreast(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    for old, new in zip_longest(gone, come, fillvalue=""):
        yield False, old, new


def blocks_html(blocks: Iterable[MarkedBlock], view: View) -> Iterator[str]:
    """Yield the HTML of marked blocks in one view."""
    for block in blocks:
        match block:
            case Same(old=old, new=new):
                html = _block(old if view is View.OLD else new)
                yield html.replace("<", '<div class="same"><', 1) + "</div>" if view is View.BOTH and html else html
            case Only(side=side, value=value, moved=moved):
                if view.shows(side):
                    yield _only(side, _block(value, side), moved)
            case _:
                yield _changed(block, view)


def _only(side: Side, html: str, moved: bool) -> str:
    note = f'<p class="note">{"moved from here" if side == "old" else "moved to here"}</p>' if moved else ""
    return f'<div class="{"gone" if side == "old" else "come"}">{html}{note}</div>'


def _changed(block: MarkedBlock, view: View) -> str:
    match block:
        case ChangedText(kind=kind, runs=runs, old_number=old, new_number=new):
            words = runs_html(runs, view)
            if kind == "heading":
                return f"<p><strong>{words}</strong></p>"
            if kind == "preformatted":
                return f"<pre>{words}</pre>"
            return f"<p>{_number(old if view is View.OLD else new)}{words}</p>"
        case Rebroken(old=old_parts, new=new_parts, runs=runs):
            if all(run.same for run in runs):
                return "".join(_block(part) for part in (old_parts if view is View.OLD else new_parts))
            return f"<p>{runs_html(runs, view)}</p>"
        case ChangedList(old_ordered=old_ordered, new_ordered=new_ordered, items=items):
            tag = "ol" if (old_ordered if view is View.OLD else new_ordered) else "ul"
            return f"<{tag}>{''.join(_items(items, view))}</{tag}>"
        case ChangedTable():
            return _changed_table(block, view)
        case ChangedQuote(blocks=inner):
            return f"<blockquote>{''.join(blocks_html(inner, view))}</blockquote>"
    raise TypeError(f"not a changed block: {block!r}")


def _items(items: Iterable[Same[ListItem] | Only[ListItem] | ChangedItem], view: View) -> Iterator[str]:
    for item in items:
        match item:
            case Same(old=old, new=new):
                yield f"<li>{_item(old if view is View.OLD else new)}</li>"
            case Only(side=side, value=value, moved=moved):
                if view.shows(side):
                    note = ' <span class="note">(moved)</span>' if moved else ""
                    yield f"<li>{_item(value, side)}{note}</li>"
            case ChangedItem(blocks=blocks):
                yield f"<li>{''.join(blocks_html(blocks, view))}</li>"


def _changed_table(table: ChangedTable, view: View) -> str:
    rows = []
    for row in table.rows:
        match row:
            case Same(old=old, new=new):
                rows.append("".join(f"<td>{_inlines(c.inlines)}</td>" for c in (old if view is View.OLD else new)))
            case Only(side=side, value=cells):
                if view.shows(side):
                    rows.append("".join(f"<td>{_marked_words(cell.inlines, side)}</td>" for cell in cells))
            case ChangedRow():
                rows.append("".join(_cells(row, view, "td")))
    header = "".join(_cells(table.header, view, 'th scope="col"'))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'


def _cells(row: ChangedRow, view: View, tag: str) -> Iterator[str]:
    end = tag.split()[0]
    for cell in row.cells:
        match cell:
            case Same(old=Cell(inlines=old), new=Cell(inlines=new)):
                yield f"<{tag}>{_inlines(old if view is View.OLD else new)}</{end}>"
            case Only(side=side, value=Cell(inlines=inlines)):
                if view.shows(side):
                    yield f"<{tag}>{_marked_words(inlines, side)}</{end}>"
            case ChangedCell(runs=runs):
                yield f"<{tag}>{runs_html(runs, view)}</{end}>"


# Words ---------------------------------------------------------------------------------------------------


def runs_html(runs: Sequence[Run], view: View) -> str:
    """Return runs of words with their marks, in one view."""
    parts = []
    for run in runs:
        if run.same:
            parts.append(_words(run.old if view is View.OLD else run.new))
            continue
        side: Side = "old" if run.old else "new"
        if view.shows(side):
            tokens = run.side(side)
            # The space before a change is not part of what a reader sees as changed.
            lead = " " if tokens and tokens[0].text[:1].isspace() and tokens[0].text.strip() else ""
            first = tokens[0]._replace(text=tokens[0].text.lstrip()) if lead else tokens[0]
            words = _words((first, *tokens[1:]))
            if parts and parts[-1].endswith("</del>") and not lead:
                lead = " "  # the words before and after must not run together
            parts.append(lead + (_mark(words, side) if words.strip() else words))
    return "".join(parts)


def pieces_html(pieces: Iterable[Piece]) -> str:
    """Return pieces of plain text with their marks."""
    tags = {"deleted": "del", "inserted": "ins"}
    parts = []
    for piece in pieces:
        tag, text = tags.get(piece.op), _text(piece.text)
        parts.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(parts)


def _words(tokens: Sequence[Token]) -> str:
    return _inlines(from_tokens(tokens))


def _mark(html: str, side: Side | None) -> str:
    if side is None or not html.strip():
        return html
    return f"<del>{html}</del>" if side == "old" else f"<ins>{html}</ins>"


def _marked_words(inlines: tuple[Inline, ...], side: Side | None) -> str:
    return _mark(_inlines(inlines), side)


def _number(number: str) -> str:
    return f'<span class="number">{_text(number)}</span>' if number else ""


# Blocks as they are --------------------------------------------------------------------------------------


def _block(block: Block, side: Side | None = None) -> str:
    match block:
        case Paragraph(inlines=inlines, number=number):
            return f"<p>{_number(number)}{_marked_words(inlines, side)}</p>"
        case Heading(inlines=inlines):
            return f"<p><strong>{_marked_words(inlines, side)}</strong></p>"
        case List(ordered=ordered, items=items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_item(item, side)}</li>' for item in items)}</{tag}>"
        case Table(header=header, rows=rows):
            head = "".join(f'<th scope="col">{_marked_words(cell.inlines, side)}</th>' for cell in header)
            body = "".join(
                f"<tr>{''.join(f'<td>{_marked_words(cell.inlines, side)}</td>' for cell in row)}</tr>" for row in rows
            )
            return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        case Quote(blocks=blocks):
            return f"<blockquote>{''.join(_block(child, side) for child in blocks)}</blockquote>"
        case Preformatted(text=text):
            return f"<pre>{_mark(_lines(text), side)}</pre>"


def _item(item: ListItem, side: Side | None = None) -> str:
    if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
        return _marked_words(item.blocks[0].inlines, side)
    return "".join(_block(block, side) for block in item.blocks)


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join([_inline(inline) for inline in inlines])


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Reference(text=text):
            return _lines(text)
        case Value(text=text, confirmed=confirmed):
            return _lines(text) if confirmed else f'<span class="to-confirm">{_lines(text)}</span>'
        case Code(text=text):
            return f"<code>{_lines(text)}</code>"
        case Strong(inlines=inner):
            return f"<strong>{_inlines(inner)}</strong>"
        case Emphasis(inlines=inner):
            return f"<em>{_inlines(inner)}</em>"
        case Link(target=target, inlines=inner):
            if not _SAFE_ADDRESS.match(target):
                return _inlines(inner)
            return f'<a href="{escape(_UNPRINTABLE.sub("", target))}">{_inlines(inner)}</a>'
        case LineBreak():
            return "<br>"


def _lines(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _text(text: str) -> str:
    return _lines(text)
