"""The built policies of the illustrative councils, as they stand in output/: opened, laid out, and read.

That their bytes are what the library and the profiles build is for `policybuilder build --check` to say; here each file
is opened as its reader would open it and held against the Document it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import policybuilder
from policybuilder.document import Document, Paragraph, block_text, clauses, plain_text
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of, resolve
from policybuilder.writers.front import lists_clauses
from tests.programs import Office, validator
from tests.some import one_in

ROOT = Path(__file__).parent.parent
COUNCILS = ("cwm-derwen", "millbeck", "riverton", "slievebrae", "strathlorne")
DOCUMENTS = ("ai-governance-policy", "generative-ai-policy", "staff-guide")
NAMES = [f"{council}-{document}" for council in COUNCILS for document in DOCUMENTS]
ONE_OF_EACH = ("riverton-generative-ai-policy", "cwm-derwen-ai-governance-policy", "slievebrae-staff-guide")
"""A document of each type, of three nations. What each run asks of these, a long one asks of every document."""

Built = Callable[[str], Document]
Pages = Callable[[Path], list[str]]


def each_of(names: Iterable[str]) -> list[ParameterSet]:
    """Return documents to test: one of each type in each run, and the others in a long one."""
    return [pytest.param(name, marks=() if name in ONE_OF_EACH else pytest.mark.long) for name in names]


@pytest.fixture(scope="module")
def library() -> Library:
    return policybuilder.load(ROOT)


@pytest.fixture(scope="module")
def built(library: Library) -> Built:
    """A function that returns the built document of a name, `riverton-generative-ai-policy`."""

    @cache
    def document(name: str) -> Document:
        council, id = next((council, name[len(council) + 1 :]) for council in COUNCILS if name.startswith(council))
        return resolve(library, council, id)

    return document


def drafted(document: Document) -> Path:
    return ROOT / "output" / document.profile / document.id / "draft" / f"{document.id}.docx"


def test_every_council_has_every_document(library: Library) -> None:
    assert sorted(f"{council}-{id}" for council in COUNCILS for id in documents_of(library, council)) == sorted(NAMES)


@pytest.fixture(scope="module")
def pages(office: Office) -> Pages:
    """A function that returns the text of each page of a Word file, as LibreOffice lays it out."""
    return cache(office.pages)


def one_spaced(text: str) -> str:
    return " ".join(text.split())


def headings(document: Document) -> list[tuple[str, str]]:
    found = []
    for section in document.sections:
        found += [(section.number, section.title), *((clause.number, clause.title) for clause in section.clauses)]
    return found + [(f"Appendix {clause.number}", clause.title) for clause in document.appendices]


@pytest.mark.office
@pytest.mark.parametrize("name", one_in(3, each_of(NAMES)))
def test_word_shows_every_heading_and_numbered_paragraph_in_order(name: str, pages: Pages, built: Built) -> None:
    document = built(name)
    text = one_spaced(" ".join(re.sub(r"\n[^\n]*Page \d+ of \d+\s*$", "", page) for page in pages(drafted(document))))
    at = 0 if name.endswith("staff-guide") else text.index("Contents")
    for clause in clauses(document):
        at = text.index(one_spaced(f"{clause.number} {clause.title}"), at)
    for clause in clauses(document):
        for block in clause.blocks:
            if isinstance(block, Paragraph):
                start = " ".join(plain_text(block.inlines).split()[:4])
                assert f"{block.number} {start}" in text


@pytest.mark.office
@pytest.mark.parametrize("name", each_of(NAMES))
def test_word_shows_every_word(name: str, pages: Pages, built: Built) -> None:
    document = built(name)
    shown = set(" ".join(pages(drafted(document))).split())
    wanted = {word for clause in clauses(document) for block in clause.blocks for word in block_text(block).split()}
    # A long word may be broken at a hyphen or bracket; its parts are then there.
    missing = {
        word for word in wanted - shown if not all(part in " ".join(shown) for part in re.split(r"[-/@.()]", word))
    }
    assert not missing


@pytest.mark.office
@pytest.mark.parametrize("name", each_of(name for name in NAMES if not name.endswith("staff-guide")))
def test_the_contents_list_of_the_word_file_is_right(name: str, pages: Pages, built: Built) -> None:
    document = built(name)
    shown = pages(drafted(document))
    line = re.compile(r"^\s*(\d+(?:\.\d+)?|Appendix [A-Z])\s+(\S.*?)\s*\.{2,}\s*(\d+)\s*$", re.MULTILINE)
    listed = line.findall("\n".join(shown[1:6]))
    # The list of a short or a very long policy gives its sections, of another its clauses, too.
    wanted = [(number, title) for number, title in headings(document) if "." not in number or lists_clauses(document)]
    assert [(number, one_spaced(title)) for number, title, _ in listed] == wanted
    off = [int(page) - _starts_on(shown, number, title) for number, title, page in listed]
    # The pages in the list are worked out when the file is written; Word makes them exact when the list is updated.
    assert max(map(abs, off)) <= 1


def _starts_on(pages: list[str], number: str, title: str) -> int:
    words = r"\s+".join(map(re.escape, (*number.split(), *title.split())))  # a long heading goes over two lines
    heading = re.compile(rf"^\s*{words}\s*$", re.MULTILINE)
    return next(at for at, page in enumerate(pages, start=1) if heading.search(page))


PAGES = {
    "millbeck-generative-ai-policy": (7, 11),
    "slievebrae-generative-ai-policy": (7, 11),
    "riverton-generative-ai-policy": (12, 18),
    "cwm-derwen-generative-ai-policy": (12, 18),
    "riverton-ai-governance-policy": (20, 25),
    "cwm-derwen-ai-governance-policy": (20, 25),
    **{f"{council}-staff-guide": (2, 2) for council in COUNCILS},
}
"""From how many to how many pages each document has when nothing of a draft is in it."""


@pytest.mark.office
@pytest.mark.parametrize("name", one_in(3, each_of(PAGES)))
def test_documents_are_as_long_as_they_promise(
    name: str, built: Built, library: Library, office: Office, tmp_path: Path
) -> None:
    least, most = PAGES[name]
    paper = tmp_path / "paper.docx"
    paper.write_bytes(policybuilder.write(replace(built(name), stage="paper"), "word", library))
    assert least <= len(office.pages(paper)) <= most


SHORT = {
    "principles-statement": 2,
    "policy-page": 1,
    "leaders-briefing": 2,
    "poster": 1,
    "privacy-notice": 3,
    "team-statement": 2,
    "transparency-record": 3,
}
"""The pages on which each document that is made on request goes."""


@pytest.mark.long
@pytest.mark.office
@pytest.mark.parametrize("id", SHORT)
@pytest.mark.parametrize("council", ["cwm-derwen", "riverton", "strathlorne"])
def test_a_short_document_goes_on_its_pages(
    id: str, council: str, library: Library, office: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.docx"
    document = replace(resolve(library, council, id), stage="paper")
    paper.write_bytes(policybuilder.write(document, "word", library))
    assert len(office.pages(paper)) <= SHORT[id]


@pytest.mark.validator
@pytest.mark.parametrize("name", one_in(3, each_of(NAMES)))
def test_the_word_file_is_valid(name: str, built: Built) -> None:
    found = validator().validate(str(drafted(built(name))))
    assert [str(error) for error in found.errors] == []
