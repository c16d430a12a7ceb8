"""Whose a Word file is that came back, and what its text was when it left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policybuilder.document import Document
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order
from policybuilder.lifecycle.put import Making
from policybuilder.resolution import resolve
from policybuilder.update.returned import ReturnedFile
from policybuilder.update.returning import read_returned
from policybuilder.writers import WRITERS
from policybuilder.writers.word import mark as word_mark
from tests import workspaces
from tests.lifecycle import story
from tests.update.edited import Edited
from tests.update.word_copies import (
    Parts,
    copied,
    without_bookmarks,
    without_controls,
    without_core_properties,
    without_custom_parts,
    without_styles,
)

SHELL = (workspaces.built_in_root() / "templates/word/policy.docx").read_bytes()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of which nothing is changed."""
    return story.workspace(tmp_path_factory.mktemp("returning"))


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """A workspace for one test."""
    return story.workspace(tmp_path)


def document(root: Path) -> Document:
    return resolve(story.library(root), "riverton", "policy")


def word(made: Document) -> bytes:
    return WRITERS["word"].write(made, SHELL)


def back(root: Path, content: bytes, **said: str) -> ReturnedFile:
    return read_returned(story.library(root), content, "back.docx", **said)


def refusal(root: Path, content: bytes, **said: str) -> str:
    with pytest.raises(PolicyBuilderError) as caught:
        back(root, content, **said)
    (problem,) = caught.value.problems
    assert problem.location.path == "back.docx"
    assert problem.hint
    return f"{problem.code}: {problem.message}"


def edited(content: bytes, *edits: Callable[[Edited], None]) -> bytes:
    file = Edited(content)
    for edit in edits:
        edit(file)
    return file.content


def words_of(found: ReturnedFile, id: str) -> list[str]:
    return [each.words for clause in found.clauses if clause.sent.id == id for each in clause.passages]


def warned(found: ReturnedFile) -> list[str]:
    return [problem.code for problem in found.warnings]


# Whose it is ---------------------------------------------------------------------------------------------

BARE = (without_custom_parts, without_core_properties)


def _without_identifier(parts: Parts) -> Parts:
    core = parts["docProps/core.xml"].replace(b"dc:identifier", b"dc:relation")
    return {**parts, "docProps/core.xml": core}


def _without_item(parts: Parts) -> Parts:
    return {name: part for name, part in parts.items() if not name.startswith("customXml")}


def _without_code(parts: Parts) -> Parts:
    code = word_mark.code_in_parts(parts).encode()
    return {**parts, "word/document.xml": parts["word/document.xml"].replace(code, b"?")}


def _replacing(old: str, new: str) -> Callable[[Parts], Parts]:
    return lambda parts: {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}


KNOWN: dict[str, tuple[tuple[Callable[[Parts], Parts], ...], str]] = {
    "its item": ((), "item"),
    "its custom property": ((_without_item, _without_identifier), "property"),
    "its identifier": ((without_custom_parts,), "property"),
    "the code that it prints": (BARE, "code"),
    "the code among plain paragraphs": ((*BARE, without_styles, without_bookmarks, without_controls), "code"),
    "its title and council": ((_without_code, *BARE), "title"),
}


@pytest.mark.parametrize("by", KNOWN)
def test_a_file_is_known_by(root: Path, by: str) -> None:
    losses, known_by = KNOWN[by]
    found = back(root, copied(word(document(root)), *losses))
    assert (found.identity.profile, found.identity.document) == ("riverton", "policy")
    assert found.identity.known_by == known_by
    assert not found.has_edits
    assert {"sent-text-lost"}.isdisjoint(warned(found))


def test_a_file_that_says_nothing_is_taken_for_what_a_person_says(root: Path) -> None:
    stranger = copied(word(document(root)), _without_code, *BARE, _replacing("Riverton", "Somewhere"))
    assert refusal(root, stranger).startswith("not-ours: nothing in the file says that it was built here")
    found = back(root, stranger, profile="riverton", document="policy")
    assert found.identity.known_by == "asked"
    assert not found.has_edits
    assert back(root, stranger, profile="riverton").identity.document == "policy"


def test_a_file_of_another_document_than_a_person_says_is_refused(root: Path) -> None:
    said = refusal(root, word(document(root)), profile="riverton", document="guide")
    assert said == "other-document: the file is of riverton/policy, not of riverton/guide"


def test_a_file_of_another_council_is_refused(root: Path) -> None:
    other = word(replace(document(root), profile="lakeside"))
    assert refusal(root, other) == (
        "other-council: the file is of lakeside/policy, and there is no profile lakeside here"
    )
    other = word(replace(document(root), id="guide"))
    assert refusal(root, other) == "unknown-document: the file is of riverton/guide, which the profile does not name"


# What its text was ---------------------------------------------------------------------------------------


def test_a_draft_is_held_against_what_it_left_with_also_when_the_draft_moved_on(own_root: Path) -> None:
    content = edited(word(document(own_root)), lambda file: file.replace("30 days", "60 days"))
    workspaces.clause(own_root, "keeping", "Keep nothing at all. Ask {{ contact }}.\n", parameters="[contact]")
    found = back(own_root, content)
    assert found.sent_from == "item"
    assert [clause.sent.id for clause in found.edited] == ["keeping"]
    assert words_of(found, "keeping") == ["You must keep it for 60 days. Ask the AI team."]
    assert not found.warnings


def test_a_draft_that_lost_its_item_is_held_against_the_one_that_was_built_while_that_has_its_code(
    own_root: Path,
) -> None:
    build_profile(story.library(own_root), "riverton", Order(formats=("word",)))
    content = (own_root / "output/riverton/policy/draft/policy.docx").read_bytes()
    workspaces.clause(own_root, "keeping", "Keep nothing at all. Ask {{ contact }}.\n", parameters="[contact]")
    found = back(own_root, copied(content, *BARE))
    assert found.sent_from == "draft"
    assert not found.has_edits


def test_a_draft_of_which_no_record_is_left_is_held_against_todays_and_says_so(own_root: Path) -> None:
    content = copied(word(document(own_root)), *BARE)
    workspaces.clause(own_root, "keeping", "Keep nothing at all. Ask {{ contact }}.\n", parameters="[contact]")
    found = back(own_root, content)
    assert [clause.sent.id for clause in found.edited] == ["keeping"]
    assert warned(found) == ["sent-text-lost"]


def test_a_draft_that_was_built_before_drafts_held_their_text_is_read_too(root: Path) -> None:
    parts = Edited(word(document(root))).parts
    item = parts["customXml/item1.xml"]
    old = item[: item.index(b"<sent")] + item[item.index(b"</sent>") + len(b"</sent>") :]
    found = back(root, copied(word(document(root)), lambda parts: {**parts, "customXml/item1.xml": old}))
    assert (found.identity.known_by, found.sent_from) == ("item", "draft")
    assert not found.has_edits


def test_a_draft_whose_item_is_damaged_is_held_against_todays_draft(root: Path) -> None:
    def damaged(parts: Parts) -> Parts:
        return {**parts, "customXml/item1.xml": parts["customXml/item1.xml"].replace(b"</clause>", b"")}

    found = back(root, copied(word(document(root)), damaged))
    assert (found.identity.known_by, found.sent_from) == ("item", "draft")
    assert not found.has_edits


def test_a_paper_is_held_against_the_paper_in_the_workspace(own_root: Path) -> None:
    made = Making(datetime(2026, 12, 2, 9, tzinfo=UTC), story.TOOL)
    build_profile(story.library(own_root), "riverton", Order(formats=("word",), paper=made))
    content = (own_root / "output/riverton/policy/paper/policy.docx").read_bytes()
    workspaces.clause(own_root, "keeping", "Keep nothing at all. Ask {{ contact }}.\n", parameters="[contact]")
    found = back(own_root, edited(content, lambda file: file.replace("30 days", "60 days")))
    assert (found.identity.stage, found.sent_from) == ("paper", "paper")
    assert [clause.sent.id for clause in found.edited] == ["keeping"]
    assert not found.warnings


def test_an_approved_file_is_held_against_its_version(own_root: Path) -> None:
    story.approved(own_root, no_paper="A test.")
    content = (own_root / "output/riverton/policy/1.0/policy.docx").read_bytes()
    workspaces.clause(own_root, "keeping", "Keep nothing at all. Ask {{ contact }}.\n", parameters="[contact]")
    for losses in ((), (_without_item,), BARE):
        found = back(own_root, copied(content, *losses))
        assert (found.identity.version, found.sent_from) == ("1.0", "version"), losses
        assert not found.has_edits, losses


def test_a_version_that_is_not_here_is_refused(root: Path) -> None:
    said = refusal(root, word(replace(document(root), stage="approved")))
    assert said.startswith("unknown-version: the file is of a version that is not here")


# What cannot be taken ------------------------------------------------------------------------------------


def test_a_file_of_which_hardly_a_clause_is_left_is_refused(root: Path) -> None:
    content = word(document(root))

    def emptied(file: Edited) -> None:
        for control in file.main.iter("{*}sdt"):
            for text in control.iter("{*}t"):
                text.text = "gone"

    said = refusal(root, copied(edited(content, emptied), without_bookmarks, without_controls))
    assert said.startswith("other-text: of the 3 clauses of riverton/policy the file has 0")
    cleaned = copied(edited(content, emptied), without_bookmarks, without_controls, without_styles)
    assert refusal(root, cleaned).startswith("cleaned: its styles are gone, and of the 3 clauses")


def test_broken_tracked_changes_are_refused(root: Path) -> None:
    file = Edited(word(document(root)), by="A. Reviewer")
    file.replace("30 days", "60 days")
    broken = copied(file.content, _replacing("<w:del ", "<w:smartTag "), _replacing("</w:del>", "</w:smartTag>"))
    assert refusal(root, broken) == (
        "broken-tracking: its tracked changes are broken: words are marked as taken out and stand in no tracked change"
    )
    nameless = copied(file.content, _replacing('w:author="A. Reviewer"', ""))
    assert refusal(root, nameless).endswith("a tracked change says not who made it")


def test_what_is_no_word_file_is_refused(root: Path) -> None:
    assert refusal(root, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")).startswith("docx-encrypted")
    assert refusal(root, b"%PDF-1.7").startswith("docx-is-pdf")


def test_cover_control_table_header_and_footer_are_told_and_are_no_edit(root: Path) -> None:
    content = copied(word(document(root)), _with_owner, _with_footer)
    found = back(root, content)
    assert not found.has_edits
    assert [(each.place, each.before, each.now) for each in found.around] == [
        ("Document control: Owner", "Head of Digital", "Head of Change"),
        ("Cover", "Owner Head of Digital", "Owner Head of Change"),
        ("Footer", "Version 0.1, Draft Page of", "Version 0.1, Final Page of"),
    ]


def _with_owner(parts: Parts) -> Parts:
    main = parts["word/document.xml"].replace(b">Head of Digital<", b">Head of Change<", 2)
    return {**parts, "word/document.xml": main}


def _with_footer(parts: Parts) -> Parts:
    return {name: part.replace(b"Draft<", b"Final<") if "footer" in name else part for name, part in parts.items()}


def test_nothing_is_told_of_what_stands_around_when_nobody_touched_it(root: Path) -> None:
    assert back(root, word(document(root))).around == ()
