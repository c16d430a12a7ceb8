"""Edited files, each named by what it tests: what is taken reads in the draft as it does in the file, the rest is said.

Each file is a policy that was built, edited by script. The workspace is made once and nothing is written to it: what
would be written is read, and the draft is made of that. With tracked changes, or saved by LibreOffice in between, the
same edits come back (the long runs).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import clauses
from policybuilder.update.clause_changes import OF_A_LIST
from tests.programs import Office
from tests.some import one_in
from tests.update.edited import Edited
from tests.update.edited_council import Council, after, council_in, meant, reads, take, take_content
from tests.workspaces import clause, library, profile, write


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council_in(tmp_path_factory.mktemp("council"))


TAKEN: Mapping[str, tuple[str, Callable[[Edited], object]]] = {
    # Words
    "one word of a paragraph": ("words", lambda f: f.replace("must take care", "must always take care")),
    "a word before a value": ("words", lambda f: f.replace("keep records for", "hold records for")),
    "a word after a value": ("words", lambda f: f.replace("30 days. Section", "30 days at least. Section")),
    "a word between two values": ("words", lambda f: f.replace("if you are not sure", "when in doubt")),
    "words around a reference": ("words", lambda f: f.replace(" says which", " lists which")),
    "a reference written over": ("words", lambda f: f.replace("ection 1.2 says", "ection 9 of the other policy says")),
    "the number of a reference": ("words", lambda f: f.replace("ection 1.2 says", "ection 1.1 says")),
    "the first sentence of three": ("words", lambda f: f.replace("within a day", "at once")),
    "the last sentence of three": ("words", lambda f: f.replace("Do not delete", "Never delete")),
    "a whole paragraph written anew": ("words", lambda f: f.replace("Nobody may rely on it unread", "Two must sign")),
    "bold words": ("words", lambda f: f.replace("keeps the list", "keeps the register")),
    "words in italics": ("words", lambda f: f.replace("law", "statute")),
    "words of a link": ("words", lambda f: f.replace("the guide", "the handbook")),
    "words after a link": ("words", lambda f: f.replace(" too.", " as well.")),
    "an item of a list": ("words", lambda f: f.replace("translating", "translating with care")),
    "a nested item": ("words", lambda f: f.replace("leaflets", "posters")),
    "a numbered item": ("words", lambda f: f.replace("Sign it", "Sign and date it")),
    "a cell": ("words", lambda f: f.replace("For ever", "Ten years")),
    "the first cell of a row": ("words", lambda f: f.replace("Minutes of meetings", "Minutes and notes of meetings")),
    "two cells of a row": ("words", lambda f: (f.replace("Prompts", "Questions"), f.replace("Not at all", "A day"))),
    "the header of a table": ("words", lambda f: f.replace("How long", "For how long")),
    "a heading within a clause": ("words", lambda f: f.replace("In an emergency", "In any emergency")),
    "a quotation": ("words", lambda f: f.replace("help early", "help at once")),
    "an appendix": ("words", lambda f: f.replace("A person must check", "Two people must check")),
    "a sentence put in at the end": ("words", lambda f: f.replace("to the council.", "to the council. Ask first.")),
    "a sentence put in at the start": ("words", lambda f: f.replace("Tell the owner", "Be quick. Tell the owner")),
    "a sentence taken out": ("words", lambda f: f.replace(" Keep a note of it.", "")),
    "signs that Markdown knows": ("words", lambda f: f.replace("any record", "any *record* or `file` [x] a_b | c")),
    "signs that the clause language knows": ("words", lambda f: f.replace("any record", "{{ days }} {% if %} {# #}")),
    "words that look like a list": ("words", lambda f: f.replace("who you are", "- who you are")),
    "words that look like a heading": ("words", lambda f: f.replace("Ring the helpdesk", "# Ring the helpdesk")),
    "an address": ("words", lambda f: f.replace("in your own words", "to https://report.example/form?a=1&b=2")),
    "letters with accents": ("words", lambda f: f.replace("in your own words", "yn Gymraeg â tô, 5 £ – “so”")),
    "where a link leads": ("words", lambda f: f.relink("https://guide.example/keep", "https://guide.example/new")),
    # Structure
    "a paragraph put in": ("added", lambda f: f.add_after("Ring the helpdesk", "Stay on the line.")),
    "two paragraphs put in": (
        "added",
        lambda f: (f.add_after("Ring the helpdesk", "Second."), f.add_after("Ring the helpdesk", "First.")),
    ),
    "a paragraph put in at the end of a clause": ("added", lambda f: f.add_after("Write the report", "Send it.")),
    "a paragraph put in between two lists": ("added", lambda f: f.add_after("sell any record", "Nor lend it.")),
    "a paragraph taken out": ("removed", lambda f: f.remove("Ring the helpdesk")),
    "the first paragraph of a clause taken out": ("removed", lambda f: f.remove("Tell the owner")),
    "the last paragraph of a clause taken out": ("removed", lambda f: f.remove("Nobody may rely")),
    "an item put in": ("added", lambda f: f.add_after("translating", "minuting;")),
    "a last item put in": ("added", lambda f: f.add_after("File it", "Forget it.")),
    "a nested item put in": ("added", lambda f: f.add_after("letters", "emails;")),
    "an item taken out": ("removed", lambda f: f.remove("translating")),
    "a nested item taken out": ("removed", lambda f: f.remove("leaflets")),
    "a numbered item taken out": ("removed", lambda f: f.remove("Write it down")),
    "a row put in": ("added", lambda f: f.add_row("For ever", "Maps", "A year")),
    "a last row put in": ("added", lambda f: f.add_row("Not at all", "Maps", "A year")),
    "a row taken out": ("removed", lambda f: f.remove_row("For ever")),
    "a heading within a clause taken out": ("removed", lambda f: f.remove("In an emergency")),
    "a quotation taken out": ("removed", lambda f: f.remove("Ask for help")),
    "a paragraph moved within its clause": ("moved", lambda f: f.move_after("Ring the helpdesk", "Write the report")),
    "a paragraph moved to another clause": ("moved", lambda f: f.move_after("Ring the helpdesk", "sell any record")),
    "an item moved": ("moved", lambda f: f.move_after("Write it down", "File it")),
    "a paragraph with a value moved": ("moved", lambda f: f.move_after("if you are not sure", "Write the report")),
    "a paragraph parted in two": ("split", lambda f: f.split("Tell the owner", "Keep a note")),
    "a paragraph with values parted in two": ("split", lambda f: f.split("if you are not sure", "The Director")),
    "two paragraphs joined": ("joined", lambda f: f.join("Ring the helpdesk")),
    "two paragraphs with values joined": ("joined", lambda f: f.join("keeps the list")),
    # Answers
    "a number that is an answer": ("value", lambda f: f.replace("for 30 days", "for 60 days")),
    "a name that is an answer": ("value", lambda f: f.replace("the Head of Digital", "the Chief Digital Officer")),
    "a name that goes on": ("value", lambda f: f.replace("the Head of Digital", "the Head of Digital Services")),
    "an entry of a list that is an answer": ("value", lambda f: f.replace("summarising", "searching")),
    "a default that a person names": (
        "value",
        lambda f: f.replace("Director of Resources decides", "Treasurer decides"),
    ),
    # Clauses
    "the title of a clause": ("title", lambda f: f.replace("Telling", "Telling people")),
    "the title of an appendix": ("title", lambda f: f.replace("Checking", "How to check")),
    "a clause taken out": ("clause removed", lambda f: f.remove_clause("Telling")),
    "a clause put in": (
        "clause added",
        lambda f: f.add_clause("Telling", "Paper records", "Keep paper dry.", "Box it."),
    ),
    "a clause put in between two": ("clause added", lambda f: f.add_clause("Keeping", "Paper", "Keep paper dry.")),
    "a clause moved in its section": ("clause moved", lambda f: f.move_clause("Keeping", "Telling")),
    "a clause moved to another section": ("clause moved", lambda f: f.move_clause("Keeping", "Care")),
}


@pytest.mark.parametrize("name", one_in(3, TAKEN))
def test_what_is_taken_reads_in_the_draft_as_it_does_in_the_file(council: Council, name: str) -> None:
    kind, edit = TAKEN[name]
    done = take(council, edit)
    assert not done.not_taken, done.not_taken
    assert {each.kind for each in done.taken} == {kind}
    now, wanted = reads(after(council, done)), meant(done)
    assert {id: now[id] for id in wanted} == wanted
    titles = {each.id: each.title for each in clauses(after(council, done))}
    assert all(titles[each.clause] == each.after for each in done.taken if each.kind == "title")
    assert now.keys() - wanted.keys() == {each.new.id for each in done.taken if each.new}


NOT_TAKEN: Mapping[str, tuple[str, Callable[[Edited], object]]] = {
    "the heading of a section": (
        "a section's heading is the template's",
        lambda f: f.replace("Records", "Our records"),
    ),
    "a number in letters": ("cannot be the answer days", lambda f: f.replace("for 30 days", "for thirty days")),
    "a number out of range": ("out of range", lambda f: f.replace("for 30 days", "for 999 days")),
    "one answer in two ways": (
        "is one answer",
        lambda f: (f.replace("for 30 days", "for 60 days"), f.replace("30 days", "90 days")),
    ),
    "bold type": ("bold and italics", lambda f: f.bold("Ring the helpdesk")),
    "a clause without its words": (
        "would have no words",
        lambda f: (f.remove("A person must"), f.remove("Nobody may")),
    ),
    "a clause with a heading alone": ("has a heading and no words", lambda f: f.add_clause("Telling", "To come")),
}


@pytest.mark.parametrize("name", one_in(3, NOT_TAKEN))
def test_what_cannot_be_taken_is_said_with_its_place_and_nothing_of_it_is_written(council: Council, name: str) -> None:
    reason, edit = NOT_TAKEN[name]
    done = take(council, edit)
    assert all(reason in each.why and each.place for each in done.not_taken), done.not_taken
    assert done.not_taken
    assert not done.proposal.files
    both = take(council, lambda f: (f.replace("Do not delete it", "Never delete it"), edit(f)))
    assert [each.why for each in both.not_taken] == [each.why for each in done.not_taken]
    assert reads(after(council, both))["telling"][0].endswith("Never delete it.")


def test_what_stands_in_another_document_by_now_is_said_whatever_was_done_to_it(tmp_path: Path) -> None:
    council = council_in(tmp_path)
    where = "{% for row in document_elsewhere %}\n- {{ row.headings }}\n{% endfor %}\n- what the code of conduct says\n"
    clause(tmp_path, "where", where)
    text = (tmp_path / "templates/policy.yaml").read_text(encoding="utf-8")
    write(tmp_path, "templates/guide.yaml", text.replace("id: policy", "id: guide").replace("AI policy", "AI guide"))
    write(
        tmp_path,
        "templates/policy.yaml",
        text.replace("keeping, telling", "keeping, where, {clause: telling, rule_in: guide}"),
    )
    profile(tmp_path, documents="{policy: {}, guide: {}}")
    known = library(tmp_path)
    council = replace(council, library=known)
    for edit in (lambda f: f.replace("within a day", "at once"), lambda f: f.replace("Telling", "Saying")):
        told = [each.why for each in take(council, edit).not_taken]
        assert 'its rule stands in "AI guide": change it there' in told


def test_words_that_the_library_prints_in_two_places_are_called_the_librarys_and_no_answer(tmp_path: Path) -> None:
    council = council_in(tmp_path)
    clause(tmp_path, "telling", "Ask under {{ law.foia }}.\n\nKeep to {{ law.foia }}, always.\n", law="[foia]")
    known = library(tmp_path)
    council = replace(council, library=known, built=api.write(api.resolve(known, "riverton", "policy"), "word", known))

    # A note and the sheet of open points name the law, too: only the clause is edited.
    def edit(file: Edited) -> None:
        for before, at, now in (("Ask under ", "Act 2000", "Act 1999"), ("Keep to ", "Act 2000", "Act 1998")):
            file.reword(file.paragraph(before), at, now)

    left = take(council, edit).not_taken
    assert {each.why for each in left} == {"this is how the library cites a law"}


def test_items_that_the_library_has_for_each_choice_are_not_called_entries_of_the_answer(tmp_path: Path) -> None:
    council = council_in(tmp_path)
    body = "We are:\n\n{% for use in uses %}\n- good at {{ use }}, with care\n{% endfor %}\n"
    clause(tmp_path, "telling", body, parameters="[uses]")
    known = library(tmp_path)
    council = replace(council, library=known, built=api.write(api.resolve(known, "riverton", "policy"), "word", known))
    (left,) = take(council, lambda f: f.replace("good at summarising, with care", "great at summarising")).not_taken
    assert left.why == OF_A_LIST
    assert "leave the clause out and add one of your own" in left.why


WITH_TRACKS = {
    name: TAKEN[name]
    for name in (
        "one word of a paragraph",
        "a word before a value",
        "bold words",
        "a nested item",
        "a cell",
        "a sentence put in at the end",
        "a sentence taken out",
        "a paragraph put in",
        "a paragraph taken out",
        "an item put in",
        "an item taken out",
        "a number that is an answer",
        "a name that is an answer",
    )
}


@pytest.mark.parametrize("name", one_in(4, WITH_TRACKS))
def test_tracked_changes_are_taken_as_accepted_and_say_who_made_them(council: Council, name: str) -> None:
    kind, edit = TAKEN[name]
    done = take(council, edit, by="Ann Officer")
    assert not done.not_taken, done.not_taken
    assert {each.kind for each in done.taken} == {kind}
    now, wanted = reads(after(council, done)), meant(done)
    assert {id: now[id] for id in wanted} == wanted
    assert {each.author for edit in done.taken for each in edit.tracked} == {"Ann Officer"}
    assert not any(b"Ann" in (content or b"") for _, content in done.proposal.files.values())


def test_an_unedited_file_has_no_edits(council: Council) -> None:
    done = take(council, lambda _: None)
    assert not done.found.edits
    assert not done.not_taken


@pytest.mark.office
@pytest.mark.long
@pytest.mark.parametrize("name", [*TAKEN][::2])
def test_what_libreoffice_saved_has_the_same_edits(council: Council, office: Office, tmp_path: Path, name: str) -> None:
    kind, edit = TAKEN[name]
    edited = Edited(council.built)
    edit(edited)
    done = take_content(council, office.saved(write(tmp_path, "edited.docx", edited.content), "docx").read_bytes())
    assert {each.kind for each in done.taken} == {kind}
    now, wanted = reads(after(council, done)), meant(done)
    assert {id: now[id] for id in wanted} == wanted


@pytest.mark.office
@pytest.mark.long
def test_what_libreoffice_saved_unedited_has_no_edits(council: Council, office: Office, tmp_path: Path) -> None:
    saved = office.saved(write(tmp_path, "plain.docx", council.built), "docx").read_bytes()
    assert not take_content(council, saved).found.edits
