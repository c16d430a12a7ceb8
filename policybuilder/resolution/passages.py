"""Passages of a clause that keep their place: marked in the source, found again in the blocks that were read from it.

Each passage gets a mark before its first word. The mark is printed with it, or not, as the tests decide, and comes
back from Markdown as a value without words. So it is known which block, item or row was made of which passage, whatever
stands before it; and what was read with marks must be, without them, what is read without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from policybuilder.document import (
    Block,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    Value,
)
from policybuilder.library.body import Body, read_body
from policybuilder.library.template_language import Analysis, analyse_body
from policybuilder.readers.markdown.marks import value_mark
from policybuilder.resolution.fill import Filled

Address = tuple[int, ...]
"""Where a block, item or row stands: its position, and those of the list or table and the item around it before it."""

_MARK = re.compile("\ue002([0-9]+)\ue003")
_PLACE = "\ue002"


@lru_cache(maxsize=256)
def marked(text: str) -> Analysis:
    """Return the analysis of a body with a mark before each of its passages."""
    return analyse_body(marked_text(text), "")


def marked_text(text: str) -> str:
    """Return a body with a mark before each of its passages: its position between two characters of private use."""
    places = sorted((at, number) for number, each in enumerate(read_body(text).passages) for at in each.marks)
    parts, at = [], 0
    for place, number in places:
        parts += [text[at:place], f"{_PLACE}{number}\ue003"]
        at = place
    return "".join([*parts, text[at:]])


def with_places(filled: Filled) -> Filled:
    """Return a filled text whose marks of passages are values, to be read as Markdown."""
    values = list(filled.values)

    def value(found: re.Match[str]) -> str:
        values.append(Value("", f"{_PLACE}{found[1]}"))
        return value_mark(len(values) - 1)

    return Filled(_MARK.sub(value, filled.text), tuple(values))


@dataclass(frozen=True)
class PrintedBody:
    """The blocks of a clause, and where each passage of its body stands in them."""

    blocks: tuple[Block, ...]
    addresses: Mapping[int, tuple[Address, ...]]

    def of(self, passages: Sequence[int]) -> list[Address]:
        """Return where some passages stand, in reading order."""
        return sorted({address for passage in passages for address in self.addresses.get(passage, ())})

    def sharing(self, passages: Sequence[int]) -> frozenset[int]:
        """Return these passages and those that are printed in one block, item or row with one of them."""
        chosen = set(self.of(passages))
        return frozenset(number for number, places in self.addresses.items() if chosen & set(places))

    def texts(self, passages: Sequence[int]) -> tuple[Block, ...]:
        """Return what some passages print, as blocks, nothing twice."""
        chosen = self.of(passages)
        outer = [address for address in chosen if not any(address[:n] in chosen for n in range(1, len(address)))]
        return tuple(_at(self.blocks, address) for address in outer)


def find_places(blocks: Sequence[Block]) -> PrintedBody:
    """Return blocks without their marks, and the places that the marks gave."""
    finder = _Finder()
    return PrintedBody(finder.blocks(blocks, ()), {number: tuple(found) for number, found in finder.found.items()})


@dataclass
class _Finder:
    found: dict[int, list[Address]] = field(default_factory=dict)
    last: int = -1

    def blocks(self, blocks: Sequence[Block], above: Address) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in blocks:
            address = (*above, len(made))
            if isinstance(block, List):
                made.append(
                    List(block.ordered, tuple(self._item(item, (*address, n)) for n, item in enumerate(block.items)))
                )
                continue
            if isinstance(block, Table):
                rows = [self._row(row, (*address, n)) for n, row in enumerate((block.header, *block.rows))]
                made.append(Table(rows[0], tuple(rows[1:])))
                continue
            clean, numbers = _clean_block(block)
            if clean is None:
                continue
            # Within an item the first paragraph's mark is the item's own, which has noted it.
            self._note(numbers, address if not above else ())
            made.append(clean)
        return tuple(made)

    def _item(self, item: ListItem, address: Address) -> ListItem:
        first = item.blocks[0] if item.blocks else None
        numbers = _clean_block(first)[1] if isinstance(first, Paragraph | Heading | Quote) else []
        self._note(numbers, address)
        return ListItem(self.blocks(item.blocks, address))

    def _row(self, row: tuple[Cell, ...], address: Address) -> tuple[Cell, ...]:
        numbers: list[int] = []
        cells = []
        for cell in row:
            inlines, found = _clean(cell.inlines)
            numbers += found
            cells.append(Cell(inlines))
        self._note(numbers, address)
        return tuple(cells)

    def _note(self, numbers: Sequence[int], address: Address) -> None:
        """Note where a passage stands; what has no mark belongs to the passage before it."""
        if not address:
            return
        for number in dict.fromkeys(numbers or [self.last]):
            if number >= 0:
                self.found.setdefault(number, []).append(address)
                self.last = number


def _clean_block(block: Block) -> tuple[Block | None, list[int]]:
    """Return a block without marks, None when it was nothing else, and the passages that it marks."""
    if isinstance(block, Paragraph | Heading):
        inlines, numbers = _clean(block.inlines)
        if numbers and not inlines:
            return None, numbers
        return (Paragraph(inlines, block.number) if isinstance(block, Paragraph) else Heading(inlines)), numbers
    if isinstance(block, Quote):
        found: list[int] = []
        inner = []
        for child in block.blocks:
            clean, numbers = _clean_block(child)
            found += numbers
            inner += [clean] if clean is not None else []
        return Quote(tuple(inner)), found
    return block, []


def _clean(inlines: Sequence[Inline]) -> tuple[tuple[Inline, ...], list[int]]:
    numbers: list[int] = []
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case Value(text="", parameter=parameter) if parameter.startswith(_PLACE):
                numbers.append(int(parameter[1:]))
                continue
            case Strong(inlines=inner):
                clean, found = _clean(inner)
                inline, numbers = Strong(clean), numbers + found
            case Emphasis(inlines=inner):
                clean, found = _clean(inner)
                inline, numbers = Emphasis(clean), numbers + found
            case Link(target=target, inlines=inner):
                clean, found = _clean(inner)
                inline, numbers = Link(target, clean), numbers + found
        last = kept[-1] if kept else None
        if isinstance(inline, Text) and isinstance(last, Text):
            kept[-1] = Text(last.text + inline.text)
        else:
            kept.append(inline)
    if numbers and kept and isinstance(kept[0], Text):
        kept[0] = Text(kept[0].text.lstrip())
        kept = kept if kept[0] != Text("") else kept[1:]
    return tuple(kept), numbers


def _at(blocks: Sequence[Block], address: Address) -> Block:
    """Return what stands at an address as a block: an item as a list of one, a row as a table of one."""
    block = blocks[address[0]]
    if len(address) == 1:
        return block
    if isinstance(block, List):
        item = block.items[address[1]]
        return List(block.ordered, (item,)) if len(address) == 2 else _at(item.blocks, address[2:])
    assert isinstance(block, Table)
    return Table((block.header, *block.rows)[address[1]], ())


def proven(body: Body, printed: PrintedBody, plain: Sequence[Block]) -> bool:
    """Return whether the marks changed nothing, and the passages stand in the order of the body."""
    if printed.blocks != tuple(plain):
        return False
    firsts = [min(printed.addresses[n]) for n in range(len(body.passages)) if n in printed.addresses]
    loops = any(passage.repeated for passage in body.passages)
    return loops or all(first <= second for first, second in pairwise(firsts))
