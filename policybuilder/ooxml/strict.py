"""Strict Open XML (ISO/IEC 29500-1) as the usual form, transitional (ISO/IEC 29500-4).

It is the same document in the names, words and units that Word writes unless it is asked for the strict form: strict
files name their parts' XML otherwise, say "start" and "end" where the usual form says "left" and "right", and
may write lengths with their unit and shares with a per cent sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from policybuilder.ooxml.elements import as_bytes, forget, parse_part
from policybuilder.ooxml.names import STRICT, WORD, local, w

_SCHEMAS = "http://schemas.openxmlformats.org/"
_PACKAGE_METADATA = f"{_SCHEMAS}package/2006/relationships/metadata/"
_OTHERWISE = {
    "officeDocument/extendedProperties": f"{_SCHEMAS}officeDocument/2006/extended-properties",
    "officeDocument/customProperties": f"{_SCHEMAS}officeDocument/2006/custom-properties",
    "officeDocument/relationships/extendedProperties": (
        f"{_SCHEMAS}officeDocument/2006/relationships/extended-properties"
    ),
    "officeDocument/relationships/customProperties": f"{_SCHEMAS}officeDocument/2006/relationships/custom-properties",
    "officeDocument/relationships/metadata/core-properties": f"{_PACKAGE_METADATA}core-properties",
    "officeDocument/relationships/metadata/thumbnail": f"{_PACKAGE_METADATA}thumbnail",
}
"""The names that differ in more than their beginning (ISO/IEC 29500-4, 7 to 12)."""

_TAG = re.compile(rb"<[^<>]*purl\.oclc\.org/ooxml/[^<>]*>")
_NAME = re.compile(rb"([\"'])" + re.escape(STRICT).encode() + rb"([\w/.-]+)\1")


def as_transitional(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Return the parts of a strict file as parts of the usual form. Raises PolicyBuilderError for damaged XML."""
    return {
        part: as_bytes(transitional_part(content, part, name)) if _is_strict(part, content) else content
        for part, content in parts.items()
    }


def _is_strict(part: str, content: bytes) -> bool:
    return part.lower().endswith((".xml", ".rels")) and STRICT.encode() in content


def transitional_part(content: bytes, part: str, name: str) -> etree._Element:
    """Return the root of a strict part, as one of the usual form. Raises PolicyBuilderError for damaged XML."""
    even = as_bytes(parse_part(content, part, name))
    root = parse_part(_TAG.sub(lambda tag: _NAME.sub(_usual_name, tag[0]), even), part, name)
    for node in root.iter(etree.Element):
        _in_usual_words(node)
    return root


def _usual_name(found: re.Match[bytes]) -> bytes:
    strict = found[2].decode()
    room, _, rest = strict.partition("/")
    return found[1] + _OTHERWISE.get(strict, f"{_SCHEMAS}{room}/2006/{rest}").encode() + found[1]


# Words and units -----------------------------------------------------------------------------------------

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_SHARE = re.compile(r"(-?\d+(?:\.\d+)?)%")
_LENGTHS = frozenset(
    {
        "left", "right", "firstLine", "hanging", "before", "after", "line", "w", "h", "top", "bottom", "header",
        "footer", "gutter", "pos", "linePitch", "hSpace", "vSpace", "x", "y", "tblpX", "tblpY",
        *(f"{side}FromText" for side in ("left", "right", "top", "bottom")),
    }
)  # fmt: skip
"""Attributes of WordprocessingML that hold a length."""
_HALF_POINTS = frozenset(("sz", "szCs", "kern", "position", "hps", "hpsRaise", "hpsBaseText"))
_LENGTH_ELEMENTS = _HALF_POINTS | {
    "spacing", "trHeight", "fitText", "defaultTabStop", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin", "hyphenationZone",
}  # fmt: skip
"""Elements of WordprocessingML whose value is a length."""
_SIDES = {"start": "left", "end": "right"}
_SIDED = frozenset(("jc", "lvlJc", "tab"))
_EDGED = frozenset(w(name) for name in ("tblBorders", "tcBorders", "tblCellMar", "tcMar"))
_DIRECTIONS = {"tb": "lrTb", "rl": "tbRl", "lr": "btLr", "tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV"}


def _in_usual_words(node: etree._Element) -> None:
    if node.tag.startswith(f"{{{WORD}}}"):
        _word_element(node, local(node.tag))
    elif "/drawingml/" in node.tag:
        for key, value in node.items():
            if share := _SHARE.fullmatch(str(value)):
                node.set(key, str(round(float(share[1]) * 1000)))  # thousandths of a per cent


def _word_element(node: etree._Element, name: str) -> None:
    parent = node.getparent()
    if name in _SIDES and parent is not None and parent.tag in _EDGED:
        node.tag = w(_SIDES[name])
    if name == "ind":
        _rename(node, {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"})
    value = node.get(w("val"), "")
    if name in _SIDED and value in _SIDES:
        node.set(w("val"), _SIDES[value])
    elif name == "textDirection" and value in _DIRECTIONS:
        node.set(w("val"), _DIRECTIONS[value])
    elif name == "document":
        forget(node, w("conformance"))
    for key, text in node.items():
        attribute = local(str(key))
        length, share = _LENGTH.fullmatch(str(text)), _SHARE.fullmatch(str(text))
        holds_length = attribute in _LENGTHS or (attribute == "val" and name in _LENGTH_ELEMENTS)
        if length and (holds_length or (attribute, name) == ("space", "cols")):
            times = 2 if name in _HALF_POINTS else 20
            node.set(key, str(round(float(length[1]) * _POINTS[length[2]] * times)))
        elif share and attribute in ("w", "percent", "val"):
            # A table's width is in fiftieths of a per cent; letters' scale and the zoom are in per cent.
            node.set(key, str(round(float(share[1]) * (50 if attribute == "w" else 1))))


def _rename(node: etree._Element, names: Mapping[str, str]) -> None:
    for old, new in names.items():
        if (value := node.get(w(old))) is not None:
            forget(node, w(old))
            node.set(w(new), value)
