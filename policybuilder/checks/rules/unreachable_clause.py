"""No document can ever have the clause.

A clause comes into a document because a template lists it, because a clause that is in requires it, or because a
council includes it. A clause of the workspace that none of them names is work that nobody will read, often because
its name was misspelt or a template was changed.

A clause that another one names under `covers:` is no exception: delete it once it is covered.

To put it right, add the clause to a template, or delete its file.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import LibrarySubject

PASSES = ({"templates": "care"},)
FAILS = ({"templates": "care", "clause": "unused"},)


def look(subject: LibrarySubject) -> Iterator[Finding]:
    """Yield a finding for each clause that nothing brings into a document."""
    reached = {id for template in subject.templates.values() for id in template.clause_ids()}
    for profile in subject.profiles.values():
        reached |= {entry.clause for model in profile.front.documents.values() for entry in model.include}
    waiting = list(reached)
    while waiting:
        clause = subject.clauses.get(waiting.pop())
        new = set(clause.front.requires) - reached if clause else set()
        reached |= new
        waiting.extend(new)
    for id, clause in subject.clauses.items():
        if id not in reached:
            message = f'no template, clause or profile brings "{id}" into a document'
            yield Finding(clause.place("id"), message, "add it to a template, or delete it")


RULE = Rule("unreachable-clause", "Clauses that no document can have", "warning", "library", look)
