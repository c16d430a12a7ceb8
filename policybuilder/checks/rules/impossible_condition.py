"""A condition can never hold, so nobody can ever read what stands under it.

`nation == 'wales' and nation == 'scotland'` cannot hold, nor can a test inside a clause that contradicts the clause's
own `applies_when` or a test around it. Such a text looks as if it were in the policy and is not. Every choice that a
council can make is tried; a test is reported only if none makes it hold.

To put it right, correct the test, or delete it and what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import ClauseSubject, test_of
from policybuilder.errors import Location
from policybuilder.library.conditions import Wanted
from policybuilder.library.workspace import BUILT_IN

PASSES = ("{% if nation == 'wales' %}\nIn Welsh too.\n{% elif depth == 'full' %}\nIn full.\n{% endif %}\n",)
FAILS = (
    "{% if nation == 'wales' and nation == 'scotland' %}\nIn both.\n{% endif %}\n",
    "{% if depth == 'full' %}\n{% if depth == 'essential' %}\nShort.\n{% endif %}\n{% endif %}\n",
    {"applies_when": "tools.agents == 'none' and tools.agents == 'pilot'"},
)


def look(subject: ClauseSubject) -> Iterator[Finding]:
    """Yield a finding for each test that cannot hold."""
    source = subject.source
    if _has_decisions_of_a_workspace(subject):
        return  # the library's clause is right, and serves workspaces that know more choices or fewer
    always: list[Wanted] = []
    if source.condition.tree is not None:
        always = [(test_of(source.condition.tree), True)]
        if not subject.conditions.possible(always):
            message = "the condition can never hold, so no document can have this clause"
            yield Finding(source.condition_place, message, "correct applies_when")
            return
    if source.analysis.tree is not None and "{% if" in source.body:
        yield from _statements(subject, source.analysis.tree.body, always)


def _statements(subject: ClauseSubject, statements: list[nodes.Node], around: list[Wanted]) -> Iterator[Finding]:
    for statement in statements:
        if isinstance(statement, nodes.For):
            yield from _statements(subject, statement.body, around)
        elif isinstance(statement, nodes.If):
            before: list[Wanted] = []
            for option in (statement, *statement.elif_):
                here = [*around, *before, (option.test, True)]
                if not subject.conditions.possible(here):
                    place = Location(subject.source.file, subject.source.body_line + option.lineno - 1)
                    message = "the test can never hold here, so nobody can read what stands under it"
                    yield Finding(place, message, "look at the tests around it, and at applies_when")
                else:
                    yield from _statements(subject, option.body, here)
                before.append((option.test, False))
            yield from _statements(subject, statement.else_, [*around, *before])


def _has_decisions_of_a_workspace(subject: ClauseSubject) -> bool:
    """Return whether a clause of the library tests a decision that the workspace declares with choices of its own."""
    library, known = f"{BUILT_IN}/", subject.library.reference.parameters
    paths = subject.source.analysis.paths() | subject.source.condition.paths()
    return subject.source.file.startswith(library) and any(
        not known[path].location.path.startswith(library) for path in paths & known.keys()
    )


RULE = Rule("impossible-condition", "Conditions that can never hold", "error", "clause", look)
