"""A redline as plain formatting, for a PDF or a printer: nothing in it is left to accept or to reject.

Words that came are underlined and those that went struck through, so no reader has to tell colours apart; a light
ground behind them keeps them legible on a dark band. What cannot be struck through, such as a picture, is named in
words beside it. The new document's numbers hold: a paragraph that went has none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.change_looks import CAME, WENT
from policybuilder.ooxml.order import CELL, PARAGRAPH, RUN, put
from policybuilder.redline.package import read_redline
from policybuilder.redline.proving.accept import accept
from policybuilder.redline.reading.stories import story_content
from policybuilder.redline.result import NOT_PROVEN, PROVEN, Note, Redline, Verdict


@dataclass(frozen=True)
class _Look:
    """How one kind of change looks, in the words of the key, too."""

    says: str
    how: str
    colour: str
    ground: str
    line: tuple[str, str]


_LOOKS = {
    n.INS: _Look("inserted", CAME.how, CAME.colour, CAME.ground, CAME.line),
    n.DEL: _Look("deleted", WENT.how, WENT.colour, WENT.ground, WENT.line),
    n.MOVE_FROM: _Look("moved away", "struck through twice, green", "1E5F2B", "E4F3E7", ("dstrike", "1")),
    n.MOVE_TO: _Look("moved here", "underlined twice, green", "1E5F2B", "E4F3E7", ("u", "double")),
}
_GONE = frozenset({n.DEL, n.MOVE_FROM})
_REPLACED = frozenset(n.w(name) for name in ("u", "strike", "dstrike", "color", "shd", "highlight"))
_FIELD_PARTS = frozenset({n.FLD_CHAR, n.INSTR_TEXT, n.DEL_INSTR_TEXT})
_FORMULAS = frozenset({f"{{{n.MATH}}}oMath", f"{{{n.MATH}}}oMathPara"})
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PICTURES = frozenset({n.w("drawing"), n.w("pict"), n.w("object"), _COMPATIBILITY})
_DRAWN = {"chart": "chart", "diagram": "diagram"}
_CELL_MARKS = {n.CELL_INS: n.INS, n.CELL_DEL: n.DEL}
_PARAGRAPH_END = "paragraph end"


def in_colour(result: Redline) -> Redline:
    """Return a redline whose changes are plain formatting, with a key before its first words.

    The verdict stays that of the tracked changes which are shown.
    """
    package = read_redline(result.content)
    seen: Counter[str] = Counter()
    has_lists = package.related(package.main, "numbering") is not None
    for part in package.stories():
        root = package.edit(part)
        _open_controls(root)
        _colour_paragraph_ends(root, seen, has_lists)
        _colour_rows_and_cells(root, seen)
        _colour_runs(root, seen)
        accept(root)  # only records of how things looked, and ranges, are left
    story_content(package.root(package.main)).insert(0, _key(seen, result))
    settings = package.related(package.main, "settings")
    if settings is not None:
        for tracking in package.edit(settings).findall(n.w("trackRevisions")):
            package.root(settings).remove(tracking)
    note = Note(
        "in colour",
        "the changes are plain formatting, to print or save as a PDF: none can be accepted or rejected; "
        "the verdict is that of the tracked changes which they show",
    )
    return replace(result, content=package.to_bytes(), notes=(*result.notes, note))


def _open_controls(root: etree._Element) -> None:
    """Take the frames off what changed in a control: a frame may hide how words look, or fill in others for them."""
    for control in [each for each in root.iter(n.SDT) if next(each.iter(*_LOOKS, *_CELL_MARKS), None) is not None]:
        held = control.find(n.SDTCONTENT)
        for child in list(held) if held is not None else ():
            control.addprevious(child)
        above = control.getparent()
        if above is not None:
            above.remove(control)


def _colour_paragraph_ends(root: etree._Element, seen: Counter[str], has_lists: bool) -> None:
    for paragraph in list(root.iter(n.P)):
        formatting = paragraph.find(f"{n.PPR}/{n.RPR}")
        marks = [child for child in formatting if child.tag in _LOOKS] if formatting is not None else []
        for mark in marks:
            assert formatting is not None
            formatting.remove(mark)
        if len(marks) != 1:
            continue  # both came and went: it stands between two tables only
        kind = marks[0].tag
        seen[kind] += 1
        if kind in _GONE:
            _without_number(paragraph, has_lists)
        if not _whole(paragraph, kind):
            paragraph.append(_said("¶", kind))
            seen[_PARAGRAPH_END] += 1


def _whole(paragraph: etree._Element, kind: str) -> bool:
    """Return whether a paragraph holds something, all of it marked as its end is."""
    runs = [run for run in paragraph.iter(n.R) if next(run.iterancestors(n.P)) is paragraph]
    return bool(runs) and all(next(run.iterancestors(kind), None) is not None for run in runs)


def _without_number(paragraph: etree._Element, has_lists: bool) -> None:
    """Take a paragraph that went out of its list and its section, so that those are as in the new document."""
    properties = paragraph.find(n.PPR)
    assert properties is not None
    for section in properties.findall(n.SECTPR):
        properties.remove(section)
    numbered = properties.findall(n.w("numPr"))
    for each in numbered:
        properties.remove(each)
    if not has_lists or (not numbered and properties.find(n.w("pStyle")) is None):
        return
    none = etree.Element(n.w("numPr"))
    etree.SubElement(none, n.w("numId"), {n.VAL: "0"})
    put(properties, none, PARAGRAPH)


def _colour_rows_and_cells(root: etree._Element, seen: Counter[str]) -> None:
    for properties in list(root.iter(n.TRPR)):
        for mark in [child for child in properties if child.tag in _LOOKS]:
            properties.remove(mark)
            row = properties.getparent()
            seen[mark.tag] += 1
            for each in row.iter(n.TC) if row is not None else ():
                _ground(each, mark.tag)
    for mark in list(root.iter(*_CELL_MARKS)):
        holder = mark.getparent()
        cell = None if holder is None else holder.getparent()
        if holder is not None and cell is not None:
            holder.remove(mark)
            seen[_CELL_MARKS[mark.tag]] += 1
            _ground(cell, _CELL_MARKS[mark.tag])


def _ground(cell: etree._Element, kind: str) -> None:
    properties = cell.find(n.TCPR)
    if properties is None:
        properties = etree.Element(n.TCPR)
        cell.insert(0, properties)
    for shade in properties.findall(n.w("shd")):
        properties.remove(shade)
    put(properties, _shade(kind), CELL)


def _shade(kind: str) -> etree._Element:
    return etree.Element(n.w("shd"), {n.VAL: "clear", n.w("color"): "auto", n.w("fill"): _LOOKS[kind].ground})


def _colour_runs(root: etree._Element, seen: Counter[str]) -> None:
    for mark in list(root.iter(*_LOOKS)):
        holder = mark.getparent()
        if holder is None:
            continue
        if holder.tag == n.RPR or not len(mark):
            holder.remove(mark)
            continue
        seen[mark.tag] += 1
        for run in list(mark.iter(n.R)):
            _colour_run(run, mark.tag)
        for formula in [each for each in mark.iter(*_FORMULAS) if next(each.iterancestors(*_FORMULAS), None) is None]:
            formula.addprevious(_said(f"[formula {_LOOKS[mark.tag].says}] ", mark.tag))
        for child in list(mark):
            mark.addprevious(child)
        holder.remove(mark)


def _colour_run(run: etree._Element, kind: str) -> None:
    if kind in _GONE:
        # A field that went is its last result: its code may lead to what is no longer there.
        for part in [child for child in run if child.tag in _FIELD_PARTS or _is_page_break(child)]:
            run.remove(part)
        for text in run.iter(n.DEL_TEXT):
            text.tag = n.T
    if any(child.tag in _PICTURES for child in run) and next(run.iter(n.TXBX), None) is None:
        drawn = next(run.iter(f"{{{n.DRAWING}}}graphicData"), None)
        called = _DRAWN.get("" if drawn is None else drawn.get("uri", "").rpartition("/")[2], "picture")
        run.addprevious(_said(f"[{called} {_LOOKS[kind].says}] ", kind))
    formatting = run.find(n.RPR)
    if formatting is None:
        formatting = etree.Element(n.RPR)
        run.insert(0, formatting)
    _dress(formatting, kind)


def _is_page_break(child: etree._Element) -> bool:
    return child.tag == n.w("br") and child.get(n.w("type")) in {"page", "column"}


def _dress(formatting: etree._Element, kind: str) -> None:
    look = _LOOKS[kind]
    for child in [child for child in formatting if child.tag in _REPLACED]:
        formatting.remove(child)
    name, value = look.line
    added = [etree.Element(n.w(name), {n.VAL: value}), etree.Element(n.w("color"), {n.VAL: look.colour}), _shade(kind)]
    if name != "u":
        added.append(etree.Element(n.w("u"), {n.VAL: "none"}))  # a link that went is not underlined, too
    for child in added:
        put(formatting, child, RUN)


def _said(text: str, kind: str = "") -> etree._Element:
    run = etree.Element(n.R)
    if kind:
        _dress(etree.SubElement(run, n.RPR), kind)
    words = etree.SubElement(run, n.T, {n.XML_SPACE: "preserve"})
    words.text = text
    return run


def _key(seen: Counter[str], result: Redline) -> etree._Element:
    """Return the paragraph that says what the marks mean, and what is not marked."""
    paragraph = etree.Element(n.P)
    box = etree.SubElement(etree.SubElement(paragraph, n.PPR), n.w("pBdr"))
    for side in ("top", "left", "bottom", "right"):
        border = {n.VAL: "single", n.w("sz"): "4", n.w("space"): "4", n.w("color"): "auto"}
        etree.SubElement(box, n.w(side), border)
    paragraph.append(_said("Key to the changes: "))
    kinds = [kind for kind in _LOOKS if seen[kind] or kind in {n.INS, n.DEL}]
    for kind in kinds:
        paragraph.append(_said(f"{_LOOKS[kind].says} words", kind))
        paragraph.append(_said(f" ({_LOOKS[kind].how}){'.' if kind == kinds[-1] else ';'} "))
    paragraph.append(_said(" ".join(_remarks(seen, result))))
    return paragraph


def _remarks(seen: Counter[str], result: Redline) -> list[str]:
    said = ["Numbers are those of the new text."]
    if seen[_PARAGRAPH_END]:
        said.append("The sign ¶ is the end of a paragraph that came or went.")
    if result.counts.formatting:
        said.append("Changes of formatting alone are not marked: they are as in the new text.")
    return [*said, *_unproven(result.verdict)]


def _unproven(verdict: Verdict) -> list[str]:
    if verdict.word == PROVEN:
        return []
    if verdict.word == NOT_PROVEN:
        return [f"Not proven at {verdict.places[0]}: read it beside both texts."]
    return [f"Changes that cannot be marked: {'; '.join(verdict.places)}."]
