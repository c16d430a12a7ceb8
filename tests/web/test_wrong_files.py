"""A file that is not the one asked for is said to be none, with what to do, and nothing of it is kept."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from policybuilder import api
from tests.some import one_in
from tests.update.edited import Edited
from tests.web.visitor import Visitor, words

TAKE, FORM, OLD = "/c/riverton/take/", "/c/riverton/hand-off/", "/c/riverton/old-policy/"
FIELDS = {TAKE: "files", FORM: "form", OLD: "file"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def sent(visitor: Visitor, path: str, name: str, content: bytes) -> tuple[int, str]:
    """Send a file where one is asked for, and return the status of what is shown and what stands at the field."""
    answer = visitor.send(path, **{FIELDS[path]: [(io.BytesIO(content), name)]})
    if answer.status_code == 302:
        answer = visitor.settled(answer.headers["Location"])
    # Another file is chosen on the page that refused this one, whatever its own address is.
    assert f'<form method="post" action="{path}"' in answer.text or answer.status_code == 200
    return answer.status_code, words(" ".join(re.findall(r"(?s)error-message[^>]*>(.*?)</p>", answer.text)))


WRONG = [
    (TAKE, "", b"", "Choose the Word file that came back"),
    (TAKE, "empty.docx", b"", "The file is empty"),
    (TAKE, "README.md", b"# Read me\n", "Choose a Word document (.docx)"),
    (TAKE, "policy.pdf", PDF, "Use the Word document that it was made from"),
    (TAKE, "policy.doc", OLD_WORD, "save it as a Word document (.docx)"),
    (TAKE, "~$policy.docx", b"\x05user", "Not a Word document"),
    (FORM, "", b"", "Choose the form that came back"),
    (FORM, "README.md", b"# Read me\n", "Send the form that the hand-off made, filled in"),
    (FORM, "form.doc", OLD_WORD, "save it as a Word document (.docx)"),
    (FORM, "form.docx", b"PK\x03\x04", "The file is damaged"),
    (FORM, "form.xlsx", b"PK\x03\x04", "Choose the form that came back"),
    (OLD, "", b"", "Choose the policy"),
    (OLD, "old.md", b"", "Is it the right file?"),
    (OLD, "old.doc", OLD_WORD, "save it as a Word document (.docx)"),
    (OLD, "scan.pdf", PDF, "ask for the Word file"),
    (OLD, "scan.docx", PDF, "ask for the Word file"),
    (OLD, "photo.jpg", b"\xff\xd8", "“photo.jpg” is no file that can be read as a policy"),
]


@pytest.mark.parametrize(("path", "name", "content", "said"), one_in(4, WRONG))
def test_a_file_of_another_kind_is_said_to_be_one_at_its_field(
    visitor: Visitor, root: Path, path: str, name: str, content: bytes, said: str
) -> None:
    status, told = sent(visitor, path, name, content)
    assert status == 422
    assert said in told
    kept = root / ".policybuilder/returned"
    assert not kept.is_dir() or not list(kept.iterdir())


def edited_draft(root: Path, profile: str) -> bytes:
    """Return the draft of a council in which somebody changed a rule."""
    api.load(root)
    api.build(root, [profile], formats=["word"])
    word = Edited((root / f"output/{profile}/policy/draft/policy.docx").read_bytes())
    word.replace("You must take care.", "You should take care.")
    return word.content


def test_the_draft_of_another_council_is_not_taken(visitor: Visitor, root: Path) -> None:
    text = (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    (root / "profiles/second.yaml").write_text(text.replace("id: riverton", "id: second"), encoding="utf-8")
    content = edited_draft(root, "second")
    status, told = sent(visitor, TAKE, "second.docx", content)
    assert (status, told) == (422, "Error: The file is of second/policy, not of riverton. Choose another file.")
    status, told = sent(visitor, FORM, "second.docx", content)
    assert status == 422
    assert "Send the form that the hand-off made" in told


def test_a_file_that_was_taken_says_so_when_somebody_goes_back_to_it(visitor: Visitor, root: Path) -> None:
    answer = visitor.send(TAKE, files=[(io.BytesIO(edited_draft(root, "riverton")), "back.docx")])
    at = answer.headers["Location"]
    page = visitor.settled(at).text
    visitor.send(f"{at}1", do="take")
    form = visitor.get(at).text
    assert "1 change is in the profile" in words(visitor.send_form(form, at, reason="Asked.", by="Cabinet").text)
    after = (root / "profiles/riverton.yaml").read_bytes()
    for gone in (visitor.get(at), visitor.send_form(page, at, reason="Asked again.", by="Cabinet")):
        assert gone.status_code == 404
        assert "What you took of it is in the profile" in words(gone.text)
        assert f'href="{TAKE}"' in gone.text
    assert "Asked again." in words(gone.text), "what was typed is shown"
    assert (root / "profiles/riverton.yaml").read_bytes() == after


def test_a_draft_that_is_open_in_word_is_said_to_be_open_and_not_edited(visitor: Visitor, root: Path) -> None:
    edited_draft(root, "riverton")
    visitor.send("/c/riverton/clauses/policy/care", text="You must take great care.", reason="Asked.", do="save")
    (root / "output/riverton/policy/draft/~$policy.docx").write_bytes(b"\x05user")
    shown = visitor.text(visitor.send("/c/riverton/documents/", **{"for": "draft"}).headers["Location"])
    assert "Is open in Word or LibreOffice" in shown
    assert "Somebody changed the file" not in shown
    assert "Move what was edited aside" not in shown
