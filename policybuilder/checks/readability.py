"""How hard a document is to read, as a reading age.

The measure is the Flesch-Kincaid grade level: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom,
"Derivation of new readability formulas for Navy enlisted personnel", Research Branch Report 8-75 (1975):

    grade = 0.39 x words / sentences + 11.8 x syllables / words - 15.59

The reading age is the grade plus five: the first grade of American schools is for children of six.

What counts. Each sentence of a paragraph is a sentence; the line that leads into a list is one, and each item is one,
because that is how a list is read. Headings and tables are left out: they hold no sentences. Nor do addresses (a word
with @ or ://), and references ("section 7.2") count as words.

Syllables are counted by rule, not looked up: groups of vowels, less a silent e at the end ("use", "used"), plus one
for a consonant before a final -le ("table") and for vowels said apart ("-ia", "-io" except "-tion" and the like,
"-ual"). The rules were fitted to some 200 words; of 103 others they miscounted nine, each by one, with a sum of three
too many. Each hundredth of the words that has one syllable too many raises the age by about a tenth of a year.
Capitals are spelt out: "DPIA" has four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from policybuilder.document import Block, Document, List, Paragraph, Quote, clauses, plain_text

GRADE_TO_AGE = 5

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]|[aeiouy]l|ll)es?$|[^aeioutdyl]ed$|(?:[aeiouy]|l)led$|[^aeiou]ely$|gues?$")
_SILENT_WITHIN = re.compile(
    r"[^aeiour]ement|some(?=[^d])|every|there(?=.)|where(?=.)|safe(?=g)|guide(?=l)|different|interest|several"
)
_APART = re.compile(
    r"i[aou]|ie[nt]|[lr]iers?$|[^qg]ua|u[ae](?:te|ti)|eo(?!p)|crea|[dr]ea$|oyee|ying|[aeiou]ing|(?:is|ith)m$|tre$"
)
_TOGETHER = re.compile(r"[tsc]i(?:on|a[ln]|ous|ent)|gi(?:on|ous)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_READ = re.compile(r"\S*(?:@|://)\S*|\[to confirm: [^\]]*\]")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return how many syllables a word has, by rule; capitals alone are spelt out."""
    if len(word) > 1 and word.isupper() and len(word) < 7:
        return len(word) + 2 * word.count("W")
    lower = word.lower().replace("’s", "").replace("'s", "")
    count = len(_VOWELS.findall(lower))
    if lower.endswith("le") and len(lower) > 2 and lower[-3] not in "aeiouy":
        pass
    elif _SILENT.search(lower) and not re.search(r"(?:[sxz]|ch|sh|[cg])es$", lower):
        count -= 1
    count += len(_APART.findall(lower)) - len(_TOGETHER.findall(lower)) - len(_SILENT_WITHIN.findall(lower))
    return max(count, 1)


def reading_age(document: Document) -> float:
    """Return the reading age of a document, rounded to a tenth of a year; 0 when it holds no sentence."""
    return text_age(text for clause in clauses(document) for text in _texts(clause.blocks))


def text_age(texts: Iterable[str]) -> float:
    """Return the reading age of some texts, each a paragraph or an item of a list; 0 when they hold no word."""
    sentences = words = total = 0
    for text in texts:
        counted = _counts(text)
        sentences, words, total = sentences + counted[0], words + counted[1], total + counted[2]
    if not words:
        return 0.0
    return round(0.39 * words / sentences + 11.8 * total / words - 15.59 + GRADE_TO_AGE, 1)


@lru_cache(maxsize=20_000)
def _counts(text: str) -> tuple[int, int, int]:
    """Return how many sentences, words and syllables a text has: many documents say the same."""
    odd = "@" in text or "://" in text or "[to confirm" in text
    found = _WORD.findall(_NOT_READ.sub("", text) if odd else text)
    return (_sentences(text), len(found), sum(map(syllables, found))) if found else (0, 0, 0)


_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)[.!?][)\"”’]*\s+(?=[\"“‘(\[]?[A-Z0-9])")


def _sentences(text: str) -> int:
    return len(_END.findall(text.strip())) + 1


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain_text(block.inlines)
        elif isinstance(block, List):
            for item in block.items:
                yield from _texts(item.blocks)
        elif isinstance(block, Quote):
            yield from _texts(block.blocks)
