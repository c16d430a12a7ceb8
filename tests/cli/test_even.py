"""What holds for every command alike: days, JSON, where the workspace is named, examples, dry runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from policybuilder.cli import main
from policybuilder.cli.options import DAY
from policybuilder.version import VERSION
from tests.cli.conftest import Run
from tests.cli.test_main import every_command
from tests.workspaces import profile, tiny

_PRINTS_ANOTHER_FORM = {"schema", "completion", "open"}
_GROUPS = {"clauses", "shell"}


def commands() -> dict[str, click.Command]:
    return {name: command for name, command in every_command() if name not in _GROUPS}


# Workspace -----------------------------------------------------------------------------------------------


@pytest.mark.rest
def test_the_workspace_may_be_named_before_or_after_the_command(run: Run, empty: Path, tmp_path: Path) -> None:
    root = str(tiny(tmp_path / "other"))
    before = run("--workspace", root, "explain", "riverton", "care")
    assert before.exit_code == 0
    assert run("explain", "riverton", "care", "--workspace", root).output == before.output
    listed = run("--workspace", root, "clauses", "list")
    assert run("clauses", "--workspace", root, "list").output == listed.output
    assert run("clauses", "list", "--workspace", root).output == listed.output


def test_two_workspaces_are_not_one(run: Run, root: Path, tmp_path: Path) -> None:
    result = run("--workspace", str(root), "check", "--workspace", str(tmp_path))
    assert result.exit_code == 2
    assert f"two workspaces are named: {root} and {tmp_path}" in result.stderr
    assert run("--workspace", str(root), "check", "--workspace", str(root)).exit_code == 0


@pytest.mark.parametrize("name", commands())
def test_every_command_takes_the_workspace_after_it_and_shows_an_example(run: Run, name: str) -> None:
    shown = run(*name.split(), "--help").stdout
    assert "--workspace DIRECTORY" in shown
    example = re.search(r"Example: policybuilder (.+)", shown)
    assert example, shown
    assert example[1].startswith(name)


def test_an_example_can_be_typed(run: Run) -> None:
    for name, command in commands().items():
        found = re.search(r"Example: policybuilder (.+)", command.help or "")
        assert found is not None
        words = [word.strip('"') for word in found[1].split()[len(name.split()) :]]
        known = {option for each in command.params for option in each.opts}
        assert [word for word in words if word.startswith("-") and word not in known] == []


# JSON ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in commands() if name not in _PRINTS_ANOTHER_FORM])
def test_every_command_that_reports_has_json(name: str) -> None:
    assert any("--json" in parameter.opts for parameter in commands()[name].params)


SAYS = [
    ("check",),
    ("check", "--rules"),
    ("clauses", "list"),
    ("clauses", "law"),
    ("clauses", "law", "riverton"),
    ("coverage", "riverton"),
    ("compare", "riverton", "riverton"),
    ("build", "riverton", "--dry-run"),
    ("review",),
    ("doctor",),
]


@pytest.mark.parametrize("words", SAYS, ids=" ".join)
def test_json_has_one_form(run: Run, root: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--json")
    said = json.loads(result.stdout)
    assert list(said) == ["policybuilder", "command", "ok", "result", "problems"]
    assert said["policybuilder"] == VERSION
    assert " ".join(words).startswith(said["command"])
    assert said["ok"] is (result.exit_code == 0)
    assert said["result"] is not None
    assert said["problems"] == []


@pytest.mark.parametrize("words", [("coverage", "x"), ("history", "x"), ("compare", "x", "riverton")], ids=" ".join)
def test_what_is_refused_is_json_too_and_nothing_else(run: Run, root: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    assert (said["command"], said["ok"], said["result"]) == (words[0], False, None)
    assert said["problems"][0]["message"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show",), "Missing argument"),
        (("shell", "check", "gone.docx"), "'gone.docx' does not exist"),
        (("approve", "riverton", "policy", "--date", "soon"), "write a date as"),
        (("history", "--nope"), "--nope"),
        (("biuld",), 'did you mean "build"?'),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_is_not_understood_is_json_too(run: Run, root: Path, words: tuple[str, ...], told: str) -> None:
    result = run(*words, "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (2, "")
    assert (said["ok"], said["result"]) == (False, None)
    (problem,) = said["problems"]
    assert told in problem["message"]
    assert problem["code"] == "usage"


def test_a_command_without_json_says_so_in_words(run: Run, root: Path) -> None:
    result = run("schema", "profile", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such option" in result.stderr
    assert "--json" in result.stderr


def test_a_build_that_fails_says_in_json_what_was_not_built(run: Run, root: Path) -> None:
    profile(root, "parameters: {dayz: 1}\n")
    result = run("build", "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["ok"]) == (1, False)
    assert said["result"]["not_built"] == ["riverton"]
    assert said["problems"][0]["code"] == "unknown-parameter"


# Days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "8/12/2026",
        "08.12.2026",
        "8 December 2026",
        "Tuesday 8th Dec 2026",
        "2026-12-08",
        "8-Dec-2026",
        "8/dec/2026",
        "8 / 12 / 2026",
        "8.12.2026.",
    ],
)
def test_a_day_is_understood_as_people_write_it(typed: str) -> None:
    assert DAY.convert(typed, None, None).isoformat() == "2026-12-08"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12/26/2026", "there is no month 26: write the day, then the month, then the year"),
        ("8/12/26", "write the year in four figures"),
        ("8 Dec 26", "write the year in four figures"),
        ("8-Dec-26", "write the year in four figures"),
        ("31 June 2026", "there is no 31 June 2026"),
        ("Monday 8 December 2026", "8 December 2026 is a Tuesday"),
        ("8 Dezember 2026", '"dezember" is no month'),
        ("soon", "write a date as 26/11/2026, 26 November 2026 or 2026-11-26"),
    ],
)
def test_what_could_be_another_day_is_refused(run: Run, root: Path, typed: str, told: str) -> None:
    words = ("approve", "riverton", "policy", "--version", "1.0", "--by", "Cabinet", "--date", typed)
    result = run(*words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


# Formats and dry runs ------------------------------------------------------------------------------------


def test_reports_are_written_by_the_suffix_of_the_file_alike(run: Run, root: Path) -> None:
    for command in (("coverage", "riverton"), ("compare", "riverton", "riverton")):
        for suffix, starts in ((".md", "#"), (".html", "<!doctype html>"), (".json", "{")):
            file = root / f"report{suffix}"
            assert run(*command, "-o", str(file)).exit_code == 0
            assert file.read_text(encoding="utf-8").lower().startswith(starts)
    refused = run("coverage", "riverton", "-o", str(root / "report.docx"))
    assert refused.exit_code == 2


def test_a_dry_run_of_a_build_says_what_would_be_written_and_writes_nothing(run: Run, root: Path) -> None:
    result = run("build", "--dry-run")
    assert result.exit_code == 0
    assert "files would change" in result.stdout
    assert not (root / "output").exists()
    assert run("build", "--check").exit_code == 1


def test_every_command_that_writes_policies_or_records_has_a_dry_run() -> None:
    for name in ("init", "build", "approve", "withdraw", "shell prepare"):
        assert any("--dry-run" in parameter.opts for parameter in commands()[name].params), name


def test_the_program_says_the_same_of_the_workspace_before_and_after() -> None:
    (before,) = [each for each in main.params if "--workspace" in each.opts]
    (after,) = [each for each in commands()["check"].params if "--workspace" in each.opts]
    assert isinstance(before, click.Option)
    assert isinstance(after, click.Option)
    assert before.help == after.help
