"""The lines that a page draws -> the tables that they part into rows.

A table that is printed has a line above and below each row, and its words stand in from the end of these lines. What a
heading has drawn below it, or a page below its header, has words that begin where the line does; so has a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from policybuilder.readers.pdf.chunks import Chunk

_SHORTEST = 60.0
"""How long a drawn line must be, in points, to part rows."""
_THIN = 2.0
_NEAR = 3.0
"""How near two ends are that are the same, and how far words stand in from the end of a line."""
_A_SPACE = 0.6
"""How far apart words of one line stand at most, beside their size."""
_FEWEST_ROWS = 2
_UNDER, _ABOUT = 0.3, 0.2
"""How far below words, beside their size, a line stands that underlines them, and how well their end is known."""


@dataclass(frozen=True)
class Rule:
    """A line across a page: its ends, and its height on the page."""

    left: float
    right: float
    height: float


@dataclass(frozen=True)
class RuledTable:
    """A table of a page: its rows as cells of words, whether the first is bold, where it begins, and its words."""

    rows: tuple[tuple[str, ...], ...]
    is_headed: bool
    left: float
    right: float
    height: float
    size: float
    chunks: tuple[Chunk, ...]


@dataclass
class Drawn:
    """Follows what a page draws, and keeps the lines across it."""

    rules: list[Rule] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)

    def step(self, operator: bytes, operands: Any, matrix: Any) -> None:
        """Note what an operator of the page draws."""
        if operator == b"m" and len(operands) == 2:
            self.at = _placed(matrix, operands[0], operands[1])
        elif operator == b"l" and len(operands) == 2:
            end = _placed(matrix, operands[0], operands[1])
            self.add(self.at, end)
            self.at = end
        elif operator == b"re" and len(operands) == 4:
            low = _placed(matrix, operands[0], operands[1])
            width, height = float(operands[2]), float(operands[3])
            if abs(height * float(matrix[3])) <= _THIN:
                self.add(low, _placed(matrix, float(operands[0]) + width, operands[1]))

    def add(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Keep a line between two points, where it goes across the page."""
        if abs(start[1] - end[1]) <= 1.0 and abs(start[0] - end[0]) >= _SHORTEST:
            self.rules.append(Rule(min(start[0], end[0]), max(start[0], end[0]), start[1]))


def _placed(matrix: Any, across: Any, up: Any) -> tuple[float, float]:
    x, y = float(across), float(up)
    return (
        x * float(matrix[0]) + y * float(matrix[2]) + float(matrix[4]),
        x * float(matrix[1]) + y * float(matrix[3]) + float(matrix[5]),
    )


def ruled_tables(rules: Iterable[Rule], chunks: Sequence[Chunk]) -> list[RuledTable]:
    """Return the tables of a page, from its top down."""
    heights: list[Rule] = []
    for rule in sorted(rules, key=lambda each: -each.height):
        if _underlines(rule, chunks):
            continue
        # The borders of the cells of one row are drawn one by one, and often twice.
        if heights and abs(heights[-1].height - rule.height) <= 1.0:
            last = heights[-1]
            heights[-1] = Rule(min(last.left, rule.left), max(last.right, rule.right), last.height)
        else:
            heights.append(rule)
    tables: list[RuledTable] = []
    run: list[list[Chunk]] = []
    edge: Rule | None = None
    for above, below in pairwise(heights):
        same = abs(above.left - below.left) <= _NEAR and abs(above.right - below.right) <= _NEAR
        row = [chunk for chunk in chunks if below.height < chunk.height + 0.3 * chunk.size < above.height]
        inside = row and all(above.left + _NEAR <= chunk.left <= above.right for chunk in row)
        if same and inside:
            edge = edge or above
            run.append(row)
            continue
        if edge is not None:
            tables += _table(run, edge)
        run, edge = [], None
    if edge is not None:
        tables += _table(run, edge)
    return tables


def _underlines(rule: Rule, chunks: Iterable[Chunk]) -> bool:
    """Return whether a line only underlines words: it begins and ends with them, straight below."""
    return any(
        abs(chunk.left - rule.left) < 0.5 * _NEAR
        and 0 <= chunk.height - rule.height <= _UNDER * chunk.size
        and rule.right <= chunk.right + _ABOUT * (chunk.right - chunk.left)
        for chunk in chunks
    )


def _table(rows: Sequence[Sequence[Chunk]], top: Rule) -> list[RuledTable]:
    if len(rows) < _FEWEST_ROWS:
        return []
    edges = _edges(rows)
    if len(edges) < 2:
        return []
    cells = tuple(_cells(row, edges) for row in rows)
    bold = all(chunk.bold for chunk in rows[0])
    every = tuple(chunk for row in rows for chunk in row)
    return [RuledTable(cells, bold, top.left, top.right, top.height, every[0].size, every)]


def _edges(rows: Sequence[Sequence[Chunk]]) -> list[float]:
    """Return where the columns of a table begin: where words begin in its header, or half of its rows."""
    starts: list[tuple[float, int]] = []
    for number, row in enumerate(rows):
        starts += [(chunk.left, number) for chunk in row if _begins(chunk, row)]
    starts.sort()
    groups: list[tuple[float, set[int]]] = []
    for left, number in starts:
        if groups and left - groups[-1][0] <= _NEAR:
            groups[-1][1].add(number)
        else:
            groups.append((left, {number}))
    headed = all(chunk.bold for chunk in rows[0])
    return [left for left, found in groups if len(found) * 2 >= len(rows) or (headed and 0 in found)]


def _begins(chunk: Chunk, row: Sequence[Chunk]) -> bool:
    """Return whether words begin a line of a cell, and do not go on with others, as behind a link."""
    level = (each for each in row if each is not chunk and abs(each.height - chunk.height) <= 0.4 * chunk.size)
    return not any(each.left < chunk.left and chunk.left - each.right < _A_SPACE * chunk.size for each in level)


def _cells(row: Sequence[Chunk], edges: Sequence[float]) -> tuple[str, ...]:
    cells: list[list[Chunk]] = [[] for _ in edges]
    for chunk in row:
        at = max((at for at, edge in enumerate(edges) if edge <= chunk.left + 1.0), default=0)
        cells[at].append(chunk)
    return tuple(_words(cell) for cell in cells)


def _words(cell: Sequence[Chunk]) -> str:
    parts: list[str] = []
    before: Chunk | None = None
    for chunk in sorted(cell, key=lambda each: (-round(each.height), each.left)):
        apart = before is None or abs(before.height - chunk.height) > 0.4 * chunk.size or not chunk.touches(before)
        parts.append(f" {chunk.text}" if apart else chunk.text)
        before = chunk
    return " ".join("".join(parts).split())
