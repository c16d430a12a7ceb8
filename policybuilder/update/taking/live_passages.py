"""A clause as it prints, passage by passage, each word with its source: what an edited file is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policybuilder.document import Clause, Inline
from policybuilder.document.passages import Passage, passages_of
from policybuilder.library.wording import as_read
from policybuilder.printed import PassageKind
from policybuilder.resolution.live import LiveClause, Piece
from policybuilder.update.taking.live_words import LiveWord, live_words, printed

_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]*")
_BAR = re.compile(r"(?<!\\)\||\{\{.*?\}\}|`[^`]*`")
_LEVEL = 4
"""How many spaces a nested item stands further in."""


@dataclass(frozen=True)
class LivePassage:
    """A passage of a clause: what it is, its words (cell by cell in a row), and the piece of the clause it is in.

    `mark` is what stands before it in the source, as in "- " and "### ".
    """

    kind: PassageKind
    cells: tuple[tuple[LiveWord, ...], ...]
    piece: int
    depth: int = 0
    ordered: bool = False
    continues: bool = False
    mark: str = ""

    @cached_property
    def words(self) -> str:
        """What it prints, on one line, the cells of a row parted by tabs."""
        return "\t".join(" ".join(printed(cell).split()) for cell in self.cells)

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters that its values come from."""
        return frozenset(word.parameter for cell in self.cells for word in cell if word.parameter)


def live_passages(live: LiveClause, clause: Clause) -> tuple[LivePassage, ...] | None:
    """Return the passages of a clause with the sources of their words.

    `clause` is the same clause in the resolved document, which they are proved against. None where they cannot be told
    apart, as in a clause of which only a sentence stands here.
    """
    found: list[LivePassage] = []
    for number, piece in enumerate(live.pieces):
        if piece.values is None:
            return None
        values = iter(piece.values)
        found += (each for each in _passages(piece, number, values) if each.words.strip())
    blocks = clause.blocks[1:] if clause.provenance.edition else clause.blocks
    return tuple(found) if _same(found, passages_of(blocks)) else None


def _same(live: Sequence[LivePassage], passages: Sequence[Passage]) -> bool:
    return [(each.kind, each.depth, as_read(each.words)) for each in live] == [
        (each.kind, each.depth, as_read(each.words)) for each in passages
    ]


def _passages(piece: Piece, number: int, values: Iterator[tuple[Inline, ...]]) -> Iterator[LivePassage]:
    match piece.kind:
        case "header" | "row":
            kind: PassageKind = "header" if piece.kind == "header" else "row"
            yield LivePassage(kind, tuple(live_words(cell, values) for cell in _cells(piece.text)), number)
        case "item":
            yield from _items(piece.text, number, values)
        case "heading":
            mark = _HEADING.match(piece.text)
            start = mark.end() if mark else 0
            yield LivePassage("heading", (live_words(piece.text[start:], values),), number, mark=piece.text[:start])
        case "quote":
            lines = [re.sub(r"^ {0,3}>[ \t]?", "", line) for line in piece.text.split("\n")]
            for paragraph in re.split(r"\n(?:[ \t]*\n)+", "\n".join(lines)):
                yield LivePassage("quote", (live_words(paragraph.strip(), values),), number, mark="> ")
        case _:
            yield LivePassage("paragraph", (live_words(piece.text.strip(), values),), number)


def _cells(row: str) -> list[str]:
    """Return the cells of a row as authored; a bar in a value, in code or after a backslash parts none."""
    bars = [found.start() for found in _BAR.finditer(row) if found[0] == "|"]
    cells = [row[start:end].strip() for start, end in zip([-1, *bars], [*bars, len(row)], strict=True)]
    cells = [cell.removeprefix("|").strip() for cell in cells]
    if row.lstrip().startswith("|"):
        cells = cells[1:]
    if row.rstrip().endswith("|"):
        cells = cells[:-1]
    return cells


def _items(text: str, number: int, values: Iterator[tuple[Inline, ...]]) -> Iterator[LivePassage]:
    """Yield an item, what goes on with it, and the items nested in it."""
    depth, mark, continues, blank = 1, "", False, False
    lines: list[str] = []

    def made() -> Iterator[LivePassage]:
        if lines:
            words = live_words("\n".join(lines), values)
            yield LivePassage("item", (words,), number, depth, mark[:1].isdigit(), continues, mark)

    for line in text.split("\n"):
        found = _ITEM.match(line)
        if not line.strip():
            blank = True
        elif found:
            yield from made()
            lines, depth = [line[found.end() :].rstrip()], len(found[1]) // _LEVEL + 1
            mark, continues, blank = f"{found[2]} ", False, False
        elif blank:
            yield from made()
            indent = len(line) - len(line.lstrip())
            lines, depth, continues, blank = [line.strip()], max(1, indent // _LEVEL), True, False
        else:
            lines.append(line.strip())
    yield from made()


__all__ = ["LivePassage", "live_passages"]
