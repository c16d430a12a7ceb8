"""One sentence holds two strengths of duty, such as "must" and "should".

"Must" is a duty, "should" is good practice with a reason, and "may" is permission. When a sentence holds two of them,
readers do not know how strong the second half is, and a later change from "should" to "must" cannot be told apart
from a change of words. This is a rule of plain drafting, as in the Office of the Parliamentary Counsel's Drafting
Guidance (on "must" and "may"; as at 2026-11-22, own knowledge).

Only main clauses about the same subject count: "may" after "because", "if", "who", "that" and the like says what is
possible, and in "AI may sort them, and an officer must check" two things are said of two. An item of a list that
follows "you must:" may not start with "should" or "may".

To put it right, make two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText

PASSES = (
    "You must check the output. You should also keep the prompt, because it helps to explain the answer.",
    "Anyone who may be affected must be told.",
    "You should write prompts that you could see published, because some may be.",
    "AI may summarise the facts, and the officer must check them.",
    "You must answer by 12 May 2026.",
)
FAILS = (
    "You must check the output and should keep the prompt.",
    "You may use public tools, but you must not put personal information into them.",
    "You must:\n\n- check the output\n- should keep the prompt\n",
)

_MODAL = re.compile(r"\b(must|should|may)\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:()]|\s[–—]\s|\b(?:and|or|but|then|otherwise)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|where|wherever|who|whose|whom|which|that|because|unless|until|before|after|although|though|while"
    r"|since|so|as|what|whatever|whoever|whether|how|why|than|once|however|even|anyone|anything|everyone|nobody|those|people"
    r"|things?|ways?)\b",
    re.IGNORECASE,
)
_SAME_SUBJECT = re.compile(
    r"\s*(?:also\s+|then\s+|only\s+)?(?:(?:you|it|they|he|she)\s+)?(?:must|should|may)\b", re.IGNORECASE
)


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each sentence with more than one strength of duty."""
    for part in text.parts:
        if part.kind == "heading" or len(_MODAL.findall(part.text)) + (part.kind == "item") < 2:
            continue
        lead = _last_strength(part.lead) if part.kind == "item" and part.lead.rstrip().endswith(":") else ""
        for sentence in part.sentences:
            found = list(_strengths(sentence.text))
            first = lead if lead and found and found[0][1] == 0 and sentence.start == 0 else ""
            words = [word for word, _ in found]
            other = next((n for n, word in enumerate(words) if word != (first or words[0])), None)
            if other is not None:
                strong = first or words[0]
                message = f'"{strong}" and "{words[other]}" in one sentence'
                yield Finding(part.place(sentence.start + found[other][1]), message, "make two sentences of it")


def _strengths(sentence: str) -> Iterator[tuple[str, int]]:
    """Yield the words must, should and may of the main clauses with one subject, with their positions."""
    if not _MODAL.search(sentence):
        return
    at, below, first = 0, False, True
    for start, end in [*(found.span() for found in _PARTS.finditer(sentence)), (len(sentence), len(sentence))]:
        stretch = sentence[at:start]
        subordinate = _SUBORDINATE.search(stretch)
        for found in _MODAL.finditer(stretch):
            month = found[1] == "May" and stretch[: found.start()].strip()
            if below or month or (subordinate and subordinate.start() < found.start()):
                continue
            # "AI may sort them, and the officer must check": another subject, so another duty.
            if first or _SAME_SUBJECT.match(stretch):
                first = False
                yield found[1].lower(), at + found.start()
        # What "and" or "or" joins to a subordinate clause belongs to it.
        below = (bool(subordinate) or below) and sentence[start:end].lower() in ("and", "or")
        at = end


def _last_strength(text: str) -> str:
    words = [word for word, _ in _strengths(text)]
    return words[-1] if words else ""


RULE = Rule("mixed-modals", 'Sentences that mix "must", "should" and "may"', "warning", "text", look)
