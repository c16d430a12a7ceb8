"""Documents of a page or two: the text comes first, no contents list, and nothing of document control is lost."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder.document import Document, clauses
from policybuilder.labels import ENGLISH
from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import WordFile
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers.html import write_html, write_html_body
from policybuilder.writers.markdown import write_markdown
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.write import write_word
from tests.writers.sample import sample
from tests.writers.word_reading import SHELL, Written, numbers, read_written, words

SHIPPED = Path("templates/word/guide.docx")
GUIDE = SHIPPED.read_bytes()


def compact() -> Document:
    return replace(sample(), opening="compact")


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("write", [write_html, write_html_body])
def test_html_has_no_contents_list_and_document_control_after_the_text(write: Callable[[Document], bytes]) -> None:
    written = write(compact()).decode()
    assert "<nav" not in written
    assert in_order(written, 'id="purpose"', 'id="app-list"', 'id="page_control"', 'id="page_end"')
    assert all(f'<th scope="row">{entry.label}</th>' in written for entry in compact().control)


def test_every_anchor_that_html_leads_to_is_there() -> None:
    written = write_html(compact()).decode()
    assert set(re.findall(r'href="#([^"]+)"', written)) <= set(re.findall(r' id="([^"]+)"', written))


def test_markdown_has_no_contents_list_and_document_control_after_the_text() -> None:
    written = write_markdown(compact()).decode()
    assert f"## {ENGLISH.contents}" not in written
    assert in_order(
        written, "# Generative AI policy", '<a id="purpose">', f"## {ENGLISH.document_control}", '<a id="page_end">'
    )


def every_word(found: Written) -> str:
    file = found.file
    return "\n".join(words(node) for part in file.text_parts for node in file.tree(part).iter(w("p")))


def footer_words(file: WordFile) -> str:
    return "\n".join(words(node) for part in file.related("footer") for node in file.tree(part).iter(w("p")))


def test_the_guides_shell_starts_with_the_text() -> None:
    found = read_written(write_word(compact(), GUIDE))
    said = every_word(found)
    assert ENGLISH.contents not in said.split("\n")
    assert in_order(said, "Generative AI policy", "Riverton Borough Council. Draft", "About this policy")


def test_the_guides_footer_has_every_row_of_document_control() -> None:
    found = read_written(write_word(compact(), GUIDE))
    said = footer_words(found.file)
    rows = [entry for entry in compact().control if entry.id not in ("version", "status")]
    assert all(f"{entry.label}: {entry.value.text}." in said for entry in rows)
    assert "Version 0.3, Draft" in said


def test_the_guides_shell_numbers_as_the_document_does() -> None:
    shown = dict(numbers(read_written(write_word(compact(), GUIDE))))
    assert {each.number: each.title for each in clauses(compact()) if "." in each.number}.items() <= shown.items()


def test_a_document_that_is_not_compact_gets_its_contents_list_in_the_guides_shell() -> None:
    assert ENGLISH.contents in every_word(read_written(write_word(sample(), GUIDE))).split("\n")


def test_a_compact_document_in_the_policys_shell_has_its_control_table_and_no_contents_list() -> None:
    lines = every_word(read_written(write_word(compact(), SHELL))).split("\n")
    assert ENGLISH.contents not in lines
    assert ENGLISH.document_control in lines


@pytest.mark.parametrize("kind", ["guide", "poster"])
def test_a_short_documents_shell_is_faultless_and_the_one_its_script_makes(kind: str) -> None:
    shell = SHIPPED.with_stem(kind).read_bytes()
    assert check_shell(shell, f"{kind}.docx") == ()
    made = runpy.run_path(str(SHIPPED.with_name("make_shell.py")))[f"make_{kind}_shell"]()
    assert read_parts(made, "made.docx") == read_parts(shell, f"{kind}.docx"), "run python templates/word/make_shell.py"
