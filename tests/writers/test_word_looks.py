"""Letterheads whose styles stand in frames, or take their colours from the theme alone."""

from __future__ import annotations

import re

import pytest

from policybuilder.ooxml.package import open_word_file
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.inherited import framed
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.style_sheet import read_look
from tests.writers.word_shells import SHELL, codes, letterhead

FRAME = '<w:framePr w:w="4000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1500" w:y="3000"/>'
NO_FRAME = '<w:framePr w:hSpace="0" w:wrap="auto" w:vAnchor="margin" w:yAlign="inline"/>'


def with_style(id: str, kind: str, inside: str, source: bytes = SHELL) -> bytes:
    """Return a file with more in the `pPr` or `rPr` of a style, before what it holds."""
    parts = read_parts(source, "shell.docx")
    sheet = parts["word/styles.xml"].decode()
    found = re.search(rf'<w:style [^>]*w:styleId="{id}".*?</w:style>', sheet, re.DOTALL)
    assert found is not None
    style = found[0]
    if f"<w:{kind}>" in style:
        kept = re.sub(r"<w:color [^>]*/>", "", style) if "<w:color" in inside else style
        style = kept.replace(f"<w:{kind}>", f"<w:{kind}>{inside}", 1)
    elif kind == "pPr" and "<w:rPr>" in style:
        style = style.replace("<w:rPr>", f"<w:pPr>{inside}</w:pPr><w:rPr>", 1)
    else:
        style = style.replace("</w:style>", f"<w:{kind}>{inside}</w:{kind}></w:style>")
    return write_parts({**parts, "word/styles.xml": sheet.replace(found[0], style).encode()})


def keeps_normal_framed(content: bytes) -> bool:
    file = open_word_file(content, "shell.docx")
    return framed(file.seen(file.one("styles")), ["Normal"]) == ["Normal"]


FRAMED = {
    "in Normal": with_style("Normal", "pPr", FRAME),
    "in Normal, and the letterhead lacks the policy's styles": with_style("Normal", "pPr", FRAME, letterhead()),
    "in Heading 1 itself": with_style("Heading1", "pPr", FRAME, letterhead()),
    "in the style of a list": with_style("ListBullet", "pPr", FRAME),
    "as a drop cap": with_style("BodyText", "pPr", '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>'),
}


@pytest.mark.parametrize("case", FRAMED)
def test_a_frame_that_the_policy_would_stand_in_is_named_and_preparing_takes_its_styles_out(case: str) -> None:
    assert "shell-frame" in codes(check_shell(FRAMED[case], "corporate.docx"), "warning")
    prepared = prepare_shell(FRAMED[case], "corporate.docx")
    assert codes(check_shell(prepared, "corporate.docx")) == set()
    assert "shell-frame" not in codes(check_shell(prepared, "corporate.docx"), "warning")
    assert keeps_normal_framed(prepared) == ("Normal" in case)  # the council's letters are set in it


@pytest.mark.parametrize(
    "content",
    [
        with_style("Normal", "pPr", NO_FRAME),
        with_style("Header", "pPr", FRAME),
        with_style("Footer", "pPr", FRAME, letterhead()),
        with_style("BodyText", "pPr", NO_FRAME, with_style("ListBullet", "pPr", NO_FRAME)),
        SHELL,
    ],
)
def test_a_frame_round_header_or_footer_or_one_taken_off_is_let_pass(content: bytes) -> None:
    assert "shell-frame" not in codes(check_shell(content, "corporate.docx"), "warning")


def themed(content: bytes, mapping: str = "", **colours: str) -> bytes:
    """Return a file with a theme of these colours, such as `accent1`; a mapping exchanges places in it."""
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink",
    )
    usual = {"dk1": "000000", "lt1": "FFFFFF"} | colours
    scheme = "".join(f'<a:{name}><a:srgbClr val="{usual.get(name, "336699")}"/></a:{name}>' for name in names)
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x"><a:themeElements>'
        f'<a:clrScheme name="x">{scheme}</a:clrScheme></a:themeElements></a:theme>'
    )
    parts = read_parts(content, "shell.docx")
    links, types, settings = "word/_rels/document.xml.rels", "[Content_Types].xml", "word/settings.xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    link = f'<Relationship Id="rTheme" Type="{kind}" Target="theme/theme9.xml"/></Relationships>'
    content_type = "application/vnd.openxmlformats-officedocument.theme+xml"
    override = f'<Override PartName="/word/theme/theme9.xml" ContentType="{content_type}"/></Types>'
    others = re.sub(rb'<Relationship [^>]*/theme"[^>]*/>', b"", parts[links])
    changed = {
        links: others.replace(b"</Relationships>", link.encode()),
        types: parts[types].replace(b"</Types>", override.encode()),
        "word/theme/theme9.xml": theme.encode(),
    }
    if mapping:
        changed[settings] = parts[settings].replace(
            b"</w:settings>", f"<w:clrSchemeMapping {mapping}/></w:settings>".encode()
        )
    return write_parts({**parts, **changed})


_TEXT = "PolicyParagraph"
PALE = {
    "a pale accent": themed(with_style(_TEXT, "rPr", '<w:color w:themeColor="accent2"/>'), accent2="FFD9A0"),
    "auto, and the place of a pale one": themed(
        with_style(_TEXT, "rPr", '<w:color w:val="auto" w:themeColor="accent3"/>'), accent3="BBDDBB"
    ),
    "a dark one made much lighter": themed(
        with_style(_TEXT, "rPr", '<w:color w:themeColor="accent1" w:themeTint="40"/>'), accent1="004488"
    ),
    "text and background exchanged by the settings": themed(
        with_style(_TEXT, "rPr", '<w:color w:themeColor="text1"/>'), 'w:t1="light1" w:bg1="dark1"'
    ),
    "a heading in the second background": themed(
        with_style("Heading1", "rPr", '<w:color w:themeColor="background2"/>'), lt2="E7E6E6"
    ),
    "dark words on a dark ground of the theme": themed(
        with_style(
            "Heading1", "pPr", '<w:shd w:val="clear" w:color="auto" w:fill="auto" w:themeFill="dark2"/>',
            with_style("Heading1", "rPr", '<w:color w:val="222222"/>'),
        ),
        dk2="333344",
    ),
}  # fmt: skip
CLEAR = {
    "a pale one made darker": themed(
        with_style(_TEXT, "rPr", '<w:color w:themeColor="accent2" w:themeShade="40"/>'), accent2="FFD9A0"
    ),
    "a dark accent": themed(with_style(_TEXT, "rPr", '<w:color w:themeColor="accent2"/>'), accent2="113355"),
    "the colour beside it": themed(
        with_style(_TEXT, "rPr", '<w:color w:val="113355" w:themeColor="accent2"/>'), accent2="113355"
    ),
    "light words on a dark ground of the theme": themed(
        with_style(
            "Heading1", "pPr", '<w:shd w:val="clear" w:color="auto" w:fill="auto" w:themeFill="dark2"/>',
            with_style("Heading1", "rPr", '<w:color w:themeColor="background1"/>'),
        ),
        dk2="333344",
    ),
    "a place that the theme has not": with_style(_TEXT, "rPr", '<w:color w:themeColor="accent9"/>'),
}  # fmt: skip


@pytest.mark.parametrize("case", PALE)
def test_a_colour_that_only_the_theme_says_is_measured(case: str) -> None:
    assert "shell-contrast" in codes(check_shell(PALE[case], "corporate.docx"), "warning")


@pytest.mark.parametrize("case", CLEAR)
def test_a_colour_of_the_theme_that_can_be_read_is_let_pass(case: str) -> None:
    assert "shell-contrast" not in codes(check_shell(CLEAR[case], "corporate.docx"), "warning")


def test_a_colour_made_lighter_or_darker_is_the_one_that_word_shows() -> None:
    for change, shown in (('w:themeTint="99"', "8EAADB"), ('w:themeShade="BF"', "2F5496"), ("", "4472C4")):
        made = themed(with_style("Heading1", "rPr", f'<w:color w:themeColor="accent1" {change}/>'), accent1="4472C4")
        colour = read_look(open_word_file(made, "a.docx")).text["heading 1"].colour
        apart = [abs(int(colour[at : at + 2], 16) - int(shown[at : at + 2], 16)) for at in (0, 2, 4)]
        assert max(apart) <= 1, (colour, shown)
