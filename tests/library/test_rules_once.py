"""One rule stands in one place: another document refers to it, and the guide says nothing of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.document import Reference, clauses, inlines_of
from policybuilder.errors import Problems
from policybuilder.resolution import resolve
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, Council
from tests.some import one_in

# One rule, one place -------------------------------------------------------------------------------------------


def test_a_rule_that_the_other_policy_has_is_referred_to_and_not_repeated(tmp_path: Path) -> None:
    both = Council(tmp_path)
    assert not both.text(GOVERNANCE, "incident-reporting")
    said = both.text(GOVERNANCE, "related-policies")
    assert "They stand in the council's AI use policy only" in said
    assert re.search(r"Keeping AI and this policy right\W+Incidents and near misses; Raising a concern; Training", said)
    (omission,) = (each for each in both.document(GOVERNANCE).omissions if each.id == "incident-reporting")
    assert (omission.why, omission.detail) == ("elsewhere", "AI use policy")
    assert "must report it to" in both.text(POLICY, "incident-reporting")
    alone = Council(tmp_path, documents=(GOVERNANCE, GUIDE))
    assert "must report it to" in alone.text(GOVERNANCE, "incident-reporting")
    assert "only, under the headings" not in alone.text(GOVERNANCE, "related-policies")


def test_what_refers_to_a_rule_of_the_other_policy_names_its_heading_there(tmp_path: Path) -> None:
    title = "{amend: [{clause: prohibited-uses, place: title, base: 1.0.0, reason: Plainer., text: Never}]}"
    council = Council(tmp_path, within=tmp_path / "retitled", policy=title)
    assert 'that "Never" in the AI use policy or another section forbids' in council.text(GOVERNANCE, "risk-tiering")
    assert "Never; What counts as human involvement" in council.text(GOVERNANCE, "related-policies")
    for document in (council.document(GOVERNANCE), council.document(POLICY)):
        here = {clause.id for clause in clauses(document)}
        every = (each for clause in clauses(document) for block in clause.blocks for each in inlines_of(block))
        assert {each.clause for each in every if isinstance(each, Reference)} <= here


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_the_two_policies_together_say_every_clause_that_either_would_say_alone(tmp_path: Path, depth: str) -> None:
    both = Council(tmp_path / "both", depth=depth)
    printed = {each.id for id in (POLICY, GOVERNANCE) for each in clauses(both.document(id))}
    for id in (POLICY, GOVERNANCE):
        alone = Council(tmp_path / id, documents=(id, GUIDE), depth=depth)
        assert {each.id for each in clauses(alone.document(id))} <= printed
        omitted = {each.id: each.why for each in both.document(id).omissions}
        assert not [each for each, why in omitted.items() if why == "elsewhere" and each not in printed]


def test_rules_stand_whole_where_the_table_that_says_where_they_are_is_left_out(tmp_path: Path) -> None:
    untold = "{exclude: [{clause: related-policies, reason: We list them online.}]}"
    council = Council(tmp_path, within=tmp_path / "untold", governance=untold)
    assert "must report it to" in council.text(GOVERNANCE, "incident-reporting")


@pytest.mark.parametrize("depth", DEPTHS)
def test_two_policies_of_one_council_repeat_little(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    ours = {each.id: council.text(GOVERNANCE, each.id) for each in clauses(council.document(GOVERNANCE))}
    again = [text for id, text in ours.items() if text == council.text(POLICY, id)]
    for id in (POLICY, GOVERNANCE):
        assert len(" ".join(again).split()) < 0.15 * len(council.text(id).split())


@pytest.mark.parametrize(
    ("more", "clause"),
    one_in(
        3,
        [
            (
                "{amend: [{clause: sanctions, place: append, base: 1.0.0, reason: Asked for., text: Ask HR.}]}",
                "sanctions",
            ),
            ("{parameters: {incident_report_hours: 2}}", "incident-reporting"),
            ("{depth: full}", "incident-reporting"),
        ],
    ),
    ids=["amended", "answered-anew", "deeper"],
)
def test_a_rule_that_differs_here_stands_whole(tmp_path: Path, more: str, clause: str) -> None:
    council = Council(tmp_path, within=tmp_path / "differs" / clause / more[1:6], governance=more)
    assert council.text(GOVERNANCE, clause)
    assert not council.text(GOVERNANCE, "exceptions") or "depth" in more


def test_a_rule_that_the_other_policy_leaves_out_stands_whole(tmp_path: Path) -> None:
    left_out = "{exclude: [{clause: exceptions, reason: Nobody may have one.}]}"
    council = Council(tmp_path, within=tmp_path / "left-out", policy=left_out)
    assert council.text(GOVERNANCE, "exceptions")


def test_an_amendment_that_takes_the_table_away_is_told(tmp_path: Path) -> None:
    amend = "{clause: related-policies, place: replace, base: 1.4.1, reason: Shorter., text: The law comes first.}"
    council = Council(tmp_path, within=tmp_path / "no-table", governance=f"{{amend: [{amend}]}}")
    told = Problems()
    resolve(council.library, "example", GOVERNANCE, told)
    untold = [each.message for each in told.found if each.code == "rule-elsewhere-untold"]
    assert '"incident-reporting" stands in the AI use policy, and nothing says so here' in untold
    told = Problems()
    resolve(Council(tmp_path).library, "example", GOVERNANCE, told)
    assert "rule-elsewhere-untold" not in {each.code for each in told.found}


# The staff guide -------------------------------------------------------------------------------------------------

RULES = {
    "a device that the council manages": "a device that the council manages",
    "AI note-taker": "AI note-taker",
    "reads both languages": "reads both languages",
    "interpret": "must not let AI interpret",
    "made by AI without approval and a label": "made or altered by AI",
    "get round a block": "getting round a security block",
}


@pytest.mark.parametrize(
    ("nation", "depth"), [("northern-ireland", "essential"), ("england", "standard"), ("england", "full")]
)
def test_the_guide_says_nothing_that_the_policy_does_not(tmp_path: Path, nation: str, depth: str) -> None:
    council = Council(tmp_path, nation=nation, depth=depth)
    guide, policy = council.text(GUIDE), council.text(POLICY)
    for said, rule in RULES.items():
        assert said in guide, said
        assert rule in policy, said


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_every_depth_says_what_ai_is_who_owns_a_tool_and_how_to_complain(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    alone = Council(tmp_path, depth=depth, documents=(GOVERNANCE,), within=tmp_path / "alone")
    for said in (council.text(POLICY, "definitions-core"), alone.text(GOVERNANCE, "definitions-core")):
        assert "software that learns from data" in said
        assert "answers for an approved tool" in said
    assert "Web Content Accessibility Guidelines" in council.text(POLICY)
    assert "the Local Government and Social Care Ombudsman" in council.text(GOVERNANCE, "appeals-redress")


def test_northern_ireland_looks_at_rural_needs(tmp_path: Path) -> None:
    assert "rural needs" in Council(tmp_path, nation="northern-ireland").text(GOVERNANCE, "equality-duty")
    assert "rural needs" not in Council(tmp_path, nation="wales").everything()
