"""An officer changes a clause, records an approval, compares, and takes a newer library in, on the page."""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from policybuilder.document import block_text, clauses
from policybuilder.library import workspace
from policybuilder.readers.word.read import read_word
from tests import workspaces
from tests.lifecycle import story
from tests.web.visitor import Visitor, opened, words


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
    return opened(root)


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
    assert all(f'href="#{name}"' in missing.text for name in ("by", "date"))
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


def made(visitor: Visitor, **fields: str | list[str]) -> None:
    """Build on the page, and wait until it is done."""
    came = visitor.send("/c/riverton/documents/", **fields)
    assert "are ready" in words(visitor.settled(came.headers["Location"]).text)


def test_an_approval_shows_the_paper_beside_what_will_be_frozen_and_proposes_the_number(
    visitor: Visitor, root: Path
) -> None:
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    path = "/c/riverton/versions/approve/policy"
    assert "No paper was made." in visitor.text(path)
    made(visitor, **{"for": "committee"})
    shown = visitor.get(path)
    number = re.findall(r"number ([0-9a-f]{8})", words(shown.text))[0]
    assert f"number {number}" in visitor.text("/c/riverton/documents/")
    links = re.findall(r'href="([^"]*(?:paper\.docx|@paper)[^"]*)"', shown.text)
    assert [visitor.settled(html.unescape(link)).status_code for link in links[1:]] == [200]
    assert visitor.get(links[0]).headers["Content-Disposition"] == "attachment; filename=riverton-policy-paper.docx"
    look = visitor.send(path, by="Cabinet", date="today", do="check")
    assert "Version 1.0, a major change" in words(look.text)
    assert 'value="1.0"' in look.text
    assert "Law signed off 1 statement, by the Head of Legal" in words(look.text)
    assert "The words are those of the paper of" in words(look.text)
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    changed = visitor.send(path, by="Cabinet", date="today", since_paper="The meeting asked for it.", do="check")
    assert "It differs from the paper of" in words(changed.text)
    assert "Keeping" in words(changed.text).partition("It differs from")[2]


def test_the_files_of_a_version_are_given_and_nothing_that_its_record_does_not_name(
    visitor: Visitor, root: Path
) -> None:
    story.approved(root)
    folder = root / "output/riverton/policy/1.0"
    (folder / "policy.pdf").write_bytes(b"put here by somebody")
    page = visitor.get("/c/riverton/versions/").text
    links = re.findall(r'href="(/c/riverton/versions/policy/1.0/[^"]+)"', page)
    assert [link.rpartition("/")[2] for link in links] == ["docx", "html", "md"]
    for link in links:
        suffix = link.rpartition("/")[2]
        assert visitor.get(link).data == (folder / f"policy.{suffix}").read_bytes()
    for other in ("policy/1.0/pdf", "policy/1.0/json", "policy/9.9/docx", "nothing/1.0/docx"):
        assert visitor.get(f"/c/riverton/versions/{other}").status_code == 404


def test_reviews_are_given_as_a_calendar_and_one_that_is_due_says_how_to_start(visitor: Visitor, root: Path) -> None:
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2024-12-01"))
    story.approved(root, day=date(2024, 12, 8), review=date(2025, 12, 8))
    calendar = visitor.get("/c/riverton/versions/reviews.ics")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20251208" in calendar.text
    page = visitor.get("/c/riverton/versions/").text
    assert "Overdue for review: next review 8 December 2025." in words(page)
    steps = page.partition("Start the review")[2].partition("</ol>")[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', steps)]
    assert len(links) == 5
    assert [visitor.settled(link).status_code for link in links] == [200] * 5


def test_a_redline_says_whether_it_is_proven_and_gives_its_file(visitor: Visitor, root: Path) -> None:
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    made(visitor, **{"for": "committee"})
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    sides = "old=riverton/policy@paper&new=riverton/policy"
    page = visitor.settled(f"/c/riverton/compare/policy?{sides}").text
    assert "AI policy: what has changed Before riverton/policy, paper for the committee" in words(page)
    (link,) = re.findall(r'<a href="([^"]*redline[^"]*)"', page)
    shown = visitor.settled(html.unescape(link))
    assert "It is proven: accept all changes and the new text stands" in words(shown.text)
    (file,) = re.findall(r'href="([^"]*redline.docx[^"]*)"', shown.text)
    marked = zipfile.ZipFile(io.BytesIO(visitor.get(html.unescape(file)).data)).read("word/document.xml").decode()
    assert re.search(r"<w:del .*?30.*?</w:del>", marked, re.DOTALL)
    assert re.search(r"<w:ins .*?60.*?</w:ins>", marked, re.DOTALL)
    paper = root / "output/riverton/policy/paper/policy.md"
    paper.write_bytes(paper.read_bytes() + b"more\n")
    assert "was changed since the paper was made" in words(visitor.settled(html.unescape(link)).text)
    assert visitor.get("/c/riverton/compare/policy/redline?old=/etc/passwd&new=riverton/policy").status_code == 404


def test_a_format_that_was_asked_for_once_is_made_again_with_the_others(visitor: Visitor, root: Path) -> None:
    made(visitor, **{"for": "draft", "also": ["text"]})
    file = root / "output/riverton/policy/draft/policy.txt"
    assert "30 days" in file.read_text(encoding="utf-8")
    visitor.send("/c/riverton/question/days", answer="60", how="answer", do="save")
    made(visitor, **{"for": "draft"})
    assert "60 days" in file.read_text(encoding="utf-8")
    assert "Older than the Word file" not in visitor.text("/c/riverton/documents/")
    os.utime(file, (0, 0))
    assert "Older than the Word file" in visitor.text("/c/riverton/documents/")


@pytest.mark.rest
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


def test_a_conflict_with_a_newer_library_can_be_written_anew_in_the_clause(visitor: Visitor, root: Path) -> None:
    was = "Tell the owner within 24 hours. Keep a note of it. Do not delete it."
    workspaces.clause(root, "care", f"One.\n\n{was}\n\nTwo.\n")
    visitor.send("/c/riverton/library/")
    path = "/c/riverton/clauses/policy/care"
    ours = was.replace("owner", "owner and the DPO")
    visitor.send(path, text=f"One.\n\n{ours}\n\nTwo.", reason="Asked for.", do="save")
    visitor.send("/c/riverton/library/")
    changes = (
        "[{version: 1.1.0, date: 2026-12-01, kind: minor, why: The Act changed}, "
        "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
    )
    theirs = was.replace("the owner within 24", "the board within 12")
    workspaces.clause(root, "care", f"One.\n\n{theirs}\n\nTwo.\n", version="1.1.0", changes=changes)
    page = visitor.get("/c/riverton/library/").text
    assert "In conflict" in words(page)
    assert f'href="{path}">write it anew in the clause</a>' in page
    assert visitor.get(path).status_code == 200


def test_coverage_is_shown(visitor: Visitor) -> None:
    assert visitor.get("/c/riverton/coverage").status_code == 200


def test_a_newer_library_is_put_off_on_the_page_said_among_the_councils_and_asked_for_again(
    visitor: Visitor, root: Path
) -> None:
    path, later = "/c/riverton/library/", "/c/riverton/library/later"
    wrong = visitor.send(later, path, until="1/1/2001", reason="", do="later")
    assert wrong.status_code == 422
    assert "1 January 2001 is not to come" in words(wrong.text)
    assert "Say why, in a sentence" in words(wrong.text)
    done = visitor.send(
        later, path, until="1 April 2999", reason="After the elections.", by="Head of Digital", do="later"
    )
    assert "Put off until 1 April 2999" in visitor.text(done.headers["Location"])
    said = "not to be taken in before 1 April 2999 : After the elections."
    assert said in visitor.text("/")
    assert "Not to be taken in before 1 April 2999: After the elections. (Head of Digital)" in visitor.text(path)
    assert "newer_library:" in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    visitor.send(later, path, do="again")
    assert said not in visitor.text("/")
    assert "newer_library:" not in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
