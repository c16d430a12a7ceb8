"""More pairs of each kind: deeper nested, of two kinds at once, and with changes that the sources record themselves."""

from __future__ import annotations

from tests.redline.drawn import AUTHOR, chart, equation, fraction, math_run, smart_art
from tests.redline.kinds_drawn import A, B, C, Pairs
from tests.redline.kinds_said import arabic_line, arabic_words, said_in, style
from tests.redline.test_odd_places import custom
from tests.redline.word import (
    Part,
    Writer,
    box,
    br,
    cell,
    control,
    docx,
    endnote,
    footnote,
    inline_control,
    link,
    p,
    raw,
    row,
    table,
)

X, Y, Z = math_run("x"), math_run("y"), math_run("z")
_URL = "https://a.example/"


def xml_row(*cells: Part | str) -> Part:
    """Return a row in custom XML."""
    return lambda writer: f'<w:customXml w:uri="urn:x" w:element="r">{row(*cells)(writer)}</w:customXml>'


def xml_cell(*blocks: Part, element: str = "c") -> Part:
    """Return a cell in custom XML."""
    return lambda writer: f'<w:customXml w:uri="urn:x" w:element="{element}">{cell(*blocks)(writer)}</w:customXml>'


def _stroke(change: str, number: int) -> str:
    """Return the properties of a control character that came or went on record."""
    font = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
    return f'<m:ctrlPr><w:{change} w:id="{number}" {AUTHOR}>{font}</w:{change}></m:ctrlPr>' if change else ""


def power(base: str, exponent: str, change: str = "", number: int = 0) -> str:
    """Return a power; `change` is what was done to its control character."""
    return f"<m:sSup><m:sSupPr>{_stroke(change, number)}</m:sSupPr><m:e>{base}</m:e><m:sup>{exponent}</m:sup></m:sSup>"


def brackets(inside: str, change: str, number: int) -> str:
    """Return brackets; `change` is what was done to them."""
    return f"<m:d><m:dPr>{_stroke(change, number)}</m:dPr><m:e>{inside}</m:e></m:d>"


def root(inside: str) -> str:
    """Return a root."""
    return f"<m:rad><m:radPr><m:ctrlPr/></m:radPr><m:deg/><m:e>{inside}</m:e></m:rad>"


def matrix(*rows: list[str]) -> str:
    """Return a matrix."""
    return "<m:m>" + "".join(f"<m:mr>{''.join(f'<m:e>{c}</m:e>' for c in each)}</m:mr>" for each in rows) + "</m:m>"


def hebrew(text: str) -> Part:
    """Return a paragraph in Hebrew."""
    says = f'<w:r><w:rPr><w:rtl/><w:lang w:bidi="he-IL"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return raw(f'<w:p><w:pPr><w:bidi/><w:jc w:val="start"/></w:pPr>{says}</w:p>')


def rtl(text: str, looks: str = "") -> Part:
    """Return words that run from right to left."""
    return raw(f'<w:r><w:rPr>{looks}<w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


def mixed(*parts: Part) -> Part:
    """Return a paragraph from right to left."""
    return lambda writer: f"<w:p><w:pPr><w:bidi/></w:pPr>{''.join(each(writer) for each in parts)}</w:p>"


def _held(properties: str, inside: str, writer: Writer) -> str:
    number = f'<w:id w:val="{7000 + writer.next_id()}"/>'
    return f"<w:sdt><w:sdtPr>{number}{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def locked(*blocks: Part) -> Part:
    """Return a control whose content is locked."""
    properties = '<w:lock w:val="sdtContentLocked"/><w:richText/>'
    return lambda writer: _held(properties, "".join(each(writer) for each in blocks), writer)


def repeating(*rows: Part) -> Part:
    """Return a control round rows."""
    return lambda writer: _held('<w:tag w:val="rows"/>', "".join(each(writer) for each in rows), writer)


def choice(shown: str, *entries: str) -> Part:
    """Return a list to choose from, and what was chosen."""
    items = "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in entries)
    return lambda writer: _held(f"<w:dropDownList>{items}</w:dropDownList>", f"<w:r><w:t>{shown}</w:t></w:r>", writer)


_VISUAL = raw(
    '<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/>'
    '<w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>يجب</w:t></w:r>'
    "</w:p></w:tc><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>"
)
_CAME_IN_IT = fraction(math_run("x", "ins", 82), math_run("y", "ins", 83), "ins", 84)
_CAME = raw(
    f'<w:p><w:pPr><w:rPr><w:ins w:id="80" {AUTHOR}/></w:rPr></w:pPr><w:ins w:id="81" {AUTHOR}><w:r><w:t>So </w:t></w:r>'
    f"</w:ins><m:oMath>{_CAME_IN_IT}</m:oMath></w:p>"
)
SMART_ART: Pairs = {
    "in a footnote-bearing paragraph that goes": (
        [p(A, footnote("N.")), p(smart_art("Ask", "Do")), p(B)],
        [p(A), p(B)],
    ),
    "two the same, one goes": ([p(smart_art("Ask")), p(A), p(smart_art("Ask", number=2))], [p(A), p(smart_art("Ask"))]),
    "in a nested table row that came": (
        [table(row("a", cell(table(row("x", "y")), p()))), p(A)],
        [table(row("a", cell(table(row("x", "y"), row(cell(p(smart_art("Ask"))), "z")), p()))), p(A)],
    ),
    "swapped with a chart": ([p(A, smart_art("Ask")), p(B, chart(1, 2))], [p(A, chart(1, 2)), p(B, smart_art("Ask"))]),
    "in a text box that came": ([p(A), p(B)], [p(A), p(box(p(smart_art("Ask", "Tell")))), p(B)]),
    "in an endnote": (
        [p(A, endnote("See ", smart_art("Ask"))), p(B)],
        [p(A, endnote("See ", smart_art("Tell"))), p(B)],
    ),
}
CHARTS: Pairs = {
    "in a link": ([p(A, link(_URL, chart(1, 2))), p(B)], [p(A, chart(1, 2)), p(B)]),
    "in a control that came": ([p(A), p(chart(1, 2)), p(C)], [p(A), control("k", p(chart(1, 2))), p(C)]),
    "three become two in other order": (
        [p(chart(1)), p(A), p(chart(2, name="chart2")), p(B), p(chart(3, name="chart3"))],
        [p(chart(3)), p(A), p(B), p(chart(1, name="chart2"))],
    ),
    "in a row that moved": (
        [table(row("a", cell(p(chart(1, 2)))), row("b", "c"), row("d", "e")), p(A)],
        [table(row("b", "c"), row("d", "e"), row("a", cell(p(chart(1, 2))))), p(A)],
    ),
}
RIGHT_TO_LEFT: Pairs = {
    "hebrew with english words": (
        [hebrew("המועצה חייבת לנהל register של כלים."), p(A)],
        [hebrew("המועצה חייבת לפרסם register של כלים AI."), p(A)],
    ),
    "two directions in a line": (
        [mixed(rtl("يجب على "), raw("<w:r><w:t>council</w:t></w:r>"), rtl(" الآن"))],
        [mixed(rtl("يجب على "), raw("<w:r><w:t>officers</w:t></w:r>"), rtl(" الآن وغدا", "<w:bCs/>"))],
    ),
    "a paragraph that moved": (
        [arabic_line(arabic_words(1)), arabic_line(arabic_words(2)), arabic_line(arabic_words(3)), p(A)],
        [arabic_line(arabic_words(2)), arabic_line(arabic_words(3)), arabic_line(arabic_words(1)), p(A)],
    ),
    "a split": (
        [arabic_line(arabic_words(5, 30))],
        [
            arabic_line(" ".join(arabic_words(5, 30).split()[:14])),
            arabic_line(" ".join(arabic_words(5, 30).split()[14:])),
        ],
    ),
    "in a visual right to left table": (
        [
            _VISUAL,
            p(A),
        ],
        [table(row(cell(arabic_line("يجب")), "")), p(A)],
    ),
    "arabic digits and notes": (
        [mixed(rtl("المادة ١٢ "), footnote("قانون"))],
        [mixed(rtl("المادة ١٣ "), footnote("قانون جديد"))],
    ),
}
EQUATIONS: Pairs = {
    "a superscript's control came": ([p(A, equation(X)), p(B)], [p(A, equation(power(X, Y, "ins", 91))), p(B)]),
    "a bracket's control went": ([p(A, equation(X)), p(B)], [p(A, equation(brackets(X, "del", 91))), p(B)]),
    "came in came": (
        [p(A), p(B)],
        [p(A, equation(power(math_run("x", "ins", 91), math_run("2", "ins", 92), "ins", 93))), p(B)],
    ),
    "nested tracked fraction in a root": (
        [p(equation(root(X))), p(B)],
        [p(equation(root(fraction(X, Y, "ins", 91)))), p(B)],
    ),
    "both sides tracked, otherwise": (
        [p(equation(fraction(X, Y, "ins", 91))), p(B)],
        [p(equation(fraction(X, Y, "del", 92))), p(B)],
    ),
    "a matrix row": ([p(equation(matrix([X, Y], [Y, Z]))), p(B)], [p(equation(matrix([X, Y], [Y, Z], [Z, X]))), p(B)]),
    "tracked run and control in a cell": (
        [table(row("a", cell(p(equation(X))))), p(A)],
        [table(row("a", cell(p(equation(brackets(math_run("y", "ins", 91), "ins", 92)))))), p(A)],
    ),
    "in a paragraph that was inserted on record": (
        [p(A), p(B)],
        [
            p(A),
            _CAME,
            p(B),
        ],
    ),
    "mixed deleted and inserted runs": (
        [p("So ", equation(X, Y)), p(B)],
        [p("So ", equation(math_run("x", "del", 91), math_run("z", "ins", 92), Y)), p(B)],
    ),
}
NOTES: Pairs = {
    "with two paragraphs of one side": (
        [p(A), p(B)],
        [p(A, endnote("One.")), p(B, endnote("Two ", link(_URL, "here")))],
    ),
    "and footnotes swapped": ([p(A, footnote("F.")), p(B, endnote("E."))], [p(A, endnote("F.")), p(B, footnote("E."))]),
    "in a text box": ([p(A, box(p(C, endnote("In."))))], [p(A, box(p(C)))]),
    "in a row that went": (
        [table(row("a", cell(p("b", endnote("E.")))), row("c", "d")), p(A, endnote("Z."))],
        [table(row("c", "d")), p(A, endnote("Z."))],
    ),
    "in a table in a table": (
        [table(row("a", cell(table(row("x", cell(p("q", endnote("N."))))), p()))), p(A)],
        [table(row("a", cell(table(row("x", "q")), p()))), p(A)],
    ),
    "two at one place": ([p(A, endnote("1"), endnote("2")), p(B)], [p(A, endnote("2"), endnote("3")), p(B)]),
    "in a split paragraph": (
        [p("One here.", endnote("1"), " Two there.", endnote("2"))],
        [p("One here.", endnote("1")), p("Two there.", endnote("2"), endnote("3"))],
    ),
}
STYLES: Pairs = {
    "two ids, one name, char": (
        docx(p(said_in("One", "Strong1")), styles=style("Strong1", "Strong", "character")),
        docx(p(said_in("One two", "Fett")), styles=style("Fett", "Strong", "character")),
    ),
    "two ids one name in table and para": (
        docx(table(row(cell(p("a", style="Cell")), "b")), p(A, style="Cell"), styles=style("Cell", "Cell text")),
        docx(table(row(cell(p("a", style="Zelle")), "c")), p(A, style="Zelle"), styles=style("Zelle", "Cell text")),
    ),
    "id swapped": (
        docx(p(A, style="S1"), p(B, style="S2"), styles=style("S1", "One") + style("S2", "Two", looks="<w:b/>")),
        docx(p(A, style="S2"), p(B, style="S1"), styles=style("S2", "One") + style("S1", "Two", looks="<w:b/>")),
    ),
    "two ids one name, linked": (
        docx(
            p(A, style="H"),
            p(B),
            styles=style("H", "Rule").replace("<w:rPr>", '<w:link w:val="HZchn"/><w:rPr>')
            + style("HZchn", "Rule Char", "character"),
        ),
        docx(p(A, style="H2"), p(C), styles=style("H2", "Rule")),
    ),
}
LINKS: Pairs = {
    "round half a word": ([p("See the guidebook now.")], [p("See the ", link(_URL, "guide"), "book now.")]),
    "round words with a break": ([p("See the", br(), " guide.")], [p("See ", link(_URL, "the", br(), " guide"), ".")]),
    "round a note": ([p("See it", footnote("N."), " now.")], [p("See ", link(_URL, "it", footnote("N.")), " now.")]),
    "round a control": (
        [p("See ", inline_control("x", "the guide"), " now.")],
        [p("See ", link(_URL, inline_control("x", "the guide")), " now.")],
    ),
    "round all of two paragraphs": ([p(A), p(B)], [p(link(_URL, A)), p(link(_URL, B))]),
    "round words in a list in a cell": (
        [table(row("a", cell(p("see b", num=1), p("c", num=1))))],
        [table(row("a", cell(p("see ", link(_URL, "b"), num=1), p("c", num=1))))],
    ),
    "one became two": (
        [p("See ", link(_URL, "the guide and the form"), ".")],
        [p("See ", link(_URL, "the guide"), " and ", link("https://b.example/", "the form"), ".")],
    ),
    "mail": (
        [p("Write to dpo@a.example.")],
        [p("Write to ", link("mailto:dpo@a.example?subject=A%20b", "dpo@a.example"), ".")],
    ),
    "round words some of which changed": (
        [p("See the old guide now.")],
        [p("See ", link(_URL, "the new guide"), " now.")],
    ),
}
CUSTOM_XML: Pairs = {
    "round two cells": (
        [table(row(xml_cell(p("a")), xml_cell(p("b")))), p(A)],
        [table(row(xml_cell(p("a")), xml_cell(p("c")))), p(A)],
    ),
    "round a cell that came": ([table(row("a", "b")), p(A)], [table(row("a", xml_cell(p("b")))), p(A)]),
    "round a cell in a row that went": (
        [table(row("a", "b"), row("c", xml_cell(p("d")))), p(A)],
        [table(row("a", "b")), p(A)],
    ),
    "round a row and its cell": (
        [table(row("a", "b"), xml_row("c", xml_cell(p("d")))), p(A)],
        [table(row("a", "b"), xml_row("c", xml_cell(p("e")))), p(A)],
    ),
    "round a cell with a table": (
        [table(row("a", xml_cell(table(row("x", "y")), p()))), p(A)],
        [table(row("a", xml_cell(table(row("x", "z")), p()))), p(A)],
    ),
    "round a row that moved": (
        [table(xml_row("a", "b"), row("c", "d"), row("e", "f")), p(A)],
        [table(row("c", "d"), row("e", "f"), xml_row("a", "b")), p(A)],
    ),
    "another element round a cell": (
        [table(row("a", xml_cell(p("b"), element="c"))), p(A)],
        [table(row("a", xml_cell(p("b"), element="d"))), p(A)],
    ),
    "a control round a cell with customXml in it": (
        [table(row("a", control("k", cell(custom(p("b")), p())))), p(A)],
        [table(row("a", control("k", cell(custom(p("c")), p())))), p(A)],
    ),
}
NESTED: Pairs = {
    "three deep, middle goes": (
        [control("a", control("b", control("c", p(A)), p(B)), p(C))],
        [control("a", control("c", p(A)), p(B), p(C))],
    ),
    "locked in a cell changed": (
        [table(row("a", cell(locked(p("b")), p()))), p(A)],
        [table(row("a", cell(locked(p("b now")), p()))), p(A)],
    ),
    "repeating rows, one more": (
        [table(repeating(repeating(row("a", "b")))), p(A)],
        [table(repeating(repeating(row("a", "b")), repeating(row("c", "d")))), p(A)],
    ),
    "a dropdown's choice": (
        [p("Level: ", choice("Low", "Low", "High"), ".")],
        [p("Level: ", choice("High", "Low", "High"), ".")],
    ),
    "inline in inline in block": (
        [control("a", p("x ", inline_control("b", "y ", inline_control("c", "z")), " end")), p(A)],
        [control("a", p("x ", inline_control("c", "z now"), " end")), p(A)],
    ),
    "block control became inline": ([control("a", p(A)), p(B)], [p(inline_control("a", A)), p(B)]),
    "round a table with a control in a cell": (
        [control("a", table(row("x", cell(control("b", p("y")))))), p(A)],
        [control("a", table(row("x", cell(p("y"))), row("n", "m"))), p(A)],
    ),
    "two with one tag swapped": (
        [control("t", p(A)), control("t", p(B)), p(C)],
        [control("t", p(B)), control("t", p(A)), p(C)],
    ),
    "last of a cell in last of the body": (
        [p(A), table(row("a", cell(p("b"), control("k", p("c")))))],
        [p(A), table(row("a", cell(p("b"), control("k", p("d"), p("e")))))],
    ),
}
