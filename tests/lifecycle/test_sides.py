"""The sides of a comparison, as a person writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.compare import compare
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.sides import open_policy, open_sides
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = story.workspace(tmp_path)
    story.approved(root)
    workspaces.clause(root, "care", "You must take great care.\n")
    return root


def names(root: Path, old: str, new: str) -> tuple[str, str]:
    first, second = open_sides(story.library(root), old, new)
    return first.name, second.name


def test_a_version_and_the_draft_after_it(root: Path) -> None:
    assert names(root, "riverton/policy@1.0", "riverton") == (
        "riverton/policy, version 1.0 of 2026-12-08",
        "riverton/policy, draft 1.1",
    )
    first, second = open_sides(story.library(root), "riverton@approved", "riverton/policy@draft")
    assert [change.id for change in compare(first.document, second.document).changes] == ["care"]


def test_files_of_a_version_read_as_that_version(root: Path) -> None:
    kept = story.folder(root) / "1.0"
    for name in ("policy.docx", "policy.md", "policy.json"):
        first, second = open_sides(story.library(root), "riverton@1.0", str(kept / name))
        assert compare(first.document, second.document).changes == ()


def test_another_library_makes_the_same_councils_draft(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "released"
    story.workspace(other)
    first, second = open_sides(story.library(root), f"library:{other}", "riverton")
    (change,) = compare(first.document, second.document).changes
    assert change.id == "care"
    assert change.reasons[0].text == "the library's text differs, both at version 1.0.0"


@pytest.mark.parametrize(
    ("side", "message", "hint"),
    one_in(
        3,
        [
            ("rivertown", 'no profile or file "rivertown"', 'did you mean "riverton"?'),
            ("riverton/polcy", 'riverton has no document "polcy"', 'did you mean "policy"?'),
            ("riverton@1.5", 'riverton/policy has no version "1.5"', 'did you mean "1.0"?'),
            ("riverton@latest", 'riverton/policy has no version "latest"', "the versions are 1.0, and draft"),
            ("riverton@Approved", 'riverton/policy has no version "Approved"', 'did you mean "approved"?'),
            ("riverton@", "no version follows the @", "write riverton@1.0, or riverton@approved"),
            ("library:", "no folder follows library:", "name one, or write library:built-in"),
            ("library:nowhere", 'no library in "nowhere"', "name a folder that holds clauses/"),
            ("nothing.docx", "cannot be read: No such file", ""),
        ],
    ),
)
def test_a_side_that_stands_for_nothing_offers_what_does(root: Path, side: str, message: str, hint: str) -> None:
    with pytest.raises(PolicyBuilderError) as caught:
        open_sides(story.library(root), "riverton@1.0", side)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("name", "content", "message"),
    one_in(
        4,
        [
            ("a.docx", b"%PDF-1.7", "the file is a PDF"),
            ("a.docx", b"", "the file is empty"),
            ("a.docx", b"PK\x03\x04 and no more", "ends too soon"),
            ("a.docx", b"# Markdown", "not a Word document"),
            ("a.md", b"PK\x03\x04", "not Markdown"),
            ("a.md", b"caf\xe9", "not UTF-8"),
            ("a.json", b"{}", "not a policybuilder document"),
            ("a.json", b'{"format": 0, "document": {}}', "the file has document format 0"),
            ("a.pdf", b"%PDF-1.7", "unknown kind of file"),
        ],
    ),
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    root: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(PolicyBuilderError, match=message):
        open_sides(story.library(root), "riverton", str(file))


def test_an_altered_document_is_not_compared_as_if_it_were_the_approved_one(root: Path) -> None:
    file = story.folder(root) / "1.0/policy.json"
    file.write_text(file.read_text().replace("take care", "take no care"))
    with pytest.raises(PolicyBuilderError, match="not the one that was approved"):
        open_policy(story.library(root), "riverton@1.0")


def test_a_damaged_document_is_located_and_what_can_still_be_read_is_offered(root: Path) -> None:
    file = story.folder(root) / "1.0/policy.json"
    file.write_text(file.read_text()[:500])
    with pytest.raises(PolicyBuilderError) as caught:
        open_policy(story.library(root), "riverton@1.0")
    (problem,) = caught.value.problems
    assert problem.location.path == "output/riverton/policy/1.0/policy.json"
    assert problem.location.line > 1
    assert "output/riverton/policy/1.0/policy.docx and .md can still be compared as files" in problem.hint


def test_a_side_in_the_words_of_another_system_is_understood(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "output")  # in which there is a folder riverton, too
    first, second = open_sides(story.library(root), "riverton\\policy@1.0", "riverton")
    assert (first.document.id, second.document.id) == ("policy", "policy")
    with pytest.raises(PolicyBuilderError) as caught:
        open_sides(story.library(root), "riverton", str(root / "output"))
    assert caught.value.problems[0].message == "this is a folder, not a policy"
