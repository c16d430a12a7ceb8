"""Marked blocks as blocks of a report, in which words that went or came are marked: any writer can write them.

What stays the same is left out, but for the sentence that a list or a table completes. Numbers are typed as they are
printed on either side: no writer counts them anew. Cross-references and values are mere words here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from policybuilder.compare.tokens import from_tokens
from policybuilder.document import (
    Block,
    Cell,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
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
    map_blocks,
    map_inlines,
    map_runs,
    plain_text,
)

_MOVED: dict[Side, str] = {"old": "moved away from here", "new": "moved here"}

Item = Same[ListItem] | Only[ListItem] | ChangedItem


def blocks_with_marks(blocks: Sequence[MarkedBlock]) -> tuple[Block, ...]:
    """Return what changed among some blocks, its words marked."""
    return tuple(_shown(blocks))


def _shown(blocks: Sequence[MarkedBlock], lead: bool = False) -> Iterator[Block]:
    """Yield what changed. `lead` says that the first paragraph is shown even so: it is what an item begins with."""
    for index, (block, follower) in enumerate(zip_longest(blocks, blocks[1:])):
        match block:
            case Same(new=Paragraph() as words) if (lead and index == 0) or _is_led_to(follower):
                yield _settled(words)
            case Same():
                continue
            case Only(side=side, value=value, moved=moved):
                yield from _whole(value, side, moved)
            case _:
                yield from _changed(block)


def _is_led_to(block: MarkedBlock | None) -> bool:
    if isinstance(block, Only):
        return isinstance(block.value, List | Table)
    return isinstance(block, ChangedList | ChangedTable)


def _changed(block: MarkedBlock) -> Iterator[Block]:
    match block:
        case ChangedText(kind=kind, runs=runs, old_number=old, new_number=new):
            words = inlines_with_marks(runs)
            if kind == "preformatted":
                words = _broken_lines(words)
            yield Paragraph((Strong(words),)) if kind == "heading" else Paragraph((*_typed(new or old), *words))
        case Rebroken(new=parts, runs=runs):
            if all(run.same for run in runs):
                yield from (_settled(part) for part in parts)
            else:
                yield Paragraph(inlines_with_marks(runs))
        case ChangedList():
            yield from _list(block)
        case ChangedTable():
            yield _table(block)
        case ChangedQuote(blocks=inner):
            yield Quote(tuple(_shown(inner)))


# What stands on one side alone ---------------------------------------------------------------------------


def _whole(block: Block, side: Side, moved: bool) -> Iterator[Block]:
    (shown,) = map_runs((_settled(block),), lambda run: _with_mark(run, side))
    if moved and isinstance(shown, Paragraph):
        shown = Paragraph((*shown.inlines, Text(" "), _moved(side)))
    elif moved:
        yield Paragraph((_moved(side),))
    yield shown


def _moved(side: Side) -> Inline:
    return Emphasis((Text(f"({_MOVED[side]})"),))


def _with_mark(run: tuple[Inline, ...], side: Side) -> tuple[Inline, ...]:
    return (Marked(side == "new", run),) if plain_text(run).strip() else run


def _settled(block: Block) -> Block:
    """Return a block as a report can hold it: no heading of its own, its numbers typed, nothing that is looked up."""

    def settled(inner: Block) -> Block:
        match inner:
            case Heading(inlines=words):
                return Paragraph((Strong(_plain(words)),))
            case Preformatted(text=text):
                return Paragraph(_broken_lines((Text(text),)))
            case Paragraph(inlines=words, number=number):
                return Paragraph((*_typed(number), *_plain(words)))
            case Table(header=header, rows=rows):
                return Table(_plain_row(header), tuple(_plain_row(row) for row in rows))
        return inner

    return map_blocks((block,), settled)[0]


def _typed(number: str) -> tuple[Inline, ...]:
    return (Text(f"{number} "),) if number else ()


def _plain_row(row: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(Cell(_plain(cell.inlines)) for cell in row)


def _plain(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    def plain(inline: Inline) -> tuple[Inline]:
        return (Text(inline.text),) if isinstance(inline, Reference | Value) else (inline,)

    return map_inlines(inlines, plain)


def _broken_lines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return words whose line ends count as they are set."""

    def broken(inline: Inline) -> Iterator[Inline]:
        if not isinstance(inline, Text):
            yield inline
            return
        for index, line in enumerate(inline.text.rstrip("\n").split("\n")):
            yield from ((LineBreak(), Text(line)) if index else (Text(line),))

    return map_inlines(inlines, broken)


# Lists and tables ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sign:
    """What stands before a list item on either side; empty where the item is not on it."""

    old: str
    new: str

    @property
    def inlines(self) -> tuple[Inline, ...]:
        if not self.old or not self.new or self.old == self.new:
            return (Text(f"{self.new or self.old} "),)
        return (Marked(False, (Text(self.old),)), Text(" "), Marked(True, (Text(self.new),)), Text(" "))


def _list(block: ChangedList) -> Iterator[Block]:
    if not (block.old_ordered or block.new_ordered):
        items = (tuple(_item(item)) for item in block.items if not isinstance(item, Same))
        yield List(False, tuple(ListItem(blocks) for blocks in items))
        return
    # A writer would count anew: what it prints would be the number of no item on either side.
    for item, sign in zip(block.items, _signs(block), strict=True):
        if isinstance(item, Same) and block.old_ordered == block.new_ordered:
            continue
        blocks = tuple(_item(item))
        first = blocks[0].inlines if blocks and isinstance(blocks[0], Paragraph) else ()
        before = _with_mark(sign.inlines, item.side) if isinstance(item, Only) else sign.inlines
        yield Paragraph((*before, *first))
        yield from blocks[1:] if first else blocks


def _signs(block: ChangedList) -> Iterator[_Sign]:
    old = new = 0
    for item in block.items:
        side = item.side if isinstance(item, Only) else ""
        old, new = old + (side != "new"), new + (side != "old")
        before = "" if side == "new" else (f"{old}." if block.old_ordered else "•")
        after = "" if side == "old" else (f"{new}." if block.new_ordered else "•")
        yield _Sign(before, after)


def _item(item: Item) -> Iterator[Block]:
    match item:
        case Same(new=new):
            yield from (_settled(block) for block in new.blocks)
        case Only(side=side, value=value, moved=moved):
            for index, block in enumerate(value.blocks):
                yield from _whole(block, side, moved and index == 0)
        case ChangedItem(blocks=blocks):
            yield from _shown(blocks, lead=True)


def _table(table: ChangedTable) -> Table:
    rows = []
    for row in table.rows:
        match row:
            case Only(side=side, value=cells, moved=moved):
                marked = [_with_mark(_plain(cell.inlines), side) for cell in cells]
                if moved and marked:
                    marked[0] = (*marked[0], Text(" "), _moved(side))
                rows.append(tuple(Cell(words) for words in marked))
            case ChangedRow(cells=cells) if any(not isinstance(cell, Same) for cell in cells):
                rows.append(_row(row))
    return Table(_row(table.header), tuple(rows))


def _row(row: ChangedRow) -> tuple[Cell, ...]:
    return tuple(Cell(_cell(cell)) for cell in row.cells)


def _cell(cell: Same[Cell] | Only[Cell] | ChangedCell) -> tuple[Inline, ...]:
    match cell:
        case Same(new=new):
            return _plain(new.inlines)
        case Only(side=side, value=value):
            return _with_mark(_plain(value.inlines), side)
        case ChangedCell(runs=runs):
            return inlines_with_marks(runs)


# Words ---------------------------------------------------------------------------------------------------


def inlines_with_marks(runs: Iterable[MarkedRun]) -> tuple[Inline, ...]:
    """Return runs of words with their marks; the space before a change stands outside it."""
    made: list[Inline] = []
    ended = False
    for run in runs:
        if run.same:
            if made and _parts(made[-1]) and begins_nearer(run):
                made.append(Text(" "))
            made.extend(_plain(from_tokens(run.new)))
            # Where a value begins, the space before it may belong to the old words before it alone.
            ended = run.old[-1].text[-1:].isspace() and not run.new[-1].text[-1:].isspace()
            continue
        side: Side = "old" if run.old else "new"
        first, *rest = run.side(side)
        before = made[-1] if made else None
        if first.text[:1].isspace() and first.text.strip():
            made.append(Text(" "))
            first = first._replace(text=first.text.lstrip())
        elif (before is not None and _parts(before)) or (ended and side == "old"):
            made.append(Text(" "))  # the words before and after must not run together
        ended = False
        made.extend(_with_mark(_plain(from_tokens((first, *rest))), side))
    return tuple(made)


def _parts(inline: Inline) -> bool:
    """Return whether these are words that went, which no words may touch that follow them."""
    return isinstance(inline, Marked) and not inline.came


def pieces_with_marks(pieces: Iterable[MarkedPiece]) -> tuple[Inline, ...]:
    """Return pieces of plain text with their marks."""
    return tuple(
        Text(piece.text) if piece.op == "same" else Marked(piece.op == "inserted", (Text(piece.text),))
        for piece in pieces
    )
