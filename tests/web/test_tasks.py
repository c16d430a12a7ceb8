"""The way through a council's tasks: how far each document is, one person's questions, and answers that do not fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.library import workspace
from tests import workspaces
from tests.lifecycle import story
from tests.web.visitor import Visitor, opened, words

APART = """\
contradictions:
  - id: no-motto
    when: tools.transcription and motto
    between: [tools.transcription, motto]
    why: who has a motto writes nothing down
    hint: take one of them out
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return opened(root)


def test_the_councils_and_the_tasks_say_how_far_each_document_is(visitor: Visitor, root: Path) -> None:
    assert "AI policy: not built yet" in visitor.text("/")
    assert "0 of 1 built" in visitor.text("/c/riverton/")
    for fields, says in (({"for": "draft"}, "a draft is built"), ({"for": "committee"}, "a paper for the committee")):
        visitor.settled(visitor.send("/c/riverton/documents/", **fields).headers["Location"])
        assert f"AI policy: {says}" in visitor.text("/")
    path = "/c/riverton/versions/approve/policy"
    look = visitor.send(path, by="Cabinet", date="today", do="check")
    visitor.send_form(look.text, path, version="1.0", by="Cabinet", date="today", do="approve")
    assert "AI policy: version 1.0 is in force" in visitor.text("/")
    assert "1 of 1 in force" in visitor.text("/c/riverton/")


@pytest.mark.parametrize("page", ["", "documents/", "documents/policy/about/", "versions/", "versions/approve/policy",
                                  "compare/", "open/"])  # fmt: skip
def test_a_document_is_called_what_the_council_calls_it(visitor: Visitor, root: Path, page: str) -> None:
    path = f"/c/riverton/{page}" if page else "/"
    assert "AI policy" in visitor.text(path)
    story.decide(root, documents=story.DOCUMENTS.replace("{owner", "{title: Rules on AI at work, owner"))
    shown = visitor.text(path)
    assert "Rules on AI at work" in shown
    assert "AI policy" not in shown


def test_who_goes_through_one_persons_questions_stays_with_them(visitor: Visitor) -> None:
    whose = "person=Head+of+Digital"
    page = visitor.get(f"/c/riverton/?{whose}").text
    (subject,) = re.findall(r'href="(/c/riverton/subject/[^"]+)"', page)
    assert whose in subject
    shown = visitor.get(subject).text
    assert "Questions for the Head of Digital" in words(shown)
    assert "retention period" not in words(shown)
    (first,) = re.findall(r'href="([^"]+)"[^>]*>\s*Go on', shown)
    assert whose in first
    following = visitor.send(first, how="later", do="save").headers["Location"]
    assert whose in following
    assert following != first
    for _ in range(5):
        if "/question/" not in following:
            break
        following = visitor.send(following, how="keep", do="save").headers["Location"]
    assert following == subject or following.startswith(subject.partition("?")[0])


def test_going_on_from_the_tasks_leads_to_the_first_question_that_nobody_looked_at(visitor: Visitor) -> None:
    (first,) = re.findall(r'href="([^"]+)"[^>]*>\s*Go on with the questions', visitor.get("/c/riverton/").text)
    assert "Nobody has looked at it" in visitor.text(first)


def test_an_answer_that_changes_no_word_says_which_clauses_are_not_there_and_why(visitor: Visitor, root: Path) -> None:
    workspaces.clause(root, "deep", "Our motto is {{ motto }}.\n", level="optional", parameters="[motto]")
    sections = (
        "[{id: rules, title: Rules, clauses: [care, keeping, agents, history, {clause: deep, from_depth: full}]}]"
    )
    workspaces.template(root, sections=sections)
    look = visitor.send("/c/riverton/question/motto", answer="Onward", how="answer", do="preview")
    shown = words(look.text)
    assert "No word of any document." in shown
    assert "Deep (AI policy). It comes at a greater depth than standard." in shown


def test_answers_that_do_not_fit_name_both_questions_with_a_link(visitor: Visitor, root: Path) -> None:
    workspaces.reference(root, parameters=workspaces.PARAMETERS + story.HISTORY + APART, law=story.LAW)
    body = "{% if tools.transcription %}You must write it down.{% endif %} {% if motto %}{{ motto }}{% endif %}\n"
    workspaces.clause(root, "words", body, parameters="[motto, tools.transcription]")
    workspaces.template(root, "care", "keeping", "agents", "history", "words")
    visitor.send("/c/riverton/question/tools.transcription", answer="yes", how="answer", do="save")
    before = (root / "profiles/riverton.yaml").read_bytes()
    answer = visitor.send("/c/riverton/question/motto", answer="Onward", how="answer", do="save")
    assert answer.status_code == 422, words(answer.text)
    assert "“motto” is" in words(answer.text)
    assert "“transcription” is" in words(answer.text)
    assert 'href="/c/riverton/question/tools.transcription">Are meetings transcribed?</a>' in answer.text
    assert 'value="Onward"' in answer.text
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def dated(root: Path) -> None:
    """Let a clause print how often the policy is reviewed, and the council give the day of the next review."""
    workspaces.clause(root, "care", "It is reviewed every {{ review_months }} months.\n", parameters="[review_months]")
    dates = "date: 2026-12-01, review_date: 2027-12-08"
    story.decide(root, documents=story.DOCUMENTS.replace("date: 2026-12-01", dates))


def test_what_an_answer_would_no_longer_fit_is_said_beside_it_and_again_when_it_is_saved(
    visitor: Visitor, root: Path
) -> None:
    dated(root)
    path = "/c/riverton/question/review_months"
    look = visitor.send(path, answer="7", how="answer", do="preview")
    said = words(look.text)
    assert "This would not fit" in said
    assert "“AI policy” is on 8 December 2027, and “months between reviews” (7) asks for one by 1 July 2027" in said
    assert "Give an earlier day for the next review, or another number of months." in said
    assert '"/c/riverton/documents/policy/about/"' in look.text
    assert "This would not fit" in words(visitor.send(path, answer="7", how="answer", do="preview alone").text)
    saved = visitor.send(path, answer="7", how="answer", do="save")
    assert "It does not fit: The next review of “AI policy”" in visitor.text(saved.headers["Location"])
    # What did not fit before is told by the check, and not with each answer.
    other = visitor.send("/c/riverton/question/days", answer="60", how="answer", do="preview")
    assert "This would not fit" not in words(other.text)


@pytest.mark.parametrize("months", ["12", "24"])
def test_nothing_is_said_of_an_answer_that_fits(visitor: Visitor, root: Path, months: str) -> None:
    dated(root)
    look = visitor.send("/c/riverton/question/review_months", answer=months, how="answer", do="preview")
    assert "What this would change" in words(look.text)
    assert "This would not fit" not in words(look.text)
