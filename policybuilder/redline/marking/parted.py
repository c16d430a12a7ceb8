"""Part a mark, or a run, in two: each piece is accepted and rejected as the whole was."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes, like
from policybuilder.redline.marking.recorded import SAYS_NO_TEXT

_WORDS = (n.T, n.DEL_TEXT)
_FIELD_STEPS = {"begin": 1, "end": -1}


def may_part(mark: etree._Element, at: int) -> bool:
    """Return whether a mark may be parted behind so many characters: it holds runs alone, and no field is cut."""
    if any(child.tag != n.R for child in mark) or next(mark.iter(n.TXBX), None) is not None:
        return False
    before = depth = 0
    for child in (child for run in mark for child in run):
        if before >= at:
            break
        depth += _FIELD_STEPS.get(child.get(n.w("fldCharType"), ""), 0)
        before += _length(child)
    return depth == 0


def part_mark(mark: etree._Element, at: int, number: str) -> etree._Element:
    """Put what is behind so many characters of a mark's words into a mark of its own after it, and return that."""
    rest = like(mark)
    rest.set(n.ID, number)
    before = 0
    for run in list(mark):
        length = sum(_length(child) for child in run)
        if before >= at:
            rest.append(run)
        elif before + length > at:
            rest.append(_rest_of(run, at - before))
        before += length
    mark.addnext(rest)
    return rest


def part_run(run: etree._Element, at: int) -> etree._Element:
    """Put what is behind so many characters of a run into a run of its own after it, and return that."""
    rest = _rest_of(run, at)
    run.addnext(rest)
    return rest


def _rest_of(run: etree._Element, at: int) -> etree._Element:
    """Return a run with what is behind so many characters of another, which loses it."""
    rest = like(run)
    before = 0
    for child in list(run):
        if child.tag == n.RPR:
            rest.append(deepcopy(child))
            continue
        length = _length(child)
        if before >= at:
            rest.append(child)
        elif before + length > at:
            text = child.text or ""
            end = etree.SubElement(rest, child.tag, attributes(child))
            child.text, end.text = text[: at - before], text[at - before :]
            for each in (child, end):
                each.set(n.XML_SPACE, "preserve")
        before += length
    return rest


def _length(child: etree._Element) -> int:
    if child.tag in _WORDS:
        return len(child.text or "")
    return 0 if child.tag in SAYS_NO_TEXT else 1
