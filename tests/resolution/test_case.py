"""A council's document, about to be resolved: what is looked up once."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.resolution.case import Case, case_of
from tests.workspaces import base, library, profile, shell, tiny


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a shell of its own beside that of the template."""
    root = tiny(tmp_path)
    own = shell(root).with_name("own.docx")
    own.write_bytes(b"the council's own")
    return root


def of(root: Path) -> Case:
    """Return the case of the tiny workspace's policy."""
    return case_of(library(root), "riverton", "policy")


@pytest.mark.parametrize(
    ("own", "shared", "expected"),
    [
        ("", "", "templates/word/policy.docx"),
        ("word_shell: templates/word/own.docx\n", "", "templates/word/own.docx"),
        ("", "word_shell: templates/word/own.docx\n", "templates/word/own.docx"),
        ("word_shell: word/policy.docx\n", "word_shell: templates/word/own.docx\n", "templates/word/policy.docx"),
    ],
    ids=["the template's", "the profile's", "a base's", "the nearest"],
)
def test_the_shell_is_that_of_whoever_names_one_nearest(root: Path, own: str, shared: str, expected: str) -> None:
    base(root, shared)
    profile(root, f"extends: [alliance]\n{own}")
    assert of(root).shell_file().name == expected


def test_a_shell_that_is_not_there_is_told_at_the_line_that_names_it(root: Path) -> None:
    profile(root, "word_shell: templates/word/gone.docx\n")
    with pytest.raises(PolicyBuilderError, match=r'riverton.yaml:4:1: error: no file "templates/word/gone.docx"'):
        of(root).shell_file()


def test_a_parameter_that_is_called_as_the_shell_names_no_shell(root: Path) -> None:
    declared = root / "clauses/parameters.yaml"
    text = declared.read_text(encoding="utf-8")
    question = "{type: text, group: use, question: Which?, ask: Anyone, label: shell, default: old, rationale: Usual.}"
    declared.write_text(text + f"  word_shell: {question}\n", encoding="utf-8")
    profile(root, "parameters: {word_shell: templates/word/own.docx}\n")
    found = of(root)
    assert found.shell_file().name == "templates/word/policy.docx"
    assert found.effective.shells == ()


def test_its_files_are_the_profile_each_base_once_the_template_and_the_shell(root: Path) -> None:
    base(root, id="region")
    base(root, "extends: [region]\n")
    profile(root, "extends: [alliance, region]\n")
    assert [file.name for file in of(root).files()] == [
        "profiles/riverton.yaml",
        "profiles/alliance.yaml",
        "profiles/region.yaml",
        "templates/policy.yaml",
        "templates/word/policy.docx",
    ]
