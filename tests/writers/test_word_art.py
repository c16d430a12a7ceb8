"""Pictures and text boxes that a policy's words would be printed across are named, and no others."""

from __future__ import annotations

import time

import pytest

from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from tests.some import one_in
from tests.writers.test_word_own_text import COVER
from tests.writers.word_shells import SHELL, changed

PLACED = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word"'
A4 = (595, 842)


def anchor(left: float, top: float, wide: float, high: float, wrap: str = "wrapNone", by: str = "page") -> str:
    """Return a paragraph with a floating picture; lengths are in points."""
    at = "".join(
        f'<wp:position{way} relativeFrom="{by}"><wp:posOffset>{round(offset * 12700)}</wp:posOffset></wp:position{way}>'
        for way, offset in (("H", left), ("V", top))
    )
    size = f'<wp:extent cx="{round(wide * 12700)}" cy="{round(high * 12700)}"/>'
    described = '<wp:docPr id="9" name="x" descr="Crest"/>'
    art = f"<wp:anchor {PLACED}>{at}{size}<wp:{wrap}/>{described}</wp:anchor>"
    return f"<w:p><w:r><w:drawing>{art}</w:drawing></w:r></w:p>"


def shape(style: str, words: str = "", wrap: str = "") -> str:
    """Return a paragraph with a shape of VML."""
    box = (
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        if words
        else ""
    )
    runs_round = f'<w10:wrap type="{wrap}"/>' if wrap else ""
    return f'<w:p><w:r><w:pict><v:rect {VML} style="{style}">{box}{runs_round}</v:rect></w:pict></w:r></w:p>'


def in_text(*blocks: str) -> bytes:
    return changed("word/document.xml", b"<w:body>", b"<w:body>" + "".join(blocks).encode())


def in_header(block: str) -> bytes:
    parts = read_parts(SHELL, "a.docx")
    (part,) = [name for name, xml in parts.items() if name.startswith("word/header") and b"{{ title }}" in xml]
    return write_parts({**parts, part: parts[part].replace(b"</w:hdr>", block.encode() + b"</w:hdr>")})


def named(shell: bytes) -> list[str]:
    return [problem.message for problem in check_shell(shell, "a.docx") if problem.code == "shell-art"]


ON_PAGE = "position:absolute;margin-left:0;margin-top:20pt;width:300pt;height:40pt;mso-position-vertical-relative:page"


@pytest.mark.parametrize(
    ("block", "called"),
    [
        (anchor(0, 700, 200, 60), "the picture “Crest”"),
        (shape(ON_PAGE, "Ashcombe Borough Council"), "the text box “Ashcombe Borough Council”"),
        (shape(ON_PAGE), "a picture"),
        (anchor(0, 700, 200, 60, "wrapSquare"), ""),
        (shape(ON_PAGE, "Ashcombe Borough Council", "square"), ""),
        (shape("width:300pt;height:40pt", "Ashcombe Borough Council"), ""),
    ],
)
def test_what_floats_over_the_text_is_named_unless_the_text_runs_round_it(block: str, called: str) -> None:
    found = named(in_text(block))
    assert len(found) == bool(called)
    assert f"{called}, in the document, paragraph 1, floats over the text" in "".join(found) or not called


def test_a_cover_in_a_section_of_its_own_may_be_a_picture() -> None:
    assert named(in_text(anchor(0, 0, *A4), COVER.format(1134))) == []


@pytest.mark.parametrize(
    ("block", "is_named"),
    one_in(4, [
        (anchor(0, 0, *A4), True),
        (anchor(0, 0, 595, 60), False),
        (anchor(20, 780, 400, 60), False),
        (anchor(0, 0, 30, 842), False),
        (anchor(0, 0, 120, 842), True),
        (anchor(0, 200, 300, 100, by="margin"), True),
        (anchor(100, 10, 100, 40, by="paragraph"), False),
        (anchor(0, 0, *A4, "wrapTight"), False),
        (shape("position:absolute;width:400pt;height:200pt;mso-position-horizontal:center;mso-position-vertical:center;"
               "mso-position-horizontal-relative:margin;mso-position-vertical-relative:margin"), True),
        (shape("position:absolute;margin-left:0;margin-top:0;width:50pt;height:30pt"), False),
        (shape("position:absolute"), False),
    ]),
)  # fmt: skip
def test_what_lies_under_the_text_of_each_page_is_named_and_what_stands_in_the_margin_is_not(
    block: str, is_named: bool
) -> None:
    found = named(in_header(block))
    assert len(found) == is_named
    assert all("in a header, lies under the text of every page" in message for message in found)


@pytest.mark.rest
def test_many_paragraphs_are_looked_at_in_no_time() -> None:
    shell = in_text(COVER.format(1134), *["<w:p><w:r><w:t>x</w:t></w:r></w:p>"] * 8_000)
    started = time.process_time()
    named(shell)
    assert time.process_time() - started < 5
