"""Text within XML is the text that a parser finds there."""

from __future__ import annotations

from xml.sax import saxutils

import pytest
from lxml import etree

from policybuilder.ooxml.escapes import escaped, quoted, unescaped

TEXTS = [
    "",
    "Riverton Council",
    "Health & Safety",
    "a < b > c",
    "&amp; is written &amp;amp;",
    'the "high risk" list',
    "the council's list",
    'the council\'s "high risk" list',
    "two\nlines\tand a tab",
    "&lt;&quot;&amp;#10;",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_parser_finds_the_text_that_was_written(text: str) -> None:
    """Between tags and in an attribute, whatever quotes and signs are in it."""
    element = etree.fromstring(f"<a b={quoted(text)}>{escaped(text)}</a>")
    assert (element.text or "", element.get("b")) == (text, text)


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_written_reads_as_the_text(text: str) -> None:
    """As it stands in files of earlier versions, too, which the standard library's functions wrote."""
    assert unescaped(escaped(text)) == unescaped(quoted(text)[1:-1]) == text
    assert (escaped(text), quoted(text)) == (saxutils.escape(text), saxutils.quoteattr(text))
