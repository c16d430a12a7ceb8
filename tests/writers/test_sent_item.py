"""What a Word file knows of itself: its identity and code, and of a draft the text as it was sent."""

from __future__ import annotations

import re
from dataclasses import replace

from policybuilder.document import Block, Document, Reference, Value, plain_text
from policybuilder.document.passages import Passage, passages_of
from policybuilder.document.sent import SentClause, SentText, sent_text
from policybuilder.inert import one_line
from policybuilder.library.workspace import built_in_root
from policybuilder.ooxml.elements import parse_part
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.printed import code_in
from policybuilder.readers.word.read import read_word_file
from policybuilder.readers.word.sent_item import sent_in
from policybuilder.writers import WRITERS
from policybuilder.writers.footprint import footprint
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.file_code import code_of_document, file_code
from policybuilder.writers.word.properties import SaidProperty, property_in, with_property
from policybuilder.writers.word.sent_item import sent_xml
from tests.builders import clause, document, section
from tests.properties import holds_for_any
from tests.writers import strategies
from tests.writers.sample import sample

SHELL = (built_in_root() / "templates/word/policy.docx").read_bytes()


def word(made: Document | None = None, shell: bytes = SHELL) -> dict[str, bytes]:
    return read_parts(WRITERS["word"].write(made or sample(), shell), "a.docx")


def as_read(sent: SentText) -> SentText | None:
    item = f'<built xmlns="urn:policybuilder:built">{sent_xml(sent)}</built>'
    return sent_in(parse_part(item.encode(), "item1.xml", "a.docx"))


# The text as it was sent ---------------------------------------------------------------------------------


def test_a_draft_holds_its_text_as_it_was_sent() -> None:
    item = word_mark.item_in_parts(word())
    found = sent_in(parse_part(item, "item1.xml", "a.docx"))
    wanted = sent_text(sample())
    assert found is not None
    assert (found.title, found.control, found.sections) == (wanted.title, wanted.control, wanted.sections)
    assert [_told(clause) for clause in found.clauses] == [_told(clause) for clause in wanted.clauses]


def _told(made: SentClause) -> tuple[object, ...]:
    passages = [(replace(passage, cells=()), passage.words, _whence(passage)) for passage in made.passages]
    return made.id, made.number, made.title, made.section, passages


def _whence(passage: Passage) -> list[object]:
    return [each for each in passage.inlines if isinstance(each, Value | Reference)]


def test_papers_and_approved_files_hold_no_text() -> None:
    for stage in ("paper", "approved"):
        item = word_mark.item_in_parts(word(replace(sample(), stage=stage)))
        assert sent_in(parse_part(item, "item1.xml", "a.docx")) is None
        assert b"Head of Digital" not in item


@holds_for_any(short=10, long=300, blocks=strategies.blocks)
def test_any_text_is_read_back_as_it_prints(blocks: tuple[Block, ...]) -> None:
    sent = sent_text(document(section("rules", clause("one", *blocks))))
    found = as_read(sent)
    assert found is not None
    wanted = [one_line("\n".join(map(plain_text, passage.cells))).split() for passage in passages_of(blocks)]
    assert [passage.words.split() for passage in found.clauses[0].passages] == wanted


def test_what_a_later_program_adds_to_the_text_is_let_be() -> None:
    xml = (
        '<built xmlns="urn:policybuilder:built"><sent title="T" mood="new"><news/><clause id="a" number="1" title="A"'
        ' section="s"><chart/><p>Ask <em>us</em>.</p></clause></sent></built>'
    )
    found = sent_in(parse_part(xml.encode(), "item1.xml", "a.docx"))
    assert found is not None
    assert [passage.words for passage in found.clauses[0].passages] == ["Ask us."]


# The code ------------------------------------------------------------------------------------------------


def test_the_code_is_the_documents_and_its_words() -> None:
    made = sample()
    code = file_code(made, footprint(made))
    assert code_in(f"Code of this file: {code}.") == code
    assert code.startswith(code_of_document(made.profile, made.id))
    reworded = replace(made, sections=made.sections[1:])
    assert file_code(reworded, footprint(reworded))[:6] == code[:6]
    assert file_code(reworded, footprint(reworded)) != code
    assert file_code(replace(made, profile="elsewhere"), footprint(made))[:6] != code[:6]


def test_drafts_and_papers_print_their_code_in_the_control_table_and_approved_files_do_not() -> None:
    for stage, has in (("draft", True), ("paper", True), ("approved", False)):
        made = replace(sample(), stage=stage)
        parts = word(made)
        code = file_code(made, footprint(made))
        assert (f">{code}<".encode() in parts["word/document.xml"]) == has
        assert word_mark.code_in_parts(parts) == (code if has else "")


def test_the_code_is_no_row_of_document_control_when_a_file_is_read() -> None:
    content = WRITERS["word"].write(sample(), SHELL)
    read, printed = read_word_file(content, "a.docx")
    assert "file_code" not in {row.id for row in read.control}
    code = file_code(sample(), footprint(sample()))
    assert [line.text for line in printed.left_out if line.place == "Code of this file"] == [code]
    assert not [line for line in printed.around if code in line.text]


def test_a_file_without_its_mark_prints_no_code() -> None:
    bare = word_mark.unmarked_parts(word())
    assert b"Code of this file" not in bare["word/document.xml"]
    assert bare["word/document.xml"].count(b"<w:tr>") == word()["word/document.xml"].count(b"<w:tr>") - 1


# The property --------------------------------------------------------------------------------------------


def test_a_file_says_in_a_custom_property_which_document_it_is() -> None:
    for stage in ("draft", "paper", "approved"):
        made = replace(sample(), stage=stage)
        parts = word(made)
        code = "" if stage == "approved" else file_code(made, footprint(made))
        assert property_in(parts) == SaidProperty(made.profile, made.id, "0.3", stage, code)
        assert b"custom-properties" in parts["_rels/.rels"]
        assert word_mark.is_as_built_parts(parts)


def test_the_custom_properties_of_a_shell_stay() -> None:
    shell = with_property(read_parts(SHELL, ""), SaidProperty("other", "thing", "1", "draft", ""))
    own = shell["docProps/custom.xml"].replace(b'name="policybuilder"', b'name="Department"')
    found = word(shell=write_parts({**shell, "docProps/custom.xml": own}))
    assert b'name="Department"' in found["docProps/custom.xml"]
    assert re.findall(rb'pid="(\d+)"', found["docProps/custom.xml"]) == [b"2", b"3"]
    said = property_in(found)
    assert said is not None
    assert said.document == sample().id
    bare = word_mark.unmarked_parts(found)
    assert b"Department" in bare["docProps/custom.xml"]
    assert property_in(bare) is None


def test_a_draft_used_as_a_shell_leaves_its_property_behind() -> None:
    shell = with_property(read_parts(SHELL, ""), SaidProperty("other", "thing", "1", "draft", ""))
    found = word(shell=write_parts(shell))
    assert found["docProps/custom.xml"].count(b'name="policybuilder"') == 1
    assert b"other/thing" not in found["docProps/custom.xml"]


def test_custom_properties_without_any_are_filled() -> None:
    shell = with_property(read_parts(SHELL, ""), SaidProperty("other", "thing", "1", "draft", ""))
    for empty in (b'<Properties xmlns="urn:p"/>', b'<op:Properties xmlns:op="urn:p" ></op:Properties>'):
        made = with_property({**shell, "docProps/custom.xml": empty}, SaidProperty("a", "b", "1", "draft", "C"))
        parse_part(made["docProps/custom.xml"], "docProps/custom.xml", "a.docx")
        assert property_in(made) == SaidProperty("a", "b", "1", "draft", "C")
