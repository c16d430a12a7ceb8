"""An authored text comes apart into sentences, and together again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policybuilder.library.library import open_library
from policybuilder.library.units import together, units
from policybuilder.library.wording import wording
from policybuilder.library.workspace import built_in_workspace


def texts(text: str) -> list[str]:
    return [unit.text for unit in units(text)]


def test_sentences_items_and_rows_are_told_apart_however_lines_are_wrapped() -> None:
    text = "You must keep\nit. You must not\nsell it.\n\n- share it;\n- lend it. Never\n  give it.\n\n"
    text += "| a | b. C |\n| --- | --- |\n"
    assert texts(text) == [
        "You must keep it.", "You must not sell it.", "- share it;", "- lend it.", "Never give it.",
        "| a | b. C |", "| --- | --- |",
    ]  # fmt: skip


def test_a_value_and_a_test_end_no_sentence() -> None:
    text = "Ask {{ roles.dpo }} (e.g. by post). {% if a == 'x. Y' %}Then wait. {% endif %}Go on."
    assert texts(text) == ["Ask {{ roles.dpo }} (e.g. by post).", "{% if a == 'x. Y' %}Then wait.", "{% endif %}Go on."]


def test_every_clause_of_the_library_comes_together_with_its_wording() -> None:
    library = open_library(built_in_workspace())
    for id in library.clause_files:
        body = library.clause(id).body
        assert wording(together(units(body))) == wording(body), id


WORDS = st.sampled_from(
    ["You must", "keep it.", "ask,", "{{ a }}", "(b).", "- item", "| c |", "\n", "\n\n", "D?", "1. x"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_taken_apart_again_it_is_the_same(text: str) -> None:
    again = together(units(text))
    assert texts(again) == texts(text)
    assert wording(again) == wording(text)
