"""The Document: what can be read from it, whatever it was written in."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from policybuilder.document import (
    Block,
    Cell,
    Code,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    block_text,
    clauses,
    inlines_of,
    plain_text,
    unconfirmed,
    word_count,
)
from tests.builders import bullets, clause, control, document, holding, item, paragraph, section, table, to_confirm


def test_clauses_come_in_reading_order_appendices_last() -> None:
    made = document(
        section("about", clause("purpose"), clause("scope")),
        section("use", clause("rules")),
        appendices=[clause("app-list")],
    )
    assert [found.id for found in clauses(made)] == ["purpose", "scope", "rules", "app-list"]


def test_plain_text_is_the_words_of_every_kind_of_inline() -> None:
    inlines = (
        Text("You "),
        Strong((Text("must "), Emphasis((Text("ask "),)))),
        Link("https://riverton.example", (Value("Riverton", "name"),)),
        LineBreak(),
        Code("x"),
        Reference("scope", "section 2.1"),
    )
    assert plain_text(inlines) == "You must ask Riverton\nxsection 2.1"


def test_block_text_has_a_line_for_each_paragraph_item_and_row() -> None:
    assert block_text(bullets("one", item(paragraph("two"), bullets("three")))) == "one\ntwo\nthree"
    assert block_text(table(["Role", "Duty"], ["SIRO", "Decides"])) == "Role\tDuty\nSIRO\tDecides"
    assert block_text(Quote((paragraph("one"), paragraph("two")))) == "one\ntwo"
    assert block_text(Heading((Text("one"),))) == "one"
    assert block_text(Preformatted("a\n  b")) == "a\n  b"


def test_inlines_are_found_however_deep_they_stand() -> None:
    value = Value("30", "days")
    deep = Strong((Emphasis((Link("https://riverton.example", (value,)),)),))
    blocks: list[Block] = [
        Paragraph((deep,)),
        Heading((deep,)),
        bullets(item(bullets([deep]))),
        Table((Cell((Text("a"),)),), ((Cell((deep,)),),)),
        Quote((Quote((Paragraph((deep,)),)),)),
    ]
    for block in blocks:
        assert value in inlines_of(block), block
    assert list(inlines_of(Preformatted("words"))) == [Text("words")]


def test_words_are_counted_in_titles_text_lists_and_tables() -> None:
    body = clause("purpose", paragraph("You must ask."), bullets("one two"), table(["a"], ["b"]), title="The purpose")
    assert word_count(document(section("about", body, title="About this"))) == 2 + 2 + 3 + 2 + 2


def test_what_is_to_be_confirmed_is_given_once_for_each_place() -> None:
    asked = to_confirm("contact", "contact")
    made = document(
        section("about", clause("purpose", paragraph([asked, " or ", asked])), clause("scope", paragraph([asked]))),
        appendices=[clause("app-list", table(["a"], [[Strong((asked,))]]))],
        control=control(owner=asked, version="0.1"),
    )
    assert unconfirmed(made) == (("", asked), ("purpose", asked), ("scope", asked), ("app-list", asked))
    assert unconfirmed(holding(paragraph("All is known."))) == ()


def test_a_control_entry_is_found_by_its_id() -> None:
    made = document(control=control(owner="Head of Digital"))
    assert made.control_text("owner") == "Head of Digital"
    assert made.control_text("approver") == ""


def test_a_document_cannot_be_changed_and_equal_documents_are_equal() -> None:
    with pytest.raises(FrozenInstanceError):
        document().title = "Another"  # type: ignore[misc]
    assert document() == document()
    assert hash(document()) == hash(document())
    assert replace(document(), title="Another") != document()
