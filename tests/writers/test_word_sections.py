"""The section that a policy is printed in: which it is, and where its pages would look wrong."""

from __future__ import annotations

import re
from functools import cache

import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm

from policybuilder.ooxml.names import w
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.pages.headings import Pages
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests.new_docx import new_docx
from tests.writers.sample import sample
from tests.writers.word_reading import fields, read_written
from tests.writers.word_shells import SHELL, letterhead, saved

UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = (
    '<w:pgMar w:top="1418" w:right="1134" w:bottom="1191" w:left="1134" w:header="652" w:footer="510" w:gutter="0"/>'
)
FIELD = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def named(shell: bytes) -> list[str]:
    return [problem.message for problem in check_shell(shell, "a.docx") if problem.code == "shell-section"]


def with_section(section: str) -> bytes:
    """Return a letterhead without headers and footers, and with one section."""
    parts = read_parts(saved(new_docx()), "a.docx")
    before, _, rest = parts["word/document.xml"].partition(b"<w:sectPr")
    after = rest.partition(b"</w:sectPr>")[2]
    parts["word/document.xml"] = before + f"<w:sectPr>{section}</w:sectPr>".encode() + after
    return write_parts(parts)


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (UPRIGHT + MARGINS, ""),
        ('<w:pgSz w:w="16838" w:h="11906"/>' + MARGINS, "are landscape"),
        (UPRIGHT + MARGINS + '<w:cols w:num="2"/>', "have columns"),
        (UPRIGHT + MARGINS + '<w:cols w:num="1"/>', ""),
        (UPRIGHT + MARGINS.replace('w:left="1134"', 'w:left="6000"'), "leave the text 8.4 cm"),
        (UPRIGHT + MARGINS.replace('w:header="652"', 'w:header="0"'), "have their header at the very edge"),
        (UPRIGHT + MARGINS.replace('w:footer="510"', 'w:footer="100"'), "have their footer at the very edge"),
        (UPRIGHT + MARGINS.replace('w:gutter="0"', 'w:gutter="4000"'), "leave the text 9.9 cm"),
        (UPRIGHT + MARGINS + '<w:vAlign w:val="center"/>', "are set from the middle or the foot"),
        (UPRIGHT + MARGINS + '<w:vAlign w:val="top"/>', ""),
        (UPRIGHT + MARGINS + '<w:textDirection w:val="tbRl"/>', "print their lines from top to bottom"),
        ("", ""),
        (UPRIGHT + MARGINS + '<w:sectPrChange w:id="1" w:author="A"><w:sectPr/></w:sectPrChange>', ""),
    ],
)
def test_pages_that_would_look_wrong_are_named(section: str, says: str) -> None:
    found = named(with_section(section))
    assert len(found) == bool(says)
    assert f"the pages of the policy {says}" in "".join(found) or not says


def with_margins(first: str = "", default: str = "", even: str = "") -> bytes:
    """Return a letterhead with some headers, the first page's and the even pages' only where they are given."""
    docx = new_docx()
    section = docx.sections[0]
    section.different_first_page_header_footer = bool(first)
    docx.settings.odd_and_even_pages_header_footer = bool(even)
    headers = {"first": section.first_page_header, "default": section.header, "even": section.even_page_header}
    parts: dict[str, str] = {}
    for name, words in (("first", first), ("default", default), ("even", even)):
        if words:
            headers[name].paragraphs[0].text = f"{name} {words}"
            parts[f"{name} {words}"] = words
    made = read_parts(saved(docx), "a.docx")
    for part, xml in made.items():
        if part.startswith("word/header") and b"PAGE" in xml:
            made[part] = xml.replace(b"</w:hdr>", FIELD.encode() + b"</w:hdr>")
    return write_parts(made)


@pytest.mark.parametrize(
    ("first", "default", "even", "says"),
    [
        ("", "Town Hall PAGE", "", []),
        ("Town Hall", "Town Hall PAGE", "", []),
        ("Town Hall", "", "", ["have a header on the first of them only"]),
        ("Town Hall PAGE", "Town Hall", "", ["have a page number on some of them only"]),
        ("", "Town Hall PAGE", "Town Hall", ["have a page number on some of them only"]),
        ("", "Town Hall PAGE", "Town Hall PAGE", []),
    ],
)
def test_headers_and_page_numbers_that_stop_are_named(first: str, default: str, even: str, says: list[str]) -> None:
    assert named(with_margins(first, default, even)) == [f"the pages of the policy {each}" for each in says]


def two_sections(*tags: str) -> bytes:
    """Return a letterhead of an upright section with some tags, and a landscape one at its end."""
    docx = new_docx()
    page = docx.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = Cm(21), Cm(29.7), Cm(2), Cm(2)
    for tag in tags:
        docx.add_paragraph(tag)
    last = docx.add_section(WD_SECTION.NEW_PAGE)
    last.orientation, last.page_width, last.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    return saved(docx)


def test_where_a_file_has_sections_and_no_slot_the_one_that_is_taken_is_named() -> None:
    found = named(two_sections("Cover"))
    assert "the file has 2 sections, and the policy would go into the last" in found
    assert "the pages of the policy are landscape" in found
    assert named(two_sections("{{p body }}")) == []


def test_the_control_table_is_as_wide_as_the_page_that_it_stands_on() -> None:
    for source, centimetres in ((two_sections("{{p body }}"), 17.0), (two_sections("Cover"), 25.7)):
        written = read_written(prepare_shell(source, "a.docx"))
        (table,) = written.main.iter(w("tbl"))
        width = int(table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")))
        assert abs(width / 20 / 72 * 2.54 - centimetres) < 0.1


def test_the_shipped_shell_and_a_plain_letterhead_look_right() -> None:
    assert named(SHELL) == []
    assert named(letterhead()) == []
    assert named(prepare_shell(letterhead(), "a.docx")) == []


def test_a_page_number_in_another_section_is_none_in_the_policys() -> None:
    docx = new_docx()
    docx.add_paragraph("{{p body }}")
    last = docx.add_section(WD_SECTION.NEW_PAGE)
    last.footer.is_linked_to_previous = False
    last.footer.paragraphs[0].text = "PAGE"
    parts = read_parts(saved(docx), "a.docx")
    found = {part: xml.replace(b"</w:ftr>", FIELD.encode() + b"</w:ftr>") for part, xml in parts.items()}
    for shell, is_named in ((write_parts(found), True), (with_margins(default="Town Hall PAGE"), False)):
        assert ("shell-page-numbers" in {each.code for each in check_shell(shell, "a.docx")}) == is_named


# Page numbers where something stands before the policy ------------------------------------------------------

COVER = "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr><w:r><w:t>Cover</w:t></w:r></w:p>"
ANEW, FROM_0 = '<w:pgNumType w:start="1"/>', '<w:pgNumType w:start="0"/>'
CONTINUOUS, ODD = '<w:type w:val="continuous"/>', '<w:type w:val="oddPage"/>'


def with_cover(last: str, cover: str | None = "") -> bytes:
    """Return a letterhead whose last section has some properties, after a cover with others unless that is None."""
    kind, numbering = (last, "") if last.startswith("<w:type") else ("", last)
    parts = read_parts(with_section(kind + UPRIGHT + MARGINS + numbering), "a.docx")
    if cover is not None:
        first = COVER.format(UPRIGHT + MARGINS + cover)
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{first}".encode(), 1)
    return write_parts(parts)


@cache
def first_page(last: str, cover: str | None = "") -> int:
    """Return the page that the contents list gives for the first section of a policy in such a letterhead."""
    source = with_cover(last, cover)
    shell = prepare_shell(source, "a.docx", section=1 if cover is None else 2)
    shown = dict(fields(read_written(write_word(sample(), shell)).main))
    return int(shown["PAGEREF section_about \\h"])


@pytest.mark.parametrize(
    ("last", "cover", "further"),
    [
        ("", "", 1),
        (ANEW, "", 0),
        (FROM_0, "", -1),
        (FROM_0, None, -1),
        ("", ANEW.replace("1", "7"), 7),
        (CONTINUOUS, "", 0),
        (ODD, "", 2),
        (ODD, FROM_0, 0),
    ],
)
def test_the_contents_list_gives_the_numbers_that_are_printed(last: str, cover: str | None, further: int) -> None:
    assert first_page(last, cover) == first_page("", None) + further


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("lowerRoman", "i"), ("upperRoman", "I"), ("upperLetter", "A"), ("numberInDash", "- 1 -"), ("decimal", "1")],
)
def test_the_contents_list_writes_them_as_they_are_printed(kind: str, shown: str) -> None:
    shell = prepare_shell(with_cover(f'<w:pgNumType w:fmt="{kind}" w:start="1"/>'), "a.docx", section=2)
    texts = dict(fields(read_written(write_word(sample(), shell)).main))
    page = first_page(ANEW)
    wanted = {"i": "i" * page, "I": "I" * page, "A": chr(ord("A") + page - 1)}.get(shown, shown.replace("1", str(page)))
    assert texts["PAGEREF section_about \\h"] == wanted


def test_where_a_layout_found_the_pages_a_count_that_begins_with_the_text_begins_there() -> None:
    starts, laid_out = {"one": 3, "two": 4}, {"one": 5, "two": 6}
    from_the_text = Pages(starts, 6, shift=-2, format="lowerRoman", counts_from_text=True)
    assert from_the_text.printed({}) == {"one": "i", "two": "ii"}
    assert from_the_text.printed(laid_out) == {"one": "i", "two": "ii"}
    assert Pages(starts, 6, shift=-1).printed(laid_out) == {"one": "4", "two": "5"}


@pytest.mark.parametrize(
    ("last", "cover", "of", "says"),
    [
        ("", "", "NUMPAGES", ""),
        (ANEW, "", "NUMPAGES", "put SECTIONPAGES in place of NUMPAGES"),
        (ANEW, "", "SECTIONPAGES", ""),
        ("", "", "SECTIONPAGES", "put NUMPAGES in place of SECTIONPAGES"),
        (ANEW, None, "NUMPAGES", ""),
        (FROM_0, None, "NUMPAGES", "put SECTIONPAGES in place of NUMPAGES"),
        ("", None, "SECTIONPAGES", ""),
    ],
)
def test_a_page_of_pages_that_do_not_go_together_is_named(last: str, cover: str | None, of: str, says: str) -> None:
    shell = read_parts(prepare_shell(with_cover(last, cover), "a.docx", section=1 if cover is None else 2), "a.docx")
    (footer,) = [part for part in shell if part.startswith("word/footer")]
    shell[footer] = re.sub(rb" (?:NUM|SECTION)PAGES ", f" {of} ".encode(), shell[footer])
    found = [each for each in named(write_parts(shell)) if "count" in each]
    assert [says in each for each in found] == [True] * bool(says)


def test_a_footer_that_is_added_goes_with_how_the_pages_are_counted() -> None:
    for last, cover, of in (("", None, b" NUMPAGES "), ("", "", b" NUMPAGES "), (ANEW, "", b" SECTIONPAGES ")):
        shell = prepare_shell(with_cover(last, cover), "a.docx", section=1 if cover is None else 2)
        assert any(of in xml for part, xml in read_parts(shell, "a.docx").items() if "footer" in part)
        assert named(shell) == []
