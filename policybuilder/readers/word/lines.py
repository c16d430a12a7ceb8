"""The lines of a Word file, and the headings, lists and other blocks that they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from policybuilder.document import Block, Inline, List, ListItem, Paragraph, Table, plain_text
from policybuilder.readers.outline import Entry, HeadingLine


@dataclass(frozen=True)
class Line:
    """A paragraph of the file, before lists are put together; of `elements` where tracked changes joined several."""

    inlines: tuple[Inline, ...]
    style: str
    heading: int
    clause: str
    number: str
    list_level: int
    ordered: bool
    continues: bool
    boxes: tuple[Block, ...] = ()
    elements: tuple[etree._Element, ...] = field(default=(), repr=False, compare=False)


def entries_of(lines: list[Line | Table]) -> list[Entry]:
    """Return the headings and blocks of the lines, list paragraphs put together."""
    entries: list[Entry] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if isinstance(line, Table):
            entries.append(line)
        elif line.style == "title":
            continue
        elif line.heading:
            entries.append(HeadingLine(line.heading, plain_text(line.inlines), line.number, line.clause))
        elif line.list_level >= 0:
            start = index - 1
            while index < len(lines) and _in_list(lines[index]):
                index += 1
            entries.extend(_lists([item for item in lines[start:index] if isinstance(item, Line)]))
        elif line.inlines:
            entries.append(Paragraph(line.inlines, line.number))
        if isinstance(line, Line) and line.boxes:
            entries.extend(line.boxes)
    return entries


def _in_list(line: Line | Table) -> bool:
    return isinstance(line, Line) and not line.heading and (line.list_level >= 0 or line.continues)


def _lists(lines: list[Line]) -> list[List]:
    """Return paragraphs with list levels as lists, a deeper level within the item before it."""
    found: list[List] = []
    level = min(line.list_level for line in lines if line.list_level >= 0)
    index = 0
    while index < len(lines):
        ordered = lines[index].ordered
        items: list[ListItem] = []
        while index < len(lines) and (not items or lines[index].ordered == ordered or lines[index].list_level != level):
            line = lines[index]
            index += 1
            if line.list_level == level or not items:
                items.append(ListItem((Paragraph(line.inlines),)))
                continue
            deeper = [line]
            while index < len(lines) and lines[index].list_level != level:
                deeper.append(lines[index])
                index += 1
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *_below(deeper)))
        found.append(List(ordered, tuple(items)))
    return found


def _below(lines: list[Line]) -> list[Block]:
    found: list[Block] = []
    nested: list[Line] = []
    for line in lines:
        if line.continues and line.list_level < 0 and not nested:
            found.append(Paragraph(line.inlines))
        else:
            nested.append(line)
    if nested and any(line.list_level >= 0 for line in nested):
        found.extend(_lists(nested))
    return found
