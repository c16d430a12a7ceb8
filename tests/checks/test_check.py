"""`check`: everything that is wrong with a workspace, in one run, in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.errors import Problem
from policybuilder.library.library import open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root
from tests.workspaces import base, clause, library, profile, shell, template, tiny, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shell(tiny(tmp_path))
    return tmp_path


def found(root: Path, *profiles: str) -> list[str]:
    """Return the problems of a workspace as a person reads them, without their hints."""
    return [str(problem).partition("\n")[0] for problem in check(library(root), profiles)]


def test_a_workspace_without_problems_has_none(root: Path) -> None:
    assert check(library(root)) == ()


@pytest.mark.rest
def test_the_shipped_library_and_its_illustrative_councils_have_no_problems() -> None:
    shipped = open_library(Workspace((Layer(built_in_root(), ""),), built_in_root()))
    assert check(shipped) == ()


def test_problems_of_clauses_templates_profiles_and_documents_are_told_together(root: Path) -> None:
    clause(root, "care", "Ask {{ contakt }}.\n")
    clause(root, "unused", "{% if %}\n")
    template(root, "care", "carex", id="strategy")
    profile(root, "parameters: {dayz: 1}\n")
    profile(root, "roles: {sirro: Nobody}\n", id="millbeck", documents="{policy: {}}")
    assert found(root) == [
        'clauses/about/care.md:8:8: error: unknown name "contakt" [unknown-name]',
        "clauses/about/unused.md:8: error: Expected an expression, got 'end of statement block' [clause-syntax]",
        'profiles/millbeck.yaml:4:9: error: unknown parameter "roles.sirro" [unknown-parameter]',
        'profiles/riverton.yaml:4:14: error: unknown parameter "dayz" [unknown-parameter]',
        'templates/strategy.yaml:6:58: error: unknown clause "carex" [unknown-clause]',
    ]


def test_a_problem_that_every_council_meets_is_told_once(root: Path) -> None:
    clause(root, "care", "Our motto is {{ motto }}.\n", parameters="[motto]")
    profile(root, id="millbeck")
    assert found(root) == ['clauses/about/care.md:9: error: "motto" is optional and not set [not-set]']


def test_only_the_profiles_that_are_named_are_checked_beside_the_library(root: Path) -> None:
    profile(root, "parameters: {dayz: 1}\n")
    profile(root, id="millbeck")
    assert found(root, "millbeck") == []
    assert len(found(root, "riverton", "riverton")) == 1
    assert found(root, "nobody") == ['profiles: error: unknown profile "nobody" [unknown-profile]']


def test_warnings_are_told_too(root: Path) -> None:
    profile(root, documents="{policy: {exclude: [{clause: care, reason: Not ours}]}}")
    (problem,) = check(library(root))
    assert (problem.code, problem.severity) == ("mandatory-excluded", "warning")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: [nobody]\n", 'profiles/alliance.yaml:3:11: error: unknown profile "nobody" [unknown-profile]'),
        ("extends: [alliance]\n", "profiles/alliance.yaml:3:11: error: the profiles extend one another in a circle: "),
        ("documents: {polcy: {}}\n", 'profiles/alliance.yaml:3:13: error: unknown document "polcy" [unknown-template]'),
    ],
)
def test_what_is_wrong_with_a_base_shows_before_a_council_extends_it(root: Path, text: str, expected: str) -> None:
    base(root, text)
    (problem,) = found(root)
    assert problem.startswith(expected)


def test_a_profile_that_names_a_document_nobody_knows_is_told(root: Path) -> None:
    profile(root, documents="{policy: {}, polcy: {}}")
    assert found(root) == ['profiles/riverton.yaml:3:25: error: unknown document "polcy" [unknown-template]']


# Word shells ---------------------------------------------------------------------------------------------


def shell_problems(root: Path) -> tuple[Problem, ...]:
    return check(library(root))


def test_a_shell_that_is_not_there_is_told_where_it_is_named(root: Path) -> None:
    profile(root, "word_shell: word/own.docx\n")
    (problem,) = shell_problems(root)
    assert str(problem) == (
        'profiles/riverton.yaml:4:1: error: no file "word/own.docx" [no-such-file]\n'
        "  hint: looked for word/own.docx or templates/word/own.docx in the workspace"
    )


def test_a_shell_outside_the_workspace_is_refused(root: Path) -> None:
    profile(root, documents="{policy: {word_shell: ../../own.docx}}")
    (problem,) = shell_problems(root)
    assert (problem.code, str(problem.location)) == ("outside-workspace", "profiles/riverton.yaml:3:22")


def test_a_shell_that_is_no_word_file_is_told_once_for_all_its_councils(root: Path) -> None:
    write(root, "templates/word/policy.docx", b"not a Word file")
    profile(root, id="millbeck")
    (problem,) = shell_problems(root)
    assert problem.location.path == "templates/word/policy.docx"
    assert problem.severity == "error"


def test_a_councils_own_shell_is_checked(root: Path) -> None:
    shell(root, "letterhead.docx")
    profile(root, "word_shell: letterhead.docx\n")
    assert shell_problems(root) == ()
    write(root, "letterhead.docx", b"PK\x03\x04 broken")
    assert [problem.location.path for problem in shell_problems(root)] == ["letterhead.docx"]


# Files that are not read ---------------------------------------------------------------------------------


def test_a_file_whose_name_or_folder_keeps_it_from_being_read_is_told(root: Path) -> None:
    write(root, "profiles/millbeck.yml", "id: millbeck\n")
    write(root, "clauses/own.md", clause(root, "own").read_text())
    template(root, "care", "own")
    write(root, "clauses/README.md", "# About the clauses\n")
    assert [(problem.location.path, problem.code) for problem in check(library(root))] == [
        ("clauses/own.md", "stray-file"),
        ("profiles/millbeck.yml", "stray-file"),
    ]
