"""Existing policies: what is out of date or hard to read in a Word or Markdown file from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks.existing import check_file
from policybuilder.library.workspace import built_in_workspace
from tests.cli.conftest import Run, empty, run
from tests.new_docx import new_docx
from tests.workspaces import write

__all__ = ["empty", "run"]

POLICY = """\
# AI policy 2024

## Rules

Staff may use Bing Chat. You must ask first and should keep a note.

## Law

- Article 22 of the UK GDPR applies
- the Centre for Data Ethics and Innovation gives advice
"""


def found(path: Path, *only: str) -> list[str]:
    return [str(problem).partition("\n")[0] for problem in check_file(path, built_in_workspace(), only)]


def test_a_markdown_policy_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    path = write(tmp_path, "old.md", POLICY)
    rules = f'{path}, under 1 Rules, "Staff may use Bing Chat. You must ask …": '
    law = f'{path}, under 2 Law, "Article 22 of the UK GDPR applies the …": '
    assert [line.split(" is out")[0].split(" in one")[0] for line in found(path)] == [
        f'{rules}warning: "must" and "should"',
        f'{rules}error: "Bing Chat"',
        f'{law}error: "Article 22"',
        f'{law}error: "Centre for Data Ethics and Innovation"',
    ]


def test_a_word_policy_is_read_with_its_numbers(tmp_path: Path) -> None:
    word = new_docx()
    word.add_heading("Rules", 1)
    word.add_paragraph("4.2 Staff may use Bing Chat for drafts.")
    word.add_table(1, 1).cell(0, 0).text = "Follow WCAG 2.1"
    path = tmp_path / "old.docx"
    word.save(str(path))
    first, second = found(path)
    assert '"Bing Chat" is out of date' in first
    assert ", 4.2, " in first
    assert '"WCAG 2.1" is out of date' in second


def in_word(folder: Path, *lines: str) -> Path:
    """Return a Word file of some lines; those between asterisks are in bold, and those after # are headings."""
    word = new_docx()
    for line in lines:
        if line.startswith("# "):
            word.add_heading(line[2:], 1)
        else:
            word.add_paragraph().add_run(line.strip("*")).bold = line.startswith("*")
    path = folder / "old.docx"
    word.save(str(path))
    return path


TEXT = "Staff may use the tools that the council has approved."


@pytest.mark.parametrize(
    "headings",
    [
        ("*1. INTRODUCTION*", "*2. SCOPE*"),
        ("*Introduction*", "*Scope*"),
        ("1. Introduction", "2. Scope"),
        ("INTRODUCTION", "SCOPE"),
        ("*1.0 Introduction*", "*2.0 Scope of it*"),
    ],
)
def test_headings_that_were_typed_and_have_no_style_are_named(tmp_path: Path, headings: tuple[str, str]) -> None:
    path = in_word(tmp_path, headings[0], TEXT, headings[1], TEXT)
    (problem,) = [each for each in check_file(path, built_in_workspace()) if each.code == "typed-headings"]
    assert problem.severity == "warning"
    assert problem.message.startswith("2 lines read as headings and are none to a screen reader: “")
    assert "scope" in problem.message.lower()
    assert "Heading 1" in problem.hint


@pytest.mark.parametrize(
    "lines",
    [
        ("# Introduction", TEXT, "# Scope", TEXT, "# Law", TEXT),
        ("*Never share a password.*", TEXT, TEXT),
        ("*AI policy*", TEXT, TEXT),
        (TEXT, TEXT),
    ],
)
def test_headings_with_a_style_and_words_in_bold_are_not(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert all(each.code != "typed-headings" for each in check_file(in_word(tmp_path, *lines), built_in_workspace()))


def test_only_some_rules_may_be_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "old.md", POLICY)
    assert len(found(path, "mixed-modals")) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("old.docx", b"not a Word file"), ("old.md", b"\xff\xfe\x00"), ("none.md", None)]
)
def test_what_cannot_be_read_is_one_problem(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert len(found(path)) == 1


def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path, "old.pdf", b"%PDF-1.7")
    (problem,) = check_file(path, built_in_workspace())
    assert problem.code == "unknown-format"
    assert "save it as a Word document" in problem.hint


def test_the_command_needs_no_workspace_for_a_file(run: Run, empty: Path) -> None:
    write(empty, "old.md", POLICY)
    result = run("check", "old.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("old.md, under 1 Rules, ")
    assert result.stdout.endswith("3 errors, 1 warning\n")
    write(empty, "new.md", "# AI policy\n\n## Rules\n\nYou must take care.\n")
    assert run("check", "new.md").stdout == "no problems\n"
