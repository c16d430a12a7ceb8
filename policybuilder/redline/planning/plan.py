"""The plan of a redline: which blocks of the old story become which of the new one."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.planning.align import align
from policybuilder.redline.planning.splits import find_splits
from policybuilder.redline.planning.steps import CellStep, Plan, RowStep, Step, group_spans
from policybuilder.redline.reading.blocks import Block, Lexicon, blocks_of, cell_in, cells_of, held_in, opened, rows_of
from policybuilder.redline.reading.keys import References, control_key
from policybuilder.redline.reading.tokens import wrap_key


def plan(
    old: etree._Element,
    new: etree._Element,
    refs: References,
    lexicon: Lexicon,
    apart: Collection[etree._Element] = frozenset(),
) -> Plan:
    """Return the plan for two containers: bodies, cells, controls, text boxes or notes.

    `apart` are paragraphs of the new one that are none of the old one's, whatever they say.
    """
    return _Planner(refs, lexicon, apart).plan(old, new)


class _Planner:
    def __init__(self, refs: References, lexicon: Lexicon, apart: Collection[etree._Element]) -> None:
        self._refs, self._lexicon, self._apart = refs, lexicon, apart

    def plan(self, old: etree._Element, new: etree._Element) -> Plan:
        if old.tag == n.BODY or old.tag in {n.w("hdr"), n.w("ftr")}:
            self._end_alike(old, new)
        solid: set[etree._Element] = set()
        while True:
            old_blocks, old_points = blocks_of(old)
            new_blocks, new_points = blocks_of(new)
            pairs = self._pairs(old_blocks, new_blocks, solid)
            steps = find_splits(self._steps(old_blocks, new_blocks, pairs), self._lexicon)
            steps = _end_together(steps)
            crossing = _crossing(group_spans(steps))
            if not crossing:
                return Plan(steps, old_points, new_points)
            solid |= {group.element for group in crossing}

    def _end_alike(self, old: etree._Element, new: etree._Element) -> None:
        """Give both stories a last paragraph, as Word does to one that ends in a table, unless they end in one thing.

        The mark of a paragraph that ends a section is none that can stay for another.

        What comes or goes at the end needs a paragraph after it whose mark can stay.
        """
        sides = self._tracked_to_the_end(*(blocks_of(container)[0] for container in (old, new)))
        ends_well = [bool(blocks) and blocks[-1].is_paragraph and not blocks[-1].ends_section for blocks in sides]
        if all(ends_well):
            return
        if not any(ends_well) and all(sides):
            if all(blocks[-1].ends_section for blocks in sides):
                return
            last = (len(sides[0]) - 1, len(sides[1]) - 1)
            if last in self._align(sides[0], sides[1]) and self._may_be_one(sides[0][-1], sides[1][-1]):
                return
        for container, ends in zip((old, new), ends_well, strict=True):
            if not ends:
                section = container.find(n.SECTPR)
                empty = etree.Element(n.P)
                if section is None:
                    container.append(empty)
                else:
                    section.addprevious(empty)

    def _tracked_to_the_end(self, old: list[Block], new: list[Block]) -> tuple[list[Block], list[Block]]:
        """Return the blocks without those at an end that cannot be tracked and have no pair: they change unmarked."""
        if not any(blocks and not blocks[-1].is_tracked for blocks in (old, new)):
            return old, new
        pairs = self._align(old, new)
        ends = []
        for blocks, paired in ((old, {i for i, _ in pairs}), (new, {j for _, j in pairs})):
            at = len(blocks)
            while at and not blocks[at - 1].is_tracked and at - 1 not in paired:
                at -= 1
            ends.append(blocks[:at])
        return ends[0], ends[1]

    def _align(self, old: list[Block], new: list[Block]) -> list[tuple[int, int]]:
        if not self._apart:
            return align(old, new, self._lexicon)
        others = [at for at, block in enumerate(new) if block.element not in self._apart]
        return [(i, others[j]) for i, j in align(old, [new[at] for at in others], self._lexicon)]

    def _pairs(
        self, old_blocks: list[Block], new_blocks: list[Block], solid: set[etree._Element]
    ) -> list[tuple[int, int]]:
        """Align, and open the content controls that only one side has, until there is none left to open."""
        while True:
            pairs = [
                (i, j) for i, j in self._align(old_blocks, new_blocks) if self._may_be_one(old_blocks[i], new_blocks[j])
            ]
            opened_any = False
            for blocks, paired in ((old_blocks, {i for i, _ in pairs}), (new_blocks, {j for _, j in pairs})):
                for at in range(len(blocks) - 1, -1, -1):
                    block = blocks[at]
                    if block.is_frame and at not in paired and block.element not in solid:
                        inside = opened(block)
                        if inside:
                            blocks[at : at + 1] = inside
                            opened_any = True
            if not opened_any:
                return pairs

    def _steps(self, old_blocks: list[Block], new_blocks: list[Block], pairs: list[tuple[int, int]]) -> list[Step]:
        steps: list[Step] = []
        i = j = 0
        for to_i, to_j in [*pairs, (len(old_blocks), len(new_blocks))]:
            steps += [Step([block], []) for block in old_blocks[i:to_i]]
            steps += [Step([], [block]) for block in new_blocks[j:to_j]]
            if to_i < len(old_blocks) and to_j < len(new_blocks):
                steps.append(self._pair(old_blocks[to_i], new_blocks[to_j]))
            i, j = to_i + 1, to_j + 1
        return steps

    def _may_be_one(self, old: Block, new: Block) -> bool:
        """Return whether two blocks can be one: a control or custom XML only with the same properties.

        Those cannot be tracked. One that ends in a section break cannot be one that ends otherwise, nor one that holds
        nothing one that holds something.
        """
        if not old.is_frame:
            return True
        if old.kind == "sdt":
            mine, theirs = (control_key(b.element.find(n.SDTPR), self._refs) for b in (old, new))
        else:
            mine, theirs = (wrap_key(b.element, self._refs) for b in (old, new))
        if mine != theirs:
            return False
        inside = [held_in(b.element) for b in (old, new)]
        return None not in inside and len({_how_it_ends(held) for held in inside if held is not None}) == 1

    def _pair(self, old: Block, new: Block) -> Step:
        step = Step([old], [new])
        if not old.is_paragraph and etree.tostring(old.element) == etree.tostring(new.element):
            return step  # nothing in it changed: it is written as it stands
        if old.is_frame:
            mine, theirs = held_in(old.element), held_in(new.element)
            assert mine is not None
            assert theirs is not None
            step.inner = self.plan(mine, theirs)
        elif old.kind == "tbl":
            step.rows = self._rows(old.element, new.element)
        return step

    def _rows(self, old: etree._Element, new: etree._Element) -> list[RowStep]:
        mine, theirs = rows_of(old), rows_of(new)
        steps: list[RowStep] = []
        i = j = 0
        for to_i, to_j in [*align(mine, theirs, self._lexicon), (len(mine), len(theirs))]:
            steps += [RowStep(row, None) for row in mine[i:to_i]]
            steps += [RowStep(None, row) for row in theirs[j:to_j]]
            if to_i < len(mine) and to_j < len(theirs):
                steps.append(RowStep(mine[to_i], theirs[to_j], self._cells(mine[to_i], theirs[to_j])))
            i, j = to_i + 1, to_j + 1
        return steps

    def _inside_cells(self, old: Block, new: Block) -> Plan | None:
        """Return the plan of what two cells hold, also where each stands alone in a control of the same kind."""
        mine, theirs = cell_in(old.element), cell_in(new.element)
        if mine is None or theirs is None or old.element.tag != new.element.tag:
            return None
        if old.kind != "tc" and wrap_key(old.element, self._refs) != wrap_key(new.element, self._refs):
            return None
        return self.plan(mine, theirs)

    def _cells(self, old: Block, new: Block) -> list[CellStep]:
        if old.kind != "tr" or new.kind != "tr":
            return []
        mine, theirs = cells_of(old.element), cells_of(new.element)
        if len(mine) == len(theirs):
            pairs = [(at, at) for at in range(len(mine))]
        else:
            pairs = align(mine, theirs, self._lexicon)
        steps: list[CellStep] = []
        i = j = 0
        for to_i, to_j in [*pairs, (len(mine), len(theirs))]:
            steps += [CellStep(cell, None) for cell in mine[i:to_i]]
            steps += [CellStep(None, cell) for cell in theirs[j:to_j]]
            if to_i < len(mine) and to_j < len(theirs):
                left, right = mine[to_i], theirs[to_j]
                steps.append(CellStep(left, right, self._inside_cells(left, right)))
            i, j = to_i + 1, to_j + 1
        return steps


def _how_it_ends(container: etree._Element) -> str:
    """Return whether a container holds nothing, ends in a section break, or in something else."""
    inside, _ = blocks_of(container)
    return "" if not inside else "break" if inside[-1].ends_section else "block"


def _end_together(steps: list[Step]) -> list[Step]:
    """Let the last paragraphs of both containers share the mark that cannot be inserted or deleted.

    Every cell and story ends in a paragraph whose mark stays; so where both sides end in a paragraph of their
    own, the two become one paragraph whose whole content changed. What cannot be tracked and went leaves nothing there.
    """
    after = len(steps)
    while after and not steps[after - 1].kept:
        after -= 1
    tail = steps[after:]
    gone = sorted((step for step in tail if step.old), key=lambda step: step.is_tracked)
    come = [step for step in tail if step.new]
    if not gone or not come or not gone[-1].is_text or not come[-1].is_text:
        return steps
    last = Step(gone[-1].old, come[-1].new)
    return [*steps[:after], *gone[:-1], *come[:-1], last]


def _crossing(spans: dict[Block, tuple[int, int]]) -> set[Block]:
    """Return the controls whose tags cannot be written because they would cross another's."""
    found: set[Block] = set()
    open_now: list[tuple[Block, int]] = []
    for group, (start, end) in spans.items():
        open_now = [(other, last) for other, last in open_now if last >= start]
        if any(last < end for _, last in open_now):
            found.add(group)
            continue
        open_now.append((group, end))
    return found
