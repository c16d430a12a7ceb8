"""Write a paragraph as the new document's own changes mark it, where these lead there from the old document's."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.ink import Ink
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.package import Package
from policybuilder.redline.proving.accept import accepted, has_revisions, rejected
from policybuilder.redline.proving.normal import paragraph_key

_REACHES_FURTHER = (
    *n.MOVE_MARKERS,
    *n.XML_RANGES,
    n.MOVE_FROM,
    n.MOVE_TO,
    n.FOOTNOTE_REF,
    n.ENDNOTE_REF,
    n.COMMENT_REF,
)
"""What says something of another place, too: a paragraph that holds it is not taken over by itself."""


def as_marked(package: Package) -> dict[etree._Element, etree._Element]:
    """Return a copy of each paragraph that holds tracked changes in itself, by the paragraph, before they are settled.

    The keys are the paragraphs of the package, which stay what they are while changes in them are accepted.
    """
    found: dict[etree._Element, etree._Element] = {}
    for part in package.stories():
        for paragraph in package.root(part).iter(n.P):
            if has_revisions(paragraph) and next(paragraph.iter(*_REACHES_FURTHER), None) is None:
                end = paragraph.find(f"{n.PPR}/{n.RPR}")
                if end is None or not any(child.tag in {n.INS, n.DEL} for child in end):
                    found[paragraph] = deepcopy(paragraph)
    return found


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
