"""What every tracked change carries: an id of its own, an author and a date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import forget

KEPT, GONE, COME, MOVED_AWAY, MOVED_HERE = "=", "-", "+", "<", ">"
"""What becomes of a piece: kept, deleted, inserted, moved away, moved here."""

RUN_MARKS = {GONE: n.DEL, COME: n.INS, MOVED_AWAY: n.MOVE_FROM, MOVED_HERE: n.MOVE_TO}
_XML_RANGES = {GONE: "Del", COME: "Ins", MOVED_AWAY: "Del", MOVED_HERE: "Ins"}
_DRAWING_NAMES = frozenset({"docPr"})


def _nowhere(_: str) -> str | None:
    return None


@dataclass(frozen=True)
class Ink:
    """Writes revision marks. Ids are counted up over all parts of a redline.

    `address` says where the links of the part lead that is written, by their relationship ids.
    """

    author: str
    date: str
    ids: Iterator[int]
    address: Callable[[str], str | None] = _nowhere

    def fresh_id(self) -> str:
        """Return an id that no mark, bookmark or comment has yet."""
        return str(next(self.ids))

    def mark(self, tag: str) -> etree._Element:
        """Return an empty revision mark."""
        return etree.Element(tag, {n.ID: self.fresh_id(), n.AUTHOR: self.author, n.DATE: self.date})

    def run_mark(self, status: str) -> etree._Element:
        """Return the mark that goes round runs, or into a paragraph mark's or row's properties."""
        return self.mark(RUN_MARKS[status])

    def record(self, tag: str, old: etree._Element) -> etree._Element:
        """Return a change record that holds the old properties."""
        record = self.mark(tag)
        record.append(old)
        return record

    def control_ranges(self, status: str) -> tuple[etree._Element, ...]:
        """Return the four range marks that say that a content control's two tags came or went."""
        kind = _XML_RANGES[status]
        found = []
        for _ in range(2):
            start = self.mark(n.w(f"customXml{kind}RangeStart"))
            end = etree.Element(n.w(f"customXml{kind}RangeEnd"), {n.ID: start.get(n.ID, "")})
            found += [start, end]
        return tuple(found)

    def number_control(self, properties: etree._Element) -> None:
        """Give a control of the old document an id that none of the new one's has, in place."""
        for number in properties.iterchildren(n.ID):
            number.set(n.VAL, self.fresh_id())

    def copy_of_old(self, element: etree._Element) -> etree._Element:
        """Return a copy of an element of the old document whose own ids cannot clash with the new one's."""
        copy = deepcopy(element)
        for child in copy.iter():
            if not isinstance(child.tag, str):
                continue
            if n.local(child.tag) in _DRAWING_NAMES and child.get("id"):
                child.set("id", self.fresh_id())
            if child.tag == n.SDTPR and not any(_is_compared_whole(above) for above in child.iterancestors()):
                self.number_control(child)
            if child.tag == n.P or child.tag == n.TR:
                for name in ("paraId", "textId"):
                    forget(child, f"{{{n.WORD_2010}}}{name}")
        return copy


def _is_compared_whole(element: etree._Element) -> bool:
    """Return whether an element counts as one thing, with all ids in it: what is not Word's own."""
    return not element.tag.startswith(f"{{{n.WORD}}}")


def text_element(tag: str, text: str) -> etree._Element:
    """Return a text element; its spaces always count."""
    element = etree.Element(tag)
    element.text = text
    element.set(n.XML_SPACE, "preserve")
    return element
