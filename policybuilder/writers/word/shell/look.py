"""How a Word file looks: its paragraph styles and the room on its pages, as values. style_sheet.py reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

CELL_MARGINS = (("top", 28), ("left", 108), ("bottom", 28), ("right", 108))
"""The space between a cell's edges and its text, in twentieths of a point."""


@dataclass(frozen=True)
class TextStyle:
    """A paragraph style as it comes out, everything inherited counted. Lengths are in points."""

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    colour: str = ""
    fill: str = ""
    """The colour behind the text, where it has one of its own."""
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    """Line spacing as a multiple, or where `exact_line` is set, not used."""
    exact_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    keep_next: bool = False
    new_page: bool = False
    border: float = 0.0
    """What lines above and below the text take, with their distance from it."""
    contextual: bool = False
    """No room between two paragraphs of this style."""
    number_id: str = ""
    level: int = 0

    @cached_property
    def line_height(self) -> float:
        """The height of one line in points."""
        return self.exact_line or self.size * _LINE_HEIGHTS.get(self.font.lower(), 1.15) * self.line

    def at(self, left: float) -> TextStyle:
        """Return the style with another left indent, in points."""
        return replace(self, left=left)

    @cached_property
    def leading(self) -> TextStyle:
        """The style of a paragraph that is kept with the next one."""
        return replace(self, keep_next=True)

    @cached_property
    def leading_height(self) -> float:
        """The part of a line's height that is there to part it from the next one."""
        return self.line_height - self.line_height / max(self.line, 1.0)

    @cached_property
    def _per_point(self) -> float:
        return 1000 / max(self.size, 1.0) / _WIDTHS.get(self.font.lower(), 1.0)

    def capacity(self, width: float) -> float:
        """How much text, in thousandths of the font's size as Arial has it, a line `width` points wide holds."""
        return max((width - self.left - self.right) * self._per_point, 1.0)


# How fonts that councils use differ from Arial: average width, and height of a line as a multiple of the size.
_WIDTHS = {
    "calibri": 0.9, "times new roman": 0.89, "verdana": 1.16, "tahoma": 0.98, "aptos": 0.98, "cambria": 0.95,
    "segoe ui": 0.98, "gill sans mt": 0.9, "georgia": 0.99, "trebuchet ms": 0.97, "century gothic": 1.07,
}  # fmt: skip
_LINE_HEIGHTS = {
    "calibri": 1.22, "verdana": 1.215, "tahoma": 1.207, "aptos": 1.28, "cambria": 1.17, "segoe ui": 1.33,
    "georgia": 1.136, "trebuchet ms": 1.16, "century gothic": 1.23,
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A Word file's styles by name in lower case: their ids, and how its paragraph styles look."""

    ids: Mapping[str, str]
    kinds: Mapping[str, str]
    text: Mapping[str, TextStyle]
    default: TextStyle
    tabs: Mapping[str, tuple[int, ...]]
    """Where the tab stops of a style itself are, in twentieths of a point."""


# The page ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """The room for text on a page, in points."""

    width: float
    height: float


A4 = Page((11906 - 2 * 1134) / 20, (16838 - 1418 - 1191) / 20)
"""The page of the shipped shell."""
