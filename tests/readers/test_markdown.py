"""Markdown into blocks: each construct that a policy holds, and nothing that only looks right."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policybuilder.document import (
    Cell,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Preformatted,
    Strong,
    Table,
    Text,
    Value,
    block_text,
)
from policybuilder.readers.markdown.blocks import (
    UnreadableMarkdownError,
    flattened_lists,
    parts,
    read_blocks,
    value_mark,
)
from policybuilder.readers.markdown.html import convert
from policybuilder.readings import READINGS
from tests.properties import holds_for_any
from tests.readers.shapes import shape
from tests.some import one_in


def inlines(text: str, *values: Inline) -> tuple[Inline, ...]:
    """Return the inlines of a text that is one paragraph."""
    (block,) = read_blocks(text, values)
    assert isinstance(block, Paragraph)
    return block.inlines


# Blocks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n", []),
        ("One.", ["p: One."]),
        ("One.\n\nTwo.", ["p: One.", "p: Two."]),
        ("One\nstill one.", ["p: One still one."]),
        ("### About it", ["h: About it"]),
        ("# About it", ["h: About it"]),
        ("- a\n- b", ["ul: a | b"]),
        ("* a\n* b", ["ul: a | b"]),
        ("1. a\n2. b", ["ol: a | b"]),
        ("1. a\n1. b", ["ol: a | b"]),
        ("- a\n- b\n\n1. c", ["ul: a | b", "ol: c"]),
        ("- a\n  still a\n- b", ["ul: a still a | b"]),
        ("- a\n\n    more of a\n\n- b", ["ul: a + p: more of a | b"]),
        ("- a\n    - b\n    - c\n- d", ["ul: a + ul: b | c | d"]),
        ("1. a\n    - b\n        1. c", ["ol: a + ul: b + ol: c"]),
        ("> set apart", ["quote: p: set apart"]),
        ("> one\n>\n> - two", ["quote: p: one + ul: two"]),
        ("    kept  as\n      typed", ["pre: kept  as\n  typed"]),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |", ["table: a , b / 1 , 2 / 3 , 4"]),
        ("a | b\n--- | ---\n1 | 2", ["table: a , b / 1 , 2"]),
        ("| a |\n| --- |\n| 1 |", ["table: a / 1"]),
        ("| a | b |\n| :-- | --: |\n| 1 | |", ["table: a , b / 1 , "]),
        ("| a |\n| --- |\n| x \\| y |\n| `p|q` |", ["table: a / x | y / p|q"]),
    ],
)
def test_blocks_are_what_they_look_like(text: str, expected: list[str]) -> None:
    assert shape(read_blocks(text)) == expected


# Inlines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** c", (Text("a "), Strong((Text("b"),)), Text(" c"))),
        ("a __b__", (Text("a "), Strong((Text("b"),)))),
        ("*a* _b_", (Emphasis((Text("a"),)), Text(" "), Emphasis((Text("b"),)))),
        ("**a *b***", (Strong((Text("a "), Emphasis((Text("b"),)))),)),
        ("snake_case_name", (Text("snake_case_name"),)),
        ("2 * 3 * 4", (Text("2 * 3 * 4"),)),
        ("`a < b`", (Code("a < b"),)),
        ("`a\nb`", (Code("a b"),)),
        ("a  \nb", (Text("a"), LineBreak(), Text("b"))),
        ("[w **x**](https://a.example)", (Link("https://a.example", (Text("w "), Strong((Text("x"),)))),)),
        ("<https://a.example>", (Link("https://a.example", (Text("https://a.example"),)),)),
        ("<a@b.example>", (Link("mailto:a@b.example", (Text("a@b.example"),)),)),
        ("[w](mailto:a@b.example)", (Link("mailto:a@b.example", (Text("w"),)),)),
        ("\\*a\\* \\[b\\]", (Text("*a* [b]"),)),
        ("2026\\. The year", (Text("2026. The year"),)),
        ("a &amp; b &lt;c&gt; &#8211; &copy;", (Text("a & b <c> – ©"),)),
        ("AT&T, H&M <Council>", (Text("AT&T, H&M <Council>"),)),
        ("  a   b\tc ", (Text("a b c"),)),
        ("a\u00a0b", (Text("a\u00a0b"),)),
    ],
)
def test_inlines_are_what_they_look_like(text: str, expected: tuple[Inline, ...]) -> None:
    assert inlines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<!-- a comment -->",
        "<?php echo 1 ?>",
        "<div>\nx\n</div>",
        "a <br> b",
        "[Note]: read this first",
        "[a]: https://a.example",
        "*[AI]: artificial intelligence",
        "Term\n: meaning",
        "[^1]: a footnote",
    ],
)
def test_what_other_dialects_would_swallow_is_plain_text(text: str) -> None:
    assert inlines(text) == (Text(" ".join(text.split())),)


@pytest.mark.parametrize(
    ("text", "reason"),
    one_in(
        3,
        [
            ("![a](b.png)", "images are not used in policies"),
            ("---", "a line across the page"),
            ("a\n\n***\n\nb", "a line across the page"),
            ("[a](javascript:alert(1))", 'links lead to https:// or mailto: addresses, not "javascript:alert(1)"'),
            ("[a](page.html)", 'not "page.html"'),
            ("[a](file:///etc/passwd)", "links lead to"),
            ("[a]()", 'not ""'),
            ("[a](<https://a b>)", "links lead to"),
            ('[a](https://a.example "Title")', 'the title of a link is never shown: "Title"'),
            ("3. three\n4. four", "a numbered list starts at 1, not at 3; write \\. for a number that is no list"),
            ("2026. The year", "not at 2026"),
            ("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |", 'a row of 3 in a table of 2 columns: "| 1 | 2 | 3 |"'),
            ("| a | b |\n| --- | --- |\n| 1 | 2 |\nText after.", 'a row of 1 in a table of 2 columns: "Text after."'),
            ("So:\n| a | b |\n| --- | --- |\n| 1 | 2 |", "a table needs a blank line before it"),
            ("| a | b |\n| --- |\n| 1 | 2 |", "as many columns in its second line as in its first"),
            ("- " * 100 + "x", "nested too deep"),
            ("> " * 100 + "x", "nested too deep"),
            ("\n".join("    " * depth + "- a" for depth in range(300)), "nested too deep"),
            ("a\x00b", "a character that no document can show, U+0000"),
            ("a\ue000b", "U+E000"),
            ("a\ufeffb", "U+FEFF"),
            ("a&#1;b", "U+0001"),
            ("a&#x8;b", "U+0008"),
            ("a&#57344;0&#57345;b", "U+E000"),
            ("a&#xE000;b", "U+E000"),
            ("a&#99999999;b", "U+5F5E0FF"),
            (value_mark(7), "U+E000"),
        ],
    ),
)
def test_what_has_no_place_in_a_policy_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableMarkdownError, match=re.escape(reason)):
        read_blocks(text)


def test_a_text_that_was_refused_leaves_nothing_behind_for_the_next_one() -> None:
    good = "Before.\n\n- a\n\n    b\n\n- c"
    before = shape(read_blocks(good))
    with pytest.raises(UnreadableMarkdownError):
        read_blocks("- a\n\n    | x |\n    | --- |\n    | 1 | 2 |")
    READINGS.forget()
    assert shape(read_blocks(good)) == before


LINES = st.sampled_from(
    ["One.", "- a", "- b", "1. c", "2. d", "    e", "   f", "    - g", "> h", "# i", "| j | k |", "| --- | --- |",
     "| 1 | 2 |", "", "", "  ", "*l* m", "`n`", "\to", "+ p", "-", "1.", "\\- q", "===", "Words \ue0000\ue001."]
)  # fmt: skip


@pytest.mark.rest
@given(st.lists(LINES, max_size=14))
@settings(max_examples=400)
@example(["- a", "", "One.", "", "2. d"])
@example(["> h", "", "> h"])
@example(["\to", "", "", "\to"])
@example(["- a", "", "    e", "", "- b"])
def test_a_text_reads_the_same_in_its_parts(lines: list[str]) -> None:
    text = "\n".join(lines)

    def read(text: str) -> object:
        try:
            return convert(text)
        except UnreadableMarkdownError:
            return None

    whole, apart = read(text), [read(part) for part in parts(text)]
    joined = None if None in apart else tuple(block for blocks in apart for block in blocks)  # type: ignore[attr-defined]
    assert joined == whole


def test_parts_that_councils_share_are_parted_from_those_they_do_not() -> None:
    assert parts("One.\n\n- a\n\n- b\n\nTwo.\n \n| j |\n| --- |\n| 1 |\n\n    e\n\n> h\n\n> i\n\nThree.") == [
        "One.\n\n- a\n\n- b", "Two.", "| j |\n| --- |\n| 1 |\n\n    e\n\n> h\n\n> i", "Three.",
    ]  # fmt: skip


# Values --------------------------------------------------------------------------------------------------

WHO = Value("H&M *x*", "who")


def test_a_value_stands_where_its_mark_stood() -> None:
    assert inlines(f"Ask {value_mark(0)} or {value_mark(1)}.", WHO, Value("2", "two")) == (
        Text("Ask "),
        WHO,
        Text(" or "),
        Value("2", "two"),
        Text("."),
    )


def test_a_value_keeps_what_is_around_it() -> None:
    mark = value_mark(0)
    assert inlines(f"**{mark}** *{mark}* [{mark}](https://a.example) `x {mark}`", WHO) == (
        Strong((WHO,)),
        Text(" "),
        Emphasis((WHO,)),
        Text(" "),
        Link("https://a.example", (WHO,)),
        Text(" "),
        Code("x "),
        WHO,
    )


def test_a_value_may_stand_in_a_list_a_table_a_heading_and_a_quote() -> None:
    mark = value_mark(0)
    text = f"- {mark}\n\n| {mark} |\n| --- |\n| {mark} |\n\n### {mark}\n\n> {mark}"
    assert shape(read_blocks(text, (WHO,))) == [
        "ul: H&M *x*",
        "table: H&M *x* / H&M *x*",
        "h: H&M *x*",
        "quote: p: H&M *x*",
    ]


def test_a_value_at_the_start_of_a_line_is_no_list_and_no_heading() -> None:
    text = f"{value_mark(0)}. a\n{value_mark(1)} b\n{value_mark(2)} c"
    values = (Value("1", "n"), Value("-", "dash"), Value("#", "hash"))
    assert [block_text(block) for block in read_blocks(text, values)] == ["1. a - b # c"]


def test_a_value_makes_no_address() -> None:
    with pytest.raises(UnreadableMarkdownError, match="links lead to"):
        read_blocks(f"[a](https://{value_mark(0)})", (WHO,))


def test_lines_that_are_kept_as_typed_hold_no_values() -> None:
    with pytest.raises(UnreadableMarkdownError, match="they hold no values"):
        read_blocks(f"    {value_mark(0)}", (WHO,))


def test_the_same_text_with_other_values_is_read_anew() -> None:
    text = f"Ask {value_mark(0)}."
    assert inlines(text, WHO) == (Text("Ask "), WHO, Text("."))
    assert inlines(text, Value("Kim", "who")) == (Text("Ask "), Value("Kim", "who"), Text("."))


def test_a_table_has_its_cells() -> None:
    (table,) = read_blocks("| a | **b** |\n| --- | --- |\n| `c` | |")
    assert table == Table((Cell((Text("a"),)), Cell((Strong((Text("b"),)),))), ((Cell((Code("c"),)), Cell(())),))


def test_lines_that_are_kept_as_typed_keep_their_signs() -> None:
    assert read_blocks("    <b> & *x*\n\n    y") == (Preformatted("<b> & *x*\n\ny"),)


# Lists that would be flattened ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n- b\n- c", []),
        ("a\n- b", [(2, "a list needs a blank line before it")]),
        ("a\n1. b", [(2, "a list needs a blank line before it")]),
        ("- a\n\nb\n- c", [(4, "a list needs a blank line before it")]),
        ("- a\n    - b", []),
        ("- a\n  - b", [(2, "nested items are indented by four spaces")]),
        ("1. a\n   - b", [(2, "nested items are indented by four spaces")]),
        ("- a\n    - b\n      - c", [(3, "nested items are indented by four spaces")]),
        ("- a\n  more of a\n- b", []),
        ("- a\n\n    more of a\n\n- b", []),
        ("- a\nb", [(2, "a list needs a blank line after it; the next line of an item, spaces before it")]),
        ("- a\n\nb", []),
        ("| a |\n| --- |\n| - b |", []),
        ("a -\nb", []),
        ("**a**\n\n1. b\n\n2. c", []),
    ],
)
def test_a_list_that_markdown_would_flatten_is_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert flattened_lists(text) == expected


# Anything at all -----------------------------------------------------------------------------------------

MARKUP = "*_`~#>|-+=:;.,!?()[]{}<>&\\\"'/^$%@ \n\t0123456789"


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.one_of(st.sampled_from(MARKUP), st.characters(codec="utf-8")), max_size=120))
@example("&#" + "9" * 5000 + ";")
@example("\ue000" + "9" * 5000 + "\ue001")
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        blocks = read_blocks(text)
    except UnreadableMarkdownError:
        return
    for block in blocks:
        assert isinstance(block_text(block), str)


WORDS = st.integers(min_value=0, max_value=999).map(lambda number: f"word{number}")
SEPARATORS = st.text(alphabet="*_`#>|-+:. \n<>&[]~!=\\", min_size=1, max_size=6)


@pytest.mark.rest
@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(WORDS, SEPARATORS), max_size=20).map("".join))
@example("| word1 | word2 |\n| --- | --- |\n| word3 | word4 | word5 |")
@example("[word1]: word2")
@example("<word1> word2")
@example("word1\n===\n\nword2")
def test_no_word_of_a_text_that_is_read_is_lost_doubled_or_moved(text: str) -> None:
    try:
        blocks = read_blocks(text)
    except UnreadableMarkdownError:
        return
    read = re.findall("word[0-9]+", " ".join(block_text(block) for block in blocks))
    assert read == re.findall("word[0-9]+", text)


SIGNS = st.sampled_from([*"aéŵ1 .,;:?'\"()/%£-–—…’“_*[]!<>&`#|~+=\\", "\ue0000\ue001", "  ", "---", "1. ", "http://"])


@holds_for_any(
    400, 5_000, signs=st.lists(SIGNS, max_size=12), start=st.sampled_from(["A", "é", "\ue0000\ue001", "", "-"])
)
def test_a_line_of_words_alone_reads_as_it_does_among_marks(signs: list[str], start: str) -> None:
    line = start + "".join(signs)

    def read(text: str) -> object:
        try:
            return convert(text)
        except UnreadableMarkdownError:
            return None

    alone, among = read(line), read(f"{line}\n\n*Marked.*")
    marked = Paragraph((Emphasis((Text("Marked."),)),))
    assert among == (None if alone is None else (*alone, marked))  # type: ignore[misc]
