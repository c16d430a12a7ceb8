"""A Word file that people edited comes back through the page, one change after the other."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from policybuilder import api
from tests import workspaces
from tests.redline.word import docx, p
from tests.update.edited import Edited
from tests.web.visitor import Visitor, words

BODY = """\
You must keep it for {{ days }} days.

You must not sell it. It belongs to the council.
"""


@pytest.fixture(autouse=True)
def keeping(root: Path) -> None:
    """Let the clause of the workspace say something that people edit."""
    workspaces.clause(root, "care", BODY, parameters="[days]")


def draft(root: Path, by: str = "") -> Edited:
    """Return the draft in Word, to be edited."""
    library = api.load(root)
    api.build(root, ["riverton"], formats=["word"])
    assert library.workspace.root is not None
    return Edited((root / "output/riverton/policy/draft/policy.docx").read_bytes(), by)


def upload(visitor: Visitor, *files: bytes) -> str:
    """Upload files that came back and return the address of their changes."""
    answer = visitor.send("/c/riverton/take/", files=[(io.BytesIO(each), "../../back.docx") for each in files])
    assert answer.status_code == 302, words(answer.text)
    return answer.headers["Location"]


def text(root: Path) -> str:
    """Return the profile's text."""
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_each_change_is_decided_on_its_own_page_and_then_taken(visitor: Visitor, root: Path) -> None:
    word = draft(root, by="A. Reviewer")
    word.replace("must not sell it", "must never sell or lend it")
    word.replace("30 days", "90 days")
    before = text(root)
    at = upload(visitor, word.content)
    assert "Not decided" in visitor.text(at)
    shown = visitor.text(f"{at}1")
    assert "Change 1 of 2" in shown
    assert "A. Reviewer, 20 November 2026" in shown
    answer = visitor.send(f"{at}1", do="take")
    assert answer.headers["Location"].endswith("/2")
    assert "answers days" in visitor.text(f"{at}2") or "answers days" in shown
    visitor.send(f"{at}2", do="take")
    assert text(root) == before
    done = visitor.send(at, reason="The committee asked.", by="Audit Committee")
    assert "2 changes are in the profile" in words(done.text)
    assert "days: 90" in text(root)
    assert "never sell or lend it" in text(root)
    assert "A. Reviewer" not in text(root)
    assert visitor.get(at).status_code == 404
    assert not list((root / ".policybuilder/returned").iterdir())


def test_the_page_of_a_change_says_how_much_it_weighs_and_who_approves_it(visitor: Visitor, root: Path) -> None:
    word = draft(root)
    word.replace("must not sell it", "should not sell it")
    word.replace("30 days", "90 days")
    before = text(root)
    at = upload(visitor, word.content)
    for number in (1, 2):
        assert "How much it weighs A major change: " in visitor.text(f"{at}{number}")
        assert " approves it." in visitor.text(f"{at}{number}")
    assert text(root) == before


def test_what_two_tabs_decide_of_a_change_is_shown_and_the_first_stands(visitor: Visitor, root: Path) -> None:
    word = draft(root)
    word.replace("must not sell it", "must never sell or lend it")
    content = word.content
    at = upload(visitor, content)
    form = visitor.get(f"{at}1").text
    visitor.send_form(form, f"{at}1", do="leave")
    stale = visitor.send_form(form, f"{at}1", do="take")
    assert stale.status_code == 409
    assert "You chose: take it" in words(stale.text)
    assert "Decided: leave it" in words(stale.text)
    assert "Leave it" in visitor.text(at)
    assert upload(visitor, content) == at
    assert "Leave it" in visitor.text(at), "the same file again, in another tab, forgets nothing"


def test_changes_are_taken_only_as_they_were_shown(visitor: Visitor, root: Path) -> None:
    word = draft(root)
    word.replace("must not sell it", "must never sell or lend it")
    word.replace("30 days", "90 days")
    at = upload(visitor, word.content)
    visitor.send(f"{at}1", do="take")
    form = visitor.get(at).text
    visitor.send(f"{at}2", do="take")
    before = text(root)
    stale = visitor.send_form(form, at, reason="It was asked for.", by="Cabinet")
    assert stale.status_code == 409
    assert "Nothing was taken" in words(stale.text)
    assert 'value="It was asked for."' in stale.text
    assert text(root) == before


def test_what_was_decided_stays_with_its_change_when_an_editor_makes_the_other_one(
    visitor: Visitor, root: Path
) -> None:
    word = draft(root)
    word.replace("30 days", "90 days")
    word.replace("must not sell it", "must never sell or lend it")
    at = upload(visitor, word.content)
    first = next(n for n in (1, 2) if "answers days" in visitor.text(f"{at}{n}"))
    visitor.send(f"{at}{3 - first}", do="leave")
    visitor.send(f"{at}{first}", do="take")
    # The answer is given meanwhile, so that its change is none, and the other has another number.
    visitor.send("/c/riverton/question/days", answer="90", how="answer", do="save")
    shown = visitor.text(at)
    assert "Leave it" in shown
    assert "Take it" not in shown.replace("Take what you decided", "")


def test_what_is_left_stays_out_and_is_told(visitor: Visitor, root: Path) -> None:
    word = draft(root)
    word.replace("must not sell it", "must never sell or lend it")
    word.replace("It belongs", "All of it belongs")
    at = upload(visitor, word.content)
    visitor.send(f"{at}1", do="leave")
    none = visitor.send(at, reason="", by="")
    assert none.status_code == 422
    assert all(f'href="#{field}"' in none.text for field in ("reason", "by", "changes"))


def test_a_file_without_edits_says_so(visitor: Visitor, root: Path) -> None:
    at = upload(visitor, draft(root).content)
    assert "No word of the policy was changed." in visitor.text(at)


@pytest.mark.parametrize("content", [b"no Word file", b""])
def test_a_file_that_is_none_of_ours_is_refused_and_kept_nowhere(visitor: Visitor, root: Path, content: bytes) -> None:
    answer = visitor.send("/c/riverton/take/", files=[(io.BytesIO(content), "back.docx")])
    if answer.status_code == 302:
        answer = visitor.settled(answer.headers["Location"])
    assert answer.status_code == 422
    assert 'href="#files"' in answer.text
    assert not list((root / ".policybuilder").rglob("*.docx"))


def test_no_name_of_an_address_leads_to_another_file(visitor: Visitor) -> None:
    for name in ("journal", "..%2f..%2fprofiles", "0" * 64, "x"):
        assert visitor.get(f"/c/riverton/take/{name}/").status_code == 404


def test_a_file_that_was_not_made_here_leads_to_where_old_policies_are_read(visitor: Visitor, root: Path) -> None:
    workspaces.template(root, "care", id="short")
    workspaces.profile(root, documents="{policy: {}, short: {}}")
    other = docx(p("A policy of another kind."))
    came = visitor.send("/c/riverton/take/", files=(io.BytesIO(other), "other.docx"))
    shown = visitor.settled(came.headers["Location"]) if came.status_code in (302, 303) else came
    assert 'href="/c/riverton/old-policy/">Hold it against the library as an old policy</a>' in shown.text
    assert "?." not in words(shown.text)


def test_where_no_change_is_wanted_nothing_is_taken_and_it_is_said(visitor: Visitor, root: Path) -> None:
    word = draft(root)
    word.replace("must not sell it", "must never sell or lend it")
    before = text(root)
    at = upload(visitor, word.content)
    visitor.send(f"{at}1", do="leave")
    answer = visitor.send(at, reason="Asked.", by="Cabinet")
    assert answer.status_code == 422
    assert "No change is wanted yet: decide on each first" in words(answer.text)
    assert text(root) == before
