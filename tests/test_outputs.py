"""The built policies of the illustrative councils, as they stand in output/: opened, laid out, and read.

That their bytes are what the library and the profiles build is for `policybuilder build --check` to say; here each file
is opened as its reader would open it and held against the Document it was made from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import policybuilder
from policybuilder.document import Document, Paragraph, block_text, clauses, plain_text
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of, resolve
from policybuilder.writers.front import lists_clauses

ROOT = Path(__file__).parent.parent
COUNCILS = ("cwm-derwen", "millbeck", "riverton", "slievebrae", "strathlorne")


@pytest.fixture(scope="module")
def library() -> Library:
    return policybuilder.load(ROOT)


@pytest.fixture(scope="module")
def built(library: Library) -> dict[str, Document]:
    """Every built document by the name of its files, `riverton-generative-ai-policy`."""
    return {
        f"{council}-{id}": resolve(library, council, id)
        for council in COUNCILS
        for id in documents_of(library, council)
    }


def drafted(name: str, built: dict[str, Document], suffix: str) -> Path:
    document = built[name]
    return ROOT / "output" / document.profile / document.id / "draft" / f"{document.id}{suffix}"


DOCUMENTS = ("ai-governance-policy", "generative-ai-policy", "staff-guide")
NAMES = [f"{council}-{document}" for council in COUNCILS for document in DOCUMENTS]
LISTED = [name for name in NAMES if not name.endswith("staff-guide")]
"""The documents with a contents list."""


def test_every_council_has_every_document(built: dict[str, Document]) -> None:
    assert sorted(built) == sorted(NAMES)


@pytest.fixture(scope="module")
def pages(built: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each Word file, as LibreOffice lays it out."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("needs LibreOffice and poppler")
    folder = tmp_path_factory.mktemp("outputs")
    for name in built:
        shutil.copy(drafted(name, built, ".docx"), folder / f"{name}.docx")
    return _laid_out(folder)


@pytest.fixture(scope="module")
def final_pages(
    built: dict[str, Document], library: Library, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The text of each page of each document without what a draft says about itself."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("needs LibreOffice and poppler")
    folder = tmp_path_factory.mktemp("final")
    for name in PAGES:
        final = replace(built[name], stage="paper")
        (folder / f"{name}.docx").write_bytes(policybuilder.write(final, "word", library))
    return _laid_out(folder)


def _laid_out(folder: Path) -> dict[str, list[str]]:
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    files = sorted(path.name for path in folder.glob("*.docx"))
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=300)
    return {Path(file).stem: _pages(folder / f"{Path(file).stem}.pdf") for file in files}


def _pages(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    return text.decode().split("\f")[:-1]


def one_spaced(text: str) -> str:
    return " ".join(text.split())


def headings(document: Document) -> list[tuple[str, str]]:
    found = []
    for section in document.sections:
        found += [(section.number, section.title), *((clause.number, clause.title) for clause in section.clauses)]
    return found + [(f"Appendix {clause.number}", clause.title) for clause in document.appendices]


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_word_shows_every_heading_and_numbered_paragraph_in_order(
    name: str, pages: dict[str, list[str]], built: dict[str, Document]
) -> None:
    text = one_spaced(" ".join(re.sub(r"\n[^\n]*Page \d+ of \d+\s*$", "", page) for page in pages[name]))
    at = text.index("Contents") if name in LISTED else 0
    for clause in clauses(built[name]):
        at = text.index(one_spaced(f"{clause.number} {clause.title}"), at)
    for clause in clauses(built[name]):
        for block in clause.blocks:
            if isinstance(block, Paragraph):
                start = " ".join(plain_text(block.inlines).split()[:4])
                assert f"{block.number} {start}" in text


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_word_shows_every_word(name: str, pages: dict[str, list[str]], built: dict[str, Document]) -> None:
    shown = set(" ".join(pages[name]).split())
    wanted = {word for clause in clauses(built[name]) for block in clause.blocks for word in block_text(block).split()}
    # A narrow column breaks a long word at its hyphens; its parts are then there.
    missing = {
        word for word in wanted - shown if not all(part in " ".join(shown) for part in re.split(r"[-/@.]", word))
    }
    assert not missing


@pytest.mark.office
@pytest.mark.parametrize("name", LISTED)
def test_the_contents_list_of_the_word_file_is_right(
    name: str, pages: dict[str, list[str]], built: dict[str, Document]
) -> None:
    line = re.compile(r"^\s*(\d+(?:\.\d+)?|Appendix [A-Z])\s+(\S.*?)\s*\.{2,}\s*(\d+)\s*$", re.MULTILINE)
    listed = line.findall("\n".join(pages[name][1:6]))
    # The list of a short or a very long policy gives its sections, of another its clauses, too.
    wanted = [
        (number, title) for number, title in headings(built[name]) if "." not in number or lists_clauses(built[name])
    ]
    assert [(number, one_spaced(title)) for number, title, _ in listed] == wanted
    off = [int(page) - _starts_on(pages[name], number, title) for number, title, page in listed]
    # The pages in the list are worked out when the file is written; Word makes them exact when the list is updated.
    assert max(map(abs, off)) <= 1


def _starts_on(pages: list[str], number: str, title: str) -> int:
    words = r"\s+".join(map(re.escape, (*number.split(), *title.split())))  # a long heading goes over two lines
    heading = re.compile(rf"^\s*{words}\s*$", re.MULTILINE)
    return next(at for at, page in enumerate(pages, start=1) if heading.search(page))


PAGES = {
    "millbeck-generative-ai-policy": (7, 10),
    "slievebrae-generative-ai-policy": (7, 10),
    "riverton-generative-ai-policy": (12, 17),
    "cwm-derwen-generative-ai-policy": (12, 17),
    "riverton-ai-governance-policy": (20, 25),
    "cwm-derwen-ai-governance-policy": (20, 25),
    **{f"{council}-staff-guide": (2, 2) for council in COUNCILS},
}
"""From how many to how many pages each document has when nothing of a draft is in it."""


@pytest.mark.office
@pytest.mark.parametrize("name", PAGES)
def test_documents_are_as_long_as_they_promise(name: str, final_pages: dict[str, list[str]]) -> None:
    least, most = PAGES[name]
    assert least <= len(final_pages[name]) <= most


@pytest.mark.validator
@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_is_valid(name: str, built: dict[str, Document]) -> None:
    from openxml_audit import OpenXmlValidator

    found = OpenXmlValidator().validate(str(drafted(name, built, ".docx")))
    assert [str(error) for error in found.errors] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_wrong_with_the_page(name: str, built: dict[str, Document], browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    page = browser.new_page()
    page.goto(drafted(name, built, ".html").as_uri())
    found = Axe().run(page)
    page.close()
    assert found.response["violations"] == []
