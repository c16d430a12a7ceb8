"""Ids in a redline: each thing has one of its own in its part, whatever its sources repeat."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import strategies as st

from policybuilder.redline import redline
from tests.properties import holds_for_any
from tests.redline import generate, judge
from tests.redline.repeated import repeated_ids
from tests.redline.test_looks import xml
from tests.redline.word import (
    bookmark,
    box,
    cell,
    comment,
    control,
    docx,
    endnote,
    footnote,
    image,
    inline_control,
    p,
    raw,
    row,
    table,
)
from tests.some import one_in

A = "The council must keep a register of the tools that it uses."
B = "Staff may not put personal data into a public tool."
C = "Managers tell the board what was found."


def with_few_ids(content: bytes, few: int) -> bytes:
    """Return a document in which drawings, bookmarks and controls have only so many ids, and paragraphs have some."""
    paragraphs = iter(range(1_000_000))

    def fewer(found: re.Match[bytes]) -> bytes:
        return found[1] + str(int(found[2]) % few).encode() + found[3]

    def named(_: re.Match[bytes]) -> bytes:
        return f'<w:p w14:paraId="{next(paragraphs) % few + 0x10000000:08X}" w14:textId="77777777">'.encode()

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.endswith(".xml") and info.filename.startswith("word/"):
                for kind in (b"<wp:docPr ", b"<w:bookmarkStart w:", b"<w:bookmarkEnd w:"):
                    part = re.sub(rb"(" + kind + rb'id=")(\d+)(")', fewer, part)
                part = re.sub(rb'(<w:id w:val=")(\d+)(")', fewer, part)
                part = re.sub(rb"<w:p>", named, part)
            target.writestr(info.filename, part)
    return buffer.getvalue()


TWO = p(bookmark("one", A), image(3)), p(bookmark("two", B), image(4))
PERMITTED = raw('<w:permStart w:id="1" w:edGrp="everyone"/><w:r><w:t>Here.</w:t></w:r><w:permEnd w:id="1"/>')
PAIRS = {
    "two pictures, one of them new": ([p(A, image(3)), p(B)], [p(A, image(3)), p(image(3), B)]),
    "two pictures, both there": (TWO, (*TWO, p(C))),
    "pictures in a table": ([table(row(cell(p(image(3))), "a"))], [table(row(cell(p(image(3))), cell(p(image(4)))))]),
    "text boxes with a picture and a bookmark": (
        [p(A, box(p(bookmark("x", B)))), p(C)],
        [p(A, box(p(bookmark("x", C), image(3)))), p(box(p(bookmark("y", B), image(4))), C)],
    ),
    "bookmarks one in another": (
        [p(bookmark("one", "The ", bookmark("two", "council"), " acts.")), p(B)],
        [p(bookmark("one", "The ", bookmark("two", "board"), " acts.")), p(bookmark("three", B))],
    ),
    "controls": ([control("a", p(A)), control("b", p(B)), p()], [control("a", p(A)), control("c", p(C)), p()]),
    "a control within words for another": (
        [p("Ask ", inline_control("a", "the board"), " first."), p(C)],
        [p("Ask ", inline_control("b", "the clerk"), " first, and ", inline_control("c", "tell"), "."), p(C)],
    ),
    "parts that may be edited": ([p(A), p(PERMITTED), p(PERMITTED)], [p(PERMITTED), p(B), p(PERMITTED), p(A)]),
    "a paragraph in two": ([p(f"{A} {B}"), p(C)], [p(A), p(B), p(C)]),
    "paragraphs that moved": ([p(A), p(B), p(C)], [p(B), p(C), p(A)]),
    "a paragraph marked as a whole": ([p(A, image(3))], [p("Quite other words.", image(3), image(3))]),
    "in a header": (docx(p(A), header=(A, image(3))), docx(p(A), header=(B, image(3), image(4)))),
    "notes and comments": (
        [p(A, footnote("One."), footnote("Two.")), p(B, endnote("Three.")), p(comment("So?", C))],
        [p(A, footnote("Two.")), p(B, endnote("Three."), footnote("Four.")), p(comment("So.", C), comment("No.", A))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", ["forwards", "backwards"])
@pytest.mark.parametrize("case", one_in(2, PAIRS))
def test_what_two_things_in_a_source_share_is_the_id_of_one_in_the_redline(case: str, way: str) -> None:
    old, new = (
        with_few_ids(side if isinstance(side, bytes) else docx(*side), 2)
        for side in (PAIRS[case] if way == "forwards" else PAIRS[case][::-1])
    )
    result = redline(old, new)
    assert result.verdict.holds, str(result.notes[0])
    assert repeated_ids(result.content) == []
    assert judge.read(result.content, "new") == judge.read(new)
    assert judge.read(result.content, "old") == judge.read(old)


def test_the_first_of_an_id_keeps_it_and_the_end_of_a_range_goes_with_its_start() -> None:
    document = with_few_ids(docx(*TWO), 1)
    content = xml(redline(document, document).content)
    ids = re.findall(r'<w:bookmark(?:Start|End) w:id="(\d+)"', content)
    assert ids[0] == ids[1] == "0"
    assert ids[2] == ids[3] != "0"
    assert re.findall(r'w:name="(\w+)"', content) == ["one", "two"]


def test_a_document_whose_ids_are_its_own_keeps_them() -> None:
    old, new = docx(*TWO), docx(*TWO, p(C))
    kept = re.findall(r'<wp:docPr id="(\d+)"|<w:bookmarkStart w:id="(\d+)"', xml(new))
    assert re.findall(r'<wp:docPr id="(\d+)"|<w:bookmarkStart w:id="(\d+)"', xml(redline(old, new).content)) == kept


def test_a_bookmark_in_both_forms_of_a_text_box_has_one_id_in_both() -> None:
    text_box = p(box(p(bookmark("x", A)))), p(box(p(bookmark("y", B))))
    document = with_few_ids(docx(*text_box), 1)
    content = xml(redline(document, document).content)
    found = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w)"', content)
    assert len(found) == 4
    assert len(set(found)) == 2


def test_changes_that_are_kept_stand_among_ids_of_their_own_too() -> None:
    marked = redline(docx(*TWO), docx(*TWO, p(C)), author="Member A").content
    result = redline(docx(*TWO), with_few_ids(marked, 1), existing="keep")
    assert result.verdict.holds
    assert repeated_ids(result.content) == []


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    old = draw(generate.documents)
    return old, draw(generate.edited(old))


@st.composite
def _three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    first = draw(generate.documents)
    second = draw(generate.edited(first))
    return first, second, draw(generate.edited(second))


@holds_for_any(short=3, long=100, texts=_three())
def test_no_id_stands_twice_where_changes_are_kept(texts: tuple[Any, Any, Any]) -> None:
    first, second, third = (generate.written(each) for each in texts)
    marked = redline(second, third, author="Member A").content
    assert repeated_ids(redline(first, marked, author="Clerk", existing="keep").content) == []


@holds_for_any(short=4, long=100, pair=_pairs(), few=st.integers(1, 4))
def test_no_id_stands_twice_in_a_part_for_any_document_and_its_edit(pair: tuple[Any, Any], few: int) -> None:
    old, new = (with_few_ids(generate.written(document), few) for document in pair)
    result = redline(old, new)
    assert result.verdict.holds, str(result.notes[0])
    assert repeated_ids(result.content) == []
    assert judge.read(result.content, "new") == judge.read(new)
    assert judge.read(result.content, "old") == judge.read(old)
