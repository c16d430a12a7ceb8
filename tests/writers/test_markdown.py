from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from policybuilder.document import (
    Block,
    Code,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Text,
    Value,
    clauses,
)
from policybuilder.writers.markdown import write_markdown
from tests.builders import (
    Words,
    bullets,
    clause,
    control,
    document,
    holding,
    illustrative,
    inlines,
    item,
    law,
    paragraph,
    section,
    table,
    to_confirm,
)
from tests.conftest import Golden
from tests.properties import holds_for_any
from tests.some import one_in
from tests.writers import strategies
from tests.writers.reading import Reader, by_markdown_it, by_python_markdown, tags_of, words_in, words_of
from tests.writers.sample import sample

READERS = pytest.mark.parametrize("reader", [by_python_markdown, by_markdown_it])


def body(*blocks: Block) -> str:
    """Return the Markdown of the blocks of a document's only clause."""
    written = write_markdown(holding(*blocks)).decode()
    return written.split("### 1.1 Purpose\n\n", 1)[1].split('\n\n<a id="page_end">', 1)[0].rstrip("\n")


def line(words: Words) -> str:
    return body(paragraph(words))


def rendered(reader: Reader, *blocks: Block) -> str:
    """Return the HTML that a reader makes of the blocks of a document's only clause."""
    page = reader(write_markdown(holding(*blocks)))
    return page.split("1.1 Purpose</h3>", 1)[1].split('<p><a id="page_end">', 1)[0]


def front_matter(written: bytes) -> dict[str, object]:
    loaded = yaml.safe_load(written.decode().split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


# What it looks like --------------------------------------------------------------------------------------


def test_the_sample_policy_reads_as_its_golden_file(golden: Golden) -> None:
    golden("markdown/sample.md", write_markdown(sample()))


def test_a_paragraph_is_one_line_that_begins_with_its_number() -> None:
    assert body(paragraph("You must ask. You should wait.", "4.2.1")) == "**4.2.1** You must ask. You should wait."


def test_a_reference_leads_to_the_anchor_of_its_clause() -> None:
    written = write_markdown(
        document(section("about", clause("purpose", paragraph(["See ", Reference("scope", "section 1.2"), "."]))))
    ).decode()
    assert "See [section 1.2](#scope)." in written
    assert '<a id="purpose"></a>\n### 1.1 Purpose\n' in written


def test_every_entry_of_the_contents_leads_to_an_anchor() -> None:
    written = write_markdown(sample()).decode()
    anchors = re.findall(r'<a id="([^"]+)">', written)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", written)) <= set(anchors)
    assert {found.id for found in clauses(sample())} <= set(anchors)


def test_a_section_and_its_clause_of_the_same_id_have_anchors_of_their_own() -> None:
    written = write_markdown(document(section("purpose", clause("purpose")))).decode()
    assert '<a id="section_purpose"></a>\n## 1 Purpose' in written
    assert '<a id="purpose"></a>\n### 1.1 Purpose' in written


def test_a_value_to_confirm_is_seen() -> None:
    assert line(["The ", to_confirm("the owner"), " decides."]) == "The **[to confirm: the owner]** decides."


def test_a_value_to_confirm_in_bold_words_is_bold_once() -> None:
    assert line([Strong((to_confirm("the tool"),)), " (chat)"]) == "**[to confirm: the tool]** (chat)"


def test_ordinary_policy_text_is_written_as_it_reads() -> None:
    text = (
        "The council's Head of AI (Digital & Data) must reply within 5-10 days; see \u201cHow to ask\u201d: 1.5, a/b!"
    )
    assert line(text) == text


@pytest.mark.parametrize(
    ("inline", "written"),
    [
        (Strong(inlines("Agent")), "**Agent**"),
        (Emphasis(inlines("now")), "*now*"),
        (Code("AI_draft"), "`AI_draft`"),
        (Link("https://riverton.example/a_b", inlines("guide")), "[guide](https://riverton.example/a_b)"),
        (LineBreak(), "<br>"),
        (Value("a_b", "x"), "a\\_b"),
    ],
)
def test_marks_between_words(inline: Inline, written: str) -> None:
    assert line(["Say ", inline, ", then."]) == f"Say {written}, then."


def test_marks_that_could_be_misread_are_tags() -> None:
    assert line(["un", Strong(inlines("do")), "ing"]) == "un<strong>do</strong>ing"
    assert line(Strong((Text("a "), Emphasis(inlines("b")), Text("c")))) == "**a <em>b</em>c**"


def test_a_value_to_be_confirmed_within_bold_words_has_no_marks_of_its_own() -> None:
    asked = Value("[to confirm: AI board?]", "x", confirmed=False)
    assert line(Strong((asked,))) == "**[to confirm: AI board?]**"
    assert line(Strong((Text("The "), asked, Text(" decides")))) == "**The \\[to confirm: AI board?\\] decides**"
    assert line(Strong((Text("See "), Link("https://riverton.example", (asked,))))).count("**") == 2


def test_a_link_that_could_run_code_is_only_its_words() -> None:
    assert line(Link("javascript:alert(1)", inlines("guide"))) == "guide"


@READERS
def test_an_address_that_is_its_own_words_is_written_once(reader: Reader) -> None:
    target = "https://www.riverton.example/ai_tools?a=1&b=2"
    link = paragraph(Link(target, inlines(target)))
    assert body(link) == f"<{target}>"
    assert words_of(rendered(reader, link)) == target
    assert tags_of(rendered(reader, link)) == ["div", "p", "a href"]


def test_an_address_in_a_value_is_no_link() -> None:
    assert line("https://www.riverton.example") == "https&#58;//www&#46;riverton.example"


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    assert line(["Stop!", Reference("scope", "1.2")]) == "Stop\\![1.2](#scope)"


def test_nested_lists_are_indented_by_four_spaces() -> None:
    nested = bullets("a", item(paragraph("b"), bullets("c", "d", ordered=True)), "e")
    assert body(nested) == "- a\n- b\n    1. c\n    2. d\n- e"


@READERS
def test_a_list_after_the_second_paragraph_of_an_item_is_a_list(reader: Reader) -> None:
    nested = bullets(item(paragraph("a"), paragraph("b"), bullets("c")), "d")
    assert words_of(rendered(reader, nested)) == "a b c d"
    assert tags_of(rendered(reader, nested)).count("ul") == 2


@READERS
def test_a_line_break_without_words_does_not_take_the_next_list_with_it(reader: Reader) -> None:
    nested = bullets(item(paragraph(LineBreak()), bullets(item(Preformatted("[a](b)")))))
    assert words_of(rendered(reader, nested)) == "[a](b)"


def test_two_lists_in_a_row_stay_two() -> None:
    assert body(bullets("a"), bullets("b")) == "- a\n\n<!-- -->\n\n- b"


@READERS
def test_a_long_list_keeps_what_is_nested_in_its_last_items(reader: Reader) -> None:
    long = bullets(*("x" for _ in range(120)), item(paragraph("y"), bullets("z")), ordered=True)
    assert tags_of(rendered(reader, long)).count("ul") == 1
    assert words_of(rendered(reader, long)) == words_in([long])


def test_a_table_has_its_cells_unpadded_and_no_bare_pipe() -> None:
    assert body(table(["A", "B"], ["1|2", ["x", LineBreak(), "y"]])) == (
        "| A | B |\n| --- | --- |\n| 1&#124;2 | x<br>y |"
    )


def test_a_heading_in_a_clause_is_one_level_below_the_clause() -> None:
    assert body(Heading(inlines("In a report"))) == "#### In a report"
    written = write_markdown(
        document(appendices=[clause("app-x", Heading(inlines("Part")), number="A", title="Forms")])
    ).decode()
    assert "\n## Appendix A: Forms\n\n### Part\n" in written


def test_a_quotation_and_preformatted_lines() -> None:
    assert body(Quote((paragraph("One."), paragraph("Two.")))) == "> One.\n>\n> Two."
    assert body(Preformatted("a\n\n    b *c*\n")) == "<pre>\na\n\n    b &#42;c&#42;</pre>"


def test_an_invented_council_is_said_to_be_one() -> None:
    written = write_markdown(illustrative(document()))
    assert b"> **Illustrative.** Riverton Borough Council is an invented council." in written
    assert front_matter(written)["illustrative"] is True
    assert b"llustrative" not in write_markdown(document())


def test_an_open_draft_ends_with_what_is_open() -> None:
    draft = document(law=[law("foia", "FOI Act", check="whether prompts are held")])
    assert write_markdown(draft).decode().endswith("| whether prompts are held<br>Source so far: own knowledge |\n")
    approved = replace(draft, stage="approved")
    assert b"Before approval" not in write_markdown(approved)


# Front matter --------------------------------------------------------------------------------------------


def test_front_matter_holds_the_control_table_as_text() -> None:
    written = write_markdown(
        document(
            control=control(
                version="1.10",
                status="Draft",
                date="2026-11-22",
                owner=to_confirm("owner"),
                law_as_at="22 November 2026",
            ),
            law=[law("a", "A")],
            title="Policy: a 'quoted' \"title\" # \\ \u2028 é",
        )
    )
    assert front_matter(written) == {
        "title": "Policy: a 'quoted' \"title\" # \\   é",
        "council": "Riverton Borough Council",
        "version": "1.10",
        "status": "Draft",
        "date": "2026-11-22",
        "owner": "[to confirm: owner]",
        "law_as_at": "22 November 2026",
        "language": "en-GB",
    }


@holds_for_any(short=40, long=1_000, text=strategies.words)
def test_any_title_and_value_survive_in_the_front_matter(text: str) -> None:
    from policybuilder.inert import one_line

    found = front_matter(write_markdown(document(title=text, control=control(owner=text))))
    assert found["title"] == found["owner"] == one_line(text)


# Inert ---------------------------------------------------------------------------------------------------


@READERS
@pytest.mark.parametrize("text", one_in(3, strategies.MISCHIEF))
def test_mischief_is_only_words(reader: Reader, text: str) -> None:
    value = Value(f"{text} x", "example")
    for block in (
        Paragraph((value,)),
        Paragraph((value,), "4.2.1"),
        bullets(value),
        table([value, "b"], [value, "c"]),
        Heading((value,)),
        Quote((Paragraph((value,)),)),
    ):
        page = rendered(reader, block)
        assert words_of(page) == words_in([block])
        assert tags_of(page) == tags_of(rendered(reader, strategies.with_words(block, lambda _: "x")))


@READERS
@holds_for_any(short=10, long=500, blocks=strategies.blocks)
def test_any_words_in_any_blocks_are_read_as_words(reader: Reader, blocks: tuple[Block, ...]) -> None:
    page = rendered(reader, *blocks)
    assert words_of(page) == words_in(blocks)
    plain = strategies.with_words(blocks, lambda _: "x")
    assert tags_of(page) == tags_of(rendered(reader, *plain))


@READERS
@holds_for_any(short=10, long=500, found=strategies.inlines)
def test_any_words_in_a_line_are_read_as_words(reader: Reader, found: tuple[Inline, ...]) -> None:
    blocks = (Paragraph(found), Paragraph(found, "4.2.1"), bullets(list(found)), table(["a", "b"], [list(found), "c"]))
    page = rendered(reader, *blocks)
    assert words_of(page) == words_in(blocks)
    plain = strategies.with_words(blocks, lambda _: "x")
    assert tags_of(page) == tags_of(rendered(reader, *plain))


@holds_for_any(short=25, long=500, text=strategies.words)
def test_any_name_title_and_id_leave_the_frame_as_it_is(text: str) -> None:
    def named(words: str) -> str:
        found = document(
            section("about", clause("purpose", title=words), title=words),
            appendices=[clause("app-x", title=words, number="A")],
            control=control(owner=words),
            law=[law("a", words, check=words)],
            title=words,
        )
        return by_markdown_it(write_markdown(found))

    assert tags_of(named(text)) == tags_of(named("x"))


def test_every_kind_of_block_and_inline_has_a_writer() -> None:
    from typing import get_args

    from policybuilder.writers.markdown import BLOCKS
    from policybuilder.writers.markdown_inline import INLINES

    assert set(BLOCKS) == set(get_args(Block))
    assert set(INLINES) == set(get_args(Inline))


def test_blocks_without_words_leave_nothing_behind() -> None:
    assert body(paragraph("One."), paragraph(" "), Heading(()), Quote(()), paragraph("Two.")) == "One.\n\nTwo."
    assert body(List(False, (item(), item(paragraph("a"))))) == "- <!-- -->\n- a"
