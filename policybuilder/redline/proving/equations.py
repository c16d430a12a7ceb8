"""Tracked changes inside an equation: of its runs, and of the control characters that its fractions and the like are.

Word notes them in properties (ECMA-376 part 1, 17.13.5.15 and 17.13.5.19): a fraction whose control character came or
went is a stroke that did. What stood above and below it has marks of its own, and stays where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policybuilder.ooxml import names as n

_MATH = f"{{{n.MATH}}}"
_RUN, _CONTROL = _MATH + "r", _MATH + "ctrlPr"
_EQUATIONS = (_MATH + "oMath", _MATH + "oMathPara")
_PLACES = frozenset(_MATH + name for name in ("num", "den", "e", "sub", "sup", "deg", "fName", "lim", "mr"))
_MARKS = (n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO)
IN_PROPERTIES = frozenset({_RUN, _CONTROL})
"""What holds a mark that says what became of itself, and not of what stands in the mark."""


def equations_with_changes(root: etree._Element) -> list[etree._Element]:
    """Return the equations that hold tracked changes, each before those that it stands in."""
    marked = [each for each in root.iter(*_EQUATIONS) if next(each.iter(*_MARKS), None) is not None]
    return marked[::-1]


def settle_properties(equations: list[etree._Element], gone: frozenset[str]) -> None:
    """Accept or reject what the properties in some equations record, in place; what a mark of `gone` names goes."""
    for equation in equations:
        for holder in list(equation.iter(*IN_PROPERTIES)):
            marks = [child for child in holder if child.tag in _MARKS]
            lost = any(each.tag in gone for mark in marks for each in mark.iter(*_MARKS))
            for mark in marks:
                for child in [each for each in mark if each.tag not in _MARKS]:
                    mark.addprevious(child)
                holder.remove(mark)
            if lost:
                _take_out(holder)


def _take_out(holder: etree._Element) -> None:
    above = holder.getparent()
    if above is None or holder.tag == _RUN:
        if above is not None:
            above.remove(holder)
        return
    owner = above.getparent() if above.tag.endswith("Pr") else None
    if owner is None or owner.getparent() is None:
        return  # the end of a place that is not the only one of its kind: it stays, empty
    for child in list(_content(owner)):
        owner.addprevious(child)
    parent = owner.getparent()
    assert parent is not None
    parent.remove(owner)


def _content(owner: etree._Element) -> Iterator[etree._Element]:
    for child in list(owner):
        if child.tag in _PLACES:
            yield from _content(child)
        elif owner.tag in _PLACES and not child.tag.endswith("Pr"):
            yield child


def drop_emptied(equations: list[etree._Element]) -> None:
    """Take away those of some equations that nothing is left of, in place."""
    for equation in equations:
        parent = equation.getparent()
        if parent is not None and all(child.tag.endswith("Pr") for child in equation):
            parent.remove(equation)
