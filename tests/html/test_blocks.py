"""Blocks as HTML wherever they stand: on a policy's page, and within a comparison."""

from __future__ import annotations

from typing import get_args

import pytest

from policybuilder.compare import compare
from policybuilder.compare.html_blocks import View, blocks_html
from policybuilder.compare.write_html import write_html as write_comparison
from policybuilder.document import Block, Heading, Inline, Link, ListItem, Paragraph, Preformatted, Reference, Text
from policybuilder.html.blocks import BLOCKS, INLINES, Setting, inlines_html
from policybuilder.html.blocks import blocks_html as blocks_as_they_are
from policybuilder.writers.html import write_html
from tests.builders import bullets, clause, document, holding, paragraph, section, table, to_confirm


def shown(*blocks: Block, place: Setting = Setting()) -> str:  # noqa: B008 - a frozen value
    return "".join(blocks_as_they_are(blocks, place))


def compared(old: Block, new: Block) -> str:
    """Return what the comparison page shows of a clause in one text, of one block that became another."""
    comparison = compare(holding(paragraph("You must ask."), old), holding(paragraph("You must ask."), new))
    return "".join(blocks_html(comparison.marked.clauses[0].blocks, View.BOTH))


def test_every_kind_of_node_has_its_function() -> None:
    assert set(BLOCKS) == set(get_args(Block))
    assert set(INLINES) == set(get_args(Inline))


TO_CONFIRM = '<mark class="to-confirm">[to confirm: contact]</mark>'


def test_a_value_to_confirm_is_marked_alike_on_both_pages() -> None:
    block = paragraph(["Ask ", to_confirm("contact"), " first."])
    changed = paragraph(["Ask ", to_confirm("contact"), " twice."])
    assert TO_CONFIRM in write_html(holding(block)).decode()
    assert TO_CONFIRM in compared(block, changed)


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("tel:+441632960000", "tel:+441632960000"),
        ("https://riverton.example/a b/ü", "https://riverton.example/a%20b/%C3%BC"),
        ("mailto:ai@riverton.example", "mailto:ai@riverton.example"),
    ],
)
def test_a_link_leads_to_the_same_address_from_both_pages(target: str, href: str) -> None:
    link = Link(target, (Text("the team"),))
    for page in (
        write_html(holding(paragraph(["Ask ", link, " first."]))).decode(),
        compared(paragraph(["Ask ", link, " first."]), paragraph(["Ask ", link, " twice."])),
    ):
        assert f'href="{href}"' in page


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", " JAVASCRIPT:x", "vbscript:x"])
def test_a_link_that_could_run_something_is_mere_words(target: str) -> None:
    link = Link(target, (Text("the team"),))
    assert inlines_html((link,)) == "the team"
    assert "href" not in compared(paragraph(["Ask ", link, " first."]), paragraph(["Ask ", link, " twice."]))


def test_a_heading_within_a_clause_is_none_of_a_comparison() -> None:
    heading = Heading((Text("Before you ask"),))
    assert shown(heading, place=Setting(4)) == "<h4>Before you ask</h4>"
    assert "<p><strong>Before you ask</strong></p>" in compared(heading, heading)


def test_a_number_is_parted_from_the_words_for_those_who_copy_them() -> None:
    assert '<span class="number">1.1.2</span> You' in compared(
        paragraph("You may ask first.", "1.1.2"), paragraph("You may ask twice.", "1.1.2")
    )


def test_the_first_cell_of_a_row_says_what_the_row_is_about_on_both_pages() -> None:
    old, new = table(["Role", "Does"], ["SIRO", "asks"]), table(["Role", "Does"], ["SIRO", "decides"])
    for page in (shown(old), compared(old, new), compared(old, old)):
        assert '<th scope="col">Role</th>' in page
        assert '<th scope="row">SIRO</th>' in page


def test_references_lead_only_where_the_clauses_are_on_the_page() -> None:
    reference = Reference("purpose", "section 1.1")
    assert inlines_html((reference,)) == '<a href="#purpose">section 1.1</a>'
    assert inlines_html((reference,), anchored=False) == "section 1.1"


def test_lines_that_matter_stay_lines_where_they_changed() -> None:
    old, new = Preformatted("one\n  two\nthree four five"), Preformatted("one\n  two\nthree four six")
    page = compared(old, new)
    assert page.count("<pre>\n") == 1
    assert "one\n  two\nthree four" in page


def test_an_item_and_a_row_that_hold_nothing_stop_no_page() -> None:
    empty = bullets(ListItem(()))
    assert shown(empty) == "<ul>\n<li></li>\n</ul>"
    assert "<tr></tr>" in shown(table(["a"], []), place=Setting(4))


def test_marks_stand_round_the_words_of_each_part() -> None:
    place = Setting(mark=lambda words: f"<ins>{words}</ins>")
    assert shown(bullets("a", "b"), place=place) == "<ul>\n<li><ins>a</ins></li>\n<li><ins>b</ins></li>\n</ul>"
    assert shown(Paragraph((Text("a"),), "1.1.1"), place=place).endswith("</span> <ins>a</ins></p>")


def test_no_page_fetches_or_runs_anything() -> None:
    first, second = document(section("a", clause("b"))), document(section("a", clause("b"), clause("c")))
    for page in (write_html(first), write_comparison(compare(first, second))):
        assert b"default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in page
        assert b"<script" not in page
