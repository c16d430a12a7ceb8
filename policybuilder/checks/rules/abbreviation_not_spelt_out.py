"""An abbreviation is not spelt out where a document first uses it.

A new social worker does not know what a DPIA or the SIRO is. The first use in a document gives the words and the
abbreviation together: "a data protection impact assessment (DPIA)", "DPIA (data protection impact assessment)", or a
row of a table that explains it. This is the advice of GOV.UK's style guide ("abbreviations and acronyms"; as at
2026-11-22, own knowledge).

An abbreviation is a word with two capital letters or more. Those that everyone knows, such as AI, UK and PDF, are in
clauses/abbreviations.yaml; a workspace's own file of that name adds to the list. Words in quotation marks, addresses,
and names that a council fills in (of roles, unions, tools) are left alone. Titles of clauses do not count as a use.

To put it right, spell it out where the place says, or add it to the list if your readers know it better than its
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import DocumentSubject

PASSES = (
    "You must do a data protection impact assessment (DPIA). A DPIA shows the risks.",
    "AI can make a PDF.",
    "| Words | Meaning |\n| --- | --- |\n| DPIA | Data protection impact assessment |\n\nA DPIA comes first.\n",
)
FAILS = ("You must do a DPIA first.", "Ask the SIRO.")

_ABBREVIATION = re.compile(r"(?<![\w@./“‘\"'’-])(?:[A-Z][A-Za-z]{0,2}[A-Z]+|[A-Z]{2,})(?:s\b)?(?![\w@/]|[.-]\w)")
_SPELT = r"(?:\((?:the |an? )?{0}s?[),;]|\b{0}s? \([a-zA-Z][^()]* [^()]+\))"


def look(subject: DocumentSubject) -> Iterator[Finding]:
    """Yield a finding for the first use of each abbreviation that is not spelt out by then."""
    known = set(subject.words.abbreviations)
    for clause, parts in subject.parts:
        for index, part in enumerate(parts):
            if part.kind == "heading":
                continue
            for found in _ABBREVIATION.finditer(part.text):
                short = found.group()[:-1] if found.group().endswith("s") else found.group()
                if short in known or not subject.authored(clause, short):
                    continue
                known.add(short)
                if _explained(short, part.text) or (part.kind == "cell" and part.text in (short, found.group())):
                    continue
                if _code(part.text, found.end()) or any(_explained(short, p.text) for p in parts[:index]):
                    continue
                message = f'"{short}" is not spelt out where "{subject.document.id}" first uses it'
                hint = f"write the words with ({short}) after them, or add {short} to clauses/abbreviations.yaml"
                yield Finding(subject.place_of(clause, short), message, hint)


def _explained(short: str, text: str) -> bool:
    """Return whether a text gives the words of an abbreviation."""
    return re.search(_SPELT.format(re.escape(short)), text) is not None


def _code(text: str, end: int) -> bool:
    """Return whether what looks like an abbreviation is part of a number or a code, as in ISO 42001 or EN 304 223."""
    return re.match(r"[ /-]?(?:[A-Z]{2,4}[ /-])?\d", text[end:]) is not None


RULE = Rule("abbreviation-not-spelt-out", "Abbreviations not spelt out at first use", "warning", "document", look)
