"""Plain text: headings with a line below, tables told row by row, facts by name, and what goes on in the next line."""

from __future__ import annotations

from policybuilder.document import List, Paragraph, Table, block_text, clauses, plain_text
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.readers.text.lines import blocks_of
from policybuilder.readers.text.read import read_text_file


def blocks(text: str) -> list[object]:
    document, _ = read_text_file(text.encode(), "old.txt")
    return [block for clause in clauses(document) for block in clause.blocks]


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[plain_text(cell.inlines) for cell in row] for row in (block.header, *block.rows)]


def test_a_line_of_signs_below_makes_a_heading_and_the_first_the_title() -> None:
    document, _ = read_text_file(b"AI policy\n=========\n\nWhy\n---\n\nBecause.\n\nHow\n---\nWith care.\n", "old.txt")
    assert (document.title, [section.title for section in document.sections]) == ("AI policy", ["Why", "How"])
    assert [block_text(clause.blocks[0]) for clause in clauses(document)] == ["Because.", "With care."]


def test_a_table_that_is_told_row_by_row_is_a_table() -> None:
    text = "Use\n---\n\nTool: Chat\n  For: Letters, and\n    notes\n  Who: All\n"
    text += "\nTool: Agent\n  Who: Nobody\n\nAsk first.\n"
    table, last = blocks(text)
    assert rows(table) == [["Tool", "For", "Who"], ["Chat", "Letters, and notes", "All"], ["Agent", "", "Nobody"]]
    assert block_text(last) == "Ask first."  # type: ignore[arg-type]


def test_facts_behind_their_names_are_a_table_and_one_or_two_are_sentences() -> None:
    three = "Control\n-------\n\nOwner: The Head\n  of ICT\nVersion: 2\nNext review: May 2027: early\n"
    assert rows(blocks(three)[0]) == [
        ["Owner", "The Head of ICT"],
        ["Version", "2"],
        ["Next review", "May 2027: early"],
    ]
    two = "Rules\n-----\n\nNote: ask first.\n\nNote: check it.\n"
    assert [block_text(block) for block in blocks(two)] == [  # type: ignore[arg-type]
        "Note: ask first.",
        "Note: check it.",
    ]


def test_an_open_bracket_goes_on_in_the_next_line_whatever_that_begins_with() -> None:
    (paragraph,) = blocks("Law\n---\n\nThe Regulations (No.\n2) 2018 apply.\n")
    assert isinstance(paragraph, Paragraph)
    assert block_text(paragraph) == "The Regulations (No. 2) 2018 apply."


def test_a_number_below_the_words_of_a_paragraph_goes_on_with_its_sentence() -> None:
    first, second = blocks(
        "Use\n---\n\n6.1.1  The one exception is in section\n       5.3. Ask first.\n6.1.2  Check it.\n"
    )
    assert block_text(first) == "The one exception is in section 5.3. Ask first."  # type: ignore[arg-type]
    assert block_text(second) == "Check it."  # type: ignore[arg-type]


def test_a_number_below_the_words_of_an_appendix_goes_on_with_its_sentence() -> None:
    first, second = blocks(
        "Appendix A: Tiers\n-----\n\nA.1    Ask the owner. Section\n       6.2 says why.\n\nA.2    Check it.\n"
    )
    assert block_text(first).endswith("Ask the owner. Section 6.2 says why.")  # type: ignore[arg-type]
    assert block_text(second).endswith("Check it.")  # type: ignore[arg-type]


def test_numbered_lines_that_stand_further_in_are_items_and_others_paragraphs() -> None:
    first, listed, last = blocks("Use\n---\n\nYou must:\n\n  1. ask\n  2. check\n\n3. Report it.\n")
    assert isinstance(listed, List)
    assert [block_text(item.blocks[0]) for item in listed.items] == ["ask", "check"]
    assert (block_text(first), block_text(last)) == ("You must:", "Report it.")  # type: ignore[arg-type]


def test_every_word_is_read_once_and_the_mark_of_a_built_file_is_named() -> None:
    text = "A\n===\n\nB\n---\n\nTool: Chat\n  Who: All\n\nTool: Agent\n  Who: None\n"
    text += "\n[policybuilder-built profile=a digest=1]\n"
    _, printed = read_text_file(text.encode(), "old.txt")
    assert [line.text for line in printed.left_out] == ["[policybuilder-built profile=a digest=1]"]
    assert printed.around == ()


def test_each_line_of_a_text_that_nobody_wrapped_is_a_paragraph_with_its_heading_above_it() -> None:
    long = "Staff must not enter the personal data of anybody into any tool that has not been assessed and agreed. "
    text = f"Rules\n{long * 2}\n{long * 2}\nControl\nOwner: Head of ICT\nApproved by: Cabinet\nReview: annually\n"
    parts = [type(each).__name__ for each in blocks_of(text.split("\n"))]
    assert parts == ["Paragraph", "Paragraph", "Paragraph", "Paragraph", "Table"]


def test_a_text_that_is_wrapped_keeps_its_paragraphs() -> None:
    text = "Staff must not enter the personal data\nof anybody. They ask first.\nThey check.\n"
    assert len(list(blocks_of(text.split("\n")))) == 1


def test_a_rule_without_its_full_stop_is_no_heading() -> None:
    lines = ["Before you start", "Staff must check what AI writes before they use it", "Ask the help desk first."]
    lines += ["What staff must not do", "They must not use free tools", "They must not hurry at all."]
    document = read_old_policy("\n\n".join(["Using AI", *lines]).encode(), "old.txt").document
    assert [section.title for section in document.sections] == ["Before you start", "What staff must not do"]
