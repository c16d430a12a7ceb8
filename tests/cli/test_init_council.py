"""`init`: which council is meant, found by its name or part of it, and never by a guess."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.started import ONE, QUESTIONS, lines, written
from tests.some import one_in

REST = [""] * (1 + QUESTIONS + 1 + 2)
"""Enter for everything that is asked once the council is known."""


def made_for(run: Run, empty: Path, *answers: str) -> tuple[str, list[str]]:
    """Return what is printed when a person types these answers at the prompt, and the profiles that are made."""
    result = run("init", *ONE, typed=lines(*answers, *REST))
    return result.output, [path.stem for path in (empty / "profiles").glob("*.yaml")]


def test_the_right_council_is_confirmed_by_enter_and_another_is_asked_for_instead(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "hounslow", "n", "ealing", "")
    assert printed.count("Is this yours? [Y/n]:") == 2
    assert made == ["ealing"]


def test_part_of_a_name_offers_the_councils_that_have_it_until_one_is_chosen(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "qqqq", "lanark", "2")
    assert 'No council "qqqq" in the register' in printed
    assert "  1. North Lanarkshire Council\n  2. South Lanarkshire Council\n" in printed
    assert made == ["south-lanarkshire"]


@pytest.mark.parametrize("name", one_in(4, ["hounslaw", "Orkney", "Allerdale", "lanark"]))
def test_enter_chooses_nothing_on_a_guess(run: Run, empty: Path, name: str) -> None:
    result = run("init", typed=lines(name, *[""] * 40))
    assert result.exit_code == 1
    assert list(empty.iterdir()) == []


def test_a_name_typed_at_which_one_searches_again(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "lanark", "7", "Allerdale", "1")
    assert "  Type a number from 1 to 2, or another name.\n" in printed
    assert "  Allerdale Borough Council ended on 1 April 2023; Cumberland Council took over.\n" in printed
    assert "valid integer" not in printed
    assert made == ["cumberland"]


def test_the_successors_of_a_council_that_was_split_are_offered(run: Run, empty: Path) -> None:
    printed, made = made_for(run, empty, "Cumbria", "2")
    assert "  1. Cumberland Council\n  2. Westmorland and Furness Council\n" in printed
    assert made == ["westmorland-and-furness"]


def test_many_councils_are_counted_and_not_listed(run: Run, empty: Path) -> None:
    printed, _ = made_for(run, empty, "west", "hounslow", "")
    offered = printed.partition("Which one?")[0]
    assert "  8. " in offered
    assert "  9. " not in offered
    assert " more: type more of the name\n" in offered


@pytest.mark.rest
def test_a_fire_authority_is_told_how_to_start_its_profile_and_the_command_works(run: Run, empty: Path) -> None:
    result = run("init", "--council", "London Fire Commissioner", "--yes")
    assert result.exit_code == 1
    assert (
        '`policybuilder init --council "London Fire Commissioner" --type fire --nation NATION` '
        "(NATION is england, wales, scotland or northern-ireland)"
    ) in result.stderr
    done = run("init", "--council", "London Fire Commissioner", "--type", "fire", "--nation", "england", "--yes", *ONE)
    assert done.exit_code == 0, done.output
    assert "London Fire Commissioner: Fire and rescue authority, England\n" in done.stdout
    assert "note: The clauses were written for councils" in done.stdout
    council = written(empty, "london-fire-commissioner")["council"]
    assert isinstance(council, dict)
    assert (council["type"], council["functions"]["fire"]) == ("fire", "true")
    assert "error:" not in run("check").stdout


def test_a_council_to_be_gets_a_profile_by_the_command_that_is_printed(run: Run, empty: Path) -> None:
    told = run("init", "--council", "East Surrey", "--yes")
    assert "its vesting day is 1 April 2027" in told.stderr
    command = told.stderr.split("`policybuilder ")[1].split("`")[0]
    assert run(*shlex.split(command), "--yes", *ONE).exit_code == 0
    council = written(empty, "east-surrey")["council"]
    assert isinstance(council, dict)
    assert (council["name"], council["short_name"], council["type"]) == (
        "East Surrey Council",
        "East Surrey",
        "unitary",
    )


def test_a_parish_keeps_the_name_it_has_and_a_short_one(run: Run, empty: Path) -> None:
    words = ("--council", "Falmouth Town Council", "--type", "parish", "--nation", "england", "--yes", *ONE)
    assert run("init", *words).exit_code == 0
    council = written(empty, "falmouth")["council"]
    assert isinstance(council, dict)
    assert (council["name"], council["short_name"]) == ("Falmouth Town Council", "Falmouth")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--council", "X", "--type", "parsh", "--yes"), 1, 'did you mean "parish"?'),
        (("--council", "X", "--type", "parish", "--yes"), 1, "give one of: england, wales, scotland"),
        (("--council", "X", "--type", "ni-district", "--nation", "wales", "--yes"), 1, "give one of: northern-ireland"),
        (("--type", "parish"), 2, "needs --council NAME"),
        (("--council", "hounslow", "--nation", "wales"), 2, "needs --council NAME, --type TYPE"),
    ],
)
def test_a_body_outside_the_register_needs_a_type_and_a_nation(
    run: Run, empty: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    result = run("init", *words)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert list(empty.iterdir()) == []


def test_a_combined_authority_is_told_that_it_is_not_served_well(run: Run, empty: Path) -> None:
    result = run("init", "--council", "Greater Manchester", "--yes", *ONE)
    assert result.exit_code == 0
    assert (
        "note: The clauses were written for councils, and combined authorities are not served well yet."
        in result.stdout
    )


def test_words_that_only_one_council_has_are_enough_for_a_script(run: Run, empty: Path) -> None:
    assert run("init", "--council", "Orkney", "--yes", *ONE).exit_code == 0
    assert (empty / "profiles/orkney-islands.yaml").is_file()


def test_a_person_confirms_a_council_that_only_has_the_words(run: Run, empty: Path) -> None:
    result = run("init", "--council", "Orkney", *ONE, typed=lines("", "n", "Orkney", "1", *REST))
    assert result.exit_code == 0, result.output
    assert "Is this yours? [y/N]:" in result.stdout
    assert (empty / "profiles/orkney-islands.yaml").is_file()


def test_leaving_in_the_middle_writes_nothing(run: Run, empty: Path) -> None:
    result = run("init", typed=lines("hounslow", "y", "essential", "ai@hounslow.example"))
    assert result.exit_code == 1
    assert list(empty.iterdir()) == []
