"""Pairs of Word files with bookmarks, controls, custom XML, ends and sections in the places where Word puts them."""

from __future__ import annotations

from tests.redline.kinds_drawn import A, B, C, Pairs
from tests.redline.test_headers import with_stories
from tests.redline.test_odd_places import custom, end, start, without_page_setup
from tests.redline.word import (
    Part,
    Piece,
    Writer,
    cell,
    control,
    docx,
    endnote,
    footnote,
    h,
    inline_control,
    p,
    raw,
    row,
    section,
    table,
)

S, E = raw(start("place", 7)), raw(end(7))


def _named(name: str, *pieces: Piece) -> tuple[Piece, ...]:
    return raw(start(name, 9)), *pieces, raw(end(9))


def _cells(*texts: str) -> Part:
    """Return a row with a bookmark round its cells, between them and the row."""
    cells = "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)
    return raw(f"<w:tr>{start('cells', 5)}{cells}{end(5)}</w:tr>")


def _column(name: str, *rows: Part) -> Part:
    return table(raw(start(name, 8, ' w:colFirst="1" w:colLast="1"')), *rows, raw(end(8)))


BOOKMARKS: Pairs = {
    "one across two tables": (
        [p(A), S, table(row("a", "b")), p(B), table(row("c", "d")), E, p(C)],
        [p(A), S, table(row("a", "x")), p(B), table(row("c", "d"), row("e", "f")), E, p(C)],
    ),
    "one from a table into the next": (
        [table(row(cell(p("a", S)), "b")), p(B), table(row("c", cell(p(E, "d")))), p(C)],
        [table(row(cell(p("a", S)), "x")), p(B, " More."), table(row("c", cell(p(E, "y")))), p(C)],
    ),
    "one round a row": (
        [table(row("a", "b"), S, row("c", "d"), E, row("e", "f")), p(A)],
        [table(row("a", "b"), S, row("c", "x"), E, row("e", "f")), p(A)],
    ),
    "one round a row that goes": (
        [table(row("a", "b"), S, row("c", "d"), E, row("e", "f")), p(A)], [table(row("a", "b"), row("e", "f")), p(A)],
    ),
    "one round the cells of a row": ([table(_cells("one", "two"), row("a", "b")), p(A)],
                                     [table(_cells("one", "three"), row("a", "b")), p(A)]),
    "one of a column": ([_column("c", row("a", "b"), row("c", "d")), p(A)],
                        [_column("c", row("a", "b"), row("c", "e")), p(A)]),
    "one in a heading that is called otherwise": (
        [p(*_named("_Toc1", "Purpose of it"), style="Heading1"), p(A)],
        [p(*_named("_Toc1", "Purpose"), style="Heading1"), p(B)],
    ),
    "one in a note": ([p(A, footnote(*_named("n", "The Act."))), p(B)],
                      [p(A, footnote(*_named("n", "The new Act."))), p(B)]),
    "one in a note that goes": ([p(A, endnote(*_named("n", "The Act."))), p(B)], [p(A), p(B)]),
    "a name in another script": ([p(*_named("مرجع", A)), p(B)], [p(*_named("مرجع", A, " More.")), p(B)]),
    "one name in both, in another cell": (
        [table(row(cell(p(*_named("x", "a"))), "b")), p(A)], [table(row("a", cell(p(*_named("x", "b"))))), p(A)],
    ),
    "a start without an end": ([p(S, A), p(B)], [p(S, A, " More."), p(B)]),
    "an end without a start": ([p(A, E), p(B)], [p(A, " More.", E), p(B)]),
    "one round a paragraph that moved": ([p(*_named("x", A)), p(B), p(C)], [p(B), p(C), p(*_named("x", A))]),
    "one across the end of a section": (
        [p(A, S, sect=section(landscape=True)), p(B, E)], [p(A, S, sect=section(landscape=True)), p(C, E)],
    ),
}  # fmt: skip


def tagged(tag: str, *pieces: Piece) -> Part:
    """Return a smart tag, or custom XML, within a line."""

    def part(writer: Writer) -> str:
        inside = "".join(f"<w:r><w:t>{each}</w:t></w:r>" if isinstance(each, str) else each(writer) for each in pieces)
        return f'<w:{tag} w:uri="urn:x" w:element="place">{inside}</w:{tag}>'

    return part


_XML_ROW = raw(
    '<w:customXml w:uri="urn:x" w:element="r"><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr>'
    "</w:customXml>"
)
_XML_CELLS = [
    raw(f'<w:customXml w:uri="urn:x" w:element="r"><w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
        "</w:customXml>") for text in "cd"
]  # fmt: skip
CONTROLS: Pairs = {
    "one round a row that came": ([table(row("a", "b"), row("c", "d")), p(A)],
                                  [table(row("a", "b"), control("r", row("c", "d"))), p(A)]),
    "one round rows of which one came": (
        [table(control("r", row("a", "b"), row("c", "d"))), p(A)],
        [table(control("r", row("a", "b"), row("e", "f"), row("c", "d"))), p(A)],
    ),
    "one round a cell that came": ([table(row("a", "b")), p(A)], [table(row("a", control("c", cell(p("b"))))), p(A)]),
    "one round a cell whose words changed": (
        [table(row("a", control("c", cell(p("b"))))), p(A)], [table(row("a", control("c", cell(p("x"))))), p(A)],
    ),
    "the last block of a cell": (
        [table(row("a", cell(p("b")))), p(A)], [table(row("a", cell(p("b"), control("c", p("x"))))), p(A)],
    ),
    "the only block of a cell": (
        [table(row("a", cell(p("b")))), p(A)], [table(row("a", cell(control("c", p("x"))))), p(A)],
    ),
    "one in another that changed places": (
        [control("a", control("b", p(A)), p(B)), p(C)], [control("a", p(A), control("b", p(B))), p(C)],
    ),
    "the outer of two": ([control("a", control("b", p(A)), p(B)), p(C)], [control("b", p(A)), p(B), p(C)]),
    "the last block of the body": ([p(A), control("a", p(B))], [p(A), control("a", p(C))]),
    "the last block of the body, that came": ([p(A)], [p(A), control("a", p(C))]),
    "one that moved to the end": ([control("a", p(A)), p(B), p(C)], [p(B), p(C), control("a", p(A))]),
    "one with a table": ([control("a", table(row("a", "b"))), p(B)],
                         [control("a", table(row("a", "c"), row("d", "e"))), p(B)]),
    "another tag": ([control("a", p(A)), p(B)], [control("z", p(A)), p(B)]),
    "a smart tag round words that stay": (
        [p("In Ashcombe now.")], [p("In ", tagged("smartTag", "Ashcombe"), " now.")],
    ),
    "a smart tag's words": (
        [p("In ", tagged("smartTag", "Ashcombe"), " now.")], [p("In ", tagged("smartTag", "Riverton"), " now.")],
    ),
    "a smart tag in another": (
        [p("In ", tagged("smartTag", "Ash", tagged("smartTag", "combe")), " now.")],
        [p("In ", tagged("smartTag", "Ash", tagged("smartTag", "ford")), " now.")],
    ),
    "a paragraph in a smart tag": ([p(tagged("smartTag", "All of it.")), p(B)], [p(B)]),
    "a control in a smart tag": (
        [p("In ", tagged("smartTag", inline_control("c", "Ash")), " now.")],
        [p("In ", tagged("smartTag", inline_control("c", "Ask")), " now.")],
    ),
    "custom XML round words": ([p("In Ashcombe now.")], [p("In ", tagged("customXml", "Ashcombe"), " now.")]),
    "custom XML round a row that goes": ([table(row("a", "b"), _XML_ROW), p(A)], [table(row("a", "x")), p(A)]),
    "custom XML round a cell": ([table(row("a", _XML_CELLS[0])), p(A)], [table(row("a", _XML_CELLS[1])), p(A)]),
    "custom XML at the end of the body": ([p(A), custom(p(B))], [p(A), custom(p(C))]),
}  # fmt: skip

ENDS: Pairs = {
    "a table that changed": ([p(A), table(row("a", "b"))], [p(A), table(row("a", "c"))]),
    "a table that came": ([p(A)], [p(A), table(row("a", "c"))]),
    "a paragraph for a table": ([p(A), table(row("a", "c"))], [p(A), p(B)]),
    "two tables and one": ([p(A), table(row("a", "b")), table(row("c", "d"))], [p(A), table(row("a", "b"))]),
    "nothing and a table": ([], [table(row("a", "b"))]),
    "nothing and a policy": ([], [h("Policy"), p(A), table(row("a", "b")), p(B)]),
    "a section break": ([p(A), p(B, sect=section(landscape=True))], [p(A), p(C)]),
    "a section break, and a table that came": ([p(A, sect=section(landscape=True))], [table(row("a", "b"))]),
    "a table in a cell that changed": (
        [table(row(cell(p(A), table(row("x", "y"))), "z")), p(B)],
        [table(row(cell(p(A), table(row("x", "q"))), "z")), p(B)],
    ),
    "a table in a cell that came": (
        [table(row(cell(p(A)), "z")), p(B)], [table(row(cell(p(A), table(row("x", "q"))), "z")), p(B)],
    ),
    "a control in a cell": (
        [table(row(cell(p(A), control("c", p("x"))), "z")), p(B)],
        [table(row(cell(p(A), control("c", p("y"))), "z")), p(B)],
    ),
    "a list in a cell, with an empty paragraph more": (
        [table(row(cell(p(A, num=1)), "b")), p()], [table(row(cell(p(A, num=1), p(B, num=1), p()), "b")), p()],
    ),
}  # fmt: skip

_RECORD = '<w:sectPrChange w:id="90" w:author="Member A" w:date="2026-01-02T10:00:00Z"><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:sectPrChange>'  # noqa: E501
_RECORDED = section().replace("</w:sectPr>", f"{_RECORD}</w:sectPr>")
_SAYS = p("Riverton Council")
SECTIONS: Pairs = {
    "page setup of one side": (docx(p(A)), without_page_setup(docx(p(B)))),
    "page setup that was changed on record": (docx(p(A), last=_RECORDED), docx(p(B))),
    "the same on record in both": (docx(p(A), last=_RECORDED), docx(p(B), last=_RECORDED)),
    "a section on record that goes": ([p(A, sect=_RECORDED), p(B)], [p(A), p(B)]),
    "a section that came": ([p(A), p(B), p(C)], [p(A), p(B, sect=section(landscape=True)), p(C)]),
    "two columns": (docx(p(A), last=section()), docx(p(A), last=section(columns=2))),
    "a first page's header of one side": (docx(p(A)), with_stories(docx(p(B)), first_header=(_SAYS,))),
    "an even footer of one side": (
        with_stories(docx(p(A)), even_footer=(_SAYS, p(B))), docx(p(A)),
    ),
    "a header with a table of one side": (
        docx(p(A)), with_stories(docx(p(A)), default_header=(table(row("a", "b")), p("Page"))),
    ),
    "headers of two sections": (
        with_stories(docx(p(A, sect=section()), p(B)), section_at=0, first_header=(_SAYS,)),
        with_stories(docx(p(A, sect=section()), p(C)), section_at=1, first_header=(_SAYS,)),
    ),
}  # fmt: skip
