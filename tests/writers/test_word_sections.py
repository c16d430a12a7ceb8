"""The section that a policy is printed in: which it is, and where its pages would look wrong."""

from __future__ import annotations

import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm

from policybuilder.ooxml.names import w
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from tests.new_docx import new_docx
from tests.writers.word_reading import read_written
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
