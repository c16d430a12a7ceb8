"""Notes and the sheet of open points in a Word file that came back: what somebody wrote there is said, never taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.update.taking.taken import Taken
from tests.programs import Office
from tests.update.edited import Edited, text_of
from tests.update.edited_council import Council, council_in, take, take_content
from tests.update.word_copies import copied, without_custom_parts, without_styles
from tests.workspaces import clause, library, write

NOTE = "Drafting note: check with Legal: Freedom of Information Act 2000."
LEAD = "has not confirmed these values"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    root = tmp_path_factory.mktemp("open")
    made = council_in(root)
    clause(
        root,
        "telling",
        "Ask under {{ law.foia }}, within {{ days }} days.\n\nRing us.\n",
        law="[foia]",
        parameters="[days]",
    )
    known = library(root)
    return replace(made, library=known, built=api.write(api.resolve(known, "riverton", "policy"), "word", known))


def said(done: Taken) -> list[tuple[str, str]]:
    """Return what was not taken, its place and its words."""
    return [(each.place, each.words) for each in done.not_taken]


ON_NOTES: dict[str, tuple[Callable[[Edited], object], list[str]]] = {
    "another law": (lambda f: f.replace(": Freedom of", ": Freedom from"), [NOTE.replace("of Inf", "from Inf")]),
    "what somebody found": (lambda f: f.replace("2000.", "2000. Legal agrees."), [f"{NOTE} Legal agrees."]),
    "another opening": (lambda f: f.replace("Drafting note", "Note"), [NOTE.replace("Drafting note", "Note")]),
    "no opening": (lambda f: f.replace("Drafting note: ", ""), [NOTE.removeprefix("Drafting note: ")]),
    "a note of somebody's own": (
        lambda f: f.add_after("check with Legal", "Drafting note: check with Legal: the licence."),
        ["Drafting note: check with Legal: the licence."],
    ),
    "a note that is gone": (lambda f: f.remove("check with Legal"), [f'"{NOTE}" is gone']),
}


@pytest.mark.parametrize("styles", [True, False], ids=["styles", "no styles"])
@pytest.mark.parametrize("name", ON_NOTES)
def test_a_note_that_somebody_changed_is_said_and_is_no_edit_of_the_clause(
    council: Council, name: str, styles: bool
) -> None:
    edit, wanted = ON_NOTES[name]
    file = Edited(council.built)
    assert [text_of(each) for each in file.paragraphs() if "check with Legal" in text_of(each)] == [NOTE]
    _on_note(file, edit)
    done = take_content(council, file.content if styles else copied(file.content, without_styles))
    assert not done.found.edits
    assert said(done) == [("Drafting note", words) for words in wanted]
    assert all("law_checked" in each.why for each in done.not_taken)


def _on_note(file: Edited, edit: Callable[[Edited], object]) -> None:
    """Edit the note alone: what is behind it in the file is put back after the edit."""
    note = next(each for each in file.paragraphs() if "check with Legal" in text_of(each))
    behind = list(note.itersiblings())
    parent = note.getparent()
    for each in behind:
        parent.remove(each)
    edit(file)
    parent.extend(behind)


def test_words_beside_a_note_are_still_the_councils(council: Council) -> None:
    done = take(council, lambda f: (f.replace("Ring us", "Write to us"), f.replace("Drafting note", "Note")))
    assert [each.kind for each in done.taken] == ["words"]
    assert [place for place, _ in said(done)] == ["Drafting note"]


def test_the_note_of_a_clause_that_is_taken_out_goes_with_it_unsaid(council: Council) -> None:
    def edit(file: Edited) -> None:
        file.remove("check with Legal")
        file.remove_clause("Telling")

    done = take(council, edit)
    assert [each.kind for each in done.found.edits] == ["clause removed"]
    assert not any(place == "Drafting note" for place, _ in said(done))


OWNER = "[to confirm: role that owns this document]"
ON_THE_SHEET: dict[str, tuple[Callable[[Edited], object], str]] = {
    "a paragraph at its end": (
        lambda f: f.add_after_paragraph(f.paragraph(LEAD), "Ask Finance first."),
        "Ask Finance first.",
    ),
    "an answer": (lambda f: f.replace(OWNER, "Treasurer"), "Treasurer | "),
    "an answer in brackets": (lambda f: f.replace(OWNER, "[to confirm: Treasurer]"), "[to confirm: Treasurer] | "),
    "no answer yet": (lambda f: f.replace(OWNER, "to be decided"), "to be decided | "),
    "the lead-in": (lambda f: f.replace(LEAD, "has to settle these"), "The council has to settle these."),
    "a remark behind the place": (lambda f: f.replace("Document control", "Document control (done)"), "["),
    "a row that is gone": (lambda f: f.remove_row(OWNER), f'"{OWNER} | '),
}


@pytest.mark.parametrize("name", ON_THE_SHEET)
def test_what_somebody_wrote_on_the_sheet_of_open_points_is_said(council: Council, name: str) -> None:
    edit, begins = ON_THE_SHEET[name]
    done = take(council, edit)
    assert not done.found.edits
    (left,) = done.not_taken
    assert left.place == "Before approval"
    assert left.words.startswith(begins)
    assert "write the answer where the text has it" in left.why


def test_the_sheet_is_read_also_where_the_styles_or_the_record_of_the_file_are_gone(council: Council) -> None:
    file = Edited(council.built)
    file.add_after_paragraph(file.paragraph(LEAD), "Ask Finance first.")
    for lost in (without_styles, without_custom_parts):
        done = take_content(council, copied(file.content, lost))
        assert not done.found.edits
        assert said(done) == [("Before approval", "Ask Finance first.")]


def test_a_file_whose_sheet_is_gone_says_so_once_and_one_as_it_left_says_nothing(council: Council) -> None:
    def without_sheet(file: Edited) -> None:
        heading = next(each for each in file.paragraphs() if text_of(each) == "Before approval")
        for each in [heading, *heading.itersiblings()]:
            if not each.tag.endswith("sectPr"):
                each.getparent().remove(each)

    assert [place for place, _ in said(take(council, without_sheet))] == ["Before approval"]
    for lost in (without_styles, without_custom_parts):
        assert not said(take_content(council, copied(council.built, lost)))
    assert not said(take(council, lambda _: None))


def test_the_numbers_of_places_that_word_brings_up_to_date_are_no_remark(council: Council) -> None:
    def edit(file: Edited) -> None:
        for each in [each for each in file.paragraphs() if text_of(each) == "Section 2.2"]:
            file.reword(each, "2.2", "2.1")

    assert not said(take(council, edit))


@pytest.mark.office
@pytest.mark.long
def test_libreoffice_saves_notes_and_sheet_so_that_nothing_is_said_of_them(
    council: Council, office: Office, tmp_path: Path
) -> None:
    saved = office.saved(write(tmp_path, "plain.docx", council.built), "docx").read_bytes()
    assert not said(take_content(council, saved))
