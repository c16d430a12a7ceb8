"""`show`: which file a person means, and what is never opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.cli import show
from tests.cli.conftest import Run
from tests.workspaces import profile, write


@pytest.fixture
def opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the program that opens files."""
    files: list[Path] = []
    monkeypatch.setattr(show, "_open", lambda path, _: files.append(path))
    return files


@pytest.fixture
def built(run: Run, root: Path) -> Path:
    assert run("build").exit_code == 0
    return root / "output/riverton/policy/draft"


@pytest.mark.parametrize("named", ["riverton", "riverton/policy", "riverton/policy@draft"])
def test_a_draft_is_opened_in_word(run: Run, built: Path, opened: list[Path], named: str) -> None:
    assert run("show", named).exit_code == 0
    assert opened == [built / "policy.docx"]


def test_another_format_and_a_path_may_be_named(run: Run, built: Path, opened: list[Path]) -> None:
    run("show", "riverton", "--format", "html")
    run("show", str(built / "policy.md"))
    assert opened == [built / "policy.html", built / "policy.md"]


def test_the_approved_one_is_that_which_stands(run: Run, root: Path, opened: list[Path]) -> None:
    """The number does not say it: the last version may have been withdrawn."""
    profile(root, documents="{policy: {owner: Head of Digital, approver: Cabinet}}")
    said = ("--by", "Cabinet", "--date", "today")
    more = ("--no-paper", "Decided on screen", "--review", "1/1/2099")
    for version in ("1.0", "2.0", "3.0"):
        approved = run("approve", "riverton", "policy", "--version", version, *said, *more)
        assert approved.exit_code == 0, approved.output
    for version in ("3.0", "1.0"):
        run("withdraw", "riverton", "policy", version, *said, "--reason", "The vote was not valid")
    run("show", "riverton/policy@approved")
    run("show", "riverton/policy@1.0")
    assert [path.parent.name for path in opened] == ["2.0", "1.0"]
    run("withdraw", "riverton", "policy", "2.0", *said, "--reason", "The vote was not valid")
    result = run("show", "riverton/policy@approved")
    assert result.exit_code == 1
    assert "no version of riverton/policy stands: each was withdrawn" in result.stderr
    assert len(opened) == 2


def test_a_version_that_was_altered_is_not_opened_as_approved(run: Run, root: Path, opened: list[Path]) -> None:
    profile(root, documents="{policy: {owner: Head of Digital, approver: Cabinet}}")
    said = ("--by", "Cabinet", "--date", "today", "--no-paper", "Decided on screen", "--review", "1/1/2099")
    assert run("approve", "riverton", "policy", "--version", "1.0", *said).exit_code == 0
    page = root / "output/riverton/policy/1.0/policy.html"
    page.write_bytes(page.read_bytes() + b" ")
    result = run("show", "riverton@1.0", "--format", "html")
    assert "is not the file that was approved as 1.0 [altered]" in result.stderr
    run("show", "riverton@1.0")
    assert [path.name for path in opened] == ["policy.docx"]


def test_the_path_alone_is_printed_where_that_is_asked_for(run: Run, built: Path, opened: list[Path]) -> None:
    assert run("show", "riverton", "--path").stdout == f"{built / 'policy.docx'}\n"
    assert opened == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("rivertown", 'did you mean "riverton"?'),
        ("riverton/polcy", 'did you mean "policy"?'),
        ("riverton@1.0", 'riverton/policy has no "1.0"'),
        ("riverton/policy@paper", 'riverton/policy has no "paper"'),
        ("gone.docx", "no such file"),
        ("run.exe", "nothing is built for"),
    ],
)
def test_what_is_not_there_is_told(run: Run, built: Path, opened: list[Path], named: str, told: str) -> None:
    result = run("show", named)
    assert result.exit_code == 1
    assert told in result.stderr
    assert opened == []


def test_a_file_of_another_kind_is_never_opened(run: Run, built: Path, opened: list[Path]) -> None:
    for name in ("run.exe", "macro.docm", "page.hta", "profiles/riverton.yaml"):
        if not (built / name).exists():
            write(built, name, "")
        result = run("show", str(built / name))
        assert result.exit_code == 1
        assert "this is no built policy" in result.stderr
    assert opened == []
