"""Headers and footers that only one of the two documents has: what they say comes and goes like other words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from policybuilder.redline import redline, verify
from tests.redline import judge
from tests.redline.test_looks import shown
from tests.redline.word import _NAMESPACES, _TYPE, Part, R, Writer, _rels, b, docx, image, link, p, row, section, table
from tests.some import one_in

BODY = p("The council keeps a register of its tools.")
SAYS = p("Riverton Council: ", b("draft"))
EMPTY = (("p", (frozenset(), frozenset(), None), ()),)


def with_stories(content: bytes, *, section_at: int = 0, **stories: tuple[Part, ...]) -> bytes:
    """Return a document with headers or footers, such as `first_header`, named by the section at a place."""
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    references = rels = types = ""
    for name, blocks in stories.items():
        where, kind = name.split("_")
        writer = Writer()
        root = {"header": "hdr", "footer": "ftr"}[kind]
        inside = "".join(block(writer) for block in blocks)
        parts[f"word/{kind}-{where}.xml"] = f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>".encode()
        parts[f"word/_rels/{kind}-{where}.xml.rels"] = _rels(writer).encode()
        parts |= {f"word/{media}": picture for media, picture in writer.media.items()}
        references += f'<w:{kind}Reference w:type="{where}" r:id="{name}"/>'
        rels += f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{kind}-{where}.xml"/>'
        types += f'<Override PartName="/word/{kind}-{where}.xml" ContentType="{_TYPE}{kind}+xml"/>'
    pieces = parts["word/document.xml"].decode().split("<w:sectPr>")
    pieces[section_at + 1] = references + pieces[section_at + 1]
    parts["word/document.xml"] = "<w:sectPr>".join(pieces).encode()
    for name, end, more in (
        ("word/_rels/document.xml.rels", b"</Relationships>", rels),
        ("[Content_Types].xml", b"</Types>", types),
    ):
        parts[name] = parts[name].replace(end, more.encode() + end)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return buffer.getvalue()


def without_empty_headers(read: Any) -> Any:
    body, last, headers = read
    return body, last, tuple(each for each in headers if each[1] != EMPTY)


TWO = docx(p("One.", sect=section()), BODY)
KINDS = {
    "the first page's header": (docx(BODY), with_stories(docx(BODY), first_header=(SAYS,))),
    "an even footer beside another": (
        docx(BODY, footer=("Page",)),
        with_stories(docx(BODY, footer=("Page",)), even_footer=(SAYS,)),
    ),
    "a header and a footer": (
        docx(BODY),
        with_stories(docx(BODY), default_header=(SAYS, p("Second")), default_footer=(SAYS,)),
    ),
    "a table, a link and a picture": (
        docx(BODY),
        with_stories(docx(BODY), first_header=(table(row("a", "b")), p(link("https://a.example/", "c"), image(7)))),
    ),
    "the second section's": (TWO, with_stories(TWO, section_at=1, first_footer=(SAYS,))),
}  # fmt: skip


@pytest.mark.parametrize("way", ["it comes", "it goes"])
@pytest.mark.parametrize("name", one_in(4, KINDS))
def test_the_words_of_a_header_that_only_one_document_has_come_and_go(name: str, way: str) -> None:
    old, new = KINDS[name] if way == "it comes" else KINDS[name][::-1]
    result = redline(old, new)
    assert result.verdict.word == "proven but for"
    assert all("section" in place for place in result.verdict.places)
    assert str(verify(old, new, result.content)) == str(result.verdict)
    for side, wanted in (("new", new), ("old", old)):
        assert without_empty_headers(judge.read(result.content, side)) == judge.read(wanted)


@pytest.mark.parametrize("way", ["it comes", "it goes"])
def test_a_committee_sees_such_a_header_marked_and_reads_what_is_left_of_it(way: str) -> None:
    bare, with_header = KINDS["the first page's header"]
    old, new = (bare, with_header) if way == "it comes" else (with_header, bare)
    result = redline(old, new)
    part = next(name for name in zipfile.ZipFile(io.BytesIO(result.content)).namelist() if name.endswith("-first.xml"))
    marks = ("{+", "+}") if way == "it comes" else ("[-", "-]")
    assert shown(result.content, part) == f"{marks[0]}Riverton Council: draft{marks[1]}¶"
    whose, side = ("new", "reject all") if way == "it comes" else ("old", "accept all")
    assert [str(note) for note in result.verdict.untracked] == [
        f"first header of section 1: only the {whose} document has it; on {side}, it stays there, empty: "
        "which header a section has cannot be tracked"
    ]


def test_a_header_with_words_left_where_there_should_be_none_is_no_proof() -> None:
    bare, with_header = KINDS["the first page's header"]
    marked = redline(bare, with_header).content
    verdict = verify(with_header, bare, marked)
    assert not verdict.holds
    told = [str(each) for each in verdict.breaks if "header" in each.place]
    words = "Riverton Council: draft"
    assert told == [
        f"accept all: first header of section 1: should be '(nothing)', is '{words}'",
        f"reject all: first header of section 1: should be '{words}', is ''",
    ]


def test_one_that_would_not_be_brought_back_whole_is_left_as_it_is_and_said() -> None:
    ends_in_table = with_stories(docx(BODY), first_header=(table(row("a", "b")),))
    for old, new, whose in ((docx(BODY), ends_in_table, "new"), (ends_in_table, docx(BODY), "old")):
        notes = [str(note) for note in redline(old, new).verdict.untracked]
        assert notes == [
            f"first header of section 1: only the {whose} document has it; which header a section has cannot be tracked"
        ]
