"""`amend` and `undo` as an officer types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import clause, profile, template


@pytest.fixture
def council(root: Path) -> Path:
    clause(root, "keeping", "You must keep it for {{ days }} days.\n\nYou must not sell it.\n", parameters="[days]")
    template(root, "care", "keeping")
    profile(root)
    return root


AMEND = ("amend", "riverton", "keeping", "--reason", "Scrutiny asked.", "--as", "Cabinet", "--minute", "CAB/9", "--yes")
NEW = "You must keep it for {{ days }} days.\n\nYou must not sell or lend it.\n"


def test_the_words_are_shown_changed_built_and_taken_back(run: Run, council: Path, tmp_path: Path) -> None:
    assert run("amend", "riverton", "keeping", "--show").stdout == (
        "You must keep it for {{ days }} days.\n\nYou must not sell it.\n"
    )
    before = (council / "profiles/riverton.yaml").read_bytes()
    (tmp_path / "new.md").write_text(NEW, encoding="utf-8")
    result = run(*AMEND, "--text-file", str(tmp_path / "new.md"))
    assert result.exit_code == 0, result.output
    assert "- You must not sell it.\n+ You must not sell or lend it.\n" in result.stdout
    assert "written: profiles/riverton.yaml" in result.stdout
    run("build", "--format", "markdown")
    assert "You must not sell or lend it." in (council / "output/riverton/policy/draft/policy.md").read_text("utf-8")
    shown = run("explain", "riverton", "keeping").stdout
    assert "by Cabinet, minute CAB/9" in shown
    undone = run("undo", "--yes")
    assert "amend riverton keeping" in undone.stdout
    assert (council / "profiles/riverton.yaml").read_bytes() == before


def test_a_dry_run_and_a_person_who_says_no_write_nothing(run: Run, council: Path) -> None:
    before = (council / "profiles/riverton.yaml").read_bytes()
    assert "a dry run: nothing was written" in run(*AMEND, "--text", NEW, "--dry-run").stdout
    asked = [word for word in AMEND if word != "--yes"]
    assert run(*asked, "--text", NEW, typed="n\n").exit_code == 1
    assert (council / "profiles/riverton.yaml").read_bytes() == before


def test_what_is_asked_is_written(run: Run, council: Path) -> None:
    run("amend", "riverton", "keeping", "--text", NEW, typed="Scrutiny: asked.\nCabinet\n\ny\n")
    written = (council / "profiles/riverton.yaml").read_text(encoding="utf-8")
    assert "Scrutiny: asked." in written
    assert "minute" not in written


def test_what_is_missing_is_said(run: Run, council: Path) -> None:
    assert "--reason must say why" in run("amend", "riverton", "keeping", "--text", NEW, "--yes").stderr
    assert "choose one of" in run("amend", "riverton", "keeping", "--text", NEW, "--exclude").stderr
    assert 'did you mean "keeping"?' in run("amend", "riverton", "keepin", "--show").stderr
    assert "nothing" in run("undo", "--yes").stderr or "no noted changes" in run("undo", "--yes").stderr


def test_json_says_what_would_be_written(run: Run, council: Path) -> None:
    said = json.loads(run(*AMEND, "--text", NEW, "--dry-run", "--json").stdout)
    assert said["ok"] is True
    assert "profiles/riverton.yaml:" in said["result"]["files"]
    assert any("place: replace" in line for line in said["result"]["files"])
