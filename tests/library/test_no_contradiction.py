"""What one policy says, it says throughout: a decision that forbids is obeyed in every document and at every depth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.document import Reference, clauses, inlines_of
from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.library.library import open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root
from policybuilder.resolution import resolve
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, TYPES, Council
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
    assert "The council's AI governance policy is for those who decide" in both.text(POLICY, "related-policies")
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
    amend = "{clause: related-policies, place: replace, base: 1.4.0, reason: Shorter., text: The law comes first.}"
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
    assert "the public or a reporter at an open meeting" in council.text(POLICY, "meeting-bots-external")
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
