"""What those who work for the council, and those whom it serves, are promised: in every document that speaks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, Council

NOTICE, PRINCIPLES, PAGE, BRIEFING, TEAM = (
    "privacy-notice",
    "principles-statement",
    "policy-page",
    "leaders-briefing",
    "team-statement",
)

# Those who work for the council ------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", DEPTHS)
def test_an_honest_mistake_is_no_breach_and_training_is_in_working_time(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    assert "puts an honest mistake right with advice or training" in council.text(POLICY, "sanctions")
    training = council.text(POLICY, "training-mandatory")
    assert training.count("Your line manager must give you time for ") == 1
    assert "in working time" in council.text(GUIDE, "guide-tools")


@pytest.mark.parametrize("depth", DEPTHS)
def test_records_of_use_rate_nobody(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    said = council.text(POLICY, "sanctions") + council.text(POLICY, "monitoring-and-audit")
    assert said.count("to rate staff" if depth == "essential" else "to rate or compare staff") == 1
    assert "Logs must not be used to rate staff" in council.text(GUIDE, "guide-help")


def test_whoever_is_looked_into_is_told_and_heard(tmp_path: Path) -> None:
    council = Council(tmp_path)
    monitoring = council.text(POLICY, "monitoring-and-audit")
    assert "tell the person. " in monitoring
    assert "says when this may be secret" in monitoring
    assert "or to follow union work" in monitoring
    assert "look into the facts and hear them" in council.text(GOVERNANCE, "staff-monitoring")
    assert "bring a union representative" in council.text(POLICY, "raising-concerns")


def test_what_ai_shows_by_mistake_is_not_passed_on_but_may_be_told(tmp_path: Path) -> None:
    text = Council(tmp_path, depth="full").text(POLICY, "information-classification")
    assert "not pass on what it says" in text
    assert "tell nobody else" not in text


def test_an_interpreter_who_cannot_be_reached_leaves_nobody_in_danger(tmp_path: Path) -> None:
    council = Council(tmp_path)
    assert "In an emergency, an approved tool may help until an interpreter can." in council.text(
        POLICY, "communications-and-images"
    )
    assert "except in an emergency" in council.text(GUIDE, "guide-do-not")


def test_captions_that_someone_needs_are_not_called_a_recording(tmp_path: Path) -> None:
    assert "listen" not in Council(tmp_path).text(GUIDE, "guide-meetings")


def test_leaders_are_asked_to_ask_the_unions(tmp_path: Path) -> None:
    council = Council(tmp_path, documents=(POLICY, BRIEFING))
    assert "Ask staff and their unions before AI changes or watches their work" in council.text(BRIEFING)


@pytest.mark.parametrize(
    ("roles", "answers"),
    [
        (
            "{ai_lead: Chief Executive, siro: Chief Executive, suspension_authority: Chief Executive}",
            "The Chief Executive answers for AI as a whole and for the risk to information, and may stop a tool "
            "at once.",
        ),
        (
            "{ai_lead: Chief Executive, siro: Head of Law, suspension_authority: Head of Law}",
            "The Chief Executive answers for AI as a whole. The Head of Law answers for the risk to information, and "
            "may stop a tool at once.",
        ),
        (
            "{ai_lead: Chief Executive, siro: Head of Law, suspension_authority: Head of ICT}",
            "The Chief Executive answers for AI as a whole. The Head of Law answers for the risk to information. The "
            "Head of ICT may stop a tool at once.",
        ),
    ],
)
def test_a_role_that_answers_for_several_things_is_named_once(tmp_path: Path, roles: str, answers: str) -> None:
    council = Council(tmp_path, f"roles: {roles}\n", documents=(POLICY, GOVERNANCE, BRIEFING))
    assert answers in council.text(BRIEFING, "briefing-decides")


# Those whom it serves ----------------------------------------------------------------------------------------------


def test_people_may_ask_how_ai_was_used_and_know_by_when_the_answer_comes(tmp_path: Path) -> None:
    council = Council(tmp_path, documents=(POLICY, GOVERNANCE, NOTICE, PRINCIPLES))
    assert "Within a month, the service must say" in council.text(GOVERNANCE, "explanations")
    assert "how AI was used in any decision about you: write to " in council.text(NOTICE)
    assert "or tell any officer. We must answer within a month." in council.text(NOTICE)
    assert "Anyone may ask any officer, or " in council.text(GOVERNANCE, "explanations")
    assert "ask what AI did and who decided, with an answer within a month" in council.text(PRINCIPLES)


@pytest.mark.parametrize(("url", "where"), [("", "ask"), ("https://www.example.example/r", "www.example.example/r")])
def test_a_register_can_be_seen_where_it_has_no_address(tmp_path: Path, url: str, where: str) -> None:
    answers = f"parameters: {{register_url: '{url}'}}\n" if url else ""
    council = Council(tmp_path, answers, documents=(POLICY, NOTICE, PRINCIPLES))
    for id, clause in ((NOTICE, "notice-tools"), (PRINCIPLES, "statement-answers")):
        said = council.text(id, clause)
        assert where in said[said.index("register") :].lower()


@pytest.mark.parametrize("depth", DEPTHS)
def test_tenants_of_the_council_learn_of_their_ombudsman(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth, documents=(POLICY, GOVERNANCE, PRINCIPLES))
    for said in (council.text(GOVERNANCE, "appeals-redress"), council.text(PRINCIPLES, "statement-people")):
        assert "(about the council as landlord, the Housing Ombudsman)" in said


RECORDINGS = [
    ("tools: {meeting_transcription: true}\n", "transcripts of meetings"),
    ("parameters: {care_recording_tool: Scribe}\n", "transcripts of visits"),
    (
        "tools: {meeting_transcription: true}\nparameters: {care_recording_tool: Scribe}\n",
        "transcripts of meetings and visits",
    ),
]


@pytest.mark.parametrize(("answers", "kept"), RECORDINGS)
def test_a_recording_of_a_visit_has_its_period_too(tmp_path: Path, answers: str, kept: str) -> None:
    council = Council(tmp_path, answers, documents=(POLICY, NOTICE))
    assert f"{kept}\t" in council.text(POLICY, "records-retention")
    assert f"{kept}:" in council.text(NOTICE, "notice-keeping")


def test_a_team_says_the_truth_to_whoever_asks_where_it_need_not_say_it_unasked(tmp_path: Path) -> None:
    answers = "parameters: {disclosure_threshold: decision-affecting}\n"
    said = Council(tmp_path, answers, documents=(POLICY, TEAM)).text(TEAM, "team-checks")
    assert "If you ask about anything else, we must tell you." in said


def test_care_workers_are_told_of_a_device_in_the_home_where_they_work(tmp_path: Path) -> None:
    council = Council(tmp_path, depth="full", documents=(POLICY, GOVERNANCE))
    assert "The practitioner must tell others who live or work there." in council.text(
        GOVERNANCE, "technology-enabled-care"
    )


def test_the_rules_that_protect_staff_are_named_in_the_policy_that_staff_read(tmp_path: Path) -> None:
    both = Council(tmp_path)
    assert "Raising a concern" in both.text(GOVERNANCE, "related-policies")
    assert "Monitoring people at work with AI" in both.text(POLICY, "related-policies")
    assert "protects staff" in both.text(POLICY, "monitoring-and-audit")
    alone = Council(tmp_path, documents=(POLICY,))
    assert "Monitoring may be secret only briefly" in alone.text(POLICY, "staff-monitoring")


def test_one_rule_says_when_an_inquiry_into_someone_may_be_secret(tmp_path: Path) -> None:
    exclude = "exclude: [{clause: staff-monitoring, reason: We have a policy of our own}]"
    both = Council(tmp_path)
    assert "unless that would spoil the inquiry" not in both.text(POLICY, "monitoring-and-audit")
    without = Council(
        tmp_path, documents=(POLICY,), policy="{approver: Cabinet, owner: Head of Digital, " + exclude + "}"
    )
    assert "tell the person unless that would spoil the inquiry" in without.text(POLICY, "monitoring-and-audit")


@pytest.mark.parametrize("depth", DEPTHS)
def test_what_the_guide_and_the_poster_say_of_recording_a_policy_says_too(tmp_path: Path, depth: str) -> None:
    documents = (POLICY, GOVERNANCE, GUIDE, "poster")
    without = Council(tmp_path, depth=depth, documents=documents)
    assert "You must not let AI record, transcribe or summarise a meeting" in without.text(
        POLICY, "meetings-without-ai"
    )
    assert "Do not let AI record a meeting or a call" in without.text(GUIDE, "guide-meetings")
    assert "Keep AI out of meetings and calls" in without.text("poster", "poster-always")
    with_tool = Council(tmp_path, "tools: {meeting_transcription: true}\n", depth=depth, documents=documents)
    assert "captions that store nothing may stay on" in with_tool.text(POLICY, "meeting-transcription")
    assert "Before AI takes notes, tell everyone" in with_tool.text("poster", "poster-always")
    assert "approved no AI for meetings" not in with_tool.text(POLICY)


def test_a_person_whose_safety_is_at_stake_does_not_wait_for_a_rule_on_note_takers(tmp_path: Path) -> None:
    said = Council(tmp_path).text(POLICY, "meeting-bots-external")
    assert "agrees or someone's safety needs it" in said


@pytest.mark.parametrize("documents", [(POLICY, GOVERNANCE), (POLICY,)])
def test_two_policies_name_one_decider_of_a_request(tmp_path: Path, documents: tuple[str, ...]) -> None:
    said = Council(tmp_path, documents=documents).text(POLICY, "new-tool-request")
    assert ("AI governance policy says who decides" in said) == (len(documents) == 2)
    assert ("must decide, or pass the request" in said) == (len(documents) == 1)


@pytest.mark.parametrize(("nation", "asked"), [("wales", 1), ("scotland", 0)])
def test_the_set_of_assessments_in_wales_holds_the_effect_on_welsh(tmp_path: Path, nation: str, asked: int) -> None:
    council = Council(tmp_path, nation=nation)
    assert council.text(GOVERNANCE, "assessment-bundle").count("Effect on Welsh") == asked


def test_a_table_of_tiers_follows_the_sentence_that_leads_it_in(tmp_path: Path) -> None:
    council = Council(tmp_path, documents=(POLICY, GOVERNANCE, PAGE))
    assert "No approval can allow what this policy forbids. Before" in council.text(
        GOVERNANCE, "delegation-and-approval-levels"
    )
    assert "has one of these risk tiers:" in council.text(GOVERNANCE, "risk-tiering")
    assert "depends on its risk tier (AI governance policy):" in council.text(PAGE, "page-decisions")


@pytest.mark.parametrize("rule", ["never", "as-approved"])
def test_a_visit_that_the_family_records_goes_on(tmp_path: Path, rule: str) -> None:
    council = Council(tmp_path, f"parameters: {{personal_information_rule: {rule}}}\n", documents=(POLICY,))
    said = council.text(POLICY, "social-care-records")
    assert said.count("If someone records your visit, you must say nothing confidential about others.") == 1


@pytest.mark.parametrize("position", ["prohibited", "not-applicable"])
def test_a_telephone_may_know_its_owners_face(tmp_path: Path, position: str) -> None:
    council = Council(tmp_path, f"parameters: {{frt_position: {position}}}\n")
    assert "except to unlock your own council device" in council.text(POLICY, "prohibited-uses")
    assert "Unlocking your own council device is not covered" in council.text(GOVERNANCE, "facial-recognition")


def test_a_manager_judges_work_themselves(tmp_path: Path) -> None:
    said = Council(tmp_path).text(POLICY, "recruitment-and-hr")
    assert "an appraisal, a warning or a reference must be the manager's own" in said


@pytest.mark.parametrize("depth", DEPTHS)
def test_whoever_cannot_ask_does_without_ai(tmp_path: Path, depth: str) -> None:
    said = Council(tmp_path, depth=depth).text(POLICY, "user-duties")
    assert "If you cannot wait, you must do without AI." in said


def test_text_in_welsh_is_spoken_of_beside_translations(tmp_path: Path) -> None:
    said = Council(tmp_path, nation="wales").text(POLICY, "communications-and-images")
    assert 0 < said.index("AI translation") < said.index("Text in Welsh follows") < said.index("let AI interpret")


# What holds before a tool is approved, and in one nation ------------------------------------------------------------

NO_CHAT = """\
tools: {copilot_chat: false, copilot_m365: true}
parameters:
  tool_classes: [enterprise-grounded, specialist]
  approved_tools:
    - {name: Microsoft 365 Copilot, class: enterprise assistant, purposes: Drafting, data_allowed: OFFICIAL,
       owner: Head of Digital, approved_on: 12 January 2026, review_on: 12 January 2027}
"""


@pytest.mark.parametrize("tool", ["", "parameters: {care_recording_tool: Visit Notes}\n"])
def test_assessing_people_in_care_with_ai_is_forbidden_whether_a_tool_is_approved_or_not(
    tmp_path: Path, tool: str
) -> None:
    said = Council(tmp_path, tool, documents=(POLICY,)).text(POLICY, "social-care-records")
    assert "You must not use AI to assess risk, need, eligibility or mental capacity" in said
    assert ("Then the next two rules apply" in said) == (not tool), "the ban is none of the two"
    assert ("may draft your own notes for an assessment" in said) == bool(tool)


def test_the_exception_for_everyday_drafting_leaves_sensitive_information_out(tmp_path: Path) -> None:
    said = Council(tmp_path).text(GOVERNANCE, "app-risk-tier-tool")
    assert "and that holds no special category or care information" in said


@pytest.mark.parametrize(
    ("nation", "committee", "lead"),
    [
        ("england", "Audit and Governance Committee", "Designated Safeguarding Lead"),
        ("wales", "Governance and Audit Committee", "Designated Safeguarding Lead"),
        ("scotland", "Audit and Governance Committee", "Chief Social Work Officer"),
    ],
)
def test_a_nation_has_its_own_titles(tmp_path: Path, nation: str, committee: str, lead: str) -> None:
    council = Council(tmp_path, nation=nation)
    assert committee in council.text(POLICY, "monitoring-and-audit")
    assert lead in council.text(POLICY, "safeguarding")
    assert ("child or adult protection procedure" in council.text(POLICY, "safeguarding")) == (nation == "scotland")


def test_an_assistant_is_explained_without_a_class_that_the_council_does_not_tell_apart(tmp_path: Path) -> None:
    without = Council(tmp_path, NO_CHAT).text(POLICY, "definitions-public-vs-enterprise")
    assert "nterprise chat" not in without
    assert "It sees what you put in, and can also search" in without
    assert "Like enterprise chat, but it can also search" in Council(tmp_path).text(
        POLICY, "definitions-public-vs-enterprise"
    )
