"""No paper is made and nothing is approved while an amendment waits for `update` or for a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order
from policybuilder.lifecycle.put import Making
from tests import workspaces
from tests.lifecycle import story

WAS = "You must keep it safe. You must ask first."
OURS = "You must keep it safe and dry. You must ask first."
NEWER = {
    "version": "1.1.0",
    "changes": "[{version: 1.1.0, date: 2026-12-01, kind: minor, why: Clearer}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]",
}
THEIRS = {
    "amendment-carried": WAS.replace("You must ask", "You should ask"),
    "amendment-adopted": OURS,
    "amendment-conflict": WAS.replace("safe", "locked away"),
}
AMENDED = f"""{{policy: {{owner: Head of Digital, approver: Cabinet, date: 2026-12-01, amend: [
    {{clause: care, place: replace, base: 1.0.0, reason: Asked., was: {WAS}, text: {OURS}}}]}}}}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = story.workspace(tmp_path)
    workspaces.clause(root, "care", WAS + "\n")
    story.decide(root, documents=AMENDED)
    return root


def paper(root: Path) -> tuple[Problem, ...]:
    made = Making(datetime(2026, 12, 2, 9, tzinfo=UTC), story.TOOL)
    return build_profile(story.library(root), "riverton", Order(formats=("markdown",), paper=made)).problems


def approval(root: Path, version: str = "1.0") -> tuple[Problem, ...]:
    try:
        story.approved(root, version)
    except PolicyBuilderError as error:
        return tuple(error.problems)
    return ()


def dry_approval(root: Path) -> tuple[Problem, ...]:
    try:
        story.approved(root, dry_run=True)
    except PolicyBuilderError as error:
        return tuple(error.problems)
    return ()


Way = Callable[[Path], tuple[Problem, ...]]
WAYS: dict[str, Way] = {"the paper": paper, "an approval": approval, "its dry run": dry_approval}


@pytest.mark.parametrize("code", THEIRS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_members_waits_for_each_kind_of_amendment(root: Path, code: str, way: str) -> None:
    workspaces.clause(root, "care", THEIRS[code] + "\n", **NEWER)
    assert code in {problem.code for problem in WAYS[way](root) if problem.severity == "error"}
    assert not any(path.is_file() for path in (root / "output").rglob("*"))


@pytest.mark.parametrize("way", WAYS)
def test_without_one_that_waits_each_way_is_open(root: Path, way: str) -> None:
    assert WAYS[way](root) == ()


@pytest.mark.parametrize("way", ["the paper", "its dry run"])
def test_what_the_merge_weakens_is_told_where_it_waits(root: Path, way: str) -> None:
    workspaces.clause(root, "care", THEIRS["amendment-carried"] + "\n", **NEWER)
    told = [problem.message for problem in WAYS[way](root) if problem.code == "amendment-weakened"]
    assert len(told) == 1
    assert told[0].startswith('carried over, the amendment of "care" is weaker than it was: ')


def test_once_it_is_written_the_comparison_weighs_it_and_the_number_must_fit(root: Path) -> None:
    story.approved(root)
    workspaces.clause(root, "care", THEIRS["amendment-carried"] + "\n", **NEWER)
    api.update(story.library(root), "riverton", today=date(2026, 12, 5))
    assert paper(root) == ()
    (refused,) = approval(root, "1.1")
    assert "major" in refused.message
    assert approval(root, "2.0") == ()


def test_a_clause_that_is_withdrawn_with_words_of_the_council_s_waits_too(root: Path) -> None:
    (root / "clauses/about/care.md").unlink()
    workspaces.write(root, "clauses/withdrawn.yaml", "clauses: {care: {date: 2026-12-01, why: Said elsewhere.}}\n")
    workspaces.template(root, "keeping", "agents", "history")
    for way in WAYS.values():
        assert {problem.code for problem in way(root)} == {"amendment-withdrawn"}
