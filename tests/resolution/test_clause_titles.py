"""A council gives a clause another title than the library's, with its reason, as it amends its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.compare import compare
from policybuilder.document import Document, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.resolution import resolve
from tests.workspaces import base, clause, library, profile, template, tiny

TITLE = "{clause: care, place: title, base: 1.0.0, was: Care, reason: Plainer., by: Cabinet, text: Taking care}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "other")
    template(tmp_path, "care", "other")
    return tmp_path


def made(root: Path, *amendments: str) -> Document:
    profile(root, documents=f"{{policy: {{amend: [{', '.join(amendments)}]}}}}")
    return resolve(library(root), "riverton", "policy")


def test_a_clause_has_the_council_s_title_and_the_rest_stays(root: Path) -> None:
    titled, other = clauses(made(root, TITLE))
    assert (titled.title, other.title) == ("Taking care", "Other")
    (record,) = titled.provenance.amendments
    assert (record.place, record.was_printed, record.text_printed, record.by) == (
        "title", "Care", "Taking care", "Cabinet"
    )  # fmt: skip


def test_words_and_title_of_one_clause_may_both_be_amended(root: Path) -> None:
    words = "{clause: care, place: append, base: 1.0.0, reason: More., text: Always.}"
    first, _ = clauses(made(root, TITLE, words))
    assert first.title == "Taking care"
    assert len(first.blocks) == 2


def test_the_council_s_own_title_counts_before_that_of_a_base(root: Path) -> None:
    base(root, f"documents: {{policy: {{amend: [{TITLE}]}}}}\n")
    profile(root, "extends: [alliance]\n")
    assert next(clauses(resolve(library(root), "riverton", "policy"))).title == "Taking care"
    own = TITLE.replace("Taking care", "Our care")
    profile(root, "extends: [alliance]\n", documents=f"{{policy: {{amend: [{own}]}}}}")
    assert next(clauses(resolve(library(root), "riverton", "policy"))).title == "Our care"


@pytest.mark.parametrize("text", ['"{{ days }} of care"', '"Two\\nlines"', '""'])
def test_what_is_no_title_is_refused_at_its_place(root: Path, text: str) -> None:
    with pytest.raises(PolicyBuilderError):
        made(root, TITLE.replace("Taking care", text))


def test_a_comparison_says_who_moved_the_title_and_why(root: Path) -> None:
    before = made(root)
    (change,) = compare(before, made(root, TITLE)).changes
    assert [(reason.kind, reason.by) for reason in change.reasons] == [("amendment", "Cabinet")]
    assert "Plainer." in change.reasons[0].text


def test_the_words_of_a_clause_with_a_title_of_its_own_can_be_amended(root: Path) -> None:
    made(root, TITLE)
    api.amend(library(root), "riverton", "care", "policy", text="You must take great care.", reason="Asked.")
    first, _ = clauses(resolve(library(root), "riverton", "policy"))
    assert first.title == "Taking care"
