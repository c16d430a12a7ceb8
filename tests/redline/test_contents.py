"""Page numbers in contents lists are worked out by the program that shows a file: they do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from policybuilder.redline import redline, verify
from tests.redline import judge
from tests.redline.test_looks import xml
from tests.redline.word import Part, b, control, docx, field_, field_begin, field_end, h, link, p, tab

A = "The council must keep a register of the tools that it uses."
_BEGIN = field_begin(' TOC \\o "1-2" \\h ')
Line = tuple[str, str]


def by_word(*lines: Line) -> list[Part]:
    """Return a contents list whose page numbers are fields, as Word writes it."""
    return _lines(lines, lambda number: field_(" PAGEREF _Toc1 \\h ", number))


def by_office(*lines: Line) -> list[Part]:
    """Return one whose page numbers are figures, as LibreOffice writes it."""
    return _lines(lines, lambda number: number)


def _lines(lines: tuple[Line, ...], number: Any) -> list[Part]:
    ends = {0: (_BEGIN,), len(lines) - 1: ()}
    return [
        p(*ends.get(at, ()), link("https://a.example/", text, tab(), number(page)), style="TOC1")
        for at, (text, page) in enumerate(lines)
    ] + [p(field_end())]


_OLD, _NEW = [("1 Purpose", "1"), ("2 Scope", "2")], [("1 Purpose", "3"), ("2 Scope", "iv")]
_MORE = [("1 Purpose", "3"), ("2 Words", "4"), ("3 Scope", "4")]
_BODY = [h("Purpose"), p(A), h("Scope")]
ALIKE = {
    "both by LibreOffice": (by_office(*_OLD), by_office(*_NEW)),
    "both by Word": (by_word(*_OLD), by_word(*_NEW)),
    "one by each": (by_word(*_OLD), by_office(*_NEW)),
    "in a control": ([control("toc", *by_office(*_OLD))], [control("toc", *by_office(*_NEW))]),
    "with a word before it": ([p("Contents"), *by_office(*_OLD)], [p("Contents"), *by_office(*_NEW)]),
}
DIFFER = {
    "a line more by LibreOffice": (by_office(*_OLD), by_office(*_MORE)),
    "a line more by Word": (by_word(*_OLD), by_word(*_MORE)),
    "a line more, one by each": (by_word(*_OLD), by_office(*_MORE)),
    "a heading reworded": (by_word(*_OLD), by_word(("1 Aims", "3"), ("2 Scope", "4"))),
    "a list that went": (by_word(*_OLD), [p(A)]),
    "a number that looks otherwise": (by_office(*_OLD), _lines((("1 Purpose", "3"), ("2 Scope", "4")), b)),
}  # fmt: skip


def lines(content: bytes, side: str = "new") -> list[str]:
    """Return the lines of a document by a judge of its own, without page numbers at their ends."""
    return [re.sub(r"\t(\d+|[ivx]+)$", "\t#", line) for line in _said(judge.read(content, side)[0])]


def _said(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if block[0] == "p":
            yield "".join(each[0] if len(each) == 3 else "\t" if each[0] == "thing" else "" for each in block[2])


@pytest.mark.parametrize("case", ALIKE)
def test_other_page_numbers_in_a_contents_list_are_no_change(case: str) -> None:
    for old, new in (ALIKE[case], ALIKE[case][::-1]):
        sides = docx(*old, *_BODY), docx(*new, *_BODY)
        result = redline(*sides)
        assert (result.counts.total, result.verdict.word) == (0, "proven"), [str(note) for note in result.notes]
        assert lines(result.content, "old") == lines(sides[0])
        assert judge.read(result.content, "new") == judge.read(sides[1])


@pytest.mark.parametrize("case", DIFFER)
def test_a_line_of_a_contents_list_that_differs_otherwise_is_marked_and_proven(case: str) -> None:
    for old, new in (DIFFER[case], DIFFER[case][::-1]):
        sides = docx(*old, *_BODY), docx(*new, *_BODY)
        result = redline(*sides)
        assert result.counts.total
        assert result.verdict.word == "proven", [str(note) for note in result.notes]
        assert verify(*sides, result.content).word == "proven"
        assert lines(result.content, "old") == lines(sides[0])
        assert judge.read(result.content, "new") == judge.read(sides[1])
        assert "urn:policybuilder" not in xml(result.content)


def test_a_number_behind_a_tab_outside_a_contents_list_is_a_word_as_any_other() -> None:
    for ends in ((), (_BEGIN,)):
        old, new = (
            docx(p(*ends, "Cost", tab(), "1", *([field_end()] if ends else [])), p("Fee", tab(), n)) for n in "12"
        )
        assert redline(old, new).counts.total == 2
