"""What clauses may say that they answer, and what frameworks may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import Problems
from policybuilder.library.coverage import mappings, vague_mappings
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_workspace, open_workspace
from tests.coverage.made import FRAMEWORKS
from tests.saying import said
from tests.workspaces import clause, library, reference, write


def read(root: Path, frameworks: str) -> str:
    """Return what is said of a clause with this `frameworks:`; it is line 7 of the file."""
    reference(root, frameworks=FRAMEWORKS)
    clause(root, "care", frameworks=frameworks)
    return said(lambda: library(root).clause("care"))


def test_a_mapping_names_the_item_or_a_part_of_it_with_a_note(tmp_path: Path) -> None:
    assert read(tmp_path, '{playbook: {P1: "Says what AI is.", P2/law: "Names the law."}}') == ""
    found = [(each.item, each.part, each.note) for each in mappings(library(tmp_path).clause("care"))]
    assert found == [("P1", "", "Says what AI is."), ("P2", "law", "Names the law.")]


def test_the_list_that_older_clauses_have_is_a_mapping_without_notes(tmp_path: Path) -> None:
    assert read(tmp_path, "{playbook: [P1, P2]}") == ""
    found = [(each.item, each.part, each.note) for each in mappings(library(tmp_path).clause("care"))]
    assert found == [("P1", "", ""), ("P2", "", "")]


@pytest.mark.parametrize(
    ("frameworks", "answer"),
    [
        (
            "{playbok: [P1]}",
            '7:14: error: unknown framework "playbok" [unknown-framework]\n  hint: did you mean "playbook"?',
        ),
        (
            "{playbook: [P1, P11]}",
            '7:29: error: "playbook" has no item "P11" [unknown-item]\n  hint: did you mean "P1"?',
        ),
        ("{playbook: {Q: x}}", '7:25: error: "playbook" has no item "Q" [unknown-item]\n  hint: its items are P1, P2'),
        (
            "{playbook: {P2/lwa: x}}",
            '7:25: error: the item "P2" of "playbook" has no part "lwa" [unknown-part]\n'
            '  hint: did you mean "law"? its parts are law, fair',
        ),
        (
            "{playbook: [P1/what]}",
            '7:25: error: the item "P1" of "playbook" has no part "what" [unknown-part]\n'
            "  hint: it has no parts; write P1:",
        ),
        (
            "{playbook: {P7: x}}",
            '7:25: error: the item "P7" of "playbook" is out of a policy\'s reach, so no clause can answer it '
            "[out-of-reach]\n",
        ),
        ("{playbook: [P1, P1]}", '7:24: error: playbook: expected each item once, not "P1" twice'),
        ("{playbook: {P1: [x]}}", "expected a mapping of key: value, found a list"),
        ("{playbook: P1}", 'expected a mapping of key: value, found "P1"'),
    ],
)
def test_what_does_not_exist_or_cannot_be_answered_is_refused_with_its_place(
    tmp_path: Path, frameworks: str, answer: str
) -> None:
    assert answer in read(tmp_path, frameworks)


@pytest.mark.parametrize(
    ("items", "answer"),
    [
        ("{P1/a: Know AI}", '1:43: error: the item "P1/a" has a stroke in its id [item-id]'),
        (
            "{P1: {title: Know AI, parts: {a: Say it}, out_of_reach: No}}",
            '1:43: error: the item "P1" has parts and is out of reach [out-of-reach]',
        ),
        ("{P1: {titel: Know AI}}", 'unknown key "titel" [unknown-key]\n  hint: did you mean "title"?'),
        ("{P1: {parts: {a: b}}}", 'the key "title" is missing'),
        ("{P1: {title: Know AI, parts: {A B: c}}}", "not written as it should be"),
        ("{}", "items: expected at least one entry"),
    ],
)
def test_a_framework_whose_items_make_no_sense_is_refused(tmp_path: Path, items: str, answer: str) -> None:
    text = f"playbook: {{title: T, source: own, items: {items}}}\n"
    assert answer in said(lambda: library(reference(tmp_path, frameworks=text)))


def test_a_clause_of_a_newer_library_may_answer_what_a_workspaces_own_list_does_not_have_yet(tmp_path: Path) -> None:
    items = "{T1.1: {title: Name, out_of_reach: A record says it}, TX.other: Other}"
    reference(tmp_path, frameworks=f"atrs-fields: {{title: Fields, source: own, items: {items}}}\n")
    write(tmp_path, "profiles/.keep", "")
    found = open_library(open_workspace(tmp_path))
    problems = Problems()
    assert "record-overview" in {each.id for each in found.every_clause(problems)}
    assert problems.found == []
    assert list(vague_mappings(found.clause("record-overview"), found.reference.frameworks)) == []


def vague(root: Path, frameworks: str) -> list[str]:
    """Return what is vague about a clause with this `frameworks:`."""
    assert read(root, frameworks) == ""
    found = library(root)
    vague = vague_mappings(found.clause("care"), found.reference.frameworks)
    return [f"{place.line}:{place.column} {message} ({hint})" for place, message, hint in vague]


def test_a_mapping_without_a_note_is_vague(tmp_path: Path) -> None:
    told = '"care" says that it covers P1 of "playbook", not how'
    hint = 'write playbook: {P1: "which words of the clause answer it"}'
    assert vague(tmp_path, "{playbook: [P1]}") == [f"7:25 {told} ({hint})"]
    assert vague(tmp_path, "{playbook: {P1: }}") == [f"7:25 {told} ({hint})"]


def test_a_mapping_that_leaves_the_part_open_is_vague(tmp_path: Path) -> None:
    assert vague(tmp_path, "{playbook: {P2: Says all.}}") == [
        '7:25 "care" does not say which part of P2 of "playbook" it covers (write one or more of P2/law, P2/fair)'
    ]


def test_a_mapping_with_a_note_and_a_part_is_not(tmp_path: Path) -> None:
    assert vague(tmp_path, "{playbook: {P1: Says it., P2/law: Says how.}}") == []


def test_the_shipped_clauses_say_of_each_mapping_how_and_which_part() -> None:
    found, problems = open_library(built_in_workspace()), Problems()
    clauses = list(found.every_clause(problems))
    told = [message for each in clauses for _, message, _ in vague_mappings(each, found.reference.frameworks)]
    assert told == []


def test_each_shipped_item_that_is_out_of_reach_says_why_in_a_sentence() -> None:
    for framework in open_library(built_in_workspace()).reference.frameworks.values():
        for id, item in framework.items.items():
            assert not item.out_of_reach or (item.out_of_reach.endswith(".") and len(item.out_of_reach) > 40), id


def test_what_a_clause_covers_is_no_part_of_its_text(tmp_path: Path) -> None:
    reference(tmp_path, frameworks=FRAMEWORKS)
    clause(tmp_path, "care")
    bare = library(tmp_path).clause("care").content_hash
    for frameworks in ("{playbook: [P1]}", "\n  playbook:\n    P1: Says it.", "{playbook: {P1: Says it.}}"):
        clause(tmp_path, "care", frameworks=frameworks)
        assert library(tmp_path).clause("care").content_hash == bare
    clause(tmp_path, "care", "You must take great care.\n")
    assert library(tmp_path).clause("care").content_hash != bare
