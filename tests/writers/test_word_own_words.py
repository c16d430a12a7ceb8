"""What a letterhead prints in every policy: listed, and named where it looks left over from another document."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from policybuilder.ooxml.names import w
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell, shell_words
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests.new_docx import new_docx
from tests.writers.sample import sample
from tests.writers.word_reading import Written, numbers, read_written, style_of
from tests.writers.word_shells import SHELL, changed, letterhead, saved


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
        "the words “Town Hall, Marlow Vale”, in a footer, paragraph 1",
    )
    assert shell_words(shell, "a.docx") == expected


def test_what_prepare_adds_is_none_of_its_own() -> None:
    address = ("the words “Town Hall, Marlow Vale”, in a footer, paragraph 1",)
    for source in (letterhead(), prepare_shell(letterhead(), "a.docx")):
        assert shell_words(source, "a.docx") == address
    for source in (SHELL, Path("templates/word/guide.docx").read_bytes(), b"no Word file"):
        assert shell_words(source, "a.docx") == ()


def test_of_many_paragraphs_the_first_are_listed() -> None:
    found = shell_words(with_body("".join(paragraph(f"Line {at}") for at in range(40))), "a.docx")
    assert found[0] == "the words “Line 0”, in the document, paragraph 1"
    assert found[-2:] == (
        "the words of 28 more paragraphs, in the document",
        "the words “Town Hall, Marlow Vale”, in a footer, paragraph 1",
    )


# What looks left over ------------------------------------------------------------------------------------

RUN = "<w:r><w:t>The name of the service</w:t></w:r>"
WAITING = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("body", [WAITING.format(f"<w:p>{RUN}</w:p>"), f"<w:p>{WAITING.format(RUN)}</w:p>"])
def test_a_control_that_nobody_filled_in_is_named(body: str) -> None:
    (message,) = named(with_body(body), "shell-placeholder")
    assert "paragraph 1, waits to be filled in" in message


@pytest.mark.parametrize(
    "body",
    [
        WAITING.format(paragraph("{{ title }}")),
        WAITING.replace("<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>').format(f"<w:p>{RUN}</w:p>"),
    ],
)
def test_a_control_that_somebody_filled_in_is_not(body: str) -> None:
    assert named(with_body(body), "shell-placeholder") == []


def test_what_is_left_over_is_named_where_it_stands() -> None:
    shell = with_footer("Town Hall", "Version {{ version }}, 1 May 2021", "Information Security Policy", "[Name]")
    assert sorted(named(shell, "shell-typed")) == [
        "“Information Security Policy” is typed, in a footer, paragraph 4: it reads as the title of another document",
        "“May 2021” is typed, in a footer, paragraph 3: it would stand in every document, whatever its own",
    ]
    (waits,) = named(shell, "shell-placeholder")
    assert waits.startswith("“[Name]”, in a footer, paragraph 5, waits to be filled in or taken out")


TYPED_TOGETHER = {
    "1 May 2021\tPage 1 of 9": ["May 2021", "Page 1 of 9"],
    "Information Security Policy | Version 2.1 | 1 May 2021": [
        "Version 2.1",
        "May 2021",
        "Information Security Policy",
    ],
    "{{ title }} | 1 May 2021 | Page 1 of 9": ["May 2021", "Page 1 of 9"],
    "{{ council }} | Information Security Policy | v1.0": ["v1.0", "Information Security Policy"],
    "Prepared by [Author] for [Name of council], Draft 3": ["Draft 3", "[Author]", "[Name of council]"],
    "[Author], Version 1.0": ["Version 1.0", "[Author], Version 1.0"],
    "Last updated August 2021, Version 3, Version 3": ["updated August 2021", "Version 3"],
    "{{ title }} policy, {{ version }}": [],
}


@pytest.mark.parametrize("words", TYPED_TOGETHER)
def test_each_of_several_things_that_were_typed_in_one_line_is_named(words: str) -> None:
    docx = new_docx()
    docx.sections[0].header.paragraphs[0].text = words
    shell = saved(docx)
    found = [each for code in ("shell-typed", "shell-placeholder") for each in named(shell, code)]
    assert sorted(each.split("”")[0].strip("“") for each in found) == sorted(TYPED_TOGETHER[words])
    assert all(", in a header, paragraph 1" in message for message in found)


def test_a_cover_that_is_another_documents_is_named_in_the_text_too() -> None:
    cover = with_body(paragraph("Records Management Policy") + paragraph("Version 3.2") + paragraph("Town Hall"))
    assert len(named(cover, "shell-typed")) == 2


def test_of_many_the_first_are_named() -> None:
    found = named(with_body("".join(paragraph(f"Version {at}") for at in range(40))), "shell-typed")
    assert len(found) == 13
    assert "28 more like these, in the document" in found


@pytest.mark.parametrize(
    ("field", "called"),
    [
        ("DOCPROPERTY Reference", "DOCPROPERTY Reference"),
        ('DOCPROPERTY "Document version" \\* MERGEFORMAT', "DOCPROPERTY Document version"),
        ("DOCVARIABLE Ref", "DOCVARIABLE Ref"),
        ("TITLE", "TITLE"),
        ("revnum", "REVNUM"),
        ("PAGE", ""),
        ("STYLEREF Title", ""),
    ],
)
def test_a_field_that_shows_what_the_letterhead_says_of_itself_is_named(field: str, called: str) -> None:
    escaped = field.replace('"', "&quot;")
    shown = f'<w:p><w:fldSimple w:instr=" {escaped} "><w:r><w:t>1.0</w:t></w:r></w:fldSimple></w:p>'
    assert [message.split(",")[0] for message in named(with_body(shown), "shell-typed")] == [
        f"the field {each}" for each in [called] if each
    ]


def test_a_control_that_shows_a_property_is_named() -> None:
    bound = WAITING.replace("<w:showingPlcHdr/>", '<w:dataBinding w:xpath="/a" w:storeItemID="1"/>')
    (message,) = named(with_body(bound.format(paragraph("Marlow Vale"))), "shell-typed")
    assert message.endswith("in the document, paragraph 1, stands in a control that shows a property of the letterhead")


def test_what_a_field_shows_was_not_typed() -> None:
    shown = '<w:fldSimple w:instr=" DATE "><w:r><w:t>1 May 2021</w:t></w:r></w:fldSimple>'
    assert "May" not in "".join(shell_words(with_body(f"<w:p>{shown}</w:p>"), "a.docx"))


HEADING = '<w:pStyle w:val="Heading1"/>'


OWN = paragraph("How to use this", HEADING) + paragraph("In short", HEADING.replace("1", "2"))


def test_a_heading_of_its_own_never_takes_the_policys_numbers() -> None:
    prepared = prepare_shell(with_body(OWN), "a.docx")
    put_in_later = changed("word/document.xml", b"<w:body>", b"<w:body>" + OWN.encode())
    for shell in (prepared, put_in_later):
        printed = list(numbers(read_written(write_word(sample(), shell))))
        assert printed[0] == ("1", sample().sections[0].title)
        assert not {"How to use this", "In short"} & {words for _, words in printed}
    assert named(prepared, "shell-heading") == []
    told = named(put_in_later, "shell-heading")
    assert told[0].startswith("“How to use this”, in the document, paragraph 1, is in a numbered style of the policy")
    assert len(told) == 2


@pytest.mark.parametrize(
    ("body", "is_named"),
    [
        (paragraph("{{ title }}", HEADING), True),
        (paragraph("{%p if draft %}", HEADING) + paragraph("{%p endif %}", HEADING), False),
        (paragraph("How to use this", HEADING + '<w:numPr><w:numId w:val="0"/></w:numPr>'), False),
        (paragraph("How to use this"), False),
    ],
)
def test_only_what_is_printed_in_a_list_of_the_policys_is_taken_off_it(body: str, is_named: bool) -> None:
    shell = changed("word/document.xml", b"<w:body>", b"<w:body>" + body.encode())
    assert len(named(shell, "shell-heading")) == is_named


def test_a_heading_of_its_own_stands_in_no_contents_list_and_looks_the_same() -> None:
    written = read_written(prepare_shell(with_body(OWN), "a.docx"))
    assert style_of(next(written.main.iter(w("p"))), written) == "letterhead heading 1"
    assert style(written, "LetterheadHeading1").find(w("basedOn")).get(w("val")) == "Heading1"


def style(written: Written, id: str) -> Any:
    sheet = written.file.tree(written.file.one("styles"))
    return next(each for each in sheet.iter(w("style")) if each.get(w("styleId")) == id)


def with_listed_contents(shell: bytes) -> bytes:
    """Return a shell whose style TOC 1 is a list, with a tab stop of its own."""
    styles = read_parts(shell, "a.docx")["word/styles.xml"]
    at = styles.index(b"<w:pPr>", styles.index(b'<w:name w:val="toc 1"/>')) + len(b"<w:pPr>")
    listed = b'<w:numPr><w:numId w:val="1"/></w:numPr><w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>'
    return write_parts({**read_parts(shell, "a.docx"), "word/styles.xml": styles[:at] + listed + styles[at:]})


def test_a_contents_list_has_one_number_a_line_whatever_its_styles_say() -> None:
    source = with_listed_contents(SHELL)
    (message,) = named(source, "shell-contents")
    assert 'the style "TOC 1" is a list' in message
    for shell in (source, prepare_shell(source, "a.docx")):
        written = read_written(write_word(sample(), shell))
        assert not [words for _, words in numbers(written) if words.startswith("1\t")]
        assert style(written, "TOC1").find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val")) == "0"
        line = next(node for node in written.main.iter(w("pStyle")) if node.get(w("val")) == "TOC1").getparent()
        stops = {(tab.get(w("val")), tab.get(w("pos"))) for tab in line.iter(w("tab"))}
        assert ("clear", "9000") in stops


def test_a_long_line_is_looked_at_in_no_time() -> None:
    line = "".join(words * 5_000 for words in ("click here to ", "[insert ", "type your a ", "version "))
    started = time.process_time()
    named(with_body(paragraph(line)), "shell-placeholder")
    assert time.process_time() - started < 5
