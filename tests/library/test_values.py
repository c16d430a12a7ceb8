"""How values are put into words."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from policybuilder.library.values import FILTERS, Choice, ClauseReference, Missing, NoSuchName, read_date, written_date

PILOT = Choice("pilot", "a pilot: under supervision, for three months")


@pytest.mark.parametrize(
    ("filter", "value", "words"),
    [
        ("listed", ["a"], "a"),
        ("listed", ["a", "b"], "a and b"),
        ("listed", ["a", "b", "c"], "a, b and c"),
        ("listed_or", ["a", "b", "c"], "a, b or c"),
        ("listed", [PILOT, Choice("none", "none")], "a pilot and none"),
        ("listed", "a text", "a text"),
        ("date", date(2027, 3, 12), "12 March 2027"),
        ("date", "12 months after approval", "12 months after approval"),
        ("label", PILOT, "a pilot"),
        ("label", "text", "text"),
        ("explanation", PILOT, "under supervision, for three months"),
        ("capitalised", "the director", "The director"),
        ("capitalised", PILOT, "A pilot"),
        ("capitalised", "", ""),
        ("capitalised", ClauseReference("care"), ClauseReference("care", capital=True)),
        ("lowered", "The Director", "the Director"),
        ("lowered", PILOT, "a pilot"),
        ("capitalised", 3, 3),
    ],
)
def test_a_filter_puts_a_value_into_words(filter: str, value: object, words: object) -> None:
    assert FILTERS[filter](value) == words


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize("value", [Missing("contact", "contact for questions"), NoSuchName("law.foisa")])
def test_what_is_not_there_stays_so_through_every_filter(filter: str, value: object) -> None:
    assert FILTERS[filter](value) is value


def test_an_empty_list_does_not_become_a_gap_in_a_sentence() -> None:
    assert FILTERS["listed"]([]) == []


def test_a_choice_is_its_id_and_knows_its_name_and_meaning() -> None:
    assert PILOT == "pilot"
    assert (PILOT.label, PILOT.explanation) == ("a pilot", "under supervision, for three months")
    assert (Choice("x", "No agents").label, Choice("x", "No agents").explanation) == ("No agents", "No agents")
    assert Choice("x").label == "x"


@pytest.mark.parametrize("choice", [PILOT, Choice("x", "No agents"), Choice("x")])
def test_a_choice_survives_the_way_between_processes(choice: Choice) -> None:
    again = pickle.loads(pickle.dumps(choice))
    assert (again, again.label, again.explanation) == (choice, choice.label, choice.explanation)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_read_as_it_is_written(month: int) -> None:
    day = date(2027, month, 9)
    assert read_date(written_date(day)) == read_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "soon", "31 November 2026", "2026-13-45", "12 Mawrth 2027", "[to confirm: date]"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
