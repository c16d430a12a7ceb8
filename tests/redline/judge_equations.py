"""The judge's reading of tracked changes inside an equation (ECMA-376 part 1, 17.13.5.15 and 17.13.5.19).

A mark in the properties of a run of an equation is of that run; one in a control character's is of the fraction, root
or the like that the character is, whose parts stay.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = {f"{_W}delText": f"{_W}t", f"{_W}delInstrText": f"{_W}instrText"}
_MARKS = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}


def settled_equation(element: Element, gone: set[str]) -> Element | None:
    """Return an equation without the marks whose names are `gone` and what they mark; None where nothing is left."""
    marked = any(each.tag in _MARKS for each in element.iter())
    kept = _rebuilt(element, {_W + name for name in gone})
    is_left = kept and (not marked or any(not child.tag.endswith("Pr") for child in kept[0]))
    return kept[0] if is_left else None


def _rebuilt(element: Element, gone: set[str]) -> list[Element]:
    """Return what stands for an element once its changes are settled: itself, its parts or nothing."""
    if element.tag in _MARKS:
        return [] if element.tag in gone else [made for child in element for made in _rebuilt(child, gone)]
    if element.tag == f"{_M}r" and _lost(element, gone):
        return []
    inside = [made for child in element for made in _rebuilt(child, gone)]
    properties = next((child for child in element if child.tag == f"{element.tag}Pr"), None)
    control = None if properties is None else properties.find(f"{_M}ctrlPr")
    if control is not None and _lost(control, gone):
        return [held for part in inside if not part.tag.endswith("Pr") for held in _held(part)]
    if element.tag in {f"{_M}oMath", f"{_M}oMathPara"} and len(element) and not inside:
        return []
    made = Element(_TEXTS.get(element.tag, element.tag), element.attrib)
    made.text = element.text
    made.extend(inside)
    return [made]


def _lost(holder: Element, gone: set[str]) -> bool:
    return any(each.tag in gone for mark in holder if mark.tag in _MARKS for each in mark.iter())


def _held(part: Element) -> list[Element]:
    if part.tag == f"{_M}mr":
        return [held for cell in part for held in _held(cell)]
    return [child for child in part if not child.tag.endswith("Pr")]
