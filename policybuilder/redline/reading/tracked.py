"""The tracked changes that a file holds already: who made each, when, what it is and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.package import Package

_KINDS = {n.INS: "inserted", n.DEL: "deleted", n.MOVE_FROM: "moved away", n.MOVE_TO: "moved here"}
_CELLS = {n.CELL_INS: "inserted a cell", n.CELL_DEL: "deleted a cell", n.CELL_MERGE: "merged cells"}
_LONGEST = 60


@dataclass(frozen=True)
class Tracked:
    """One author's change of one kind at one place."""

    author: str
    date: str
    what: str
    place: str
    text: str

    def __str__(self) -> str:
        """Return what was done, as one line."""
        words = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]}…"
        return f"{self.what} “{words}”" if words else self.what


def tracked_changes(
    package: Package,
    leave_out: Collection[etree._Element] = (),
    words: Mapping[etree._Element, str] = MappingProxyType({}),
) -> tuple[Tracked, ...]:
    """Return the tracked changes of a file in order; those of one kind, author and time in a paragraph are one.

    `leave_out` are elements that are not counted; `words` are what is said of an element instead of all its words.
    """
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for part, kind in package.stories().items():
        for place, element, what in _marks(package.root(part), "" if kind == "document" else f"{kind}, "):
            if element in leave_out:
                continue
            key = (element.get(n.AUTHOR, "unknown"), element.get(n.DATE, ""), what, place)
            found.setdefault(key, []).append(words.get(element, _text(element)))
    return tuple(
        Tracked(author, date, what, place, " … ".join(text for text in texts if text))
        for (author, date, what, place), texts in found.items()
    )


def _marks(root: etree._Element, story: str) -> Iterator[tuple[str, etree._Element, str]]:
    paragraphs = 0
    place = f"{story}before the first paragraph"
    for element in root.iter(n.P, *n.REVISIONS):
        if element.tag == n.P:
            paragraphs += 1
            place = f"{story}paragraph {paragraphs}"
            continue
        what = _what(element)
        if what:
            ahead = element.tag not in _KINDS or _above(element) == n.TRPR
            before_a_paragraph = ahead and next(element.iterancestors(n.P, n.BODY), element).tag != n.P
            yield (f"{story}at paragraph {paragraphs + 1}" if before_a_paragraph else place), element, what


def _what(element: etree._Element) -> str:
    tag = element.tag
    if tag in _KINDS:
        of = {n.TRPR: " a row", n.RPR: " the end of a paragraph", n.w("numPr"): " a number"}
        return _KINDS[tag] + of.get(_above(element), "")
    if tag in n.CHANGE_RECORDS:
        return "changed how it looks"
    return _CELLS.get(tag, "")


def _above(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.tag


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(n.T, n.DEL_TEXT)) if element.tag in _KINDS else ""
