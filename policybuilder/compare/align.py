"""The exact pass: two documents become one with marks, clause by clause, block by block, word by word.

What is the same is found at the coarsest level first, so only what changed is looked at closely. Numbers, and what
references read, take no part: renumbering is no change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

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
    Row,
    Same,
    deleted_first,
)
from policybuilder.compare.readable import readable_runs
from policybuilder.compare.rebroken import with_rebroken
from policybuilder.compare.tokens import Token, text_tokens, to_tokens
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
    block_text,
    plain_text,
)
from policybuilder.sequences.alike import alike_in_order
from policybuilder.sequences.common import common_members
from policybuilder.sequences.rising import Pair

T = TypeVar("T")

NO_VERSIONS: Mapping[str, str] = MappingProxyType({})
_LEAST_ALIKE = 0.45
"""Two paragraphs less alike than this are not versions of one another."""

# What blocks are compared by -----------------------------------------------------------------------------


def inlines_key(inlines: Iterable[Inline]) -> str:
    """Return what inlines are compared by: equal for what reads the same, whatever the numbers in references."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Value(text=text):
                parts.append(text)
            case Reference(clause=clause, text=text):
                parts.append(f"\x00{'R' if text[:1].isupper() else 'r'}{clause}\x01")
            case Strong(inlines=inner):
                parts.append(f"\x02{inlines_key(inner)}\x03")
            case Emphasis(inlines=inner):
                parts.append(f"\x04{inlines_key(inner)}\x03")
            case Link(target=target, inlines=inner):
                parts.append(f"\x05{target}\x06{inlines_key(inner)}\x03")
            case Code(text=text):
                parts.append(f"\x07{text}\x03")
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def block_key(block: Block) -> str:
    """Return what a block is compared by."""
    match block:
        case Paragraph(inlines=inlines):
            return f"p{inlines_key(inlines)}"
        case Heading(inlines=inlines):
            return f"h{inlines_key(inlines)}"
        case List(ordered=ordered, items=items):
            return f"{'o' if ordered else 'u'}" + "\x0e".join([item_key(item) for item in items]) + "\x0f"
        case Table(header=header, rows=rows):
            return "t" + "\x0e".join([row_key(row) for row in (header, *rows)]) + "\x0f"
        case Quote(blocks=blocks):
            return "q" + "\x0e".join([block_key(child) for child in blocks]) + "\x0f"
        case Preformatted(text=text):
            return f"f{text}"


def item_key(item: ListItem) -> str:
    """Return what a list item is compared by."""
    return "\x10".join([block_key(block) for block in item.blocks])


def row_key(row: Row) -> str:
    """Return what a row is compared by."""
    return "\x10".join([inlines_key(cell.inlines) for cell in row])


# Rows of parts -------------------------------------------------------------------------------------------


def _marked(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    text: Callable[[T], str],
    family: Callable[[T], Hashable],
    change: Callable[[T, T], Any],
    subject: Callable[[T], str] = lambda _: "",
) -> tuple[Any, ...]:
    """Return two rows of parts as one with marks.

    `key` says when parts are the same, `text` how alike they are, `family` which may be versions of one another,
    `change` marks such a pair, and parts with the same `subject` are versions of one another however much of them
    changed.
    """
    old_keys, new_keys = [key(part) for part in old], [key(part) for part in new]
    found: list[Any] = []
    at_old = at_new = 0
    for i, j in (*common_members(old_keys, new_keys), (len(old), len(new))):
        found.extend(_gap(old[at_old:i], new[at_new:j], text, family, change, subject))
        if i < len(old):
            found.append(Same(old[i], new[j]))
        at_old, at_new = i + 1, j + 1
    return tuple(_with_moves(deleted_first(found), key, text))


def _gap(
    old: Sequence[T],
    new: Sequence[T],
    text: Callable[[T], str],
    family: Callable[[T], Hashable],
    change: Callable[[T, T], Any],
    subject: Callable[[T], str],
) -> list[Any]:
    """Return the parts between two that are the same: versions of one another paired, the others on one side."""
    found: list[Any] = []
    at_old = at_new = 0
    for i, j in (*_versions(old, new, text, family, subject), (len(old), len(new))):
        found.extend(Only("old", part) for part in old[at_old:i])
        found.extend(Only("new", part) for part in new[at_new:j])
        if i < len(old):
            found.append(change(old[i], new[j]))
        at_old, at_new = i + 1, j + 1
    return found


def _versions(
    old: Sequence[T],
    new: Sequence[T],
    text: Callable[[T], str],
    family: Callable[[T], Hashable],
    subject: Callable[[T], str],
) -> list[Pair]:
    if not old or not new:
        return []
    old_families, new_families = [family(part) for part in old], [family(part) for part in new]
    if len(old) == len(new) == 1 and old_families == new_families and old_families[0] in ("list", "table"):
        # The only table of a place stays that table, however much of it changed.
        return [(0, 0)]
    same_subject = common_members(
        [subject(part) or ("old", index) for index, part in enumerate(old)],
        [subject(part) or ("new", index) for index, part in enumerate(new)],
    )
    pairs: list[Pair] = []
    at_old = at_new = 0
    for i, j in (*same_subject, (len(old), len(new))):
        alike = alike_in_order(
            [text(part) for part in old[at_old:i]], [text(part) for part in new[at_new:j]], _LEAST_ALIKE
        )
        pairs.extend((at_old + k, at_new + m) for k, m in alike)
        if i < len(old):
            pairs.append((i, j))
        at_old, at_new = i + 1, j + 1
    return [(i, j) for i, j in pairs if old_families[i] == new_families[j]]


def _with_moves(found: list[Any], key: Callable[[Any], Hashable], text: Callable[[Any], str]) -> list[Any]:
    """Return parts with those marked as moved that went from one place of the row to another."""
    gone: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, part in enumerate(found):
        if isinstance(part, Only) and part.side == "old" and may_move(part.value, text(part.value)):
            gone[key(part.value)].append(index)
    if not gone:
        return found
    for index, part in enumerate(found):
        if isinstance(part, Only) and part.side == "new" and gone.get(key(part.value)):
            origin = gone[key(part.value)].pop(0)
            found[origin] = Only("old", found[origin].value, moved=True)
            found[index] = Only("new", part.value, moved=True)
    return found


def may_move(part: object, text: str) -> bool:
    """Return whether finding a part elsewhere means that it was moved and says the same there.

    It must be long enough. A list says what the sentence before it makes of it, and such a sentence what follows makes
    of it: either, put elsewhere, can turn a ban into a permission.
    """
    leads = isinstance(part, Paragraph) and text.rstrip().endswith(":")
    return len(text.split()) >= 3 and not isinstance(part, List) and not leads


# Blocks --------------------------------------------------------------------------------------------------


def mark_blocks(
    old: Sequence[Block], new: Sequence[Block], versions: Mapping[str, str] = NO_VERSIONS
) -> tuple[MarkedBlock, ...]:
    """Return the blocks of two versions of a text as one with marks.

    `versions` has the words of a block of one side and those of the other's that is its version however unlike it is.
    """
    if old == new:  # as most clauses are in two versions of a policy, and far cheaper to see than to mark
        return tuple(Same(*pair) for pair in zip(old, new, strict=True))
    if not versions:
        return with_rebroken(_marked(old, new, block_key, block_text, _family, _changed_block))
    known = set(versions.values())

    def subject(block: Block) -> str:
        words = block_text(block)
        return versions.get(words) or (words if words in known else "")

    return with_rebroken(_marked(old, new, block_key, block_text, _family, _changed_block, subject))


def _family(block: Block) -> str:
    return type(block).__name__.lower()


def _changed_block(old: Block, new: Block) -> MarkedBlock:
    match old, new:
        case Paragraph(), Paragraph():
            runs = mark_words(to_tokens(old.inlines), to_tokens(new.inlines))
            return ChangedText("paragraph", runs, old.number, new.number)
        case Heading(), Heading():
            return ChangedText("heading", mark_words(to_tokens(old.inlines), to_tokens(new.inlines)))
        case Preformatted(), Preformatted():
            return ChangedText("preformatted", mark_words(text_tokens(old.text), text_tokens(new.text)))
        case List(), List():
            items = _marked(old.items, new.items, item_key, _item_text, lambda _: "item", _changed_item)
            return ChangedList(old.ordered, new.ordered, items)
        case Table(), Table():
            return _changed_table(old, new)
        case Quote(), Quote():
            return ChangedQuote(mark_blocks(old.blocks, new.blocks))
    raise TypeError(f"{_family(old)} and {_family(new)} are not versions of one another")


def _item_text(item: ListItem) -> str:
    return "\n".join(block_text(block) for block in item.blocks)


def _changed_item(old: ListItem, new: ListItem) -> ChangedItem:
    return ChangedItem(mark_blocks(old.blocks, new.blocks))


def mark_words(old: Sequence[Token], new: Sequence[Token]) -> tuple[MarkedRun, ...]:
    """Return the words of two versions of a text in runs that are the same, deleted or inserted."""
    return readable_runs(old, new)


# Tables --------------------------------------------------------------------------------------------------


def _changed_table(old: Table, new: Table) -> ChangedTable:
    columns = _columns(old.header, new.header)
    kept = [(i, j) for i, j in columns if i >= 0 and j >= 0]

    # A row is the same when its cells in the columns of both tables are; a new column makes no row new.
    def key(part: tuple[str, Row]) -> str:
        side, row = part
        places = [i if side == "old" else j for i, j in kept]
        return "\x10".join([inlines_key(row[place].inlines) if place < len(row) else "" for place in places])

    def change(first: tuple[str, Row], second: tuple[str, Row]) -> ChangedRow:
        return _changed_row(first[1], second[1], columns)

    every_column_kept = len(kept) == len(columns)
    old_rows, new_rows = [("old", row) for row in old.rows], [("new", row) for row in new.rows]
    marked = _marked(old_rows, new_rows, key, _row_text, lambda _: "row", change, _row_subject)
    rows: list[Same[Row] | Only[Row] | ChangedRow] = []
    for part in marked:
        match part:
            case Same(old=(_, first), new=(_, second)):
                whole = every_column_kept and row_key(first) == row_key(second)
                rows.append(Same(first, second) if whole else _changed_row(first, second, columns))
            case Only(side=side, value=(_, row), moved=moved):
                rows.append(Only(side, row, moved))
            case _:
                rows.append(part)
    return ChangedTable(_changed_row(old.header, new.header, columns), tuple(rows))


def _row_text(part: tuple[str, Row]) -> str:
    return " ".join(plain_text(cell.inlines) for cell in part[1])


def _row_subject(part: tuple[str, Row]) -> str:
    return inlines_key(part[1][0].inlines) if part[1] else ""


def _columns(old: Row, new: Row) -> list[Pair]:
    """Return the columns of both tables in order, each as its places; -1 for a column on one side alone."""
    pairs = common_members([inlines_key(cell.inlines) for cell in old], [inlines_key(cell.inlines) for cell in new])
    columns: list[Pair] = []
    at_old = at_new = 0
    for i, j in (*pairs, (len(old), len(new))):
        if i - at_old == j - at_new:
            # As many on both sides: the same columns under other names.
            columns.extend(zip(range(at_old, i), range(at_new, j), strict=True))
        else:
            columns.extend((k, -1) for k in range(at_old, i))
            columns.extend((-1, k) for k in range(at_new, j))
        if i < len(old):
            columns.append((i, j))
        at_old, at_new = i + 1, j + 1
    return columns


def _changed_row(old: Row, new: Row, columns: Sequence[Pair]) -> ChangedRow:
    if any(i >= len(old) for i, _ in columns) or any(j >= len(new) for _, j in columns):
        columns = []
    cells: list[Same[Cell] | Only[Cell] | ChangedCell] = []
    at_old = at_new = 0
    for i, j in columns:
        if j < 0:
            cells.append(Only("old", old[i]))
        elif i < 0:
            cells.append(Only("new", new[j]))
        else:
            cells.append(_changed_cell(old[i], new[j]))
        at_old, at_new = max(at_old, i + 1), max(at_new, j + 1)
    # Rows longer or shorter than their header have cells below no column: they are taken by their places.
    rest_old, rest_new = old[at_old:], new[at_new:]
    shared = min(len(rest_old), len(rest_new))
    cells.extend(_changed_cell(rest_old[k], rest_new[k]) for k in range(shared))
    cells.extend(Only("old", cell) for cell in rest_old[shared:])
    cells.extend(Only("new", cell) for cell in rest_new[shared:])
    return ChangedRow(tuple(cells))


def _changed_cell(old: Cell, new: Cell) -> Same[Cell] | ChangedCell:
    if inlines_key(old.inlines) == inlines_key(new.inlines):
        return Same(old, new)
    return ChangedCell(mark_words(to_tokens(old.inlines), to_tokens(new.inlines)))
