"""A row of the library's stands in a table of the council's, because of another decision.

Who switches a tool on expects it wherever tools are listed. Where the council's own list does not name it, the library
puts a row of its own there, which knows neither its real purpose nor who owns it.

To put it right, write a row for it in the profile, or switch it off.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_from
from policybuilder.resolution.following import with_following

_ROWS = "parameters: {listed_tools: [{name: Agent X, use: Sorting}]}\n"
PASSES = ("tools: {agents: pilot}\n" + _ROWS, "parameters: {listed_tools: [{name: Chat, use: Drafting}]}\n")
FAILS = ("tools: {agents: pilot}\nparameters: {listed_tools: [{name: Chat, use: Drafting}]}\n",)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each decision that puts a row into a table which the council wrote itself."""
    told: set[tuple[str, str]] = set()
    for document in subject.documents:
        answers = with_following(answer(case_from(subject.library, subject.effective, document)))
        for name, given in answers.parameters.items():
            for condition, rows in given.followed:
                if given.state != "decided" or (name, condition) in told:
                    continue
                told.add((name, condition))
                listed = ", ".join(f'"{row}"' for row in rows)
                message = f'"{name}" does not name {listed}, so a row of the library stands there: {condition}'
                yield Finding(given.location, message, "write a row of your own for it, or change what that tests")


RULE = Rule("row-that-follows", "Rows that a list lacks and another decision needs", "warning", "council", look)
