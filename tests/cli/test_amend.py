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
    assert "moved by Cabinet, minute CAB/9" in shown
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


def test_the_words_are_changed_in_the_editor(run: Run, council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "sed -i -e s/sell/sell,lend/")
    result = run("amend", "riverton", "keeping", typed="Scrutiny asked.\nCabinet\nCAB/9\ny\n")
    assert result.exit_code == 0, result.output
    assert "+ You must not sell,lend it." in result.stdout
    assert "minute: CAB/9" in (council / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_an_editor_that_is_closed_without_a_change_writes_nothing(
    run: Run, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    result = run("amend", "riverton", "keeping")
    assert result.exit_code == 1
    assert "keeping: error: nothing was saved: the clause stays as it is" in result.stderr


def test_a_misspelt_clause_is_told_as_it_was_typed(run: Run, council: Path) -> None:
    result = run("amend", "riverton", "keepin", "--text", NEW, "--reason", "x", "--yes")
    assert 'keepin: error: unknown clause "keepin" [unknown-clause]\n  hint: did you mean "keeping"?' in result.stderr


def test_a_clause_goes_out_and_comes_in_once_each_with_who_moved_it(run: Run, council: Path) -> None:
    why = ("--reason", "Not ours.", "--as", "Cabinet", "--minute", "CAB/4", "--yes", "--document", "policy")
    assert run("amend", "riverton", "care", "--exclude", *why).exit_code == 0
    again = run("amend", "riverton", "care", "--exclude", *why)
    assert '"care" is left out of policy already: Not ours. [nothing-changed]' in again.stderr
    assert (
        "the profile excludes it: Not ours (moved by Cabinet, minute CAB/4)"
        in run("explain", "riverton", "care").stdout
    )
    assert run("amend", "riverton", "care", "--include", *why).exit_code == 0
    again = run("amend", "riverton", "care", "--include", *why)
    assert '"care" is in policy already [nothing-changed]' in again.stderr
    assert "reason: Not ours (moved by Cabinet, minute CAB/4)" in run("explain", "riverton", "care").stdout


OUTSIDE = b'{"entries": [{"profile": "riverton", "command": "x", "when": "x", "files": {"../a.txt": {"before": "eA==", '


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"[]", bytes(40), OUTSIDE + b'"after": null}}}]}'])
def test_that_nothing_was_noted_is_not_said_of_notes_that_cannot_be_read(
    run: Run, council: Path, damage: bytes
) -> None:
    run(*AMEND, "--text", NEW)
    amended = (council / "profiles/riverton.yaml").read_bytes()
    (council / ".policybuilder/journal.json").write_bytes(damage)
    result = run("undo", "--yes")
    assert result.exit_code == 1
    assert ".policybuilder/journal.json: error: the file that notes changes is damaged" in result.stderr
    assert (council / "profiles/riverton.yaml").read_bytes() == amended
    assert not (council.parent / "a.txt").exists()
    run(*AMEND, "--text", "You must keep it.\n")
    assert run("undo", "--yes").exit_code == 0
    assert (council / "profiles/riverton.yaml").read_bytes() == amended
