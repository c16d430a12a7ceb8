"""Paragraphs that were split, joined or gave a sentence to the next one: no word changed, so editorial."""

from __future__ import annotations

import pytest

from policybuilder.compare import Comparison, compare
from policybuilder.compare.marked import new_document, old_document
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_text import write_text
from policybuilder.document import Document
from tests.builders import bullets, clause, document, paragraph, section

ASK = "Staff must ask the service manager before they use any tool."
LIST = "The register of tools is kept by the manager and reviewed each quarter."
CHECK = "A person must check every output before a decision is made."


def made(*texts: str) -> Document:
    return document(section("s", clause("rules", *(paragraph(text) for text in texts))))


def both_ways(old: Document, new: Document) -> list[Comparison]:
    return [compare(old, new), compare(new, old)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((f"{ASK} {LIST} {CHECK}",), (ASK, LIST, CHECK)),
        ((f"{ASK} {LIST}", CHECK), (ASK, f"{LIST} {CHECK}")),
        ((f"{ASK} {CHECK}", LIST), (ASK, CHECK, LIST)),
    ],
)
def test_the_same_words_in_other_paragraphs_are_editorial(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    for found in both_ways(made(*old), made(*new)):
        (change,) = found.changes
        assert (change.deciding.rule, change.weight) == ("paragraphs", "editorial")
        text = write_text(found)
        assert "[-" not in text
        assert "{+" not in text
        assert "<del>" not in write_html(found).decode().split("</header>")[1].replace("<del>taken out</del>", "")
        assert (old_document(found.marked), new_document(found.marked)) == (found.old, found.new)


def test_a_word_that_changed_while_a_paragraph_was_split_is_the_only_one_told() -> None:
    (change,) = compare(made(f"{ASK} {LIST} {CHECK}"), made(ASK, LIST, CHECK.replace("must", "may"))).changes
    assert change.weight == "major"
    assert [(edit.old, edit.new) for edit in change.edits if edit.part == "words"] == [("must", "may")]


def test_a_rule_that_was_taken_out_while_a_paragraph_was_split_is_still_major() -> None:
    (change,) = compare(made(f"{ASK} {LIST} {CHECK}"), made(ASK, LIST)).changes
    assert (change.deciding.rule, change.weight) == ("must-weakened", "major")


def test_a_list_below_a_sentence_that_was_split_off_stays_what_it_was() -> None:
    def with_list(*texts: str) -> Document:
        return document(section("s", clause("rules", *(paragraph(text) for text in texts), bullets("it", "her"))))

    (change,) = compare(with_list(f"{ASK} You must not share:"), with_list(ASK, "You must not share:")).changes
    assert change.weight == "editorial"
