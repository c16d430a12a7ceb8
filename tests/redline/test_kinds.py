"""Every kind of thing that a Word file holds, added, removed, changed, moved and left alone: each pair both ways."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policybuilder.redline import Redline, redline, verify
from tests.redline import judge, kinds_built, kinds_drawn, kinds_more, kinds_said
from tests.redline.drawn import smart_art
from tests.redline.kinds_drawn import A, C
from tests.redline.repeated import repeated_ids
from tests.redline.test_looks import xml
from tests.redline.test_pairs import faults
from tests.redline.word import docx, link, p
from tests.some import one_in

KINDS = {
    "pictures": kinds_drawn.PICTURES,
    "text boxes": kinds_drawn.TEXT_BOXES,
    "charts": kinds_drawn.CHARTS | kinds_more.CHARTS,
    "SmartArt": kinds_drawn.SMART_ART | kinds_more.SMART_ART,
    "equations": kinds_drawn.EQUATIONS | kinds_more.EQUATIONS,
    "bookmarks": kinds_built.BOOKMARKS,
    "controls and custom XML": kinds_built.CONTROLS | kinds_more.CUSTOM_XML | kinds_more.NESTED,
    "ends": kinds_built.ENDS,
    "sections": kinds_built.SECTIONS,
    "fields": kinds_said.FIELDS,
    "links": kinds_said.LINKS | kinds_more.LINKS,
    "styles": kinds_said.STYLES | kinds_more.STYLES,
    "notes": kinds_said.NOTES | kinds_more.NOTES,
    "right to left": kinds_said.RIGHT_TO_LEFT | kinds_more.RIGHT_TO_LEFT,
}
_END, _BOOKMARKS = "the end of the document", "bookmarks"
LISTED = {
    "bookmarks: one from a table into the next": _BOOKMARKS,
    "bookmarks: one round a row that goes": _BOOKMARKS,
    "bookmarks: one name in both, in another cell": _BOOKMARKS,
    "bookmarks: one round a paragraph that moved": _BOOKMARKS,
    "controls and custom XML: the last block of the body, that came": _END,
    "controls and custom XML: one that moved to the end": _END,
    "ends: a table that came": _END,
    "ends: a paragraph for a table": _END,
    "ends: two tables and one": _END,
    "ends: a section break": _END,
    "ends: a section break, and a table that came": _END,
    "ends: nothing and a table": _END,
    "sections: a first page's header of one side": "first header of section 1",
    "sections: an even footer of one side": "even footer of section 1",
    "sections: a header with a table of one side": "default header of section 1",
    "sections: headers of two sections": "first header of section 1",
    "styles: a built-in name in another case": "styles",
    "styles: the id of another language": "styles",
}
"""The pairs that are proven but for what Word cannot track, and what that is."""
BACKWARDS_ALL_IS_TRACKED = "bookmarks: one round a row that goes"
CASES = [f"{kind}: {name}" for kind, pairs in KINDS.items() for name in pairs]


def sides(case: str, way: str) -> tuple[bytes, bytes]:
    kind, _, name = case.partition(": ")
    old, new = (side if isinstance(side, bytes) else docx(*side) for side in KINDS[kind][name])
    return (old, new) if way == "forwards" else (new, old)


@cache
def redlined(case: str, way: str) -> Redline:
    return redline(*sides(case, way))


def both_ways(count: int) -> list[Any]:
    return one_in(count, [(case, way) for case in CASES for way in ("forwards", "backwards")])


def test_there_are_five_pairs_or_more_of_each_kind() -> None:
    assert {kind: len(pairs) for kind, pairs in KINDS.items() if len(pairs) < 5} == {}


EMPTY_PARAGRAPH = ("p", (frozenset(), frozenset(), None), ())


def assert_says(found: Any, wanted: Any, listed: str) -> None:
    """Assert that a document says what it should; what is listed may be left over, empty."""
    (blocks, *others), (wanted_blocks, *wanted_others) = found, wanted
    if listed == _END and len(blocks) > len(wanted_blocks) and blocks[-1] == EMPTY_PARAGRAPH:
        blocks = blocks[:-1]
    assert blocks == wanted_blocks
    if "section 1" not in listed:
        assert others == wanted_others


@pytest.mark.parametrize(("case", "way"), both_ways(12))
def test_a_pair_of_each_kind_is_proven_and_a_judge_that_shares_nothing_agrees(case: str, way: str) -> None:
    old, new = sides(case, way)
    result = redlined(case, way)
    listed = "" if (case, way) == (BACKWARDS_ALL_IS_TRACKED, "backwards") else LISTED.get(case, "")
    assert result.verdict.holds, str(result.notes[:1])
    assert result.verdict.places == ((listed,) if listed else ()), str(result.notes[:1])
    assert str(verify(old, new, result.content)) == str(result.verdict)
    for side, source in (("new", new), ("old", old)):
        assert_says(judge.read(result.content, side), judge.read(source), listed)
    assert repeated_ids(result.content) == []


@pytest.mark.long
def test_a_long_document_from_right_to_left_with_rewritten_paragraphs_is_proven() -> None:
    old, new = docx(*kinds_said.arabic(480)), docx(*kinds_said.arabic(480, 5))
    assert sum(len(text) for text in re.findall("<w:t>([^<]*)<", xml(old))) > 100_000
    result = redline(old, new)
    assert result.verdict.word == "proven"
    assert judge.read(result.content, "new") == judge.read(new)
    assert judge.read(result.content, "old") == judge.read(old)


UNCHANGED = [case for case in CASES if case.partition(": ")[2].startswith(("the same", "ids", "names", "two that"))]


@pytest.mark.parametrize("case", one_in(3, UNCHANGED))
def test_what_is_drawn_alike_is_not_marked_whatever_its_parts_are_called(case: str) -> None:
    marked = re.findall(r"<w:(?:ins|del) .*?</w:(?:ins|del)>", xml(redlined(case, "forwards").content))
    assert not any("<w:drawing" in mark for mark in marked)


def test_smart_art_that_went_is_drawn_from_a_part_of_its_own() -> None:
    old, new = docx(p(A), p(smart_art("Ask", "Decide"))), docx(p(A, link("https://a.example/", "See.")), p(C))
    with zipfile.ZipFile(io.BytesIO(redline(old, new).content)) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
        words = archive.read("word/diagrams/data1.xml").decode()
        own = re.search(r'relId="(\w+)"', words)
        assert own is not None
        part = re.search(rf'Id="{own[1]}" Type="[^"]*/diagramDrawing" Target="/([^"]*)"', rels)
        assert part is not None
        drawn = archive.read(part[1]).decode()
    texts = re.compile("<a:t>(.*?)</a:t>")
    assert texts.findall(drawn) == texts.findall(words) == ["Ask", "Decide"]


@pytest.mark.validator
@pytest.mark.parametrize(("case", "way"), both_ways(40))
def test_a_redline_of_each_kind_has_no_fault_that_its_sources_have_not(case: str, way: str, tmp_path: Path) -> None:
    found = set(faults(redlined(case, way).content, tmp_path))
    if found:
        found -= {fault for source in sides(case, way) for fault in faults(source, tmp_path)}
    assert found == set()
