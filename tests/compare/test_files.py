"""Two files: whatever they print is compared, or named as left out, and the sentence about it is true."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from lxml import etree

from policybuilder.compare import Comparison, compare
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_text import write_text
from policybuilder.document import Document
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.readers.markdown.document import read_markdown_file
from policybuilder.readers.word.read import read_word_file
from policybuilder.writers import WRITERS
from tests.builders import clause, control, document, law, paragraph, section
from tests.new_docx import new_docx
from tests.properties import holds_for_any
from tests.readers.test_word import saved
from tests.some import one_in
from tests.writers.sample import sample
from tests.writers.word_shells import SHELL

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = "zebra"
NOT_PRINTED = re.compile(r"<!--.*?-->|<a id=.*?</a>|\]\([^)]*\)|<[^>\n]*>|^\w+(?=: )|\\u[0-9a-f]{4}|\\.", re.M | re.S)


def policy() -> Document:
    """The sample as a draft with law that nobody has checked, so that every place of a file has words."""
    made = sample()
    (first, *others), *rest = made.sections[0].clauses, *made.sections[1:]
    noted = replace(first, provenance=replace(first.provenance, law=("made-up-act",)))
    sections = (replace(made.sections[0], clauses=(noted, *others)), *rest)
    return replace(made, sections=sections, law=(*made.law, law("made-up-act", "Made-up Act 2020", check="Read it.")))


def spots_in_markdown(content: bytes) -> list[tuple[int, int]]:
    text = NOT_PRINTED.sub(lambda found: "\x00" * len(found[0]), content.decode())
    return [found.span() for found in re.finditer(r"[^\W_]+", text)]


def markdown_with(content: bytes, spot: tuple[int, int]) -> bytes:
    text = content.decode()
    return f"{text[: spot[0]]}{ODD}{text[spot[1] :]}".encode()


def spots_in_word(content: bytes) -> list[tuple[str, int, int, int]]:
    found = []
    for name, part in read_parts(content, "a.docx").items():
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            for index, node in enumerate(etree.fromstring(part).iter(f"{W}t")):
                found += [(name, index, *word.span()) for word in re.finditer(r"\w+", node.text or "")]
    return found


def word_with(content: bytes, spot: tuple[str, int, int, int]) -> bytes:
    name, index, start, end = spot
    parts = read_parts(content, "a.docx")
    tree = etree.fromstring(parts[name])
    node = list(tree.iter(f"{W}t"))[index]
    node.text = f"{(node.text or '')[:start]}{ODD}{(node.text or '')[end:]}"
    return write_parts({**parts, name: etree.tostring(tree)})


def compared(old: bytes, new: bytes, kind: str = "word", names: tuple[str, str] = ("a", "b")) -> Comparison:
    read = read_word_file if kind == "word" else read_markdown_file
    (first, before), (second, after) = (read(side, name) for side, name in zip((old, new), names, strict=True))
    return compare(first, second, printed=(before, after))


@pytest.mark.rest
@pytest.mark.parametrize("kind", one_in(2, ["word", "markdown"]))
@holds_for_any(12, 600, chosen=st.floats(0, 1, exclude_max=True))
def test_one_word_changed_anywhere_is_told_or_its_place_is_named(kind: str, chosen: float) -> None:
    content = WRITERS[kind].write(policy(), SHELL)
    spots = spots_in_word(content) if kind == "word" else spots_in_markdown(content)
    spot = spots[int(chosen * len(spots))]
    changed = word_with(content, spot) if kind == "word" else markdown_with(content, spot)  # type: ignore[arg-type]
    found = compared(content, changed, kind)
    if found:
        assert ODD in write_text(found)
    else:
        assert found.verdict == "nothing-in-the-policy"
        assert {each.what for each in found.left_out} <= {
            "contents list",
            "page numbers",
            "typed numbers",
            "Code of this file",
        }
        assert found.left_out


@pytest.mark.parametrize("kind", ["word", "markdown"])
def test_the_same_file_twice_says_that_nothing_has_changed(kind: str) -> None:
    content = WRITERS[kind].write(policy(), SHELL)
    found = compared(content, content, kind)
    assert "Nothing has changed: every printed word is the same." in write_text(found)
    assert json.loads(write_json(found))["verdict"] == "nothing"


@pytest.mark.parametrize(
    ("old", "new", "told", "weight"),
    [
        ("approved by | Cabinet |", "approved by | Nobody |", "Document control: To be approved by", "major"),
        ("| Next review | 1 June 2028 |", "| Next review | never |", "Record of versions", "editorial"),
        ("## 1 ", "## 1 Zebra ", "Section 1", "minor"),
        ("Made-up Act 2020.", "Made-up Act 2021.", "Drafting note", "editorial"),
        ("Read it.", "Leave it.", "Before approval", "editorial"),
    ],
)  # fmt: skip
def test_each_place_of_a_file_is_named_where_it_changed(old: str, new: str, told: str, weight: str) -> None:
    rows = control(title="Policy", approver="Cabinet", review_date="1 June 2028")
    labels = {"approver": "To be approved by", "review_date": "Next review", "title": "Title"}
    made = replace(policy(), control=tuple(replace(row, label=labels[row.id]) for row in rows))
    content = WRITERS["markdown"].write(made, SHELL)
    assert content.count(old.encode())
    (change,) = compared(content, content.replace(old.encode(), new.encode(), 1), "markdown").every
    assert (change.label, change.weight) == (told, weight)  # type: ignore[union-attr]


def test_the_record_of_versions_is_one_change_and_the_lines_that_repeat_it_are_none() -> None:
    first = replace(policy(), control=control(owner="Head of Digital", version="0.1", status="Draft"))
    second = replace(policy(), control=control(owner="Head of Digital", version="0.2", status="For approval"))
    sides = [WRITERS["word"].write(side, SHELL) for side in (first, second)]
    (change,) = compared(*sides).details
    assert (change.label, change.weight) == ("Record of versions", "editorial")
    assert (change.old, change.new) == ("version 0.1; status Draft", "version 0.2; status For approval")


def test_a_title_that_is_only_the_name_of_the_file_is_no_change() -> None:
    word = new_docx()
    word.add_heading("Scope", 1)
    word.add_paragraph("You must ask first.")
    found = compared(saved(word), saved(word), names=("AI Policy v1 FINAL.docx", "AI Policy v2 FINAL (2).docx"))
    assert found.verdict == "nothing"


def numbered(*texts: str) -> bytes:
    """Return a file whose paragraphs are numbered by hand."""
    word = new_docx()
    word.add_heading("Rules", 1)
    for number, text in enumerate(texts, 1):
        word.add_paragraph(f"{number}. {text}")
    return saved(word)


def test_numbers_that_were_typed_are_no_words() -> None:
    first, second, third = "You must ask.", "The team keeps a list.", "A person checks every output."
    found = compared(numbered(first, third), numbered(first, second, third))
    (change,) = found.changes
    assert [(edit.kind, edit.new) for edit in change.edits] == [("added", second)]
    assert [(each.what, each.lines) for each in found.left_out] == [("typed numbers", 1)]


def with_field(instruction: str, *results: str) -> bytes:
    """Return a file in which a field of several runs shows each result in a paragraph of its own."""
    word = new_docx()
    word.add_paragraph("Before it.")
    for index, result in enumerate(results):
        line = word.add_paragraph()
        for kind in ("begin", "separate") if index == 0 else ():
            mark = etree.SubElement(line.add_run()._r, f"{W}fldChar")
            mark.set(f"{W}fldCharType", kind)
            if kind == "begin":
                etree.SubElement(line.add_run()._r, f"{W}instrText").text = instruction
        line.add_run(result)
        if index == len(results) - 1:
            etree.SubElement(line.add_run()._r, f"{W}fldChar").set(f"{W}fldCharType", "end")
    word.add_paragraph("You must ask first.")
    return saved(word)


def test_a_contents_list_is_left_out_and_its_lines_are_counted() -> None:
    first = with_field(' TOC \\o "1-3" ', "Purpose 1", "Scope 2", "Rules 3")
    second = with_field(' TOC \\o "1-3" ', "Purpose 1", "Scope 3", "Rules 4")
    found = compared(first, second)
    assert found.verdict == "nothing-in-the-policy"
    text = write_text(found)
    assert "No change to what the policy says." in text
    assert "contents list: 2 lines" in text
    assert json.loads(write_json(found))["left_out"] == [{"what": "contents list", "lines": 2, "one_sided": False}]


def test_numbers_of_pages_are_left_out() -> None:
    found = compared(with_field(" PAGEREF _Ref1 ", "3"), with_field(" PAGEREF _Ref1 ", "4"))
    assert [(each.what, each.lines) for each in found.left_out] == [("page numbers", 1)]


def test_the_number_of_a_page_in_a_footer_is_named_too() -> None:
    content = WRITERS["word"].write(policy(), SHELL)
    parts = read_parts(content, "a.docx")
    name = next(name for name in parts if re.fullmatch(r"word/footer\d\.xml", name) and b"NUMPAGES" in parts[name])
    before, number, after = parts[name].rpartition(b">1<")
    changed = write_parts({**parts, name: before + number.replace(b"1", b"9") + after})
    found = compared(content, changed)
    assert found.verdict == "nothing-in-the-policy"
    assert [(each.what, each.lines) for each in found.left_out] == [("page numbers", 1)]


def test_words_that_any_other_field_shows_are_compared() -> None:
    assert compared(with_field(" AUTHOR ", "Officer"), with_field(" AUTHOR ", "Solicitor"))


def test_two_drafts_whose_law_notes_differ_are_not_said_to_be_the_same() -> None:
    text = section("s", clause("a", paragraph("You must ask.")))
    first = document(text, law=(law("act", "Act", check="Read it."),))
    second = document(text, law=(law("act", "Act", check="Read all of it."),))
    found = compare(first, second)
    assert found.verdict == "nothing-in-the-policy"
    assert [(each.what, each.lines) for each in found.left_out] == [("notes to the draft", 1)]
