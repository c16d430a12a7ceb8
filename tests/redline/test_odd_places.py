"""Bookmarks, controls and ends in places where Word itself puts them, and few programs look: each pair both ways."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from policybuilder.redline import redline, verify
from tests.redline import judge
from tests.redline.repeated import repeated_ids
from tests.redline.test_looks import xml
from tests.redline.word import (
    Part,
    Writer,
    box,
    cell,
    control,
    docx,
    endnote,
    field_,
    footnote,
    h,
    image,
    p,
    raw,
    row,
    section,
    table,
)
from tests.some import one_in

A = "The council must keep a register of the tools that it uses."
B = "Staff may not put personal data into a public tool."
C = "Managers tell the board what was found."


EMPTY_PARAGRAPH = ("p", (frozenset(), frozenset(), None), ())


def start(name: str, number: int, columns: str = "") -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"{columns}/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


S, E = raw(start("place", 7)), raw(end(7))
COLUMN = raw(start("_Hlk1", 8, ' w:colFirst="0" w:colLast="0"'))
LINKED = p(A, raw('<w:customXml w:uri="urn:x" w:element="a"><w:r><w:t>Held.</w:t></w:r></w:customXml>'))
OTHER = raw(
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:p><w:r><w:t>Held.</w:t></w:r></w:p></mc:Choice>'
    "</mc:AlternateContent>"
)
HELD = raw(
    '<w:customXml w:uri="urn:x" w:element="a"><w:sdt><w:sdtPr><w:tag w:val="k"/><w:id w:val="345"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>Held.</w:t></w:r></w:p></w:sdtContent></w:sdt></w:customXml>"
)
SHEET, OTHER_SHEET = (
    raw(f'<w:hyperlink w:anchor="x" w:docLocation="{place}"><w:r><w:t>the costs</w:t></w:r></w:hyperlink>')
    for place in ("Year 1!A1", "Year 2!A1")
)
INNER = cell(table(row("x", "y")), p(C))

PAIRS = {
    "an empty bookmark before paragraphs that go": ([p(A, S), E, p(C)], [p(A, S), p(B), h("Heading"), E, p(C)]),
    "an empty bookmark before paragraphs that go, into a control that came": (
        [p(A, S), p(B), h("Heading"), E, p(C), p(A)], [p(A, S), control("x", E, p(C)), p(A)],
    ),
    "one round an empty paragraph": ([p(A), p(B), p(C)], [p(A), S, p(), E, p(C)]),
    "one that only a paragraph mark is in": ([p(A, S), p(B), p(E, C)], [p(A, S), p(E, C)]),
    "one that begins between paragraphs": ([p(A), S, p(B), E, p(C)], [p(A), p(C), S, p(B), E]),
    "one that ends in a link that changed": ([S, p(E, LINKED), p(C)], [S, p(E, A), p(C)]),
    "one that ends in a control that came": ([S, p(A), p(B), E, p(C)], [S, p(A), control("x", p(B), E), p(C)]),
    "the columns of a table": (
        [table(row("a", "b"), COLUMN, row("c", "d")), p(raw(end(8)), A)], [table(row("a", "e")), p(A)],
    ),
    "one from a cell into the paragraph after the table": (
        [table(row(cell(p(A, S)))), p(E, B)], [table(row(cell(p(C, S)))), p(E, B)],
    ),
    "one in another script": ([p(raw(start("附件", 9)), A, raw(end(9)))], [p(raw(start("附件", 9)), B, raw(end(9)))]),
    "a name that stands in both at other places": ([p(S, A, E), p(B)], [p(A), p(S, B, E)]),
    "a control round a row with a table in it": (
        [table(row("a", "b"), control("r", row(INNER, "z")))], [table(row("a", "b"))],
    ),
    "a control round a cell with a table in it": ([table(row("a", control("c", INNER)))], [table(row("a"))]),
    "a row's control that changed inside": ([table(control("r", row(INNER, A)))], [table(control("r", row(INNER, B)))]),
    "an end in a block that no change can track": ([p(A), p(B)], [p(A), OTHER]),
    "a control in custom XML in a row that goes": (
        [table(row("a", cell(HELD, p())), row("b", "c"))], [table(row("b", "c"))],
    ),
    "an end in a control": ([p(A), control("x", p(B))], [p(A), p(C)]),
    "nothing, and a table": ([p()], [table(row("a", "b")), p(A)]),
    "a paragraph that is a link into a sheet": ([p(A), p(SHEET), p(B)], [p(A), p(B)]),
    "a link into a sheet within a sentence": ([p("See ", SHEET, " now.")], [p("See now.")]),
    "a link into a sheet round words that stay": ([p("See ", SHEET, " now.")], [p("See the costs now.")]),
    "a link to another place in a sheet": ([p("See ", SHEET, " now.")], [p("See ", OTHER_SHEET, " now.")]),
    "a link into a sheet in a cell": ([table(row("a", cell(p(SHEET))))], [table(row("a", "b"))]),
    "a link into a sheet written as a field": (
        [p("See ", SHEET, " now.")], [p("See ", field_(' HYPERLINK \\l "x" \\s "Year 1!A1" ', "the costs"), " then.")],
    ),
    "a list more in a cell": ([table(row(cell(p(A)), "b"))], [table(row(cell(p(A), p(B), p(C)), "b"))]),
}  # fmt: skip


@pytest.mark.parametrize("way", ["forwards", "backwards"])
@pytest.mark.parametrize("name", one_in(2, PAIRS))
def test_a_pair_that_can_be_opened_is_proven_or_says_for_what_it_is_not(name: str, way: str) -> None:
    old, new = (docx(*blocks) for blocks in (PAIRS[name] if way == "forwards" else PAIRS[name][::-1]))
    result = redline(old, new)
    assert result.verdict.holds, str(result.notes[0])
    assert str(verify(old, new, result.content)) == str(result.verdict)
    listed = {note.about for note in result.verdict.untracked}
    if not listed & {"the end of the document", "blocks"}:
        assert judge.read(result.content, "new") == judge.read(new)
        assert judge.read(result.content, "old") == judge.read(old)


def custom(*blocks: Part, element: str = "a") -> Part:
    def part(writer: Writer) -> str:
        inside = "".join(block(writer) for block in blocks)
        properties = '<w:customXmlPr><w:attr w:name="n" w:val="1"/></w:customXmlPr>'
        return f'<w:customXml w:uri="urn:x" w:element="{element}">{properties}{inside}</w:customXml>'

    return part


IN_CUSTOM = {
    "a word": ([p(A), custom(p(B)), p(C)], [p(A), custom(p(B, " At all.")), p(C)]),
    "other words": ([custom(p(A))], [custom(p("Nobody does so."))]),
    "a paragraph at its end": ([custom(p(A)), p(C)], [custom(p(A), p(B)), p(C)]),
    "a paragraph before it": ([p(C), custom(p(A))], [custom(p(A))]),
    "a paragraph after it": ([custom(p(A))], [custom(p(A)), p(C)]),
    "a table in it": ([custom(table(row("a", "b")), p(A))], [custom(table(row("a", "c"), row("d", "e")), p(B))]),
    "one in another": ([custom(custom(p(A), element="b"), p(B))], [custom(custom(p(C), element="b"), p(B))]),
    "one in a control": ([control("x", custom(p(A)), p(B))], [control("x", custom(p(C)), p(B))]),
    "a control in it": ([custom(control("x", p(A)), p(B))], [custom(p(A), p(B))]),
    "one in a cell": ([table(row("a", cell(custom(p(A)), p())))], [table(row("a", cell(custom(p(B)), p())))]),
}


@pytest.mark.parametrize("way", ["forwards", "backwards"])
@pytest.mark.parametrize("name", one_in(4, IN_CUSTOM))
def test_what_changed_in_custom_xml_that_both_documents_have_is_tracked(name: str, way: str) -> None:
    old, new = (docx(*blocks) for blocks in (IN_CUSTOM[name] if way == "forwards" else IN_CUSTOM[name][::-1]))
    result = redline(old, new)
    assert result.verdict.holds, str(result.notes[0])
    assert not {note.about for note in result.verdict.untracked} & {"blocks"}
    if "the end of the document" not in result.verdict.places:
        assert judge.read(result.content, "new") == judge.read(new)
        assert judge.read(result.content, "old") == judge.read(old)


_BREAK = section(landscape=True)
XML_OF_ONE_SIDE: dict[str, tuple[list[Part], list[Part]]] = {
    "it came round words that stay": ([p(A), p(B), p(C)], [p(A), custom(p(B)), p(C)]),
    "it came round a table that stays": (
        [p(B), table(row("a", "b")), p(C)], [custom(p(B), table(row("a", "b"))), p(C)],
    ),
    "it ends in a table that changed": (
        [custom(p(B), table(row("a", "b"))), p(C)], [custom(p(B), table(row("a", "c"))), p(C)],
    ),
    "it came at the end": ([p(A), p(B)], [p(A), p(B), custom(p(C))]),
    "it came at the end where a paragraph went": ([p(A), p(B)], [p(A), custom(p(C))]),
    "it came with a note": ([p(A)], [p(A), custom(p(C, footnote("Why.")))]),
    "it went where a table came": ([p(A), custom(p(C))], [table(row("a", "b"))]),
    "it came before a paragraph that came": ([p(A)], [p(A), custom(p(C)), p(B)]),
    "in a control, whose words it was": ([control("k", custom(p(B))), p(A)], [control("k", p(B)), p(A)]),
    "in a control, with words more behind it": (
        [control("m", custom(p(A))), p(C)], [control("m", control("a", p(A)), p(B)), p(C)],
    ),
    "in a control that ends the body": ([control("m", custom(p(A)))], [control("m", p(A), p(B))]),
    "it held nothing, and words now": ([p(A), custom(), p(C)], [p(A), custom(p(B)), p(C)]),
    "a control held nothing, and words now": ([p(A), control("x"), p(C)], [p(A), control("x", p(B)), p(C)]),
    "it was of another element": ([custom(p(B)), p(A)], [custom(p(B), element="b"), p(A)]),
    "one in another went": ([custom(custom(p(A), element="b"), p(B))], [custom(p(A), p(B))]),
    "it went behind a section break": ([p(A, sect=_BREAK), custom(p(C))], [p(A), p(B)]),
    "a break and it came": ([p(A)], [p(A), p(B, sect=_BREAK), custom(p(C))]),
    "a break and it came where a heading went": ([p(A), h("Tools")], [p(A), p(B, sect=_BREAK), custom(p(C))]),
    "the paragraph before a break and it went": ([p(A), p(B), p(C)], [p(A), p(C, sect=_BREAK), custom(p(B))]),
    "a break came where a table in it went": (
        [p(A, sect=_BREAK), custom(table(row("a", "b")))], [p(B, sect=_BREAK), p(A, sect=_BREAK)],
    ),
    "a break and a heading came where it went": ([p(A), custom(p(B))], [p(C, sect=_BREAK), h("Tools")]),
    "a table in it came behind a heading that ends a section": (
        [h("Tools")], [p("Tools", style="Heading1", sect=_BREAK), custom(table(row("a", "b")))],
    ),
    "it came between a break and a heading": ([p(A)], [p(A, sect=_BREAK), custom(p(B)), h("Tools")]),
    "a heading and a table in it went": ([p(A), h("Tools"), custom(table(row("a", "b")))], [p(A)]),
    "a break in it came": ([custom(p(A), p(B)), p(C)], [custom(p(A), p(B, sect=_BREAK)), p(C)]),
}  # fmt: skip


@pytest.mark.parametrize("way", ["forwards", "backwards"])
@pytest.mark.parametrize("case", one_in(2, XML_OF_ONE_SIDE))
def test_custom_xml_of_one_document_alone_is_tracked_also_beside_a_section_break(case: str, way: str) -> None:
    old, new = (docx(*blocks) for blocks in XML_OF_ONE_SIDE[case][:: 1 if way == "forwards" else -1])
    result = redline(old, new)
    assert result.verdict.holds, str(result.notes[:1])
    assert set(result.verdict.places) <= {"the end of the document"}
    assert verify(old, new, result.content).holds
    for side, source in (("new", new), ("old", old)):
        (found, *others), (wanted, *wanted_others) = judge.read(result.content, side), judge.read(source)
        if result.verdict.places and len(found) > len(wanted):
            assert found[-1] == EMPTY_PARAGRAPH
            found = found[:-1]
        assert [found, *others] == [wanted, *wanted_others]


AT_THE_END: dict[str, tuple[list[Part], list[Part]]] = {
    "it came": ([p(A), p(B)], [p(A), p(B), OTHER]),
    "it came where a paragraph went": ([p(A), p(B)], [p(A), OTHER]),
    "it came where a table went": ([p(A), table(row("a", "b"))], [OTHER]),
    "a break and it came": ([p(A)], [p(A), p(B, sect=_BREAK), OTHER]),
    "a break and it came where a heading went": ([p(A), h("Tools")], [p(A), p(B, sect=_BREAK), OTHER]),
    "a break and a heading came where it went": ([p(A), OTHER], [p(C, sect=_BREAK), h("Tools")]),
    "it came between a break and a heading": ([p(A)], [p(A, sect=_BREAK), OTHER, h("Tools")]),
    "a heading and it went": ([p(A), h("Tools"), OTHER], [p(A)]),
    "two paragraphs went before it": ([p(A), p(B), p(C), OTHER], [p(A), OTHER]),
}


@pytest.mark.parametrize("case", one_in(2, AT_THE_END))
def test_what_no_change_can_track_at_the_end_of_one_document_is_listed_and_all_else_is_proven(case: str) -> None:
    for old, new in (AT_THE_END[case], AT_THE_END[case][::-1]):
        sides = (docx(*old), docx(*new))
        result = redline(*sides)
        assert result.verdict.holds, str(result.notes[:1])
        assert set(result.verdict.places) - {"sections"} <= {"blocks", "the end of the document"}
        for side, source in zip(("old", "new"), sides, strict=True):
            found, wanted = (
                [b for b in judge.read(each, way)[0] if b[0] != "thing"]
                for each, way in ((result.content, side), (source, "new"))
            )
            assert found == wanted or found == [*wanted, EMPTY_PARAGRAPH]


def test_bookmarks_of_one_id_in_notes_of_both_documents_are_told_apart() -> None:
    notes = [endnote(raw(start(name, 9)), f"The Act {name}.", raw(end(9))) for name in ("of_old", "of_new")]
    result = redline(docx(p(A, notes[0]), p(B)), docx(p(A), p(B, notes[1])))
    assert result.verdict.word == "proven"
    assert repeated_ids(result.content) == []


def without_page_setup(content: bytes) -> bytes:
    """Return a document whose body says nothing of its pages, as some programs write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            target.writestr(info, re.sub(rb"<w:sectPr>.*</w:sectPr></w:body>", b"</w:body>", source.read(info)))
    return buffer.getvalue()


def test_page_setup_that_only_one_document_has_is_tracked() -> None:
    with_setup, bare = docx(p(A)), without_page_setup(docx(p(B)))
    for old, new in ((with_setup, bare), (bare, with_setup)):
        result = redline(old, new)
        assert str(result.verdict) == "proven: accept all = new, reject all = old"
        assert judge.read(result.content, "new") == judge.read(new)
        assert judge.read(result.content, "old") == judge.read(old)


EMPTY_AGAINST = {
    "a paragraph": [p(A)],
    "an empty paragraph": [p()],
    "a formatted paragraph": [p(A, align="center", mark="<w:b/>")],
    "a heading and a table": [h("Heading"), table(row("a", "b")), p(B)],
    "a control": [control("x", p(A)), p(C)],
    "a note": [p(A, footnote("Under the Act."))],
    "two sections": [p(A, sect=section(landscape=True)), p(B)],
}


@pytest.mark.parametrize("case", EMPTY_AGAINST)
def test_an_empty_body_is_one_empty_paragraph_as_in_word(case: str) -> None:
    empty, full = docx(), docx(*EMPTY_AGAINST[case])
    for old, new in ((empty, full), (full, empty)):
        result = redline(old, new)
        assert result.verdict.holds
        assert "the end of the document" not in result.verdict.places
        assert judge.read(result.content, "new") == judge.read(new)
        assert judge.read(result.content, "old") == judge.read(old)


def test_a_picture_that_moved_has_an_id_of_its_own_at_each_place() -> None:
    old, new = docx(p(A, image(3)), p(B), p(C)), docx(p(B), p(C), p(A, image(3)))
    content = redline(old, new).content
    ids = re.findall(r'<wp:docPr id="(\d+)"', xml(content))
    assert len(ids) == len(set(ids)) == 2


def test_a_block_that_no_change_can_track_is_listed_where_only_its_place_among_others_differs() -> None:
    old, new = docx(p(), p(A), OTHER, p(), h("Heading")), docx(p(B), p(), OTHER, p(), h("Heading"))
    for first, second in ((old, new), (new, old)):
        result = redline(first, second)
        found = judge.read(result.content, "old") == judge.read(first)
        assert found or "blocks" in result.verdict.places


def test_a_control_that_came_beside_the_one_that_went_has_an_id_of_its_own() -> None:
    old = docx(table(row("a", control("c", cell(p(A)), p())), row("b", "c")), p(C))
    new = docx(table(control("r", row("a", control("c", cell(p(B)), p()))), row("b", "d")), p(C))
    content = redline(old, new).content
    ids = re.findall(r'<w:tag w:val="[cr]"/><w:id w:val="(\d+)"', xml(content))
    assert len(ids) == len(set(ids)) == 3


def test_a_text_box_in_a_text_box_that_came_is_marked_and_proven() -> None:
    old, new = docx(p(box(p(A), p(B))), p(C)), docx(p(box(p(A), p(box(p(C))), p(B))), p(C))
    for first, second in ((old, new), (new, old)):
        result = redline(first, second)
        assert result.verdict.word == "proven"
        assert judge.read(result.content, "new") == judge.read(second)
        assert judge.read(result.content, "old") == judge.read(first)


def test_a_control_that_lacks_its_content_is_no_reason_to_refuse() -> None:
    bare = raw('<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr></w:sdt>')
    whole, damaged = docx(control("x", p(A)), p(B)), docx(bare, p(B))
    for old, new in ((whole, damaged), (damaged, whole)):
        assert redline(old, new).content
