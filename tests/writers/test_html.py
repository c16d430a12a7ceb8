from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree, html

from policybuilder.document import (
    Block,
    Code,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Value,
    clauses,
)
from policybuilder.html.blocks import BLOCKS, INLINES
from policybuilder.writers.html import write_html, write_html_body, write_html_body_style
from tests.builders import (
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
from tests.writers.reading import tags_of, words_in, words_of
from tests.writers.sample import sample

Write = Callable[[Document], bytes]


def body(*blocks: Block) -> str:
    """Return the HTML of the blocks of a document's only clause."""
    written = write_html_body(holding(*blocks)).decode()
    return written.split("Purpose</h3>\n", 1)[1].split("</section>", 1)[0].rstrip("\n")


def page() -> html.HtmlElement:
    return html.document_fromstring(write_html(sample()).decode())


# The page ------------------------------------------------------------------------------------------------


def test_the_sample_policy_is_written_as_its_golden_files(golden: Golden) -> None:
    golden("html/sample.html", write_html(sample()))
    golden("html/sample.body.html", write_html_body(sample()))


def test_the_page_says_its_language_title_and_landmarks() -> None:
    found = page()
    assert found.get("lang") == "en-GB"
    assert found.findtext("head/title") == "Generative AI policy - Riverton Borough Council"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(found.findall(f".//{landmark}")) == 1


def test_the_first_link_skips_to_the_text() -> None:
    first = page().find(".//a")
    assert first.text == "Skip to the text of the policy"
    assert first.get("href") == f"#{page().find('.//main').get('id')}"


@pytest.mark.parametrize("write", [write_html, write_html_body])
def test_headings_go_down_one_level_at_a_time(write: Write) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", write(sample()).decode())]
    assert levels.count(1) == (1 if write is write_html else 0)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("write", [write_html, write_html_body])
def test_every_anchor_is_its_own_and_every_reference_leads_to_one(write: Write) -> None:
    root = html.fromstring(write(sample()).decode())
    ids = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {found.id for found in clauses(sample())} <= set(ids)
    targets = {str(link.get("href"))[1:] for link in root.iter("a") if str(link.get("href")).startswith("#")}
    assert targets <= set(ids)


def test_a_section_and_its_clause_of_the_same_id_have_anchors_of_their_own() -> None:
    written = write_html_body(document(section("purpose", clause("purpose")))).decode()
    assert '<h2 id="section_purpose">' in written
    assert '<h3 id="purpose">' in written


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    written = write_html(sample()).decode()
    assert not re.search(r"<(script|link|img|iframe|object|embed|form)\b|\bsrc=|@import|url\(", written)
    assert "default-src 'none'" in written


def test_numbers_are_text() -> None:
    assert "3.2.1 Check the table before you put information into a tool." in words_of(
        write_html_body(sample()).decode()
    )
    assert "counter-increment" not in write_html(sample()).decode()


def test_the_body_is_what_a_content_system_holds() -> None:
    written = write_html_body(sample()).decode()
    assert written.startswith('<div class="policy" lang="en-GB" style="overflow-wrap: anywhere">')
    assert not re.search(r"<(html|head|body|main|header|footer|style|h1)\b", written)


@pytest.mark.parametrize("write", [write_html, write_html_body])
def test_every_element_is_closed_where_it_was_opened(write: Write) -> None:
    written = re.sub(r"<(br|meta [^>]*)>", r"<\1/>", write(sample()).decode().replace("<!DOCTYPE html>", ""))
    etree.fromstring(written.replace("<details open>", "<details>"))


def test_an_invented_council_is_said_to_be_one() -> None:
    for write in (write_html, write_html_body):
        assert b"<strong>Illustrative.</strong> Riverton" in write(illustrative(document()))
        assert b"<strong>Illustrative.</strong>" not in write(document())


def test_an_open_draft_ends_with_what_is_open() -> None:
    draft = document(law=[law("foia", "FOI Act", check="whether prompts are held")])
    assert "whether prompts are held" in words_of(write_html_body(draft).decode())
    approved = replace(draft, stage="approved")
    assert b"Before approval" not in write_html_body(approved)


def test_the_foot_of_the_page_says_what_the_law_is_as_at() -> None:
    stated = document(control=control(law_as_at="22 November 2026"), law=[law("a", "A")])
    assert b"The law is stated as at 22 November 2026." in write_html(stated)
    assert b"The law is stated" not in write_html(document())


# Blocks and inlines --------------------------------------------------------------------------------------


def test_a_numbered_paragraph_shows_its_number() -> None:
    assert body(paragraph("You must ask.", "4.2.1")) == (
        '<p class="numbered"><span class="number">4.2.1</span> You must ask.</p>'
    )


@pytest.mark.parametrize(
    ("inline", "written"),
    [
        (Strong(inlines("Agent")), "<strong>Agent</strong>"),
        (Code("AI_draft"), "<code>AI_draft</code>"),
        (Link("https://x.example/?a=1&b=2", inlines("guide")), '<a href="https://x.example/?a=1&amp;b=2">guide</a>'),
        (Link("javascript:alert(1)", inlines("guide")), "guide"),
        (
            Link("https://x.example", inlines("https://x.example")),
            '<a class="address" href="https://x.example">https://x.example</a>',
        ),
        (LineBreak(), "<br>"),
        (Value("H&M <Council>", "x"), "H&amp;M &lt;Council&gt;"),
        (to_confirm("owner"), '<mark class="to-confirm">[to confirm: owner]</mark>'),
        (Reference("scope", "section 1.2"), '<a href="#scope">section 1.2</a>'),
    ],
)
def test_inlines(inline: Inline, written: str) -> None:
    assert body(paragraph(["a ", inline])) == f"<p>a {written}</p>"


def test_a_wide_table_scrolls_in_a_region_that_can_be_focused_and_has_a_name() -> None:
    written = body(table(["A", "B", "C"], ["1", "2", "3"]))
    region = 'role="region" tabindex="0" aria-label="Table in 1.1 Purpose">'
    assert written.startswith(f'<div class="scroll" style="overflow-x: auto; overflow-wrap: normal" {region}')
    assert f'<div class="scroll" {region}' in write_html(holding(table(["A", "B", "C"], ["1", "2", "3"]))).decode()
    assert '<th scope="col">A</th><th scope="col">B</th><th scope="col">C</th>' in written
    assert '<th scope="row">1</th><td>2</td><td>3</td>' in written


def test_a_table_that_fits_a_phone_is_no_stop_for_the_tab_key() -> None:
    assert "tabindex" not in body(table(["Word", "Meaning"], ["Prompt", "What you type, paste or upload"]))
    assert "tabindex" in body(table(["Word", "Meaning"], ["Llanfairpwllgwyngyll", "A long word that is kept whole"]))


def test_two_tables_of_a_clause_have_names_that_differ() -> None:
    names = re.findall(r'<table aria-label="([^"]+)"', body(table(["A"], ["1"]), table(["B"], ["2"])))
    assert names == ["Table in 1.1 Purpose", "Table in 1.1 Purpose (2)"]


def test_an_empty_corner_is_no_header() -> None:
    assert '<tr><td></td><th scope="col">B</th></tr>' in body(table(["", "B"], ["1", "2"]))


def test_lists_nest() -> None:
    written = body(bullets("a", item(paragraph("b"), bullets("c", ordered=True))))
    assert written == "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol></li>\n</ul>"
    loose = body(bullets(item(paragraph("a"), paragraph("b"))))
    assert loose == "<ul>\n<li><p>a</p>\n<p>b</p></li>\n</ul>"


def test_a_heading_in_a_clause_is_one_level_below_the_clause() -> None:
    assert body(Heading(inlines("In a report"))) == "<h4>In a report</h4>"
    appendix = clause("app-x", Heading(inlines("Part")), number="A", title="Forms")
    assert b"<h3>Part</h3>" in write_html_body(document(appendices=[appendix]))


def test_a_quotation_and_preformatted_lines() -> None:
    assert body(Quote((paragraph("One."),))) == "<blockquote>\n<p>One.</p>\n</blockquote>"
    assert body(Preformatted("\n a\n\n<b>")) == '<pre style="white-space: pre-wrap">\n\n a\n\n&lt;b&gt;</pre>'


def test_the_contents_list_has_no_numbers_beside_those_of_its_headings() -> None:
    for write in (write_html, write_html_body):
        contents = html.fromstring(write(sample()).decode()).find(".//nav")
        assert contents.find(".//ol") is None
        assert contents.find(".//ul/li//a").text_content() == "1 About this policy"


def test_the_style_sheet_beside_the_body_is_of_the_body_alone() -> None:
    rules = re.findall(r"^(.*?) \{", write_html_body_style(sample()).decode(), re.MULTILINE)
    assert len(rules) > 10
    assert all(selector.startswith(".policy") for rule in rules for selector in rule.split(", "))


def test_every_kind_of_block_and_inline_has_a_writer() -> None:
    from typing import get_args

    assert set(BLOCKS) == set(get_args(Block))
    assert set(INLINES) == set(get_args(Inline))


# Inert ---------------------------------------------------------------------------------------------------


def frame_of(written: str) -> list[str]:
    """Return the tags, but for what may depend on the words: regions that scroll, links that show their address."""
    return [tag.replace("a class ", "a ") for tag in tags_of(written) if not tag.startswith("div")]


@pytest.mark.parametrize("text", one_in(3, strategies.MISCHIEF))
def test_mischief_is_only_words(text: str) -> None:
    value = Value(f"{text} x", "example")
    for block in (Paragraph((value,)), bullets(value), table([value], [value]), Heading((value,))):
        written = body(block)
        assert words_of(written) == words_in([block])
        assert frame_of(written) == frame_of(body(strategies.with_words(block, lambda _: "x")))


@holds_for_any(short=25, long=500, blocks=strategies.blocks)
def test_any_words_in_any_blocks_are_read_as_words(blocks: tuple[Block, ...]) -> None:
    written = body(*blocks)
    assert words_of(written) == words_in(blocks)
    assert frame_of(written) == frame_of(body(*strategies.with_words(blocks, lambda _: "x")))


@holds_for_any(short=25, long=500, text=strategies.words)
def test_any_name_title_and_language_leave_the_frame_as_it_is(text: str) -> None:
    def named(words: str) -> list[str]:
        found = document(
            section("about", clause("purpose", table(["A"], ["1"]), title=words), title=words),
            appendices=[clause("app-x", title=words, number="A")],
            control=control(owner=words, version=words),
            law=[law("a", words, check=words)],
            title=words,
        )
        return frame_of(write_html(found).decode())

    assert named(text) == named("x")
