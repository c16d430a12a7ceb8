"""Faults in tracked changes that schema validators let pass, and that Word repairs or refuses."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.proving.equations import IN_PROPERTIES

_RUN_LEVEL = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})
_LAST = frozenset({n.P, n.TBL, n.SDT, n.CUSTOM_XML})
_PLACES = frozenset({n.RPR, n.TRPR, n.w("numPr"), *IN_PROPERTIES})


def lint(root: etree._Element, part: str) -> Iterator[str]:
    """Yield what is wrong with the marks of one story."""
    yield from _texts(root, part)
    yield from _nesting(root, part)
    yield from _moves(root, part)
    yield from _ranges(root, part)
    yield from _fields(root, part)
    yield from _last_marks(root, part)


def _texts(root: etree._Element, part: str) -> Iterator[str]:
    for deletion in root.iter(n.DEL):
        parent = deletion.getparent()
        if parent is not None and parent.tag in _PLACES:
            continue
        for text in deletion.iter(n.T, n.INSTR_TEXT):
            if _run_mark(text) is deletion:
                yield f"{part}: {n.local(text.tag)} inside w:del: {text.text!r}"
    for text in root.iter(n.DEL_TEXT, n.DEL_INSTR_TEXT):
        mark = _run_mark(text)
        if mark is None or mark.tag != n.DEL:
            yield f"{part}: {n.local(text.tag)} outside w:del: {text.text!r}"


def _run_mark(element: etree._Element) -> etree._Element | None:
    """Return the revision mark round an element, within its own paragraph."""
    for above in element.iterancestors():
        if above.tag == n.P:
            return None
        if above.tag in _RUN_LEVEL:
            return above
    return None


def _nesting(root: etree._Element, part: str) -> Iterator[str]:
    for mark in root.iter(*_RUN_LEVEL):
        parent = mark.getparent()
        if parent is None or parent.tag in _PLACES:
            continue
        above = _run_mark(mark)
        if above is not None and above.tag == mark.tag:
            yield f"{part}: {n.local(mark.tag)} inside {n.local(above.tag)}"
        if not len(mark):
            yield f"{part}: empty {n.local(mark.tag)}"
        if next(mark.iterchildren(n.HYPERLINK), None) is not None:
            yield f"{part}: {n.local(mark.tag)} goes round a hyperlink"


def _moves(root: etree._Element, part: str) -> Iterator[str]:
    names: dict[str, set[str]] = {}
    for side in ("From", "To"):
        starts = list(root.iter(n.w(f"move{side}RangeStart")))
        ends = [e.get(n.ID) for e in root.iter(n.w(f"move{side}RangeEnd"))]
        names[side] = {e.get(n.NAME, "") for e in starts}
        if sorted(e.get(n.ID, "") for e in starts) != sorted(str(end) for end in ends):
            yield f"{part}: the ends of move{side} ranges do not match their starts"
    if names["From"] != names["To"]:
        yield f"{part}: moves without a partner: {sorted(names['From'] ^ names['To'])}"


def _ranges(root: etree._Element, part: str) -> Iterator[str]:
    for kind in ("Ins", "Del", "MoveFrom", "MoveTo"):
        starts = sorted(e.get(n.ID, "") for e in root.iter(n.w(f"customXml{kind}RangeStart")))
        ends = sorted(e.get(n.ID, "") for e in root.iter(n.w(f"customXml{kind}RangeEnd")))
        if starts != ends:
            yield f"{part}: the ends of customXml{kind} ranges do not match their starts"


def _fields(root: etree._Element, part: str) -> Iterator[str]:
    depth = 0
    for char in root.iter(n.FLD_CHAR):
        kind = char.get(n.w("fldCharType"))
        depth += 1 if kind == "begin" else -1 if kind == "end" else 0
        if depth < 0:
            break
    if depth:
        yield f"{part}: a field is not closed, or closed twice"


def _last_marks(root: etree._Element, part: str) -> Iterator[str]:
    for cell in root.iter(n.TC):
        row = next(cell.iterancestors(n.TR), None)
        if row is not None and _is_marked(row, cell):
            continue
        last = _last_block(cell)
        formatting = None if last is None else last.find(f"{n.PPR}/{n.RPR}")
        if formatting is not None and any(child.tag in _RUN_LEVEL for child in formatting):
            yield f"{part}: the last paragraph mark of a cell is tracked"


def _last_block(container: etree._Element) -> etree._Element | None:
    """Return the last paragraph or table of a cell, also where it stands in a control or custom XML."""
    last = next((child for child in reversed(container) if child.tag in _LAST), None)
    if last is None or last.tag not in {n.SDT, n.CUSTOM_XML}:
        return last
    held = last.find(n.SDTCONTENT) if last.tag == n.SDT else last
    return None if held is None else _last_block(held)


def _is_marked(row: etree._Element, cell: etree._Element) -> bool:
    marks = [row.find(f"{n.TRPR}/{n.INS}"), row.find(f"{n.TRPR}/{n.DEL}")]
    marks += [cell.find(f"{n.TCPR}/{n.CELL_INS}"), cell.find(f"{n.TCPR}/{n.CELL_DEL}")]
    if any(mark is not None for mark in marks):
        return True
    return any(above.tag == n.TR and _is_marked_row(above) for above in row.iterancestors())


def _is_marked_row(row: etree._Element) -> bool:
    return row.find(f"{n.TRPR}/{n.INS}") is not None or row.find(f"{n.TRPR}/{n.DEL}") is not None
