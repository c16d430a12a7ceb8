"""A sentence has more than 25 words.

People take in a sentence of more than 25 words badly, the more so when they read in a hurry or in a second language.
GOV.UK asks its writers to check any sentence of more than 25 words (its guide "Writing for GOV.UK"; as at 2026-11-22,
own knowledge).

The words of a clause are counted with typical values filled in: the default of each parameter, and the longest of the
branches that a council may get. The line before a list is one sentence and each item another. A word is a run of
letters or digits, with the hyphens, apostrophes, dots and signs within it: "case-by-case" is one word. Quotations set
apart are counted, too. A value (the title of an Act or of a role, a council's own list) counts as three at most: it is
read as one name. A cross-reference in brackets is not counted.

To put it right, say one thing in a sentence: split it where "and", "which" or "because" joins two, or make a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.prose import Part, Sentence, words_of
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText

PASSES = ("You must check what AI writes. You are responsible for it.",)
FAILS = (
    "You must check everything that an AI tool writes before you send it to anyone or publish it anywhere because "
    "tools are often wrong and sound sure of themselves even then.",
)

MOST = 25
_NAME = 3
_REFERENCE = re.compile(r"\((?:see )?(?:section [\d.]+|Appendix [A-Z])\)")


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each sentence that is too long."""
    for part in text.parts:
        if part.kind == "heading" or len(part.text) < 2 * MOST:
            continue
        for sentence in part.sentences:
            if len(sentence.text) > 2 * MOST and (count := _count(part, sentence)) > MOST:
                start = " ".join(sentence.words[:6])
                message = f'a sentence of {count} words: "{start} …"; the most is {MOST}'
                yield Finding(part.place(sentence.start), message, "make two sentences of it, or a list")


def _count(part: Part, sentence: Sentence) -> int:
    """Return how many words a sentence has, a long value counted as a name, and no references in brackets."""
    end = sentence.start + len(sentence.text)
    spans = [piece[0] for piece in part.pieces] + [len(part.text)]
    total = len(sentence.words)
    total -= sum(len(words_of(found)) for found in _REFERENCE.findall(sentence.text))
    for (start, _, value), until in zip(part.pieces, spans[1:], strict=True):
        if value and start >= sentence.start and until <= end:
            words = len(words_of(part.text[start:until]))
            total -= max(words - _NAME, 0)
    return total


RULE = Rule("long-sentence", "Sentences of more than 25 words", "warning", "text", look)
