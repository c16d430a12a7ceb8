"""A redline marks the same words of two texts as a comparison of policies does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import strategies as st

from policybuilder.compare.align import mark_words
from policybuilder.compare.tokens import text_tokens, words_of
from policybuilder.redline import redline
from tests.properties import holds_for_any
from tests.redline.test_looks import shown
from tests.redline.word import docx, p

Marks = tuple[list[str], list[str]]

PAIRS = [
    (
        "The owner of the tool decides in the first week whether it is to be kept, and tells the team of it.",
        "Nobody in the council may buy a licence for AI unless the board is content that it is lawful and of use.",
    ),
    (
        "Managers check records and report failures every single month to the board.",
        "Directors review drafts and answer questions every single month to the board.",
    ),
    ("You must ask. You must check the output.", "You must ask. You must keep a copy. You must check the output."),
    ("Keep it for 1,250.50 days.", "Keep it for 1,350.50 days."),
    ("An AI-assisted letter goes to ai@riverton.example.", "A council-wide letter goes to data@riverton.example."),
    ("You must delete it within 30 days of the meeting.", "You must delete it within 14 days of the meeting."),
    ("Ask the Head of Digital, the owner or the team.", "Ask the Head of ICT or the team."),
]  # fmt: skip


def of_redline(old: str, new: str) -> Marks:
    """Return the deleted and the inserted words of a redline of two paragraphs."""
    text = shown(redline(docx(p(old)), docx(p(new))).content)
    found = re.findall(r"\[-(.*?)-\]", text), re.findall(r"\{\+(.*?)\+\}", text)
    return tuple([" ".join(words.split()) for words in side if words.strip()] for side in found)  # type: ignore[return-value]


def of_comparison(old: str, new: str) -> Marks:
    """Return the same of a comparison."""
    runs = [run for run in mark_words(text_tokens(old), text_tokens(new)) if not run.same]
    return [words_of(run.old) for run in runs if run.old], [words_of(run.new) for run in runs if run.new]


@pytest.mark.parametrize(("old", "new"), [*PAIRS, *((new, old) for old, new in PAIRS)])
def test_a_redline_marks_what_a_comparison_marks(old: str, new: str) -> None:
    assert of_redline(old, new) == of_comparison(old, new)


def test_a_rewritten_sentence_is_one_deletion_and_one_insertion() -> None:
    old, new = PAIRS[0]
    assert shown(redline(docx(p(old)), docx(p(new))).content) == f"[-{old}-]{{+{new}+}}¶"


_WORDS = (
    *("you", "must", "not", "use", "AI", "to", "decide", "about", "a", "person", "unless", "the", "council", "may"),
    *("keep", "it", "ask", "check", ",", ".", "report", "board"),
)
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25).map(
    lambda words: " ".join(words).replace(" ,", ",").replace(" .", ".").strip()
)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[str, str]:
    old = draw(_texts).split()
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(new)))
        new[at : at + draw(st.integers(0, 3))] = draw(_texts).split()[: draw(st.integers(0, 4))]
    return " ".join(old), " ".join(new) or "none"


@holds_for_any(short=30, long=600, pair=_versions())
def test_it_does_so_for_any_text_and_its_edit(pair: tuple[Any, Any]) -> None:
    assert of_redline(*pair) == of_comparison(*pair)
