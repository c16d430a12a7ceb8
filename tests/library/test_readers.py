"""What readers of whole documents stumbled over: guesses that look settled, foreign examples, empty reasons."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from policybuilder.document import Document, block_text, clauses
from policybuilder.library.library import Library, open_library
from policybuilder.library.parameters.parameter import Parameter
from policybuilder.library.workspace import Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.library.example_council import GOVERNANCE, GUIDE, POLICY, Council
from tests.library.test_every_council import a_council

SHORT = (
    "leaders-briefing",
    "policy-page",
    "poster",
    "principles-statement",
    "privacy-notice",
    "team-statement",
    "transparency-record",
)
ALL = (POLICY, GOVERNANCE, GUIDE, *SHORT)
MARKED = re.compile(r"\[to confirm: .*?\?\]")
LEAST_WORDS = 4
"""A guess of fewer words, such as "telephone" or "Cabinet", is also an everyday word."""


@pytest.fixture(scope="module")
def examples() -> Library:
    """The library with the example councils."""
    return open_library(Workspace(built_in_workspace().layers, built_in_root()))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(built_in_workspace())


def said(document: Document) -> str:
    return "\n".join(block_text(block) for clause in clauses(document) for block in clause.blocks)


def guesses(parameter: Parameter) -> list[str]:
    """Return the words that stand for a fact until somebody has looked at it: of a table, those of its fact columns."""
    if not parameter.fact:
        return []
    found = parameter.default if isinstance(parameter.default, list) else [parameter.default]
    cells = [row[column] for row in found if isinstance(row, dict) for column in parameter.fact_columns or row]
    plain = [value for value in found if isinstance(value, str)]
    return [words for words in (*cells, *plain) if isinstance(words, str) and len(words.split()) >= LEAST_WORDS]


def test_what_is_only_a_guess_is_printed_nowhere_as_settled(tmp_path: Path, shipped: Library) -> None:
    council = Council(tmp_path, documents=ALL)
    usual = {words for each in shipped.reference.parameters.values() for words in guesses(each)}
    assert "Corporate Leadership Team, then the body that approves the policy" in usual
    for id in SHORT:
        settled = MARKED.sub("", said(council.document(id)))
        assert not [words for words in usual if words in settled], id


def test_a_district_in_northern_ireland_reads_no_example_of_services_that_others_run(tmp_path: Path) -> None:
    council = Council(tmp_path, nation="northern-ireland", documents=ALL)
    foreign = re.compile(
        "school transport|refusing a home|missed bin|home or care|care package|social worker|tenant who"
    )
    for id in ALL:
        assert not foreign.findall(said(council.document(id))), id


def test_the_reason_of_each_change_says_something(shipped: Library) -> None:
    for id in shipped.clause_files:
        for change in shipped.clause(id).front.changes:
            assert change.why == "First version" or len(change.why.split()) > 3, (id, change)


@pytest.mark.parametrize("council", ["cwm-derwen", "riverton", "strathlorne"])
def test_an_example_council_consulted_the_unions_as_its_own_policy_promises(examples: Library, council: str) -> None:
    document = resolve(examples, council, GOVERNANCE)
    promised = re.search(r"The council recognises (.*?)\. It must consult them for at least (\d+) days", said(document))
    consulted = re.match(r"(.*?) \((.*?) to (.*?)\)", document.control_text("consulted"))
    assert promised
    assert consulted
    first, last = (datetime.strptime(consulted[n], "%d %B %Y") for n in (2, 3))
    assert consulted[1] == promised[1]
    assert (last - first).days + 1 >= int(promised[2])


def test_a_notice_of_a_council_with_a_chatbot_tells_of_it(tmp_path: Path) -> None:
    chatbot = "tools: {public_chatbot: true}\nparameters: {chatbot_name: Ask Us}\n"
    assert "Ask Us, our chatbot" in said(Council(tmp_path, chatbot, documents=ALL).document("privacy-notice"))
    assert "chatbot" not in said(Council(tmp_path, documents=ALL).document("privacy-notice"))


def test_people_in_wales_read_that_they_may_write_in_welsh(tmp_path: Path) -> None:
    for id in ("privacy-notice", "principles-statement", "team-statement"):
        assert "in Welsh" in said(Council(tmp_path, nation="wales", documents=ALL).document(id))
        assert "Welsh" not in said(Council(tmp_path, documents=ALL).document(id))


def test_the_generative_ai_policy_leaves_it_to_the_governance_policy_who_decides(tmp_path: Path) -> None:
    decides = "decisions where risk is high"
    assert decides not in Council(tmp_path).text(POLICY, "role-table")
    assert decides in Council(tmp_path, documents=(POLICY, GUIDE)).text(POLICY, "role-table")


def test_a_parish_council_sends_nobody_to_an_ombudsman_who_cannot_look(tmp_path: Path) -> None:
    for nation, sent in (("england", False), ("wales", True)):
        council = a_council(tmp_path / nation, "parish", nation, "essential", "")
        for id in (GOVERNANCE, "principles-statement"):
            assert ("Ombudsman" in said(resolve(council, "example", id))) == sent, (nation, id)
