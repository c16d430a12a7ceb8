"""What is still open, each point once by the person who would know; law signed off and a document's own facts given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from policybuilder.library import workspace
from tests import workspaces
from tests.lifecycle import story
from tests.web.visitor import Visitor, opened, words

OPEN = "/c/riverton/open/"
LAW = "/c/riverton/law/foia"
ABOUT = "/c/riverton/documents/policy/about/"
READ = {"role": "Head of Legal", "date": "3/12/2024", "read": "The Act, as amended: at legislation.gov.uk"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which nobody decided anything, and two documents rest on the same."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.template(root, "care", "keeping", "history", id="short")
    workspaces.profile(root, documents="{policy: {}, short: {owner: Head of IT, approver: Cabinet}}")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return opened(root)


def profile_of(root: Path) -> dict[str, object]:
    """Return what the council's profile says."""
    read: dict[str, object] = yaml.safe_load((root / "profiles/riverton.yaml").read_text(encoding="utf-8"))
    return read


def test_a_point_of_two_documents_stands_once_below_who_would_know_it(visitor: Visitor) -> None:
    page = visitor.get(OPEN).text
    assert page.count("Whom may staff ask?") == 1
    assert page.count(LAW) == 1
    person = page.partition('id="person-')[2].partition("Head of Digital: 1 question")[2]
    assert "Whom may staff ask?" in person.partition("<h2")[0]
    assert "No answer yet. In: AI policy, AI policy." in words(page)
    assert "Which role owns the document?" in page.partition("Chief Executive: 1 question")[2].partition("<h2")[0]


def test_a_question_that_was_handed_on_stands_below_whom_it_was_handed_to(visitor: Visitor) -> None:
    visitor.send("/c/riverton/question/contact", how="else", who="Head of Care", do="save")
    shown = visitor.text(OPEN)
    assert "Head of Care: 1 question" in shown
    assert "Head of Digital: " not in shown


def test_every_point_leads_to_where_it_is_settled_until_nothing_is_open(visitor: Visitor) -> None:
    links = re.findall(r'<li><a class="govuk-link" href="([^"]+)"', visitor.get(OPEN).text)
    assert all(visitor.get(link.partition("#")[0]).status_code == 200 for link in links)
    visitor.send("/c/riverton/question/contact", answer="the AI team", how="answer", do="save")
    visitor.send(ABOUT, owner="Head of Digital", approver="Cabinet", depth="standard")
    visitor.send(LAW, **READ)
    shown = visitor.text(OPEN)
    assert "Nothing is open." in shown
    assert "AI policy: nothing" in shown


def test_law_is_signed_off_by_whoever_read_it_and_undone(visitor: Visitor, root: Path) -> None:
    before = (root / "profiles/riverton.yaml").read_bytes()
    page = visitor.get(LAW).text
    assert "Gives access." in page
    assert "22 November 2024" in page
    missing = visitor.send(LAW)
    assert missing.status_code == 422
    assert "<title>Error: " in missing.text
    assert all(f'href="#{name}"' in missing.text for name in ("role", "date", "read"))
    assert (root / "profiles/riverton.yaml").read_bytes() == before
    assert visitor.send(LAW, **READ).status_code == 302
    signed = profile_of(root)["law_checked"]
    assert isinstance(signed, dict)
    assert signed["foia"]["read"] == READ["read"]
    assert signed["foia"]["note"] == story.NOTE
    assert "Signed off by the Head of Legal on 3 December 2024" in visitor.text(LAW)
    assert visitor.send("/c/riverton/undo").status_code == 302
    assert (root / "profiles/riverton.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("day", "says"),
    [("1/1/2999", "1 January 2999 is to come"), ("1/2/2024", "is too old"), ("soon", "write a date as")],
)
def test_a_day_on_which_nobody_can_have_read_the_law_is_refused_at_its_field(
    visitor: Visitor, root: Path, day: str, says: str
) -> None:
    before = (root / "profiles/riverton.yaml").read_bytes()
    answer = visitor.send(LAW, **{**READ, "date": day})
    assert answer.status_code == 422
    assert says in words(answer.text)
    assert 'href="#date"' in answer.text
    assert READ["role"] in answer.text
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_law_that_needs_no_sign_off_has_no_such_page(visitor: Visitor) -> None:
    for law in ("foisa", "nothing"):
        assert visitor.get(f"/c/riverton/law/{law}").status_code == 404


def test_law_that_changed_since_it_was_shown_is_not_signed_off(visitor: Visitor, root: Path) -> None:
    form = visitor.get(LAW).text
    workspaces.write(root, "clauses/law.yaml", story.LAW.replace("Gives access.", "Gives access to records."))
    before = (root / "profiles/riverton.yaml").read_bytes()
    stale = visitor.send_form(form, LAW, **READ)
    assert stale.status_code == 409
    assert "Gives access to records." in words(stale.text)
    assert "Nothing was saved" in words(stale.text)
    assert READ["role"] in stale.text
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_a_sign_off_that_lapsed_says_what_the_statement_was(visitor: Visitor, root: Path) -> None:
    visitor.send(LAW, **READ)
    workspaces.write(root, "clauses/law.yaml", story.LAW.replace("Gives access.", "Gives access to records."))
    shown = visitor.text(LAW)
    assert "has lapsed" in shown
    assert "2024-11-22: Gives access." in shown
    assert LAW in visitor.get(OPEN).text


def test_what_is_said_of_a_document_is_saved_for_it_alone(visitor: Visitor, root: Path) -> None:
    assert visitor.send(ABOUT, owner="Head of Digital", approver="Cabinet", review_date="8/12/2027").status_code == 422
    given = {"owner": "Head of Digital", "approver": "Cabinet", "review_date": "8/12/2027", "depth": "full"}
    assert visitor.send(ABOUT, **given).status_code == 302
    documents = profile_of(root)["documents"]
    assert isinstance(documents, dict)
    assert documents["policy"] | {"review_date": str(documents["policy"]["review_date"])} == {
        **given,
        "review_date": "2027-12-08",
    }
    assert documents["short"] == {"owner": "Head of IT", "approver": "Cabinet"}
    assert 'value="8 December 2027"' in visitor.get(ABOUT).text
    cleared = visitor.send(ABOUT, **{**given, "owner": " "})
    assert cleared.status_code == 422
    assert 'href="#owner"' in cleared.text
    assert visitor.get("/c/riverton/documents/nothing/about/").status_code == 404


def test_two_tabs_never_lose_what_was_said_of_a_document(visitor: Visitor, root: Path) -> None:
    form = visitor.get(ABOUT).text
    given = {"approver": "Cabinet", "depth": "standard"}
    assert visitor.send_form(form, ABOUT, **given, owner="Head of Digital").status_code == 302
    before = (root / "profiles/riverton.yaml").read_bytes()
    stale = visitor.send_form(form, ABOUT, **given, owner="Head of Care")
    assert stale.status_code == 409
    assert 'value="Head of Care"' in stale.text
    assert "Saved now: Head of Digital" in words(stale.text)
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_the_check_says_what_is_doubtful_too(visitor: Visitor) -> None:
    shown = visitor.text("/c/riverton/open/check")
    assert "Doubtful: look at each" in shown
    assert "nobody has looked at" in shown
