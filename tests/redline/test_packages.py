"""What stands beside the text: headers of sections, pictures, lists and styles that only one package has."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from policybuilder.redline import redline, verify
from tests.new_docx import new_docx
from tests.redline.test_looks import shown, xml
from tests.redline.word import comment, docx, endnote, footnote, h, image, link, p, row, table
from tests.some import one_in

A = "The council must keep a register of tools."
B = "You must not share data with anyone."


def without(content: bytes, part: str, kind: str) -> bytes:
    """Return a document without one of its parts, and without what points at it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            body = source.read(info).decode("latin-1")
            body = re.sub(rf'<Relationship Id="[^"]*" Type="[^"]*/{kind}"[^>]*/>', "", body)
            body = re.sub(rf'<Override PartName="/{part}"[^>]*/>', "", body)
            if info.filename != part:
                target.writestr(info, body.encode("latin-1"))
    return buffer.getvalue()


def written(fill: Callable[[Any], None]) -> bytes:
    document = new_docx()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def two_sections(document: Any) -> None:
    document.add_paragraph(A)
    document.sections[0].header.paragraphs[0].text = "First header"
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Second header"
    document.add_paragraph(B)


def one_section(document: Any) -> None:
    document.add_paragraph(A)
    document.sections[0].header.paragraphs[0].text = "First header, changed"
    document.add_paragraph(B)


RICH = docx(
    h("X"),
    p(A, image(3), link("http://a.example/", "q")),
    p(B, num=1),
    p("x", footnote("foot"), endnote("end"), comment("note", "z")),
    header=("Top ", image(5), link("http://b.example/", "r")),
)
PAIRS = {
    "a section with its header goes": (written(two_sections), written(one_section)),
    "a section with its header comes": (written(one_section), written(two_sections)),
    "only the old has lists": (docx(p(A, num=1), p(B)), without(docx(p(B)), "word/numbering.xml", "numbering")),
    "only the old has styles": (docx(p(A, style="Quote"), p(B)), without(docx(p(B)), "word/styles.xml", "styles")),
    "only the old has notes, pictures and links": (RICH, docx(p(B))),
    "only the new has notes, pictures and links": (docx(p(B)), RICH),
    "a picture in the header changes": (docx(p(A), header=(image(5),)), docx(p(A), header=(image(9),))),
    "python-docx's file becomes ours": (written(two_sections), RICH),
    "our file becomes python-docx's": (RICH, written(two_sections)),
    "the new one ends in a table": (docx(p(A), p(B)), docx(p(A), table(row("a", "b")))),
    "both end in different tables": (docx(p(A), table(row("a", "b"))), docx(table(row("z", "b")))),
}


@pytest.mark.parametrize("name", one_in(3, PAIRS))
def test_the_law_holds(name: str) -> None:
    old, new = PAIRS[name]
    content = redline(old, new).content
    verdict = verify(old, new, content)
    assert verdict.holds, [*verdict.breaks, *verdict.faults]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        for part in [n for n in names if n.endswith("document.xml.rels")]:
            internal = re.findall(r'Target="([^"]*)"(?: TargetMode="Internal")?/>', archive.read(part).decode())
            for target in internal:
                path = posixpath.normpath(target[1:] if target.startswith("/") else f"word/{target}")
                assert path in names or "://" in target


def test_what_the_redline_does_not_use_is_not_brought_in() -> None:
    old, new = docx(p(A), p("x", image(7))), docx(p(B), p("x", image(7)))
    names = zipfile.ZipFile(io.BytesIO(redline(old, new).content)).namelist()
    assert [name for name in names if name.endswith(".png")] == ["word/media/grey7.png"]


def test_a_deleted_note_says_what_it_said() -> None:
    content = redline(docx(p(A, footnote("Under the Act"))), docx(p(A))).content
    assert '<w:delText xml:space="preserve">Under the Act</w:delText>' in xml(content, "word/footnotes.xml")


def test_lists_with_other_ids_that_look_the_same_are_the_same_lists() -> None:
    old = docx(p(A, num=1), p(B, num=2), lists=("bullet", "decimal"))
    new = docx(p(A, num=2), p(B, num=1), lists=("decimal", "bullet"))
    assert redline(old, new).counts.total == 0


def test_a_list_that_only_the_old_document_has_comes_back_when_rejected() -> None:
    old = docx(p(A, num=3), p(B), lists=("bullet", "decimal", "lowerLetter"))
    content = redline(old, docx(p(A), p(B))).content
    assert "lowerLetter" in xml(content, "word/numbering.xml")
    assert shown(content) == f"{A}¶{B}¶"


def test_settings_say_that_changes_are_recorded() -> None:
    content = redline(written(one_section), written(two_sections)).content
    assert "<w:trackRevisions/>" in xml(content, "word/settings.xml")
