"""Write paragraphs that were moved: at the place that they left, and at the one that they came to."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import like
from policybuilder.redline.marking.ink import COME, GONE, MOVED_AWAY, MOVED_HERE
from policybuilder.redline.marking.inline import InlineWriter
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.properties import paragraph_properties
from policybuilder.redline.marking.whole import mark_paragraph
from policybuilder.redline.planning.moves import Move
from policybuilder.redline.planning.words import difference
from policybuilder.redline.reading.tokens import line_of

_RANGES = {MOVED_AWAY: ("moveFromRangeStart", "moveFromRangeEnd"), MOVED_HERE: ("moveToRangeStart", "moveToRangeEnd")}


def write_moved(move: Move, status: str, marking: Marking) -> list[etree._Element]:
    """Return one side of a moved paragraph, with the range marks that begin or end its stretch."""
    away = status == MOVED_AWAY
    block = move.old if away else move.new
    if move.old.text == move.new.text:
        paragraph = marking.copy(block.element, status)
        mark_paragraph(paragraph, status, marking.ink)
    else:
        paragraph = _changed(move, status, marking)
    written = [paragraph]
    start_tag, end_tag = _RANGES[status]
    if move.begins:
        start = marking.ink.mark(n.w(start_tag))
        start.set(n.NAME, move.name)
        marking.range_ids[status, move.name] = start.get(n.ID, "")
        at = 1 if len(paragraph) and paragraph[0].tag == n.PPR else 0
        paragraph.insert(at, start)
    if move.ends:
        written.append(etree.Element(n.w(end_tag), {n.ID: marking.range_ids[status, move.name]}))
    return written


def _changed(move: Move, status: str, marking: Marking) -> etree._Element:
    """Return one side of a paragraph that was moved and changed: what stayed is moved, the rest is marked."""
    away = status == MOVED_AWAY
    old, new = (line_of(block.element, marking.refs) for block in (move.old, move.new))
    own = old if away else new
    paragraph = like(own.paragraph)
    inline = InlineWriter(marking.ink, {})
    inline.start(paragraph)
    for op in difference(old.tokens, new.tokens):
        at = op.old if away else op.new
        if at < 0:
            continue
        for point in own.points.get(at, []):
            for copy in marking.old_points([point]) if away else [deepcopy(point)]:
                inline.point(copy)
        changed = op.sign != "="
        for piece in own.tokens[at].pieces:
            inline.write((GONE if away else COME) if changed else status, piece)
    for point in own.points.get(len(own.tokens), []):
        for copy in marking.old_points([point]) if away else [deepcopy(point)]:
            inline.point(copy)
    inline.finish()
    sides = (None, own.paragraph) if away else (own.paragraph, None)
    properties = paragraph_properties(status, sides[0], sides[1], marking.ink, marking.refs)
    if properties is not None:
        paragraph.insert(0, properties)
    return paragraph
