"""A tool, body, guidance or law is called by a name that has been replaced.

A policy that names Bing Chat or cites Article 22 as it stood looks unread, and may tell people to follow rules that
are no longer law. The names, what replaced them, since when and who says so are in clauses/stale.yaml; a workspace's
own file of that name adds to the list.

A sentence that says itself that the name is of the past ("replaced", "formerly", "superseded") is left alone.

To put it right, write the name of today. Where the thing may be renamed again, say what it is instead: "a public
chatbot", "the data protection regulator".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText

PASSES = (
    "You must not put personal information into a public chatbot.",
    "Article 22A of the UK GDPR applies.",
    "The AI Playbook replaced the Generative AI Framework for HMG.",
)
FAILS = (
    "You must not use Bing Chat.",
    "Article 22 of the UK GDPR gives people a right to a human decision.",
    "The council follows the Generative AI Framework for HMG.",
    "Websites meet WCAG 2.1.",
)

_PAST = re.compile(
    r"\b(?:replac\w+|former\w*|previous\w*|supersed\w+|renamed|old name|used to be|until|no longer)\b", re.I
)


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each stale name."""
    known = text.words
    for part in text.parts:
        for found in known.stale_pattern.finditer(part.text):
            sentence = next((s for s in reversed(part.sentences) if s.start <= found.start()), None)
            if part.in_value(found.start()) or (sentence and _PAST.search(sentence.text)):
                continue
            entry = known.stale_by_name[" ".join(found.group().split())]
            message = f'"{found.group()}" is out of date: {entry.why}'
            yield Finding(part.place(found.start()), message, f"write: {entry.instead}", entry.severity)


RULE = Rule("stale-names", "Names and law that have been replaced", "error", "text", look)
