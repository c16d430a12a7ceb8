"""What one document of a council allows or promises, the next does not take back."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import Clause, Document, clauses
from tests.library.example_council import GOVERNANCE, GUIDE, POLICY, Council
from tests.some import one_in

ANSWERS = """\
tools: {public_tools: non-sensitive-only, meeting_transcription: true}
parameters: {covers_members: separate-protocol, ai_security_standard: ncsc-guidelines}
"""


@pytest.fixture
def council(tmp_path: Path) -> Council:
    """A council with free chatbots, recorded meetings and a protocol for councillors."""
    return Council(
        tmp_path,
        ANSWERS,
        depth="essential",
        documents=(POLICY, GOVERNANCE, GUIDE, "privacy-notice", "leaders-briefing"),
    )


def clause(document: Document, id: str) -> Clause:
    return next(each for each in clauses(document) if each.id == id)


def test_a_free_chatbot_that_people_may_use_needs_no_request_and_has_nothing_personal(council: Council) -> None:
    public = council.text(POLICY, "public-tools-limited")
    assert "already published and is not personal" in public
    assert "with your council account, not a personal one" in council.text(POLICY, "scope-devices-byod")
    assert "anything unpublished or personal, into a public tool" in council.text(GUIDE, "guide-information")
    assert "5.3 is the one exception" in council.text(POLICY, "new-tool-request")
    assert "For any other tool or a new use, ask first" in council.text(GUIDE, "guide-tools")
    assert "try AI" not in council.text(GOVERNANCE, "procurement-process")


def test_a_permitted_use_is_allowed_also_where_the_list_of_tools_does_not_name_it(
    tmp_path: Path, council: Council
) -> None:
    assert "for uses that it or section 5.1 allows" in council.text(POLICY, "approved-tools-list")
    alone = Council(tmp_path, documents=(GOVERNANCE,))
    assert "for the uses and information that it allows" in alone.text(GOVERNANCE, "approved-tools-list")


def test_who_objects_to_a_recording_halfway_is_obeyed_in_policy_and_notice(council: Council) -> None:
    assert "even halfway, the host must leave it off or stop it" in council.text(POLICY, "meeting-transcription")
    assert "even halfway. Then we must leave it off or stop it" in council.text("privacy-notice", "notice-recording")


def test_the_days_until_a_recording_goes_begin_by_a_day_that_the_policy_names(council: Council) -> None:
    assert "days after the notes are checked" in council.text(POLICY, "records-retention")
    assert "must check the notes within 14 days" in council.text(POLICY, "meeting-transcription")
    assert "which must be within 14 days" in council.text("privacy-notice", "notice-keeping")
    assert "Check the notes within 14 days" in council.text(GUIDE, "guide-meetings")


def test_no_document_says_that_councillors_have_a_protocol_before_they_have_one(council: Council) -> None:
    assert "Until the council has one, they must follow this policy" in council.text(POLICY, "elected-members")
    for id, name in ((GUIDE, "guide-purpose"), ("leaders-briefing", "briefing-councillors")):
        assert "until there is one, the policy" in council.text(id, name), id


def test_an_own_device_that_the_council_manages_is_not_a_way_round_the_controls(tmp_path: Path) -> None:
    managed = Council(tmp_path)
    assert "Your own device counts only while the council manages it" in managed.text(POLICY, "scope-devices-byod")
    assert "to a device that the council does not manage" in managed.text(POLICY, "no-circumvention")


def test_a_policy_lists_a_standard_only_where_it_rests_on_it(tmp_path: Path, council: Council) -> None:
    assert "etsi-304223" not in {each.id for each in council.document(POLICY).law}
    assert "etsi-304223" not in clause(council.document(POLICY), "cyber-security-baseline").provenance.law
    assert "lga-procure" not in {each.id for each in council.document(GOVERNANCE).law}
    usual = Council(tmp_path)
    assert "etsi-304223" in {each.id for each in usual.document(POLICY).law}
    assert "lga-procure" in {each.id for each in usual.document(GOVERNANCE).law}


def test_nobody_signs_that_they_did_the_training_before_the_policy_asks_it_of_them(tmp_path: Path) -> None:
    form = "{approver: Cabinet, owner: Head of Digital, include: [{clause: acknowledgement, section: about}]}"
    after = Council(tmp_path, "parameters: {training_before_access: false}\n", depth="essential", policy=form)
    assert "I must complete the training" in after.text(POLICY, "acknowledgement")
    assert "within a month of getting access" in after.text(POLICY, "training-mandatory")
    before = Council(tmp_path, "parameters: {training_before_access: true}\n", depth="essential", policy=form)
    assert "I have completed the training" in before.text(POLICY, "acknowledgement")


def test_the_days_to_check_notes_are_the_councils_wherever_they_are_told(tmp_path: Path) -> None:
    answers = "tools: {meeting_transcription: true}\nparameters: {notes_check_days: 1}\n"
    council = Council(tmp_path, answers, documents=(POLICY, GUIDE, "privacy-notice"))
    assert "must check the notes within 1 day, and delete" in council.text(POLICY, "meeting-transcription")
    assert "which must be within 1 day" in council.text("privacy-notice", "notice-keeping")
    assert "Check the notes within 1 day, then" in council.text(GUIDE, "guide-meetings")


def test_a_notice_names_no_use_that_no_tool_may_have(tmp_path: Path) -> None:
    notice = "privacy-notice"
    fresh = Council(tmp_path, documents=(POLICY, notice))
    assert "[to confirm: What our list of approved tools allows?]" in fresh.text(notice, "notice-uses")
    assert "meetings" not in fresh.text(notice, "notice-uses")
    tools = "tools: {meeting_transcription: true}\nparameters: {care_recording_tool: Scribe}\n"
    uses = Council(tmp_path, tools, documents=(POLICY, notice)).text(notice, "notice-uses")
    assert all(f"[to confirm: {use}" in uses for use in ("Taking notes of meetings", "Drafting records"))
    own = "[{purpose: Notes of meetings, whose: All, information: Words, basis: Law}]"
    answered = tools.replace("Scribe}", f"Scribe, notice_uses: {own}}}")
    uses = Council(tmp_path, answered, documents=(POLICY, notice)).text(notice, "notice-uses")
    assert "Taking notes of meetings" not in uses
    assert "list of approved tools" not in uses


def test_guide_and_policy_say_whose_written_agreement_the_table_asks_for(tmp_path: Path) -> None:
    council = Council(tmp_path, "roles: {care_guardian: Director of Care, head_of_legal: Head of Law}\n")
    assert "written agreement comes from the Director of Care" in council.text(POLICY, "traffic-light-data-rules")
    assert "Director of Care (care) or Head of Law gives written agreement" in council.text(GUIDE, "guide-information")
    never = Council(tmp_path, "parameters: {personal_information_rule: never}\n")
    assert "written agreement" not in never.text(POLICY, "traffic-light-data-rules")
    assert "written agreement" not in never.text(GUIDE, "guide-information")


def test_what_people_send_may_be_read_by_ai_where_the_tool_may_have_it(tmp_path: Path) -> None:
    council = Council(tmp_path)
    said = council.text(POLICY, "copyright-inputs")
    assert "may still summarise what people send the council, for the purpose" in said
    assert "you may summarise what people send us" in council.text(GUIDE, "guide-information")


@pytest.mark.parametrize(
    ("answers", "one"),
    [
        ("", True),
        ("scrutiny_committee: Scrutiny Committee", False),
        ("reporting_frequency: quarterly", False),
        ("audit_frequency: biennial", False),
    ],
)
def test_one_committee_gets_one_yearly_report(tmp_path: Path, answers: str, one: bool) -> None:
    council = Council(tmp_path, f"parameters: {{audit_committee: Audit Committee, {answers}}}\n")
    said = council.text(POLICY, "monitoring-and-audit")
    assert ("The yearly report to the Audit Committee must show:" in said) == one
    assert ("They must report to the Audit Committee on:" in said) != one


@pytest.mark.parametrize("nation", one_in(2, ["scotland", "northern-ireland"]))
def test_those_who_sign_are_thought_of_at_standard_depth(tmp_path: Path, nation: str) -> None:
    said = Council(tmp_path, nation=nation).text(GOVERNANCE, "gaelic-bsl-ni-languages")
    assert "A signing avatar must not replace an interpreter" in said
    assert ("British Sign Language (Scotland) Act 2015" in said) == (nation == "scotland")
    assert "2022" not in said
    assert "2025" not in said
