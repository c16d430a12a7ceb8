"""Write tables: rows and cells that came or went, and the properties of those that stayed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from policybuilder.redline import names as n
from policybuilder.redline.ink import COME, GONE
from policybuilder.redline.plan import CellStep, Plan, RowStep
from policybuilder.redline.properties import mark_cell, record_grid, record_table_part
from policybuilder.redline.whole import mark_content, mark_whole_row

if TYPE_CHECKING:
    from policybuilder.redline.mark import Marking

WritePlan = Callable[[Plan, "Marking"], list[etree._Element]]


def write_table(
    old: etree._Element, new: etree._Element, rows: list[RowStep], marking: Marking, write: WritePlan
) -> etree._Element:
    """Return a table that both documents have, with its rows, cells and properties marked."""
    table = n.shell(new)
    for child in new:
        if child.tag in {n.TBLPR, n.TBLGRID} or child.tag in n.MARKERS:
            table.append(deepcopy(child))
    record_table_part(table, old, n.TBLPR, n.TBLPR_CHANGE, marking.ink, marking.refs)
    record_grid(table, old, marking.ink)
    for step in rows:
        table.append(_write_row(step, marking, write))
    return table


def _write_row(step: RowStep, marking: Marking, write: WritePlan) -> etree._Element:
    if step.new is None or step.old is None:
        block = step.old or step.new
        assert block is not None
        status = GONE if step.new is None else COME
        row = marking.copy(block.element, status)
        for each in [row] if row.tag == n.TR else list(row.iter(n.TR)):
            mark_whole_row(each, status, marking.ink)
        return row
    if not step.cells:
        return deepcopy(step.new.element)
    old, new = step.old.element, step.new.element
    row = n.shell(new)
    for child in new:
        if child.tag in {n.TRPR, n.TBLPREX} or child.tag in n.MARKERS:
            row.append(deepcopy(child))
    record_table_part(row, old, n.TRPR, n.TRPR_CHANGE, marking.ink, marking.refs)
    record_table_part(row, old, n.TBLPREX, n.TBLPREX_CHANGE, marking.ink, marking.refs)
    for cell in step.cells:
        row.append(_write_cell(cell, marking, write))
    return row


def _write_cell(step: CellStep, marking: Marking, write: WritePlan) -> etree._Element:
    if step.new is None or step.old is None:
        block = step.old or step.new
        assert block is not None
        status = GONE if step.new is None else COME
        cell = marking.copy(block.element, status)
        for each in [cell] if cell.tag == n.TC else list(cell.iter(n.TC)):
            mark_cell(each, status, marking.ink)
            mark_content(each, status, marking.ink)
        return cell
    if step.inner is None:
        return deepcopy(step.new.element)
    old, new = step.old.element, step.new.element
    cell = n.shell(new)
    properties = new.find(n.TCPR)
    if properties is not None:
        cell.append(deepcopy(properties))
    record_table_part(cell, old, n.TCPR, n.TCPR_CHANGE, marking.ink, marking.refs)
    cell.extend(write(step.inner, marking))
    return cell
