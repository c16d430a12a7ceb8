"""What writing one story needs, and what it notes down for what is written later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.ink import GONE, MOVED_AWAY, Ink
from policybuilder.redline.marking.whole import own_copy
from policybuilder.redline.planning.moves import Moves
from policybuilder.redline.reading.blocks import Lexicon
from policybuilder.redline.reading.keys import References


@dataclass
class Marking:
    """What writing one story needs: the ink, the references, the words seen, and where to note a compromise."""

    ink: Ink
    refs: References
    lexicon: Lexicon
    compromise: Callable[[str, str], None]
    change_note: Callable[[etree._Element, etree._Element], None]
    new_bookmarks: frozenset[str] = frozenset()
    empty_bookmarks: frozenset[str] = frozenset()
    moves: Moves = field(default_factory=Moves)
    renamed: dict[str, str] = field(default_factory=dict)
    range_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    own_bookmarks: set[str] = field(default_factory=set)
    by_character: bool = False
    coarse: bool = False
    halved: frozenset[str] = frozenset()
    """Words of which one half is a change of the new document's own: they are marked letter by letter."""
    as_marked: Mapping[etree._Element, etree._Element] = field(default_factory=dict)

    def old_points(self, points: Sequence[etree._Element]) -> list[etree._Element]:
        """Return copies of the old points that may stand in the redline, with ids that clash with no other's."""
        kept = []
        for point in points:
            if point.tag == n.BOOKMARK_START and point.get(n.NAME) in self.new_bookmarks:
                continue
            if point.tag in {n.BOOKMARK_START, n.BOOKMARK_END}:
                copy = deepcopy(point)
                copy.set(n.ID, self._new_id(point.get(n.ID, "")))
                kept.append(copy)
            elif point.tag in {n.COMMENT_START, n.COMMENT_END}:
                kept.append(deepcopy(point))
        return kept

    def ends_of_empty(self, points: Sequence[etree._Element]) -> list[etree._Element]:
        """Return the ends of the new document's empty bookmarks that begin before these points.

        They are written before what was deleted here: a bookmark that holds it would go with it.
        """
        begun = {point.get(n.ID) for point in points if point.tag == n.BOOKMARK_START}
        ends = [point for point in points if point.tag == n.BOOKMARK_END and point.get(n.ID) not in begun]
        return [point for point in ends if point.get(n.ID) in self.empty_bookmarks]

    def _new_id(self, old_id: str) -> str:
        if old_id not in self.renamed:
            self.renamed[old_id] = self.ink.fresh_id()
            self.own_bookmarks.add(self.renamed[old_id])
        return self.renamed[old_id]

    def tidy(self, copy: etree._Element, status: str) -> etree._Element:
        """Give the points inside a copied old block ids of their own, and drop those that the new side has."""
        if status not in {GONE, MOVED_AWAY}:
            return copy
        for point in list(copy.iter(*n.MARKERS)):
            parent = point.getparent()
            if parent is not None:
                at = parent.index(point)
                parent[at : at + 1] = self.old_points([point])
        return copy

    def copy(self, element: etree._Element, status: str) -> etree._Element:
        """Return a copy of a block that can stand in the redline with this status."""
        return self.tidy(own_copy(element, status, self.ink), status)
