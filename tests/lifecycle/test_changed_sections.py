"""A build says which sections it changes, in every document, and which answer changed them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policybuilder.document_json import dumps, loads
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order, ProfileOutcome
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.resolution import resolve
from policybuilder.writers.footprint import footprint
from policybuilder.writers.word import mark as word_mark
from tests.workspaces import clause, library, profile, shell, template, tiny

WORD = Order(formats=("word",))
DOCUMENTS = "{policy: {}, guide: {}}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shell(tiny(tmp_path))
    clause(tmp_path, "purpose", "Be clear.\n")
    clause(tmp_path, "keeping", "Keep them for {{ days }} days.\n", parameters="[days]")
    clause(
        tmp_path, "agents", "Ask {{ roles.siro }}.\n", parameters="[tools.agents, roles.siro]",
        applies_when="tools.agents != 'none'",
    )  # fmt: skip
    clause(tmp_path, "asking", "See {{ ref('keeping') }}.\n", requires="[keeping]")
    template(tmp_path, "purpose", "agents", "keeping", "asking")
    template(tmp_path, "keeping", "purpose", id="guide")
    profile(tmp_path, documents=DOCUMENTS)
    build(tmp_path)
    return tmp_path


def build(root: Path, order: Order = WORD) -> ProfileOutcome:
    outcome = build_profile(library(root), "riverton", order)
    assert [str(problem) for problem in outcome.problems] == []
    return outcome


def sections(outcome: ProfileOutcome) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Return the changed sections of each document as heading, how it changed, and the answers that did it."""
    return {
        built.document: [(each.heading, each.how, each.answers) for each in built.sections] for built in outcome.built
    }


def test_an_answer_that_stands_in_two_documents_changes_both(root: Path) -> None:
    profile(root, "parameters: {days: 14}\n", documents=DOCUMENTS)
    assert sections(build(root)) == {
        "policy": [("1.2 Keeping", "changed", ("days",))],
        "guide": [("1.1 Keeping", "changed", ("days",))],
    }


def test_a_check_says_the_same_and_writes_nothing(root: Path) -> None:
    profile(root, "parameters: {days: 14}\n", documents=DOCUMENTS)
    checked = build(root, Order(formats=("word",), write=False))
    assert sections(checked) == sections(build(root))


def test_a_first_build_and_one_that_changes_nothing_say_nothing(root: Path) -> None:
    assert sections(build(root)) == {"policy": [], "guide": []}
    (root / "output/riverton/policy/draft/policy.docx").unlink()
    profile(root, "parameters: {days: 14}\n", documents=DOCUMENTS)
    assert sections(build(root))["policy"] == []


def test_an_answer_that_lets_a_clause_in_or_out_is_named_and_renumbering_is_no_change(root: Path) -> None:
    profile(root, "tools: {agents: pilot}\n", documents=DOCUMENTS)
    assert sections(build(root)) == {"policy": [("1.2 Agents", "new", ("tools.agents",))], "guide": []}
    profile(root, documents=DOCUMENTS)
    assert sections(build(root)) == {"policy": [("1.2 Agents", "gone", ("tools.agents",))], "guide": []}


def test_other_words_of_the_library_are_no_answers_doing(root: Path) -> None:
    clause(root, "purpose", "Be very clear.\n")
    found = sections(build(root))
    assert found["policy"] == [("1.1 Purpose", "changed", ())]
    assert found["guide"] == [("1.2 Purpose", "changed", ())]


def test_a_link_that_leads_elsewhere_and_another_title_are_changes(root: Path) -> None:
    clause(root, "purpose", "See [it](https://a.example).\n")
    build(root)
    clause(root, "purpose", "See [it](https://b.example).\n")
    assert sections(build(root))["policy"] == [("1.1 Purpose", "changed", ())]
    clause(root, "purpose", "See [it](https://b.example).\n", title="Why")
    assert sections(build(root))["policy"] == [("1.1 Why", "changed", ())]


def test_a_draft_of_another_document_or_without_a_footprint_says_nothing(root: Path) -> None:
    file = root / "output/riverton/policy/draft/policy.docx"
    parts = read_parts(file.read_bytes(), "policy.docx")
    item = parts["customXml/item1.xml"]
    start, end = item.index(b"<clauses>"), item.index(b"</built>")
    file.write_bytes(write_parts({**parts, "customXml/item1.xml": item[:start] + item[end:]}))
    clause(root, "purpose", "Be very clear.\n")
    found = sections(build(root))
    assert (found["policy"], len(found["guide"])) == ([], 1)


def test_a_footprint_is_read_as_it_was_written_whatever_stands_in_it(root: Path) -> None:
    made = resolve(library(root), "riverton", "policy")
    parts = read_parts((root / "output/riverton/policy/draft/policy.docx").read_bytes(), "policy.docx")
    assert word_mark.footprint_in_parts(parts) == footprint(made)
    assert set(footprint(made).answers) == {"days", "tools.agents"}
    for damaged in (b"<clauses>x</clauses><answers></answers>", b"<clauses>", b""):
        assert (
            word_mark.footprint_in_parts({"customXml/item1.xml": b'<built xmlns="urn:policybuilder:built">' + damaged})
            is None
        )


def test_a_draft_holds_of_the_answers_only_what_it_prints(root: Path) -> None:
    profile(root, "tools: {agents: pilot}\nroles: {siro: Director of Secrets}\n", documents=DOCUMENTS)
    build(root)
    parts = read_parts((root / "output/riverton/policy/draft/policy.docx").read_bytes(), "policy.docx")
    assert b"Secrets" in parts["word/document.xml"]
    item = parts["customXml/item1.xml"]
    assert b"Secrets" in item[item.index(b"<sent") :]
    assert b"Secrets" not in item[: item.index(b"<sent")]
    assert b"pilot" not in item


def test_an_omission_knows_the_answers_that_its_condition_tests_also_as_json(root: Path) -> None:
    made = resolve(library(root), "riverton", "policy")
    (omission,) = made.omissions
    assert [(use.name, use.value) for use in omission.parameters] == [("tools.agents", "none")]
    assert loads(dumps(made)) == made
    content = json.loads(dumps(made))
    del content["document"]["omissions"][0]["parameters"]
    assert loads(json.dumps(content).encode()).omissions[0].parameters == (), "an earlier file knows none"
