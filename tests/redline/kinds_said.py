"""Pairs of Word files with fields, links, styles, notes, and text that runs from right to left."""

from __future__ import annotations

from tests.redline.kinds_drawn import A, B, C, Pairs
from tests.redline.word import (
    Part,
    anchor,
    b,
    bookmark,
    box,
    cell,
    comment,
    docx,
    endnote,
    field_,
    footnote,
    image,
    link,
    p,
    raw,
    row,
    simple_field,
    tab,
    table,
)

_URL = "https://a.example/"
_NAME = simple_field(" AUTHOR ", "A. Clerk")
FIELDS: Pairs = {
    "a simple field that goes": ([p("By ", _NAME, " today.")], [p("By today.")]),
    "a paragraph that is one": ([p(A), p(_NAME), p(B)], [p(A), p(B)]),
    "one in a cell that goes": ([table(row("a", cell(p(_NAME))), row("b", "c")), p(A)], [table(row("b", "c")), p(A)]),
    "one whose result changed": (
        [p("By ", _NAME, ".")], [p("By ", simple_field(" AUTHOR ", "B. Clerk"), ".")],
    ),
    "a simple one that became a complex one": ([p("By ", _NAME, ".")], [p("By ", field_(" AUTHOR ", "A. Clerk"), ".")]),
    "a complex one that moved": (
        [p("See ", field_(" REF one \\h ", "section 2"), " on how to keep a register."), p(B)],
        [p(B), p("See ", field_(" REF one \\h ", "section 2"), " on how to keep a register.")],
    ),
    "one in a note": ([p(A, footnote("By ", _NAME))], [p(A, footnote("By nobody."))]),
    "one in another": (
        [p("Page ", raw('<w:fldSimple w:instr=" IF 1=1 "><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r>'
                        "</w:fldSimple></w:fldSimple>"), ".")], [p("Page.")],
    ),
    "one with a bookmark": ([p(bookmark("x", "By ", _NAME)), p(B)], [p(B)]),
}  # fmt: skip
LINKS: Pairs = {
    "one that goes": ([p("See ", link(_URL, "the guide"), " now.")], [p("See now.")]),
    "a paragraph that is one": ([p(A), p(link(_URL, "The guide.")), p(B)], [p(A), p(B)]),
    "one laid round words that stay": ([p("See the guide now.")], [p("See ", link(_URL, "the guide"), " now.")]),
    "one laid round formatted words": (
        [p("See ", b("the guide"), " now.")], [p("See ", link(_URL, b("the guide")), " now.")],
    ),
    "another address": (
        [p("See ", link(_URL, "the guide"), ".")], [p("See ", link("https://b.example/", "the guide"), ".")],
    ),
    "one to a bookmark that became one to an address": (
        [p("See ", anchor("x", "below"), "."), p(bookmark("x", B))],
        [p("See ", link(_URL, "below"), "."), p(bookmark("x", B))],
    ),
    "one that took in more words": (
        [p("See ", link(_URL, "the guide"), " to tools.")], [p("See ", link(_URL, "the guide to tools"), ".")],
    ),
    "one with a field in it": ([p(link(_URL, "Page ", field_(" PAGE ", "2"))), p(A)], [p(A)]),
    "one in a cell": ([table(row("a", cell(p(link(_URL, "b"))))), p(A)], [table(row("a", cell(p("b")))), p(A)]),
    "one with a picture": ([p(A, link(_URL, image(3))), p(B)], [p(A, image(3)), p(B)]),
    "one in a text box": ([p(A, box(p(link(_URL, "b"))))], [p(A, box(p("b")))]),
    "a list of contents that goes": (
        [p(anchor("_Toc1", "1 Purpose", tab(), field_(" PAGEREF _Toc1 \\h ", "2"))),
         p(bookmark("_Toc1", "Purpose"), A)],
        [p(bookmark("_Toc1", "Purpose"), A)],
    ),
}  # fmt: skip


def style(key: str, name: str, kind: str = "paragraph", own: bool = True, looks: str = "<w:i/>") -> str:
    """Return the definition of a style; `own` says that it is a user's."""
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{custom}><w:name w:val="{name}"/><w:rPr>{looks}</w:rPr></w:style>'
    )


def said_in(text: str, key: str) -> Part:
    return raw(f'<w:r><w:rPr><w:rStyle w:val="{key}"/></w:rPr><w:t>{text}</w:t></w:r>')


_BOTH = style("Type", "Type", "character", looks="<w:b/>") + style("type0", "type", "character")
_LOCAL = style("berschrift1", "heading 1", own=False, looks="<w:b/>")
STYLES: Pairs = {
    "one name and two ids": (
        docx(p(A, style="Own"), p(B, style="Own"), styles=style("Own", "Rule")),
        docx(p(A, style="Own1"), p(C, style="Own1"), styles=style("Own1", "Rule")),
    ),
    "one id and two names": (
        docx(p(A, style="Own"), p(B), styles=style("Own", "Rule")),
        docx(p(A, style="Own"), p(C), styles=style("Own", "Ban", looks="<w:b/>")),
    ),
    "names that differ in case": (
        docx(p(said_in("One", "Type"), said_in(" two", "type0")), styles=_BOTH),
        docx(p(said_in("One", "Type")), styles=style("Type", "Type", "character", looks="<w:b/>")),
    ),
    "names of paragraphs that differ in case": (
        docx(p(A, style="S1"), p(B, style="S2"), styles=style("S1", "Body") + style("S2", "body", looks="<w:b/>")),
        docx(p(A, style="S1"), p(C), styles=style("S1", "Body")),
    ),
    "a built-in name in another case": (
        docx(p("Purpose", style="Kop1"), p(A), styles=style("Kop1", "Heading 1", own=False, looks="<w:b/>")),
        docx(p("Purpose", style="Heading1"), p(B)),
    ),
    "the id of another language": (docx(p("Zweck", style="berschrift1"), p(A), styles=_LOCAL),
                                   docx(p("Zweck", style="Heading1"), p(B))),
    "a style that only one side has, on another such": (
        docx(p(A, style="X"), p(B), styles=style("Base", "Base") + style("X", "X").replace(
            "<w:rPr>", '<w:basedOn w:val="Base"/><w:rPr>')), docx(p(A), p(B)),
    ),
    "a table's style of one id and two names": (
        docx(table(row("a", "b"), style="T"), p(A), styles=style("T", "Lined", "table")),
        docx(table(row("a", "c"), style="T"), p(A), styles=style("T", "Banded", "table", looks="<w:b/>")),
    ),
    "a style that no file defines": (docx(p(A, style="Lost"), p(B)), docx(p(A, style="Lost"), p(C))),
}  # fmt: skip

NOTES: Pairs = {
    "footnotes of one side": ([p(A, footnote("One.")), p(B, footnote("Two."))], [p(A), p(B)]),
    "endnotes of one side": ([p(A), p(B)], [p(A, endnote("One.")), p(B, endnote("Two."))]),
    "footnotes of one, endnotes of the other": ([p(A, footnote("One.")), p(B)], [p(A, endnote("One.")), p(B)]),
    "a note more before others": (
        [p(A, footnote("Two.")), p(B, footnote("Three."))], [p(A, footnote("One."), footnote("Two.")), p(B)],
    ),
    "one in a cell that goes": (
        [table(row("a", cell(p("b", footnote("One.")))), row("c", "d")), p(A)], [table(row("c", "d")), p(A)],
    ),
    "one with a link and a picture": ([p(A, footnote("See ", link(_URL, "it"), image(3))), p(B)], [p(B)]),
    "one in a paragraph that moved": ([p(A, footnote("One.")), p(B), p(C)], [p(B), p(C), p(A, footnote("One."))]),
    "a comment of one side": ([p(A), p(comment("Why?", B))], [p(A), p(B)]),
    "a comment in a row that goes": (
        [table(row("a", cell(p(comment("Why?", "b")))), row("c", "d")), p(A)], [table(row("c", "d")), p(A)],
    ),
}  # fmt: skip

_SENTENCE = "يجب على المجلس أن يحتفظ بسجل للأدوات التي يستخدمها الموظفون كل عام وأن ينشره"
_WORDS = _SENTENCE.split()


def arabic_words(number: int, words: int = 40) -> str:
    return " ".join(_WORDS[(number * 7 + at * (1 + number % 5)) % len(_WORDS)] for at in range(words)) + "."


def arabic_line(text: str) -> Part:
    return raw(f"<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>{text}</w:t></w:r></w:p>")


def arabic(paragraphs: int, rewritten: int = 0) -> list[Part]:
    """Return so many paragraphs, of which each so manyth (of 0: none) is written anew."""
    return [
        arabic_line(
            arabic_words(
                at + (1000 if rewritten and at % rewritten == 0 else 0), 50 if rewritten and not at % rewritten else 40
            )
        )
        for at in range(paragraphs)
    ]


RIGHT_TO_LEFT: Pairs = {
    "a word": ([arabic_line("يجب على المجلس"), p(A)], [arabic_line("يجب على الموظفين"), p(A)]),
    "words that were written anew": (arabic(12), arabic(12, 3)),
    "every paragraph": (arabic(8), arabic(8, 1)),
    "a paragraph more, and one gone": (arabic(12), [*arabic(12)[:3], arabic_line(arabic_words(99)), *arabic(12)[5:]]),
    "left to right among it": (
        [arabic_line("يجب"), p(A), arabic_line("على")], [arabic_line("يجب"), p(B), arabic_line("على المجلس")],
    ),
    "a table": ([table(row(cell(arabic_line("يجب")), "a")), p()], [table(row(cell(arabic_line("على")), "a")), p()]),
    "a line that changed its direction": ([arabic_line("يجب على المجلس"), p(A)], [p("يجب على المجلس"), p(A)]),
}  # fmt: skip
