"""Write a paragraph as the new document's own changes mark it, where these lead there from the old document's."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.ink import Ink
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.whole import delete_texts
from policybuilder.redline.package import Package
from policybuilder.redline.proving.accept import accepted, has_revisions, rejected
from policybuilder.redline.proving.normal import paragraph_key

_REACHES_FURTHER = (
    *n.XML_RANGES,
    n.FOOTNOTE_REF,
    n.ENDNOTE_REF,
    n.COMMENT_REF,
)
"""What says something of another place, too: a paragraph that holds it is not taken over by itself."""


_GOES_AS = {n.MOVE_FROM: n.DEL, n.MOVE_TO: n.INS}
_ENDS = frozenset({n.INS, n.DEL, *_GOES_AS})


def as_marked(package: Package) -> dict[etree._Element, etree._Element]:
    """Return a copy of each paragraph that holds tracked changes in itself, by the paragraph, before they are settled.

    The keys are the paragraphs of the package, which stay what they are while changes in them are accepted. Words that
    moved are in the copy as words that went and came: that they moved is written when both places are known to hold.
    """
    found: dict[etree._Element, etree._Element] = {}
    for part in package.stories():
        for paragraph in package.root(part).iter(n.P):
            if has_revisions(paragraph) and next(paragraph.iter(*_REACHES_FURTHER), None) is None:
                end = paragraph.find(f"{n.PPR}/{n.RPR}")
                if end is None or not any(child.tag in _ENDS for child in end):
                    found[paragraph] = _without_moves(deepcopy(paragraph))
    return found


def _without_moves(paragraph: etree._Element) -> etree._Element:
    for point in list(paragraph.iter(*n.MOVE_MARKERS)):
        forgotten = point.getparent()
        if forgotten is not None:
            forgotten.remove(point)
    for mark in list(paragraph.iter(*_GOES_AS)):
        if mark.tag == n.MOVE_FROM:
            for run in mark.iterchildren(n.R):
                delete_texts(run)
        mark.tag = _GOES_AS[mark.tag]
    return paragraph


def came_as_a_whole(package: Package) -> frozenset[etree._Element]:
    """Return the paragraphs that were put in or moved here with all their words, by the changes that they hold."""
    found: set[etree._Element] = set()
    for part in package.stories():
        for mark in package.root(part).iter(n.INS, n.MOVE_TO):
            formatting = mark.getparent()
            properties = None if formatting is None or formatting.tag != n.RPR else formatting.getparent()
            paragraph = None if properties is None or properties.tag != n.PPR else properties.getparent()
            if paragraph is not None and all(_is_marked(run) for run in paragraph.iter(n.R)):
                found.add(paragraph)
    return frozenset(found)


def _is_marked(run: etree._Element) -> bool:
    return next(run.iterancestors(n.INS, n.MOVE_TO, n.DEL, n.MOVE_FROM, n.P)).tag != n.P


def as_its_authors_mark_it(old: etree._Element, new: etree._Element, marking: Marking) -> etree._Element | None:
    """Return the new paragraph with the changes that it came with, or None where they do not lead there from the old.

    Each change has an id of its own in the redline.
    """
    original = marking.as_marked.get(new)
    if original is None:
        return None
    sides = ((accepted(original), new), (rejected(original), old))
    if any(paragraph_key(found, marking.refs) != paragraph_key(wanted, marking.refs) for found, wanted in sides):
        return None
    return _with_ids_of_its_own(original, marking.ink)


def _with_ids_of_its_own(original: etree._Element, ink: Ink) -> etree._Element:
    written = deepcopy(original)
    for change in written.iter(*n.REVISIONS):
        if change.get(n.ID) is not None:
            change.set(n.ID, ink.fresh_id())
    return written
