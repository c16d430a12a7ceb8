"""A Word file held against the text that it left with: without edits it has none, whatever it lost on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from policybuilder.document import Block, Document, Text, Value
from policybuilder.document.sent import sent_text
from policybuilder.library.workspace import built_in_root
from policybuilder.ooxml.elements import parse_part
from policybuilder.ooxml.zip import read_parts
from policybuilder.printed import code_in
from policybuilder.readers.word.rows import WordRows, read_rows
from policybuilder.readers.word.sent_item import sent_in
from policybuilder.update.regions import Held, held_against
from policybuilder.writers import WRITERS
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.properties import property_in
from tests.builders import clause, document, section
from tests.programs import Office
from tests.properties import holds_for_any
from tests.some import one_in
from tests.update.edited import Edited
from tests.update.returned_files import FILES, told
from tests.update.word_copies import LOSSES, copied
from tests.writers import strategies
from tests.writers.sample import sample

SHELL = (built_in_root() / "templates/word/policy.docx").read_bytes()


@cache
def built() -> bytes:
    return WRITERS["word"].write(sample(), SHELL)


def held(content: bytes, made: Document | None = None) -> Held:
    return held_against(sent_text(made or sample()), read_rows(content, "back.docx"))


def edits(found: Held) -> list[str]:
    """What a reader would call an edit, in a line each."""
    changed = [
        f"{each.sent.id}: {[one.words for one in each.passages]}" for each in found.clauses if not each.is_as_sent
    ]
    places = [each.place for each in found.clauses]
    moved = ["moved"] if places != sorted(places) else []
    new = [f"new: {each.title.words}: {[one.words for one in each.passages]}" for each in found.new]
    return [*changed, *moved, *new, *(f"section: {each}" for each in found.sections)]


def test_a_draft_as_it_was_built_has_no_edits() -> None:
    assert edits(held(built())) == []


@pytest.mark.parametrize("lost", one_in(3, LOSSES))
def test_a_copy_that_lost_what_no_reader_sees_has_no_edits(lost: str) -> None:
    assert edits(held(copied(built(), *LOSSES[lost]))) == []


@pytest.mark.rest
@holds_for_any(short=8, long=150, blocks=strategies.blocks)
def test_any_document_read_back_has_no_edits(blocks: tuple[Block, ...]) -> None:
    first, second = (
        clause("first", *blocks, title="What this is for"),
        clause("second", *reversed(blocks), title="Who decides"),
    )
    made = replace(document(section("rules", first, second, title="The rules")), stage="draft")
    content = WRITERS["word"].write(made, SHELL)
    sent = sent_in(parse_part(word_mark.item_in_parts(read_parts(content, "")), "item", "a.docx"))
    assert sent is not None
    assert edits(held_against(sent, read_rows(content, "back.docx"))) == []


def test_a_passage_that_reads_as_it_was_sent_keeps_its_values_and_references() -> None:
    for lost in ("whole-runs", "styles-and-marks", "fields"):
        found = held(copied(built(), *LOSSES[lost]))
        for each in found.clauses:
            assert [one.passage for one in each.passages] == list(each.sent.passages), lost
    values = [inline for each in found.clauses for one in each.passages for inline in one.passage.inlines]
    assert any(isinstance(inline, Value) for inline in values)
    assert any(isinstance(inline, Text) for inline in values)


# Edited ----------------------------------------------------------------------------------------------------


def _edited(name: str, by: str = "") -> bytes:
    file = Edited(built(), by)
    FILES[name].edit(file)
    return file.content


@pytest.mark.parametrize("name", one_in(5, FILES))
def test_what_was_done_to_a_file_is_told(name: str) -> None:
    assert told(held(_edited(name))) == list(FILES[name].told)


# What is done within a clause is told alike whatever marks its heading: those files take their turn in the long run.
_OF_HEADINGS = [
    pytest.param(name, marks=() if re.search("title|heading|clause|section|item", name) else pytest.mark.long)
    for name in FILES
]


@pytest.mark.parametrize("name", one_in(5, _OF_HEADINGS))
def test_what_was_done_is_told_also_when_bookmarks_and_controls_are_lost(name: str) -> None:
    assert told(held(copied(_edited(name), *LOSSES["controls-and-bookmarks"]))) == list(FILES[name].told)


WITHOUT_STYLES = {
    # Nothing says that a new line is a heading, or that a number was not typed by the program that took the styles out.
    "a clause put in": [
        "scope: new paragraph after 6: 'Asking first'",
        "scope: new paragraph after 6: 'Ask before you start.'",
    ],
    "a section put in": [
        "scope: new paragraph after 6: 'Asking first'",
        "scope: new paragraph after 6: 'Ask before you start.'",
    ],
    "a typed number": [],
}


@pytest.mark.parametrize("name", one_in(5, _OF_HEADINGS))
def test_what_was_done_is_told_also_when_every_style_is_lost(name: str) -> None:
    wanted = WITHOUT_STYLES.get(name, list(FILES[name].told))
    assert told(held(copied(_edited(name), *LOSSES["styles-and-marks"]))) == wanted


@pytest.mark.parametrize("name", one_in(5, [name for name, file in FILES.items() if file.tracked]))
def test_tracked_changes_are_accepted_and_say_who_made_them(name: str) -> None:
    found = held(_edited(name, by="A. Reviewer"))
    assert told(found) == list(FILES[name].told)
    passages = [each for clause in found.clauses for each in clause.passages]
    passages += [clause.title for clause in found.clauses if clause.title is not None]
    tracked = [change for each in passages for change in each.tracked]
    tracked += [change for clause in found.clauses for change in clause.gone]
    if not found.sections:
        assert {(change.author, change.date[:10]) for change in tracked} == {("A. Reviewer", "2026-11-20")}


# Saved by LibreOffice --------------------------------------------------------------------------------------

SAVED = Path(__file__).parent / "saved"


def _saved(name: str) -> tuple[Held, WordRows]:
    """A file of saved/, held against the text in its own item."""
    content = (SAVED / f"{name}.docx").read_bytes()
    sent = sent_in(parse_part(word_mark.item_in_parts(read_parts(content, name)), "item", name))
    assert sent is not None
    file = read_rows(content, name)
    return held_against(sent, file), file


def test_a_file_that_libreoffice_only_saved_has_no_edits() -> None:
    found, file = _saved("untouched")
    assert told(found) == []
    for each in found.clauses:
        assert [one.passage for one in each.passages] == list(each.sent.passages)
    parts = read_parts((SAVED / "untouched.docx").read_bytes(), "")
    assert word_mark.code_in_parts(parts) == next(words for _, words in file.control if code_in(words))
    assert property_in(parts) is not None


def test_edits_that_libreoffice_saved_are_told_with_their_authors_and_comments() -> None:
    found, file = _saved("edited")
    assert told(found) == [
        "purpose 0: gone",
        "scope: new item after 1: 'volunteers'",
        "records 0: 'Keep a transcript for 90 days, then delete it. "
        "The [to confirm: the role that owns the tools list] checks that this is done.'",
        "new clause 'Asking first' in 'about', after scope: ['Ask before you start.']",
    ]
    assert [(change.kind, change.text[:16], change.author) for change in found.clauses[0].gone] == [
        ("deleted", "This policy says", "A. Reviewer")
    ]
    records = next(each for each in found.clauses if each.sent.id == "records").passages
    assert [(change.kind, change.text) for change in records[0].tracked] == [
        ("deleted", "30 days"),
        ("inserted", "90 days"),
    ]
    (comment,) = file.comments
    assert records[1].comments == (comment,)
    assert (comment.author, comment.text) == ("A. Reviewer", "Is this still the law?")
    assert comment.on.startswith("A prompt can be asked for")


@pytest.mark.office
@pytest.mark.long
def test_every_edited_file_is_told_alike_when_libreoffice_saved_it(tmp_path: Path, office: Office) -> None:
    # A file with comments brings LibreOffice down where it is told to save one from outside; edited.docx has one.
    without_comments = {name: made for name, made in FILES.items() if name != "a comment"}
    for number, (name, made) in enumerate(without_comments.items()):
        for by in ("", "A. Reviewer") if made.tracked else ("",):
            path = tmp_path / f"{number}{by[:1]}.docx"
            path.write_bytes(_edited(name, by))
            assert told(held(office.saved(path, "docx").read_bytes())) == list(made.told), (name, by)
