"""What stands in the way is said in words of the page, with a link to the field or screen where it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from policybuilder.cli import COMMANDS
from policybuilder.library import workspace
from policybuilder.web import make_app
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in
from tests.update.edited import Edited
from tests.web.visitor import HOST, TOKEN, Visitor, words

APPROVE = "/c/riverton/versions/approve/policy"
GIVEN = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025"}
EARLY = story.DOCUMENTS.replace("2026-12-01", "2025-12-01")
OF_THE_COMMAND_LINE = re.compile(rf"(?<!\w)--[a-z]|policybuilder (?:{'|'.join(COMMANDS)})\b")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    story.decide(root, documents=EARLY)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    return Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter()


def build(visitor: Visitor, **fields: str) -> str:
    """Build on the page, and return the page of what came of it."""
    came = visitor.send("/c/riverton/documents/", **fields).headers["Location"]
    while "under way" in words(page := visitor.get(came).text):
        pass  # each look waits a while for what is under way
    return page


def with_paper(visitor: Visitor, root: Path) -> None:
    # The paper is made today, so the approval is of today, too.
    page = build(visitor, **{"for": "committee"})
    assert "The papers are ready" in words(page), words(page)
    assert (root / "output/riverton/policy/paper/manifest.json").is_file()


def other_words(visitor: Visitor, root: Path) -> None:
    with_paper(visitor, root)
    workspaces.clause(root, "care", "You must take great care.\n")


def nothing_decided(visitor: Visitor, root: Path) -> None:
    del visitor
    workspaces.profile(root, story.SIGNED, documents=EARLY)


def law_unread(visitor: Visitor, root: Path) -> None:
    del visitor
    workspaces.profile(root, "parameters: {contact: the AI team}\n", documents=EARLY)


def nothing(visitor: Visitor, root: Path) -> None:
    del visitor, root


TODAY = {"date": "today"}
WRONG: dict[str, tuple[Callable[[Visitor, Path], None], dict[str, str], str, str]] = {
    "no paper": (nothing, {}, "/c/riverton/documents/", "Make the paper before the meeting."),
    "a paper and a reason for none": (with_paper, {**TODAY, "no_paper": "Urgent."}, "#no_paper", "Take out why there"),
    "other words than the paper": (other_words, TODAY, "#since_paper", "say why they were changed"),
    "a reason for words that are the same": (
        with_paper, {**TODAY, "since_paper": "Asked."}, "#since_paper", "Take out why the words differ"
    ),
    "another number": (nothing, {"version": "2.0", "no_paper": "Urgent."}, "#version", "Give 1.0."),
    "no number": (nothing, {"version": "one", "no_paper": "Urgent."}, "#version", "A version has two numbers"),
    "a day to come": (nothing, {"date": "1/1/2999", "no_paper": "Urgent."}, "#date", "in the future"),
    "it holds too early": (
        nothing, {"effective": "1/12/2025", "no_paper": "Urgent."}, "#effective", "cannot bind people before"
    ),
    "an answer that is open": (nothing_decided, {"no_paper": "Urgent."}, "/c/riverton/open/", "Answer it"),
    "law that nobody read": (law_unread, {"no_paper": "Urgent."}, "/c/riverton/open/", "read it at its source"),
    "another document that is there": (
        nothing, {"apart_because": "Urgent.", "no_paper": "Urgent."}, "#apart_because", "Take out why it is approved"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", one_in(3, WRONG))
def test_a_refusal_of_an_approval_says_what_to_do_on_the_page_and_leads_there(
    visitor: Visitor, root: Path, name: str
) -> None:
    prepare, fields, href, says = WRONG[name]
    prepare(visitor, root)
    answer = visitor.send(APPROVE, **{**GIVEN, **fields}, do="check")
    assert answer.status_code == 422
    assert says in words(answer.text)
    assert f'href="{href}"' in answer.text
    assert not OF_THE_COMMAND_LINE.search(words(answer.text))
    if href.startswith("#"):
        assert f'id="{href[1:]}"' in answer.text
    else:
        assert visitor.get(href).status_code == 200


def test_no_link_of_an_error_summary_leads_nowhere(visitor: Visitor, root: Path) -> None:
    page = visitor.send(APPROVE, **GIVEN, do="check").text
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_a_file_that_somebody_edited_is_moved_aside_on_the_page_and_the_draft_is_built(
    visitor: Visitor, root: Path
) -> None:
    build(visitor)
    draft = root / "output/riverton/policy/draft/policy.docx"
    edited = Edited(draft.read_bytes())
    edited.replace("You must take care.", "You should take care.")
    content = edited.content
    draft.write_bytes(content)
    page = build(visitor)
    assert "Not everything could be made" in words(page)
    assert "Take back what was edited first." in words(page)
    assert not OF_THE_COMMAND_LINE.search(words(page))
    again = build(visitor, edited="aside")
    assert "Moved aside, as somebody had changed it" in words(again)
    assert draft.read_bytes() != content
    assert [path.read_bytes() for path in (draft.parent / "edited").iterdir()] == [content]


def test_words_that_a_clause_cannot_have_are_said_at_the_field_of_its_words(visitor: Visitor, root: Path) -> None:
    path = "/c/riverton/clauses/policy/care"
    page = visitor.send(path, text="You must take care.", reason="Asked.", do="save")
    assert page.status_code == 422
    assert 'href="#text"' in page.text
    assert 'id="text"' in page.text
