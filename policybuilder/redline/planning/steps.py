"""What a plan is made of: steps through two containers, their tables' rows and their rows' cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from policybuilder.redline.reading.blocks import Block


@dataclass(eq=False)
class Step:
    """One step through two containers. One side only: deleted or inserted. Several: a split or a join."""

    old: list[Block]
    new: list[Block]
    inner: Plan | None = None
    rows: list[RowStep] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether the step has both sides."""
        return bool(self.old) and bool(self.new)

    @property
    def is_text(self) -> bool:
        """Whether the step is about paragraphs."""
        return all(block.is_paragraph for block in (*self.old, *self.new))

    @property
    def is_tracked(self) -> bool:
        """Whether all its blocks can come or go as tracked changes."""
        return all(block.is_tracked for block in (*self.old, *self.new))


@dataclass(eq=False)
class Plan:
    """The steps through two containers, and the points after their last blocks."""

    steps: list[Step]
    old_points: list[etree._Element]
    new_points: list[etree._Element]


@dataclass(eq=False)
class CellStep:
    """A cell in both rows with the plan of what it holds, or in one of them only."""

    old: Block | None
    new: Block | None
    inner: Plan | None = None


@dataclass(eq=False)
class RowStep:
    """A row in both tables with its cells, or in one of them only."""

    old: Block | None
    new: Block | None
    cells: list[CellStep] = field(default_factory=list)


def group_spans(steps: list[Step]) -> dict[Block, tuple[int, int]]:
    """Return the first and last step of each content control that only one side has, outermost first."""
    spans: dict[Block, tuple[int, int]] = {}
    for at, step in enumerate(steps):
        for block in (*step.old, *step.new):
            for group in block.groups:
                spans[group] = (spans.get(group, (at, at))[0], at)
    return dict(sorted(spans.items(), key=lambda item: (item[1][0], -item[1][1], len(item[0].groups))))
