"""The blocks of a story: paragraphs, tables, controls, rows and cells, as things that can be aligned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.reading.keys import control_tag
from policybuilder.sequences.words import ONE_WORD

WORD = re.compile(rf"{ONE_WORD}|\s+|.", re.DOTALL)
"""Words, runs of space, and single marks of punctuation."""

_STANDS_FOR = {
    n.w("tab"): "\t",
    n.w("br"): "\n",
    n.w("cr"): "\n",
    n.w("noBreakHyphen"): "-",
    n.w("drawing"): "\ufffc",
    n.w("pict"): "\ufffc",
    n.w("object"): "\ufffc",
    n.w("sym"): "\ufffc",
    n.FOOTNOTE_REF: "\ufffb",
    n.ENDNOTE_REF: "\ufffb",
    f"{{{n.MATH}}}oMath": "\ufffc",
}
_TEXT_TAGS = (n.T, *_STANDS_FOR)
_ROW_LIKE = frozenset({n.TR, n.SDT, n.w("customXml")})
_CELL_LIKE = frozenset({n.TC, n.SDT, n.w("customXml")})
FRAMES = frozenset({"sdt", "xml"})
_NOT_BLOCKS = n.MARKERS | n.NOISE | n.MOVE_MARKERS | n.XML_RANGES


@dataclass(eq=False)
class Block:
    """One block. `points` are the bookmark and comment points that stand before it, outside any paragraph.

    `points_after` are those after it where it is the last in a content control that is opened.

    `groups` are the content controls round it, outermost first, that only one of the documents has: their tags
    come or go while what they hold may stay.
    """

    element: etree._Element
    kind: str
    text: str
    anchor: str = ""
    points: list[etree._Element] = field(default_factory=list)
    points_after: list[etree._Element] = field(default_factory=list)
    groups: tuple[Block, ...] = ()
    _code: str | None = None

    @property
    def is_paragraph(self) -> bool:
        """Whether this is a paragraph."""
        return self.kind == "p"

    @property
    def is_tracked(self) -> bool:
        """Whether it can come or go as a tracked change."""
        return self.kind != "other"

    @property
    def is_frame(self) -> bool:
        """Whether this is a content control or custom XML, whose tags may come or go while what it holds stays."""
        return self.kind in FRAMES

    @property
    def ends_section(self) -> bool:
        """Whether this is a paragraph that ends a section."""
        return self.is_paragraph and self.element.find(f"{n.PPR}/{n.SECTPR}") is not None

    def code(self, lexicon: Lexicon) -> str:
        """Return the block's words as a string of one character a word, which is quick to compare."""
        if self._code is None:
            self._code = lexicon.code(self.text)
        return self._code


class Lexicon:
    """Gives each thing that is compared a character of its own."""

    def __init__(self) -> None:
        """Start empty."""
        self._characters: dict[object, str] = {}

    def character(self, thing: object) -> str:
        """Return the character of a thing; equal things have the same one."""
        found = self._characters.get(thing)
        if found is None:
            number = len(self._characters) + 1
            # The surrogates are no characters, and a document has fewer than a million different words.
            found = self._characters[thing] = chr(number if number < 0xD800 else number + 0x800)
        return found

    def code(self, text: str) -> str:
        """Return the words of a text, without spaces and punctuation, as a string of one character a word."""
        character = self.character
        return "".join(character(word) for word in WORD.findall(text) if word[0].isalnum())


def text_for_matching(element: etree._Element) -> str:
    """Return the text of an element, with a sign for each picture, note and the like."""
    parts: list[str] = []
    for child in element.iter(*_TEXT_TAGS):
        if child.tag == n.T:
            parts.append(child.text or "")
        elif child.tag != n.w("tab") or (above := child.getparent()) is None or above.tag != n.w("tabs"):
            parts.append(_STANDS_FOR[child.tag])
    return "".join(parts)


def blocks_of(container: etree._Element) -> tuple[list[Block], list[etree._Element]]:
    """Return the blocks of a body, cell, control, text box or note, and the points after the last one."""
    found: list[Block] = []
    points: list[etree._Element] = []
    for child in container:
        tag = child.tag
        if tag in n.MARKERS:
            points.append(child)
            continue
        if tag in _NOT_BLOCKS or not isinstance(tag, str) or tag == n.SECTPR or tag.endswith("Pr"):
            continue
        if tag == n.P:
            block = Block(child, "p", text_for_matching(child), _landmark(child))
        elif tag == n.TBL:
            block = Block(child, "tbl", text_with_gaps(child))
        elif tag == n.SDT:
            block = Block(child, "sdt", text_with_gaps(child), control_tag(child))
        elif tag == n.w("customXml"):
            block = Block(child, "xml", text_with_gaps(child), child.get(n.w("element"), ""))
        else:
            block = Block(child, "other", text_with_gaps(child))
        block.points, points = points, []
        found.append(block)
    return found, points


def held_in(frame: etree._Element) -> etree._Element | None:
    """Return the element that holds the blocks of a content control, or of custom XML; None where it lacks one."""
    return frame.find(n.SDTCONTENT) if frame.tag == n.SDT else frame


def opened(control: Block) -> list[Block]:
    """Return the blocks in a content control or custom XML, each knowing that it stands there."""
    content = held_in(control.element)
    if content is None:
        return []
    inside, points = blocks_of(content)
    for block in inside:
        block.groups = (*control.groups, control)
    if inside:
        inside[0].points[:0] = control.points
        inside[-1].points_after += [*points, *control.points_after]
    return inside


def _landmark(paragraph: etree._Element) -> str:
    """Return "field …" where a field begins or ends that goes on elsewhere, "section" where one ends, or ""."""
    depth, ends_section = 0, False
    for each in paragraph.iter(n.FLD_CHAR, n.SECTPR):
        if each.tag == n.FLD_CHAR:
            kind = each.get(n.w("fldCharType"))
            depth += 1 if kind == "begin" else -1 if kind == "end" else 0
        else:
            above = each.getparent()
            ends_section |= above is not None and above.tag == n.PPR and above.getparent() is paragraph
    if not depth:
        return "section" if ends_section else ""
    code = "".join(text.text or "" for text in paragraph.iter(n.INSTR_TEXT)) if depth > 0 else ""
    return f"field {depth} {code.split()[:1]}"


def text_with_gaps(element: etree._Element) -> str:
    """Return the text of the paragraphs of an element, one a line."""
    return "\n".join(text_for_matching(paragraph) for paragraph in element.iter(n.P))


def rows_of(table: etree._Element) -> list[Block]:
    """Return the rows of a table; a control round rows counts as one."""
    return [
        Block(child, "tr" if child.tag == n.TR else "other", text_with_gaps(child), _first_cell(child))
        for child in table
        if child.tag in _ROW_LIKE
    ]


def _first_cell(row: etree._Element) -> str:
    cell = row.find(n.TC)
    return "" if cell is None else text_with_gaps(cell)


def cells_of(row: etree._Element) -> list[Block]:
    """Return the cells of a row; a control round a cell counts as one."""
    return [
        Block(child, "tc" if child.tag == n.TC else "other", text_with_gaps(child))
        for child in row
        if child.tag in _CELL_LIKE
    ]


def cell_in(element: etree._Element) -> etree._Element | None:
    """Return a cell itself, or the only one that a control round it holds; None where it holds several."""
    if element.tag == n.TC:
        return element
    held = element.find(n.SDTCONTENT) if element.tag == n.SDT else element
    cells = [] if held is None else [child for child in held if child.tag in _CELL_LIKE]
    return cells[0] if len(cells) == 1 and cells[0].tag == n.TC else None
