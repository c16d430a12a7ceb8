"""Reading age: syllables by rule, sentences of paragraphs and items, and the formula as published."""

from __future__ import annotations

import pytest

from policybuilder.checks.readability import reading_age, syllables, text_age
from tests.builders import bullets, holding, paragraph, table

COUNTED = {
    1: ["use", "used", "rules"],
    2: ["council", "approved", "table", "people", "create", "conscious", "statement", "handled"],
    3: ["area", "decision", "officer", "policy", "serious", "everything", "supplier"],
    4: ["artificial", "information", "evaluate", "equality", "material", "DPIA"],
    5: ["individual"],
}


@pytest.mark.parametrize(("word", "count"), [(word, count) for count, words in COUNTED.items() for word in words])
def test_syllables_are_counted_by_rule(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_age_is_the_published_formula_and_five() -> None:
    # Six words of seven syllables in one sentence.
    assert text_age(["The cat sat upon the mat."]) == round(0.39 * 6 + 11.8 * 7 / 6 - 15.59 + 5, 1)


def test_each_sentence_and_each_text_is_a_sentence() -> None:
    assert text_age(["You must check. It is wrong."]) == text_age(["You must check.", "It is wrong"])


def test_addresses_and_what_is_to_be_confirmed_are_not_read() -> None:
    assert text_age(["Ask them at information.governance@riverton.example today."]) == text_age(["Ask them at today."])
    assert text_age(["Ask the [to confirm: incident response contact]."]) == text_age(["Ask the."])


def test_a_text_without_words_has_no_age() -> None:
    assert text_age([]) == text_age(["1.2", ""]) == 0


def test_tables_and_headings_are_left_out_and_items_are_sentences() -> None:
    words = paragraph("You must check:")
    listed = bullets("facts", "names")
    hard = table(("Organisational accountability",), ("Comprehensive documentation",))
    assert reading_age(holding(words, listed, hard)) == text_age(["You must check:", "facts", "names"])
