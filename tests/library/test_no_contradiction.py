"""What one policy says, it says throughout: a decision that forbids is obeyed in every document and at every depth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.document import clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.workspace import built_in_root
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, Council
from tests.some import one_in
from tests.workspaces import write

# Forbidden is forbidden ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_no_tier_and_no_approver_is_given_for_what_is_forbidden(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth, documents=(GOVERNANCE,))
    assert "letting AI alone take a significant decision about a person" in council.text(GOVERNANCE, "prohibited-uses")
    for clause in ("risk-tiering", "delegation-and-approval-levels", "app-risk-tier-tool"):
        assert "utomated significant decision" not in council.text(GOVERNANCE, clause)
        assert "take a significant decision" not in council.text(GOVERNANCE, clause)
    assert "Nobody may approve a use that" in council.text(GOVERNANCE, "risk-tiering")


def test_what_is_allowed_with_safeguards_has_a_tier(tmp_path: Path) -> None:
    council = Council(tmp_path, "parameters: {adm_position: permitted-with-safeguards}\n")
    assert "take a significant decision about a person" in council.text(GOVERNANCE, "app-risk-tier-tool")


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_a_body_decides_and_not_councillors_as_such(tmp_path: Path, depth: str) -> None:
    answers = "parameters: {frt_position: member-approval-only}\nrisk: {has_high_risk_uses: true}\n"
    council = Council(tmp_path, answers, depth=depth)
    for id in (POLICY, GOVERNANCE):
        assert not re.search(r"[Oo]nly councillors|councillors have approved|and councillors \|?$", council.text(id))
        assert "Team and councillors" not in council.text(id)
    table = council.text(GOVERNANCE, "delegation-and-approval-levels")
    assert "[to confirm: Corporate Leadership Team, then the body that approves the policy?]" in table
    assert "The Cabinet approves this policy." in table
    assert "the Cabinet has approved it in public" in council.text(GOVERNANCE, "predictive-analytics-families")
    assert "Only the Cabinet may allow a model" in council.text(POLICY, "social-care-records")


NEVER = "parameters: {personal_information_rule: never}\n"
PERMITS = re.compile(
    r"may put (?:personal|it)|personal information into a tool only where|personal information.{0,40}unless"
    r"|with personal information\W+(?:Yes|Only|Ask|If)"
    r"|care, children's, privileged or exempt information\W+(?:No\W+)*(?:Yes|Only|If|Uses)"
    r"|sensitive information only|help write up|tidy your own notes"
)


@pytest.mark.parametrize(
    ("nation", "depth"), one_in(3, [("england", "essential"), ("scotland", "standard"), ("england", "full")])
)
def test_personal_information_never_means_never(tmp_path: Path, nation: str, depth: str) -> None:
    council = Council(tmp_path, NEVER, nation=nation, depth=depth)
    usual = Council(tmp_path, nation=nation, depth=depth)
    for id in (POLICY, GUIDE):
        assert PERMITS.search(usual.text(id)), id
        assert PERMITS.findall(council.text(id)) == [], id
    assert "You must not put personal information into any generative AI tool" in council.text(POLICY)
    assert "personal information, even into an approved tool" in council.text(GUIDE)
    assert "into any generative AI tool" in council.text(GOVERNANCE, "data-protection-baseline")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("tools: {meeting_transcription: true}\n", "a transcript holds what people said"),
        ("care_recording_tool: Magic Notes", "a care record is personal information"),
        ("recruitment_ai_position: approved-tool-with-eia", "an application is personal information"),
    ],
)
def test_an_answer_that_breaks_the_never_is_refused(tmp_path: Path, more: str, said: str) -> None:
    answers = NEVER + more if more.endswith("\n") else f"parameters: {{personal_information_rule: never, {more}}}\n"
    with pytest.raises(PolicyBuilderError, match=said):
        Council(tmp_path, answers).document(POLICY)


def test_a_forbidden_use_leaves_room_for_what_another_section_allows(tmp_path: Path) -> None:
    text = Council(tmp_path, depth="full").text(POLICY, "prohibited-uses")
    assert "security block, except in a test that information security has agreed" in text
    assert "bringing an unapproved note-taking tool into a meeting" in text
    assert "working out a person's emotions" in text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            "parameters: {risk_tiers: [{id: '1', name: Low, meaning: All else}, "
            "{id: '2', name: High, meaning: Automated significant decisions}]}\n",
            "no tier in which one could be approved may name automated ones",
        ),
        (
            "parameters: {approval_matrix: [{tier: 'Tier 1: low', approver: Line manager}, "
            "{tier: 'Tier 2: prohibited', approver: Chief Executive}]}\n",
            "its tier can have no approver",
        ),
    ],
)
def test_answers_that_approve_what_is_forbidden_are_refused(tmp_path: Path, answers: str, said: str) -> None:
    with pytest.raises(PolicyBuilderError, match=said):
        Council(tmp_path, answers).document(GOVERNANCE)


def test_tiers_grow_stricter(tmp_path: Path) -> None:
    rows = Council(tmp_path).text(GOVERNANCE, "human-oversight-levels")
    first = rows.index("A person checks the output before using it")
    second = rows.index("A person checks each output before using it, and the owner checks a sample each month")
    assert first < second < rows.index("A person takes each decision")
    assert "watches the tool" not in rows


def test_people_can_see_what_the_table_of_information_refers_to(tmp_path: Path) -> None:
    council = Council(tmp_path)
    for clause in ("app-data-tool-matrix", "traffic-light-data-rules"):
        text = council.text(POLICY, clause)
        assert not re.search(r"DPIA allows|within the DPIA|[Nn]amed uses|[Ss]pecialist sign-off", text)
    assert "If the tools list says so" in council.text(POLICY, "app-data-tool-matrix")
    assert "the list decides" in council.text(POLICY, "traffic-light-data-rules")


def test_written_agreement_is_explained_in_the_rows_that_ask_for_it(tmp_path: Path) -> None:
    usual = Council(tmp_path).text(POLICY, "traffic-light-data-rules")
    assert usual.count("written agreement comes from the") == 1
    assert 'In the row "OFFICIAL-SENSITIVE, care' in usual
    assert "written agreement" not in Council(tmp_path, LOCAL).text(POLICY, "traffic-light-data-rules")


LOCAL = (
    "parameters:\n  classification_scheme: local-3-level\n  data_tool_matrix:\n"
    "    - {information: Public, public: 'No', enterprise_chat: 'Yes', enterprise_grounded: 'Yes', "
    "specialist: 'Yes', agent: 'No'}\n"
)


def test_a_council_with_its_own_markings_gets_no_marking_of_another_scheme(tmp_path: Path) -> None:
    assert Council(tmp_path, LOCAL).document(POLICY).control_text("classification") == ""
    assert Council(tmp_path).document(POLICY).control_text("classification") == "OFFICIAL"


def test_two_policies_name_each_other_and_say_which_comes_first(tmp_path: Path) -> None:
    both = Council(tmp_path)
    assert "That one is for those who decide" in both.text(POLICY, "related-policies")
    assert "The council's AI use policy is for everyone who uses AI" in both.text(GOVERNANCE, "related-policies")
    assert "It comes first on who approves a use" in both.text(POLICY, "related-policies")
    assert both.text(POLICY, "purpose") != both.text(GOVERNANCE, "purpose")


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ("", "AI use policy"),
        ("parameters: {scope_breadth: all-ai-and-automation}\n", "AI use policy"),
        ("parameters: {scope_breadth: genai-only}\n", "Generative AI policy"),
    ],
    ids=["all-ai-by-default", "automation-too", "generative-alone"],
)
def test_a_policy_is_called_by_what_it_covers(tmp_path: Path, answers: str, title: str) -> None:
    council = Council(tmp_path, answers, documents=(POLICY, GOVERNANCE))
    assert council.document(POLICY).title == title
    assert f"The council's {title} is for everyone" in council.text(GOVERNANCE, "related-policies")


def test_a_councils_own_title_stays_whatever_the_policy_covers(tmp_path: Path) -> None:
    own = Council(tmp_path, policy="{approver: Cabinet, owner: Head of Digital, title: Rules for AI}")
    assert own.document(POLICY).title == "Rules for AI"


def test_the_only_policy_of_a_council_names_no_other_and_holds_the_whole_purpose(tmp_path: Path) -> None:
    for id in (POLICY, GOVERNANCE):
        alone = Council(tmp_path, documents=(id,))
        assert "It comes first" not in alone.text(id)
        assert "If policies disagree about AI, you must follow the stricter one" in alone.text(id, "related-policies")
        assert "what is allowed, what must be checked and who answers" in alone.text(id, "purpose")


def test_a_variant_counts_as_the_policy_that_it_varies(tmp_path: Path) -> None:
    variant = Council(tmp_path, documents=(f"{POLICY}-socitm", GOVERNANCE))
    assert "The council's AI use policy is for everyone" in variant.text(GOVERNANCE, "related-policies")
    assert "It comes first on who approves a use" in variant.text(f"{POLICY}-socitm", "related-policies")


# What clauses declare ------------------------------------------------------------------------------------------

STRICT = """\
tools: {public_tools: prohibited, agents: none, copilot_m365: true}
parameters: {personal_information_rule: never, byod_position: prohibited, external_bot_rule: remove,
  ai_images_position: not-used, translation_human_check: always, predictive_position: prohibited,
  no_training_on_data: never, copilot_web_grounding: 'off', recruitment_ai_position: no-ai-scoring}
risk: {has_high_risk_uses: true}
"""
OPEN = """\
tools: {public_tools: with-approval, agents: permitted, copilot_m365: true, meeting_transcription: true,
  public_chatbot: true, coding_assistants: true, in_house_models: true}
parameters: {adm_position: permitted-with-safeguards, byod_position: permitted-approved-tools,
  external_bot_rule: allow-if-all-agree, ai_images_position: with-label, copilot_web_grounding: 'on',
  care_recording_tool: Magic Notes, recruitment_ai_position: approved-tool-with-eia}
risk: {has_high_risk_uses: true}
"""


def contradictions(council: Council) -> list[str]:
    found = check(council.library, ["example"], only=["contradicting-clauses"])
    return [problem.message for problem in found if problem.code == "contradicting-clauses"]


@pytest.mark.parametrize(
    "answers", one_in(2, [STRICT, OPEN]), ids=["all-that-can-be-forbidden", "all-that-can-be-permitted"]
)
def test_no_clause_of_the_library_is_declared_to_contradict_another(tmp_path: Path, answers: str) -> None:
    council = Council(tmp_path, answers, depth="full")
    assert contradictions(council) == []
    declared = {clause.id for id in (POLICY, GOVERNANCE, GUIDE) for clause in clauses(council.document(id))}
    assert len([id for id in declared if council.library.clause(id).front.says]) > 15


def test_a_councils_own_clause_that_permits_what_the_library_forbids_is_found(tmp_path: Path) -> None:
    root = tmp_path / "own"
    front = (
        "id: free-tools\ntitle: Free tools\nversion: 1.0.0\nlevel: mandatory\nsays: [{permits: public-tools}]\n"
        "changes: [{version: 1.0.0, date: 2026-11-27, kind: major, why: First version}]\n"
    )
    write(root, "clauses/own/free-tools.md", f"---\n{front}---\nYou may use a free tool for council work.\n")
    made = built_in_root() / f"templates/{GUIDE}.yaml"
    write(root, f"templates/{GUIDE}.yaml", made.read_text().replace("guide-purpose, ", "guide-purpose, free-tools, "))
    council = Council(root, "tools: {public_tools: prohibited}\n", within=root)
    said = contradictions(council)
    assert {each.split('"')[1] for each in said} == {"public-tools-prohibited", "approved-tools-list", "guide-tools"}
    assert all('forbids what "free-tools" (staff-guide 1.2) permits: public tools' in each for each in said)
