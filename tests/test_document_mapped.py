"""A changed document: the one walk through clauses, blocks and inlines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from policybuilder.compare import compare
from policybuilder.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Text,
    block_text,
    clauses,
    cut_id,
    map_blocks,
    map_clauses,
    map_inlines,
    map_runs,
    map_texts,
    with_whole_ids,
)
from policybuilder.readers.word.read import read_word
from policybuilder.writers.word.write import write_word
from tests.builders import bullets, clause, document, item, paragraph, section, table
from tests.strategies import documents
from tests.writers.word_reading import SHELL


def loud(inline: Inline) -> tuple[Inline, ...]:
    return (Text(inline.text.upper()),) if isinstance(inline, Text) else (inline,)


def shouted(*blocks: Block) -> tuple[Block, ...]:
    return map_runs(blocks, lambda run: map_inlines(run, loud))


@pytest.mark.parametrize(
    "block",
    [
        paragraph("one two", "1.1.1"),
        Heading((Text("one"),)),
        bullets("one", item(paragraph("two"), bullets("three"))),
        table(["one", "two"], ["three", "four"]),
        Quote((paragraph("one"), Quote((bullets("two"),)))),
        Paragraph((Strong((Emphasis((Link("https://riverton.example", (Text("one"),)),)),)),)),
    ],
)
def test_words_are_changed_however_deep_they_stand_and_nothing_else_is(block: Block) -> None:
    (changed,) = shouted(block)
    assert block_text(changed) == block_text(block).upper()
    assert type(changed) is type(block)


def test_what_is_typed_letter_by_letter_stays() -> None:
    assert shouted(Preformatted("a\nb"), paragraph([Code("x")])) == (Preformatted("a\nb"), paragraph([Code("x")]))


def test_one_inline_may_become_several_or_none() -> None:
    run = (Strong((Text("a b"), Code("x"))), Text("c"))

    def parted(inline: Inline) -> list[Inline]:
        return [Text(word) for word in inline.text.split()] if isinstance(inline, Text) else []

    assert map_inlines(run, parted) == (Strong((Text("a"), Text("b"))), Text("c"))


def test_inner_blocks_are_changed_before_those_around_them() -> None:
    seen: list[str] = []

    def note(block: Block) -> Block:
        seen.append(type(block).__name__)
        return block

    blocks = (Quote((bullets(item(paragraph("a"), table(["b"]))),)),)
    assert map_blocks(blocks, note) == blocks
    assert seen == ["Paragraph", "Table", "List", "Quote"]


def test_clauses_are_asked_in_reading_order_appendices_last() -> None:
    made = document(section("a", clause("one"), clause("two")), section("b", clause("three")), appendices=[clause("x")])
    asked: list[str] = []
    map_clauses(made, lambda each: (asked.append(each.id), each)[1])
    assert asked == ["one", "two", "three", "x"]


@pytest.mark.rest
@settings(max_examples=40, deadline=None)
@given(documents)
def test_a_walk_that_changes_nothing_gives_an_equal_document(made: Document) -> None:
    assert map_texts(made, lambda run: map_inlines(run, lambda inline: (inline,))) == made


# Long ids ------------------------------------------------------------------------------------------------

LONG = "what-the-council-does-when-a-tool-that-it-bought-as-something-else-turns-out-to"
ALIKE = LONG.replace("-to", "-be")


def test_a_long_id_in_a_word_file_is_known_again() -> None:
    made = document(section("about", clause(LONG, paragraph("One.")), clause(ALIKE, paragraph("Two."))))
    read = read_word(write_word(made, SHELL), "a.docx")
    assert [each.id for each in clauses(read)] == [cut_id(LONG), cut_id(ALIKE)]
    assert [each.id for each in clauses(with_whole_ids(read, made))] == [LONG, ALIKE]


def test_a_change_in_a_clause_with_a_long_id_is_told_under_its_own_id() -> None:
    made = document(section("about", clause(LONG, paragraph("Ask the team first.")), clause("b", paragraph("Two."))))
    edited = map_texts(made, lambda run: tuple(Text("Never ask.") if one == Text("Two.") else one for one in run))
    swapped = replace(
        edited.sections[0], clauses=tuple(replace(each, title="X") for each in edited.sections[0].clauses)
    )
    read = read_word(write_word(replace(edited, sections=(swapped,)), SHELL), "a.docx")
    assert [(change.id, change.kinds) for change in compare(made, read).changes] == [
        (LONG, ("retitled",)),
        ("b", ("retitled", "reworded")),
    ]


def test_short_ids_and_those_that_nobody_knows_stay() -> None:
    made = document(section("about", clause(cut_id(LONG)), clause("b")))
    assert with_whole_ids(made, document()) == made
