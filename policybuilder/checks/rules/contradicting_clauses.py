"""One clause of a council forbids what another permits or requires.

People cannot follow both, and whoever broke one will point to the other. Clauses declare under `says` what they permit,
forbid or require, of whom and using what, and under which decisions of the council; an amendment may declare it anew.
The rule compares the declarations of all documents of a council, so that a policy and the staff guide agree, too. It
finds no more than is declared.

To put it right, change the decision, the amendment or the council's own clause, so that one of the two gives way. Where
both are right, let each say more exactly of whom (`of`) or with what (`using`) it speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from policybuilder.checks.declarations import Declared, declarations
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject

_SAYS = "[{forbids: recording, when: tools.agents == 'none'}, {permits: recording, when: tools.agents != 'none'}]"
PASSES = (
    {"says": _SAYS, "other_says": "[{permits: recording, when: tools.agents != 'none'}]"},
    {"says": "[{forbids: recording, of: guests}]", "other_says": "[{permits: recording, of: hosts}]"},
    {"says": "[{forbids: recording}]", "other_says": "[{permits: recording}]", "amend_says": "[{permits: recording}]"},
)
FAILS = (
    {"says": _SAYS, "other_says": "[{permits: recording}]"},
    {"says": "[{forbids: recording, using: own-device}]", "other_says": "[{requires: recording}]"},
    {"says": "[{forbids: recording}]", "other_says": "[{forbids: recording}]", "amend_says": "[{permits: recording}]"},
)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each pair of clauses of which one forbids what the other permits or requires."""
    told: set[tuple[str, str, str]] = set()
    for first, second in combinations(declarations(subject), 2):
        if first.against(second):
            key = (first.act, *sorted((first.clause, second.clause)))
            if key not in told:  # the same two clauses stand in more than one document
                told.add((key[0], key[1], key[2]))
                yield _finding(first, second)


def _finding(first: Declared, second: Declared) -> Finding:
    forbids, other = (first, second) if first.kind == "forbids" else (second, first)
    place = next((each.place for each in (first, second) if each.own), other.place)
    act = forbids.act.replace("-", " ")
    message = f"{forbids.where} forbids what {other.where} {other.kind}: {act}"
    return Finding(place, message, "change the decision or the council's own words, so that one of the two gives way")


RULE = Rule("contradicting-clauses", "Clauses that contradict one another", "error", "council", look)
