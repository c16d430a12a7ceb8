"""What people type or paste for an answer is read as they meant it, or said to be none; nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder.library.pasted import pasted_line, pasted_lines, pasted_text, symbol_words
from policybuilder.library.typed_answers import typed_answer
from policybuilder.library.typed_dates import typed_date
from tests import workspaces

TODAY = date(2026, 11, 27)


def read(tmp_path: Path, name: str, typed: str) -> str:
    parameters = workspaces.library(workspaces.tiny(tmp_path)).reference.parameters
    return typed_answer(parameters[name], typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("30", "30"), ("30 days", "30"), (" 30 day ", "30"), ("30\xa0days", "30"), ("1,000", "1000")),
        *((none, none) for none in ("thirty", "30 weeks", "30.5", "-5", "1,00")),
    ],
)
def test_a_number_may_have_its_unit_and_commas_and_nothing_else(tmp_path: Path, typed: str, meant: str) -> None:
    assert read(tmp_path, "days", typed) == meant


@pytest.mark.parametrize("typed", ["TBC", "tbc.", "[To be confirmed]", "?", "???", "Don’t know", "…", "-", "TODO"])
def test_words_that_say_that_nobody_knows_are_no_answer(tmp_path: Path, typed: str) -> None:
    with pytest.raises(ValueError, match="is no answer yet"):
        read(tmp_path, "contact", typed)


@pytest.mark.parametrize("typed", ["TBC Solutions Ltd", "the unknown", "n/a", "none"])
def test_words_that_only_hold_such_a_word_are_an_answer(tmp_path: Path, typed: str) -> None:
    assert read(tmp_path, "contact", typed) == typed


def test_the_ids_of_choices_are_no_words(tmp_path: Path) -> None:
    assert read(tmp_path, "tools.agents", "unknown") == "unknown"


def test_quotes_and_dashes_of_word_stay_and_what_nobody_sees_goes() -> None:
    assert pasted_line("\u2022\tthe \u201cAI\xa0team\u201d \u2013 see\tbe\xadlow\u200b\ufeff") == (
        "the \u201cAI team\u201d \u2013 see below"
    )


def test_a_list_is_read_without_its_bullets_or_numbers() -> None:
    bullets = "\u2022\tdrafting\r\n\xb7       summarising\r\n\uf0b7 planning\x0bo\tmeals\r\n- a \u2013 b\r\n\r\n"
    assert pasted_lines(bullets) == ["drafting", "summarising", "planning", "meals", "a \u2013 b"]
    assert pasted_lines("1. one\n2) two") == ["one", "two"]
    assert pasted_lines("1. one\ntwo") == ["1. one", "two"]
    assert pasted_lines("3D models\n-5 degrees") == ["3D models", "-5 degrees"]


def test_bullets_pasted_into_a_clause_are_items_of_a_list_of_its_own() -> None:
    assert pasted_text("You may:\r\n\u2022\tdraft\r\n\uf0a7 plan\r\n\r\nNobody \u2013 not one \u2013 may.") == (
        "You may:\n\n- draft\n- plan\n\nNobody \u2013 not one \u2013 may."
    )
    ours = "You may:\n\n- draft {{ days }}\n  - deeper\n\n1. one\n\n| a | b |\n| - | - |\n"
    assert pasted_text(ours) == ours, "what the page shows comes back as it was"


def test_a_sign_of_a_symbol_font_is_named_by_what_stands_before_it() -> None:
    assert "after “Go there”" in symbol_words("Go there \uf0e0")
    assert symbol_words("Go there \u2192") == ""


def test_a_day_may_be_tomorrow_and_no_year_is_guessed() -> None:
    assert typed_date("tomorrow", TODAY) == date(2026, 11, 28)
    for typed in ("3/12/26", "3/12/0026", "0026-12-03"):
        with pytest.raises(ValueError, match="year"):
            typed_date(typed, TODAY)
