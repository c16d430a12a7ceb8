"""Give a redline's marks the authors of the new document's own changes, where both say the same of the same place."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import forget
from policybuilder.redline.package import Package

_GONE = frozenset({n.DEL, n.MOVE_FROM})
_ASIDE = frozenset({n.RPR, n.TRPR, n.w("numPr")})
_SAYS_NO_TEXT = n.NOISE | {n.RPR}
_Place = tuple[str, int, str]


def credit(marked: Package, new: Package) -> frozenset[etree._Element]:
    """Write authors and dates into a redline, in place; return the changes of the new document that it has now.

    A change is the same where the same words come or go before the same text, once. Only authors and dates are written,
    so accepting and rejecting give what they gave before.
    """
    found: set[etree._Element] = set()
    for part in new.stories():
        if part not in marked.parts:
            continue
        theirs, text = _changes(new.root(part))
        ours, same_text = _changes(marked.root(part))
        if not theirs or text != same_text:
            continue  # a place in one would be no place in the other
        for place, change in theirs.items():
            mark = ours.get(place)
            if mark is not None:
                for name in (n.AUTHOR, n.DATE):
                    forget(mark, name)
                    if change.get(name) is not None:
                        mark.set(name, change.get(name, ""))
                marked.edit(part)
                found.add(change)
    return frozenset(found)


def _changes(root: etree._Element) -> tuple[dict[_Place, etree._Element], str]:
    """Return the insertions and deletions of words in a story, each by its one place, and the text that is left."""
    said: list[str] = []
    length = 0
    found: list[tuple[_Place, etree._Element]] = []
    open_marks: list[tuple[etree._Element, int, list[str]]] = []
    gone = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        above = element.getparent()
        if tag in {n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO} and (above is None or above.tag not in _ASIDE):
            gone += (1 if event == "start" else -1) if tag in _GONE else 0
            if event == "start":
                open_marks.append((element, length, []))
            else:
                mark, start, words = open_marks.pop()
                if tag in {n.INS, n.DEL} and words and not open_marks:
                    found.append(((str(tag), start, "".join(words)), mark))
        elif event == "start" and above is not None and above.tag == n.R and tag not in _SAYS_NO_TEXT:
            words_here = (element.text or "") if tag in {n.T, n.DEL_TEXT} else "\ufffc"
            for _, _, words in open_marks:
                words.append(words_here)
            if not gone:
                said.append(words_here)
                length += len(words_here)
    counts = Counter(place for place, _ in found)
    return {place: mark for place, mark in found if counts[place] == 1}, "".join(said)
