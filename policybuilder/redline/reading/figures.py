"""The page numbers of contents lists, which the program that shows a file works out: they say nothing of the document.

Word has them as fields within the list's own field, LibreOffice as figures behind the last tab of a line. Either is put
away as one thing that says nothing while two documents are read and compared, and is written again as it stood.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import like
from policybuilder.redline.reading.keys import FIGURE

_CONTENTS = re.compile(r"\s*TOC\b")
_PAGE = re.compile(r"\s*PAGEREF\b")
_NUMBER = re.compile(r"\s*(?:\d+|[ivxlcdm]+|[IVXLCDM]+)\s*")
_TAB = n.w("tab")
_SEEN = (n.P, n.FLD_CHAR, n.INSTR_TEXT, n.T, _TAB)


@dataclass
class _Field:
    begun: etree._Element
    code: str = ""
    shows: bool = False
    shown: list[etree._Element] = field(default_factory=list)


def put_away(root: etree._Element) -> None:
    """Put the page numbers of a story's contents lists away, in place; what the story says is the same with others."""
    if not any(_CONTENTS.match(code.text or "") for code in root.iter(n.INSTR_TEXT)):
        return
    fields: list[_Field] = []
    alone: list[etree._Element] = []
    whole: list[tuple[_Field, etree._Element]] = []
    before: etree._Element | None = None
    for element in root.iter(*_SEEN):
        tag = element.tag
        if tag == n.P:
            alone += _number_behind_tab(before)
            before = None
        elif tag == n.FLD_CHAR:
            kind = element.get(n.w("fldCharType"), "")
            if kind == "begin":
                fields.append(_Field(element))
            elif kind == "separate" and fields:
                fields[-1].shows = True
            elif kind == "end" and fields:
                ended = fields.pop()
                if _is_contents(fields) and _PAGE.match(ended.code):
                    whole.append((ended, element))
                elif not fields:
                    alone += _number_behind_tab(before)
                    before = None
        elif tag == n.INSTR_TEXT:
            if fields and not fields[-1].shows:
                fields[-1].code += element.text or ""
        elif _is_contents(fields):
            if len(fields) > 1 and _PAGE.match(fields[-1].code):
                fields[-1].shown.append(element)
            else:
                before = element
    for text in alone:
        _put(text)
    for page, end in whole:
        _put_field(page, end)


def _is_contents(fields: list[_Field]) -> bool:
    return any(each.shows and _CONTENTS.match(each.code) for each in fields)


def _number_behind_tab(text: etree._Element | None) -> list[etree._Element]:
    """Return the last words of a line of contents where they are a number that a tab stands before."""
    if text is None or text.tag != n.T or not _NUMBER.fullmatch(text.text or ""):
        return []
    paragraph = next(text.iterancestors(n.P), None)
    said = [] if paragraph is None else [each for each in paragraph.iter(n.T, _TAB) if _is_said(each)]
    at = said.index(text) if text in said else 0
    return [text] if at and said[at - 1].tag == _TAB else []


def _is_said(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag == n.R


def _put(text: etree._Element) -> None:
    figure = etree.Element(FIGURE)
    text.addprevious(figure)
    figure.append(text)


def _put_field(page: _Field, end: etree._Element) -> None:
    """Put a whole field away whose runs follow one another, as a run that looks as its number does."""
    last = end.getparent()
    runs: list[etree._Element] = []
    run = page.begun.getparent()
    while run is not None and run.tag == n.R and (not runs or runs[-1] is not last):
        runs.append(run)
        run = run.getnext()
    if not runs or runs[-1] is not last or len(page.shown) != 1 or page.shown[0].tag != n.T:
        return
    one = like(runs[0])
    runs[0].addprevious(one)
    look = next(each.find(n.RPR) for each in runs if page.shown[0] in each)
    if look is not None:
        one.append(deepcopy(look))
    etree.SubElement(one, FIGURE).extend(runs)


def bring_back(root: etree._Element) -> None:
    """Write the page numbers that were put away as they stood, in place; a number looks as the run that it was in."""
    for figure in list(root.iter(FIGURE)):
        run = figure.getparent()
        assert run is not None
        held = list(figure)
        if held and held[0].tag == n.R:
            _bring_back_field(figure, run, held)
        else:
            figure.addprevious(held[0])
            run.remove(figure)


def _bring_back_field(figure: etree._Element, run: etree._Element, runs: list[etree._Element]) -> None:
    look = run.find(n.RPR)
    shows = next(each for each in runs if each.find(n.T) is not None or each.find(n.DEL_TEXT) is not None)
    for own in shows.findall(n.RPR):
        shows.remove(own)
    if look is not None:
        shows.insert(0, deepcopy(look))
    rest = list(figure.itersiblings())
    run.remove(figure)
    at = run
    for each in runs:
        at.addnext(each)
        at = each
    if rest:
        behind = like(run)
        behind.extend([*([] if look is None else [deepcopy(look)]), *rest])
        at.addnext(behind)
    above = run.getparent()
    if above is not None and all(child.tag == n.RPR for child in run):
        above.remove(run)
