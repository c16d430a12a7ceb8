"""What a rewritten passage lets go of: the findings of a comparison that say that a rule is weaker than it was."""

from __future__ import annotations

from collections.abc import Sequence

from policybuilder.compare.align import mark_blocks
from policybuilder.compare.changes import Weighing
from policybuilder.compare.edits import edits_of
from policybuilder.compare.marked import MarkedClause
from policybuilder.compare.weigh import weigh_clause
from policybuilder.document import Block, Clause, Provenance

WEAKENS = frozenset(
    {
        "must-weakened",
        "rule-weakened",
        "exception-added",
        "permission-widened",
        "limit-changed",
        "reach-changed",
    }
)
"""The rules of `weigh` that find a rule weaker, or that may be: a limit and a reach go either way."""
_NONE = Provenance("", "", "", "", "", "", "", (), (), (), ())


def weaker(old: Sequence[Block], new: Sequence[Block]) -> tuple[Weighing, ...]:
    """Return what makes a passage weaker than it was, weighed as the change of a clause is."""
    before, after = tuple(old), tuple(new)
    marks = mark_blocks(before, after)
    sides = (Clause("passage", "", "", blocks, _NONE) for blocks in (before, after))
    marked = MarkedClause(next(sides), next(sides), 0, 0, marks, False)
    return tuple(each for each in weigh_clause(marked, tuple(edits_of(marks)), False, ()) if each.rule in WEAKENS)


__all__ = ["WEAKENS", "weaker"]
