"""What goes with a clause that a council leaves out: the places of other clauses that send readers to it.

A reference in brackets goes with its brackets, one in a sentence with the sentence; a list item, a row or a paragraph
in which nothing else stands goes as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from policybuilder.document import (
    Block,
    Cell,
    Emphasis,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    plain_text,
)

Run = tuple[Inline, ...]

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def without_mentions(blocks: Sequence[Block], left_out: Collection[str]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return blocks without what sends readers to the clauses left out, and the words that went, in reading order."""
    gone: list[str] = []
    made = tuple(kept for block in blocks for kept in _block(block, left_out, gone))
    return (made, tuple(gone)) if gone else (tuple(blocks), ())


def _block(block: Block, left_out: Collection[str], gone: list[str]) -> Iterator[Block]:
    match block:
        case Paragraph(inlines=inlines):
            made = _run(inlines, left_out, gone)
            if made is inlines:
                yield block
            elif plain_text(made).strip():
                yield replace(block, inlines=made)
        case List(ordered=ordered, items=items):
            parts = (tuple(kept for inner in item.blocks for kept in _block(inner, left_out, gone)) for item in items)
            if kept := tuple(ListItem(part) for part in parts if part):
                yield List(ordered, kept)
        case Table(header=header, rows=rows):
            if lines := tuple(row for each in rows if (row := _row(each, left_out, gone))):
                yield replace(block, header=header, rows=lines)
        case Quote(blocks=inner):
            if quoted := tuple(kept for each in inner for kept in _block(each, left_out, gone)):
                yield Quote(quoted)
        case _:
            yield block


def _row(cells: tuple[Cell, ...], left_out: Collection[str], gone: list[str]) -> tuple[Cell, ...]:
    """Return a row; nothing where a cell lost all of its words, since the others are about them."""
    made = tuple(Cell(_run(cell.inlines, left_out, gone)) for cell in cells)
    filled, left = ([bool(plain_text(cell.inlines).strip()) for cell in row] for row in (cells, made))
    return made if filled == left else ()


def _run(inlines: Run, left_out: Collection[str], gone: list[str]) -> Run:
    found = _first(inlines, left_out)
    while found is not None:
        start, end = _around(plain_text(inlines), *found)
        gone.append(plain_text(_between(inlines, start, end)).strip())
        inlines = _joined(_between(inlines, 0, start), _between(inlines, end, len(plain_text(inlines))))
        found = _first(inlines, left_out)
    return inlines


def _first(inlines: Run, left_out: Collection[str], start: int = 0) -> tuple[int, int] | None:
    """Return where the first reference to a clause left out stands, as positions in the plain text."""
    for inline in inlines:
        end = start + len(plain_text((inline,)))
        if isinstance(inline, Reference) and inline.clause in left_out:
            return start, end
        if isinstance(inline, Strong | Emphasis | Link) and (found := _first(inline.inlines, left_out, start)):
            return found
        start = end
    return None


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what goes with the words from `start` to `end`: the brackets around them, or else the sentence."""
    opened = text.rfind("(", 0, start)
    closed = text.find(")", end)
    if opened >= 0 and closed >= 0 and ")" not in text[opened:start] and "(" not in text[end:closed]:
        return len(text[:opened].rstrip()), closed + 1
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return before[-1] if before else 0, after.end() if after else len(text)


def _between(inlines: Run, start: int, end: int) -> Run:
    """Return the inlines from one position of the plain text to another; what cannot be cut belongs where it begins."""
    made: list[Inline] = []
    at = 0
    for inline in inlines:
        size = len(plain_text((inline,)))
        first, last = max(start - at, 0), min(end - at, size)
        match inline:
            case Text(text=text) if first < last:
                made.append(Text(text[first:last]))
            case Strong(inlines=inner) | Emphasis(inlines=inner) if first < last:
                made.append(replace(inline, inlines=_between(inner, first, last)))
            case Text() | Strong() | Emphasis():
                pass
            case _ if start <= at < end:
                made.append(inline)
        at += size
    return tuple(made)


def _joined(before: Run, after: Run) -> Run:
    """Return two runs as one that starts with a word."""
    if before or not after or not isinstance(after[0], Text):
        return (*before, *after)
    return (Text(after[0].text.lstrip()), *after[1:])
