"""Odder slips in a profile: each is told once, at its line, with what to write; none is taken for an answer."""

from __future__ import annotations

import pytest

from policybuilder.library.library import Library
from tests.library.slips import slipped, slips_library, told


@pytest.fixture(scope="module")
def shipped() -> Library:
    return slips_library()


WAITS = "put # before the line: the draft then says [to confirm], and the paper waits for the answer"
POST = "name the post that answers for it, whoever holds it now; what nobody does must be somebody's by approval"


@pytest.mark.parametrize(
    "words", ["TBC", "tbd.", "???", "[to confirm]", '"[to confirm: Cabinet?]"', "[to confirm: Cabinet?]", "Not sure"]
)
def test_words_that_nobody_knows_an_answer_by_are_no_answer(words: str, shipped: Library) -> None:
    """They would stand in the policy as decided, and the paper would not wait for them."""
    (post,) = told(slipped(("siro: Director of Resources", f"siro: {words}")), shipped)
    assert post.startswith("19:")
    assert "is no answer yet [no-answer]" in post
    assert post.endswith(f"hint: {WAITS}")
    (text,) = told(slipped(("# corporate_plan_name:", f"corporate_plan_name: {words}")), shipped)
    assert "is no answer yet [no-answer]" in text


@pytest.mark.parametrize("words", ["<title of the post>", '"[Name]"', "XXXX"])
def test_what_stands_in_a_form_is_no_answer(words: str, shipped: Library) -> None:
    (text,) = told(slipped(("siro: Director of Resources", f"siro: {words}")), shipped)
    assert "is no answer yet [no-answer]" in text


@pytest.mark.parametrize("words", ["N/A", "None", "vacant", "no-one"])
def test_nobody_is_no_post(words: str, shipped: Library) -> None:
    (text,) = told(slipped(("siro: Director of Resources", f"siro: {words}")), shipped)
    assert text == f'19:9: error: roles.siro: "{words}" names no post [no-answer]\n  hint: {POST}'


@pytest.mark.parametrize("words", ["Unknown Quantities Board", "The TBC group", "Director (interim)", "Plan X"])
def test_what_only_looks_like_that_is_an_answer(words: str, shipped: Library) -> None:
    assert told(slipped(("siro: Director of Resources", f"siro: {words}")), shipped) == []


def test_the_words_about_a_document_and_its_reasons_say_something(shipped: Library) -> None:
    text = slipped(
        ("owner: Head of Digital", "owner: TBC"),
        ("approver: Cabinet", "approver: to be confirmed"),
        ("reason: There is no tool for it", "reason: '?'"),
    )
    assert told(text, shipped) == [
        '38:12: error: owner: "TBC" is no answer yet [no-answer]\n'
        "  hint: put # before the line: the draft then says [to confirm]",
        '39:15: error: approver: "to be confirmed" is no answer yet [no-answer]\n'
        "  hint: put # before the line: the draft then says [to confirm]",
        '45:17: error: reason: "?" is no answer yet [no-answer]\n  hint: write it in a sentence',
    ]


def test_who_moved_an_amendment_or_put_a_library_off_is_somebody(shipped: Library) -> None:
    text = slipped(("reason: There is no tool for it", "reason: There is no tool for it\n        by: tbc"))
    text += "newer_library: {not_before: 2030-01-01, reason: to be decided, by: Head of Digital}\n"
    said = told(text, shipped)
    assert [each.partition("\n")[0] for each in said] == [
        '46:13: error: by: "tbc" is no answer yet [no-answer]',
        '47:49: error: reason: "to be decided" is no answer yet [no-answer]',
    ]


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (
            "    - contractors",
            "    - Employees",
            '29:7: error: people_in_scope: "Employees" stands in the list twice [listed-twice]\n  hint: keep one',
        ),
        (
            "    - contractors",
            "    - contractors,",
            '29:7: warning: people_in_scope: "," at the end of the entry is printed with it [entry-end]\n'
            "  hint: entries need no marks between them: - contractors",
        ),
        (
            "    - agency workers",
            "    - agency workers; and",
            '28:7: warning: people_in_scope: "; and" at the end of the entry is printed with it [entry-end]\n'
            "  hint: entries need no marks between them: - agency workers",
        ),
        (
            "    - contractors",
            "    - &all contractors",
            "29:7: error: anchors (&) and aliases (*) are not used here [yaml-alias]\n"
            "  hint: write the value out, or put quotes around text that starts with & or *",
        ),
        (
            "siro: Director of Resources",
            "siro: *Director of Resources*",
            '19:9: error: a text may not start with "*" [quotes]\n'
            '  hint: put quotes round it: siro: "*Director of Resources*"',
        ),
        (
            "siro: Director of Resources",
            "siro: {{ roles.dpo }}",
            "19:10: error: an answer holds no {{ … }}: only the library's clauses do [yaml-key]\n"
            "  hint: write the words that are to be printed",
        ),
        (
            "siro: Director of Resources",
            "siro: >\n  Director of Resources",
            '20:3: error: the text of "siro" is not set in [indentation]\n  hint: put two spaces before it',
        ),
        (
            "depth: standard",
            "depth：standard",
            '11:1: error: no colon follows "depth"; every line here gives a key, a colon and a value [missing-colon]\n'
            "  hint: write depth: standard",
        ),
        (
            "depth: standard",
            "depth; standard",
            '11:1: error: no colon follows "depth"; every line here gives a key, a colon and a value [missing-colon]\n'
            "  hint: write depth: standard",
        ),
        (
            "  generative-ai-policy:\n",
            "  generative-ai-policy   # ours\n",
            '36:3: error: no colon follows "generative-ai-policy"; every line here gives a key, a colon and a value '
            "[missing-colon]\n  hint: write generative-ai-policy:",
        ),
        (
            "depth: standard",
            "depth: standard\n...",
            "12:1: error: three dots end the file for a program [yaml-documents]\n  hint: take the line away",
        ),
        (
            "exception_max_months: 6",
            "exception-max-months: 6",
            '33:3: error: unknown parameter "exception-max-months" [unknown-parameter]\n'
            '  hint: did you mean "exception_max_months"? `policybuilder clauses parameters` lists them',
        ),
        (
            "type: district",
            "type: District Council",
            '7:9: error: unknown type of council "District Council" [unknown-type]\n  hint: write district',
        ),
        (
            "dpo_email: dpo@norbury.example",
            "dpo_email: [dpo@norbury.example](mailto:dpo@norbury.example)",
            "31:35: error: text stands after the closing ] [quotes]\n"
            '  hint: put quotes round the whole: dpo_email: "[dpo@norbury.example](mailto:dpo@norbury.example)"',
        ),
        (
            "dpo_email: dpo@norbury.example",
            'dpo_email: "The DPO <mailto:dpo@norbury.example>."',
            '31:14: error: dpo_email: "The DPO <mailto:dpo@norbury.example>." is not an email address [wrong-email]\n'
            "  hint: write dpo@norbury.example",
        ),
        (
            "dpo_email: dpo@norbury.example",
            "dpo_email: dpo@norbury.example; foi@norbury.example",
            '31:14: error: dpo_email: "dpo@norbury.example; foi@norbury.example" is not an email address '
            "[wrong-email]\n  hint: write one address",
        ),
    ],
)
def test_a_slip_is_told_once_with_what_to_write(old: str, new: str, answer: str, shipped: Library) -> None:
    assert told(slipped((old, new)), shipped) == [answer]


@pytest.mark.parametrize("typed", ["6 months", "06", "6.0", "six", "６", "6 Months.", "+6"])
def test_a_number_written_otherwise_is_told_in_figures(typed: str, shipped: Library) -> None:
    (text,) = told(slipped(("exception_max_months: 6", f"exception_max_months: {typed}")), shipped)
    assert text.endswith("hint: write 6")


@pytest.mark.parametrize("typed", ["2 years", "3-6", "1O", "0x6"])
def test_what_could_be_another_number_is_not_guessed_at(typed: str, shipped: Library) -> None:
    (text,) = told(slipped(("exception_max_months: 6", f"exception_max_months: {typed}")), shipped)
    assert text.endswith("hint: write the number of months in figures")


def test_a_file_merged_by_a_program_is_told_as_that(shipped: Library) -> None:
    marked = "<<<<<<< HEAD\ndepth: standard\n=======\ndepth: full\n>>>>>>> theirs"
    said = told(slipped(("depth: standard", marked)), shipped)
    merged = [each for each in said if "nobody has chosen between them [merge-mark]" in each]
    assert [each.partition(":")[0] for each in merged] == ["11", "13", "15"]
    assert len(said) == 4  # and that depth is given twice
