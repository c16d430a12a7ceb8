"""What LibreOffice makes of a written document: pages, as a reader would see them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.document import Document, Preformatted, Reference, clauses, inlines_of
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_pages, write_word
from tests.programs import Office
from tests.writers.sample import long_sample, sample
from tests.writers.word_reading import numbers, read_written

SHELL = Path("templates/word/policy.docx").read_bytes()

pytestmark = pytest.mark.office


def pages_of(made: Document, folder: Path, office: Office) -> list[str]:
    """Return the words of each page, as LibreOffice lays the document out; it works REF fields and numbers out anew."""
    (folder / "made.docx").write_bytes(write_word(made, SHELL))
    return office.pages(folder / "made.docx")


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory, office: Office) -> list[str]:
    return pages_of(sample(), tmp_path_factory.mktemp("short"), office)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, office: Office) -> list[str]:
    return pages_of(long_sample(5), tmp_path_factory.mktemp("long"), office)


def one_spaced(text: str) -> str:
    return " ".join(text.split())


def test_the_cover_says_whose_policy_it_is_and_that_it_is_a_draft(short: list[str]) -> None:
    cover = one_spaced(short[0])
    assert "Riverton Borough Council Generative AI policy Draft, not yet approved" in cover
    assert "Version 0.3" in cover
    assert "invented council" in cover
    assert "Page 1" not in cover


def test_every_page_after_the_cover_says_which_version_and_page_it_is(short: list[str]) -> None:
    for number, page in enumerate(short[1:], start=2):
        assert f"Version 0.3, Draft Page {number} of {len(short)}" in one_spaced(page)
        assert one_spaced(page).startswith("Riverton DRAFT Generative AI policy")


def test_every_word_is_on_a_page(short: list[str]) -> None:
    text = one_spaced(" ".join(short))
    for words in ("checked by a person", "Ask first", "apprentices and agency staff", "& answers for it"):
        assert words in text


def headings(made: Document) -> list[tuple[str, str]]:
    found = []
    for part in made.sections:
        found += [(part.number, part.title), *((each.number, each.title) for each in part.clauses)]
    return found + [(f"Appendix {each.number}", each.title) for each in made.appendices]


def test_numbers_and_headings_are_those_of_the_document(short: list[str]) -> None:
    text = one_spaced(" ".join(short[2:]))
    for number, title in headings(sample()):
        assert f"{number} {title}" in text
    for each in clauses(sample()):
        for block in each.blocks:
            if getattr(block, "number", ""):
                assert f" {block.number} " in text  # type: ignore[union-attr]


def test_references_read_as_the_document_has_them(short: list[str]) -> None:
    text = one_spaced(" ".join(short))
    for each in clauses(sample()):
        for block in each.blocks:
            for inline in inlines_of(block):
                if isinstance(inline, Reference):
                    assert f"(see {inline.text})" in text


def contents_of(pages: list[str]) -> list[tuple[str, str, int]]:
    """Return the lines of the contents list: number, title, page."""
    line = re.compile(r"^\s*(\d+(?:\.\d+)?|Appendix [A-Z])\s+(\S.*?)\s*\.{2,}\s*(\d+)\s*$", re.MULTILINE)
    front = "\n".join(pages[1:6])
    return [(number, title, int(page)) for number, title, page in line.findall(front)]


def starts_on(pages: list[str], number: str, title: str) -> int:
    heading = re.compile(rf"^\s*{re.escape(number)}\s+{re.escape(title)}\s*$", re.MULTILINE)
    return next((at for at, page in enumerate(pages, start=1) if heading.search(page)), 0)


@pytest.mark.parametrize("which", ["short", "long"])
def test_the_contents_list_gives_every_heading_and_its_page(which: str, request: pytest.FixtureRequest) -> None:
    made = {"short": sample(), "long": long_sample(5)}[which]
    pages: list[str] = request.getfixturevalue(which)
    lines = contents_of(pages)
    # The list of a long document gives its sections and appendices alone.
    wanted = headings(made) if which == "short" else [each for each in headings(made) if "." not in each[0]]
    assert [(number, title) for number, title, _ in lines] == wanted
    off = [page - starts_on(pages, number, title) for number, title, page in lines]
    # Pages are estimated: one out now and then, where a paragraph only just fits, is what an estimate costs.
    assert max(map(abs, off)) <= 1
    assert off.count(0) >= 0.85 * len(off)


def test_the_pages_that_are_counted_are_those_there_are_but_for_the_sheet_of_open_points(
    short: list[str], long: list[str]
) -> None:
    for made, pages in ((sample(), short), (long_sample(5), long)):
        counted = write_pages(made, SHELL).pages
        sheet = sum("Before approval" in page for page in pages)
        assert abs(counted - (len(pages) - sheet)) <= 1


def test_a_long_table_has_its_header_row_on_each_page(tmp_path: Path, office: Office) -> None:
    from tests.builders import holding, paragraph, table

    rows = [[f"Row {number}", "What it is about"] for number in range(60)]
    pages = pages_of(holding(paragraph("Rows:", "1.1.1"), table(["Which row", "Meaning"], *rows)), tmp_path, office)
    held = [page for page in pages if "What it is about" in page]
    assert len(held) > 1
    assert all("Which row" in page for page in held)


def test_a_table_that_ends_at_the_foot_of_a_page_leaves_no_empty_page_after_it(tmp_path: Path, office: Office) -> None:
    from dataclasses import replace

    from tests.builders import holding, table

    ends = []
    for above in range(24, 68, 2):  # one of them leaves the last row just room enough
        lines = Preformatted("\n".join(f"line {number}" for number in range(above)))
        made = holding(lines, table(["Head", "Other"], *[["Row", "What it says"]] * 4))
        ends.append(pages_of(replace(made, stage="approved"), tmp_path, office)[-1])
    assert all("What it says" in page for page in ends)


def test_what_is_open_is_on_the_last_page_alone(short: list[str]) -> None:
    last = one_spaced(short[-1])
    assert "Before approval" in last
    assert "Check with Legal" in last
    assert "Appendix B Steps" not in last


def test_a_shell_that_libreoffice_has_saved_is_still_a_shell(tmp_path: Path, office: Office) -> None:
    (tmp_path / "shell.docx").write_bytes(SHELL)
    saved = prepare_shell(office.saved(tmp_path / "shell.docx", "docx").read_bytes(), "saved.docx")
    assert [problem for problem in check_shell(saved, "saved.docx") if problem.severity == "error"] == []
    found = dict(numbers(read_written(write_word(sample(), saved, "saved.docx"))))
    assert found["1"] == "About this policy"
    assert found["Appendix A"] == "Disclosure wording"
