"""`take` as an officer types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policybuilder import api
from tests.cli.conftest import Run
from tests.update.edited import Edited
from tests.workspaces import clause, profile, template, write

TAKE = ("take", "back.docx", "--reason", "Scrutiny asked.", "--as", "Cabinet")


@pytest.fixture
def council(root: Path) -> Path:
    clause(root, "keeping", "You must keep it for {{ days }} days.\n\nYou must not sell it.\n", parameters="[days]")
    template(root, "care", "keeping")
    profile(root)
    known = api.load(root)
    built = Edited(api.write(api.resolve(known, "riverton", "policy"), "word", known))
    built.replace("sell it", "lend it")
    built.replace("keep it", "keep it safe")
    write(root, "back.docx", built.content)
    return root


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_each_edit_is_listed_with_its_place_and_its_words_and_asked_for(run: Run, council: Path) -> None:
    result = run(*TAKE, typed="n\ny\n\n")
    assert result.exit_code == 0, result.output
    assert "2 edits\n\n  1  1.2.1: other words\n" in result.stdout
    assert "     - You must not [sell] it.\n     + You must not [lend] it.\n" in result.stdout
    assert "written: profiles/riverton.yaml" in result.stdout
    assert "1 edit is left in the file: 1.2.1" in result.stdout
    assert "lend it" in written(council)
    assert "keep it safe" not in written(council)
    assert "take back.docx" in run("undo", "--yes").stdout
    assert "lend it" not in written(council)


def test_with_yes_nothing_is_asked_and_who_moved_it_must_be_said(run: Run, council: Path) -> None:
    assert "--as must name the body or role" in run("take", "back.docx", "--yes", "--reason", "Asked.").stderr
    assert "--reason must say why" in run("take", "back.docx", "--yes").stderr
    assert run(*TAKE, "--yes").exit_code == 0
    assert "keep it safe" in written(council)


def test_a_dry_run_shows_the_lines_and_writes_nothing(run: Run, council: Path) -> None:
    before = written(council)
    result = run(*TAKE, "--yes", "--dry-run")
    assert "by: Cabinet" in result.stdout
    assert "a dry run: nothing was written" in result.stdout
    assert written(council) == before


def test_only_takes_numbers_and_says_which_is_wrong(run: Run, council: Path) -> None:
    assert "there is no edit 7" in run(*TAKE, "--yes", "--only", "7").stderr
    for words in ("one", "", "1-", "-1", "1,,2", "１"):
        assert "is no list of numbers" in run(*TAKE, "--yes", "--only", words).stderr, words
    assert "3-1 runs backwards: write 1-3" in run(*TAKE, "--yes", "--only", "3-1").stderr
    # Two numbers with a space between them are not one of two figures.
    assert "2 edits" in run(*TAKE, "--yes", "--dry-run", "--only", "1 2").stdout
    assert "there is no edit 12" not in run(*TAKE, "--yes", "--dry-run", "--only", "1 2").stderr
    run(*TAKE, "--yes", "--only", "2")
    assert "keep it safe" not in written(council)


def test_json_says_what_was_taken(run: Run, council: Path) -> None:
    said = json.loads(run(*TAKE, "--json").stdout)
    assert said["ok"] is True
    assert [(each["number"], each["place"], each["taken"]) for each in said["result"]["edits"]] == [
        (1, "1.2.1", True), (2, "1.2.2", True)
    ]  # fmt: skip


def test_a_file_that_is_not_ours_is_refused_at_its_place(run: Run, council: Path) -> None:
    write(council, "other.docx", b"no Word file")
    result = run("take", "other.docx", "--yes", "--reason", "Asked.", "--as", "Cabinet")
    assert result.exit_code == 1
    assert "other.docx" in result.stderr


def test_what_became_of_each_edit_is_written_as_the_suffix_says_and_names_only_when_wanted(
    run: Run, council: Path
) -> None:
    built = Edited((council / "back.docx").read_bytes(), by="Ann Officer")
    built.replace("take care", "take great care")
    built.comment("take great care", "How great?", "Bob Member")
    write(council, "back.docx", built.content)
    shown = run(*TAKE, "--yes", "--responses", "responses.md", "--dry-run")
    assert not (council / "responses.md").exists()
    assert "(Ann Officer, 20 November 2026)" in shown.stdout
    assert "1.1.1 on “You must take great care.”: How great? (Bob Member)" in shown.stdout
    assert "--responses is written as .md, .csv, .json, .docx" in run(*TAKE, "--responses", "responses.odt").stderr
    run(*TAKE, "--yes", "--responses", "responses.md", "--keep-names")
    assert "Ann Officer" in (council / "responses.md").read_text(encoding="utf-8")
    assert "Ann" not in written(council)
    assert "Ann" not in run(*TAKE, "--json").stdout
    assert "Bob" in run(*TAKE, "--json", "--keep-names").stdout


def test_a_clean_copy_has_the_words_and_no_comments_and_says_nothing_of_itself(run: Run, council: Path) -> None:
    built = Edited((council / "back.docx").read_bytes())
    built.comment("take care", "How?")
    write(council, "back.docx", built.content)
    run(*TAKE, "--yes", "--clean", "clean.docx")
    clean = Edited((council / "clean.docx").read_bytes())
    assert "word/comments.xml" not in clean.parts
    assert not any(name.startswith("customXml/") for name in clean.parts)
    assert clean.paragraph("You must not lend it.") is not None


def test_what_is_not_taken_ends_the_list_with_its_place_and_why_and_exit_code_1(run: Run, council: Path) -> None:
    built = Edited((council / "back.docx").read_bytes())
    built.replace("The rules", "Our rules")
    write(council, "back.docx", built.content)
    result = run(*TAKE, "--yes")
    assert result.exit_code == 1
    assert "not taken: 1\n  section rules: a section's heading is the template's" in result.stdout
    assert "lend it" in written(council)
    run("undo", "--yes")
    result = run("take", "back.docx", typed="n\nn\n")
    assert result.exit_code == 1
    assert "2 edits are left in the file: 1.2.1, 1.2.2\nnot taken: 1\n" in result.stdout
