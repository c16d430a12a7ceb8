"""Plain text that reads well in an e-mail: short lines, indents that tell what belongs together, no markup."""

from __future__ import annotations

import pytest

from policybuilder.document import Block, LineBreak, Link, List, ListItem, Paragraph, Preformatted, Quote, Text, Value
from policybuilder.inert import one_line
from policybuilder.writers.plain import WIDTH, write_plain
from tests.builders import bullets, holding, paragraph, table
from tests.properties import holds_for_any
from tests.writers import strategies
from tests.writers.reading import words_in
from tests.writers.sample import long_sample, sample

LONG = "Ask your manager before you put what a resident told you in confidence into any tool that nobody has bought."


def printed(*blocks: Block) -> str:
    """Return what a clause with some blocks prints below its heading."""
    text = write_plain(holding(*blocks)).decode()
    below = text.partition("\n1.1 ")[2].partition("\n\n")[2]
    return below.partition("\n\nBefore approval\n---")[0].rstrip("\n")


def test_the_front_and_the_headings_are_told_by_lines_below_them() -> None:
    text = write_plain(sample()).decode()
    assert text.startswith("Generative AI policy\n====================\n\nRiverton Borough Council\n\n")
    assert "\n\nDocument control\n----------------\n\nVersion: 0.3\nStatus: Draft\n" in text
    assert "\n\n\n1 About this policy\n-------------------\n\n1.1 Why we have this policy\n\n1.1.1  This policy" in text
    assert "\n\n\nAppendix A: Disclosure wording\n------" in text
    assert "\n\nBefore approval\n---------------\n\n" in text


def test_a_numbered_paragraph_hangs_on_its_number() -> None:
    lines = printed(paragraph(LONG, "1.1.1")).split("\n")
    assert lines[0].startswith("1.1.1  Ask your manager")
    assert all(line.startswith(" " * 7) and line[7] != " " for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"1.1.1  {LONG}"


def test_items_are_indented_and_nest() -> None:
    inner = List(True, (ListItem((paragraph("use it"),)), ListItem((paragraph(LONG),))))
    text = printed(List(False, (ListItem((paragraph("people who"), inner)), ListItem((paragraph("nobody else"),)))))
    lines = text.split("\n")
    assert lines[:3] == ["  - people who", "      1. use it", "      2. " + lines[2][9:]]
    assert all(line.startswith(" " * 9) for line in lines[3:-1])
    assert lines[-1] == "  - nobody else"


def test_ten_items_line_up() -> None:
    lines = printed(bullets(*"abcdefghij", ordered=True)).split("\n")
    assert (lines[0], lines[9]) == ("   1. a", "  10. j")


def test_a_table_is_told_row_by_row() -> None:
    made = table(["Information", "Public tool"], ["Personal data", "No"], [Value("[to confirm: x]", "x", False), ""])
    assert printed(made) == (
        "Information: Personal data\n  Public tool: No\n\nInformation: [to confirm: x]"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("link", "says"),
    [
        (Link("https://riverton.example/foi", (Text("the guide"),)), "See the guide (https://riverton.example/foi)."),
        (Link("https://riverton.example/", (Text("https://riverton.example/"),)), "See https://riverton.example/."),
        (Link("mailto:ai@riverton.example", (Text("ai@riverton.example"),)), "See ai@riverton.example."),
        (Link("mailto:ai@riverton.example", (Text("the team"),)), "See the team (ai@riverton.example)."),
        (Link("javascript:alert(1)", (Text("this"),)), "See this."),
    ],
)
def test_a_link_is_followed_by_its_address(link: Link, says: str) -> None:
    assert printed(Paragraph((Text("See "), link, Text(".")))) == says


def test_an_address_is_never_broken() -> None:
    address = f"https://riverton.example/{'long-' * 30}"
    assert address in printed(Paragraph((Link(address, (Text("the guide to information and to requests"),)),)))


def test_quotations_lines_and_breaks_keep_their_place() -> None:
    quote, lines = Quote((paragraph("We used AI."),)), Preformatted("Name:\n  Role:")
    assert printed(quote, lines) == "    We used AI.\n\n    Name:\n      Role:"
    assert printed(Paragraph((Text("One"), LineBreak(), Text("two")), "1.1.1")) == "1.1.1  One\n       two"


def test_lines_are_short_and_none_ends_in_a_space() -> None:
    text = write_plain(long_sample(2)).decode()
    assert all(len(line) <= WIDTH for line in text.split("\n"))
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert "\n\n\n\n" not in text


@holds_for_any(short=20, long=500, blocks=strategies.blocks)
def test_any_words_are_printed_and_none_becomes_a_control_character(blocks: tuple[Block, ...]) -> None:
    text = printed(*blocks)
    assert not set(text) & {chr(code) for code in range(32)} - {"\n", "\t"}
    letters = "".join(text.split())
    assert all("".join(one_line(word).split()) in letters for word in words_in(blocks).split())
