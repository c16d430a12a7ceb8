"""Ids that no other thing of its kind has in a part: programs repeat them, and Word repairs or refuses a file for it.

What these ids are says nothing to a reader. Both sources are numbered so before they are compared, and nothing in a
redline takes the id of something else, whichever way its changes go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count
from typing import cast

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import forget
from policybuilder.redline.package import Package

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ALTERNATIVES, _FALLBACK = (f"{{{n.COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Fallback"))
_PARAGRAPH_ID, _TEXT_ID = (f"{{{n.WORD_2010}}}{name}" for name in ("paraId", "textId"))
_STARTS = {n.BOOKMARK_END: n.BOOKMARK_START, n.w("permEnd"): n.w("permStart")}
_NOTES = (n.w("footnote"), n.w("endnote"), n.w("comment"))
_ID_NAMES = {
    **dict.fromkeys((*_STARTS, *_STARTS.values(), *_NOTES), n.ID),
    n.ID: n.VAL,  # the element in a control's properties
    _DRAWN: "id",
    **dict.fromkeys((n.P, n.TR), _PARAGRAPH_ID),
}
_NAMED_BY_WORD = frozenset({n.P, n.TR})
_TAKEN = etree.XPath(
    "//@w:id | //w:sdtPr/w:id/@w:val | //*[local-name() = 'docPr']/@id", namespaces={"w": n.WORD}, smart_strings=False
)


def first_free_id(packages: Iterable[Package]) -> int:
    """Return a number above every id that the stories of some packages hold."""
    highest = 0
    for package in packages:
        for part in package.stories():
            for value in cast(list[str], _TAKEN(package.root(part))):
                if value.isdigit() and len(value) < 9:
                    highest = max(highest, int(value))
    return highest + 1


def number_apart(package: Package, parts: Collection[str] | None = None) -> None:
    """Give each thing in a part an id of its own, in place; the first that has an id keeps it.

    `parts` are those to look at; None: all that hold text.

    These are drawings, bookmarks, permissions, controls, notes and comments. A paragraph with another's id loses it:
    Word gives it a new one. A reference means the first note or comment of its id.
    """
    looked_at = package.stories() if parts is None else parts
    found = {part: things for part in looked_at if (things := _second_of_their_id(package.root(part)))}
    fresh = count(first_free_id([package]) if found else 1)
    for part, things in found.items():
        package.edit(part)
        for thing in things:
            number = str(next(fresh))
            for element in [each for one in thing for each in (one, *_copies_of(one))]:
                if element.tag in _NAMED_BY_WORD:
                    forget(element, _PARAGRAPH_ID)
                    forget(element, _TEXT_ID)
                else:
                    element.set(_ID_NAMES[element.tag], number)


def _second_of_their_id(root: etree._Element) -> list[list[etree._Element]]:
    """Return the things whose id something before them has, each as its elements.

    A range is its start and its end: an end belongs to the latest start of its id, and one that nothing begins is a
    thing by itself. What stands in the form for old readers is left out.
    """
    copies = {each for fallback in root.iter(_FALLBACK) for each in fallback.iter(*_ID_NAMES)}
    begin = {(element.tag, element.get(n.ID)) for element in root.iter(*_STARTS.values())}
    found: list[list[etree._Element]] = []
    seen: set[tuple[str, str]] = set()
    open_ranges: dict[tuple[str, str], list[etree._Element]] = {}
    for element in root.iter(*_ID_NAMES):
        tag = element.tag
        own = element.get(_ID_NAMES[tag])
        if own is None or element in copies:
            continue
        start = _STARTS.get(tag, "")
        if (start, own) in open_ranges:
            open_ranges.pop((start, own)).append(element)
            continue
        thing = [element]
        kind = _PARAGRAPH_ID if tag in _NAMED_BY_WORD else tag
        if (kind, own) in seen or (start, own) in begin:
            found.append(thing)
        seen.add((kind, own))
        if tag in _STARTS.values():
            open_ranges[tag, own] = thing
    return found


def _copies_of(element: etree._Element) -> list[etree._Element]:
    """Return what stands for an element in the form for old readers, which repeats its id."""
    above = next(element.iterancestors(_ALTERNATIVES), None)
    fallback = None if above is None else above.find(_FALLBACK)
    name = _ID_NAMES[element.tag]
    own = element.get(name)
    return [] if fallback is None else [each for each in fallback.iter(element.tag) if each.get(name) == own]
