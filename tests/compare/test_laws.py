"""The laws of comparison, on documents that hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from policybuilder.compare import compare, new_document, old_document
from policybuilder.compare.align import block_key
from policybuilder.compare.clauses import mark_documents
from policybuilder.compare.known_values import with_known_values
from policybuilder.compare.marked import mirrored
from policybuilder.compare.plain_words import as_mere_words, with_plain_references
from policybuilder.compare.tokens import from_tokens, to_tokens
from policybuilder.document import Document, Heading, Paragraph, clauses
from tests.compare.made import documents, versions

some = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@some
@given(documents)
def test_inlines_as_words_and_back_are_the_same_inlines(document: Document) -> None:
    for clause in clauses(document):
        for block in clause.blocks:
            if isinstance(block, Paragraph | Heading):
                assert from_tokens(to_tokens(block.inlines)) == block.inlines


@some
@given(versions())
def test_accepting_all_gives_the_new_document_and_rejecting_all_the_old_one(pair: tuple[Document, Document]) -> None:
    marked = mark_documents(*pair)
    assert old_document(marked) == pair[0]
    assert new_document(marked) == pair[1]


@pytest.mark.rest
@some
@given(documents, documents)
def test_the_law_holds_for_documents_that_have_nothing_to_do_with_each_other(old: Document, new: Document) -> None:
    marked = mark_documents(old, new)
    assert (old_document(marked), new_document(marked)) == (old, new)


@pytest.mark.rest
@some
@given(versions())
def test_a_text_with_the_values_that_it_is_known_to_hold_reads_the_same(pair: tuple[Document, Document]) -> None:
    read, built = as_mere_words(pair[0]), pair[1]
    known = with_known_values(read, built)
    assert [[block_key(block) for block in clause.blocks] for clause in clauses(known)] == [
        [block_key(block) for block in clause.blocks] for clause in clauses(read)
    ]


@pytest.mark.rest
@some
@given(documents)
def test_every_value_is_known_again_in_the_text_of_its_own_document(document: Document) -> None:
    known = with_known_values(replace(as_mere_words(document), template=document.template), document)
    assert known == with_plain_references(document)


@some
@given(documents)
def test_a_document_compared_with_itself_has_no_changes(document: Document) -> None:
    comparison = compare(document, document)
    assert not comparison
    assert comparison.renumbered == ()
    assert comparison.weight is None


@pytest.mark.rest
@some
@given(versions())
def test_exchanging_the_documents_mirrors_the_marks(pair: tuple[Document, Document]) -> None:
    old, new = pair
    assert mark_documents(new, old) == mirrored(mark_documents(old, new))


@some
@given(versions())
def test_exchanging_the_documents_mirrors_what_is_said(pair: tuple[Document, Document]) -> None:
    there, back = compare(*pair), compare(pair[1], pair[0])
    opposite = {"added": "removed", "removed": "added"}
    said = sorted((c.id, c.old_place, c.new_place, sorted(c.kinds)) for c in there.changes)
    unsaid = sorted((c.id, c.new_place, c.old_place, sorted(opposite.get(k, k) for k in c.kinds)) for c in back.changes)
    assert said == unsaid
