"""`compare … -o changes.docx`: the list of changes for a meeting, of every pair of sides, as an officer asks for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from policybuilder.document import block_text, clauses
from policybuilder.library import workspace
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.readers.word.read import read_word
from tests import workspaces
from tests.cli.conftest import Run
from tests.lifecycle import story
from tests.writers.word_shells import SHELL, plain


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with an approved version in the council's own letterhead, and a draft that says otherwise."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.shell(shelf, "templates/word/guide.docx")
    workspaces.write(root, "templates/word/letterhead.docx", ours(SHELL))
    story.decide(root, "word_shell: word/letterhead.docx\nparameters: {contact: the AI team}\n")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    monkeypatch.chdir(root)
    story.approved(root)
    story.decide(root, "word_shell: word/letterhead.docx\nparameters: {contact: the digital team}\n")
    return root


def ours(shell: bytes) -> bytes:
    """Return a shell that is known by a line in its footer."""
    parts = read_parts(shell, "shell.docx")
    footer = parts["word/footer1.xml"].replace(b"Version ", b"Town Hall, Riverton. Version ")
    return write_parts({**parts, "word/footer1.xml": footer})


def in_letterhead(file: Path) -> bool:
    """Return whether a Word file is in the council's own letterhead."""
    return b"Town Hall, Riverton." in b"".join(read_parts(file.read_bytes(), "").values())


def text_of(file: Path) -> str:
    """Return the words of a Word file, a line a block, with the headings before them."""
    found = read_word(file.read_bytes(), file.name)
    return "\n".join(
        [found.title, *(line for each in clauses(found) for line in (each.title, *map(block_text, each.blocks)))]
    )


def list_of(run: Run, *words: str) -> str:
    """Return the words of the list of changes of two sides."""
    result = run("compare", *words, "-o", "changes.docx")
    assert (result.exit_code, result.stdout) == (0, "written: changes.docx\n"), result.stderr
    return text_of(Path("changes.docx"))


def test_a_version_is_compared_with_the_draft_in_the_councils_letterhead(run: Run, root: Path) -> None:
    text = list_of(run, "riverton@1.0", "riverton")
    assert "Before: AI policy, Riverton Council, version 1.0 of 8 December 2026" in text
    assert "You must keep it for 30 days. Ask the AI team the digital team." in text, (
        "taken out and put in stand side by side"
    )
    assert "contact: the AI team became the digital team (profile riverton)." in text
    assert in_letterhead(root / "changes.docx")


def test_two_versions_are_compared(run: Run, root: Path) -> None:
    story.approved(root, "1.1", story.DAY.replace(day=9))
    text = list_of(run, "riverton@1.0", "riverton@1.1")
    assert "After: AI policy, Riverton Council, version 1.1 of 9 December 2026" in text
    assert "Record of versions" in text
    assert in_letterhead(root / "changes.docx")


def test_two_councils_are_compared(run: Run, root: Path) -> None:
    council = "{name: Millbeck Council, short_name: Millbeck, nation: england, type: district}"
    profile = (root / "profiles/riverton.yaml").read_text().replace("id: riverton", "id: millbeck", 1)
    lines = [f"council: {council}" if line.startswith("council:") else line for line in profile.splitlines()]
    workspaces.write(root, "profiles/millbeck.yaml", "\n".join(lines).replace("digital team", "IT desk") + "\n")
    text = list_of(run, "riverton", "millbeck")
    assert "AI policy: Riverton and Millbeck compared" in text
    assert "Words of Millbeck alone: underlined, blue." in text


def test_the_decisions_of_several_councils_are_tables_in_word_and_on_a_page(run: Run, root: Path) -> None:
    profile = (root / "profiles/riverton.yaml").read_text()
    workspaces.write(
        root, "profiles/millbeck.yaml", profile.replace("riverton", "millbeck", 1).replace("digital", "web")
    )
    result = run("compare", "--profiles", "riverton", "millbeck", "-o", "councils.docx")
    assert result.exit_code == 0, result.stderr
    text = text_of(root / "councils.docx")
    assert "Decisions that differ" in text
    assert "the digital team" in text
    assert "the web team" in text
    assert run("compare", "--profiles", "riverton", "millbeck", "-o", "councils.html").exit_code == 0
    assert "the web team" in (root / "councils.html").read_text(encoding="utf-8")


def test_two_word_files_are_compared_in_the_plain_shell_or_in_one_that_is_named(run: Run, root: Path) -> None:
    for name, limit in (("old.docx", "thirty"), ("new.docx", "ten")):
        parts = read_parts(plain(), "")
        words = f"<w:body><w:p><w:r><w:t>You must answer within {limit} days.</w:t></w:r></w:p>".encode()
        body = parts["word/document.xml"].replace(b"<w:body>", words)
        (root / name).write_bytes(write_parts({**parts, "word/document.xml": body}))
    assert "You must answer within thirty ten days." in list_of(run, "old.docx", "new.docx")
    assert not in_letterhead(root / "changes.docx")
    assert b"Two files compared" in b"".join(read_parts((root / "changes.docx").read_bytes(), "").values())
    list_of(run, "old.docx", "new.docx", "--shell", "templates/word/letterhead.docx")
    assert in_letterhead(root / "changes.docx")


def test_a_file_that_was_built_here_and_edited_is_compared_in_the_councils_letterhead(run: Run, root: Path) -> None:
    built = root / "output/riverton/policy/1.0/policy.docx"
    parts = read_parts(built.read_bytes(), "")
    edited = parts["word/document.xml"].replace(b"the AI team", b"the web team")
    (root / "edited.docx").write_bytes(write_parts({**parts, "word/document.xml": edited}))
    (root / "sent.docx").write_bytes(built.read_bytes())
    for old in ("riverton@1.0", "sent.docx"):
        assert "Ask the AI team the web team." in list_of(run, old, "edited.docx")
        assert in_letterhead(root / "changes.docx")


def test_nothing_changed_is_said_alone(run: Run, root: Path) -> None:
    text = list_of(run, "riverton", "riverton")
    assert "Nothing has changed: every printed word is the same." in text
    assert "unchanged" not in text
    assert "Change 1" not in text


def test_a_list_that_somebody_wrote_in_is_not_written_over(run: Run, root: Path) -> None:
    list_of(run, "riverton@1.0", "riverton")
    before = (root / "changes.docx").read_bytes()
    list_of(run, "riverton@1.0", "riverton")
    assert (root / "changes.docx").read_bytes() == before, "the same sides give the same bytes"
    parts = read_parts(before, "")
    note = {"word/document.xml": parts["word/document.xml"].replace(b"In short", b"In short (ours)")}
    with zipfile.ZipFile("changes.docx", "w") as noted:
        for name, content in {**parts, **note}.items():
            noted.writestr(name, content)
    result = run("compare", "riverton@1.0", "riverton", "-o", "changes.docx")
    assert result.exit_code == 1
    assert "somebody may have written in this file" in result.stderr
    assert b"In short (ours)" in read_parts((root / "changes.docx").read_bytes(), "")["word/document.xml"]


def test_a_shell_is_refused_where_it_is_of_no_use_or_is_none(run: Run, root: Path) -> None:
    sides = ("compare", "riverton@1.0", "riverton", "--shell")
    assert run(*sides, "templates/word/letterhead.docx", "-o", "changes.html").exit_code == 2
    (root / "blank.docx").write_bytes(plain())
    result = run(*sides, "blank.docx", "-o", "changes.docx")
    assert result.exit_code == 1
    assert "blank.docx" in result.stderr
    over = run(*sides, "templates/word/letterhead.docx", "-o", "templates/word/letterhead.docx")
    assert over.exit_code == 1
    assert not (root / "changes.docx").exists()
