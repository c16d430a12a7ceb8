"""Paragraphs, lists and tables: what was added, taken out, moved, or changed in place."""

from __future__ import annotations

from dataclasses import replace

from policybuilder.compare import Comparison, compare
from policybuilder.compare.align import mark_blocks
from policybuilder.document import Document, Paragraph, Text
from tests.builders import bullets, clause, document, item, paragraph, section, table
from tests.compare.made import marked


def edits(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return each edit as kind, part, old and new words."""
    return [(e.kind, e.part, e.old, e.new) for change in comparison.changes for e in change.edits]


def test_a_paragraph_put_in_is_added_and_the_others_stay() -> None:
    first, last = paragraph("You must ask before you start.", "1.1.1"), paragraph("Keep what is a record.", "1.1.2")
    new = [first, paragraph("Check every fact.", "1.1.2"), replace(last, number="1.1.3")]
    assert edits(marked([first, last], new)) == [("added", "paragraph", "", "Check every fact.")]


def test_paragraphs_exchanged_are_moved_and_nothing_is_added_or_removed() -> None:
    first, second = paragraph("You must ask before you start."), paragraph("Keep what counts as a record.")
    assert {kind for kind, *_ in edits(marked([first, second], [second, first]))} == {"moved"}


def test_a_paragraph_that_went_to_another_clause_is_moved() -> None:
    going, a, b = (
        paragraph("Tell the owner within a day."),
        paragraph("First words stay."),
        paragraph("Other words stay."),
    )
    old = document(section("s", clause("one", a, going), clause("two", b)))
    new = document(section("s", clause("one", a), clause("two", b, going)))
    assert [edit[0] for edit in edits(compare(old, new))] == ["moved", "moved"]


def test_a_list_item_put_in_is_one_item() -> None:
    old, new = (
        bullets("drafting text", "finding ideas"),
        bullets("drafting text", "translating letters", "finding ideas"),
    )
    assert edits(marked([old], [new])) == [("added", "item", "", "translating letters")]


def test_a_word_changed_in_a_nested_item_is_that_word() -> None:
    old = bullets(item(paragraph("records"), bullets("keep them for one year in the file")))
    new = bullets(item(paragraph("records"), bullets("keep them for two years in the file")))
    assert edits(marked([old], [new])) == [("reworded", "words", "one year", "two years")]


def test_tables_are_compared_by_row_and_cell() -> None:
    old = table(["Role", "Does"], ["Owner", "keeps the tool"], ["SIRO", "owns the risk of all tools"])
    new = table(
        ["Role", "Does"], ["Owner", "keeps the tool"], ["Board", "meets"], ["SIRO", "owns every risk of all tools"]
    )
    assert edits(marked([old], [new])) == [
        ("added", "row", "", "Board: meets"),
        ("reworded", "words", "the", "every"),
    ]


def test_a_row_keeps_its_subject_however_much_of_it_changed() -> None:
    old = table(["Kind", "Means"], ["Minor", "clearer words"], ["Major", "a rule added"])
    new = table(["Kind", "Means"], ["Minor", "whatever an officer may do alone"], ["Major", "a rule added"])
    assert [edit[:2] for edit in edits(marked([old], [new]))] == [("reworded", "words")]


def test_a_column_put_in_leaves_the_rows_as_they_were() -> None:
    old = table(["Role", "Does"], ["Owner", "keeps it"], ["SIRO", "decides"])
    new = table(["Role", "Since", "Does"], ["Owner", "2026", "keeps it"], ["SIRO", "2025", "decides"])
    assert edits(marked([old], [new])) == [("added", "column", "", "Since")]


def test_renumbering_alone_is_listed_apart_and_is_no_change() -> None:
    def policy(*ids: str) -> Document:
        made = (clause(id, paragraph(f"Words of {id}."), number=f"1.{n}") for n, id in enumerate(ids, 1))
        return document(section("s", *made))

    comparison = compare(policy("purpose", "records"), policy("purpose", "scope", "records"))
    assert [(change.id, change.kinds) for change in comparison.changes] == [("scope", ("added",))]
    assert [(r.id, r.old_place, r.new_place) for r in comparison.renumbered] == [("records", "1.2", "1.3")]


def test_a_clause_moved_to_another_section_is_moved_and_not_removed_and_added() -> None:
    a, b, c = (clause(id, paragraph(f"Words of {id} here.")) for id in ("a", "b", "c"))
    old = document(section("x", a, b), section("y", c, number="2"))
    new = document(section("x", b), section("y", c, a, number="2"))
    assert [(change.id, change.kinds) for change in compare(old, new).changes] == [("a", ("moved",))]


def test_foreign_clauses_are_aligned_by_title_and_then_by_likeness() -> None:
    def foreign(*clauses: tuple[str, str, str]) -> Document:
        made = [clause(id, paragraph(words), title=title) for id, title, words in clauses]
        blank = replace(made[0].provenance, version="", origin="")
        return replace(document(section("s", *(replace(one, provenance=blank) for one in made))), template="")

    old = foreign(
        ("keeping", "Keeping records", "You keep it."), ("who", "Who it binds", "It binds all staff and members.")
    )
    new = foreign(("x", "Keeping  Records", "You keep it all."), ("scope", "Scope", "It binds all staff and members."))
    changes = compare(old, new).changes
    assert [(change.id, change.kinds) for change in changes] == [
        ("x", ("retitled", "reworded")),
        ("scope", ("retitled",)),
    ]
    assert {reason.text for change in changes for reason in change.reasons} == {"not known"}


def test_paragraphs_that_somebody_knows_to_be_versions_are_read_together_however_unlike_they_are() -> None:
    old = [Paragraph((Text("Kettles are filled by noon."),)), Paragraph((Text("Ask first."),))]
    new = [Paragraph((Text("Ask first."),)), Paragraph((Text("Every room must have hot water before lunch."),))]
    pair = {"Ask first.": "Every room must have hot water before lunch."}
    alone = [type(block).__name__ for block in mark_blocks(old[1:], new[1:])]
    assert alone == ["Only", "Only"]
    (read,) = mark_blocks(old[1:], new[1:], pair)
    (turned,) = mark_blocks(new[1:], old[1:], pair)
    assert type(read).__name__ == type(turned).__name__ == "ChangedText"
    # What stands on both sides as it was is the same, whatever anybody knows.
    assert [type(block).__name__ for block in mark_blocks(old, new, pair)] == ["Only", "Same", "Only"]
