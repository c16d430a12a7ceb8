"""A redline in colour: what came is underlined, what went is struck through, and nothing is left to accept."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from policybuilder.redline import redline
from policybuilder.redline.colour import in_colour
from tests.redline.drawn import chart, smart_art
from tests.redline.test_command import run
from tests.redline.test_pairs import POLICY, redlined, sides
from tests.redline.word import (
    Part,
    W,
    b,
    bookmark,
    cell,
    control,
    docx,
    field_,
    footnote,
    h,
    image,
    inline_control,
    link,
    p,
    raw,
    row,
    table,
)
from tests.some import one_in

A = "The council must keep a register of the tools that it uses."
B = "The council must keep a list of the tools that it uses."
C = "Staff may not put personal data into a public tool."
N = f"{{{W}}}"
CAME, WENT = {"single", "double"}, {"strike", "dstrike"}


def coloured(old: bytes, new: bytes) -> bytes:
    return in_colour(redline(old, new)).content


def part(content: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def words(content: bytes, leave_out: str = "", name: str = "word/document.xml") -> str:
    """Return the words of a part, without the key, and without those that look as if they came, or went."""
    root = ElementTree.fromstring(part(content, name))
    key = next((each for each in root.iter(f"{N}p") if "Key to the changes" in "".join(each.itertext())), None)
    found: list[str] = []
    for paragraph in root.iter(f"{N}p"):
        for each in paragraph.iter(f"{N}r") if paragraph is not key else ():
            line = each.find(f"{N}rPr/{N}u")
            came = line is not None and line.get(f"{N}val") in CAME
            went = any(each.find(f"{N}rPr/{N}{kind}") is not None for kind in WENT)
            if not (came and leave_out == "came") and not (went and leave_out == "went"):
                found += [text.text or "" for text in each.findall(f"{N}t")]
    return "".join(found)


PAIRS = {
    "a word": (docx(p(A), p(C)), docx(p(B), p(C))),
    "a paragraph": (docx(p(A), p(C)), docx(p(C))),
    "a paragraph in two": (docx(p(A, " ", C)), docx(p(A, " "), p(C))),
    "a moved paragraph": (docx(p(A), p(C), h("One"), p("Two.")), docx(p(C), h("One"), p("Two."), p(A))),
    "rows": (docx(table(row("a", "b"), row("c", "d")), p(A)), docx(table(row("a", "x"), row("e", "f")), p(A))),
    "a column": (docx(table(row("a", "b")), p(A)), docx(table(row("a", "b", "c"), columns=3), p(A))),
    "links and fields": (
        docx(p("See ", link("https://a.example/", "the policy"), field_(" AUTHOR ", "its author"), ".")),
        docx(p("See ", link("https://b.example/", "the page"), ".")),
    ),
    "a list": (docx(p(A, num=1), p(C, num=1)), docx(p(C, num=1), p("New.", num=1))),
    "a note": (docx(p(A, footnote("Old note."))), docx(p(A, footnote("New note.")))),
    "a bookmark": (docx(p(bookmark("x", A), C)), docx(p(A))),
}  # fmt: skip


@pytest.mark.parametrize("way", ["forwards", "backwards"])
@pytest.mark.parametrize("name", one_in(4, PAIRS))
def test_the_words_left_without_what_is_struck_through_are_the_new_ones_and_the_old_without_what_is_underlined(
    name: str, way: str
) -> None:
    old, new = PAIRS[name] if way == "forwards" else PAIRS[name][::-1]
    content = coloured(old, new)
    assert words(content, "went").replace("¶", "") == words(new)
    assert words(content, "came").replace("¶", "") == words(old)


@pytest.mark.parametrize("name", PAIRS)
def test_no_tracked_change_is_left(name: str) -> None:
    content = coloured(*PAIRS[name])
    archive = zipfile.ZipFile(io.BytesIO(content))
    for each in archive.namelist():
        if each.endswith(".xml"):
            assert not re.search(
                r"<w:(ins|del|move\w+|\w+Change|delText|delInstrText|cellIns|cellDel|customXml\w+Range\w+|trackRevisions)\b",
                archive.read(each).decode(),
            ), each


@pytest.mark.rest
def test_a_policy_of_many_pages_is_told_whole() -> None:
    old, new = sides(POLICY)
    content = in_colour(redlined(POLICY)).content
    assert words(content, "went").replace("¶", "") == words(new)
    assert words(content, "came").replace("¶", "") == words(old)


def key(content: bytes) -> str:
    return "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", part(content).partition("</w:p>")[0]))


def test_the_key_stands_first_and_says_what_the_marks_mean_and_what_is_not_marked() -> None:
    assert key(coloured(*PAIRS["a word"])) == (
        "Key to the changes: inserted words (underlined, blue); deleted words (struck through, red). "
        "Numbers are those of the new text."
    )
    assert "moved here words (underlined twice, green)" in key(coloured(*PAIRS["a moved paragraph"]))
    assert "The sign ¶ is the end of a paragraph" in key(coloured(*PAIRS["a paragraph in two"]))
    assert "Changes of formatting alone are not marked" in key(coloured(docx(p(A)), docx(p(b(A)))))
    moved = docx(p(bookmark("a", "One."), " Two.")), docx(p("One. ", bookmark("a", "Two.")))
    assert "Changes that cannot be marked: bookmarks." in key(coloured(*moved))


def test_a_picture_that_went_is_named_since_it_cannot_be_struck_through() -> None:
    content = coloured(docx(p(A, image(3))), docx(p(A, image(9))))
    assert "[picture deleted] " in words(content, "came")
    assert "[picture inserted] " in words(content, "went")


@pytest.mark.parametrize(("drawn", "called"), [(chart(1, 2), "chart"), (smart_art("Ask"), "diagram")])
def test_a_chart_or_diagram_that_went_is_named_as_what_it_is(drawn: Part, called: str) -> None:
    content = coloured(docx(p(A, drawn)), docx(p(A)))
    assert f"[{called} deleted] " in words(content, "came")


HELD = {
    "a cell": [table(row("a", control("x", cell(p(text))))) for text in (A, B)],
    "a row": [table(control("x", row("a", text)), row("b", "c")) for text in (A, B)],
    "a paragraph": [control("x", p(text)) for text in (A, B)],
    "words": [p("So: ", inline_control("x", text)) for text in (A, B)],
}


@pytest.mark.parametrize("case", HELD)
def test_what_changed_in_a_control_stands_there_without_it(case: str) -> None:
    old, new = (docx(block, control("same", p(C)), p()) for block in HELD[case])
    content = coloured(old, new)
    assert "register" in words(content, "came")
    assert "register" not in words(content, "went")
    assert re.findall(r'<w:tag w:val="(\w+)"', part(content)) == ["same"]


def test_a_list_item_that_went_has_no_number_so_the_others_have_those_of_the_new_text() -> None:
    content = part(coloured(*PAIRS["a list"]))
    items = re.findall(r'<w:numId w:val="(\d)"/>.*?</w:p>', content)
    assert items == ["0", "1", "1"]


def test_a_link_that_went_is_struck_through_and_not_underlined_as_links_are() -> None:
    linked = raw('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">the page</w:t></w:r>')
    content = part(coloured(docx(p("See ", linked)), docx(p("See "))))
    assert re.findall(r'<w:strike w:val="1"/>.*?<w:u w:val="(\w+)"/>', content)[-1] == "none"


def test_an_empty_cell_of_a_row_that_came_is_seen_by_its_ground() -> None:
    content = part(coloured(docx(table(row("a", "b")), p(A)), docx(table(row("a", "b"), row(cell(p()), "c")), p(A))))
    assert content.count('<w:shd w:val="clear" w:color="auto" w:fill="E3ECF9"/><') >= 2


def test_the_command_writes_it_and_says_that_nothing_can_be_accepted(tmp_path: Path) -> None:
    names = [str(tmp_path / name) for name in ("old.docx", "new.docx", "out.docx")]
    for name, content in zip(names, PAIRS["a word"], strict=False):
        Path(name).write_bytes(content)
    answer = run(names[0], names[1], "-o", names[2], "--as", "colour")
    assert answer.exit_code == 0
    assert "note: in colour: the changes are plain formatting" in answer.output
    assert key(Path(names[2]).read_bytes()).startswith("Key to the changes")
    assert run("--verify", *names, "--as", "colour").exit_code == 2
