"""A file that somebody broke in an editor: the line as typed and as it could be, put in with one press and undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.visitor import Visitor, words

PAGE, FORM = "/c/riverton/", "/mend/riverton/"


@pytest.fixture
def file(root: Path) -> Path:
    """The profile, in which a space is missing after a colon."""
    (path,) = (root / "profiles").glob("*.yaml")
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\nparameters:\n  days:45\n", encoding="utf-8")
    return path


def test_the_line_is_shown_as_typed_and_as_it_could_be(visitor: Visitor, file: Path) -> None:
    shown = visitor.get(PAGE).text
    assert re.findall(r"<pre[^>]*>([^<]*)</pre>", shown) == ["  days:45", "  days: 45"]
    assert "Put it in , line" in words(shown)


def test_put_in_the_file_reads_again_and_undo_gives_it_back_as_it_was(visitor: Visitor, file: Path) -> None:
    typed = file.read_bytes()
    answer = visitor.send(FORM, PAGE)
    assert answer.status_code == 302
    assert "Put in: line" in visitor.text(answer.headers["Location"])
    assert file.read_bytes() == typed.replace(b"days:45", b"days: 45")
    assert "The last change" in visitor.text("/c/riverton/undo")
    assert "a line of the file that could not be read" in visitor.text("/c/riverton/undo")
    visitor.send("/c/riverton/undo")
    assert file.read_bytes() == typed


def test_nothing_is_put_in_where_the_file_changed_meanwhile(visitor: Visitor, file: Path) -> None:
    form = visitor.get(PAGE).text
    file.write_text(file.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    typed = file.read_bytes()
    answer = visitor.send_form(form, FORM)
    assert "Nothing was put in: look again." in words(visitor.get(answer.headers["Location"]).text)
    assert file.read_bytes() == typed
    file.write_bytes(typed.replace(b"days:45", b"days: 50"))
    visitor.send_form(form, FORM)
    assert b"days: 50" in file.read_bytes()


def test_what_nobody_can_guess_has_no_button(visitor: Visitor, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("days:45", "days: 45\n  days: 50"), encoding="utf-8")
    shown = words(visitor.get(PAGE).text)
    assert "is given twice" in shown
    assert "Put it in" not in shown
