from __future__ import annotations

import pytest

from policybuilder.writers.word.pages.flow import Flow
from policybuilder.writers.word.pages.measure import column_widths, line_count, text_width
from policybuilder.writers.word.shell.look import Look, Page, TextStyle
from tests.builders import table

TEXT = TextStyle(font="Arial", size=10, line=1.0)
"""Lines of 11.5 points."""

HEADING = TextStyle(font="Arial", size=10, keep_next=True, before=10)


def flow(height: float = 115) -> Flow:
    """A page on which ten lines fit, 100 points wide."""
    return Flow(Page(100, height), Look({}, {}, {}, TEXT, {}))


def lines(count: int) -> str:
    return "\n".join(["x"] * count)


def test_words_fill_lines_as_wide_as_they_are() -> None:
    assert text_width("ii") < text_width("mm")
    assert text_width("AI") < text_width("AI", bold=True)
    assert line_count("word", 5000) == 1
    assert line_count("word " * 10, text_width("word word word")) == 4
    assert line_count("one\ntwo", 50_000) == 2
    assert line_count("x" * 100, 10 * text_width("x")) == 10
    assert line_count("", 1000) == 1


def test_a_paragraph_that_does_not_fit_goes_on_to_the_next_page() -> None:
    pages = flow()
    pages.text(lines(8), TEXT)
    pages.text(lines(4), TEXT, "split")
    pages.text("x", TEXT, "after")
    assert pages.starts == {"split": 1, "after": 2}


def test_no_line_is_left_alone_at_the_foot_of_a_page() -> None:
    pages = flow()
    pages.text(lines(9), TEXT)
    pages.text(lines(4), TEXT, "moved")
    assert pages.starts == {"moved": 2}


def test_three_lines_stay_together() -> None:
    pages = flow()
    pages.text(lines(8), TEXT)
    pages.text(lines(3), TEXT, "moved")
    assert pages.starts == {"moved": 2}


def test_a_heading_stays_with_what_follows() -> None:
    pages = flow()
    pages.text(lines(8), TEXT)
    pages.text("x", HEADING, "heading")
    pages.text(lines(2), TEXT, "text")
    assert pages.starts == {"heading": 2, "text": 2}


def test_a_heading_stays_with_the_first_row_of_a_table() -> None:
    pages = flow()
    pages.text(lines(7), TEXT)
    pages.text("x", HEADING, "heading")
    pages.row(20, 0)
    pages.text("x", TEXT, "text")
    assert pages.starts == {"heading": 2, "text": 2}


def test_between_paragraphs_the_larger_space_counts_not_both() -> None:
    pages = flow()
    pages.text("x", TextStyle(font="Arial", size=10, after=10))
    pages.text("x", TextStyle(font="Arial", size=10, before=6))
    assert pages.used == pytest.approx(2 * 11.5 + 10)


def test_a_style_that_leaves_no_room_between_its_own_paragraphs_leaves_none() -> None:
    item = TextStyle(font="Arial", size=10, after=10, contextual=True)
    pages = flow()
    pages.text("x", item)
    pages.text("x", item)
    pages.text("x", TEXT)
    assert pages.used == pytest.approx(3 * 11.5 + 10)


def test_space_above_is_dropped_where_the_text_turns_the_page_and_kept_where_a_break_does() -> None:
    spaced = TextStyle(font="Arial", size=10, before=30)
    pages = flow()
    pages.text(lines(10), TEXT)
    pages.text("x", spaced)
    assert pages.used == pytest.approx(11.5)
    pages.new_page()
    pages.text("x", spaced)
    assert pages.used == pytest.approx(41.5)


def test_a_paragraph_longer_than_a_page_takes_several() -> None:
    pages = flow()
    pages.text(lines(35), TEXT, "long")
    pages.text("x", TEXT, "after")
    assert pages.starts == {"long": 1, "after": 4}


def test_a_row_taller_than_a_page_ends() -> None:
    pages = flow()
    pages.row(500, 10)
    pages.text("x", TEXT, "after")
    assert pages.starts["after"] >= 1


def test_the_widths_of_columns_are_the_tables_and_follow_the_words() -> None:
    short_and_long = table(["Word", "Meaning"], ["AI", "words " * 50], ["Approved tool", "words " * 60])
    first, second = column_widths(short_and_long, 9000, {})
    assert first + second == 9000
    assert line_count("Approved tool", (first - 216) / (11 * 20) * 1000, bold=True) == 1
    assert second > 2 * first


def test_a_long_address_is_broken_before_the_words_beside_it_are() -> None:
    address = "https://www.example.gov.uk/" + "covert-surveillance-code-of-practice/" * 4
    law = table(["Law", "What for", "Check"], ["Regulations", "accessibility", f"Read {address} again."])
    widths = column_widths(law, 9000, {})
    assert sum(widths) == 9000
    for words, width, bold in (("Regulations", widths[0], True), ("accessibility", widths[1], False)):
        assert line_count(words, (width - 216) / (11 * 20) * 1000, bold=bold) == 1
    assert widths[2] >= 0.39 * 9000


def test_where_two_columns_of_addresses_take_all_the_room_short_words_stay_whole() -> None:
    address = "data.protection.and.records.management@riverton.example"
    row = ["7.1 Information", address, f"{address} became another", "Editorial", "nobody"]
    widths = column_widths(table(["Clause", "What changes", "Why", "Kind", "Who approves"], row), 9000, {})
    assert sum(widths) == 9000
    for words, width, bold in (("Information", widths[0], True), ("Editorial", widths[3], False)):
        assert line_count(words, (width - 216) / (11 * 20) * 1000, bold=bold) == 1
    assert abs(widths[1] - widths[2]) <= 2


def test_columns_too_many_for_their_words_share_what_there_is() -> None:
    crowded = table(["incomprehensible"] * 12, ["interoperability"] * 12)
    assert sum(column_widths(crowded, 9000, {})) == 9000
    assert min(column_widths(crowded, 9000, {})) > 500
