"""A copy of a Word file that holds no more than what it prints."""

from __future__ import annotations

from policybuilder.library.workspace import built_in_root
from policybuilder.ooxml.package import open_word_file
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers.word.read import read_word
from policybuilder.readers.word.rows import read_rows
from policybuilder.update.cleaning import cleaned
from policybuilder.writers import WRITERS
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.properties import property_in
from tests.update.edited import Edited
from tests.writers.sample import sample

SHELL = (built_in_root() / "templates/word/policy.docx").read_bytes()


def commented() -> bytes:
    edited = Edited(WRITERS["word"].write(sample(), SHELL))
    edited.comment("says how", "Who wrote this?", by="Jo Example")
    return edited.content


def test_a_clean_copy_prints_the_same_and_holds_neither_item_nor_property() -> None:
    content = commented()
    parts = read_parts(cleaned(content, "a.docx"), "a.docx")
    assert word_mark.mark_in_parts(parts) is None
    assert property_in(parts) is None
    assert not any(b"policybuilder" in part for name, part in parts.items() if "ustom" in name)
    assert parts["word/document.xml"] == read_parts(content, "")["word/document.xml"]


def test_comments_stay_unless_they_are_not_wanted() -> None:
    content = commented()
    assert [each.text for each in read_rows(cleaned(content, "a.docx"), "a.docx").comments] == ["Who wrote this?"]
    bare = cleaned(content, "a.docx", comments=False)
    assert read_rows(bare, "a.docx").comments == ()
    assert not any(b"Jo Example" in part or b"omment" in part for part in read_parts(bare, "").values())
    assert read_word(bare, "a.docx") == read_word(cleaned(content, "a.docx"), "a.docx")
    open_word_file(bare, "a.docx")


def test_a_file_that_knows_nothing_of_itself_is_as_it_was() -> None:
    once = cleaned(commented(), "a.docx", comments=False)
    assert cleaned(once, "a.docx", comments=False) == once
