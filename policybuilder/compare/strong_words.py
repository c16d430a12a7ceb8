"""The words that make a sentence a rule: duties, permissions, bans, limits and exceptions."""

from __future__ import annotations

import re
from collections import Counter

MODAL = re.compile(r"\b(must not|must|should not|should|may not|may|cannot)\b", re.IGNORECASE)
DUTY = frozenset({"must", "must not", "may not", "cannot"})
EXCEPTION = re.compile(
    r"\b(unless|except|other than|where (?:possible|practicable|reasonable)|if (?:possible|practicable)|as far as|"
    r"normally|usually|wherever possible)\b",
    re.IGNORECASE,
)
BAN = re.compile(
    r"\b(never|forbidden|prohibited|banned|not (?:be )?(?:allowed|permitted)|can not|can't|mustn't|no one may|"
    r"nobody may)\b|(?:^|(?<=[.:;] )|(?<=\n))(do not|don't)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(only|always|at least|at most|no (?:longer|more|later|fewer|less) than|not (?:longer|more|later|less) than)\b",
    re.IGNORECASE,
)
STRENGTH = re.compile(
    rf"{MODAL.pattern}|{EXCEPTION.pattern}|{BAN.pattern}|{LIMIT.pattern}|\bnot\b|\ballowed\b|\bpermitted\b",
    re.IGNORECASE,
)
_REACH = re.compile(
    rf"\b(?:must not|may not|cannot|unless|except|other than)\b|{BAN.pattern}|{LIMIT.pattern}", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+")


def is_rule(text: str) -> bool:
    """Return whether a text holds a duty, a permission or a ban."""
    return bool(MODAL.search(text) or BAN.search(text))


def restrictions(text: str) -> Counter[str]:
    """Return the words of a text that hold somebody back without a "must": bans and limits, in small letters."""
    found = [match[0] for match in BAN.finditer(text)] + [match[0] for match in LIMIT.finditer(text)]
    return Counter(word.lower() for word in found)


def reach(old_whole: str, new_whole: str, old: str, new: str) -> str:
    """Return the word of a ban, limit or exception whose reach a change of words alters; "" where there is none.

    It is one in a sentence that reads otherwise now, that stands on both sides, and that the change itself leaves be.
    """
    before, after = _SENTENCE_END.split(old_whole), _SENTENCE_END.split(new_whole)
    was = [sentence for sentence in before if sentence not in after and (not old or old in sentence)]
    now = [sentence for sentence in after if sentence not in before and (not new or new in sentence)]
    for sentence in was:
        word = _REACH.search(sentence)
        if word and any(word[0].lower() in other.lower() for other in now):
            return word[0].lower()
    return ""
