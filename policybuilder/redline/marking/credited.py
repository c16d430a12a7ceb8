"""Give a redline's marks the authors of the new document's own changes, where both say the same of the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import forget
from policybuilder.redline.package import Package

_GONE = frozenset({n.DEL, n.MOVE_FROM})
_ROUND_RUNS = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})
_ASIDE = frozenset({n.RPR, n.TRPR, n.w("numPr")})
_SAYS_NO_TEXT = n.NOISE | {n.RPR}
_MOVE_STARTS = frozenset({n.w("moveFromRangeStart"), n.w("moveToRangeStart")})
_PROPERTIES = {
    n.R: (n.RPR,),
    n.P: (n.PPR, f"{n.PPR}/{n.RPR}", f"{n.PPR}/{n.SECTPR}"),
    n.TR: (n.TRPR, n.TBLPREX),
    n.TC: (n.TCPR,),
    n.TBL: (n.TBLPR,),
}
"""What records changes of its own, and in which of its properties."""
_RECORDED = (*_ROUND_RUNS, *n.CHANGE_RECORDS, n.CELL_INS, n.CELL_DEL)
Place = tuple[str, str, int, str, tuple[bytes, ...]]
"""The mark, what it describes ("" for the words in it), how much text is before it, its words, and how it looked."""


def credit(marked: Package, new: Package) -> frozenset[etree._Element]:
    """Write authors and dates into a redline, in place; return the changes of the new document that it has now.

    A change is the same where the same words come, go, move or look otherwise at the same place of the text, once:
    words, paragraphs and their ends, rows, cells, and how each looked before. Only authors and dates are written, so
    accepting and rejecting give what they gave before.
    """
    found: set[etree._Element] = set()
    for part in new.stories():
        if part not in marked.parts:
            continue
        theirs, text = changes_of(new.root(part))
        ours, same_text = changes_of(marked.root(part))
        if not theirs or text != same_text:
            continue  # a place in one would be no place in the other
        for place, change in theirs.items():
            mark = ours.get(place)
            if mark is not None:
                _sign(mark, change)
                marked.edit(part)
                found.add(change)
        _sign_moves(marked.root(part))
    return frozenset(found)


def _sign(mark: etree._Element, change: etree._Element) -> None:
    for name in (n.AUTHOR, n.DATE):
        forget(mark, name)
        if change.get(name) is not None:
            mark.set(name, change.get(name, ""))


def _sign_moves(root: etree._Element) -> None:
    """Let the range round what moved say who moved it."""
    begun: list[etree._Element] = []
    for element in root.iter(*_MOVE_STARTS, n.MOVE_FROM, n.MOVE_TO):
        above = element.getparent()
        if element.tag in _MOVE_STARTS:
            begun.append(element)
        elif above is not None and above.tag not in _ASIDE:
            for start in begun:
                _sign(start, element)
            begun.clear()


def changes_of(root: etree._Element) -> tuple[dict[Place, etree._Element], str]:
    """Return the changes that a story records, each by its one place, and the text that is left."""
    said: list[str] = []
    length = 0
    found: list[tuple[Place, etree._Element]] = []
    open_marks: list[tuple[etree._Element, int, list[str]]] = []
    holders: list[tuple[etree._Element, int, list[str]]] = []
    gone = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        above = element.getparent()
        if tag in _ROUND_RUNS and (above is None or above.tag not in _ASIDE):
            gone += (1 if event == "start" else -1) if tag in _GONE else 0
            if event == "start":
                open_marks.append((element, length, []))
            else:
                mark, start, words = open_marks.pop()
                if words and not open_marks:
                    found.append(((str(tag), "", start, "".join(words), ()), mark))
        elif tag in _PROPERTIES:
            if event == "start":
                holders.append((element, length, []))
            else:
                holder, start, words = holders.pop()
                found += [((*place, start, "".join(words), was), mark) for place, was, mark in _recorded(holder)]
        if event == "start" and above is not None and above.tag == n.R and tag not in _SAYS_NO_TEXT:
            words_here = (element.text or "") if tag in {n.T, n.DEL_TEXT} else "\ufffc"
            for _, _, words in (*open_marks, *holders):
                words.append(words_here)
            if not gone:
                said.append(words_here)
                length += len(words_here)
    counts = Counter(place for place, _ in found)
    return {place: mark for place, mark in found if counts[place] == 1}, "".join(said)


def _recorded(holder: etree._Element) -> Iterator[tuple[tuple[str, str], tuple[bytes, ...], etree._Element]]:
    """Yield the changes in what describes an element: the kind and where, how it looked before, and the mark."""
    for where in _PROPERTIES[holder.tag]:
        properties = holder.find(where)
        for mark in properties.iterchildren(*_RECORDED) if properties is not None else ():
            was = [etree.tostring(each, method="c14n") for before in mark for each in before]
            yield (str(mark.tag), f"{n.local(holder.tag)} {n.local(where)}"), tuple(sorted(was)), mark
