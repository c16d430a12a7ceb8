"""Slips that YAML reads without a word are told in every file that a person edits, not in profiles alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from tests.workspaces import LAW, PARAMETERS, clause, library, reference, shell, template, tiny, write

TITLE = "id: policy\ntitle: {}\nversion: 1.0.0\nshell: word/policy.docx\npurpose: Sets the rules.\n"
SECTIONS = "sections: [{id: rules, title: The rules, clauses: [care]}]\nappendices: []\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shell(tiny(tmp_path))
    return tmp_path


def told(root: Path) -> list[tuple[str, str]]:
    """Return the file and code of each warning of a workspace."""
    return [(each.location.path, each.code) for each in check(library(root)) if each.severity == "warning"]


def slips(root: Path) -> list[tuple[str, str]]:
    return [each for each in told(root) if each[1] in ("cut-by-comment", "joined-lines", "word-quotes", "odd-space")]


def test_files_without_slips_have_none(root: Path) -> None:
    assert slips(root) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AI policy # 2", "cut-by-comment"),
        ("AI policy #2", "cut-by-comment"),
        ("“AI policy”", "word-quotes"),
        ("AI policy\n  purpose Sets the rules", "joined-lines"),
        ("AI\u200b policy", "odd-space"),
    ],
)
def test_a_slip_in_a_template_is_told(root: Path, typed: str, code: str) -> None:
    write(root, "templates/policy.yaml", TITLE.format(typed) + SECTIONS)
    assert slips(root) == [("templates/policy.yaml", code)]


def test_a_slip_in_the_library_is_told_in_whichever_file_it_stands(root: Path) -> None:
    more = "  post:\n    type: role\n    group: roles\n    question: Who is it? #1\n    ask: HR\n    label: post\n"
    reference(
        root,
        parameters=PARAMETERS + more + "    default: Head\n    rationale: Usual.\n",
        law=LAW + "dpa:\n  title: “Data Protection Act 2018”\n  cite: the DPA\n  note: Protects data.\n"
        "  nations: [england]\n  as_at: 2026-11-22\n  source: https://www.legislation.example\n  verified: yes\n",
    )
    clause(root, "care", title="Care # first")
    expected = {
        ("clauses/parameters.yaml", "cut-by-comment"),
        ("clauses/law.yaml", "word-quotes"),
        ("clauses/about/care.md", "cut-by-comment"),
    }
    assert set(slips(root)) == expected


def test_a_comment_after_a_value_that_is_no_words_is_a_comment(root: Path) -> None:
    template(root, "care")
    text = (root / "templates/policy.yaml").read_text()
    write(root, "templates/policy.yaml", text.replace("version: 1.0.0", "version: 1.0.0 # the first"))
    assert slips(root) == []
