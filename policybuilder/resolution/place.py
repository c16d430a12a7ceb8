"""The council's own blocks, items and rows in their places among the library's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from policybuilder.document import Block, Cell, Heading, List, ListItem, Paragraph, Table, Text, Value
from policybuilder.errors import Problems
from policybuilder.labels import Labels
from policybuilder.library.body import Stretch
from policybuilder.resolution.anchors import Anchored
from policybuilder.resolution.fill import Filled
from policybuilder.resolution.passages import Address, PrintedBody
from policybuilder.resolution.reading import read

_ROWS = ("row", "header")
_INNER = ("item", *_ROWS)


def read_text(anchored: Anchored, own: Filled, printed: PrintedBody, problems: Problems) -> tuple[Block, ...]:
    """Return the blocks of an amendment's text; rows for a table come as a table of its own."""
    if not anchored.text:
        return ()
    place = anchored.amending.placed.text_location
    stretch = anchored.stretch
    if stretch is None or stretch.kind not in _ROWS:
        return read(own, place.path, place.line, problems)
    lines = [line.strip() for line in own.text.split("\n") if line.strip()]
    table = printed.blocks[printed.of(stretch.passages)[0][0]]
    assert isinstance(table, Table)
    if not all(line.startswith("|") for line in lines) or any(not set(line) - set("|-: ") for line in lines):
        hint = "write | cell | cell |, a line for each row, without the line of dashes"
        problems.add(place, "the text stands in a table, so it is rows of the table", "amendment-place", hint)
        return ()
    if stretch.kind == "header" and anchored.replaces and len(lines) > 1:
        problems.add(place, "a table has one header row", "amendment-place", "replace the table with its paragraph")
        return ()
    columns = len(table.header)
    head = ["| a " * columns + "|", "| --- " * columns + "|"]
    return read(Filled("\n".join([*head, *lines]), own.values), place.path, place.line, problems)


def marked_conflict(anchored: Anchored, blocks: tuple[Block, ...], labels: Labels) -> tuple[Block, ...]:
    """Return the blocks of an amendment, in a draft with a mark where the library has changed the same words."""
    if anchored.state != "conflict":
        return blocks
    mark = Value(labels.in_conflict, "", confirmed=False)
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        return (*blocks[:-1], Paragraph((*last.inlines, Text(" "), mark), last.number))
    return (*blocks, Paragraph((mark,))) if anchored.stretch is None or anchored.stretch.kind not in _INNER else blocks


PLACES = {"before": 0, "replace": 1, "remove": 1, "after": 2, "append": 3}
"""In which order texts are put in place: what stands before a paragraph stands before the text that replaces it."""


def place_texts(printed: PrintedBody, texts: Sequence[tuple[Anchored, tuple[Block, ...]]]) -> tuple[Block, ...]:
    """Return a clause's blocks with the council's own in their places."""
    rebuilt = _Rebuilt()
    end: list[Block] = []
    for anchored, blocks in sorted(texts, key=lambda pair: PLACES[pair[0].amending.entry.place]):
        stretch = anchored.stretch
        if stretch is None:
            end += blocks
            continue
        addresses = printed.of(stretch.passages)
        if not addresses:
            end = [*blocks, *end]
            continue
        inner = stretch.kind in _INNER
        first = addresses[0] if inner else addresses[0][:1]
        if anchored.amending.entry.place == "after":
            last = _last(printed.blocks, stretch, addresses)
            rebuilt.after.setdefault(last, []).append(blocks)
            continue
        rebuilt.before.setdefault(first, []).append(blocks)
        if anchored.replaces:
            rebuilt.gone.update(addresses)
    return (*rebuilt.blocks(printed.blocks), *end)


def _last(blocks: Sequence[Block], stretch: Stretch, addresses: Sequence[Address]) -> Address:
    """Return where a stretch ends: an item or row where it stands, a paragraph after its lists and tables."""
    if stretch.kind in _INNER:
        # The items that are nested in it are in it.
        return addresses[0]
    last = addresses[-1][0]
    if stretch.kind == "paragraph":
        while last + 1 < len(blocks) and not isinstance(blocks[last + 1], Paragraph | Heading):
            last += 1
    return (last,)


@dataclass
class _Rebuilt:
    """Blocks to be rebuilt: what goes, and what stands before and after what, all by address."""

    gone: set[Address] = field(default_factory=set)
    before: dict[Address, list[tuple[Block, ...]]] = field(default_factory=dict)
    after: dict[Address, list[tuple[Block, ...]]] = field(default_factory=dict)

    def blocks(self, blocks: Sequence[Block], above: Address = ()) -> tuple[Block, ...]:
        """Return the blocks with everything in its place."""
        made: list[Block] = []
        for number, block in enumerate(blocks):
            address = (*above, number)
            made += (each for text in self.before.get(address, ()) for each in text)
            if address not in self.gone and (inner := self._inner(block, address)) is not None:
                made.append(inner)
            made += (each for text in self.after.get(address, ()) for each in text)
        return tuple(made)

    def _inner(self, block: Block, address: Address) -> Block | None:
        if isinstance(block, List):
            items: list[ListItem] = []
            for number, item in enumerate(block.items):
                inner = (*address, number)
                items += _items(self.before.get(inner, []))
                if inner not in self.gone:
                    items.append(ListItem(self.blocks(item.blocks, inner)))
                items += _items(self.after.get(inner, []))
            return List(block.ordered, tuple(items)) if items else None
        if isinstance(block, Table):
            rows: list[tuple[Cell, ...]] = []
            for number, row in enumerate((block.header, *block.rows)):
                inner = (*address, number)
                rows += _rows(self.before.get(inner, []))
                rows += [row] if inner not in self.gone else []
                rows += _rows(self.after.get(inner, []))
            return Table(rows[0], tuple(rows[1:])) if rows else None
        return block


def _items(texts: Sequence[tuple[Block, ...]]) -> list[ListItem]:
    """Return texts as items: those of a list, or one item of all of a text."""
    items: list[ListItem] = []
    for blocks in texts:
        if len(blocks) == 1 and isinstance(blocks[0], List):
            items += blocks[0].items
        elif blocks:
            items.append(ListItem(blocks))
    return items


def _rows(texts: Sequence[tuple[Block, ...]]) -> list[tuple[Cell, ...]]:
    return [row for blocks in texts for block in blocks if isinstance(block, Table) for row in block.rows]
