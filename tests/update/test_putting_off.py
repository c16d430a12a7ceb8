"""A newer library is put off until a day, with a reason; the check says so, and it can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from tests.workspaces import library, profile, tiny

TODAY, DAY = date(2026, 12, 1), date(2027, 4, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tiny(tmp_path)
    profile(root, "# ours\nparameters: {days: 60}   # as agreed\n")
    return root


def said(root: Path, today: date) -> list[str]:
    """Return what the check says of it on a day."""
    found = api.check(library(root), today=today)
    return [problem.message for problem in found if problem.code == "library-put-off"]


def test_it_stands_in_the_profile_and_the_check_says_until_when_and_then_that_it_is_time(root: Path) -> None:
    path = root / "profiles/riverton.yaml"
    before = path.read_text(encoding="utf-8")
    api.put_off(library(root), "riverton", DAY, "After the elections.", "Head of Digital", today=TODAY)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before.rstrip())
    front = library(root).profile("riverton").front.newer_library
    assert front is not None
    assert (front.not_before, front.reason, front.by) == (DAY, "After the elections.", "Head of Digital")
    assert said(root, TODAY) == ["the newer library is not taken in before 1 April 2027: After the elections."]
    assert said(root, DAY) == ["the newer library was put off until 1 April 2027: After the elections."]


def test_it_is_asked_for_again_at_once_or_undone_and_the_profile_is_as_it_was(root: Path) -> None:
    path = root / "profiles/riverton.yaml"
    before = path.read_text(encoding="utf-8")
    for take_back in (
        lambda: api.put_off(library(root), "riverton", None, today=TODAY),
        lambda: api.undo(library(root), "riverton"),
    ):
        api.put_off(library(root), "riverton", DAY, "After the elections.", today=TODAY)
        take_back()
        assert path.read_text(encoding="utf-8").rstrip() == before.rstrip()
        assert said(root, TODAY) == []


def test_what_is_taken_in_is_not_put_off_any_more(root: Path) -> None:
    api.put_off(library(root), "riverton", DAY, "After the elections.", today=TODAY)
    api.update(library(root), "riverton", today=TODAY)
    assert library(root).profile("riverton").front.newer_library is None
    assert api.update(library(root), "riverton", today=TODAY).files == ()


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [(TODAY, "Why not.", "past-day"), (DAY, " ", "no-reason"), (None, "", "not-put-off")],
)
def test_a_day_that_is_past_no_reason_and_nothing_to_take_back_are_refused(
    root: Path, day: date | None, reason: str, code: str
) -> None:
    before = (root / "profiles/riverton.yaml").read_bytes()
    with pytest.raises(PolicyBuilderError) as error:
        api.put_off(library(root), "riverton", day, reason, today=TODAY)
    assert [problem.code for problem in error.value.problems] == [code]
    assert (root / "profiles/riverton.yaml").read_bytes() == before
