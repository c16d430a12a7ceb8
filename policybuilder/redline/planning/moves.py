"""Find paragraphs that were moved, among those that would otherwise be deleted and inserted, and write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import like
from policybuilder.redline.marking.ink import COME, GONE, MOVED_AWAY, MOVED_HERE
from policybuilder.redline.marking.inline import InlineWriter
from policybuilder.redline.marking.properties import paragraph_properties
from policybuilder.redline.marking.whole import mark_paragraph, mark_whole
from policybuilder.redline.planning.align import likeness
from policybuilder.redline.planning.words import difference
from policybuilder.redline.reading.blocks import Block, Lexicon
from policybuilder.redline.reading.tokens import line_of

if TYPE_CHECKING:
    from policybuilder.redline.marking.mark import Marking
    from policybuilder.redline.planning.plan import Plan, Step

FEWEST_WORDS = 5
ALIKE = 0.75
_RARE = 4
_RANGES = {MOVED_AWAY: ("moveFromRangeStart", "moveFromRangeEnd"), MOVED_HERE: ("moveToRangeStart", "moveToRangeEnd")}


@dataclass(eq=False)
class Move:
    """One moved paragraph: its two blocks, and whether it begins or ends a stretch that moved together."""

    old: Block
    new: Block
    name: str = ""
    begins: bool = True
    ends: bool = True


@dataclass
class Moves:
    """The moves of a story. Without any, it writes every one-sided block as deleted or inserted."""

    by_block: dict[Block, Move] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, plan: Plan, lexicon: Lexicon, first_number: int = 1) -> int:
        """Find the moves in a plan; return the number of stretches found."""
        gone: list[Block] = []
        come: list[Block] = []
        for step in _one_sided(plan.steps):
            for block in step.old or step.new:
                if _may_move(block):
                    (gone if step.old else come).append(block)
        pairs = _exact(gone, come, lexicon)
        pairs += _alike(gone, come, pairs, lexicon)
        pairs += _neighbours(gone, come, pairs)
        return self._name(pairs, gone, come, first_number)

    def _name(self, pairs: list[tuple[Block, Block]], gone: list[Block], come: list[Block], number: int) -> int:
        order = {block: at for at, block in enumerate(gone)}
        moves = [Move(old, new) for old, new in sorted(pairs, key=lambda pair: order[pair[0]])]
        started = number
        before: Move | None = None
        for move in moves:
            together = (
                before is not None
                and _next_block(before.old.element) is move.old.element
                and _next_block(before.new.element) is move.new.element
            )
            if together and before is not None:
                before.ends = move.begins = False
                move.name = before.name
            else:
                move.name = f"move{number}"
                number += 1
            self.by_block[move.old] = self.by_block[move.new] = move
            before = move
        return number - started

    def write(self, block: Block, status: str, marking: Marking) -> list[etree._Element]:
        """Return a block that only one side has: moved where it was moved, else deleted or inserted."""
        move = self.by_block.get(block)
        if move is not None:
            return self._write_moved(move, MOVED_AWAY if status == GONE else MOVED_HERE, marking)
        return mark_whole(marking.copy(block.element, status), status, marking.ink)

    def _write_moved(self, move: Move, status: str, marking: Marking) -> list[etree._Element]:
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
            self._ids[status, move.name] = start.get(n.ID, "")
            at = 1 if len(paragraph) and paragraph[0].tag == n.PPR else 0
            paragraph.insert(at, start)
        if move.ends:
            written.append(etree.Element(n.w(end_tag), {n.ID: self._ids[status, move.name]}))
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


def _one_sided(steps: list[Step]) -> Iterator[Step]:
    for step in steps:
        if step.inner is not None:
            yield from _one_sided(step.inner.steps)
        elif not step.kept:
            yield step


def _may_move(block: Block) -> bool:
    """Return whether a block may be moved: not where a section ends, or a field begins or ends."""
    return block.is_paragraph and bool(block.text.strip()) and not block.anchor


def _next_block(element: etree._Element) -> etree._Element | None:
    following = element.getnext()
    while following is not None and following.tag in n.MARKERS | n.NOISE:
        following = following.getnext()
    return following


def _exact(gone: list[Block], come: list[Block], lexicon: Lexicon) -> list[tuple[Block, Block]]:
    waiting: dict[str, list[Block]] = {}
    for block in come:
        if len(block.code(lexicon)) >= FEWEST_WORDS:
            waiting.setdefault(block.text, []).append(block)
    return [(block, waiting[block.text].pop(0)) for block in gone if waiting.get(block.text)]


def _alike(
    gone: list[Block], come: list[Block], pairs: list[tuple[Block, Block]], lexicon: Lexicon
) -> list[tuple[Block, Block]]:
    taken = {block for pair in pairs for block in pair}
    holders: dict[str, list[Block]] = {}
    for block in come:
        if block not in taken and len(block.code(lexicon)) >= FEWEST_WORDS:
            for word in set(block.code(lexicon)):
                holders.setdefault(word, []).append(block)
    found = []
    for block in gone:
        if block in taken or len(block.code(lexicon)) < FEWEST_WORDS:
            continue
        votes: Counter[Block] = Counter()
        for word in set(block.code(lexicon)):
            if len(holders.get(word, ())) <= _RARE:
                votes.update(holders.get(word, ()))
        best, most = None, 0.0
        for other, _ in votes.most_common(4):
            score = 0.0 if other in taken else likeness(block, other, lexicon, ALIKE)
            if score > most:
                best, most = other, score
        if best is not None:
            found.append((block, best))
            taken |= {block, best}
    return found


def _neighbours(gone: list[Block], come: list[Block], pairs: list[tuple[Block, Block]]) -> list[tuple[Block, Block]]:
    """Let short paragraphs, such as headings, move along with the long ones that they stand next to."""
    taken = {block for pair in pairs for block in pair}
    before = {block: gone[at - 1] for at, block in enumerate(gone) if at}
    before |= {block: come[at - 1] for at, block in enumerate(come) if at}
    after = {gone[at - 1]: block for at, block in enumerate(gone) if at}
    after |= {come[at - 1]: block for at, block in enumerate(come) if at}
    found = []
    for old, new in pairs:
        for beside in (before, after):
            left, right = beside.get(old), beside.get(new)
            while left is not None and right is not None and not {left, right} & taken and left.text == right.text:
                adjacent = (_next_block(left.element), _next_block(right.element)) if beside is before else None
                if adjacent is not None and (adjacent[0] is None or adjacent[1] is None):
                    break
                found.append((left, right))
                taken |= {left, right}
                left, right = beside.get(left), beside.get(right)
    return found
