"""A PDF with tags is read as its tags say; where they leave text out or are damaged, by its looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from policybuilder.document import Document, List, Paragraph, Table, block_text, clauses, plain_text
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.readers.pdf.read import read_pdf_file
from tests.adopt.pdf_made import pdf

FIRST_PAGE = 6
"""The number of the first page's object in `pdf`; each further one is two on."""


@dataclass
class Tagging:
    """Makes a file of words, each with a tag, from the top of a page to its foot."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    marks: int = 0

    def shown(self, text: str, opening: str, size: int = 10) -> None:
        height = 780 - 16 * len(self.pages[-1])
        words = f"BT /F1 {size} Tf 1 0 0 1 60 {height} Tm ({text}) Tj ET"
        self.pages[-1].append(f"{opening} BDC {words} EMC" if opening else words)

    def tag(self, role: str, *inside: str) -> str:
        """Return an element of other elements, or of words that it shows."""
        if len(inside) == 1 and not inside[0].startswith("<<"):
            self.shown(inside[0], f"/{role} << /MCID {self.marks} >>")
            self.marks += 1
            kids = str(self.marks - 1)
        else:
            kids = f"[{' '.join(inside)}]"
        return f"<< /S /{role} /Pg {FIRST_PAGE + 2 * (len(self.pages) - 1)} 0 R /K {kids} >>"

    def beside(self, text: str) -> None:
        """Show words that are no part of the text, as a header or footer."""
        self.shown(text, "/Artifact << /Type /Pagination >>")

    def file(self, elements: Sequence[str], roles: str = "") -> bytes:
        tree = f"/StructTreeRoot << /Type /StructTreeRoot /K [{' '.join(elements)}] /RoleMap << {roles} >> >>"
        return pdf(["\n".join(page) for page in self.pages], catalog=f"/MarkInfo << /Marked true >> {tree}")


def read(content: bytes) -> Document:
    return read_pdf_file(content, "old.pdf")[0]


def texts(document: Document) -> list[str]:
    return [block_text(block) for clause in clauses(document) for block in clause.blocks]


def test_headings_paragraphs_lists_and_tables_are_what_their_tags_say() -> None:
    made = Tagging()
    elements = [
        made.tag("H1", "1 Using AI"),
        made.tag("P", "1.1 You may use AI."),
        made.tag("L", made.tag("LI", made.tag("Lbl", "-"), made.tag("LBody", "for letters"))),
        made.tag(
            "Table",
            made.tag("TR", made.tag("TH", "Tool"), made.tag("TH", "Who")),
            made.tag("TR", made.tag("TD", "Chat"), made.tag("TD", "All staff")),
        ),
    ]
    document = read(made.file(elements))
    (clause,) = clauses(document)
    paragraph, listed, table = clause.blocks
    assert (clause.number, clause.title) == ("1", "Using AI")
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.number, block_text(paragraph)) == ("1.1", "You may use AI.")
    assert isinstance(listed, List)
    assert block_text(listed) == "for letters"
    assert isinstance(table, Table)
    assert [[plain_text(cell.inlines) for cell in row] for row in (table.header, *table.rows)] == [
        ["Tool", "Who"],
        ["Chat", "All staff"],
    ]


def test_the_names_that_a_program_gives_its_tags_are_followed() -> None:
    made = Tagging()
    elements = [made.tag("Title", "AI policy"), made.tag("Ueberschrift", "Use"), made.tag("Textkoerper", "Ask first.")]
    document = read(made.file(elements, "/Ueberschrift /H1 /Textkoerper /Standard /Standard /P"))
    assert (document.title, document.sections[0].title, texts(document)) == ("AI policy", "Use", ["Ask first."])


def test_a_contents_list_and_what_stands_on_every_page_are_left_out_and_said() -> None:
    made = Tagging()
    made.beside("AI policy v2")
    elements = [
        made.tag("TOC", made.tag("TOCI", "Use 1")),
        made.tag("H1", "Use"),
        made.tag("P", "Ask first, and ask whoever knows."),
    ]
    file = read_old_policy(made.file(elements), "old.pdf")
    assert texts(file.document) == ["Ask first, and ask whoever knows."]
    assert [(line.place, line.text) for line in file.left_out] == [
        ("contents list", "Use 1"),
        ("On every page", "AI policy v2"),
    ]


def test_a_paragraph_that_goes_on_on_the_next_page_is_one() -> None:
    made = Tagging()
    heading = made.tag("H1", "Use")
    made.shown("Ask before you use", "/P << /MCID 1 >>")
    made.pages.append([])
    made.shown("a new tool.", "/P << /MCID 0 >>")
    parts = f"<< /Type /MCR /Pg {FIRST_PAGE} 0 R /MCID 1 >> << /Type /MCR /Pg {FIRST_PAGE + 2} 0 R /MCID 0 >>"
    document = read(made.file([heading, f"<< /S /P /K [{parts}] >>"]))
    assert texts(document) == ["Ask before you use a new tool."]


def test_a_foot_that_is_longer_than_the_text_of_a_page_does_not_take_the_tags_their_credit() -> None:
    made = Tagging()
    foot = "Owner: the Head of Digital. Approved by: the Cabinet. Version 1.0. Page "
    elements = [made.tag("H1", "Use"), made.tag("P", "Ask first, check what comes out, and say that AI helped.")]
    made.beside(f"{foot}1 of 3")
    for number in (2, 3):
        made.pages.append([])
        made.marks = 0
        elements.append(made.tag("P", f"Rule {number}: put nothing private into any tool that is not approved for it."))
        made.beside(f"{foot}{number} of 3")
    assert len(texts(read(made.file(elements)))) == 3
    assert not any("Owner" in text for text in texts(read(made.file(elements))))


def damaged() -> list[tuple[str, bytes]]:
    words = "Ask first, and ask whoever knows about it."
    partly = Tagging()
    elements = [partly.tag("P", "Short.")]
    partly.shown(words, "")
    deep = Tagging()
    nested = deep.tag("P", words)
    for _ in range(80):
        nested = f"<< /S /Div /K [{nested}] >>"
    aside = Tagging()
    kept = [aside.tag("P", "Short.")]
    aside.beside(words)
    return [
        ("leave out text", partly.file(elements)),
        ("go too deep", deep.file([nested])),
        ("call the text no part of it", aside.file(kept)),
    ]


@pytest.mark.parametrize(("what", "content"), damaged(), ids=lambda each: each if isinstance(each, str) else "")
def test_tags_that_cannot_be_believed_are_passed_over_and_no_word_is_lost(what: str, content: bytes) -> None:
    assert "Ask first, and ask whoever knows about it." in " ".join(texts(read(content)))
