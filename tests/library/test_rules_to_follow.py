"""Rules that people can follow, in words that they know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.library.library import open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, TYPES, Council

# Rules that people can follow --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nation", "act", "parents", "documents"),
    [
        ("england", "the Mental Capacity Act 2005", "parental responsibility", "a court document."),
        (
            "scotland",
            "the Adults with Incapacity (Scotland) Act 2000",
            "parental responsibilities and rights",
            "a court document or a report to a children's hearing.",
        ),
    ],
)
def test_capacity_is_for_the_act_and_not_for_a_supervisor(
    tmp_path: Path, nation: str, act: str, parents: str, documents: str
) -> None:
    text = Council(tmp_path, nation=nation).text(POLICY, "social-care-records")
    assert f"you must follow {act}" in text
    assert "supervisor" not in text
    assert f"you must ask someone with {parents}." in text
    assert documents in text
    assert "says no, even halfway, you must not record" in text


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_public_may_record_what_is_open_to_it(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    assert "the public or the press at an open meeting" in council.text(POLICY, "meeting-bots-external")
    assert "may record open meetings" in council.text(GUIDE, "guide-meetings")


def test_one_objector_takes_away_nobodys_captions(tmp_path: Path) -> None:
    council = Council(tmp_path, "tools: {meeting_transcription: true}\n")
    for id in (POLICY, GUIDE):
        assert "captions that store nothing" in council.text(id)


def test_the_recording_that_the_law_requires_in_northern_ireland_is_left_alone(tmp_path: Path) -> None:
    council = Council(tmp_path, "tools: {meeting_transcription: true}\n", nation="northern-ireland")
    act = "section 47 of the Local Government Act (Northern Ireland) 2014"
    assert act in council.text(POLICY, "meeting-transcription")


def test_logs_rate_nobody_in_the_policy_that_staff_read(tmp_path: Path) -> None:
    text = Council(tmp_path).text(POLICY, "monitoring-and-audit")
    assert "must not use them to rate or compare staff" in text
    assert "any other use" not in text


def test_a_letter_that_a_person_reads_is_everyday_work(tmp_path: Path) -> None:
    council = Council(tmp_path, "risk: {has_high_risk_uses: true}\n", depth="full")
    text = council.text(GOVERNANCE, "app-risk-tier-tool")
    assert "in tier 1, even if it names someone or is published" in text
    assert "without a person reading it first" in text


@pytest.mark.parametrize("search", ["on", "off"])
def test_web_search_is_set_by_the_council_and_fits_the_rule_on_places(tmp_path: Path, search: str) -> None:
    answers = f"tools: {{copilot_m365: true}}\nparameters: {{copilot_web_grounding: '{search}'}}\n"
    council = Council(tmp_path, answers)
    assert "switch web search off before" not in council.everything()
    leaves = "sends to a web search may leave" in council.text(GOVERNANCE, "international-transfers")
    assert leaves == (search == "on")


def test_a_policy_for_generative_ai_reaches_the_other_ai_that_it_names(tmp_path: Path) -> None:
    council = Council(tmp_path, "parameters: {scope_breadth: genai-only}\n")
    for id in (POLICY, GOVERNANCE):
        assert "applies to that kind" in council.text(id, "scope-technology")


@pytest.mark.parametrize("nation", TYPES)
def test_a_justified_difference_may_stay(tmp_path: Path, nation: str) -> None:
    text = Council(tmp_path, nation=nation).text(GOVERNANCE, "equality-duty")
    assert "decides in writing that it is justified" in text


def test_an_act_is_listed_with_the_days_of_all_its_sections(tmp_path: Path) -> None:
    """Section 164A is not in the Act of 2021, so a list that gives only that day would be wrong."""
    rows = Council(tmp_path).text(GOVERNANCE, "legal-framework-list")
    assert re.search(r"Data Protection Act 2018.{0,120}1 January 2021 to \d+ \w+ 2026", rows, re.DOTALL)
    assert "read as at different days" in rows


@pytest.mark.parametrize(("risk", "compares"), [("false", True), ("true", False)])
def test_results_are_compared_between_groups_also_where_no_use_is_said_to_be_high_risk(
    tmp_path: Path, risk: str, compares: bool
) -> None:
    council = Council(tmp_path, f"risk: {{has_high_risk_uses: {risk}}}\n")
    here = "must compare results and mistakes for different groups" in council.text(GOVERNANCE, "equality-duty")
    assert here == compares
    assert ("compare results and mistakes" in council.text(GOVERNANCE, "bias-testing")) != compares


def test_a_transparency_record_comes_before_a_pilot_too(tmp_path: Path) -> None:
    for nation, clause in (("england", "atrs"), ("scotland", "scottish-ai-register")):
        assert "even in a pilot" in Council(tmp_path, nation=nation).text(GOVERNANCE, clause)


# Words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nation", TYPES)
def test_the_regulator_is_named_once_in_each_policy(tmp_path: Path, nation: str) -> None:
    council = Council(tmp_path, nation=nation)
    for id in (POLICY, GOVERNANCE):
        assert council.text(id).count("Information Commissioner's Office") == 1
        assert "or its successor" not in council.text(id)


def test_a_post_with_another_title_is_found_under_its_usual_name(tmp_path: Path) -> None:
    roles = "roles: {monitoring_officer: Director of Law, siro: Director of Resources}\n"
    council = Council(tmp_path, roles)
    assert "The Director of Law is the monitoring officer." in council.text(GOVERNANCE, "monitoring-officer-role")
    assert "as senior information risk owner," in council.text(GOVERNANCE, "siro-and-iao")
    table = council.text(POLICY, "role-table")
    assert "(senior information risk owner)" in table
    assert "councillors' conduct (monitoring officer)" in table
    usual = Council(tmp_path, "roles: {monitoring_officer: Monitoring Officer}\n")
    assert "(monitoring officer)" not in usual.text(POLICY, "role-table")
    assert ", as monitoring officer," not in usual.text(GOVERNANCE, "monitoring-officer-role")


def test_no_section_of_a_template_has_the_title_of_one_of_its_clauses() -> None:
    root = built_in_root()
    library = open_library(Workspace((Layer(root, ""),), root))
    doubled = []
    for id in library.template_files:
        for section in library.template(id).front.sections:
            titles = {library.clause(entry.clause).front.title.casefold() for entry in section.clauses}
            if section.title.casefold() in titles:
                doubled.append((id, section.title))
    assert doubled == []
