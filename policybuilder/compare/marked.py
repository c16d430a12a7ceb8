"""A document with the marks of what was deleted and inserted: what a comparison shows.

It has the shape of a document. Taking the old side of every mark gives the old document, taking the new side the new
one, exactly: see `old_document` and `new_document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, cast

from policybuilder.compare.tokens import Token, from_tokens
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Document,
    Heading,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    clauses,
    map_clauses,
    plain_text,
)

Side = Literal["old", "new"]
T = TypeVar("T")
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Same(Generic[T]):
    """What reads the same on both sides; only numbers and what references read may differ."""

    old: T
    new: T


@dataclass(frozen=True)
class Only(Generic[T]):
    """What stands on one side alone: deleted ("old") or inserted ("new").

    `moved` is set when it stands on the other side, too, in another place.
    """

    side: Side
    value: T
    moved: bool = False


@dataclass(frozen=True)
class MarkedRun:
    """Words in a row: the same on both sides, or deleted (no `new`), or inserted (no `old`)."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]

    @property
    def same(self) -> bool:
        """Whether the words are on both sides."""
        return bool(self.old) and bool(self.new)

    def side(self, side: Side) -> tuple[Token, ...]:
        """Return the words of one side."""
        return self.old if side == "old" else self.new


@dataclass(frozen=True)
class ChangedText:
    """A paragraph, a heading or preformatted lines whose words changed, with the paragraph numbers of both sides."""

    kind: Literal["paragraph", "heading", "preformatted"]
    runs: tuple[MarkedRun, ...]
    old_number: str = ""
    new_number: str = ""


@dataclass(frozen=True)
class ChangedItem:
    """A list item whose blocks changed."""

    blocks: tuple[MarkedBlock, ...]


@dataclass(frozen=True)
class ChangedList:
    """A list whose items changed."""

    old_ordered: bool
    new_ordered: bool
    items: tuple[Same[ListItem] | Only[ListItem] | ChangedItem, ...]


@dataclass(frozen=True)
class ChangedCell:
    """A cell whose words changed."""

    runs: tuple[MarkedRun, ...]


@dataclass(frozen=True)
class ChangedRow:
    """A row on both sides, cell by cell; a cell on one side alone belongs to a column on that side alone."""

    cells: tuple[Same[Cell] | Only[Cell] | ChangedCell, ...]


@dataclass(frozen=True)
class ChangedTable:
    """A table whose rows or columns changed."""

    header: ChangedRow
    rows: tuple[Same[Row] | Only[Row] | ChangedRow, ...]


@dataclass(frozen=True)
class ChangedQuote:
    """A quotation whose blocks changed."""

    blocks: tuple[MarkedBlock, ...]


@dataclass(frozen=True)
class Rebroken:
    """Paragraphs that were split, joined, or gave a sentence to their neighbour: the words run on over their ends.

    `runs` are the words of all of them in a row, with what changed among them besides; often nothing did.
    """

    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    runs: tuple[MarkedRun, ...]


MarkedBlock = Same[Block] | Only[Block] | Rebroken | ChangedText | ChangedList | ChangedTable | ChangedQuote


@dataclass(frozen=True)
class MarkedClause:
    """A clause on one side or both, and its blocks with their marks.

    `old` and `new` are the clauses as they were, `old_index` and `new_index` their places in reading order (-1 for
    none). `moved` says that it stands elsewhere among the clauses that both sides have.
    """

    old: Clause | None
    new: Clause | None
    old_index: int
    new_index: int
    blocks: tuple[MarkedBlock, ...]
    moved: bool = False

    @property
    def clause(self) -> Clause:
        """The clause as it is, or as it was when it is gone."""
        clause = self.new or self.old
        assert clause is not None
        return clause


@dataclass(frozen=True)
class MarkedDocument:
    """Both documents in one. The frames are the two documents without the blocks of their clauses."""

    old_frame: Document
    new_frame: Document
    clauses: tuple[MarkedClause, ...]


def frame_of(document: Document) -> Document:
    """Return a document without the blocks of its clauses."""
    return _with_blocks(document, [()] * sum(1 for _ in clauses(document)))


def old_document(marked: MarkedDocument) -> Document:
    """Return the old document: every change rejected."""
    return _side(marked, "old")


def new_document(marked: MarkedDocument) -> Document:
    """Return the new document: every change accepted."""
    return _side(marked, "new")


def _side(marked: MarkedDocument, side: Side) -> Document:
    frame = marked.old_frame if side == "old" else marked.new_frame
    blocks: dict[int, tuple[Block, ...]] = {}
    for clause in marked.clauses:
        index = clause.old_index if side == "old" else clause.new_index
        if index >= 0:
            blocks[index] = blocks_on(clause.blocks, side)
    return _with_blocks(frame, [blocks[index] for index in range(len(blocks))])


def _with_blocks(document: Document, blocks: Sequence[tuple[Block, ...]]) -> Document:
    source = iter(blocks)

    return map_clauses(document, lambda clause: replace(clause, blocks=next(source)))


def blocks_on(blocks: Iterable[MarkedBlock], side: Side) -> tuple[Block, ...]:
    """Return the blocks of one side."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Rebroken):
            found.extend(block.old if side == "old" else block.new)
        else:
            found.extend(_on_side((block,), side, block_on))
    return tuple(found)


def _on_side(marked: Iterable[Any], side: Side, changed: Callable[[Any, Side], Any]) -> list[Any]:
    found = []
    for item in marked:
        if isinstance(item, Same):
            found.append(item.old if side == "old" else item.new)
        elif not isinstance(item, Only):
            found.append(changed(item, side))
        elif item.side == side:
            found.append(item.value)
    return found


def tokens_on(runs: Iterable[MarkedRun], side: Side) -> tuple[Token, ...]:
    """Return the words of one side."""
    return tuple(token for run in runs for token in run.side(side))


def block_on(block: MarkedBlock, side: Side) -> Block:
    """Return one side of a changed block."""
    match block:
        case ChangedText(kind=kind, runs=runs, old_number=old, new_number=new):
            inlines = from_tokens(tokens_on(runs, side))
            if kind == "heading":
                return Heading(inlines)
            if kind == "preformatted":
                return Preformatted(plain_text(inlines))
            return Paragraph(inlines, old if side == "old" else new)
        case ChangedList(old_ordered=old_ordered, new_ordered=new_ordered, items=items):
            found = _on_side(items, side, lambda item, side: ListItem(blocks_on(item.blocks, side)))
            return List(old_ordered if side == "old" else new_ordered, tuple(found))
        case ChangedTable(header=header, rows=rows):
            return Table(_row_on(header, side), tuple(_on_side(rows, side, _row_on)))
        case ChangedQuote(blocks=blocks):
            return Quote(blocks_on(blocks, side))
    raise TypeError(f"not a changed block: {block!r}")


def _row_on(row: ChangedRow, side: Side) -> Row:
    return tuple(_on_side(row.cells, side, lambda cell, side: Cell(from_tokens(tokens_on(cell.runs, side)))))


# The same seen from the other side -----------------------------------------------------------------------


def mirrored(marked: MarkedDocument) -> MarkedDocument:
    """Return the comparison of the same two documents with old and new exchanged."""
    flipped = tuple(
        MarkedClause(
            clause.new,
            clause.old,
            clause.new_index,
            clause.old_index,
            cast("tuple[MarkedBlock, ...]", _mirrored_all(clause.blocks)),
            clause.moved,
        )
        for clause in marked.clauses
    )
    return MarkedDocument(marked.new_frame, marked.old_frame, in_reading_order(flipped))


def in_reading_order(marked: Iterable[MarkedClause]) -> tuple[MarkedClause, ...]:
    """Return clauses in the new document's order, each that is gone after the one that it followed."""
    every = list(marked)
    gone = sorted((clause for clause in every if clause.new is None), key=lambda clause: clause.old_index)
    ordered = sorted((clause for clause in every if clause.new is not None), key=lambda clause: clause.new_index)
    for clause in gone:
        before = [other for other in ordered if 0 <= other.old_index < clause.old_index and not other.moved]
        after = max(before, key=lambda other: other.old_index, default=None)
        place = next((index for index, other in enumerate(ordered) if other is after), -1)
        ordered.insert(place + 1, clause)
    return tuple(ordered)


def deleted_first(marked: Iterable[Any]) -> list[Any]:
    """Return marked parts with deleted ones before the inserted ones beside them."""
    ordered: list[Any] = []
    inserted: list[Any] = []
    for item in marked:
        side = _one_side(item)
        if side == "new":
            inserted.append(item)
        elif side == "old":
            ordered.append(item)
        else:
            ordered.extend(inserted)
            inserted = []
            ordered.append(item)
    return ordered + inserted


def _one_side(item: Any) -> str:
    if isinstance(item, Only):
        return item.side
    if isinstance(item, MarkedRun) and not item.same:
        return "old" if item.old else "new"
    return ""


def _mirrored_all(marked: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(deleted_first([_mirrored(item) for item in marked]))


def _mirrored(item: Any) -> Any:
    match item:
        case Same(old=old, new=new):
            return Same(new, old)
        case Only(side=side, value=value, moved=moved):
            return Only("new" if side == "old" else "old", value, moved)
        case MarkedRun(old=old, new=new):
            return MarkedRun(new, old)
        case Rebroken(old=old, new=new, runs=runs):
            return Rebroken(new, old, _mirrored_all(runs))
        case ChangedText(kind=kind, runs=runs, old_number=old, new_number=new):
            return ChangedText(kind, _mirrored_all(runs), new, old)
        case ChangedCell(runs=runs):
            return ChangedCell(_mirrored_all(runs))
        case ChangedItem(blocks=blocks):
            return ChangedItem(_mirrored_all(blocks))
        case ChangedQuote(blocks=blocks):
            return ChangedQuote(_mirrored_all(blocks))
        case ChangedList(old_ordered=old, new_ordered=new, items=items):
            return ChangedList(new, old, _mirrored_all(items))
        case ChangedRow(cells=cells):
            # Cells stand below their headers: their order is that of the columns.
            return ChangedRow(tuple(_mirrored(cell) for cell in cells))
        case ChangedTable(header=header, rows=rows):
            return ChangedTable(_mirrored(header), _mirrored_all(rows))
    raise TypeError(f"not marked: {item!r}")
