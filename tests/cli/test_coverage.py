"""`coverage`: what a person sees and gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.coverage.made import small


@pytest.fixture
def covered(root: Path) -> Path:
    """The small workspace of coverage, in which the commands run."""
    return small(root)


def test_a_table_names_status_clause_place_and_note(run: Run, covered: Path) -> None:
    result = run("coverage", "riverton")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Riverton Council (riverton). Read for this: AI policy."
    assert lines[2:6] == [
        "AI Playbook (playbook)",
        "9 items: 2 in full, 1 in part, 5 not covered, 1 out of reach.",
        "P1  in full       Know AI",
        "  - Care (AI policy, section 1.1). Says what AI is.",
    ]


def test_only_the_frameworks_that_are_asked_for_are_shown_in_that_order(run: Run, covered: Path) -> None:
    shown = run("coverage", "riverton", "--framework", "socitm-v1-attention", "--framework", "playbook").stdout
    assert 0 < shown.index("(socitm-v1-attention)") < shown.index("(playbook)")
    assert "(playbook)" not in run("coverage", "riverton", "--framework", "socitm-v1-attention").stdout


def test_an_unknown_framework_is_refused_with_a_hint(run: Run, covered: Path) -> None:
    result = run("coverage", "riverton", "--framework", "playbok")
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'unknown framework "playbok" [unknown-framework]\n  hint: did you mean "playbook"?' in result.stderr


def test_an_unknown_profile_is_refused_with_a_hint(run: Run, covered: Path) -> None:
    result = run("coverage", "rivreton")
    assert result.exit_code == 1
    assert 'did you mean "riverton"?' in result.stderr


@pytest.mark.parametrize(
    ("name", "start"), [("c.md", "# Riverton"), ("c.html", "<!DOCTYPE html>"), ("c.json", "{"), ("c.txt", "Riverton")]
)
def test_a_files_suffix_says_how_to_write_it(run: Run, covered: Path, name: str, start: str) -> None:
    assert run("coverage", "riverton", "-o", name).stdout == f"written: {name}\n"
    assert (covered / name).read_text(encoding="utf-8").startswith(start)


def test_the_format_that_is_named_wins(run: Run, covered: Path) -> None:
    assert json.loads(run("coverage", "riverton", "--format", "json").stdout)["profile"] == "riverton"
    run("coverage", "riverton", "--format", "json", "-o", "c.md")
    assert json.loads((covered / "c.md").read_text(encoding="utf-8"))["format"] == 1


def test_what_is_wrong_with_a_clause_is_told_and_nothing_is_written(run: Run, covered: Path) -> None:
    path = covered / "clauses/about/asking.md"
    path.write_text(path.read_text(encoding="utf-8").replace("P6", "P66"), encoding="utf-8")
    result = run("coverage", "riverton", "-o", "c.md")
    assert result.exit_code == 1
    assert '"playbook" has no item "P66"' in result.stderr
    assert not (covered / "c.md").exists()
