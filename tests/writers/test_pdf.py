"""PDF: tagged and titled, with headings, table headers and true page numbers; and what is said where none is made.

Most tests read a PDF that LibreOffice made of the sample once (golden/pdf); the long one starts LibreOffice.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader, PdfWriter

from policybuilder.document import Table, plain_text
from policybuilder.errors import PolicyBuilderError
from policybuilder.files import office
from policybuilder.writers import WRITERS, own_mark
from policybuilder.writers.own_mark import mark_for, marked
from policybuilder.writers.pdf.finish import finished, pages_in, words_in
from policybuilder.writers.pdf.whole import words_lost
from policybuilder.writers.word.write import write_pages
from tests.programs import has_office
from tests.writers.sample import sample
from tests.writers.word_reading import fields, read_written
from tests.writers.word_shells import SHELL

MADE = Path("tests/golden/pdf/from-libreoffice.pdf").read_bytes()
FINISHED = finished(MADE, "2026-11-22")
NO_CLAIM = {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}
"""What the validator asks of a file that calls itself PDF/UA, which ours does not."""


def faults(content: bytes) -> set[str]:
    """Return the rules of PDF/UA-1 that a PDF breaks, of those that a program can check."""
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return {failure.rule_id for failure in report.failures} - NO_CLAIM


def structure(content: bytes) -> list[tuple[str, Any]]:
    """Return the structure elements of a PDF in reading order, each with its kind."""
    return list(_below(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]))


def _below(element: Any) -> Iterator[tuple[str, Any]]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object()
        if isinstance(each, dict) and "/S" in each:
            yield str(each["/S"])[1:], each
            yield from _below(each)


def scope(cell: Any) -> str:
    own = cell.get("/A", [])
    told = [each.get_object() for each in (own if isinstance(own, list) else [own])]
    return "".join(str(each.get("/Scope", ""))[1:] for each in told)


@pytest.mark.validator
def test_the_validator_finds_nothing_and_would_have() -> None:
    assert faults(FINISHED) == set()
    assert faults(MADE) > {"PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", "PDFUA1-PAGE-TABS-001"}


def test_title_language_and_day_are_the_documents() -> None:
    reader = PdfReader(io.BytesIO(FINISHED))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en-GB",
        True,
        True,
    )
    assert reader.metadata is not None
    assert reader.metadata.title == sample().title
    assert reader.metadata["/CreationDate"] == "D:20261122000000Z"
    assert b"pdfuaid" not in FINISHED


def test_headings_are_told_in_order_and_stand_in_the_bookmarks() -> None:
    levels = [int(kind[1]) for kind, _ in structure(FINISHED) if kind in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    titles = [str(each.title).strip() for each in flat(PdfReader(io.BytesIO(FINISHED)).outline)]
    for section in sample().sections:
        assert f"{section.number} {section.title}" in titles
        assert all(f"{clause.number} {clause.title}" in titles for clause in section.clauses)


def flat(outline: list[Any]) -> list[Any]:
    return [each for item in outline for each in (flat(item) if isinstance(item, list) else [item])]


def test_the_tags_tell_all_the_words_in_the_order_of_the_pages_and_the_rest_is_passed_over() -> None:
    reader = PdfReader(io.BytesIO(FINISHED))
    told = [*marked_pieces(reader.trailer["/Root"]["/StructTreeRoot"])]
    assert len(told) > 200
    assert len(told) == len(set(told))
    for number, shown in enumerate(reader.pages):
        pieces, loose = drawn(shown)
        assert not loose
        assert [piece for at, piece in told if at == shown.indirect_reference.idnum] == pieces, f"page {number + 1}"


def marked_pieces(element: Any, at: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the pieces that a structure tree tells, in its order: the object of the page, and the piece's number."""
    at = element.raw_get("/Pg").idnum if "/Pg" in element else at
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object()
        if isinstance(each, int):
            yield at, int(each)
        elif each.get("/Type") == "/MCR":
            yield each.raw_get("/Pg").idnum if "/Pg" in each else at, int(each["/MCID"])
        elif each.get("/Type") != "/OBJR":
            yield from marked_pieces(each, at)


def drawn(shown: Any) -> tuple[list[int], list[str]]:
    """Return the pieces of a page as they are drawn, and what is drawn and neither told nor passed over."""
    pieces: list[int] = []
    loose: list[str] = []
    within: list[Any] = []
    content = shown.get_contents()
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            held = operands[1] if operator == b"BDC" else {}
            within.append((str(operands[0]), held.get("/MCID") if isinstance(held, dict) else None))
            if within[-1][1] is not None:
                pieces.append(int(within[-1][1]))
        elif operator == b"EMC":
            within.pop()
        elif operator in (b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S", b"B") and not any(
            kind == "/Artifact" or piece is not None for kind, piece in within
        ):
            loose.append(f"{operator!r} {operands}")
    return pieces, loose


def test_each_table_has_headers_for_its_columns_and_its_rows() -> None:
    kinds = structure(FINISHED)
    tables = [element for kind, element in kinds if kind == "Table"]
    assert len(tables) >= 3
    for each in tables:
        first, *others = [list(_below(row)) for kind, row in _below(each) if kind == "TR"]
        assert {scope(cell) for kind, cell in first if kind in ("TH", "TD")} == {"Column"}
        for row in others:
            cells = [(kind, scope(cell)) for kind, cell in row if kind in ("TH", "TD")]
            assert cells[0] == ("TH", "Row")
            assert {kind for kind, _ in cells[1:]} <= {"TD"}


@pytest.mark.rest
def test_decoration_is_passed_over_and_what_has_words_stays() -> None:
    assert "Figure" in {kind for kind, _ in structure(MADE)}
    assert "Figure" not in {kind for kind, _ in structure(FINISHED)}
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(MADE)))
    told = next(element for kind, element in _below(writer.root_object["/StructTreeRoot"]) if kind == "Figure")
    from pypdf.generic import NameObject, TextStringObject

    told[NameObject("/Alt")] = TextStringObject("The council's crest")
    stream = io.BytesIO()
    writer.write(stream)
    figures = [element for kind, element in structure(finished(stream.getvalue(), "")) if kind == "Figure"]
    assert [str(each["/Alt"]) for each in figures] == ["The council's crest"]


def test_the_words_are_those_of_the_pdf_that_libreoffice_made() -> None:
    before, after = (PdfReader(io.BytesIO(each)) for each in (MADE, FINISHED))
    assert [each.extract_text() for each in before.pages] == [each.extract_text() for each in after.pages]


def test_a_word_file_whose_words_are_not_all_in_the_pdf_is_told() -> None:
    word, shown = write_pages(sample(), SHELL).content, words_in(FINISHED)
    cell = next(cell for cell in every_cell() if len(cell) > 20)
    assert words_lost(word, shown) == ()
    without = shown.replace(cell.split()[0], "")
    assert any(cell in each for each in words_lost(word, without))
    assert words_lost(word, shown.replace(" ", "\n")) == ()


def every_cell() -> list[str]:
    blocks = [block for section in sample().sections for clause in section.clauses for block in clause.blocks]
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    return [plain_text(cell.inlines) for row in rows for cell in row]


def test_a_bookmark_has_its_page() -> None:
    count, pages = pages_in(MADE)
    assert count == len(PdfReader(io.BytesIO(MADE)).pages)
    assert pages["section_about"] == 3
    assert {f"clause_{clause.id.replace('-', '_')}" for s in sample().sections for clause in s.clauses} <= set(pages)


def test_the_contents_list_takes_the_pages_of_a_layout() -> None:
    word = write_pages(sample(), SHELL, starts={"section_about": 77}).content
    shown = dict(fields(read_written(word).main))
    assert shown["PAGEREF section_about \\h"] == "77"


def test_a_pdf_knows_that_it_was_built_and_whether_it_was_edited() -> None:
    content = marked(FINISHED, mark_for(sample()), ".pdf")
    assert own_mark.is_as_built(content, ".pdf")
    assert own_mark.unmarked(content, ".pdf") == FINISHED
    assert len(PdfReader(io.BytesIO(content), strict=True).pages) == pages_in(MADE)[0]
    assert not own_mark.is_as_built(content.replace(b"/Tabs /S", b"/Tabs /R"), ".pdf")


def test_a_pdf_that_says_nothing_to_a_screen_reader_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(MADE)))
    del writer.root_object["/StructTreeRoot"]
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(PolicyBuilderError, match="no tags, no title or no language"):
        finished(stream.getvalue(), "")


def test_where_libreoffice_is_not_there_that_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("ProgramFiles", raising=False)
    with pytest.raises(PolicyBuilderError, match="LibreOffice is not on this machine") as caught:
        WRITERS["pdf"].write(sample(), SHELL)
    assert "save the Word file as a PDF in Word: docs/pdf.md" in caught.value.problems[0].hint


def test_a_program_that_makes_no_pdf_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho broken >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PolicyBuilderError, match="LibreOffice made no PDF: broken"):
        office.as_pdf(b"")


@pytest.mark.long
@pytest.mark.office
@pytest.mark.validator
def test_a_policy_is_made_the_same_each_time_with_true_pages_and_nothing_amiss() -> None:
    assert has_office()
    made = WRITERS["pdf"].written(sample(), SHELL)
    assert made.content == WRITERS["pdf"].written(sample(), SHELL).content
    assert faults(made.content) == set()
    assert made.pages == len(PdfReader(io.BytesIO(made.content)).pages)
    assert own_mark.is_as_built(made.content, ".pdf")
