"""Pairs of Word files with what is drawn in them: pictures, text boxes, charts, SmartArt and equations."""

from __future__ import annotations

import io
import re
import zipfile

from tests.redline.drawn import chart, equation, fraction, math_run, shown_equation, smart_art
from tests.redline.word import Part, bookmark, box, cell, control, docx, footnote, image, link, p, raw, row, table

A = "The council must keep a register of the tools that it uses."
B = "Staff may not put personal data into a public tool."
C = "Managers tell the board what was found."
Side = list[Part] | bytes
Pairs = dict[str, tuple[Side, Side]]


def again(content: bytes, *changes: tuple[str, str], names: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a document with the text of its body changed, and with parts under other names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            name, part = info.filename, source.read(info)
            for pattern, other in changes if name == "word/document.xml" else ():
                part = re.sub(pattern.encode(), other.encode(), part)
            for before, after in names:
                name = name.replace(before, after)
                part = part.replace(before.encode(), after.encode()) if name.endswith(".rels") else part
            target.writestr(name, part)
    return buffer.getvalue()


ONE_PICTURE, TWO_PICTURES = docx(p(A, image(3)), p(B)), docx(p(A, image(3)), p(image(4), B))
PICTURES: Pairs = {
    "ids alone differ": (ONE_PICTURE, again(ONE_PICTURE, (r'(docPr|cNvPr) id="\d+"', r'\1 id="77"'))),
    "names alone differ": (ONE_PICTURE, again(ONE_PICTURE, (r'name="Picture \d+"', 'name="Graphic 9"'))),
    "the same under another name": (ONE_PICTURE, again(ONE_PICTURE, names=(("grey3.png", "image12.png"),))),
    "another under the same name": (ONE_PICTURE, again(docx(p(A, image(4)), p(B)), names=(("grey4", "grey3"),))),
    "two that swapped their names": (
        TWO_PICTURES, again(TWO_PICTURES, names=(("grey3", "x"), ("grey4", "grey3"), ("media/x", "media/grey4"))),
    ),
    "two with one id": (ONE_PICTURE, again(TWO_PICTURES, (r'docPr id="\d+"', 'docPr id="5"'))),
    "two with one id, of which one goes": (
        again(TWO_PICTURES, (r'docPr id="\d+"', 'docPr id="5"')), docx(p(A), p(image(4), B)),
    ),
    "one that moved": ([p(A, image(3)), p(B), p(C)], [p(B), p(C), p(A, image(3))]),
    "one in a cell that goes": ([table(row("a", cell(p(image(3)))), row("b", "c"))], [table(row("b", "c"))]),
}  # fmt: skip

TEXT_BOXES: Pairs = {
    "one alone in a paragraph": ([p(A), p(box(p(B))), p(C)], [p(A), p(C)]),
    "one beside words": ([p(A), p(B, box(p(B))), p(C)], [p(A), p(C)]),
    "one with a picture": ([p(A, box(p(C), p(image(3)))), p(B)], [p(A), p(B)]),
    "one in a row": ([table(row("a", cell(p(box(p(B))))), row("b", "c")), p(C)], [table(row("b", "c")), p(C)]),
    "one in a paragraph that is written anew": ([p(A, box(p(B)))], [p("Nothing alike at all.", box(p(C)))]),
    "one with a table": ([p(A, box(table(row("a", "b")), p(B)))], [p(A, box(table(row("a", "c")), p(B)))]),
    "one with a link and a field": (
        [p(A, box(p(link("https://a.example/", "See."), B)))], [p(C), p(A, box(p(B)))],
    ),
}  # fmt: skip

CHARTS: Pairs = {
    "one that came": ([p(A), p(B)], [p(A), p(chart(1, 2)), p(B)]),
    "one within words": ([p(A), p(B)], [p(A, chart(1, 2)), p(B)]),
    "other numbers": ([p(A), p(chart(1, 2))], [p(A), p(chart(1, 3))]),
    "another title": ([p(A, chart(1, 2)), p(B)], [p(A, chart(1, 2, title="Risks")), p(B)]),
    "the same, and words before it": ([p(A, chart(1, 2)), p(B)], [p("New: ", A, chart(1, 2)), p(B)]),
    "the same under another name": ([p(A, chart(1, 2)), p(B)], [p(A, chart(1, 2, name="chart7")), p(C)]),
    "one of two": ([p(A, chart(1, 2)), p(B, chart(3, 4, name="chart2"))], [p(A), p(B, chart(3, 4))]),
    "two that swapped their names": (
        [p(A, chart(1, 2)), p(B, chart(3, 4, name="chart2"))],
        [p(A, chart(1, 2, name="chart2")), p(B, chart(3, 4))],
    ),
    "one that moved": ([p(A), p(chart(1, 2)), p(B), p(C)], [p(A), p(B), p(C), p(chart(1, 2))]),
    "one in a cell": ([table(row("a", cell(p(chart(1, 2)))))], [table(row("a", "b"))]),
    "one in a header": (docx(p(A), header=(B, chart(1))), docx(p(A), header=(B,))),
    "one in a text box": ([p(A, box(p(chart(1, 2)))), p(B)], [p(A), p(B)]),
}  # fmt: skip

SMART_ART: Pairs = {
    "some that came": ([p(A), p(B)], [p(A), p(smart_art("Ask", "Decide")), p(B)]),
    "other words": ([p(A), p(smart_art("Ask", "Decide"))], [p(A), p(smart_art("Ask", "Refuse"))]),
    "the same, after a link that came": (
        [p(A), p(smart_art("Ask")), p(B)], [p(A, link("https://a.example/", "See.")), p(smart_art("Ask")), p(B)],
    ),
    "the same under another name": (
        [p(A), p(smart_art("Ask")), p(B)], [p(A), p(smart_art("Ask", number=4)), p(C)],
    ),
    "one of two": (
        [p(A, smart_art("Ask")), p(B, smart_art("Decide", number=2))], [p(A), p(B, smart_art("Decide"))],
    ),
    "some that moved": ([p(A), p(smart_art("Ask")), p(B), p(C)], [p(A), p(B), p(C), p(smart_art("Ask"))]),
    "some in a cell": ([table(row("a", cell(p(smart_art("Ask")))))], [table(row("a", "b"))]),
    "some in a header": (docx(p(A), header=(smart_art("Ask"),)), docx(p(A), header=(smart_art("Decide"),))),
    "some in a control": ([control("x", p(smart_art("Ask"))), p(B)], [control("x", p(C)), p(B)]),
}  # fmt: skip

X, Y, Z = math_run("x"), math_run("y"), math_run("z")
_CAME, _WENT = (fraction(math_run("x", tag, 91), math_run("y", tag, 92), tag, 93) for tag in ("ins", "del"))
_ROUND = f'<w:ins w:id="94" w:author="Member A" w:date="2026-01-02T10:00:00Z">{Y}</w:ins>'
_ROOT = f"<m:rad><m:radPr><m:ctrlPr/></m:radPr><m:deg/><m:e>{X}</m:e></m:rad>"
EQUATIONS: Pairs = {
    "one that came": ([p(A), p(B)], [p(A, equation(X, fraction(Y, Z))), p(B)]),
    "one in a line of its own that came": ([p(A), p(B)], [p(A), p(shown_equation(X, fraction(Y, Z))), p(B)]),
    "one in a line of its own that changed": ([p(A), p(shown_equation(X))], [p(A), p(shown_equation(Y))]),
    "one that got a line of its own": ([p(A, equation(X), B)], [p(A), p(shown_equation(X)), p(B)]),
    "one in a cell": ([table(row("a", cell(p(equation(X)))))], [table(row("a", cell(p(shown_equation(_ROOT)))))]),
    "one with plain words in it": ([p(A, equation("<w:r><w:t>if</w:t></w:r>", X), B)], [p(A, B)]),
    "one with words as a text": ([p(A, equation("<m:r><w:t>if</w:t></m:r>")), p(B)], [p(B)]),
    "a stroke that came": ([p(A, equation(X)), p(B)], [p(A, equation(fraction(X, Y, "ins", 91))), p(B)]),
    "a stroke that went": ([p(A, equation(X)), p(B)], [p(A, equation(fraction(X, Y, "del", 91))), p(B)]),
    "all of it came, as its author marks it": ([p(A), p(B)], [p(A, equation(_CAME)), p(B)]),
    "all of it went, as its author marks it": ([p(A), p(B)], [p(A, equation(_WENT)), p(B)]),
    "one in a line of its own that went so": ([p(A), p(shown_equation(_WENT)), p(B)], [p(A), p(B)]),
    "a mark round a run in it": ([p(A, equation(X)), p(B)], [p(A, equation(X, _ROUND)), p(B)]),
    "one in a note": ([p(A, footnote("So ", equation(X)))], [p(A, footnote("So ", equation(Y)))]),
    "one in a bookmark": ([p(bookmark("e", equation(X)), A)], [p(bookmark("e", equation(X), " more"), A)]),
    "one among words that moved": ([p(A, equation(X)), p(B), p(C)], [p(B), p(C), p(A, equation(X))]),
    "one in a control": (
        [p(raw('<w:sdt><w:sdtPr><w:equation/></w:sdtPr><w:sdtContent><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>'
               "</w:sdtContent></w:sdt>"), A)], [p(A)],
    ),
}  # fmt: skip
