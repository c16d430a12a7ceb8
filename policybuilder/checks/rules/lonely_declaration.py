"""A clause declares an act that no other clause names.

Declarations are compared by the name of the act. An act that one clause alone names is compared with nothing: it is
misspelt, or the other clauses that speak of it do not declare it yet.

To put it right, write the name that the other clauses have, declare the act in them, too, or take the declaration out.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.declarations import act_of
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import LibrarySubject
from policybuilder.errors import did_you_mean

PASSES = ({"says": "[{forbids: recording}]", "other_says": "[{forbids: recording}]"},)
FAILS = ({"says": "[{forbids: recording}]", "other_says": "[{forbids: recordings}]"},)


def look(subject: LibrarySubject) -> Iterator[Finding]:
    """Yield a finding for each act that a single clause declares."""
    named: dict[str, set[str]] = {}
    for clause in subject.clauses.values():
        for says in clause.front.says:
            named.setdefault(act_of(says)[1], set()).add(clause.id)
    for clause in subject.clauses.values():
        told: set[str] = set()
        for index, says in enumerate(clause.front.says):
            act = act_of(says)[1]
            if named[act] == {clause.id} and act not in told:
                told.add(act)
                hint = did_you_mean(
                    act, [other for other in named if other != act], "declare it in another clause, too"
                )
                yield Finding(clause.place("says", index), f'no other clause says anything about "{act}"', hint)


RULE = Rule("lonely-declaration", "Acts that only one clause declares", "warning", "library", look)
