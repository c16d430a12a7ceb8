from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from policybuilder.document import Code, Document, OpenQuestion, Reference, SignOff, Table, Value, block_text
from policybuilder.document_json import dumps
from policybuilder.library.workspace import built_in_root
from policybuilder.writers.before_approval import before_approval, with_drafting_notes
from policybuilder.writers.html import write_html
from policybuilder.writers.markdown import write_markdown
from policybuilder.writers.word.write import write_word
from tests.builders import PROVENANCE, bullets, clause, control, document, law, paragraph, section, to_confirm

SHELL = built_in_root() / "templates/word/policy.docx"
OWNER = to_confirm("the owner", "roles.digital")

OPEN = section(
    "about",
    clause("purpose", paragraph(["The ", OWNER, " decides."])),
    clause("scope", paragraph(["Ask the ", OWNER, " or the ", OWNER, "."]), number="1.2"),
)


def test_a_draft_with_nothing_open_has_no_end_sheet() -> None:
    assert before_approval(document(law=[law("dpa", "Data Protection Act 2018")])) == ()


def test_each_value_to_confirm_is_listed_once_with_every_place_and_its_parameter() -> None:
    appendix = clause("app-tools", paragraph(OWNER), number="A")
    asked = OpenQuestion("roles.digital", "Which role keeps the list of tools?", "Director of Digital")
    lead, values = before_approval(replace(document(OPEN, appendices=[appendix]), questions=(asked,)))
    assert block_text(lead).endswith("Confirm each one before the policy is approved.")
    assert isinstance(values, Table)
    assert block_text(values) == (
        "To confirm\tQuestion\tWho would know\tWhere\n"
        "[to confirm: the owner]\tWhich role keeps the list of tools? roles.digital\tDirector of Digital\t"
        "1.1, 1.2, Appendix A"
    )
    what, question, _, where = values.rows[0]
    assert what.inlines == (OWNER,)
    assert where.inlines[0] == Reference("purpose", "1.1")
    assert question.inlines[-1] == Code("roles.digital")


def test_the_values_of_one_question_share_its_row() -> None:
    tools = [to_confirm(name, "approved_tools") for name in ("Chat?", "Notes?", "chat?")]
    asked = OpenQuestion("approved_tools", "Which tools?", "Head of Digital", guess=True)
    made = replace(document(section("about", clause("purpose", *map(paragraph, tools)))), questions=(asked,))
    lead, values = before_approval(made)
    assert block_text(lead).endswith("nobody has said yet that it is right here.")
    assert isinstance(values, Table)
    assert [block_text(paragraph(row[0].inlines)) for row in values.rows] == [
        "[to confirm: Chat?]\n[to confirm: Notes?]"
    ]


def test_a_value_of_the_control_table_is_listed_there() -> None:
    _, values = before_approval(document(control=control(approver=to_confirm("the approver", "document.approver"))))
    assert "[to confirm: the approver]\tdocument.approver\t\tDocument control" in block_text(values)


def test_law_that_is_not_verified_is_listed_for_legal() -> None:
    laws = [law("dpa", "Data Protection Act 2018"), law("foia", "FOI Act", check="whether prompts are held")]
    _, unverified = before_approval(document(law=laws))
    assert block_text(unverified) == (
        "Law\tWhat the policy relies on it for\tCheck with Legal\n"
        "FOI Act\nfoia\tWhat FOI Act is relied on for. (as at 22 November 2026)\t"
        "whether prompts are held\nSource so far: own knowledge"
    )


def test_law_that_was_signed_off_is_neither_listed_nor_noted_in_a_draft() -> None:
    made = resting_on("hra")
    signed = SignOff(
        "Head of Legal", "2026-12-03", "The Act", "0" * 12, "riverton", "profiles/riverton.yaml:4:3", False
    )
    made = replace(made, law=tuple(replace(entry, sign_offs=(signed,)) for entry in made.law))
    assert before_approval(made) == ()
    assert with_drafting_notes(made) == made


def test_an_approved_policy_has_no_end_sheet() -> None:
    assert before_approval(document(OPEN, stage="approved")) == ()


def resting_on(*ids: str, stage: str = "draft") -> Document:
    """Return a document whose one clause rests on some of two laws, of which one is unverified."""
    resting = replace(clause("rights", paragraph("You must answer.")), provenance=replace(PROVENANCE, law=ids))
    laws = [law("dpa", "Data Protection Act 2018"), law("hra", "Human Rights Act 1998", check="Section 6?")]
    return replace(document(section("people", resting), law=laws), stage=stage)


def written(made: Document) -> tuple[str, str, str]:
    """Return the words of a document as Markdown, HTML and Word."""
    with zipfile.ZipFile(io.BytesIO(write_word(made, SHELL.read_bytes()))) as word:
        text = re.sub("<[^>]+>", "", word.read("word/document.xml").decode())
    return write_markdown(made).decode(), re.sub("<[^>]+>", "", write_html(made).decode()), text


def test_a_clause_that_rests_on_unverified_law_says_so_in_every_format_of_a_draft() -> None:
    markdown, html, word = written(resting_on("dpa", "hra"))
    assert "> **Drafting note**: check with Legal: Human Rights Act 1998." in markdown
    for text in (html, word):
        assert "Drafting note: check with Legal: Human Rights Act 1998." in text


def test_there_is_no_note_where_the_law_is_verified_or_nothing_is_a_draft() -> None:
    for made in (resting_on("dpa"), resting_on("hra", stage="paper"), resting_on("hra", stage="approved")):
        for text in written(made):
            assert "Drafting note" not in text


def test_notes_are_no_part_of_the_document_itself() -> None:
    made = resting_on("hra")
    assert "Drafting note" not in dumps(made).decode()
    assert with_drafting_notes(made) != made


RIGHTS, CODE = Value("our rights", "terms.rights"), Value("the code", "terms.code")


@pytest.mark.parametrize(
    ("blocks", "below"),
    [
        ([["Under ", RIGHTS, "."], ["Under ", CODE, "."]], 0),
        ([["Under ", CODE, "."], ["Under ", RIGHTS, "."], "More."], 1),
    ],
)
def test_a_note_stands_below_the_words_of_the_nation_that_name_the_law(blocks: list[Any], below: int) -> None:
    made = [paragraph(block) for block in blocks]
    resting = replace(clause("rights", *made), provenance=replace(PROVENANCE, law=("hra",)))
    laws = [replace(law("hra", "Human Rights Act 1998", check="Section 6?"), named_by=("terms.rights",))]
    (section_made,) = with_drafting_notes(document(section("people", resting), law=laws)).sections
    texts = [block_text(block) for block in section_made.clauses[0].blocks]
    assert [index for index, text in enumerate(texts) if text.startswith("Drafting note")] == [below + 1]


@pytest.mark.parametrize(
    ("blocks", "below"),
    [
        ([[Value("the Human Rights Act", "law.hra"), " holds."], "More."], 0),
        ([["Under ", Value("the members' code", "terms.councillors_code"), ":"], bullets("one", "two"), "More."], 1),
        ([["Under ", Value("a", "terms.one"), "."], ["Under ", Value("b", "terms.two"), "."], "More."], 2),
        (["No name.", "More."], 1),
    ],
    ids=["by-its-title", "by-the-nations-words-and-their-list", "by-one-of-two-words", "by-nothing"],
)
def test_a_note_stands_below_the_words_that_rest_on_the_law(blocks: list[Any], below: int) -> None:
    made = [paragraph(block) if isinstance(block, str | list) else block for block in blocks]
    resting = replace(clause("rights", *made), provenance=replace(PROVENANCE, law=("hra",)))
    laws = [law("hra", "Human Rights Act 1998", check="Section 6?")]
    (section_made,) = with_drafting_notes(document(section("people", resting), law=laws)).sections
    texts = [block_text(block) for block in section_made.clauses[0].blocks]
    assert [index for index, text in enumerate(texts) if text.startswith("Drafting note")] == [below + 1]
