"""The commands approve, verify, history, review and compare, as a person runs them."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from policybuilder import cli
from policybuilder.ooxml.zip import read_parts, write_parts
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in

NO_PAPER = ("--no-paper", "Decided on screen")
COMMANDS = ("approve", "withdraw", "verify", "history", "review", "compare")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an approved 1.0 and a draft after it."""
    root = story.workspace(tmp_path_factory.mktemp("built"))
    # The day of the approval is before any day on which the tests can run.
    story.decide(root, documents="{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}")
    words = ("--version", "1.0", "--by", "Cabinet", "--date", "2024-12-08", *NO_PAPER)
    found = run(root, "approve", "riverton", "policy", *words)
    assert found.exit_code == 0, found.output
    workspaces.clause(root, "care", "You should take care.\n")
    return root


def run(root: Path, *words: str) -> Result:
    with patch.dict(cli.COMMANDS, {name: cli.COMMANDS.get(name, name) for name in COMMANDS}):
        return CliRunner().invoke(cli.main, ["--workspace", str(root), *words])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, tmp_path: Path) -> None:
    found = run(tmp_path, name, "--help")
    assert found.exit_code == 0
    assert found.output.startswith("Usage: ")


def test_approve_says_what_was_recorded(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    story.decide(root, documents="{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}")
    words = ("approve", "riverton", "policy", "--version", "1.0", "--by", "Cabinet", "--date", "2024-12-08", *NO_PAPER)
    found = run(root, *words, "--minute", "CAB/24/1")
    assert found.exit_code == 0, found.output
    assert "approved: riverton/policy@1.0" in found.output
    assert "approved by Cabinet on 2024-12-08, minute CAB/24/1" in found.output
    assert "next review 2025-12-08" in found.output
    again = run(root, *words)
    assert again.exit_code == 1
    assert "output/riverton/policy/1.0: error: version 1.0 is approved already [version-exists]" in again.output


def test_history_lists_the_versions(built: Path) -> None:
    found = run(built, "history", "riverton")
    assert found.exit_code == 0
    assert "policy    1.0      approved  2024-12-08  Cabinet          major  First approved version" in found.output
    (record,) = json.loads(run(built, "history", "riverton", "policy", "--json").output)["result"]
    assert (record["version"], record["by"], record["date"]) == ("1.0", "Cabinet", "2024-12-08")


APPROVE = ("approve", "riverton", "policy")


@pytest.mark.rest
def test_a_paper_is_made_held_against_and_approved_and_the_version_withdrawn(tmp_path: Path) -> None:
    """The whole of it as an officer sees it, each day being today."""
    root = story.workspace(tmp_path)
    today = datetime.now().astimezone().date().isoformat()
    story.decide(root, documents="{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}")
    made = run(root, "build", "--for-committee")
    assert made.exit_code == 0, made.output
    words = json.loads((story.folder(root) / "paper/manifest.json").read_bytes())["words"][:8]
    before = run(root, *APPROVE, "--dry-run")
    assert before.output.splitlines() == [
        "would be approved: riverton/policy@1.0",
        "  major: First approved version",
        f"  approved by Cabinet on {today}",
        f"  takes effect {today}; next review {_a_year_after(today)}",
        f"  the words are those of the paper of {today} ({words})",
        "  6 files in output/riverton/policy/1.0/",
        "a dry run: nothing was written",
    ]
    assert not (story.folder(root) / "1.0").exists()
    given = ("--version", "1.0", "--by", "Cabinet", "--date", today)
    dated = "{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}"
    story.decide(root, "parameters: {contact: the AI team, days: 20}\n", documents=dated)
    refused = run(root, *APPROVE, *given)
    assert refused.exit_code == 1
    change = "1.2 Keeping: You must keep it for [-30-] {+20+} days. Ask the AI team."
    assert f"not what members saw on paper ({today}): {change} [since-paper]" in refused.output
    done = run(root, *APPROVE, *given, "--since-paper", "Members shortened it")
    assert done.exit_code == 0, done.output
    told = f"  changed since the paper of {today} ({words}), because: Members shortened it\n    {change}\n"
    assert told in done.output
    after = run(root, "withdraw", "riverton", "policy", "1.0", "--by", "Cabinet", "--date", today, "--reason", "Slip")
    assert after.output.splitlines()[:6] == [
        "withdrawn: riverton/policy@1.0",
        f"  by Cabinet on {today}",
        "  because: Slip",
        "  no version stands",
        "  the next version is 1.1 or 2.0",
        "  recorded in output/riverton/policy/1.0-withdrawn/",
    ]
    listed = run(root, "history", "riverton").output
    assert f"policy    1.0      withdrawn  {today}  Cabinet" in listed
    assert f"policy 1.0 was withdrawn by Cabinet on {today}: Slip" in listed
    (record,) = json.loads(run(root, "history", "riverton", "--json").output)["result"]
    assert (record["state"], record["withdrawn"]["reason"]) == ("withdrawn", "Slip")
    assert run(root, "verify").output == "riverton/policy: 1 version (1 withdrawn), 6 files: as approved\n"
    assert run(root, "review").output == "riverton/policy@1.0: withdrawn; no version stands\n"
    again = run(root, "compare", "riverton@approved", "riverton")
    assert "no version of riverton/policy stands: each was withdrawn [all-withdrawn]" in again.output


def _a_year_after(day: str) -> str:
    from policybuilder.library.values import months_after

    return months_after(date.fromisoformat(day), 12).isoformat()


def test_a_dry_run_lists_what_changed_since_the_version_before(built: Path) -> None:
    found = run(built, *APPROVE, "--dry-run", *NO_PAPER)
    assert found.exit_code == 0, found.output
    assert "would be approved: riverton/policy@2.0\n  major: " in found.output
    assert "since 1.0:\n  1.1 Care: " in found.output
    assert "[major; Cabinet]\n" in found.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--by", "Cabinet"), "--version, --date must be given, or --dry-run"),
        (("--dry-run", "--since-paper", "a", "--no-paper", "b"), "exclude one another: was there a paper?"),
    ],
)
def test_an_approval_that_lacks_something_is_a_usage_error(built: Path, words: tuple[str, ...], message: str) -> None:
    found = run(built, *APPROVE, *words)
    assert found.exit_code == 2
    assert message in found.output


def test_history_of_nobody_offers_the_nearest(built: Path) -> None:
    found = run(built, "history", "rivertown")
    assert found.exit_code == 1
    assert 'did you mean "riverton"?' in found.output


def test_verify_ends_with_1_and_names_the_altered_file(built: Path) -> None:
    good = run(built, "verify")
    assert (good.exit_code, good.output) == (0, "riverton/policy: 1 version, 6 files: as approved\n")
    file = story.folder(built) / "1.0/policy.md"
    before = file.read_bytes()
    file.write_bytes(before + b"more")
    bad = run(built, "verify", "riverton")
    file.write_bytes(before)
    assert bad.exit_code == 1
    assert (
        "output/riverton/policy/1.0/policy.md: error: the file was altered since its approval [altered]" in bad.output
    )


def test_review_lists_what_is_due_and_writes_a_calendar(built: Path, tmp_path: Path) -> None:
    found = run(built, "review", "--within", "1y", "--ics", str(tmp_path / "reviews.ics"))
    assert found.exit_code == 0
    assert found.output.startswith("riverton/policy@1.0: 2025-12-08 overdue\n")
    assert 'the library has another text of "Care"' in found.output
    assert b"DTSTART;VALUE=DATE:20251208" in (tmp_path / "reviews.ics").read_bytes()
    (item,) = json.loads(run(built, "review", "--json").output)["result"]
    assert item["due"] == "overdue"
    assert run(built, "review", "--within", "soon").exit_code == 2


@pytest.mark.rest
@pytest.mark.parametrize(("period", "days"), one_in(5, [("12w", 84), ("90", 90), ("3m", 93), ("10d", 10), ("1y", 366)]))
def test_a_period_is_in_days_weeks_months_or_years(tmp_path: Path, period: str, days: int) -> None:
    root = story.workspace(tmp_path)
    today = datetime.now().astimezone().date()
    for due, expected in ((days, "due"), (days + 2, "later")):
        review = (today + timedelta(days=due)).isoformat()
        story.decide(
            root,
            documents="{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01, "
            f"review_date: {review}}}}}",
        )
        version = "1.0" if expected == "due" else "2.0"
        words = ("--version", version, "--by", "Cabinet", "--date", "2024-12-08", *NO_PAPER)
        found = run(root, "approve", "riverton", "policy", *words)
        assert found.exit_code == 0, found.output
        (item,) = json.loads(run(root, "review", "--within", period, "--json").output)["result"]
        assert item["due"] == expected


def test_a_redline_of_an_approved_version_wants_the_file_that_was_approved(built: Path, tmp_path: Path) -> None:
    kept = story.folder(built) / "1.0/policy.docx"
    words = ("redline", "riverton@1.0", "riverton", "-o", str(tmp_path / "redline.docx"))
    good = run(built, *words)
    assert good.exit_code == 0, good.output
    assert "proven" in good.output
    before = kept.read_bytes()
    parts = read_parts(before, "policy.docx")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"must", b"need not")
    kept.write_bytes(write_parts(parts))
    (tmp_path / "redline.docx").unlink()
    bad = run(built, *words)
    kept.write_bytes(before)
    assert bad.exit_code == 1
    assert "output/riverton/policy/1.0/policy.docx: error: is not the file that was approved" in bad.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rest
def test_compare_a_version_with_the_draft_in_every_format(built: Path, tmp_path: Path) -> None:
    found = run(built, "compare", "riverton@1.0", "riverton")
    assert found.exit_code == 0
    assert "You [-must-] {+should+} take care." in found.output
    assert 'how much: major, because "must" became "should"' in found.output
    for name in ("c.html", "c.md", "c.json", "c.txt"):
        file = tmp_path / name
        assert run(built, "compare", "riverton@1.0", "riverton", "-o", str(file)).exit_code == 0
        assert b"take care" in file.read_bytes()
    summary = run(built, "compare", "riverton@1.0", "riverton", "--summary").output
    assert "| Clause | What changes | Why | Kind | Who approves |" in summary
    word = tmp_path / "s.docx"
    assert run(built, "compare", "riverton@1.0", "riverton", "--summary", "-o", str(word)).exit_code == 0
    assert word.read_bytes().startswith(b"PK")


def test_compare_ends_with_1_on_a_change_only_when_asked(built: Path) -> None:
    assert run(built, "compare", "riverton@1.0", "riverton", "--exit-code").exit_code == 1
    assert run(built, "compare", "riverton@1.0", "riverton@1.0", "--exit-code").exit_code == 0


def test_compare_two_files_needs_no_workspace(tmp_path: Path) -> None:
    for name, words in (("old.md", "You must ask."), ("new.md", "You must ask first.")):
        (tmp_path / name).write_text(f"# Policy\n\n## Rules\n\n{words}\n")
    found = run(tmp_path / "no-workspace", "compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
    assert found.exit_code == 0
    assert "You must ask {+first+}." in found.output
    assert "why: not known" in found.output


def test_compare_many_profiles(built: Path) -> None:
    workspaces.profile(built, "parameters: {contact: the office, days: 60}\n", id="millbeck")
    found = run(built, "compare", "--profiles", "riverton", "millbeck")
    (built / "profiles/millbeck.yaml").unlink()
    assert found.exit_code == 0
    assert "days\n  riverton  30" in found.output
    assert "millbeck  60" in found.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "riverton"), "name two sides"),
        (("compare", "--profiles", "riverton"), "name two or more profiles"),
        (("compare", "riverton@1.0", "riverton", "--shell", "own.docx"), "--shell is for a Word file"),
        (("compare", "riverton@1.0", "riverton", "--summary", "--format", "html"), "written as Markdown or Word"),
        (("approve", "riverton", "policy", "--version", "1.1", "--by", "x", "--date", "8 December"), "--date"),
    ],
)
def test_words_that_make_no_sense_are_a_usage_error(built: Path, words: tuple[str, ...], message: str) -> None:
    found = run(built, *words)
    assert found.exit_code == 2
    assert message in found.output
