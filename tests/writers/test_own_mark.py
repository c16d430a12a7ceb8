"""The mark of a built file: seen by no reader, the same each time, and true of nothing but that file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html
from markdown import Markdown

from policybuilder.document import Block, Document, Preformatted
from policybuilder.library.workspace import built_in_root
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.readers.markdown.document import read_markdown_document
from policybuilder.readers.word.read import read_word
from policybuilder.writers import WRITERS, own_mark
from policybuilder.writers.own_mark import Mark, mark_for
from policybuilder.writers.word import mark as word_mark
from tests.builders import bullets, control, holding, paragraph, table
from tests.writers.sample import sample
from tests.writers.word_reading import read_written

SHELL = (built_in_root() / "templates/word/policy.docx").read_bytes()
TEXTS = ("markdown", "html", "html-body", "html-style", "text", "json")
LAST: dict[str, Block] = {
    "a paragraph": paragraph("Take care."),
    "a list": bullets("one", "two"),
    "a table": table(["Item", "Detail"], ["a", "b"]),
    "lines": Preformatted("a\nb"),
}


def marked(name: str, made: Document | None = None) -> tuple[bytes, bytes, str]:
    """Return a document in a format with its mark and without, and the suffix."""
    writer = WRITERS[name]
    content = writer.write(made or sample())
    return content, own_mark.unmarked(content, writer.suffix), writer.suffix


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_holds_its_mark_and_is_as_the_mark_says(name: str) -> None:
    content, bare, suffix = marked(name)
    mark = own_mark.mark_in(content, suffix)
    assert mark is not None
    assert replace(mark, digest="") == replace(mark_for(sample()), digest="")
    assert own_mark.is_as_built(content, suffix)
    assert own_mark.mark_in(bare, suffix) is None
    assert not own_mark.is_as_built(bare, suffix)
    assert own_mark.marked(bare, mark_for(sample()), suffix) == content


@pytest.mark.parametrize("last", LAST)
def test_readers_of_markdown_see_the_same_with_a_mark_and_without_whatever_stands_last(last: str) -> None:
    content, bare, _ = marked("markdown", holding(LAST[last]))
    assert content.startswith(bare)
    assert content[len(bare) :].startswith(b"\n<!-- "), "some readers take the line below a table for a row of it"
    assert read_markdown_document(content, "a.md") == read_markdown_document(bare, "a.md")
    for extensions in ([], ["tables"], ["tables", "sane_lists", "fenced_code"]):
        shown = [
            html.fromstring(f"<div>{Markdown(extensions=extensions).convert(text.decode())}</div>").text_content()
            for text in (content, bare)
        ]
        assert shown[0].strip() == shown[1].strip()


@pytest.mark.parametrize("name", ["html", "html-body"])
def test_a_page_shows_the_same_with_a_mark_and_without(name: str) -> None:
    content, bare, _ = marked(name)
    with_mark, without = (html.fromstring(text.decode()).text_content() for text in (content, bare))
    assert with_mark.rstrip() == without.rstrip()


@pytest.mark.parametrize("name", TEXTS)
def test_no_name_or_version_can_end_the_comment_early(name: str) -> None:
    writer = WRITERS[name]
    bare = marked(name)[1]
    odd = Mark("a--b", "c", '1.0 --> <script>"x=y" é\n', "draft")
    content = own_mark.marked(bare, odd, writer.suffix)
    found = own_mark.mark_in(content, writer.suffix)
    assert found is not None
    assert replace(found, digest=odd.digest) == odd
    assert own_mark.is_as_built(content, writer.suffix)
    if name not in ("json", "text", "html-style"):
        assert len(re.findall(rb"-->", content)) == len(re.findall(rb"-->", bare)) + 1
        assert b"--" not in content[content.rindex(b"<!--") + 4 : content.rindex(b"-->")]


@pytest.mark.parametrize("name", TEXTS)
def test_every_other_byte_counts(name: str) -> None:
    content, _, suffix = marked(name)
    for at in range(0, len(content), max(1, len(content) // 200)):
        if content[at : at + 1] not in b"\r\n":
            other = b"x" if content[at : at + 1] != b"x" else b"y"
            assert not own_mark.is_as_built(content[:at] + other + content[at + 1 :], suffix), at


@pytest.mark.parametrize("damage", [b"digest=", b'"digest": "'])
def test_a_damaged_mark_is_none(damage: bytes) -> None:
    for name in TEXTS:
        content, _, suffix = marked(name)
        assert not own_mark.is_as_built(content.replace(damage, b"digest-") if damage in content else b"", suffix)


# Word ----------------------------------------------------------------------------------------------------


def word(made: Document | None = None, shell: bytes = SHELL) -> bytes:
    return WRITERS["word"].write(made or sample(), shell)


def test_a_word_file_ties_its_mark_to_the_text_as_word_does() -> None:
    file = read_written(word()).file
    links = file.parts["word/_rels/document.xml.rels"].decode()
    assert 'relationships/customXml" Target="/customXml/item1.xml"' in links
    assert 'PartName="/customXml/itemProps1.xml"' in file.parts["[Content_Types].xml"].decode()
    assert 'Target="itemProps1.xml"' in file.parts["customXml/_rels/item1.xml.rels"].decode()
    assert word_mark.is_as_built_parts(file.parts)


def test_a_shell_with_custom_xml_of_its_own_keeps_it_and_its_place() -> None:
    parts = read_parts(SHELL, "")
    links = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    own = f'<Relationship Id="rId77" Type="{kind}" Target="../customXml/item1.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", own).encode()
    parts["customXml/item1.xml"] = b"<letterhead/>"
    made = read_parts(word(shell=write_parts(parts)), "")
    assert made["customXml/item1.xml"] == b"<letterhead/>"
    assert b"urn:policybuilder:built" in made["customXml/item2.xml"]
    bare = word_mark.unmarked_parts(made)
    assert bare["customXml/item1.xml"] == b"<letterhead/>"
    assert b"item1.xml" in bare["word/_rels/document.xml.rels"]
    assert word_mark.mark_in_parts(bare) is None


def test_a_draft_that_is_used_as_a_shell_leaves_its_mark_behind() -> None:
    shell = write_parts({**read_parts(SHELL, ""), **_mark_parts(word())})
    made = read_parts(word(shell=shell), "")
    assert [part for part in made if part.startswith("customXml/item")] == [
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
    ]
    assert word_mark.is_as_built_parts(made)


def _mark_parts(content: bytes) -> dict[str, bytes]:
    parts = read_parts(content, "")
    return {name: parts[name] for name in parts if "ustom" in name}


def test_a_word_file_without_its_mark_is_what_was_written_before_there_were_marks() -> None:
    made = read_parts(word(), "")
    bare = word_mark.unmarked_parts(made)
    assert word_mark.unmarked_parts(bare) == bare
    assert not any("customXml" in name or b"customXml" in part for name, part in bare.items())
    assert (
        word_mark.marked_parts(bare, mark_for(sample()), "word/document.xml")["[Content_Types].xml"]
        == (made["[Content_Types].xml"])
    )
    assert read_word(write_parts(bare), "a.docx") == read_word(word(), "a.docx")


def test_only_a_draft_has_a_footprint() -> None:
    for stage, has in (("draft", True), ("approved", False), ("paper", False)):
        parts = read_parts(word(replace(sample(), stage=stage)), "")
        assert (word_mark.footprint_in_parts(parts) is not None) == has


def test_what_xml_cannot_hold_does_not_stop_a_mark() -> None:
    made = replace(sample(), control=control(version="1\x00 & <b> \"'", status="Draft"))
    assert word_mark.is_as_built_parts(read_parts(word(made), ""))
