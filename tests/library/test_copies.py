"""Copies that programs make when two people save, and the files that Office leaves, are called what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.checks.existing import read_policy
from policybuilder.errors import Problem
from policybuilder.library.copies import copy_of, lock_on, of_the_system
from policybuilder.lifecycle.sides import read_printed
from tests.saying import said
from tests.workspaces import alone, clause, library, shell, tiny, write


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("riverton-DESKTOP-AB12.yaml", "riverton.yaml"),
        ("riverton-LAPTOP-7.yaml", "riverton.yaml"),
        ("riverton-DESKTOP-AB12-2.yaml", "riverton.yaml"),
        ("riverton (1).yaml", "riverton.yaml"),
        ("riverton(2).yaml", "riverton.yaml"),
        ("riverton - Copy.yaml", "riverton.yaml"),
        ("riverton - Copy (3).yaml", "riverton.yaml"),
        ("riverton copy.yaml", "riverton.yaml"),
        ("riverton copy 2.yaml", "riverton.yaml"),
        ("Copy of riverton.yaml", "riverton.yaml"),
        ("riverton (Cllr's conflicted copy 2026-11-03).yaml", "riverton.yaml"),
        ("riverton.sync-conflict-20261103-101500-ABCDEF.yaml", "riverton.yaml"),
        ("riverton_conflict-20261103-101500.yaml", "riverton.yaml"),
        ("generative-ai-policy (1).docx", "generative-ai-policy.docx"),
        ("1.0 (1)", "1.0"),
        ("generative-ai-policy - Copy", "generative-ai-policy"),
    ],
)  # fmt: skip
def test_a_copy_is_known_by_its_name(name: str, of: str) -> None:
    copy = copy_of(name)
    assert copy is not None
    assert copy.of == of


@pytest.mark.parametrize(
    "name",
    [
        "riverton.yaml",
        "conflict-of-interest.md",
        "policy-conflict-copy.yaml",
        "riverton-2.yaml",
        "copy.yaml",
        "generative-ai-policy.body.html",
        "1.0",
        "1.0-withdrawn",
        "manifest.json",
        "README.md",
        "LICENCE",
    ],
)
def test_other_names_are_no_copies(name: str) -> None:
    assert copy_of(name) is None


def test_what_office_and_the_system_leave_is_known() -> None:
    assert lock_on("~$policy.docx") == "policy.docx"
    assert lock_on(".~lock.policy.docx#") == "policy.docx"
    assert lock_on("policy.docx") is None
    assert [of_the_system(name) for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "a.ini")] == [True] * 3 + [False]


def test_a_lock_file_is_not_taken_for_the_document_that_is_open(tmp_path: Path) -> None:
    lock = write(tmp_path, "~$policy.docx", b"\x00 someone")
    for read in (read_printed, read_policy):
        answer = said(lambda read=read: read(lock))  # type: ignore[misc]
        assert "this is no document: Word or LibreOffice keeps it while policy.docx is open [left-behind]" in answer
        assert "hint: name policy.docx" in answer


def errors(root: Path) -> list[Problem]:
    return [problem for problem in check(library(root)) if problem.severity == "error"]


@pytest.mark.parametrize(
    "name", ["riverton-DESKTOP-AB12", "riverton - Copy", "riverton (1)", "riverton (A's conflict)"]
)
def test_a_copy_of_a_profile_is_told_as_one_and_the_profile_is_read(tmp_path: Path, name: str) -> None:
    tiny(tmp_path)
    shell(tmp_path)
    write(tmp_path, f"profiles/{name}.yaml", (tmp_path / "profiles/riverton.yaml").read_bytes())
    (problem,) = errors(tmp_path)
    assert (problem.location.path, problem.code) == (f"profiles/{name}.yaml", "conflicted-copy")
    assert problem.message.startswith("looks like a copy of riverton.yaml that ")
    assert "keep what is right in that one" in problem.hint
    assert library(tmp_path).profile("riverton").id == "riverton"


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("clauses/about/care-DESKTOP-AB12.md", "care.md"),
        ("clauses/about/care (1).md", "care.md"),
        ("templates/policy - Copy.yaml", "policy.yaml"),
        ("clauses/parameters (1).yaml", "parameters.yaml"),
    ],
)
def test_a_copy_of_a_file_of_the_library_is_told_as_one(tmp_path: Path, path: str, of: str) -> None:
    tiny(tmp_path)
    shell(tmp_path)
    original = (tmp_path / path).with_name(of)
    write(tmp_path, path, original.read_bytes())
    (problem,) = errors(tmp_path)
    assert (problem.location.path, problem.code) == (path, "conflicted-copy")
    assert f"a copy of {of} " in problem.message


def test_a_name_like_that_of_a_copy_is_no_copy_where_there_is_no_original(tmp_path: Path) -> None:
    tiny(tmp_path)
    write(tmp_path, "profiles/millbeck (1).yaml", (tmp_path / "profiles/riverton.yaml").read_bytes())
    assert "[file-name]" in said(lambda: library(tmp_path).profile("millbeck (1)"))


def test_lock_files_are_warned_of_and_never_read(tmp_path: Path) -> None:
    tiny(tmp_path)
    shell(tmp_path)
    clause(tmp_path, "care")
    for path in ("profiles/~$riverton.yaml", "clauses/about/~$care.md", "templates/word/~$policy.docx"):
        write(tmp_path, path, b"\x00 someone")
    write(tmp_path, "profiles/.~lock.riverton.yaml#", "someone")
    write(tmp_path, "profiles/desktop.ini", "[x]")
    write(tmp_path, "clauses/Thumbs.db", b"\x00")
    found = [problem for problem in check(library(tmp_path)) if problem.code == "left-behind"]
    assert errors(tmp_path) == []
    assert [(problem.location.path, problem.severity) for problem in found] == [
        ("clauses/about/~$care.md", "warning"),
        ("profiles/.~lock.riverton.yaml#", "warning"),
        ("profiles/~$riverton.yaml", "warning"),
        ("templates/word/~$policy.docx", "warning"),
    ]
    assert all("is open in Word or LibreOffice" in problem.message for problem in found)
    assert [file.path.name for file in alone(tmp_path).files("profiles", ".yaml")] == ["riverton.yaml"]
