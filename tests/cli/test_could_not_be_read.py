"""What could not be read is never called none, up to date or gone: the command says so, once, and ends with 1."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.files.temporaries import TEMPORARY
from policybuilder.library import workspace
from tests.cli.conftest import Run
from tests.lifecycle import story
from tests.workspaces import clause, library, profile, template, tiny

BROKEN = "versoin: 1.0.0\n"
"""A line that no clause can have."""


def break_clause(root: Path, id: str = "care") -> str:
    """Make a clause unreadable and return its file as messages name it."""
    (path,) = root.glob(f"clauses/*/{id}.md")
    path.write_text(path.read_text().replace("version: 1.0.0\n", BROKEN, 1))
    return path.relative_to(root).as_posix()


@pytest.fixture
def two(root: Path) -> Path:
    """A workspace whose two documents are built; the second does without the clause "care"."""
    clause(root, "other", "You must ask.\n")
    template(root, "other", id="guide")
    profile(root, documents="{policy: {owner: Head, approver: Cabinet}, guide: {owner: Head, approver: Cabinet}}")
    return root


# One cause, one error -------------------------------------------------------------------------------------


def test_a_clause_that_cannot_be_read_is_one_error_wherever_others_refer_to_it(tmp_path: Path) -> None:
    tiny(tmp_path)
    for number in range(5):
        clause(tmp_path, f"user-{number}", 'You must follow {{ ref("care") }}.\n')
    clause(tmp_path, "needs", "You must ask.\n", requires="[care]")
    template(tmp_path, "care", "needs", *(f"user-{number}" for number in range(5)))
    template(tmp_path, "care", *(f"user-{number}" for number in range(5)), id="guide")
    profile(tmp_path, documents="{policy: {owner: A, approver: B}, guide: {owner: A, approver: B}}")
    assert [problem for problem in check(library(tmp_path)) if problem.code == "unguarded-reference"] == []
    broken = break_clause(tmp_path)
    found = [problem for problem in check(library(tmp_path)) if "word/policy.docx" not in problem.message]
    assert {problem.location.path for problem in found} == {broken}, [str(problem) for problem in found]


def test_what_only_an_unreadable_clause_uses_is_not_called_unused(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "words", "A **sandbox** is a place to try things.\n", topic="definitions")
    clause(tmp_path, "care", "You must ask for a sandbox.\n")
    template(tmp_path, "words", "care")
    assert "unused-definition" not in {problem.code for problem in check(library(tmp_path))}
    break_clause(tmp_path)
    assert {problem.code for problem in check(library(tmp_path))} & {"unused-definition", "unreachable-clause"} == set()


def test_what_only_an_unreadable_template_or_profile_brings_in_is_not_called_unreachable(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "extra", "You must ask.\n", level="optional")
    profile(tmp_path, documents="{policy: {owner: A, approver: B, include: [{clause: extra, section: rules}]}}")
    assert "unreachable-clause" not in {problem.code for problem in check(library(tmp_path))}
    path = tmp_path / "profiles/riverton.yaml"
    path.write_text(path.read_text() + "tols: {}\n")
    assert "unreachable-clause" not in {problem.code for problem in check(library(tmp_path))}


# Build ----------------------------------------------------------------------------------------------------


def test_a_document_that_could_not_be_built_is_named_and_is_not_called_gone(run: Run, two: Path) -> None:
    assert run("build", "--format", "markdown").exit_code == 0
    broken = break_clause(two)
    result = run("build", "--format", "markdown")
    assert result.exit_code == 1
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["riverton/guide", "built", "up", "to", "date"] in [row[:5] for row in rows]
    assert ["riverton/policy", "not", "built"] in [row[:3] for row in rows]
    assert "no such document" not in result.stderr
    assert "\nup to date" not in result.stdout
    assert "\nnothing written" in result.stdout
    assert result.stderr.count("error:") == 2, "the misspelt key, and the one that is missing for it"
    assert all(line.startswith((broken, "  hint:", "2 errors")) for line in result.stderr.splitlines())


def test_a_file_that_cannot_be_written_is_not_called_gone_and_the_hint_names_word(
    run: Run, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--format", "markdown")
    before = (two / "output/riverton/policy/draft/policy.md").read_bytes()
    clause(two, "care", "You must take great care.\n")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        # Windows answers so while a program has the file open.
        if Path(target).name == "policy.md":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    result = run("build", "--format", "markdown")
    assert result.exit_code == 1
    assert "policy.md: error: cannot be written: Permission denied [cannot-write]" in result.stderr
    assert "hint: is it open in Word? Close it, and run the command again; nothing was changed" in result.stderr
    assert "no such document" not in result.stderr
    assert "riverton/policy  not built" in result.stdout
    assert (two / "output/riverton/policy/draft/policy.md").read_bytes() == before
    assert not list(two.rglob(f"{TEMPORARY}*"))


def test_a_document_that_the_profile_does_name_no_longer_is_still_told(run: Run, two: Path) -> None:
    run("build", "--format", "markdown")
    profile(two, documents="{policy: {owner: Head, approver: Cabinet}}")
    result = run("build", "--format", "markdown")
    assert "the profile names no such document any more: output/riverton/guide/draft/" in result.stderr


def test_a_profile_that_cannot_be_read_is_a_row_of_its_own(run: Run, two: Path) -> None:
    profile(two, "tols: {}\n", id="millbeck")
    result = run("build", "--format", "markdown")
    assert result.exit_code == 1
    assert "\nmillbeck         not built" in result.stdout


def test_copies_beside_the_drafts_are_told(run: Run, two: Path) -> None:
    run("build", "--format", "markdown")
    draft = two / "output/riverton/policy/draft"
    shutil.copy(draft / "policy.md", draft / "policy-DESKTOP-AB12.md")
    shutil.copytree(two / "output/riverton/guide", two / "output/riverton/guide - Copy")
    result = run("build", "--format", "markdown")
    assert result.exit_code == 0
    assert "draft/policy-DESKTOP-AB12.md: warning: looks like a copy of policy.md that OneDrive made" in result.stderr
    assert "output/riverton/guide - Copy: warning: looks like a copy of guide that Windows made" in result.stderr
    assert "no such document" not in result.stderr


# Lists and searches ---------------------------------------------------------------------------------------


def test_the_other_clauses_are_listed_and_the_unread_one_is_counted(run: Run, two: Path) -> None:
    broken = break_clause(two)
    result = run("clauses", "list")
    assert result.exit_code == 1
    assert "\n1 clause, and 1 that could not be read\n" in result.stdout
    assert f"{broken}:" in result.stderr
    assert [each["id"] for each in json.loads(run("clauses", "list", "--json").stdout)["result"]] == ["other"]


def test_a_search_shows_what_it_found_and_never_says_that_nothing_holds_the_words(run: Run, two: Path) -> None:
    broken = break_clause(two)
    found, nothing = run("clauses", "search", "ask"), run("clauses", "search", "care")
    assert (found.exit_code, nothing.exit_code) == (1, 1)
    assert found.stdout.startswith("other")
    for result in (found, nothing):
        assert f"{broken}:" in result.stderr
        assert "no clause" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("clauses", "show", "care"),
        ("clauses", "search", "--profile", "riverton", "ask"),
        ("coverage", "riverton"),
        ("explain", "riverton", "other"),
        ("explain", "riverton", "care"),
        ("compare", "riverton/policy", "riverton/guide"),
        ("check",),
        ("check", "riverton"),
    ],
)
def test_every_command_that_needs_the_clause_says_that_it_could_not_be_read(
    run: Run, two: Path, words: tuple[str, ...]
) -> None:
    broken = break_clause(two)
    result = run(*words)
    assert result.exit_code == 1
    assert f"{broken}:" in result.output
    for none in ("no clause", "unknown clause", "no problems", "up to date", "does not"):
        assert none not in result.output


def test_init_says_so_too_and_writes_no_profile(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shipped,) = workspace.built_in_root().glob("clauses/*/new-tool-request.md")
    (tmp_path / "profiles").mkdir()
    own = clause(tmp_path, "new-tool-request", topic=shipped.parent.name)
    own.write_text(shipped.read_text().replace("\nversion: ", "\nversoin: ", 1))
    monkeypatch.chdir(tmp_path)
    result = run("init", "--council", "hounslow", "--yes")
    assert result.exit_code == 1
    assert f'clauses/{shipped.parent.name}/new-tool-request.md:4:1: error: unknown key "versoin"' in result.output
    assert not list((tmp_path / "profiles").iterdir())


# Versions -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the versions 1.0 and 1.1."""
    root = story.workspace(tmp_path_factory.mktemp("approved"))
    story.approved(root)
    clause(root, "care", "You must take care. Be kind.\n")
    story.approved(root, "1.1")
    return root


@pytest.fixture
def versions(approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(approved, tmp_path / "versions"))
    shelf = tmp_path / "built-in"
    shelf.mkdir()
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    monkeypatch.chdir(root)
    return root


def damage(root: Path, *numbers: str) -> None:
    for number in numbers:
        (story.folder(root) / number / "manifest.json").write_text("{")


def test_reviews_are_listed_by_their_date_when_a_clause_cannot_be_read(run: Run, versions: Path) -> None:
    broken = break_clause(versions)
    result = run("review")
    assert result.exit_code == 1
    assert result.stdout.startswith("riverton/policy@1.1: ")
    assert "no approved versions" not in result.output
    assert f"{broken}:" in result.stderr


@pytest.mark.parametrize("command", ["review", "verify", "history"])
def test_versions_that_cannot_be_read_are_not_no_versions(run: Run, versions: Path, command: str) -> None:
    damage(versions, "1.0", "1.1")
    result = run(*([command, "riverton"] if command == "history" else [command]))
    assert result.exit_code == 1
    assert "the manifest is damaged" in result.stderr
    assert "no approved version" not in result.output
    assert "no-versions" not in result.output
    assert "document  version" not in result.stdout


def test_an_older_version_is_not_shown_as_the_approved_one_while_the_newest_cannot_be_read(
    run: Run, versions: Path
) -> None:
    damage(versions, "1.1")
    result = run("compare", "riverton/policy@approved", "riverton/policy@1.0")
    assert result.exit_code == 1
    assert "output/riverton/policy/1.1/manifest.json: error: the manifest is damaged" in result.stderr
    assert run("compare", "riverton/policy@1.0", "riverton/policy@1.0").exit_code == 0


def test_a_draft_is_not_built_with_a_history_that_leaves_out_what_could_not_be_read(run: Run, versions: Path) -> None:
    damage(versions, "1.1")
    result = run("build", "--format", "markdown")
    assert result.exit_code == 1
    assert "output/riverton/policy/1.1/manifest.json: error: the manifest is damaged" in result.stderr
    assert not (versions / "output/riverton/policy/draft/policy.md").exists()


@pytest.mark.parametrize("command", ["review", "verify"])
def test_a_copy_of_a_documents_folder_is_told_as_one(run: Run, versions: Path, command: str) -> None:
    shutil.copytree(story.folder(versions), versions / "output/riverton/policy (1)")
    result = run(command)
    assert result.exit_code == 1
    assert "output/riverton/policy (1): error: looks like a copy of policy that" in result.stderr
    assert "the manifest is that of" not in result.stderr


def test_what_windows_and_word_leave_beside_a_version_is_named_and_proves_nothing_wrong(
    run: Run, versions: Path
) -> None:
    for name in ("Thumbs.db", "desktop.ini", "~$policy.docx", ".~lock.policy.docx#"):
        (story.folder(versions) / "1.1" / name).write_bytes(b"\x00")
    result = run("verify")
    assert result.exit_code == 0
    assert "riverton/policy: 2 versions" in result.stdout
    assert result.stdout.rstrip().endswith("as approved")
    assert result.stderr.count("[left-behind]") == 4
    assert "lies here while policy.docx is open in Word or LibreOffice" in result.stderr
