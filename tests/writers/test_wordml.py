from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from policybuilder.document import (
    Block,
    Cell,
    Code,
    Document,
    Heading,
    Link,
    List,
    ListItem,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)
from policybuilder.inert import one_line
from policybuilder.ooxml.names import w
from tests.builders import (
    bullets,
    clause,
    control,
    document,
    holding,
    inlines,
    item,
    paragraph,
    section,
    table,
    to_confirm,
)
from tests.properties import holds_for_any
from tests.writers import strategies
from tests.writers.word_reading import (
    APPROVED,
    Written,
    body_of,
    body_paragraphs,
    fields,
    in_body,
    numbers,
    paragraphs_in,
    style_of,
    words,
    written,
)

AWKWARD = (
    "H&M <Council>",
    "{{ 7*7 }}",
    "{% raw %}",
    "]]>",
    "{_{ x }_}",
    "&amp; &lt;b&gt; &#42;",
    "</w:t></w:r>",
    "\"quoted\" & 'quoted'",
    "\x00\x07\x1f",
    "a\tb\nc",
    "\ud800 \ufffe",
    "£5 – “words” … ŵ 中",
)


# Words ---------------------------------------------------------------------------------------------------


def everywhere(text: str) -> Document:
    """A document that has the text in every place where there are words."""
    blocks = (
        paragraph(text, "1.1.1"),
        paragraph([Strong(inlines(text)), Value(text, "name"), Code(text)], "1.1.2"),
        paragraph(Link("https://example.org", inlines(text)), "1.1.3"),
        bullets(text),
        table([text], [text]),
        Quote((paragraph(text),)),
        Preformatted(text),
        Heading(inlines(text)),
    )
    made = document(
        section("about", clause("purpose", *blocks, title=text), title=text),
        control=control(version=text, status="Draft", owner=Value(text, "owner", confirmed=False)),
        title=text,
    )
    return replace(made, council=replace(made.council, name=text, short_name=text))


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_are_words(text: str) -> None:
    found = written(everywhere(text))
    shown = one_line(text)
    assert [text for _, text in in_body(found)].count(shown) >= 10
    front = [words(node) for node in found.main.iter(w("p"))]
    assert shown in front
    header = words(found.file.tree("word/header1.xml"))
    assert header == f"{shown}\tDRAFT  {shown}"
    core = found.file.tree("docProps/core.xml")
    assert (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "") == shown


@holds_for_any(short=15, long=300, blocks=strategies.blocks)
def test_every_word_survives(blocks: tuple[Block, ...]) -> None:
    found = written(replace(holding(*blocks), control=APPROVED, stage="approved"))
    expected = "".join(text for block in blocks for text in _texts(block))
    shown = "".join(text for style, text in in_body(found)[2:])
    assert _solid(shown) == _solid(expected)


def _solid(text: str) -> str:
    return "".join(text.split())


def _texts(block: object) -> list[str]:
    """The words of a node in reading order, as a writer may show them."""
    if isinstance(block, Preformatted):
        return ["".join(one_line(line) for line in block.text.splitlines())]
    if hasattr(block, "text"):
        return [one_line(block.text)]
    found = []
    for name in ("header", "rows", "inlines", "blocks", "items"):
        value = getattr(block, name, ())
        found += [text for node in value for text in (_row(node) if isinstance(node, tuple) else _texts(node))]
    return found


def _row(cells: tuple[Cell, ...]) -> list[str]:
    return [text for cell in cells for text in _texts(cell)]


def test_neighbouring_words_are_one_run_and_marked_words_are_not() -> None:
    found = body_of(paragraph(["Ask ", Value("the SIRO", "roles.siro"), " or ", Strong(inlines("nobody")), "."]))
    runs = [words(node) for node in body_paragraphs(found)[2].iter(w("r"))]
    assert runs == ["Ask the SIRO or ", "nobody", "."]


def test_a_value_to_confirm_is_marked_and_a_confirmed_one_is_not() -> None:
    found = body_of(paragraph([to_confirm("owner"), " and ", Value("Riverton", "council.name")]))
    runs = body_paragraphs(found)[2].iter(w("r"))
    styles = {words(run): run.find(f"{w('rPr')}/{w('rStyle')}") is not None for run in runs}
    assert styles == {"[to confirm: owner]": True, " and Riverton": False}


# References ----------------------------------------------------------------------------------------------


def referring(text: str, to: str = "duties") -> Written:
    first = clause("purpose", paragraph(["See ", Reference(to, text), "."], "1.1.1"))
    second = clause("duties", paragraph("You must.", "1.2.1"), number="1.2")
    extra = clause("app-form", paragraph("A form.", "A.1"), number="A")
    return written(document(section("about", first, second), appendices=[extra]))


@pytest.mark.parametrize(
    ("text", "to", "asked", "shown"),
    [
        ("section 1.2", "duties", "REF clause_duties \\r \\h", "1.2"),
        ("1.2", "duties", "REF clause_duties \\r \\h", "1.2"),
        ("Appendix A", "app-form", "REF clause_app_form \\r \\h", "Appendix A"),
    ],
)
def test_a_reference_is_a_field_that_shows_the_number(text: str, to: str, asked: str, shown: str) -> None:
    found = referring(text, to)
    place = paragraphs_in(found, "policy paragraph")[0]
    assert fields(place) == [(asked, shown)]
    assert words(place) == f"See {text}."
    bookmarks = [node.get(w("name")) for node in found.main.iter(w("bookmarkStart"))]
    assert asked.split()[1] in bookmarks


def test_a_reference_in_other_words_is_a_link_that_keeps_them() -> None:
    place = paragraphs_in(referring("the rules on duties"), "policy paragraph")[0]
    assert words(place) == "See the rules on duties."
    assert fields(place) == []
    assert [node.get(w("anchor")) for node in place.iter(w("hyperlink"))] == ["clause_duties"]


def test_a_reference_to_a_clause_that_is_not_there_is_plain_words() -> None:
    place = paragraphs_in(referring("section 9.9", "gone"), "policy paragraph")[0]
    assert words(place) == "See section 9.9."
    assert fields(place) == []
    assert not list(place.iter(w("hyperlink")))


# Links ---------------------------------------------------------------------------------------------------


def addresses(found: Written) -> list[str]:
    return [link.target for link in found.file.relationships if link.kind.endswith("/hyperlink")]


def test_a_link_leads_to_its_address() -> None:
    found = body_of(paragraph(Link("https://example.org/a?b=1&c=2", inlines("here"))))
    assert addresses(found) == ["https://example.org/a?b=1&c=2"]
    link = next(body_paragraphs(found)[2].iter(w("hyperlink")))
    assert words(link) == "here"


def test_an_address_used_twice_is_kept_once() -> None:
    link = Link("https://example.org/", inlines("here"))
    assert addresses(body_of(paragraph(link), paragraph(link))) == ["https://example.org/"]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "page.html", "", "//example.org/x"])
def test_an_address_that_should_not_be_followed_is_words(target: str) -> None:
    found = body_of(paragraph(Link(target, inlines("here"))))
    assert addresses(found) == []
    assert words(body_paragraphs(found)[2]) == "here"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/ŵ", "https://example.org/%C5%B5"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
    ],
)
def test_an_address_is_a_uri(target: str, kept: str) -> None:
    assert addresses(body_of(paragraph(Link(target, inlines("here"))))) == [kept]


def test_a_link_in_a_link_and_a_reference_in_one_are_words() -> None:
    inner = (Text("see "), Link("https://b.example", inlines("b")), Reference("purpose", "section 1.1"))
    found = body_of(paragraph(Link("https://a.example", inner)))
    assert addresses(found) == ["https://a.example"]
    assert words(body_paragraphs(found)[2]) == "see bsection 1.1"


# Lists ---------------------------------------------------------------------------------------------------


def list_numbers(found: Written) -> list[str]:
    return [f"{number} {text}" for number, text in numbers(found)][2:]


def test_each_list_starts_at_one() -> None:
    found = body_of(bullets("a", "b", ordered=True), paragraph("Then"), bullets("c", "d", ordered=True))
    assert list_numbers(found) == ["1. a", "2. b", "1. c", "2. d"]
    used = {
        node.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val")) for node in paragraphs_in(found, "list number")
    }
    assert len(used) == 2


def test_lists_nest() -> None:
    inner = bullets("deep", "deeper", ordered=True)
    outer = bullets(item(paragraph("one"), inner), item(paragraph("two"), bullets("dash")), ordered=True)
    assert list_numbers(body_of(outer)) == ["1. one", "a. deep", "b. deeper", "2. two", "– dash"]


def test_a_nested_list_starts_again_under_each_item() -> None:
    items = [item(paragraph(text), bullets("x", "y", ordered=True)) for text in ("one", "two")]
    assert list_numbers(body_of(bullets(*items, ordered=True))) == [
        "1. one", "a. x", "b. y", "2. two", "a. x", "b. y",
    ]  # fmt: skip


def test_a_second_paragraph_of_an_item_has_no_bullet() -> None:
    found = body_of(bullets(item(paragraph("first"), paragraph("second"))))
    assert in_body(found)[2:] == [("list bullet", "first"), ("list continue", "second")]


def test_an_item_that_starts_with_a_list_keeps_its_own_bullet() -> None:
    found = body_of(bullets(item(bullets("inner"))))
    assert in_body(found)[2:] == [("list bullet", ""), ("list bullet 2", "inner")]


def test_a_list_300_deep_is_written() -> None:
    deep: Block = paragraph("bottom")
    for _ in range(300):
        deep = List(False, (ListItem((paragraph("x"), deep)),))
    assert in_body(body_of(deep))[-1] == ("list continue 3", "bottom")


# Tables --------------------------------------------------------------------------------------------------


def tables(found: Written) -> list[etree._Element]:
    """The tables of the policy, without the document-control table."""
    return list(found.main.iter(w("tbl")))[1:]


def test_a_table_says_which_row_is_its_header_and_keeps_rows_whole() -> None:
    found = body_of(table(["Word", "Meaning"], ["AI", "Software"], ["Tool", "A product"]))
    rows = list(tables(found)[0].iter(w("tr")))
    assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
    kept = [node for row in rows for node in row.iter(w("keepNext"))]
    assert kept == list(rows[0].iter(w("keepNext")))
    assert len(kept) == 2
    styles = [[style_of(cell.find(w("p")), found) for cell in row.iter(w("tc"))] for row in rows]
    assert styles[0] == ["table header", "table header"]
    assert styles[1] == ["table row header", "table text"]


def test_no_cell_is_merged_and_a_short_row_is_filled() -> None:
    short = Table((Cell(inlines("a")), Cell(inlines("b"))), ((Cell(inlines("c")),),))
    found = tables(body_of(short))[0]
    assert not list(found.iter(w("gridSpan"), w("vMerge")))
    assert [len(list(row.iter(w("tc")))) for row in found.iter(w("tr"))] == [2, 2]


def test_a_table_fills_the_width_of_the_text() -> None:
    found = tables(body_of(table(["a", "b", "c"], ["x", "words " * 40, "y"])))[0]
    widths = [int(node.get(w("w"))) for node in found.iter(w("gridCol"))]
    assert sum(widths) == int(found.find(f"{w('tblPr')}/{w('tblW')}").get(w("w"))) == 11906 - 2 * 1134
    assert widths[1] > widths[0] > 300


def test_word_does_not_join_two_tables() -> None:
    found = body_of(table(["a"], ["b"]), table(["c"], ["d"]))
    assert tables(found)[0].getnext().tag == w("p")


def test_a_document_that_ends_in_a_table_ends_in_a_paragraph() -> None:
    found = body_of(table(["a"], ["b"]))
    assert found.main.find(w("body"))[-2].tag == w("p")
