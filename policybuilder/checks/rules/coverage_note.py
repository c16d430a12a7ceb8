"""A clause says that it covers an item of a framework, and not how, or not which part of it.

Coverage is only as true as the reading behind it. A note that names the words which answer an item lets the next reader
check it, and an item that asks for several things is answered in full only when each has its clause. The short form,
`frameworks: {ai-playbook: [P4]}`, has no note and names no part.

To put it right, read the clause against the item, and write `P4/stages: "which words answer it"`; or drop the mapping.
See docs/coverage.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import ClauseSubject
from policybuilder.library.coverage import vague_mappings

PASSES = ({"frameworks": "{playbook: {P1: Says what AI is.}}"},)
FAILS = ({"frameworks": "{playbook: [P1]}"},)


def look(subject: ClauseSubject) -> Iterator[Finding]:
    """Yield a finding for each mapping without a note, or without the part of a composite item."""
    for place, message, hint in vague_mappings(subject.source, subject.library.reference.frameworks):
        yield Finding(place, message, hint)


RULE = Rule("coverage-note", "Coverage that does not say how", "warning", "clause", look)
