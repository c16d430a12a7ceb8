"""Marked blocks as HTML: the old side, the new side, or both in one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
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
    MarkedRun,
    Only,
    Rebroken,
    Same,
    Side,
)
from policybuilder.compare.sentences import MarkedPiece, begins_nearer
from policybuilder.compare.tokens import Token, from_tokens
from policybuilder.document import Block, Cell, Inline, ListItem
from policybuilder.html.blocks import (
    Setting,
    heading_html,
    inlines_html,
    item_html,
    list_html,
    paragraph_html,
    preformatted_html,
    scrolling,
    table_html,
)
from policybuilder.html.blocks import blocks_html as blocks_as_they_are
from policybuilder.html.text import inert, inert_lines


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
            if kind == "preformatted":
                return preformatted_html(runs_html(runs, view, inert_lines))
            words = runs_html(runs, view)
            return (
                heading_html(words, 0) if kind == "heading" else paragraph_html(old if view is View.OLD else new, words)
            )
        case Rebroken(old=old_parts, new=new_parts, runs=runs):
            if all(run.same for run in runs):
                return "".join(blocks_as_they_are(old_parts if view is View.OLD else new_parts, _SHOWN))
            return paragraph_html("", runs_html(runs, view))
        case ChangedList(old_ordered=old_ordered, new_ordered=new_ordered, items=items):
            return list_html(old_ordered if view is View.OLD else new_ordered, _items(items, view))
        case ChangedTable():
            return _changed_table(block, view)
        case ChangedQuote(blocks=inner):
            return f"<blockquote>{''.join(blocks_html(inner, view))}</blockquote>"
    raise TypeError(f"not a changed block: {block!r}")


def _items(items: Iterable[Same[ListItem] | Only[ListItem] | ChangedItem], view: View) -> Iterator[str]:
    for item in items:
        match item:
            case Same(old=old, new=new):
                yield item_html(old if view is View.OLD else new, _SHOWN)
            case Only(side=side, value=value, moved=moved):
                if view.shows(side):
                    note = ' <span class="note">(moved)</span>' if moved else ""
                    yield f"{item_html(value, _MARKED[side])}{note}"
            case ChangedItem(blocks=blocks):
                yield "".join(blocks_html(blocks, view))


def _changed_table(table: ChangedTable, view: View) -> str:
    rows = []
    for row in table.rows:
        match row:
            case Same(old=old, new=new):
                rows.append([_inlines(cell.inlines) for cell in (old if view is View.OLD else new)])
            case Only(side=side, value=cells):
                if view.shows(side):
                    rows.append([_mark(_inlines(cell.inlines), side) for cell in cells])
            case ChangedRow():
                rows.append(list(_cells(row, view)))
    return scrolling(table_html(list(_cells(table.header, view)), rows), "A table that changed", role="group")


def _cells(row: ChangedRow, view: View) -> Iterator[str]:
    for cell in row.cells:
        match cell:
            case Same(old=Cell(inlines=old), new=Cell(inlines=new)):
                yield _inlines(old if view is View.OLD else new)
            case Only(side=side, value=Cell(inlines=inlines)):
                if view.shows(side):
                    yield _mark(_inlines(inlines), side)
            case ChangedCell(runs=runs):
                yield runs_html(runs, view)


# Words ---------------------------------------------------------------------------------------------------


def runs_html(runs: Sequence[MarkedRun], view: View, as_lines: Callable[[str], str] | None = None) -> str:
    """Return runs of words with their marks, in one view. `as_lines` writes words whose lines matter."""

    def words_of(tokens: Sequence[Token]) -> str:
        return _words(tokens) if as_lines is None else as_lines("".join(token.text for token in tokens))

    parts: list[str] = []
    ended = False
    for run in runs:
        if run.same:
            if view is View.BOTH and parts and parts[-1].endswith("</del>") and begins_nearer(run):
                parts.append(" ")
            parts.append(words_of(run.old if view is View.OLD else run.new))
            # Where a value begins, the space before it may belong to the old words before it alone.
            ended = run.old[-1].text[-1:].isspace() and not run.new[-1].text[-1:].isspace()
            continue
        side: Side = "old" if run.old else "new"
        if view.shows(side):
            tokens = run.side(side)
            # The space before a change is not part of what a reader sees as changed.
            lead = " " if tokens and tokens[0].text[:1].isspace() and tokens[0].text.strip() else ""
            first = tokens[0]._replace(text=tokens[0].text.lstrip()) if lead else tokens[0]
            words = words_of((first, *tokens[1:]))
            if (parts and parts[-1].endswith("</del>") and not lead) or (ended and view is View.BOTH and side == "old"):
                lead = " "  # the words before and after must not run together
            ended = False
            parts.append(lead + (_mark(words, side) if words.strip() else words))
    return "".join(parts)


def pieces_html(pieces: Iterable[MarkedPiece]) -> str:
    """Return pieces of plain text with their marks."""
    tags = {"deleted": "del", "inserted": "ins"}
    parts = []
    for piece in pieces:
        tag, text = tags.get(piece.op), inert(piece.text)
        parts.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(parts)


def _words(tokens: Sequence[Token]) -> str:
    return _inlines(from_tokens(tokens))


def _inlines(inlines: Iterable[Inline]) -> str:
    return inlines_html(inlines, anchored=False)


def _mark(html: str, side: Side) -> str:
    if not html.strip():
        return html
    return f"<del>{html}</del>" if side == "old" else f"<ins>{html}</ins>"


# Blocks as they are --------------------------------------------------------------------------------------

_SHOWN = Setting(anchored=False)
_MARKED: dict[Side, Setting] = {
    "old": Setting(mark=lambda html: _mark(html, "old"), anchored=False),
    "new": Setting(mark=lambda html: _mark(html, "new"), anchored=False),
}


def _block(block: Block, side: Side | None = None) -> str:
    return "".join(blocks_as_they_are((block,), _SHOWN if side is None else _MARKED[side]))
