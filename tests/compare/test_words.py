"""What a reader sees of changed words: whole words, whole sentences, no salad."""

from __future__ import annotations

import pytest

from policybuilder.compare.html_blocks import View, blocks_html
from policybuilder.compare.marked_blocks import blocks_with_marks
from policybuilder.document import Reference, Strong, Text, Value, block_text
from tests.builders import paragraph, table
from tests.compare.made import marked, of_text, shown


def test_one_word_replaced_is_shown_as_that_word() -> None:
    comparison = of_text(
        "You must delete it within 30 days of the meeting.", "You must delete it within 14 days of the meeting."
    )
    assert shown(comparison) == "You must delete it within [-30-] {+14+} days of the meeting."


def test_words_are_never_cut() -> None:
    assert shown(of_text("Staff must report it to the council.", "Staff must report them to the council.")) == (
        "Staff must report [-it-] {+them+} to the council."
    )


def test_a_sentence_put_in_starts_and_ends_as_a_sentence() -> None:
    old = "You must ask first. You must check the output."
    new = "You must ask first. You must keep a copy. You must check the output."
    assert shown(of_text(old, new)) == "You must ask first. {+You must keep a copy.+} You must check the output."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "The owner of the tool decides in the first week whether it is to be kept, and tells the team of it.",
            "Nobody in the council may buy a licence for AI unless the board is content that it is lawful and of use.",
        ),
        (
            "The owner decides and tells the team in writing.",
            "Nobody may buy a licence unless the board agrees in writing first.",
        ),
        ("Ask the owner of the tool.", "The head of the service keeps a list."),
    ],
)
def test_a_rewritten_sentence_is_one_deletion_and_one_insertion(old: str, new: str) -> None:
    # In a cell: a paragraph as different as this is no version of the other, and never shown word by word.
    rows = marked([table(["Rule", "Words"], ["One", old])], [table(["Rule", "Words"], ["One", new])])
    (edit,) = rows.changes[0].edits
    assert (edit.old, edit.new) == (old, new)


def test_a_text_that_keeps_a_third_of_its_words_is_marked_word_by_word() -> None:
    old = "You must ask the owner before you use the tool for casework."
    new = "You must ask the owner before anyone buys it."
    assert shown(of_text(old, new)).startswith("You must ask the owner before [-")


def test_a_little_word_between_two_changes_is_given_up() -> None:
    old = "Managers check records and report failures every single month to the board."
    new = "Directors review drafts and answer questions every single month to the board."
    assert shown(of_text(old, new)).startswith("[-Managers check records and report failures-]")


def test_words_added_around_a_kept_sentence_leave_it_kept() -> None:
    kept = "You must not put personal information into public tools."
    added = "This is because nobody knows where it goes after that, who reads it or how long they keep it."
    assert shown(of_text(kept, f"{kept} {added}")) == f"{kept} {{+{added}+}}"


def test_space_alone_is_no_change() -> None:
    assert not of_text("You must  ask first.", "You must ask first.")


@pytest.mark.parametrize(
    "text", ["don't", "7.2.1", "1,000", "AI-assisted", "ai@riverton.example", "https://a.example/b?c=1"]
)
def test_what_reads_as_one_word_is_one_word(text: str) -> None:
    assert shown(of_text(f"Use {text} in every case here", "Use it in every case here")) == (
        f"Use [-{text}-] {{+it+}} in every case here"
    )


def test_a_sentence_that_went_from_the_beginning_does_not_touch_the_next() -> None:
    comparison = of_text("Nobody may permit it. If you are asked, refuse.", "If you are asked, refuse.")
    assert shown(comparison) == "[-Nobody may permit it.-] If you are asked, refuse."
    (block,) = comparison.changes[0].marked.blocks
    assert "<del>Nobody may permit it.</del> If you" in "".join(blocks_html([block], View.BOTH))
    (made,) = blocks_with_marks([block])
    assert block_text(made) == "Nobody may permit it. If you are asked, refuse."


def test_a_role_that_changed_is_replaced_as_a_whole() -> None:
    old = paragraph(["Tell the ", Value("Head of Digital", "roles.digital"), " at once, whatever the hour of the day."])
    new = paragraph(["Tell the ", Value("Head of ICT", "roles.digital"), " at once, whatever the hour of the day."])
    text = shown(marked([old], [new]))
    assert text == "Tell the [-Head of Digital-] {+Head of ICT+} at once, whatever the hour of the day."


def test_a_reference_that_only_reads_another_number_is_no_change() -> None:
    old = paragraph(["See ", Reference("records", "section 7.2"), "."], "1.1.1")
    new = paragraph(["See ", Reference("records", "section 8.1"), "."], "1.2.1")
    assert not marked([old], [new])


def test_words_that_are_only_set_in_bold_are_an_editorial_change() -> None:
    old, new = paragraph("You must ask."), paragraph(["You ", Strong((Text("must"),)), " ask."])
    comparison = marked([old], [new])
    assert comparison.weight == "editorial"
    assert comparison.changes[0].deciding.rule == "marking"


def test_a_value_that_became_plain_text_with_the_same_words_is_no_change() -> None:
    assert not marked([paragraph(["Ask ", Value("Cabinet", "document.approver")])], [paragraph("Ask Cabinet")])


def test_a_value_that_ends_within_a_word_of_a_file_is_no_change_in_a_paragraph_that_has_one() -> None:
    old = paragraph(["On the ", Value("Data Officer", "roles.dpo"), "'s advice, you must do it within 30 days."])
    for new in (
        paragraph("On the Data Officer's advice, you must do it within 14 days."),
        paragraph(["On the Data ", Value("Officer's", "x"), " advice, you must do it within 14 days."]),
    ):
        changed = "On the Data Officer's advice, you must do it within [-30-] {+14+} days."
        assert shown(marked([old], [new])) == changed
        assert [edit.new for edit in marked([old], [new]).changes[0].edits] == ["14"]
        assert shown(marked([new], [old])) == changed.replace("[-30-] {+14+}", "[-14-] {+30+}")


def test_a_paragraph_of_thousands_of_words_is_compared_without_delay() -> None:
    words = [f"word{number % 700}" for number in range(6000)]
    comparison = of_text(" ".join(words), " ".join([*words[:3000], "inserted", *words[3000:]]))
    assert [edit.new for edit in comparison.changes[0].edits] == ["inserted"]


LONG = "the register, the list of tools, the note of each meeting and the record of what was asked and answered"


@pytest.mark.parametrize(
    ("old", "new", "over"),
    [
        (["Keep it ", Value("30", "days"), " days."], "Keep it 14 days.", ["days"]),
        (["Ask the ", Value("Head of Digital", "roles.digital"), "."], "Ask the Head of ICT.", ["roles.digital"]),
        ([Value("30", "days"), Value("60", "most"), " is all."], "14 is all.", [""]),
        (["Keep it ", Value("30", "days"), " days."], "Keep it two weeks.", [""]),
        (["Keep it ", Value("30", "days"), " days."], "Keep it days.", [""]),
        # A part of a long value is no answer by itself.
        (["Keep ", Value(LONG, "kept"), "."], f"Keep {LONG}.".replace("meeting", "call"), [""]),
        (["Keep it 30 days."], "Keep it 14 days.", [""]),
    ],
)
def test_words_typed_over_a_whole_value_are_known_as_that(old: list[str | Value], new: str, over: list[str]) -> None:
    comparison = marked([paragraph(old)], [paragraph(new)])
    assert [edit.over for edit in comparison.changes[0].edits] == over


def test_the_space_before_a_value_that_was_typed_over_is_shown_once() -> None:
    old = paragraph(["Keep it ", Value("30", "days"), " days."])
    comparison = marked([old], [paragraph("Keep it 14 days.")])
    assert shown(comparison) == "Keep it [-30-] {+14+} days."
    (block,) = comparison.changes[0].marked.blocks
    assert "Keep it <del>30</del> <ins>14</ins> days." in "".join(blocks_html([block], View.BOTH))
    (made,) = blocks_with_marks([block])
    assert block_text(made) == "Keep it 30 14 days."
