"""Properties with their changes on record: of paragraphs, runs, sections, tables, rows and cells."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.ink import COME, GONE, KEPT, Ink
from policybuilder.redline.proving.normal import section_key
from policybuilder.redline.reading.keys import References, properties_key

_APART = frozenset({n.RPR, n.SECTPR, n.PPR_CHANGE})
_SECTION_REFERENCES = frozenset({n.w("headerReference"), n.w("footerReference")})


def without(properties: etree._Element | None, tag: str, leave_out: frozenset[str]) -> etree._Element:
    """Return a copy of some properties (or empty ones) under `tag`, without some children."""
    copy = etree.Element(tag)
    for child in properties if properties is not None else ():
        if child.tag not in leave_out and child.tag not in n.REVISIONS:
            copy.append(deepcopy(child))
    return copy


def paragraph_properties(
    status: str, new: etree._Element | None, old: etree._Element | None, ink: Ink, refs: References
) -> etree._Element | None:
    """Return the pPr of a paragraph whose mark has the status given, or None when it needs none.

    `new` and `old` are the paragraphs that the mark comes from; a kept mark has both.
    """
    source = old if new is None else new
    assert source is not None
    found = source.find(n.PPR)
    properties = etree.Element(n.PPR) if found is None else deepcopy(found)
    if status != KEPT:
        mark_formatting(properties).insert(0, ink.run_mark(status))
    elif new is not None and old is not None:
        _record_changes(properties, old.find(n.PPR), ink, refs)
    return properties if len(properties) else None


def mark_formatting(properties: etree._Element) -> etree._Element:
    """Return the rPr of a paragraph's mark, put in its place in the pPr where there was none."""
    formatting = properties.find(n.RPR)
    if formatting is None:
        formatting = etree.Element(n.RPR)
        section = properties.find(n.SECTPR)
        if section is None:
            properties.append(formatting)
        else:
            section.addprevious(formatting)
    return formatting


def _record_changes(properties: etree._Element, old: etree._Element | None, ink: Ink, refs: References) -> None:
    old_formatting = None if old is None else old.find(n.RPR)
    if properties_key(properties.find(n.RPR), refs) != properties_key(old_formatting, refs):
        record_formatting(mark_formatting(properties), old_formatting, ink)
    section = properties.find(n.SECTPR)
    old_section = None if old is None else old.find(n.SECTPR)
    if section is not None and old_section is not None:
        record_section(section, old_section, ink, refs)
    if properties_key(properties, refs, _APART) != properties_key(old, refs, _APART):
        properties.append(ink.record(n.PPR_CHANGE, without(old, n.PPR, _APART)))


def same_kind_of_mark(old: etree._Element, new: etree._Element) -> bool:
    """Return whether both paragraphs end a section, or neither does: else one mark cannot become the other."""
    return (old.find(f"{n.PPR}/{n.SECTPR}") is None) == (new.find(f"{n.PPR}/{n.SECTPR}") is None)


def record_formatting(formatting: etree._Element, old: etree._Element | None, ink: Ink) -> None:
    """Put the old formatting of a run or paragraph mark on record."""
    formatting.append(ink.record(n.RPR_CHANGE, without(old, n.RPR, frozenset({n.RPR_CHANGE}))))


def record_section(section: etree._Element, old: etree._Element, ink: Ink, refs: References) -> None:
    """Put the old properties of a section on record, where they differ."""
    if section_key(section, refs) == section_key(old, refs):
        return
    section.append(ink.record(n.SECTPR_CHANGE, without(old, n.SECTPR, _SECTION_REFERENCES)))


def record_table_part(
    owner: etree._Element,
    old_owner: etree._Element,
    tag: str,
    record_tag: str,
    ink: Ink,
    refs: References,
) -> None:
    """Put the old tblPr, trPr, tcPr or tblPrEx on record in `owner`, where they differ."""
    properties, old = owner.find(tag), old_owner.find(tag)
    if properties_key(properties, refs) == properties_key(old, refs):
        return
    if properties is None:
        properties = etree.Element(tag)
        at = 1 if tag == n.TRPR and owner.find(n.TBLPREX) is not None else 0
        owner.insert(at, properties)
    properties.append(ink.record(record_tag, without(old, tag, frozenset({record_tag}))))


def record_grid(table: etree._Element, old_table: etree._Element, ink: Ink) -> None:
    """Put the old column widths of a table on record, where they differ."""
    grid, old = table.find(n.TBLGRID), old_table.find(n.TBLGRID)
    if grid is None or old is None or _widths(grid) == _widths(old):
        return
    record = etree.Element(n.TBLGRID_CHANGE, {n.ID: ink.fresh_id()})
    record.append(without(old, n.TBLGRID, frozenset({n.TBLGRID_CHANGE})))
    grid.append(record)


def _widths(grid: etree._Element) -> list[str | None]:
    return [column.get(n.w("w")) for column in grid.findall(n.w("gridCol"))]


def mark_row(row: etree._Element, status: str, ink: Ink) -> None:
    """Mark a whole row as inserted or deleted."""
    properties = row.find(n.TRPR)
    if properties is None:
        properties = etree.Element(n.TRPR)
        row.insert(1 if row.find(n.TBLPREX) is not None else 0, properties)
    properties.append(ink.mark(n.INS if status == COME else n.DEL))


def mark_cell(cell: etree._Element, status: str, ink: Ink) -> None:
    """Mark a whole cell as inserted or deleted."""
    properties = cell.find(n.TCPR)
    if properties is None:
        properties = etree.Element(n.TCPR)
        cell.insert(0, properties)
    properties.append(ink.mark(n.CELL_DEL if status == GONE else n.CELL_INS))
