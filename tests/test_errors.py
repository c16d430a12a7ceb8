"""Problems: how they read, in which order, and what a hint offers."""

from __future__ import annotations

import pickle

import pytest

from policybuilder.errors import (
    Location,
    PolicyBuilderError,
    Problem,
    Problems,
    did_you_mean,
    fail,
    in_reading_order,
    nearest,
)

HERE = Location("profiles/riverton.yaml", 14, 5)


def test_a_problem_reads_like_a_compilers() -> None:
    problem = Problem(HERE, 'unknown clause "ai-register"', "unknown-clause", 'did you mean "ai-register-public"?')
    assert str(problem) == (
        'profiles/riverton.yaml:14:5: error: unknown clause "ai-register" [unknown-clause]\n'
        '  hint: did you mean "ai-register-public"?'
    )


@pytest.mark.parametrize(
    "place",
    [
        HERE,
        Location("a.yaml", 3),
        Location("a.yaml"),
        Location("C:\\Policies\\a.yaml", 7, 2),
        Location("minutes 12:30.md", 4),
        Location(""),
    ],
)
def test_a_place_is_read_as_it_was_written(place: Location) -> None:
    assert Location.parse(str(place)) == place


@pytest.mark.parametrize("text", ["a.yaml:", "a.yaml:1:2:x", "::"])
def test_what_is_no_line_is_part_of_the_path(text: str) -> None:
    assert Location.parse(text) == Location(text)


def test_a_problem_without_a_hint_is_one_line() -> None:
    assert str(Problem(HERE, "odd", "odd", severity="warning")) == "profiles/riverton.yaml:14:5: warning: odd [odd]"


def test_a_message_that_quotes_several_lines_is_still_one_line() -> None:
    assert str(Problem(HERE, "left out: no need\n  here", "c")) == (
        "profiles/riverton.yaml:14:5: error: left out: no need here [c]"
    )


@pytest.mark.parametrize(
    ("location", "text"),
    [(Location("a.yaml"), "a.yaml"), (Location("a.yaml", 3), "a.yaml:3"), (Location("a.yaml", 3, 1), "a.yaml:3:1")],
)
def test_a_location_shows_only_what_is_known(location: Location, text: str) -> None:
    assert str(location) == text


def test_a_problem_as_json_has_all_its_parts() -> None:
    assert Problem(HERE, "odd", "code", "hint").as_json() == {
        "path": "profiles/riverton.yaml",
        "line": 14,
        "column": 5,
        "severity": "error",
        "code": "code",
        "message": "odd",
        "hint": "hint",
    }


def test_problems_come_in_reading_order_and_each_once() -> None:
    late, early = Problem(Location("a", 10), "x", "c"), Problem(Location("a", 9, 7), "x", "c")
    other = Problem(Location("b", 1), "x", "c")
    assert in_reading_order([other, late, early, late]) == [early, late, other]


def test_an_error_shows_every_problem() -> None:
    error = PolicyBuilderError([Problem(Location("b"), "second", "c"), Problem(Location("a"), "first", "c")])
    assert str(error) == "a: error: first [c]\nb: error: second [c]"


def test_an_error_survives_the_way_between_processes() -> None:
    error = fail(HERE, "odd", "code", "hint")
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_collected_errors_are_raised_together_and_warnings_alone_are_not() -> None:
    problems = Problems()
    problems.add(HERE, "doubtful", "w", severity="warning")
    problems.raise_errors()
    problems.add(HERE, "wrong", "e")
    problems.extend([Problem(HERE, "wrong, too", "e")])
    with pytest.raises(PolicyBuilderError) as caught:
        problems.raise_errors()
    assert [problem.message for problem in caught.value.problems] == ["wrong", "wrong, too"]


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("recrods-retention", ["records-retention", "purpose"], "records-retention"),
        ("ireland", ["england", "northern-ireland"], "northern-ireland"),
        ("RIVERTON", ["riverton", "millbeck"], "riverton"),
        ("siro", ["roles.siro", "roles.dpo"], "roles.siro"),
        ("xyz", ["riverton", "millbeck"], ""),
        ("", ["riverton"], ""),
        ("riverton", [], ""),
    ],
)
def test_the_nearest_word_is_a_slip_of_the_pen_away_or_holds_what_was_typed(
    word: str, known: list[str], found: str
) -> None:
    assert nearest(word, known) == found


def test_a_hint_names_the_nearest_word_and_what_else_helps() -> None:
    assert did_you_mean("purpos", ["purpose"], "`policybuilder clauses` lists them") == (
        'did you mean "purpose"? `policybuilder clauses` lists them'
    )
    assert did_you_mean("xyz", ["purpose"], "look it up") == "look it up"
    assert did_you_mean("purpos", ["purpose"]) == 'did you mean "purpose"?'
