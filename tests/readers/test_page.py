"""Pages that were built here are read as the policy that they print; any other page is refused."""

from __future__ import annotations

import contextlib
import time

import pytest

from policybuilder.document import Document, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.check_numbers import text_lines
from policybuilder.readers.html.page import MAX_CHARACTERS, read_html_file
from policybuilder.writers.html import write_html, write_html_body
from tests.writers.sample import sample

PAGE = (
    "<html><body><header><h1>T</h1></header><main><section class='control'><table><tr><th>Version</th><td>1.0</td></tr>"
    "</table></section>{}</main></body></html>"
)


@pytest.fixture
def document() -> Document:
    return sample()


@pytest.mark.parametrize("write", [write_html, write_html_body])
def test_a_page_is_read_with_its_clauses_and_every_word_of_them(document: Document, write: object) -> None:
    assert callable(write)
    read, printed = read_html_file(write(document), "policy.html")
    assert [clause.id for clause in clauses(read)] == [clause.id for clause in clauses(document)]
    assert [entry.id for entry in read.control] == [entry.id for entry in document.control]
    words = [" ".join(text_lines(each)).split() for each in (read, document)]
    assert words[0][-200:] == words[1][-200:]
    assert {line.place for line in printed.left_out} == {"contents list"}
    assert "Elsewhere in the file" not in {line.place for line in printed.around}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this is no page"),
        (b"\xff\xfe", "not a page in UTF-8"),
        (b"<html><body><h1>A policy</h1><p>Take care.</p></body></html>", "this is no page that policybuilder built"),
        (PAGE.format("").encode(), "this is no page that policybuilder built"),
        (PAGE.format(f"<p {'a ' * 6000}>x</p>").encode(), "a tag of the page is longer than 10,000 characters"),
        (b"<p>" + b"x" * MAX_CHARACTERS, "the page is longer than 5,000,000 characters"),
    ],
)
def test_what_is_no_page_of_ours_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(PolicyBuilderError, match=message):
        read_html_file(content, "page.html")


@pytest.mark.parametrize(
    "odd", ["<?x y?><!-- c --><p>x</p>", "<svg><text>x</text></svg>", "<p>x\x00</p>", "<ul><li>" * 400]
)
def test_an_odd_page_is_read_or_refused_and_nothing_else(odd: str) -> None:
    with contextlib.suppress(PolicyBuilderError):
        read_html_file(PAGE.format(odd).encode(), "page.html")


@pytest.mark.rest
def test_many_headings_of_the_same_words_are_read_in_a_time_that_grows_with_their_number() -> None:
    start = time.process_time()
    read, _ = read_html_file(PAGE.format("<h2>R</h2>" + "<h3 id='a'>x</h3><p>y</p>" * 8_000).encode(), "page.html")
    assert time.process_time() - start < 4
    assert [clause.id for clause in clauses(read)][:3] == ["a", "a-2", "a-3"]
