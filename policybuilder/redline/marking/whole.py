"""Mark a whole block as inserted, deleted or moved: every run, every paragraph mark, every row and control."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.ink import COME, GONE, MOVED_AWAY, MOVED_HERE, RUN_MARKS, Ink
from policybuilder.redline.marking.properties import mark_formatting, mark_row
from policybuilder.redline.proving.fields import FIELD_DATA, SIMPLE, as_runs

_STAYS_OUTSIDE = n.MARKERS | n.MOVE_MARKERS | n.XML_RANGES
_LEFT_OUT = n.NOISE
_MARKED = frozenset(RUN_MARKS.values())
_SIDES = (frozenset({n.INS, n.MOVE_TO}), frozenset({n.DEL, n.MOVE_FROM}))
_DELETED = {n.T: n.DEL_TEXT, n.INSTR_TEXT: n.DEL_INSTR_TEXT}
_ROW_STATUS = {GONE: GONE, COME: COME, MOVED_AWAY: GONE, MOVED_HERE: COME}


def own_copy(element: etree._Element, status: str, ink: Ink) -> etree._Element:
    """Return a copy of a block, with ids of its own when it comes from the old document."""
    return ink.copy_of_old(element) if status in {GONE, MOVED_AWAY} else deepcopy(element)


def mark_whole(block: etree._Element, status: str, ink: Ink) -> list[etree._Element]:
    """Mark a block in place as a whole; return it with the range marks that belong beside it."""
    if block.tag == n.P:
        mark_paragraph(block, status, ink)
        return [block]
    if block.tag == n.TBL:
        for row in list(block.iter(n.TR)):
            if _nearest_table(row) is block:
                mark_whole_row(row, status, ink)
        return [block]
    if block.tag in {n.SDT, n.CUSTOM_XML}:
        return _mark_control(block, status, ink)
    return [block]


def _nearest_table(row: etree._Element) -> etree._Element | None:
    above = row.getparent()
    while above is not None and above.tag != n.TBL:
        above = above.getparent()
    return above


def mark_whole_row(row: etree._Element, status: str, ink: Ink) -> None:
    """Mark a row, and all that its cells hold, in place."""
    mark_row(row, _ROW_STATUS[status], ink)
    for cell in row.iter(n.TC):
        if _nearest_row(cell) is row:
            mark_content(cell, status, ink)


def _nearest_row(cell: etree._Element) -> etree._Element | None:
    above = cell.getparent()
    while above is not None and above.tag != n.TR:
        above = above.getparent()
    return above


def mark_content(container: etree._Element, status: str, ink: Ink) -> None:
    """Mark everything that a cell, control or note holds, in place."""
    for child in list(container):
        if child.tag in {n.SDT, n.CUSTOM_XML}:
            parts = _mark_control(child, status, ink)
            at = container.index(child)
            container[at : at + 1] = parts
        elif child.tag in {n.P, n.TBL}:
            mark_whole(child, status, ink)


def _mark_control(control: etree._Element, status: str, ink: Ink) -> list[etree._Element]:
    held = control.find(n.SDTCONTENT) if control.tag == n.SDT else control
    if held is None:
        return [control]
    mark_content(held, status, ink)
    start, start_end, end, end_end = ink.control_ranges(status)
    held.insert(sum(child.tag == n.CUSTOM_XMLPR for child in held), start_end)
    held.append(end)
    return [start, control, end_end]


def mark_paragraph(paragraph: etree._Element, status: str, ink: Ink) -> None:
    """Mark a paragraph's content and its mark, in place."""
    mark_runs(paragraph, status, ink)
    properties = paragraph.find(n.PPR)
    if properties is None:
        properties = etree.Element(n.PPR)
        paragraph.insert(0, properties)
    mark_formatting(properties).insert(0, ink.run_mark(status))


def mark_runs(parent: etree._Element, status: str, ink: Ink) -> None:
    """Put every run below a paragraph or wrapper inside a revision mark, in place.

    Links and simple fields are written as complex ones: so they come and go with what they hold.
    """
    children = list(_unfolded(parent, ink))
    del parent[:]
    holder: etree._Element | None = None
    for child in children:
        tag = child.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag.endswith("Pr") or tag in _STAYS_OUTSIDE:
            holder = None
            parent.append(child)
        elif tag == n.SDT and (held := child.find(n.SDTCONTENT)) is not None:
            holder = None
            mark_runs(held, status, ink)
            start, start_end, end, end_end = ink.control_ranges(status)
            held.insert(0, start_end)
            held.append(end)
            parent.extend([start, child, end_end])
        elif tag in {n.HYPERLINK, SIMPLE}:
            holder = None
            mark_runs(child, status, ink)
            parent.append(child)
        else:
            if holder is None:
                holder = ink.run_mark(status)
                parent.append(holder)
            if status == GONE:
                delete_texts(child)
            holder.append(child)


def _unfolded(parent: etree._Element, ink: Ink) -> Iterator[etree._Element]:
    for child in [each for each in parent if each.tag != FIELD_DATA]:
        runs = as_runs(child, ink.address(child.get(n.R_ID, ""))) if child.tag in {n.HYPERLINK, SIMPLE} else None
        if runs is None:
            if child.tag in n.WRAPPERS - {n.SDT, n.HYPERLINK, SIMPLE}:
                child[:] = list(_unfolded(child, ink))
            yield child
            continue
        yield from runs[0]
        yield from _unfolded(child, ink)
        yield runs[1]


def delete_texts(element: etree._Element) -> None:
    """Turn the texts of a run, or of an equation or wrapper with runs in it, into deleted texts, in place.

    Those of paragraphs in it, as in a text box, stay as they are: they are not in the mark that takes the box away.
    """
    if element.tag == n.P:
        return
    for child in element:
        if child.tag in _DELETED:
            child.tag = _DELETED[child.tag]
            child.set(n.XML_SPACE, "preserve")
        elif len(child):
            delete_texts(child)


def go_with_content(wrapper: etree._Element, ink: Ink) -> None:
    """Let a link or the like whose content has only come, or only gone, come or go with it, in place.

    The element would stay, empty, on the side that lacks what it holds.
    """
    marks = _marks_in(wrapper)
    parent = wrapper.getparent()
    if parent is None or not any(marks <= side for side in _SIDES) or not marks:
        return
    status = next(status for status, tag in RUN_MARKS.items() if tag in marks)
    at = parent.index(wrapper)
    if wrapper.tag != n.HYPERLINK:
        for mark in [child for child in wrapper if child.tag in marks]:
            place = wrapper.index(mark)
            wrapper[place : place + 1] = list(mark)
        holder = ink.run_mark(status)
        holder.append(wrapper)
        parent.insert(at, holder)
        return
    runs = as_runs(wrapper, ink.address(wrapper.get(n.R_ID, "")))
    if runs is None:
        return
    for run in runs[0] if status == GONE else ():
        delete_texts(run)
    content = list(wrapper)
    for place, more in ((0, runs[0]), (-1, [runs[1]])):
        if content[place].tag != RUN_MARKS[status]:
            content.insert(place if place == 0 else len(content), ink.run_mark(status))
        beside = content[place]
        beside[0 if place == 0 else len(beside) : 0 if place == 0 else len(beside)] = more
    parent[at : at + 1] = content


def _marks_in(element: etree._Element) -> set[str]:
    """Return the marks round what an element inside a paragraph holds, "" for what has none."""
    found: set[str] = set()
    for child in element:
        if child.tag in _MARKED:
            found.add(child.tag)
        elif child.tag in n.WRAPPERS:
            held = child.find(n.SDTCONTENT) if child.tag == n.SDT else child
            found |= _marks_in(held) if held is not None and len(held) else {""}
        elif isinstance(child.tag, str) and child.tag not in _STAYS_OUTSIDE and not child.tag.endswith("Pr"):
            found.add("")
    return found
