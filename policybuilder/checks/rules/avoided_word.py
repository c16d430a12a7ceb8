"""A word is used that says little or that people do not use.

"Leverage", "robust" and "going forward" make a text longer and vaguer. "Shall" reads as law, and people differ on
what it asks of them. The words, and what to write instead, are in clauses/avoided_words.yaml; most come from the list
of words to avoid in GOV.UK's style guide. A workspace's own file of that name adds to the list. `unless` names
phrases in which the word is right, such as "foster carers".

To put it right, write what the hint says, or say in plain words what is done.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText

PASSES = ("The council uses AI to help people.", "Foster carers may ask for a copy.")
FAILS = ("The council will leverage AI.", "You shall check the output.", "Use it in order to save time.")


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each word to avoid."""
    known = text.words
    for part in text.parts:
        for found in known.avoided_pattern.finditer(part.text):
            word, entry = known.avoided_by_form[" ".join(found.group().lower().split())]
            if part.in_value(found.start()) or _right_here(part.text, found.start(), found.end(), entry.unless):
                continue
            message = f'"{found.group()}" says little' if word != "shall" else '"shall" is not plain English'
            yield Finding(part.place(found.start()), message, f"instead: {entry.instead}")


def _right_here(text: str, start: int, end: int, phrases: list[str]) -> bool:
    """Return whether the word stands within one of the phrases in which it is right."""
    lower = text.lower()
    for phrase in phrases:
        at = lower.find(phrase.lower(), max(start - len(phrase), 0), end + len(phrase))
        if 0 <= at <= start and end <= at + len(phrase):
            return True
    return False


RULE = Rule("avoided-word", "Words that say little", "warning", "text", look)
