"""Strict Open XML is read, and written again in the usual form: names, sides, lengths and shares."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from policybuilder.ooxml.names import STRICT, w
from policybuilder.ooxml.package import open_word_file, open_word_text
from policybuilder.ooxml.strict import transitional_part
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers import read_policy_file
from policybuilder.redline import redline
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from tests.programs import validator
from tests.redline.word import docx, p
from tests.writers.word_shells import codes, letterhead, strict

NAMES = f'xmlns:w="{STRICT}wordprocessingml/main" xmlns:a="{STRICT}drawingml/main"'


def usual(xml: str) -> etree._Element:
    """Return the element that some strict XML is in the usual form."""
    root = transitional_part(f"<w:document {NAMES} w:conformance='strict'>{xml}</w:document>".encode(), "a.xml", "a")
    assert not root.attrib
    return root[0]


@pytest.mark.parametrize(
    ("xml", "path", "attribute", "is_now"),
    [
        ('<w:pgSz w:w="595.30pt" w:h="29.7cm"/>', "", "w", "11906"),
        ('<w:pgSz w:w="595.30pt" w:h="29.7cm"/>', "", "h", "16838"),
        ('<w:pgSz w:w="11906" w:h="16838"/>', "", "w", "11906"),
        ('<w:cols w:space="1in"/>', "", "space", "1440"),
        ('<w:pBdr><w:top w:val="single" w:sz="4" w:space="1"/></w:pBdr>', "top", "space", "1"),
        ('<w:ind w:start="-10pt" w:firstLine="1pc"/>', "", "left", "-200"),
        ('<w:ind w:start="-10pt" w:firstLine="1pc"/>', "", "firstLine", "240"),
        ('<w:jc w:val="end"/>', "", "val", "right"),
        ('<w:jc w:val="both"/>', "", "val", "both"),
        ('<w:tabs><w:tab w:val="start" w:pos="2.54cm"/></w:tabs>', "tab", "pos", "1440"),
        ('<w:tabs><w:tab w:val="start" w:pos="2.54cm"/></w:tabs>', "tab", "val", "left"),
        ('<w:lvl><w:start w:val="3"/></w:lvl>', "start", "val", "3"),
        ('<w:pgNumType w:start="3"/>', "", "start", "3"),
        ('<w:rPr><w:sz w:val="12pt"/></w:rPr>', "sz", "val", "24"),
        ('<w:rPr><w:spacing w:val="0.5pt"/></w:rPr>', "spacing", "val", "10"),
        ('<w:rPr><w:w w:val="80%"/></w:rPr>', "w", "val", "80"),
        ('<w:tblW w:w="50%" w:type="pct"/>', "", "w", "2500"),
        ('<w:tblCellMar><w:start w:w="0.1in" w:type="dxa"/></w:tblCellMar>', "left", "w", "144"),
        ('<w:tcPr><w:textDirection w:val="rl"/></w:tcPr>', "textDirection", "val", "tbRl"),
        ('<w:style><w:name w:val="12pt"/></w:style>', "name", "val", "12pt"),
    ],
)
def test_sides_lengths_and_shares_are_said_in_the_usual_words(xml: str, path: str, attribute: str, is_now: str) -> None:
    element = usual(xml)
    found = element.find(w(path)) if path else element
    assert found is not None
    assert found.get(w(attribute)) == is_now


def test_shares_of_a_drawing_are_in_thousandths() -> None:
    assert usual('<w:p><a:lumMod val="75%"/></w:p>')[0].get("val") == "75000"


def test_words_that_name_the_strict_form_stay_words() -> None:
    said = usual(f"<w:t>It is {STRICT}wordprocessingml/main, and '{STRICT}x' too.</w:t>").text
    assert said == f"It is {STRICT}wordprocessingml/main, and '{STRICT}x' too."


def test_a_strict_letterhead_becomes_a_shell_in_the_usual_form() -> None:
    source = strict(letterhead())
    assert open_word_text(source, "a.docx").is_strict
    shell = prepare_shell(source, "a.docx")
    assert not any(STRICT.encode() in content for content in read_parts(shell, "a.docx").values())
    assert codes(check_shell(shell, "a.docx")) == set()
    sizes = [
        open_word_file(each, "a.docx").tree("word/document.xml").find(f".//{w('pgSz')}") for each in (source, shell)
    ]
    assert sizes[0].attrib == sizes[1].attrib  # type: ignore[union-attr]


def test_a_strict_file_that_is_a_shell_already_is_written_in_the_usual_form() -> None:
    shell = prepare_shell(letterhead(), "a.docx")
    written = read_parts(prepare_shell(strict(shell), "a.docx"), "a.docx")
    assert not any(STRICT.encode() in content for content in written.values())


@pytest.mark.rest
@pytest.mark.validator
def test_what_is_made_of_a_strict_file_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "shell.docx"
    path.write_bytes(prepare_shell(strict(letterhead()), "a.docx"))
    assert [str(error) for error in validator().validate(str(path)).errors] == []


def test_a_redline_of_a_strict_file_and_another_is_made_and_proven() -> None:
    old, new = docx(p("The council must act.")), docx(p("The council may act."))
    for pair in ((strict(old), new), (old, strict(new)), (strict(old), strict(new))):
        made = redline(*pair)
        assert made.verdict.holds
        assert not any(STRICT.encode() in content for content in read_parts(made.content, "a.docx").values())


def test_a_strict_policy_is_read_with_its_words() -> None:
    source = docx(p("The council must act."))
    assert read_policy_file(strict(source), "a.docx") == read_policy_file(source, "a.docx")
