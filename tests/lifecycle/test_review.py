"""What is due for review, and what makes a review due early."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from policybuilder.lifecycle.review import Review, calendar, reviews
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = story.workspace(tmp_path)
    story.approved(root)
    return root


def due(root: Path, today: date, days: int = 90) -> Review:
    (found,) = reviews(story.library(root), today, timedelta(days=days)).reviews
    return found


@pytest.mark.parametrize(
    ("today", "days", "expected"),
    one_in(
        5,
        [
            (date(2027, 1, 8), 90, "later"),
            (date(2027, 10, 8), 90, "due"),
            (date(2027, 10, 8), 30, "later"),
            (date(2027, 12, 8), 0, "due"),
            (date(2027, 12, 9), 0, "overdue"),
        ],
    ),
)
def test_a_review_is_due_by_its_date(root: Path, today: date, days: int, expected: str) -> None:
    found = due(root, today, days)
    assert (found.due, found.review, found.version) == (expected, "2027-12-08", "1.0")
    assert found.early == ()


def reasons(root: Path) -> list[tuple[str, str]]:
    found = due(root, date(2027, 2, 1))
    assert found.due == ("early" if found.early else "later")
    return [(reason.kind, reason.text) for reason in found.early]


def test_a_library_change_to_a_clause_in_use_makes_a_review_due(root: Path) -> None:
    history = (
        "[{version: 1.1.0, date: 2027-01-10, kind: minor, why: New advice from the regulator},"
        " {version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
    )
    workspaces.clause(root, "care", "You must take great care.\n", version="1.1.0", changes=history)
    assert reasons(root) == [("library", '"Care" is at 1.1.0 in the library (minor): New advice from the regulator')]


def test_an_editorial_library_change_does_not(root: Path) -> None:
    history = (
        "[{version: 1.0.1, date: 2027-01-10, kind: editorial, why: Spelling},"
        " {version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
    )
    workspaces.clause(root, "care", "You must take  care.\n", version="1.0.1", changes=history)
    assert reasons(root) == []


def test_a_change_to_a_clause_that_is_not_in_use_does_not(root: Path) -> None:
    workspaces.clause(
        root, "agents", "You must never.\n", applies_when="tools.agents != 'none'", parameters="[tools.agents]"
    )
    assert reasons(root) == []


def test_a_law_that_was_replaced_makes_a_review_due(root: Path) -> None:
    law = workspaces.LAW.replace("verified: no, check: All}", "verified: no, check: All, replaced_by: foisa}", 1)
    workspaces.reference(root, law=law, parameters=workspaces.PARAMETERS + story.HISTORY)
    assert reasons(root) == [
        ("law", "Freedom of Information Act 2000 was replaced by Freedom of Information (Scotland) Act 2002")
    ]


def test_the_councils_own_vesting_day_makes_a_review_due_once_it_has_passed(root: Path) -> None:
    story.decide(root, "parameters: {contact: the AI team}\nlgr: {vesting_date: 2027-01-15}\n")
    assert due(root, date(2027, 1, 14)).early == ()
    assert reasons(root) == [("date", "the vesting day has passed: 2027-01-15")]


def test_a_date_on_the_day_of_the_approval_has_not_passed_since(root: Path) -> None:
    story.decide(root, f"parameters: {{contact: the AI team}}\nlgr: {{vesting_date: {story.DAY}}}\n")
    assert due(root, date(2027, 2, 1)).early == ()


def test_the_calendar_has_a_whole_day_for_each_review_in_short_lines(root: Path) -> None:
    written = calendar([due(root, date(2027, 1, 1))], "20270101T000000Z").decode()
    lines = written.split("\r\n")
    assert "DTSTART;VALUE=DATE:20271208" in lines
    assert "DTEND;VALUE=DATE:20271209" in lines
    assert "SUMMARY:Review due: AI policy\\, version 1.0 (Riverton Council)" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_the_last_day_of_a_shorter_month_is_taken() -> None:
    from policybuilder.library.values import months_after

    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 8), 12) == date(2027, 12, 8)


def test_a_clause_that_was_only_renamed_makes_no_review_due_and_one_that_was_withdrawn_says_why(root: Path) -> None:
    path = root / "clauses/about/care.md"
    text = path.read_text().replace("id: care\n", "id: caring\nformerly: [care]\n")
    workspaces.write(root, "clauses/about/caring.md", text)
    path.unlink()
    workspaces.template(root, "caring", "keeping", "agents", "history")
    assert reasons(root) == []
    (root / "clauses/about/caring.md").unlink()
    workspaces.write(root, "clauses/withdrawn.yaml", "clauses: {care: {date: 2027-01-04, why: Said elsewhere.}}\n")
    workspaces.template(root, "keeping", "agents", "history")
    told = 'the library no longer has the clause "Care": it was withdrawn on 2027-01-04: Said elsewhere.'
    assert reasons(root) == [("clause-gone", told)]
