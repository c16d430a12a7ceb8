"""An officer changes a clause, records an approval, compares, and takes a newer library in, on the page."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from policybuilder.document import block_text, clauses
from policybuilder.library import workspace
from policybuilder.readers.word.read import read_word
from policybuilder.web import make_app
from tests import workspaces
from tests.lifecycle import story
from tests.web.visitor import HOST, TOKEN, Visitor, words


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.shell(shelf, "templates/word/guide.docx")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return Visitor(make_app(root, TOKEN, [HOST]).test_client()).enter()


def profile_of(root: Path) -> str:
    """Return the text of the council's profile."""
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def a_clause(visitor: Visitor) -> tuple[str, str]:
    """Return the address of the first clause of the policy, and its words."""
    page = visitor.get("/c/riverton/clauses/policy/").text
    path = page.partition('href="/c/riverton/clauses/policy/')[2].partition('"')[0]
    form = visitor.get(f"/c/riverton/clauses/policy/{path}").text
    text = form.partition("<textarea")[2].partition(">")[2].partition("<")[0]
    return f"/c/riverton/clauses/policy/{path}", text.strip()


def test_a_clause_is_changed_with_its_reason_after_a_look_at_what_that_does(visitor: Visitor, root: Path) -> None:
    path, text = a_clause(visitor)
    before = profile_of(root)
    fields = {"text": f"{text}\n\nNobody may guess.\n", "reason": "The committee asked for it.", "by": "Cabinet"}
    look = visitor.send(path, **fields, do="preview")
    assert look.status_code == 200
    assert "Nobody may guess." in words(look.text)
    assert "approves it" in words(look.text)
    assert profile_of(root) == before
    assert visitor.send(path, **fields, do="save").status_code == 302
    assert "Nobody may guess." in profile_of(root)
    assert "The committee asked for it." in profile_of(root)
    assert "(amended)" in visitor.text("/c/riverton/clauses/policy/")


def test_an_amendment_without_a_reason_is_asked_for_one_and_keeps_what_was_typed(visitor: Visitor, root: Path) -> None:
    path, text = a_clause(visitor)
    before = profile_of(root)
    answer = visitor.send(path, text=f"{text}\n\nMine.\n", reason=" ", do="save")
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert "Mine." in answer.text
    assert profile_of(root) == before


def test_a_clause_that_changed_meanwhile_shows_both(visitor: Visitor, root: Path) -> None:
    path, text = a_clause(visitor)
    form = visitor.get(path).text
    visitor.send(path, text=f"{text}\n\nFirst.\n", reason="One.", do="save")
    answer = visitor.send_form(form, path, text=f"{text}\n\nSecond.\n", reason="Two.", do="save")
    assert answer.status_code == 409
    assert "First." in words(answer.text)
    assert "Second." in answer.text
    assert "Second." not in profile_of(root)


def test_an_approval_is_checked_first_and_refused_with_what_is_in_the_way(visitor: Visitor, root: Path) -> None:
    # No day of the test is in the future, whatever the day on which it runs.
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    path = "/c/riverton/versions/approve/policy"
    missing = visitor.send(path, do="check")
    assert missing.status_code == 422
    assert all(f'href="#{name}"' in missing.text for name in ("version", "by", "date"))
    soon = visitor.send(path, version="1.0", by="Cabinet", date="soon", do="check")
    assert "write a date as" in words(soon.text)
    fields = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025", "no_paper": "It was urgent."}
    look = visitor.send(path, **fields, do="check")
    assert look.status_code == 200, words(look.text)
    assert "Check before you approve" in words(look.text)
    assert not (root / "output/riverton/policy/1.0").exists()
    assert visitor.send_form(look.text, path, **fields, do="approve").status_code == 302
    assert (root / "output/riverton/policy/1.0/manifest.json").is_file()
    shown = visitor.text("/c/riverton/versions/")
    assert "Every approved version is what was approved." in shown
    assert "Cabinet" in shown


def test_a_version_is_withdrawn_after_a_look_at_what_that_records(visitor: Visitor, root: Path) -> None:
    # Approved on a day that is past, whatever the day on which the test runs.
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    given = {"version": "1.0", "by": "Cabinet", "date": "8/12/2025", "no_paper": "It was urgent."}
    approve = "/c/riverton/versions/approve/policy"
    look = visitor.send(approve, **given, do="check")
    visitor.send_form(look.text, approve, **given, do="approve")
    path = "/c/riverton/versions/withdraw/policy/1.0"
    assert f'href="{path}"' in visitor.get("/c/riverton/versions/").text
    missing = visitor.send(path, do="check")
    assert missing.status_code == 422
    assert all(f'href="#{name}"' in missing.text for name in ("reason", "by", "date"))
    fields = {"reason": "It was called in.", "by": "Cabinet", "date": "today"}
    before = {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}
    look = visitor.send(path, **fields, do="check")
    assert look.status_code == 200, words(look.text)
    assert "Then no version of it holds." in words(look.text)
    assert {each: each.read_bytes() for each in root.rglob("*") if each.is_file()} == before
    assert visitor.send_form(look.text, path, **fields, do="withdraw").status_code == 302
    shown = visitor.text("/c/riverton/versions/")
    assert "It was called in." in shown
    assert "withdrawn" in shown
    assert visitor.get("/c/riverton/versions/withdraw/policy/9.9").status_code == 404


def test_an_altered_version_is_said_to_be(visitor: Visitor, root: Path) -> None:
    story.approved(root)
    file = root / "output/riverton/policy/1.0/policy.md"
    file.write_bytes(file.read_bytes() + b"more\n")
    shown = visitor.text("/c/riverton/versions/")
    assert "Not everything is as it was approved." in shown
    assert "Every approved version is" not in shown


def test_versions_are_compared_and_only_sides_that_can_be_chosen_are_read(visitor: Visitor, root: Path) -> None:
    story.approved(root)
    path, text = a_clause(visitor)
    visitor.send(path, text=f"{text}\n\nNobody may guess.\n", reason="Asked for.", do="save")
    sides = "old=riverton/policy@1.0&new=riverton/policy"
    page = visitor.settled(f"/c/riverton/compare/policy?{sides}")
    assert "Nobody may guess." in words(page.text)
    assert "sha256-" in page.headers["Content-Security-Policy"]
    assert '<a href="/c/riverton/compare/">Back: compare other versions</a>' in page.text
    (file,) = re.findall(r'<a href="([^"]*)">The changes as a Word file</a>', page.text)
    taken = visitor.get(html.unescape(file))
    assert taken.headers["Content-Disposition"] == 'attachment; filename="riverton-policy-changes.docx"'
    text = read_word(taken.data, "changes.docx")
    assert "Nobody may guess." in "".join(block_text(block) for each in clauses(text) for block in each.blocks)
    assert visitor.get("/c/riverton/compare/policy/changes.docx?old=/etc/passwd&new=riverton/policy").status_code == 404
    for other in ("/etc/passwd", "library:/etc", "other/policy"):
        assert visitor.get(f"/c/riverton/compare/policy?old={other}&new=riverton/policy").status_code == 404


def test_the_library_is_taken_in(visitor: Visitor, root: Path) -> None:
    assert "seen for the first time" in visitor.text("/c/riverton/library/")
    assert visitor.send("/c/riverton/library/").status_code == 302
    assert "Nothing changed since" in visitor.text("/c/riverton/library/")


def test_coverage_is_shown(visitor: Visitor) -> None:
    assert visitor.get("/c/riverton/coverage").status_code == 200
