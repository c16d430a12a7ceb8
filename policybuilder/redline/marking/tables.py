"""Write tables: rows and cells that came or went, and the properties of those that stayed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import like
from policybuilder.redline.marking.ink import COME, GONE
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.properties import mark_cell, record_grid, record_table_part
from policybuilder.redline.marking.whole import mark_content, mark_whole_row
from policybuilder.redline.planning.steps import CellStep, Plan, RowStep
from policybuilder.redline.reading.blocks import Block, cell_in

WritePlan = Callable[[Plan, Marking], list[etree._Element]]


def write_table(
    old: etree._Element, new: etree._Element, rows: list[RowStep], marking: Marking, write: WritePlan
) -> etree._Element:
    """Return a table that both documents have, with its rows, cells and properties marked."""
    table = like(new)
    for child in new:
        if child.tag in {n.TBLPR, n.TBLGRID}:
            table.append(deepcopy(child))
    record_table_part(table, old, n.TBLPR, n.TBLPR_CHANGE, marking.ink, marking.refs)
    record_grid(table, old, marking.ink)
    for step in rows:
        table.extend(_points_before(step.new))
        table.append(_write_row(step, marking, write))
    table.extend(_points_after_last(new))
    return table


def _points_before(block: Block | None) -> list[etree._Element]:
    """Return copies of the bookmark and comment points that stand between a row or cell and the one before it."""
    found: list[etree._Element] = []
    before = None if block is None else block.element.getprevious()
    while before is not None and before.tag in n.MARKERS:
        found.insert(0, deepcopy(before))
        before = before.getprevious()
    return found


def _points_after_last(container: etree._Element) -> list[etree._Element]:
    """Return copies of the points that stand after the last row or cell, as where whole rows are marked."""
    found: list[etree._Element] = []
    for child in reversed(container):
        if child.tag not in n.MARKERS:
            break
        found.insert(0, deepcopy(child))
    return found


def _write_row(step: RowStep, marking: Marking, write: WritePlan) -> etree._Element:
    if step.new is None or step.old is None:
        block = step.old or step.new
        assert block is not None
        status = GONE if step.new is None else COME
        row = marking.copy(block.element, status)
        for each in _outermost(row, n.TR):
            mark_whole_row(each, status, marking.ink)
        return row
    if not step.cells:
        return deepcopy(step.new.element)
    old, new = step.old.element, step.new.element
    row = like(new)
    for child in new:
        if child.tag in {n.TRPR, n.TBLPREX}:
            row.append(deepcopy(child))
    record_table_part(row, old, n.TRPR, n.TRPR_CHANGE, marking.ink, marking.refs)
    record_table_part(row, old, n.TBLPREX, n.TBLPREX_CHANGE, marking.ink, marking.refs)
    for cell in step.cells:
        row.extend(_points_before(cell.new))
        row.append(_write_cell(cell, marking, write))
    row.extend(_points_after_last(new))
    return row


def _outermost(element: etree._Element, tag: str) -> list[etree._Element]:
    """Return the rows or cells that a row or cell, or a control round some, stands for: none of a table inside."""
    if element.tag == tag:
        return [element]
    return [each for each in element.iter(tag) if not any(above.tag == tag for above in each.iterancestors(tag))]


def _write_cell(step: CellStep, marking: Marking, write: WritePlan) -> etree._Element:
    if step.new is None or step.old is None:
        block = step.old or step.new
        assert block is not None
        status = GONE if step.new is None else COME
        cell = marking.copy(block.element, status)
        for each in _outermost(cell, n.TC):
            mark_cell(each, status, marking.ink)
            mark_content(each, status, marking.ink)
        return cell
    if step.inner is None:
        return deepcopy(step.new.element)
    whole = deepcopy(step.new.element)
    old_cell, written = cell_in(step.old.element), cell_in(whole)
    assert old_cell is not None
    assert written is not None
    properties = written.find(n.TCPR)
    written[:] = [] if properties is None else [properties]
    record_table_part(written, old_cell, n.TCPR, n.TCPR_CHANGE, marking.ink, marking.refs)
    written.extend(write(step.inner, marking))
    return whole
