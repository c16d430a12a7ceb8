"""What councils decide can be said in a profile, and stands in every document and at every depth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.document import clauses
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, Council
from tests.some import one_in

DECIDED = """\
tools: {copilot_m365: true, meeting_transcription: true, coding_assistants: true, iot: true}
risk: {has_high_risk_uses: true}
roles: {ai_lead: "Assistant Director, Digital", digital: "Assistant Director, Digital"}
parameters:
  word_for_residents: customers
  word_for_staff: colleagues
  doubt_contacts: [the Senior Information Risk Owner, the Data Protection Officer]
  ai_examples: [sorting letters, planning gritting routes]
  harm_examples: [a care record that said the opposite of the visit, a fine sent to the wrong house]
  one_programme: true
  smart_place_programme: Quiet Streets
  planned_guidance: [guidance on AI in planning]
  gate: tell
  gate_tells: [what the tool will make, who will get it]
  sustainable_hosting: true
  consult_staff: true
  early_help_position: adults
  training_audience: everyone
  reviewed_by: Digital Board
  looks_first: Policy Scrutiny Committee
  delegation_scope: minor-and-urgent
  document_author: Policy Officer
  replaced_policies: [the interim guidance of 2024]
  equality_record: EIA 26/14
  privacy_record: DPIA 26/9
  cyber_frameworks: [cyber-essentials-plus]
  ico_registration: Z1234567
  retention_schedule_url: https://example.example/keep
  scrutiny_committee: Digital Scrutiny Panel
  key_decision: "yes"
  key_decision_reference: KD 26/31
  call_in: open until 18 December 2026
  comments_to: comments@example.example
  comments_until: 2027-01-31
  consultation_log: [{who: UNISON, from: 2026-06-01, to: 2026-06-30, outcome: Agreed}]
  principles_set: [lawful, sustainable, adds-to-judgement]
  council_values: [openness, thrift]
  recognised_unions: [UNISON]
  union_seat: true
  contact_telephone: 01632 960001
  contact_post: AI, Town Hall, Example
  strategic_priorities: [warm homes]
  champions_network: Helping Hands
  approved_tools:
    - {name: Microsoft 365 Copilot Chat, class: enterprise chat, purposes: Drafting, data_allowed: Public information,
       owner: Head of Digital, approved_on: 2026-03-04, review_on: 2027-03-04}
"""

LAW = "legal-framework-list"
EVERYWHERE = [
    (POLICY, "purpose", "colleagues with time for people"),
    (POLICY, "purpose", "a care record that said the opposite of the visit and a fine sent to the wrong house"),
    (GOVERNANCE, "purpose", "AI, business intelligence and smart places (Quiet Streets) as one programme"),
    (POLICY, "purpose", "AI, business intelligence and smart places (Quiet Streets) as one programme"),
    (GUIDE, "guide-purpose", "business intelligence and smart places (one programme)"),
    (GUIDE, "guide-purpose", "a fine sent to the wrong house"),
    (POLICY, "scope-technology", "Examples are sorting letters and planning gritting routes."),
    (GOVERNANCE, "scope-technology", "Examples are sorting letters and planning gritting routes."),
    (POLICY, "related-policies", "Still to be written: guidance on AI in planning."),
    (POLICY, "user-duties", "ask the Senior Information Risk Owner or the Data Protection Officer, or write to"),
    (GUIDE, "guide-help", "your manager, the Senior Information Risk Owner, the Data Protection Officer or"),
    (POLICY, "new-tool-request", "Say what the tool will make and who will get it."),
    (POLICY, "new-tool-request", "You must tell the Assistant Director, Digital, before you try or buy"),
    (POLICY, "new-tool-request", "or object and say why. You may start once it is on the list."),
    (GUIDE, "guide-tools", "Tell us before a new tool or use, and wait until it is on the list"),
    (GOVERNANCE, "delegation-and-approval-levels", "Nobody: Assistant Director, Digital"),
    (POLICY, "social-care-records", "says how a tool may point out who may need help"),
    (POLICY, "early-help-signs", "A practitioner must look at it first"),
    (POLICY, "cyber-security-baseline", "The council's own security follows Cyber Essentials Plus."),
    (POLICY, "data-protection-baseline", "The council's registration there is Z1234567."),
    (POLICY, "records-retention", "The retention schedule is at https://example.example/keep."),
    (GOVERNANCE, "senior-responsible-owner", "to councillors on the Digital Scrutiny Panel every year"),
    (GUIDE, "guide-care", "An approved tool may point out who might need help early"),
    (GOVERNANCE, "supplier-contract-terms", "The tool runs in data centres on renewable power"),
    (POLICY, "training-mandatory", "Everyone must complete the online training"),
    (POLICY, "review-and-versioning", "The Digital Board must review this policy"),
    (POLICY, "review-and-versioning", "Policy Scrutiny Committee"),
    (POLICY, "review-and-versioning", "next meeting of the Cabinet"),
    (GOVERNANCE, "review-and-versioning", "The Digital Board must review this policy"),
    (POLICY, "document-control", "It replaces the interim guidance of 2024."),
    (POLICY, "document-control", "welcome at comments@example.example until 31 January 2027"),
    (
        GOVERNANCE,
        "dp-complaints",
        "The postal address is AI, Town Hall, Example. The telephone number is 01632 960001.",
    ),
    (GOVERNANCE, "appeals-redress", "or ring 01632 960001"),
    (GOVERNANCE, "digital-inclusion-alternatives", "The number is 01632 960001. The address is AI, Town Hall, Example"),
    (GOVERNANCE, "trade-union-consultation", "replaces people's work or changes their duties"),
    (
        GOVERNANCE,
        "trade-union-consultation",
        "The council recognises UNISON. It must consult them and everyone who works for it",
    ),
    (POLICY, "incident-reporting", "You may stop using a tool that seems likely to harm someone"),
    (GUIDE, "guide-help", "You may stop a tool that seems harmful"),
    (GUIDE, "guide-tools", "Microsoft 365 Copilot (enterprise assistant)"),
    (GUIDE, "guide-tools", "Microsoft Teams transcription (specialist system)"),
    (GUIDE, "guide-tools", "AI coding assistant (specialist system)"),
]
AT_ESSENTIAL = [
    (POLICY, "purpose", "AI should help most with warm homes."),
    (POLICY, "purpose", "It keeps to the council's values: openness and thrift."),
    (POLICY, "training-mandatory", "The Helping Hands can help you."),
]
FROM_STANDARD = [
    (GOVERNANCE, "ai-governance-board", "The recognised trade unions have a seat on it"),
    (GOVERNANCE, "staff-monitoring", "Before it starts, other AI monitoring needs a DPIA"),
    (POLICY, "principles-local", "and tools run on renewable power"),
    (GOVERNANCE, "procurement-process", "ask for proof that it runs on renewable power"),
    (GOVERNANCE, "strategic-fit", "matter to customers or colleagues"),
    (POLICY, "principles-local", "AI adds to people's judgement and does not take its place"),
    (POLICY, "principles-local", "openness and thrift"),
    (GOVERNANCE, "smart-places-iot", "Quiet Streets"),
    (GOVERNANCE, "member-oversight", "different groups of customers"),
]


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_each_decision_stands_in_its_documents(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, DECIDED, depth=depth)
    wanted = EVERYWHERE + (AT_ESSENTIAL if depth == "essential" else FROM_STANDARD)
    missing = [(id, clause, words) for id, clause, words in wanted if words not in council.text(id, clause)]
    assert missing == []


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_people_are_called_by_the_councils_words_alone(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, DECIDED, depth=depth)
    for id in (POLICY, GOVERNANCE, GUIDE):
        # What guidance is for stands as its source has it.
        said = " ".join(council.text(id, each.id) for each in clauses(council.document(id)) if each.id != LAW)
        assert re.findall(r"\bresidents?\b", said) == []
        # A supplier's staff, and an election's, are called what they are.
        assert re.findall(r"(?<!supplier's )(?<!page or )\bstaff\b", said) == []
    if depth == "standard":
        assert {"residents", "staff"} <= set(re.findall(r"\w+", Council(tmp_path).everything()))


def test_the_control_table_says_what_the_council_says_of_the_document(tmp_path: Path) -> None:
    made = Council(tmp_path, DECIDED).document(POLICY)
    rows = {entry.label: entry.value.text for entry in made.control}
    assert rows["Written by"] == "Policy Officer"
    assert rows["Looked at first by"] == "Policy Scrutiny Committee"
    assert rows["Replaces"] == "the interim guidance of 2024"
    assert rows["Key decision"] == "Yes (KD 26/31)"
    assert rows["Call-in"] == "open until 18 December 2026"
    assert rows["Consulted"] == "UNISON (1 June 2026 to 30 June 2026)"
    assert rows["Equality assessment"] == "EIA 26/14"
    assert rows["Data protection assessment"] == "DPIA 26/9"
    usual = {entry.label for entry in Council(tmp_path).document(POLICY).control}
    assert usual & (rows.keys() - {"Law checked"}) < rows.keys()
    assert not usual & {"Written by", "Replaces", "Key decision", "Call-in", "Consulted", "Equality assessment"}


def test_dates_are_printed_as_people_write_them(tmp_path: Path) -> None:
    council = Council(tmp_path, DECIDED, depth="full")
    for id in (POLICY, GOVERNANCE, GUIDE):
        assert re.findall(r"\b\d{4}-\d{2}-\d{2}\b", council.text(id)) == []
    assert "4 March 2027" in council.text(POLICY, "app-approved-tools")


# The gate ---------------------------------------------------------------------------------------------------------

GATES = {
    "none": (
        "You need not ask before you put an approved tool to a new use",
        "You may also use it for other work",
        "You may put these tools to a new use",
        "Nobody: it may start",
    ),
    "tell": ("You must tell the", "you must first do what", "Tell us before", "is told, and may object"),
    "dpia": (
        "You must begin a data protection impact assessment (DPIA)",
        "you must first do what",
        "begin a data protection impact assessment",
        "by signing the DPIA",
    ),
    "ask": ("You must ask before you try or buy", "you must ask first", "ask first", "Line manager"),
}


@pytest.mark.parametrize(("gate", "depth"), one_in(5, [*((gate, "standard") for gate in GATES), ("dpia", "essential")]))
def test_the_gate_is_the_same_in_every_document(tmp_path: Path, gate: str, depth: str) -> None:
    council = Council(tmp_path, f"parameters: {{gate: {gate}}}\n", depth=depth)
    asked, permitted, guide, table = GATES[gate]
    assert asked in council.text(POLICY, "new-tool-request")
    assert permitted in council.text(POLICY, "permitted-uses")
    assert guide in council.text(GUIDE, "guide-tools")
    assert table in council.text(GOVERNANCE, "delegation-and-approval-levels")
    others = [words[0] for name, words in GATES.items() if name != gate]
    assert not any(
        words in council.text(POLICY, "new-tool-request") for words in others if not words.startswith("You must ask")
    )
    if gate == "none":
        assert "purpose it is approved for" not in council.everything()
        assert "for its approved purpose" not in council.everything()
    else:
        assert "A use above the lowest risk tier" in council.text(POLICY, "new-tool-request") or gate == "ask"


def test_without_a_governance_policy_a_decision_about_a_person_still_needs_a_yes(tmp_path: Path) -> None:
    for gate in ("none", "tell"):
        text = Council(tmp_path, f"parameters: {{gate: {gate}}}\n", documents=(POLICY,)).text(
            POLICY, "new-tool-request"
        )
        assert "A use that informs a decision about a person must first be approved" in text


# Councillors, and who changes the policy ---------------------------------------------------------------------------


MENTIONS_COUNCILLORS = "bind councillors|[Cc]ouncillors (?:follow|have a protocol)|applies to councillors"


def test_a_council_can_say_nothing_of_its_councillors(tmp_path: Path) -> None:
    council = Council(tmp_path, "parameters: {covers_members: silent}\n")
    for id in (POLICY, GOVERNANCE, GUIDE):
        assert "elected-members" not in {clause.id for clause in clauses(council.document(id))}
        assert not re.search(
            r"bind councillors|[Cc]ouncillors (?:follow|have a protocol)|applies to councillors", council.text(id)
        )
    not_bound = Council(tmp_path, 'parameters: {covers_members: "no"}\n', documents=(POLICY,))
    assert "bind councillors" in not_bound.text(POLICY)


@pytest.mark.parametrize("depth", ["essential", "standard"])
def test_an_officer_may_change_as_much_as_was_delegated(tmp_path: Path, depth: str) -> None:
    every = Council(tmp_path, "parameters: {delegation_scope: every}\n", depth=depth).text(
        POLICY, "review-and-versioning"
    )
    assert "report each major one to the Cabinet" in every or "with a report to the Cabinet" in every
    assert "The Cabinet must approve" not in every
    urgent = Council(tmp_path, DECIDED, depth=depth).text(POLICY, "review-and-versioning")
    assert "cannot wait" in urgent
    assert "cannot wait" not in Council(tmp_path, depth=depth).text(POLICY, "review-and-versioning")


def test_a_council_may_keep_people_from_stopping_a_tool_and_unions_off_its_board(tmp_path: Path) -> None:
    council = Council(tmp_path, "parameters: {stop_unsafe_tool: false}\n")
    assert "seems likely to harm someone" not in council.everything()
    assert "seems harmful" not in council.everything()
    assert "have a seat on it" not in council.everything()


# Leaving a clause out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", DEPTHS)
def test_personal_use_and_recruitment_are_decided_at_every_depth(tmp_path: Path, depth: str) -> None:
    usual = Council(tmp_path, depth=depth, documents=(POLICY,)).text(POLICY)
    assert "in your own time and at no cost" in usual
    assert "must not use AI to sort, score or rank" in usual
    other = "parameters: {personal_use_position: none, recruitment_ai_position: approved-tool-with-eia}\n"
    decided = Council(tmp_path, other, depth=depth, documents=(POLICY,)).text(POLICY)
    assert "at no cost" not in decided
    assert re.search(r"You must use (the council's AI tools only|them) for council work", decided)
    assert "candidates only with a tool approved for that" in decided


def test_how_to_complain_is_said_in_whole_sentences(tmp_path: Path) -> None:
    council = Council(tmp_path, DECIDED, documents=(GOVERNANCE,))
    said = council.text(GOVERNANCE, "appeals-redress")
    assert (
        "The postal address is AI, Town Hall, Example. The telephone number is 01632 960001. If that does not" in said
    )


def test_a_clause_left_out_takes_its_mentions_along(tmp_path: Path) -> None:
    left_out = (
        "{approver: Cabinet, owner: Head of Digital, exclude: [{clause: disclosure-and-labelling, reason: Not ours}]}"
    )
    council = Council(tmp_path, policy=left_out, within=tmp_path / "out")
    assert "say that AI helped" not in council.text(POLICY, "user-duties")
    assert "say that AI helped" in Council(tmp_path).text(POLICY, "user-duties")
    sections = council.document(POLICY).sections
    assert all(section.clauses for section in sections)


def test_where_to_complain_reads_as_sentences_whatever_contacts_there_are(tmp_path: Path) -> None:
    by_email, to_form = "write to dp@example.example", "or use the form at https://example.example/c"
    told = {
        "": "They can also write to [to confirm",
        "contact_telephone: 01632 960001": f"{by_email}. The telephone number is 01632 960001. You must",
        "complaint_form_url: https://example.example/c": f"{by_email} {to_form}. You must",
    }
    for answers, words in told.items():
        answered = f"parameters: {{dpo_email: dp@example.example, {answers}}}\n" if answers else ""
        assert words in Council(tmp_path, answered).text(GOVERNANCE, "dp-complaints")


def test_the_smart_places_programme_is_named_where_no_section_is_about_sensors(tmp_path: Path) -> None:
    answers = "tools: {iot: true}\nparameters: {smart_place_programme: Quiet Streets}\n"
    short = Council(tmp_path, answers, depth="essential").text(GOVERNANCE, "scope-technology")
    assert "It covers AI in the smart places programme (Quiet Streets)." in short
    assert "Quiet Streets" not in Council(tmp_path, answers).text(GOVERNANCE, "scope-technology")


# The short documents ------------------------------------------------------------------------------------------------

SHORT = ("principles-statement", "policy-page", "leaders-briefing", "poster")


def test_the_short_documents_say_the_same(tmp_path: Path) -> None:
    council = Council(tmp_path, DECIDED, documents=(POLICY, GOVERNANCE, *SHORT))
    statement, page, briefing, poster = (council.text(id) for id in SHORT)
    assert "AI, business intelligence and smart places, which are one programme" in statement
    assert "AI adds to people's judgement and does not take its place" in statement
    assert "or ring 01632 960001. The postal address is AI, Town Hall, Example." in statement
    assert "it must run on renewable power" in statement
    assert "(01632 960001)" in briefing
    assert "The Digital Board looks at this statement" in statement
    assert "after the Policy Scrutiny Committee has looked at it" in statement
    assert "act on an early sign that someone may need help before a person has looked" in statement
    assert "tell the Assistant Director, Digital, before a new tool or use" in page
    assert "one programme" in page
    assert "Customers will ask you three things" in briefing
    assert "a fine sent to the wrong house" in briefing
    assert "the Senior Information Risk Owner" in poster
    assert "One programme: AI, business intelligence and smart places." in poster
    for text in (statement, page, briefing, poster):
        assert not re.search(r"\bresidents?\b|\bstaff\b", text)


def test_the_short_documents_obey_a_decision_that_no_tool_has_personal_information(tmp_path: Path) -> None:
    answers = "parameters: {personal_information_rule: never}\n"
    council = Council(tmp_path, answers, documents=(POLICY, *SHORT))
    for id in SHORT:
        text = council.text(id)
        assert re.search("[Pp]ersonal information|my information", text), id
        assert not re.search("personal information, unless|It may go only|Only in a tool|not approved", text), id
