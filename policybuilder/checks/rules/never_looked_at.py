"""Defaults stand in the documents of a council, and nobody has looked at them.

Each answer is decided, looked at and kept, or never looked at. A default that nobody has looked at is the library's
guess of what most councils would say. Where it is a fact about the council (a post, a body, a course, a named policy),
the draft prints it as [to confirm: AI Governance Group?] and no paper goes to a committee. The others, choices and
numbers, stand in the documents as they are, so this says how many there are and which.

To put it right, answer each one in its section of the profile, or write it under `kept:` with its default.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.document import Value, clauses, inlines_of

PASSES = ({"body": "You must keep it for {{ days }} days.\n", "profile": "kept: {days: 30}\n"},)
FAILS = ({"body": "You must keep it for {{ days }} days.\n", "profile": ""},)

_MOST = 8


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield one finding for a council that prints defaults at which nobody has looked."""
    parameters = subject.library.reference.parameters
    found: dict[str, None] = {}
    for document in subject.documents.values():
        for clause in clauses(document):
            unseen = {use.name for use in clause.provenance.parameters if use.state == "never looked at"}
            printed = {
                inline.parameter.partition(".")[0] if inline.parameter not in parameters else inline.parameter
                for block in clause.blocks
                for inline in inlines_of(block)
                if isinstance(inline, Value)
            }
            found.update(dict.fromkeys(name for name in parameters if name in unseen & printed))
        # A fact that is yes or no is printed nowhere, and decides which clauses there are.
        found.update(dict.fromkeys(question.parameter for question in document.questions if question.guess))
    names = [name for name in found if not parameters[name].required]
    if not names:
        return
    facts = sum(parameters[name].fact for name in names)
    answers = "1 answer is a default" if len(names) == 1 else f"{len(names)} answers are defaults"
    message = f"{answers} that nobody has looked at"
    if facts:
        message += (
            f", {facts} of them a fact about the council"
            if facts == 1
            else f", {facts} of them facts about the council"
        )
    listed = ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
    hint = f"answer them, or write them under kept: with their defaults: {listed}"
    yield Finding(subject.effective.profile.place("documents"), message, hint)


RULE = Rule("never-looked-at", "Defaults that nobody has looked at", "warning", "council", look)
