"""What one document of a council allows or promises, the next does not take back."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import Clause, Document, clauses
from tests.library.example_council import GOVERNANCE, GUIDE, POLICY, Council

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
    assert "You must not sign in with a personal account." in public
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
    assert "must check the notes within two weeks" in council.text(POLICY, "meeting-transcription")
    assert "which must be within two weeks" in council.text("privacy-notice", "notice-keeping")
    assert "Check the notes within two weeks" in council.text(GUIDE, "guide-meetings")


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
