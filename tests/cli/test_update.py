"""`update` and `settle` as an officer, and a scheduled job, type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.update.test_updating import NEWER, OURS, WAS
from tests.workspaces import clause, profile, template


@pytest.fixture
def council(run: Run, root: Path) -> Path:
    clause(root, "telling", f"One.\n\n{WAS}\n")
    template(root, "care", "telling")
    profile(root)
    run("amend", "riverton", "telling", "--text", f"One.\n\n{OURS}", "--reason", "Asked.", "--yes")
    assert run("update", "--yes").exit_code == 0
    return root


def test_a_scheduled_job_learns_that_there_is_something_to_do_and_nothing_is_written(run: Run, council: Path) -> None:
    assert run("update", "--check").exit_code == 0
    assert "nothing to do" in run("update", "--check").stdout
    clause(council, "telling", f"One.\n\n{WAS.replace('Do not', 'Never')}\n", **NEWER)
    before = (council / "profiles/riverton.yaml").read_bytes()
    result = run("update", "--check")
    assert result.exit_code == 1
    assert "changed: telling in policy: 1.0.0 -> 1.1.0 (minor)\n    because: The Act changed" in result.stdout
    assert "carried over: merged with what the library changed" in result.stdout
    assert (council / "profiles/riverton.yaml").read_bytes() == before
    said = json.loads(run("update", "--check", "--json").stdout)
    assert said["ok"] is False
    assert said["result"][0]["amendments"][0]["state"] == "carried"


def test_a_conflict_shows_three_texts_and_how_to_settle_it_and_the_paper_waits(run: Run, council: Path) -> None:
    theirs = WAS.replace("24 hours", "12 hours")
    clause(council, "telling", f"One.\n\n{theirs}\n", **NEWER)
    result = run("update", "--yes")
    assert result.exit_code == 1
    for line in (f"written against:{WAS}", f"yours:{OURS}", f"the library's:{theirs}"):
        assert line.replace(" ", "") in result.stdout.replace(" ", "")
    assert "policybuilder settle riverton telling --keep ours" in result.stdout
    built = run("build", "riverton")
    assert 'the amendment of "telling" is in conflict with version 1.1.0 of the clause' in built.stderr
    assert "[in conflict with the library: settle it]" in (
        council / "output/riverton/policy/draft/policy.md"
    ).read_text(encoding="utf-8")
    assert "[amendment-conflict]" in run("build", "riverton", "--for-committee").stderr
    assert run("settle", "riverton", "telling", "--keep", "ours").exit_code == 0
    assert run("update", "--yes").exit_code == 0
    assert run("update", "--check").exit_code == 0


def test_a_council_that_cannot_be_read_does_not_hide_the_others(run: Run, council: Path) -> None:
    profile(council, "parameters: {dayz: 1}\n", id="millbeck")
    result = run("update", "--check")
    assert result.exit_code == 1
    assert "riverton\n  nothing to do" in result.stdout
    assert "profiles/millbeck.yaml:4:14: error:" in result.stderr


def test_a_newer_library_is_put_off_and_asked_for_again(run: Run, council: Path) -> None:
    path = council / "profiles/riverton.yaml"
    before = path.read_text(encoding="utf-8")
    day = ("--not-before", "1 April 2999")
    assert "a reason is missing" in run("update", "riverton", *day).stderr
    shown = run("update", "riverton", *day, "--reason", "After the elections.", "--dry-run")
    assert "+newer_library:" in shown.stdout
    assert path.read_text(encoding="utf-8") == before
    assert run("update", *day, "--reason", "After the elections.").exit_code == 0
    assert "newer_library:" in path.read_text(encoding="utf-8")
    assert "not taken in before 1 April 2999" in run("check").stderr + run("check").stdout
    assert run("update", "--ask-now").exit_code == 0
    assert "newer_library:" not in path.read_text(encoding="utf-8")
