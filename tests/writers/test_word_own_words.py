"""What a letterhead prints in every policy: listed, and named where it looks left over from another document."""

from __future__ import annotations

import time

import pytest
from docx import Document as new_docx

from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell, shell_words
from policybuilder.writers.word.shell.prepare import prepare_shell
from tests.writers.word_shells import SHELL, letterhead, saved


def with_body(xml: str) -> bytes:
    """Return a letterhead with some XML at the start of its text."""
    parts = read_parts(letterhead(), "a.docx")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
    return write_parts(parts)


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def with_footer(*lines: str) -> bytes:
    docx = new_docx()
    for line in lines:
        docx.sections[0].footer.add_paragraph(line)
    return saved(docx)


def named(shell: bytes, code: str) -> list[str]:
    return [problem.message for problem in check_shell(shell, "a.docx") if problem.code == code]


# What is brought -----------------------------------------------------------------------------------------


def test_the_words_of_a_letterhead_are_listed_with_their_places() -> None:
    shell = with_body(paragraph("Dear Sir or Madam") + paragraph("{{ title }}") + paragraph("Yours faithfully"))
    expected = (
        "the words “Dear Sir or Madam”, in the document, paragraph 1",
        "the words “Yours faithfully”, in the document, paragraph 3",
    )
    assert shell_words(shell, "a.docx") == expected


def test_what_prepare_adds_is_none_of_its_own() -> None:
    for source in (SHELL, letterhead(), prepare_shell(letterhead(), "a.docx"), b"no Word file"):
        assert shell_words(source, "a.docx") == ()


def test_of_many_paragraphs_the_first_are_listed() -> None:
    found = shell_words(with_body("".join(paragraph(f"Line {at}") for at in range(40))), "a.docx")
    assert found[0] == "the words “Line 0”, in the document, paragraph 1"
    assert found[-1] == "the words of 28 more paragraphs"


# What looks left over ------------------------------------------------------------------------------------

RUN = "<w:r><w:t>The name of the service</w:t></w:r>"
WAITING = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Click or tap here to enter text."),
        paragraph("Click here to add a title"),
        paragraph("Type your letter here."),
        paragraph("[Insert the name of the service]"),
        paragraph("Lorem ipsum dolor sit amet"),
        WAITING.format(f"<w:p>{RUN}</w:p>"),
        f"<w:p>{WAITING.format(RUN)}</w:p>",
    ],
)
def test_a_placeholder_is_named(body: str) -> None:
    (message,) = named(with_body(body), "shell-placeholder")
    assert "paragraph 1, waits to be filled in" in message


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Click to read the enclosed leaflet"),
        paragraph("Type approval"),
        WAITING.format(paragraph("{{ title }}")),
        WAITING.replace("<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>').format(f"<w:p>{RUN}</w:p>"),
    ],
)
def test_other_words_are_no_placeholder(body: str) -> None:
    assert named(with_body(body), "shell-placeholder") == []


TYPED = ["Version 1.0, Town Hall", "v2.1", "Last updated August 2021", "Printed 03/11/2020", "FERSIWN 3"]
NOT_TYPED = ["Version {{ version }}, 1 May 2021", "Founded 1974", "Room 3.1, V Block", "01632 960001"]


@pytest.mark.parametrize("line", [*TYPED, *NOT_TYPED])
def test_a_version_or_day_that_was_typed_in_a_footer_is_named(line: str) -> None:
    assert len(named(with_footer("Town Hall", line), "shell-typed")) == (line in TYPED)


def test_what_a_field_shows_was_not_typed() -> None:
    shown = '<w:fldSimple w:instr=" DATE "><w:r><w:t>1 May 2021</w:t></w:r></w:fldSimple>'
    assert shell_words(with_body(f"<w:p>{shown}</w:p>"), "a.docx") == ()


HEADING = '<w:pStyle w:val="Heading1"/>'


def test_a_heading_of_its_own_that_would_take_the_policys_numbers_is_named() -> None:
    source = with_body(paragraph("How to use this", HEADING))
    for shell in (source, prepare_shell(source, "a.docx")):
        (message,) = named(shell, "shell-heading")
        assert "“How to use this”, in the document, paragraph 1, is numbered with the policy" in message
    off = HEADING + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    for other in (paragraph("How to use this", off), paragraph("{{ title }}", HEADING), paragraph("How to use this")):
        assert named(with_body(other), "shell-heading") == []


def test_contents_styles_that_are_lists_are_named() -> None:
    parts = read_parts(prepare_shell(letterhead(), "a.docx"), "a.docx")
    at = parts["word/styles.xml"].index(b'<w:name w:val="toc 1"/>')
    at = parts["word/styles.xml"].index(b"<w:pPr>", at) + len(b"<w:pPr>")
    listed = b'<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = parts["word/styles.xml"][:at] + listed + parts["word/styles.xml"][at:]
    (message,) = named(write_parts({**parts, "word/styles.xml": styles}), "shell-contents")
    assert 'the style "TOC 1" is a list' in message


def test_a_long_line_is_looked_at_in_no_time() -> None:
    line = "".join(words * 5_000 for words in ("click here to ", "[insert ", "type your a ", "version "))
    started = time.process_time()
    named(with_body(paragraph(line)), "shell-placeholder")
    assert time.process_time() - started < 5
