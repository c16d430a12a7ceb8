"""Find paragraphs that were moved, among those that would otherwise be deleted and inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.planning.align import likeness
from policybuilder.redline.planning.steps import Plan, Step
from policybuilder.redline.reading.blocks import Block, Lexicon

FEWEST_WORDS = 5
ALIKE = 0.75
_RARE = 4


@dataclass(eq=False)
class Move:
    """One moved paragraph: its two blocks, and whether it begins or ends a stretch that moved together."""

    old: Block
    new: Block
    name: str = ""
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True)
class Moves:
    """The moves of a story, by both of their blocks, and how many stretches of paragraphs moved."""

    by_block: Mapping[Block, Move] = field(default_factory=dict)
    stretches: int = 0


def find_moves(plan: Plan, lexicon: Lexicon, first_number: int = 1) -> Moves:
    """Return the moves in a plan; their names are numbered from `first_number` on."""
    gone: list[Block] = []
    come: list[Block] = []
    for step in _one_sided(plan.steps):
        for block in step.old or step.new:
            if _may_move(block):
                (gone if step.old else come).append(block)
    pairs = _exact(gone, come, lexicon)
    pairs += _alike(gone, come, pairs, lexicon)
    pairs += _neighbours(gone, come, pairs)
    order = {block: at for at, block in enumerate(gone)}
    return _named(sorted(pairs, key=lambda pair: order[pair[0]]), first_number)


def _named(pairs: list[tuple[Block, Block]], first_number: int) -> Moves:
    """Return the moves with their names; those whose paragraphs follow one another on both sides share one."""
    by_block: dict[Block, Move] = {}
    number = first_number
    before: Move | None = None
    for move in (Move(old, new) for old, new in pairs):
        if before is not None and _follows(move, before):
            before.ends = move.begins = False
            move.name = before.name
        else:
            move.name = f"move{number}"
            number += 1
        by_block[move.old] = by_block[move.new] = move
        before = move
    return Moves(by_block, number - first_number)


def _follows(move: Move, before: Move) -> bool:
    return _next_block(before.old.element) is move.old.element and _next_block(before.new.element) is move.new.element


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
