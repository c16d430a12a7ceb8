"""Two tabs, or a tab and an editor, never lose each other's change: each form that writes is held to it by a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from policybuilder.library import workspace
from policybuilder.web import make_app
from tests import workspaces
from tests.lifecycle import story
from tests.web import (
    test_adopting,
    test_changes,
    test_clause_words,
    test_hand_off,
    test_mending,
    test_old_policy,
    test_open_points,
    test_questions,
    test_taking,
)
from tests.web.visitor import HOST, TOKEN, Visitor, opened, words

QUESTION = "/c/riverton/question/contact"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved, on a day that is past."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return opened(root)


def files(root: Path) -> dict[Path, bytes]:
    """Return every file that the council has."""
    return {
        path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".policybuilder" not in path.parts
    }


def answered(visitor: Visitor, words: str) -> None:
    """Answer a question in another tab."""
    assert visitor.send(QUESTION, answer=words, how="answer", do="save").status_code == 302


def amended(visitor: Visitor) -> None:
    """Amend a clause in another tab."""
    path, text = test_changes.a_clause(visitor)
    assert visitor.send(path, text=f"{text}\n\nMore.\n", reason="One.", do="save").status_code == 302


def test_only_the_change_that_was_shown_is_taken_back(visitor: Visitor, root: Path) -> None:
    answered(visitor, "the first team")
    form = visitor.get("/c/riverton/undo").text
    answered(visitor, "the second team")
    before = files(root)
    stale = visitor.send_form(form, "/c/riverton/undo")
    assert stale.status_code == 409
    assert "Nothing was taken back" in words(stale.text)
    assert "the second team" in words(stale.text)
    assert files(root) == before


def test_who_is_to_answer_is_not_written_over(visitor: Visitor, root: Path) -> None:
    form = visitor.get(QUESTION).text
    assert visitor.send_form(form, QUESTION, how="else", who="Head of Care", do="save").status_code == 302
    stale = visitor.send_form(form, QUESTION, how="else", who="Head of IT", do="save")
    assert stale.status_code == 409
    assert 'value="Head of IT"' in stale.text
    assert "Waiting for the Head of Care" in words(stale.text)


@pytest.mark.rest
def test_what_is_approved_is_what_was_checked(visitor: Visitor, root: Path) -> None:
    path = "/c/riverton/versions/approve/policy"
    fields = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025", "no_paper": "It was urgent."}
    look = visitor.send(path, **fields, do="check").text
    answered(visitor, "another team")
    stale = visitor.send_form(look, path, **fields, do="approve")
    assert stale.status_code == 409
    assert "Nothing was saved" in words(stale.text)
    assert 'value="Cabinet"' in stale.text
    assert not (root / "output/riverton/policy/1.0").exists()
    other = visitor.send_form(stale.text, path, **{**fields, "by": "Full Council"}, do="approve")
    assert other.status_code == 409, "what was typed after the check was not checked"
    assert visitor.send_form(stale.text, path, **fields, do="approve").status_code == 302


def test_a_withdrawal_is_what_was_checked(visitor: Visitor, root: Path) -> None:
    approve, path = "/c/riverton/versions/approve/policy", "/c/riverton/versions/withdraw/policy/1.0"
    given = {"by": "Cabinet", "date": "8/12/2025", "no_paper": "It was urgent."}
    look = visitor.send(approve, **given, version="1.0", do="check").text
    assert visitor.send_form(look, approve, **given, version="1.0", do="approve").status_code == 302
    fields = {"reason": "It was called in.", "by": "Cabinet", "date": "9/12/2025"}
    look = visitor.send(path, **fields, do="check").text
    before = files(root)
    stale = visitor.send_form(look, path, **{**fields, "reason": "It was wrong."}, do="withdraw")
    assert stale.status_code == 409
    assert "It was wrong." in words(stale.text)
    assert files(root) == before
    assert visitor.send_form(look, path, **fields, do="withdraw").status_code == 302


def test_a_newer_library_is_taken_in_as_it_was_shown(visitor: Visitor, root: Path) -> None:
    form = visitor.get("/c/riverton/library/").text
    assert visitor.send_form(form, "/c/riverton/library/").status_code == 302
    before = files(root)
    stale = visitor.send_form(form, "/c/riverton/library/", pressed="again")
    assert stale.status_code == 409
    assert "Nothing was saved" in words(stale.text)
    assert files(root) == before


def test_a_newer_library_is_put_off_as_it_was_shown(visitor: Visitor, root: Path) -> None:
    form = visitor.get("/c/riverton/library/").text
    given = {"until": "1/4/2999", "reason": "After the elections.", "by": "", "do": "later"}
    assert visitor.send_form(form, "/c/riverton/library/later", **given).status_code == 302
    before = files(root)
    stale = visitor.send_form(form, "/c/riverton/library/later", **{**given, "until": "1/9/2999"})
    assert stale.status_code == 409
    assert "Nothing was saved" in words(stale.text)
    assert files(root) == before


def test_a_conflict_is_settled_as_it_was_shown(visitor: Visitor, root: Path) -> None:
    path = "/c/riverton/library/settle"
    form = visitor.get("/c/riverton/library/").text
    visitor.send_form(form, "/c/riverton/library/")
    amended(visitor)
    before = files(root)
    stale = visitor.send_form(form, path, clause="keeping", document="policy", keep="library")
    assert stale.status_code == 409
    assert files(root) == before


def test_a_council_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    visitor = opened(tmp_path)
    form = visitor.get("/new/YOR").text
    given = {"documents": ["staff-guide"], "depth": "standard"}
    assert visitor.send_form(form, "/new/YOR", **given).status_code == 302
    before = (tmp_path / "profiles/york.yaml").read_bytes()
    again = visitor.send_form(form, "/new/YOR", documents=["staff-guide"], depth="full")
    assert again.status_code == 422
    assert "there already" in words(again.text)
    assert (tmp_path / "profiles/york.yaml").read_bytes() == before


HELD: Mapping[str, Callable[..., None]] = {
    "tasks.undo": test_only_the_change_that_was_shown_is_taken_back,
    "mending.put_in": test_mending.test_nothing_is_put_in_where_the_file_changed_meanwhile,
    "questions.answer": test_questions.test_two_tabs_never_lose_each_others_answer,
    "hand_off.take": test_hand_off.test_an_answer_that_somebody_changed_since_shows_both_and_is_not_ticked,
    "law.sign": test_open_points.test_law_that_changed_since_it_was_shown_is_not_signed_off,
    "about.save": test_open_points.test_two_tabs_never_lose_what_was_said_of_a_document,
    "clauses.amend_piece": test_clause_words.test_a_piece_of_a_clause_that_changed_meanwhile_shows_both,
    "clauses.amend": test_changes.test_a_clause_that_changed_meanwhile_shows_both,
    "versions.approve": test_what_is_approved_is_what_was_checked,
    "versions.withdraw": test_a_withdrawal_is_what_was_checked,
    "library.accept": test_a_newer_library_is_taken_in_as_it_was_shown,
    "library.later": test_a_newer_library_is_put_off_as_it_was_shown,
    "library.settle": test_a_conflict_is_settled_as_it_was_shown,
    "taking.decided": test_taking.test_what_two_tabs_decide_of_a_change_is_shown_and_the_first_stands,
    "taking.take": test_taking.test_changes_are_taken_only_as_they_were_shown,
    "old_policy.take": test_old_policy.test_an_answer_given_meanwhile_is_shown_beside_the_old_one_and_stays,
    "old_words.decide": test_old_policy.test_its_words_are_brought_in_only_as_somebody_decided_and_saw,
    "old_words.write": test_old_policy.test_its_words_are_brought_in_only_as_somebody_decided_and_saw,
    "adopting.decide": test_adopting.test_what_two_tabs_decided_is_shown_in_both_and_neither_is_lost,
    "adopting.write": test_adopting.test_what_two_tabs_decided_is_shown_in_both_and_neither_is_lost,
    "councils.make": test_a_council_that_is_there_is_not_written_over,
}
"""The test that holds each form that writes something to what its page showed."""

LOSES_NOTHING = {
    "clauses.take_in": "it adds a clause that is not there, and is refused where somebody took it in meanwhile",
    "hand_off.read": "it shows what came back, and writes nothing",
    "taking.read": "it keeps files by what they hold, and leaves what was decided of them",
    "old_policy.read": "it keeps a file by what it holds",
    "adopting.read": "it keeps a file by what it holds",
    "builds.build": "it makes files of what the profile says now, and leaves one that somebody edited",
    "builds.build_all": "it makes files of what the profiles say now, and leaves those that somebody edited",
}
"""The forms that cannot lose anything, each with why."""


def test_each_form_is_held_to_what_its_page_showed(tmp_path: Path) -> None:
    app = make_app(tmp_path, TOKEN, [HOST])
    posting = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods and "POST" in rule.methods}
    assert posting == set(HELD) | set(LOSES_NOTHING)
    assert not set(HELD) & set(LOSES_NOTHING)
