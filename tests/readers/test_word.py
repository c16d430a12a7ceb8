"""Any Word document as a policy: headings, lists, tables, tracked changes; and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from policybuilder.compare import compare
from policybuilder.document import Block, Document, List, Paragraph, Table, block_text, clauses, plain_text
from policybuilder.errors import PolicyBuilderError
from policybuilder.readers.word.read import read_word
from policybuilder.resolution import resolve
from policybuilder.writers import WRITERS
from tests import workspaces
from tests.lifecycle import story
from tests.new_docx import new_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(word: WordDocument) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """Return a Word file whose body is this XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(new_docx()))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode()
            target.writestr(name, content)
    return stream.getvalue()


def text_of(document: Document) -> str:
    return "\n".join(block_text(block) for clause in clauses(document) for block in clause.blocks)


def blocks(content: bytes, tracked: str = "accept") -> list[Block]:
    return [block for clause in clauses(read_word(content, "a.docx", tracked)) for block in clause.blocks]


def test_headings_make_sections_and_clauses() -> None:
    word = new_docx()
    word.add_heading("AI policy", level=0)
    for level, text in ((1, "1. About"), (2, "1.1 Purpose"), (3, "Details"), (1, "Rules"), (2, "Records")):
        word.add_heading(text, level=level)
        word.add_paragraph(f"Words of {text}.")
    found = read_word(saved(word), "policies/ai.docx")
    assert found.title == "AI policy"
    assert [(s.number, s.title) for s in found.sections] == [("1", "About"), ("2", "Rules")]
    assert [(c.id, c.number, c.title) for c in clauses(found)] == [
        ("about", "1", "About"),
        ("purpose", "1.1", "Purpose"),
        ("rules", "2", "Rules"),
        ("records", "2.2", "Records"),
    ]
    assert "Details" in text_of(found)
    assert all(clause.provenance.version == "" for clause in clauses(found))


def test_words_that_are_stressed_run_by_run_keep_the_spaces_between_them() -> None:
    for look in ("b", "i"):
        runs = "".join(
            f'<w:r><w:rPr><w:{look}/></w:rPr><w:t xml:space="preserve">{word}</w:t></w:r>'
            for word in ("Write ", "it ", "down.")
        )
        assert text_of(read_word(with_body(f"<w:p>{runs}</w:p>"), "a.docx")) == "Write it down."


def test_lists_and_their_levels() -> None:
    word = new_docx()
    word.add_paragraph("You may:")
    for text, style in (("draft", "List Bullet"), ("letters", "List Bullet 2"), ("ask", "List Bullet")):
        word.add_paragraph(text, style=style)
    word.add_paragraph("first", style="List Number")
    found = blocks(saved(word))
    assert [type(block).__name__ for block in found] == ["Paragraph", "List", "List"]
    assert isinstance(found[1], List)
    assert block_text(found[1]) == "draft\nletters\nask"
    assert isinstance(found[2], List)
    assert found[2].ordered


def test_tables_keep_their_cells() -> None:
    word = new_docx()
    table = word.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Role", "Does"), ("Owner", "keeps it")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    (found,) = blocks(saved(word))
    assert isinstance(found, Table)
    assert block_text(found) == "Role\tDoes\nOwner\tkeeps it"


def test_words_that_word_cut_into_runs_are_one_text() -> None:
    xml = "<w:p><w:r><w:t>You mu</w:t></w:r><w:proofErr/><w:r><w:t>st ask.</w:t></w:r></w:p>"
    (found,) = blocks(with_body(xml))
    assert isinstance(found, Paragraph)
    assert len(found.inlines) == 1
    assert plain_text(found.inlines) == "You must ask."


TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">You </w:t></w:r>'
    '<w:del w:id="1" w:author="a"><w:r><w:delText>must</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="a"><w:r><w:t>should</w:t></w:r></w:ins>'
    '<w:r><w:t xml:space="preserve"> ask.</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
    '<w:del w:id="4" w:author="a"><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>'
    "<w:p><w:r><w:t>Stays.</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr>"
    '<w:tr><w:trPr><w:del w:id="5" w:author="a"/></w:trPr>'
    "<w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def test_tracked_changes_are_read_as_accepted() -> None:
    assert [block_text(block) for block in blocks(with_body(TRACKED))] == ["You should ask.", "Stays.", "kept"]


def test_tracked_changes_are_read_as_rejected_when_asked() -> None:
    found = [block_text(block) for block in blocks(with_body(TRACKED), "reject")]
    assert found == ["You must ask.", "Gone.", "Stays.", "kept\nrow"]


def test_a_footnote_is_read_where_it_is_referred_to() -> None:
    words = "<w:p><w:r><w:t>See the Act.</w:t></w:r></w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{words}</w:footnote></w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    body = '<w:p><w:r><w:t>You must ask.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_body(body))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link.encode())
            target.writestr(name, content)
        target.writestr("word/footnotes.xml", notes)
    assert [block_text(block) for block in blocks(stream.getvalue())] == ["You must ask. [note: See the Act.]"]


def test_two_paragraphs_whose_break_was_deleted_are_one() -> None:
    xml = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">One and </w:t></w:r>'
        "</w:p><w:p><w:r><w:t>two.</w:t></w:r></w:p>"
    )
    assert [block_text(block) for block in blocks(with_body(xml))] == ["One and two."]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, bytes]:
    """A policy of this project, and its Word file."""
    root = story.workspace(tmp_path_factory.mktemp("ours"))
    document = resolve(workspaces.library(root), "riverton", "policy")
    shell = (root / "templates/word/policy.docx").read_bytes()
    return document, WRITERS["word"].write(document, shell)


def test_our_own_word_file_reads_back_clause_by_clause(ours: tuple[Document, bytes]) -> None:
    document, content = ours
    found = read_word(content, "policy.docx")
    assert [(c.id, c.number) for c in clauses(found)] == [(c.id, c.number) for c in clauses(document)]
    assert [(s.number, s.title) for s in found.sections] == [(s.number, s.title) for s in document.sections]
    comparison = compare(document, found)
    assert comparison.changes == ()
    assert comparison.renumbered == ()


# What is refused -----------------------------------------------------------------------------------------


def refused(content: bytes) -> str:
    with pytest.raises(PolicyBuilderError) as caught:
        read_word(content, "a.docx")
    (problem,) = caught.value.problems
    assert problem.location.path == "a.docx"
    return problem.code


@pytest.mark.rest
def test_a_zip_bomb_is_refused_quickly_and_unread(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(new_docx()))) as source, zipfile.ZipFile(stream, "w", 8) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = b"<w:document " + W.encode() + b"><w:body>" + b" " * (80 * 1024 * 1024)
            target.writestr(name, content)
    assert len(stream.getvalue()) < 500_000
    assert refused(stream.getvalue()) == "docx-too-large"


def test_entities_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(new_docx()))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = (
                    '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
                    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
                ).encode()
            target.writestr(name, content)
    assert refused(stream.getvalue()) == "docx-entities"


def test_nesting_without_end_is_refused() -> None:
    assert refused(with_body("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)) == "docx-too-deep"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "docx-empty"),
        (b"PK\x03\x04", "docx-damaged"),
        (b"\xd0\xcf\x11\xe0 old", "docx-is-doc"),
        (with_body("<w:p/>"), "docx-no-text"),
        (with_body("<w:p>"), "docx-damaged-xml"),
    ],
)
def test_what_is_no_word_document_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_another_zip_is_not_a_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("hello.txt", "hello")
    assert refused(stream.getvalue()) == "docx-not-docx"


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_refused_or_read_and_never_crashes(seed: int, ours: tuple[Document, bytes]) -> None:
    import random

    chance = random.Random(seed)
    content = bytearray(ours[1])
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        read_word(bytes(content), "a.docx")
    except PolicyBuilderError:
        return
