"""What an officer types as people do, or pastes from Word, is read as it was meant, or said to be none at its field."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests import workspaces
from tests.some import one_in
from tests.web.visitor import Visitor, words

DAY = "/c/riverton/question/lgr.vesting_date"
CLAUSE = "/c/riverton/clauses/policy/care"
BODY = """\
You must ask {{ contact }} within {{ days }} days.

{% for use in uses %}
- {{ use }}
{% endfor %}

{% if lgr.vesting_date %}
It ends on {{ lgr.vesting_date | date }}.
{% endif %}
"""
ENDS = """\
  lgr.vesting_date:
    {type: date, group: use, question: When does the council end?, ask: Anyone, label: vesting day, default: null,
     rationale: Few know.}
"""


@pytest.fixture(autouse=True)
def asking(root: Path) -> None:
    """Let the clause of the workspace ask for a day, a number, words and a list."""
    workspaces.reference(root, parameters=workspaces.PARAMETERS + ENDS)
    workspaces.clause(root, "care", BODY, parameters="[contact, days, uses, lgr.vesting_date]")


def profile(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def errors(page: str) -> str:
    """Return what stands at the fields of a page as wrong."""
    return words(" ".join(re.findall(r"(?s)error-message[^>]*>(.*?)</p>", page)))


def typed_day(visitor: Visitor, day: str, month: str, year: str) -> tuple[int, str]:
    fields = {"answer-day": day, "answer-month": month, "answer-year": year}
    answer = visitor.send(DAY, **fields, how="answer", do="save")
    return answer.status_code, errors(answer.text)


AS_PEOPLE_WRITE = [
    ("3", "12", "2026"),
    ("03", " 12 ", "2026"),
    ("3rd", "Dec", "2026"),
    ("3/12/2026", "", ""),
    ("", "3 December 2026", ""),
]


@pytest.mark.parametrize(("day", "month", "year"), one_in(2, AS_PEOPLE_WRITE))
def test_a_day_is_read_as_people_write_it_in_its_boxes(
    visitor: Visitor, root: Path, day: str, month: str, year: str
) -> None:
    assert typed_day(visitor, day, month, year) == (302, "")
    assert "vesting_date: 2026-12-03" in profile(root)


@pytest.mark.parametrize(
    ("boxes", "said"),
    one_in(
        2,
        [
            (("3", "12", "26"), "write the year in four figures"),
            (("3", "12", "0026"), "no year that is meant here"),
            (("31", "2", "2026"), "there is no 31 February 2026"),
            (("3", "13", "2026"), "there is no month 13"),
            (("3", "", "2026"), "enter the month, too"),
            (("", "", "2026"), "enter the day and the month, too"),
        ],
    ),
)
def test_a_day_that_is_none_is_said_at_its_boxes_and_never_guessed(
    visitor: Visitor, root: Path, boxes: tuple[str, str, str], said: str
) -> None:
    before = profile(root)
    status, message = typed_day(visitor, *boxes)
    assert status == 422
    assert said in message
    assert profile(root) == before


def test_a_number_may_have_its_unit_and_what_is_none_is_said_with_what_to_write(visitor: Visitor, root: Path) -> None:
    at = "/c/riverton/question/days"
    assert "Write the number of days in figures" in errors(visitor.send(at, answer="thirty", how="answer").text)
    assert "It must be from 1 to 365" in errors(visitor.send(at, answer="1,000", how="answer").text)
    assert visitor.send(at, answer="60 days", how="answer").status_code == 302
    assert "days: 60" in profile(root)


def test_to_be_confirmed_is_no_answer_and_the_way_to_leave_it_open_is_named(visitor: Visitor, root: Path) -> None:
    before = profile(root)
    answer = visitor.send("/c/riverton/question/contact", answer="TBC", how="answer", do="save")
    assert "Choose “Decide later” if nobody knows yet" in errors(answer.text)
    assert profile(root) == before


def test_a_list_pasted_from_word_is_its_entries(visitor: Visitor, root: Path) -> None:
    pasted = "\u2022\tdrafting\r\n\uf0b7 planning\r\no\tlooking after the council\u2019s \u201cother\u201d papers\r\n"
    assert visitor.send("/c/riverton/question/uses", answer=pasted, how="answer", do="save").status_code == 302
    assert "- drafting\n    - planning\n    - looking after the council\u2019s \u201cother\u201d papers" in profile(
        root
    )


def test_words_pasted_from_word_into_a_clause_are_its_paragraphs_and_lists(visitor: Visitor, root: Path) -> None:
    text = re.findall(r"(?s)<textarea[^>]*>(.*?)</textarea>", visitor.get(CLAUSE).text)[0]
    more = "\x0b\r\n\u2022\tSay\xad \u201cyes\u201d\u200b\r\n\u2022\tSay \u201cno\u201d\r\n"
    answer = visitor.send(CLAUSE, text=f"{html.unescape(text).strip()}\r\n{more}", reason="Asked.", do="save")
    assert answer.status_code == 302, errors(answer.text)
    assert 'text: "- Say \u201cyes\u201d\\n- Say \u201cno\u201d"' in profile(root)


@pytest.mark.parametrize(
    ("more", "said"),
    one_in(
        3,
        [
            ("{{ dayz }}", 'Did you mean "days"'),
            ("{{ qqqqq }}", "write the words themselves"),
            ("{{ days", "A bracket of an answer is not closed"),
            ("<b>Must</b>", "Take out the < and the >"),
            ("Go \uf0e0 there", "A sign of a symbol font"),
        ],
    ),
)
def test_what_a_clause_cannot_hold_is_said_at_its_words_in_words_of_the_page(
    visitor: Visitor, root: Path, more: str, said: str
) -> None:
    before = profile(root)
    answer = visitor.send(CLAUSE, text=f"You must take care.\n\n{more}\n", reason="Asked.", do="save")
    assert answer.status_code == 422
    assert said in errors(answer.text)
    assert ".yaml" not in errors(answer.text)
    assert profile(root) == before
