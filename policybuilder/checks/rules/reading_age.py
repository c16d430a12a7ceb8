"""A document is harder to read than its template wants.

A template may say `reading_age: 14`: the age at which most people can read the document. The staff guide of the
library is meant for 14, its policies for 16. The age is the Flesch-Kincaid grade level plus five; how words,
sentences and syllables are counted, and how exact that is, is told in policybuilder/checks/readability.py. The source
of the formula is Kincaid and others, Research Branch Report 8-75 (1975).

The measure sees long words and long sentences, not whether a text makes sense: read it aloud, too.

To put it right, look at the longest sentences first, then write shorter words for long ones. A council's long values
(lists of tools, names of policies) count as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.readability import reading_age
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import DocumentSubject

PASSES = ({"reading_age": "14", "body": "You must check what AI writes. It can be wrong."},)
FAILS = (
    {
        "reading_age": "14",
        "body": "Organisational accountability necessitates comprehensive algorithmic documentation.",
    },
)


def look(subject: DocumentSubject) -> Iterator[Finding]:
    """Yield a finding when the document is above its template's reading age."""
    wanted = subject.library.template(subject.document.template).front.reading_age
    if wanted is None:
        return
    age = reading_age(subject.document)
    if age > wanted:
        message = f'the reading age of "{subject.document.id}" is {age}; its template wants {wanted} at most'
        yield Finding(subject.place, message, "shorten the longest sentences and words")


RULE = Rule("reading-age", "Documents that are harder to read than wanted", "warning", "document", look)
