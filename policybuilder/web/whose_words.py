"""What becomes of an old policy, as people read it before it is written: answers, and where its words would stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybuilder.document import clauses
from policybuilder.library.councils import load_register
from policybuilder.resolution.asked import asked

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.adopt.old_policy import OldPassage
    from policybuilder.adopt.words import DecisionRow
    from policybuilder.library.library import Library
    from policybuilder.update.adopting import TakenOver


@dataclass(frozen=True)
class Home:
    """A clause that words of an old policy would stand in: its title, whether it is new, and the passages."""

    title: str
    is_own: bool
    passages: tuple[OldPassage, ...]


def another_council(found: Adoption, library: Library, names: Iterable[str]) -> str:
    """Return the council that an old policy names and that does not go by any of the `names`; "" where it names none.

    The wrong file may have been chosen, or that of a council which has been merged.
    """
    from policybuilder.adopt.whose import named_instead

    register = load_register(library.workspace, library.reference.facts)
    others = [each.official_name for each in register.councils] + [each.official_name for each in register.ended]
    return named_instead(found.policy, names, others)


def homes_of(found: Adoption, taken: TakenOver) -> list[Home]:
    """Return the clauses that words of an old policy would stand in, in the order of the document."""
    standing: dict[str, list[OldPassage]] = defaultdict(list)
    for passage in found.policy.passages:
        if passage.number in taken.ours and passage.number in taken.homes:
            standing[taken.homes[passage.number]].append(passage)
    own = {clause.id for clause in taken.own}
    return [
        Home(clause.title, clause.id in own, tuple(standing[clause.id]))
        for clause in clauses(taken.document)
        if clause.id in standing
    ]


def answered(found: Adoption, taken: TakenOver, library: Library) -> tuple[list[DecisionRow], list[DecisionRow]]:
    """Return the decisions of an old policy that would be answers, and those that would wait beside their questions."""
    from policybuilder.adopt.words import decision_rows

    open_ones = {each.parameter.name for each in asked(taken.library, taken.id) if not each.looked_at}
    rows = decision_rows(found, library)
    return (
        [row for row in rows if row.decision.sure and row.decision.parameter not in open_ones],
        [row for row in rows if row.decision.parameter in open_ones],
    )
