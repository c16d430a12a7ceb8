"""What an added style would inherit from a letterhead's own styles, and saying otherwise where a policy needs it.

A letterhead's "Normal" may be centred, indented, in capitals or a list: right for a letter, wrong for the cells of a
table and the clauses of a policy. Fonts, sizes and colours are the council's look, and are taken over, but for a colour
that is too pale to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml.names import w
from policybuilder.ooxml.order import PARAGRAPH, RUN, STYLE, put
from policybuilder.writers.word.shell.contrast import contrast, is_colour
from policybuilder.writers.word.shell.look import TextStyle
from policybuilder.writers.word.shell.style_sheet import is_on

_INDENTS = ("left", "start", "right", "end", "firstLine", "hanging")
_BY_THE_LIST = ("left", "start", "firstLine", "hanging")
"""What a list says of its paragraphs, and what a style's own indent would win over."""
_EFFECTS = {
    **dict.fromkeys(("caps", "smallCaps", "vanish", "webHidden", "strike", "dstrike", "rtl", "emboss", "imprint"), "0"),
    "u": "none",
    "vertAlign": "baseline",
}
"""What words may be handed that no policy wants, each with the value that takes it off: capitals, hidden, struck."""
_LAYOUT = {**dict.fromkeys(("pageBreakBefore", "keepNext", "bidi"), "0"), "outlineLvl": "9"}
"""The same of paragraphs."""
_NO_FRAME = {"hSpace": "0", "wrap": "auto", "vAnchor": "margin", "yAlign": "inline"}
_DEEPEST = 20


@dataclass(frozen=True)
class Inherited:
    """What a style hands down: its indents that are not 0, its alignment, its list, and what no policy wants.

    With `is_exact`, its lines are as high as it says, and words of another size are cut off.
    """

    indents: frozenset[str]
    alignment: str
    effects: frozenset[str]
    layout: frozenset[str]
    is_exact: bool
    number_id: str
    is_framed: bool = False
    """Its paragraphs stand in a frame: a policy in one would be laid over itself, on a single page."""


def handed_down(sheet: etree._Element, id: str) -> Inherited:
    """Return what the style of an id hands down to those that are based on it. `sheet` is the root of the styles."""
    indents: dict[str, bool] = {}
    unwanted: dict[str, bool] = {}
    alignment = number_id = rule = ""
    is_framed = False
    for node in _line(sheet, id):
        for found in node.iterfind(f"{w('pPr')}/{w('ind')}"):
            indents |= {name: found.get(w(name)) not in ("0", None) for name in _INDENTS if found.get(w(name))}
        for found in node.iterfind(f"{w('pPr')}/{w('jc')}"):
            alignment = found.get(w("val"), "")
        for found in node.iterfind(f"{w('pPr')}/{w('numPr')}/{w('numId')}"):
            number_id = found.get(w("val"), "")
        for found in node.iterfind(f"{w('pPr')}/{w('spacing')}"):
            rule = found.get(w("lineRule"), "auto") if found.get(w("line")) else rule
        for found in node.iterfind(f"{w('pPr')}/{w('framePr')}"):
            is_framed = found.get(w("yAlign")) != "inline"  # so Word writes that a style is taken out of a frame
        for kind, values in (("rPr", _EFFECTS), ("pPr", _LAYOUT)):
            for name, none in values.items():
                for found in node.iterfind(f"{w(kind)}/{w(name)}"):
                    # A level is no switch: its 0 is that of the highest headings.
                    unwanted[name] = (name == "outlineLvl" or is_on(found)) and found.get(w("val")) != none
    return Inherited(
        frozenset(name for name, is_set in indents.items() if is_set),
        alignment,
        frozenset(name for name in _EFFECTS if unwanted.get(name)),
        frozenset(name for name in _LAYOUT if unwanted.get(name)),
        rule == "exact",
        number_id,
        is_framed,
    )


def _line(sheet: etree._Element, id: str) -> Iterator[etree._Element]:
    """Yield the defaults, and a style with those that it is based on, itself last."""
    nodes = {node.get(w("styleId"), ""): node for node in sheet.iter(w("style"))}
    found: list[etree._Element] = []
    while id in nodes and len(found) < _DEEPEST:
        found.append(nodes[id])
        base = nodes[id].find(w("basedOn"))
        id = "" if base is None else base.get(w("val"), "")
    yield from sheet.iterfind(f"{w('docDefaults')}/{w('pPrDefault')}")
    yield from sheet.iterfind(f"{w('docDefaults')}/{w('rPrDefault')}")
    yield from reversed(found)


def say_otherwise(style: etree._Element, handed: Inherited) -> None:
    """Make a paragraph style say what it needs where it says nothing: no indent, left, no list, no effects."""
    is_listed = style.find(f"{w('pPr')}/{w('numPr')}") is not None
    unwanted = handed.indents - set(_BY_THE_LIST if is_listed else ())
    if unwanted:
        indent = _child(_child(style, "pPr", STYLE), "ind", PARAGRAPH)
        for name in unwanted - {"firstLine" if indent.get(w("hanging")) else ""}:
            if indent.get(w(name)) is None:
                indent.set(w(name), "0")
    align_left(style, handed)
    if handed.is_framed:
        take_out_of_frame(style)
    if handed.number_id not in ("", "0") and not is_listed:
        numbering = _child(_child(style, "pPr", STYLE), "numPr", PARAGRAPH)
        etree.SubElement(numbering, w("numId")).set(w("val"), "0")
    if handed.is_exact:
        spacing = _child(_child(style, "pPr", STYLE), "spacing", PARAGRAPH)
        if spacing.get(w("line")) is None:
            spacing.set(w("line"), "240")
            spacing.set(w("lineRule"), "auto")
    for kind, names, values in (("rPr", handed.effects, _EFFECTS), ("pPr", handed.layout, _LAYOUT)):
        for name in sorted(names):
            if style.find(f"{w(kind)}/{w(name)}") is None:
                made = _child(_child(style, kind, STYLE), name, RUN if kind == "rPr" else PARAGRAPH)
                made.set(w("val"), values[name])


def align_left(style: etree._Element, handed: Inherited) -> None:
    """Make a paragraph style say that it is set to the left where it says nothing and what it is based on says other.

    A number beside centred words would stand anywhere.
    """
    if handed.alignment not in ("", "left", "start") and style.find(f"{w('pPr')}/{w('jc')}") is None:
        _child(_child(style, "pPr", STYLE), "jc", PARAGRAPH).set(w("val"), "left")


def take_out_of_frame(style: etree._Element) -> None:
    """Make a paragraph style say, as Word does, that it stands in no frame."""
    frame = _child(_child(style, "pPr", STYLE), "framePr", PARAGRAPH)
    frame.attrib.clear()
    for name, value in _NO_FRAME.items():
        frame.set(w(name), value)


def framed(sheet: etree._Element, ids: Iterable[str]) -> list[str]:
    """Return those of some paragraph styles, by id, whose paragraphs stand in a frame."""
    if next(sheet.iter(w("framePr")), None) is None:
        return []
    return [id for id in ids if handed_down(sheet, id).is_framed]


def make_readable(style: etree._Element, handed: TextStyle) -> None:
    """Give a paragraph style dark words where those that it is handed are too pale to read (WCAG 2.2 AA, 1.4.3)."""
    behind = handed.fill if is_colour(handed.fill) else "FFFFFF"
    if style.find(f"{w('rPr')}/{w('color')}") is not None or not is_colour(handed.colour):
        return
    if contrast(handed.colour, behind) < _LEAST_CONTRAST:
        dark = max(("404040", "FFFFFF"), key=lambda colour: contrast(colour, behind))
        _child(_child(style, "rPr", STYLE), "color", RUN).set(w("val"), dark)


_LEAST_CONTRAST = 4.5


def _child(parent: etree._Element, name: str, order: dict[str, int]) -> etree._Element:
    """Return a child of an element, made in its place where there is none."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        put(parent, found, order)
    return found
