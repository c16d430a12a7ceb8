"""Documents as JSON: exact both ways, and anything else refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policybuilder.document import Amendment, Document, Quote
from policybuilder.document_json import dumps, loads
from tests.builders import PROVENANCE, bullets, clause, document, holding, paragraph, section, table, to_confirm
from tests.saying import said
from tests.strategies import documents, mutations

AMENDMENT = Amendment("after", 2, "1.0.0", "The panel asked for it.", "profiles/riverton.yaml:9:5", "You must ask.")
AMENDED = replace(PROVENANCE, amendments=(AMENDMENT,))
BLOCKS = (paragraph(["Ask ", to_confirm("contact")]), bullets("a", "b"), table(["a"], ["b"]), Quote(()))
WHOLE = document(section("about", replace(clause("purpose", *BLOCKS), provenance=AMENDED)))


@pytest.mark.rest
@settings(max_examples=40, deadline=None)
@given(documents)
@example(WHOLE)
def test_any_document_comes_back_exactly(made: Document) -> None:
    assert loads(dumps(made)) == made


def test_the_json_is_readable_utf8_with_a_format_number_and_a_last_line_end() -> None:
    written = dumps(holding(paragraph("£5 – “yes”"))).decode("utf-8")
    assert '"text": "£5 – “yes”"' in written
    assert written.startswith('{\n "format": 3,\n "document": {\n  "id": "generative-ai-policy",\n')
    assert written.endswith("}\n")
    assert "\r" not in written


def test_the_same_document_gives_the_same_bytes() -> None:
    assert dumps(document()) == dumps(document())


def refused(content: bytes) -> str:
    """Return what is said of a file that is no document."""
    return said(lambda: loads(content, "output/riverton/0.1.json"))


def changed(change: Callable[[Any], object]) -> bytes:
    """Return the JSON of a document with something changed in it."""
    content = json.loads(dumps(WHOLE))
    change(content)
    return json.dumps(content).encode()


def first_clause(content: Any) -> Any:
    return content["document"]["sections"][0]["clauses"][0]


def first_block(content: Any) -> Any:
    return first_clause(content)["blocks"][0]


AT = "output/riverton/0.1.json"
RESTORE = "\n  hint: restore the file from a copy"
NO_DOCUMENT = (
    f"{AT}: error: not a policybuilder document [document-json]\n"
    "  hint: choose the .json that stands beside an approved policy, with the name of the document"
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", f"{AT}:1:1: error: not JSON [document-json]{RESTORE}"),
        (b'{"format": 1,\n "x"}', f"{AT}:2:5: error: not JSON [document-json]{RESTORE}"),
        (b"\xff{}", f"{AT}: error: not UTF-8 text [document-json]{RESTORE}"),
        (b"9" * 5000, f"{AT}: error: not JSON: a number with too many digits [document-json]{RESTORE}"),
        (b"[" * 100_000, f"{AT}: error: the JSON is nested too deep [document-json]{RESTORE}"),
        (b"[]", NO_DOCUMENT),
        (b'{"format": 1}', NO_DOCUMENT),
        (b'{"format": 2, "document": "policy", "profile": "riverton"}', NO_DOCUMENT),
    ],
)
def test_a_file_that_is_no_document_is_refused(content: bytes, told: str) -> None:
    assert refused(content) == told


@pytest.mark.parametrize("number", [4, 0, True, "1", 1.0, None])
def test_a_file_of_another_format_is_refused_rather_than_misread(number: object) -> None:
    told = refused(changed(lambda content: content.update(format=number)))
    assert told == (
        f"{AT}: error: the file has document format {number}; this version reads up to 3 [document-format]\n"
        "  hint: use the version of policybuilder that wrote it, or a later one"
    )


BLOCK = "document.sections[0].clauses[0].blocks[0]"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda content: content["document"].pop("law"), "document: missing law"),
        (lambda content: content["document"].update(extra=1), "document: unknown extra"),
        (lambda content: content["document"].update(title=3), "document.title: expected str, found int"),
        (lambda content: content["document"].update(title=None), "document.title: expected str, found NoneType"),
        (lambda content: content["document"].update(sections={}), "document.sections: expected a list, found dict"),
        (lambda content: content["document"].update(council=[]), "document.council: expected an object, found list"),
        (
            lambda content: content["document"]["council"].update(illustrative=1),
            "document.council.illustrative: expected bool, found int",
        ),
        (
            lambda content: first_clause(content)["provenance"]["amendments"][0].update(paragraph=True),
            "document.sections[0].clauses[0].provenance.amendments[0].paragraph: expected int, found bool",
        ),
        (lambda content: first_block(content).pop("number"), f"{BLOCK}: missing number"),
        (
            lambda content: first_block(content).update(kind="picture"),
            f"{BLOCK}: expected one of the kinds heading, list, paragraph, preformatted, quote, table",
        ),
        (
            lambda content: first_block(content).update(kind=["paragraph"]),
            f"{BLOCK}: expected one of the kinds heading, list, paragraph, preformatted, quote, table",
        ),
    ],
)
def test_a_member_that_is_missing_unknown_or_wrong_is_named(change: Callable[[Any], object], told: str) -> None:
    assert refused(changed(change)) == f"{AT}: error: {told} [document-json]{RESTORE}"


def test_blocks_nested_without_end_are_refused() -> None:
    deep = b'{"kind": "quote", "blocks": [' * 450 + b"]}" * 450
    content = dumps(WHOLE).replace(b'"blocks": [', b'"blocks": [' + deep + b",", 1)
    assert refused(content) == f"{AT}: error: the JSON is nested too deep [document-json]{RESTORE}"


@settings(max_examples=150, deadline=None)
@given(mutations(dumps(WHOLE)))
def test_any_bytes_are_a_document_or_refused(content: bytes) -> None:
    told = said(lambda: loads(content))
    assert not told or told.startswith("document.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["kind", "text", "id"]), inner),
    max_leaves=5,
)


@pytest.mark.rest
@settings(max_examples=100, deadline=None)
@given(json_values, st.sampled_from(sorted(json.loads(dumps(WHOLE))["document"])))
def test_any_value_in_place_of_another_is_the_same_kind_or_refused(value: object, member: str) -> None:
    told = said(lambda: loads(changed(lambda content: content["document"].update({member: value}))))
    assert not told or f"document.{member}" in told


def test_a_field_that_came_later_may_be_missing_and_means_its_default() -> None:
    assert loads(changed(lambda content: first_clause(content)["provenance"].pop("kept_by"))) == WHOLE


def test_an_earlier_file_without_an_opening_is_of_a_document_that_opens_in_full() -> None:
    content = json.loads(dumps(replace(WHOLE, opening="compact")))
    del content["document"]["opening"]
    assert loads(json.dumps(content).encode()) == replace(WHOLE, opening="full")


def test_a_final_copy_of_format_1_is_the_paper_of_today() -> None:
    content = json.loads(dumps(replace(WHOLE, stage="paper")))
    content["document"]["stage"] = "final"
    first = json.dumps({**content, "format": 1}).encode()
    assert loads(first) == replace(WHOLE, stage="paper")
    assert loads(dumps(replace(WHOLE, stage="final"))).stage == "final", "nothing but format 1 knows the word"
