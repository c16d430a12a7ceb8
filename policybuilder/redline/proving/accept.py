"""Accept or reject every tracked change: of one element, or of a whole .docx.

What each mark means is ECMA-376 part 1, 17.13.5 (Revisions). Nothing here is taken from the modules that write marks;
mark.py calls this module, to try what it has written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.package import read_redline
from policybuilder.redline.proving.equations import drop_emptied, equations_with_changes, settle_properties

_FORMULA = f"{{{n.MATH}}}oMath"
_SPACES = " \t\r\n"
_RUN_KINDS = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})
_KEPT_IN_CHANGED_PPR = frozenset({n.RPR, n.SECTPR})
_ROW_REVISIONS = frozenset({n.INS, n.DEL})
_CELL_REVISIONS = frozenset({n.CELL_INS, n.CELL_DEL, n.CELL_MERGE})
_BESIDE_PARAGRAPHS = n.MARKERS | n.NOISE | n.MOVE_MARKERS | n.XML_RANGES


def accept_all(content: bytes) -> bytes:
    """Return the .docx with every tracked change accepted. Raises PolicyBuilderError on a bad file."""
    return _settle_package(content, accept)


def reject_all(content: bytes) -> bytes:
    """Return the .docx with every tracked change rejected. Raises PolicyBuilderError on a bad file."""
    return _settle_package(content, reject)


def accept(root: etree._Element) -> bool:
    """Accept every tracked change below `root`, in place. Return whether there was any."""
    return _settle(root, gone=frozenset({n.DEL, n.MOVE_FROM}), restore=False)


def reject(root: etree._Element) -> bool:
    """Reject every tracked change below `root`, in place. Return whether there was any."""
    return _settle(root, gone=frozenset({n.INS, n.MOVE_TO}), restore=True)


def trim_texts(root: etree._Element) -> None:
    """Take off the spaces at the ends of texts that do not say that they count, in place, as Word does on reading."""
    if root.get(n.XML_SPACE) == "preserve":
        return
    for text in root.iter(n.T, n.DEL_TEXT):
        said = text.text
        if said and (said[0] in _SPACES or said[-1] in _SPACES) and text.get(n.XML_SPACE) != "preserve":
            text.text = said.strip(_SPACES)


def has_revisions(root: etree._Element) -> bool:
    """Return whether any tracked change is recorded below `root`."""
    return next(root.iter(*n.REVISIONS), None) is not None


def _settle_package(content: bytes, settle: Callable[[etree._Element], bool]) -> bytes:
    package = read_redline(content)
    for part in package.stories():
        settle(package.edit(part))
    return package.to_bytes()


def _settle(root: etree._Element, gone: frozenset[str], restore: bool) -> bool:
    if not has_revisions(root):
        return False
    before = bookmark_contents(root)
    had_none = set(_cells_without_paragraph(root))
    _settle_controls(root, gone)
    _settle_properties(root, restore)
    _settle_rows(root, gone)
    _settle_cells(root, gone)
    equations = equations_with_changes(root)
    settle_properties(equations, gone)
    lost_marks = _settle_marks(root, gone)
    _settle_runs(root, gone)
    drop_emptied(equations)
    for range_mark in list(root.iter(*n.MOVE_MARKERS)):
        _remove(range_mark)  # first: each paragraph that joins the next would hand on those of all before it
    for paragraph in lost_marks:
        _join_with_next(paragraph)
    for text in list(root.iter(n.DEL_TEXT)):
        text.tag = n.T
    for text in list(root.iter(n.DEL_INSTR_TEXT)):
        text.tag = n.INSTR_TEXT
    for cell in list(_cells_without_paragraph(root)):
        if cell not in had_none:
            etree.SubElement(cell, n.P)
    _drop_collapsed_bookmarks(root, before)
    _drop_orphaned_comment_ranges(root)
    return True


def _cells_without_paragraph(root: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in root.iter(n.TC) if cell.find(n.P) is None and cell.find(n.SDT) is None)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element, children: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    for child in children:  # not by its place in the parent, which would be counted anew for each
        element.addprevious(child)
    parent.remove(element)


def _settle_controls(root: etree._Element, gone: frozenset[str]) -> None:
    """Take away the content controls and custom XML whose tags lie in a range that is gone; what they hold stays."""
    ranges = list(root.iter(*n.XML_RANGES))
    if not ranges:
        return
    gone_names = {n.local(tag)[0].upper() + n.local(tag)[1:] for tag in gone}
    starts = {n.w(f"customXml{name}RangeStart") for name in gone_names}
    ends = {n.w(f"customXml{name}RangeEnd") for name in gone_names}
    # A range that nothing ends is no range: it would reach to the end of the document. `lint` reports it.
    last_end = {mark.get(n.ID): at for at, mark in enumerate(ranges) if mark.tag in ends}
    begun = [(mark, at) for at, mark in enumerate(ranges) if mark.tag in starts]
    open_ended = {mark for mark, at in begun if last_end.get(mark.get(n.ID), -1) < at}
    active: set[str | None] = set()
    doomed = []
    for element in root.iter(n.SDT, n.CUSTOM_XML, *n.XML_RANGES):
        if element.tag in starts and element not in open_ended:
            active.add(element.get(n.ID))
        elif element.tag in ends:
            active.discard(element.get(n.ID))
        elif element.tag in {n.SDT, n.CUSTOM_XML} and active:
            doomed.append(element)
    for mark in ranges:
        _remove(mark)
    for control in doomed:
        held = control.find(n.SDTCONTENT) if control.tag == n.SDT else control
        inside = list(held) if held is not None else []
        _unwrap(control, [child for child in inside if child.tag != n.CUSTOM_XMLPR])


def _settle_properties(root: etree._Element, restore: bool) -> None:
    for record in list(root.iter(*n.CHANGE_RECORDS)):
        holder = record.getparent()
        if holder is None:
            continue
        holder.remove(record)
        if not restore or record.tag == n.w("numberingChange"):
            continue
        if record.tag == n.TBLGRID_CHANGE:
            old = record.find(n.TBLGRID)
            holder[:] = list(old) if old is not None else []
            continue
        old = next(iter(record), None)
        kept = _what_a_record_leaves_alone(record.tag, holder)
        if record.tag == n.SECTPR_CHANGE:
            holder[:] = [*kept, *(old if old is not None else [])]
        elif record.tag == n.PPR_CHANGE:
            holder[:] = [*(old if old is not None else []), *kept]
        elif record.tag == n.RPR_CHANGE:
            # In the formatting of a paragraph mark the revisions of the mark come first.
            holder[:] = [*kept, *(old if old is not None else [])]
        else:
            holder[:] = [*(old if old is not None else []), *kept]
    for mark in [m for m in root.iter(n.INS) if _parent_tag(m) == n.w("numPr")]:
        holder = mark.getparent()
        assert holder is not None
        holder.remove(mark)
        if restore:
            _remove(holder)


def _what_a_record_leaves_alone(tag: str, holder: etree._Element) -> list[etree._Element]:
    if tag == n.PPR_CHANGE:
        return [child for child in holder if child.tag in _KEPT_IN_CHANGED_PPR]
    if tag == n.RPR_CHANGE:
        return [child for child in holder if child.tag in _RUN_KINDS]
    if tag == n.SECTPR_CHANGE:
        return [child for child in holder if child.tag in {n.w("headerReference"), n.w("footerReference")}]
    if tag == n.TRPR_CHANGE:
        return [child for child in holder if child.tag in _ROW_REVISIONS]
    if tag == n.TCPR_CHANGE:
        return [child for child in holder if child.tag in _CELL_REVISIONS]
    return []


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.tag


def _settle_rows(root: etree._Element, gone: frozenset[str]) -> None:
    tables = set()
    for mark in [m for m in root.iter(n.INS, n.DEL) if _parent_tag(m) == n.TRPR]:
        properties = mark.getparent()
        assert properties is not None
        row = properties.getparent()
        properties.remove(mark)
        if row is None or mark.tag not in gone:
            continue
        holder = row.getparent()
        if holder is not None:
            holder.remove(row)
            tables.add(_table_of(holder))
    _drop_empty_tables(tables)


def _table_of(element: etree._Element) -> etree._Element:
    while element.tag != n.TBL:
        parent = element.getparent()
        if parent is None:
            return element
        if element.tag in {n.SDT, n.SDTCONTENT} and next(element.iter(n.TR), None) is None:
            parent.remove(element)
        element = parent
    return element


def _drop_empty_tables(tables: set[etree._Element]) -> None:
    for table in tables:
        if table.tag == n.TBL and next(table.iter(n.TR), None) is None:
            _remove(table)


def _settle_cells(root: etree._Element, gone: frozenset[str]) -> None:
    gone_cells = {n.CELL_DEL} if n.DEL in gone else {n.CELL_INS}
    tables = set()
    for mark in list(root.iter(*_CELL_REVISIONS)):
        properties = mark.getparent()
        assert properties is not None
        properties.remove(mark)
        cell = properties.getparent()
        row = None if cell is None else cell.getparent()
        if mark.tag not in gone_cells or cell is None or row is None:
            continue
        row.remove(cell)
        if row.find(n.TC) is None and row.find(n.SDT) is None:
            holder = row.getparent()
            if holder is not None:
                holder.remove(row)
                tables.add(_table_of(holder))
    _drop_empty_tables(tables)


def _settle_marks(root: etree._Element, gone: frozenset[str]) -> list[etree._Element]:
    """Take the revisions off the paragraph marks, and off runs; return the paragraphs whose mark is gone."""
    lost: list[etree._Element] = []
    for mark in [m for m in root.iter(*_RUN_KINDS) if _parent_tag(m) == n.RPR]:
        formatting = mark.getparent()
        assert formatting is not None
        formatting.remove(mark)
        holder = formatting.getparent()
        if mark.tag not in gone or holder is None:
            continue
        owner = holder.getparent() if holder.tag == n.PPR else None
        if owner is not None and owner.tag == n.P:
            if not lost or lost[-1] is not owner:
                lost.append(owner)
        elif holder.tag.endswith("}r"):
            _remove(holder)
    return lost


def _settle_runs(root: etree._Element, gone: frozenset[str]) -> None:
    for mark in list(root.iter(*_RUN_KINDS)):
        if mark.getparent() is None:
            continue
        if mark.tag not in gone:
            _unwrap(mark, list(mark))
            continue
        _unwrap(mark, list(mark.iter(*n.MARKERS)))


def _is_content(element: etree._Element) -> bool:
    """Return whether an element inside a paragraph is more than a point or a set of properties."""
    tag = element.tag
    return not (tag in n.MARKERS or tag in n.NOISE or tag in n.MOVE_MARKERS or tag.endswith("Pr"))


def _join_with_next(paragraph: etree._Element) -> None:
    """Join a paragraph whose mark is gone with the one that follows; its own properties go with its mark."""
    parent = paragraph.getparent()
    if parent is None:
        return
    between = []
    following = paragraph.getnext()
    while following is not None and not _breaks_a_paragraph(following):
        between.append(following)
        following = following.getnext()
    own = [child for child in paragraph if child.tag != n.PPR]
    has_content = any(_is_content(child) for child in own)
    if not has_content:
        own = _without_whole_bookmarks(own)
    if following is not None and following.tag == n.P:
        at = 1 if len(following) and following[0].tag == n.PPR else 0
        following[at:at] = [*own, *between]
        parent.remove(paragraph)
        return
    # A paragraph that text stands in, the last of its cell or story, or the only block of a control keeps its mark.
    last = following is None or following.tag == n.SECTPR
    alone = not any(_breaks_a_paragraph(child) for child in parent if child is not paragraph)
    if has_content or (last and parent.tag not in {n.SDTCONTENT, n.CUSTOM_XML}) or alone:
        return
    _unwrap(paragraph, own)


def _breaks_a_paragraph(element: etree._Element) -> bool:
    """Return whether no text runs on over an element that stands between paragraphs: it is more than a point."""
    tag = element.tag
    return isinstance(tag, str) and tag not in _BESIDE_PARAGRAPHS and (tag == n.SECTPR or not tag.endswith("Pr"))


def _without_whole_bookmarks(points: list[etree._Element]) -> list[etree._Element]:
    starts = {p.get(n.ID) for p in points if p.tag == n.BOOKMARK_START}
    ends = {p.get(n.ID) for p in points if p.tag == n.BOOKMARK_END}
    whole = starts & ends
    return [p for p in points if not (p.tag in {n.BOOKMARK_START, n.BOOKMARK_END} and p.get(n.ID) in whole)]


def bookmark_contents(root: etree._Element) -> dict[str, int]:
    """Return how many runs, formulas and paragraph marks each bookmark holds, by its id.

    One that begins between two paragraphs begins with the second.
    """
    if next(root.iter(n.BOOKMARK_START), None) is None:
        return {}  # most long files have none, and every run of them would be looked at
    seen = 0
    opened: dict[str, int] = {}
    between: list[str] = []
    held: dict[str, int] = {}
    for element in root.iter(n.BOOKMARK_START, n.BOOKMARK_END, n.P, n.R, _FORMULA):
        mark = element.get(n.ID, "")
        if element.tag == n.BOOKMARK_START:
            opened[mark] = seen
            if next(element.iterancestors(n.P), None) is None:
                between.append(mark)
        elif element.tag == n.BOOKMARK_END:
            if mark in opened:
                held[mark] = seen - opened.pop(mark)
        else:
            seen += 1
            if element.tag == n.P:
                opened |= {each: seen for each in between if each in opened}
                between.clear()
    return held


def _drop_collapsed_bookmarks(root: etree._Element, before: dict[str, int]) -> None:
    """Take away the bookmarks whose text went, as happens when that text is deleted by hand."""
    if not before:
        return
    after = bookmark_contents(root)
    collapsed = {mark for mark, held in before.items() if held and not after.get(mark, 0)}
    for point in list(root.iter(n.BOOKMARK_START, n.BOOKMARK_END)):
        if point.get(n.ID, "") in collapsed:
            _remove(point)


def _drop_orphaned_comment_ranges(root: etree._Element) -> None:
    referred = {reference.get(n.ID) for reference in root.iter(n.COMMENT_REF)}
    for point in list(root.iter(n.COMMENT_START, n.COMMENT_END)):
        if point.get(n.ID) not in referred:
            _remove(point)


def accepted(root: etree._Element) -> etree._Element:
    """Return a copy of `root` with every tracked change accepted."""
    copy = deepcopy(root)
    accept(copy)
    return copy


def rejected(root: etree._Element) -> etree._Element:
    """Return a copy of `root` with every tracked change rejected."""
    copy = deepcopy(root)
    reject(copy)
    return copy
