"""Pictures and text boxes that float over the pages of a policy, where its words would be printed across them.

Where a floating picture stands is said in EMU from an edge (DrawingML, ECMA-376 part 1, 20.4) or as a style sheet of
its own (VML, part 4, 19.1). Art that text runs round is in nobody's way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.ooxml.names import COMPATIBILITY, local, w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.own_words import shown
from policybuilder.writers.word.shell.sections import margins_of, section_of, sections_in, slot_of
from policybuilder.writers.word.shell.tag_check import part_name

_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_VML = "urn:schemas-microsoft-com:vml"
_VML_WRAP = "urn:schemas-microsoft-com:office:word"
_EMU = 12_700
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1 / _EMU}
_LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|)")
_LEAST = 28.0
"""How far into the text art must reach to be in its way, in points: a centimetre."""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def reaches_into(self, other: _Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _LEAST and down > _LEAST


@dataclass(frozen=True)
class _Sheet:
    """A page: its size, and the room for text on it."""

    paper: _Box
    text: _Box


def art_problems(file: WordFile) -> Iterator[Problem]:
    """Yield the art that a policy's words would be printed across: in the text on one page, in a header on each."""
    main = file.seen(file.main)
    slot = slot_of(main)
    section = section_of(slot, main)
    if section is None:
        return
    for number, paragraph in enumerate(main.iter(w("p")), 1):
        floating = list(_floating(paragraph))
        if floating and _section_of(paragraph, main) is section:
            for art in floating:
                what = f"{_called(art)}, in {part_name(file.main)}, paragraph {number}, floats over the text"
                message = f"{what}: the policy's words may be printed across it, and pages after its own are without it"
                yield _warning(file, message, "put it into the header in Word, clear of the text")
    sheet = _sheet(section)
    for part in dict.fromkeys(margins_of(file, section).values()):
        for art in _floating(file.seen(part)) if part else ():
            box = _box(art, sheet)
            if box is not None and box.reaches_into(sheet.text):
                message = f"{_called(art)}, in {part_name(part)}, lies under the text of every page that has it"
                yield _warning(file, message, "move it to the margin in Word, or see that it is pale enough to read on")


def _warning(file: WordFile, message: str, hint: str) -> Problem:
    return Problem(Location(file.name), message, "shell-art", hint, "warning")


def _section_of(paragraph: etree._Element, main: etree._Element) -> etree._Element | None:
    """Return the section of a paragraph of the text; None for one of a text box, whose art is that box's."""
    if next(paragraph.iterancestors(w("txbxContent")), None) is not None:
        return None
    return section_of(paragraph, main) if len(sections_in(main)) > 1 else next(iter(sections_in(main)), None)


def _floating(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the art in an element that text does not run round: anchors of DrawingML, and shapes of VML."""
    for node in holder.iter(f"{{{_PLACED}}}anchor"):
        if node.find(f"{{{_PLACED}}}wrapNone") is not None:
            yield node
    for node in holder.iter():
        if isinstance(node.tag, str) and node.tag.startswith(f"{{{_VML}}}") and _is_placed(node):
            above = list(node.iterancestors())
            is_second = any(each.tag == f"{{{COMPATIBILITY}}}Fallback" for each in above)
            within = any(isinstance(each.tag, str) and each.tag == f"{{{_VML}}}group" for each in above)
            wraps = [each.get("type", "") for each in node.iter(f"{{{_VML_WRAP}}}wrap")]
            if not is_second and not within and not set(wraps) & {"square", "tight", "through", "topAndBottom"}:
                yield node


def _is_placed(node: etree._Element) -> bool:
    return local(node.tag) != "shapetype" and _style(node).get("position") == "absolute"


def _style(node: etree._Element) -> dict[str, str]:
    pairs = (each.partition(":") for each in node.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _called(art: etree._Element) -> str:
    """Return what a person calls some art: the words in it, its alternative text, or only that it is a picture."""
    words = " ".join("".join(node.text or "" for node in art.iter(w("t"))).split())
    if words:
        return f"the text box {shown(words)}"
    said = art.get("alt", "") or next((node.get("descr", "") for node in art.iter(f"{{{_PLACED}}}docPr")), "")
    text = next((node.get("string", "") for node in art.iter(f"{{{_VML}}}textpath")), "")
    named = " ".join((text or said).split())
    return f"the picture {shown(named)}" if named else "a picture"


# Where it stands -----------------------------------------------------------------------------------------


def _sheet(section: etree._Element) -> _Sheet:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    wide, high = _twips(size, "w", 11906), _twips(size, "h", 16838)
    text = _Box(
        _twips(margins, "left", 1134),
        abs(_twips(margins, "top", 1418)),
        wide - _twips(margins, "right", 1134),
        high - abs(_twips(margins, "bottom", 1191)),
    )
    return _Sheet(_Box(0, 0, wide, high), text)


def _twips(node: etree._Element | None, name: str, otherwise: int) -> float:
    value = "" if node is None else node.get(w(name), "")
    return (int(value) if re.fullmatch(r"-?\d{1,7}", value) else otherwise) / 20


def _box(art: etree._Element, sheet: _Sheet) -> _Box | None:
    """Return where some art stands on the page, in points; None where that is not said."""
    if art.tag == f"{{{_PLACED}}}anchor":
        extent = art.find(f"{{{_PLACED}}}extent")
        wide, high = (_points("" if extent is None else extent.get(name, "")) for name in ("cx", "cy"))
        across = _of_anchor(art.find(f"{{{_PLACED}}}positionH"))
        down = _of_anchor(art.find(f"{{{_PLACED}}}positionV"))
    else:
        style = _style(art)
        wide, high = _points(style.get("width", "")), _points(style.get("height", ""))
        across, down = _of_style(style, "horizontal", "margin-left"), _of_style(style, "vertical", "margin-top")
    if wide is None or high is None:
        return None
    left = _start(*across, wide, (sheet.paper.left, sheet.paper.right), (sheet.text.left, sheet.text.right))
    top = _start(*down, high, (sheet.paper.top, sheet.paper.bottom), (sheet.text.top, sheet.text.bottom))
    return None if left is None or top is None else _Box(left, top, left + wide, top + high)


def _of_anchor(position: etree._Element | None) -> tuple[str, str, float | None]:
    """Return what art is placed by, how it is aligned, and how far it stands from there."""
    if position is None:
        return "page", "", None
    align, offset = (position.find(f"{{{_PLACED}}}{name}") for name in ("align", "posOffset"))
    said = "" if align is None else (align.text or "").strip()
    return position.get("relativeFrom", "page"), said, None if offset is None else _points((offset.text or "").strip())


def _of_style(style: dict[str, str], way: str, distance: str) -> tuple[str, str, float | None]:
    said = style.get(f"mso-position-{way}", "absolute")
    by = style.get(f"mso-position-{way}-relative", "text")
    return by, "" if said == "absolute" else said, _points(style.get(distance, "0pt"))


def _start(
    by: str, align: str, offset: float | None, length: float, paper: tuple[float, float], text: tuple[float, float]
) -> float | None:
    """Return where art starts along one side of the page, in points; None where only Word's layout knows."""
    if by in ("paragraph", "line", "character", "text"):
        return None if offset is None else paper[0] + offset  # of a header's own paragraph: near the paper's edge
    first, last = text if by in ("margin", "column") else paper
    if align in ("left", "top", "inside"):
        return first
    if align in ("right", "bottom", "outside"):
        return last - length
    if align == "center":
        return (first + last - length) / 2
    return None if offset is None else first + offset


def _points(text: str) -> float | None:
    found = _LENGTH.fullmatch(text)
    return None if found is None else float(found[1]) * _POINTS[found[2]]
