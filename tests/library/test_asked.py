"""What people who read whole documents asked for: who decides, whom it leaves out, and what happens to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.document import unconfirmed
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, TYPES, Council
from tests.library.test_readers import ALL
from tests.some import one_in

SPEAKS = re.compile(r"\b(may|must|can|is|are|has|have|will)\b")
"""A guess with one of these words is a sentence, and no answer to a question."""


def test_a_difference_between_groups_stops_a_use_until_somebody_named_decides(tmp_path: Path) -> None:
    for nation in TYPES:
        said = Council(tmp_path, nation=nation).text(GOVERNANCE, "equality-duty")
        assert "its use must stop. It may go on once the difference is put right, or the" in said
        assert "Head of Legal Services?] decides in writing that it is justified" in said


def test_a_board_on_ethics_has_members(tmp_path: Path) -> None:
    board = "parameters: {ethics_body: data-ethics-board%s}\n"
    review = Council(tmp_path, board % "").text(GOVERNANCE, "ethics-review")
    assert "Its members are [to confirm: the Senior Information Risk Owner as chair, " in review
    named = board % ", ethics_board_members: [a librarian as chair, two residents]"
    assert "Its members are a librarian as chair and two residents." in Council(tmp_path, named).text(
        GOVERNANCE, "ethics-review"
    )
    assert "members are" not in Council(tmp_path).text(GOVERNANCE, "ethics-review")


@pytest.mark.parametrize("depth", ["standard", "full"])
def test_the_finance_officer_has_a_part_wherever_benefits_are_measured(tmp_path: Path, depth: str) -> None:
    council = Council(tmp_path, depth=depth)
    money = council.text(GOVERNANCE, "evaluation-and-benefits") + council.text(GOVERNANCE, "s151-role")
    assert money.count("Section 151 Officer") == 1
    assert money.count("goes into a budget only when") == 1
    assert "Section 151 Officer" in council.text(POLICY, "role-table")


@pytest.mark.parametrize("nation", one_in(4, TYPES))
def test_what_is_to_be_confirmed_reads_as_an_answer_and_not_as_a_rule(tmp_path: Path, nation: str) -> None:
    council = Council(tmp_path, nation=nation, depth="full", documents=ALL)
    guesses = {value.text for id in ALL for _, value in unconfirmed(council.document(id)) if value.text.endswith("?]")}
    assert "[to confirm: Nobody?]" in guesses
    assert [guess for guess in guesses if SPEAKS.search(guess.removeprefix("[to confirm: "))] == []


def test_no_host_can_let_an_unapproved_note_taker_in_by_agreeing(tmp_path: Path) -> None:
    for rule in ("remove", "allow-if-all-agree"):
        council = Council(tmp_path, f"parameters: {{external_bot_rule: {rule}}}\n")
        assert "bringing an unapproved note-taking tool into a meeting" in council.text(POLICY, "prohibited-uses")
        assert "host's agreement" not in council.everything()


def test_a_tool_that_reads_more_files_needs_no_less_agreement(tmp_path: Path) -> None:
    rows = Council(tmp_path).library.reference.parameters["data_tool_matrix"].default
    assert isinstance(rows, list)
    agreed = [row for row in rows if "written agreement" in row["specialist"]]
    assert agreed
    assert [row for row in agreed if "written agreement" not in row["enterprise_grounded"]] == []
    said = Council(tmp_path).text(POLICY, "app-data-tool-matrix")
    assert said.count("If the tools list says so, with written agreement") == 2


def test_a_deaf_person_has_a_way_to_the_council_without_ai(tmp_path: Path) -> None:
    council = Council(tmp_path, documents=ALL)
    for id in (GOVERNANCE, "privacy-notice", "principles-statement", "leaders-briefing"):
        said = council.text(id)
        assert "text relay" in said, id
        assert "sign language" in said, id


def test_users_read_at_every_depth_how_to_ask_for_an_exception(tmp_path: Path) -> None:
    for depth in DEPTHS:
        council = Council(tmp_path, depth=depth)
        assert "in writing for an exception" in council.text(POLICY, "exceptions"), depth
        assert council.text(GOVERNANCE, "exceptions") == ""


def test_people_in_care_have_the_tool_explained_so_that_they_can_follow(tmp_path: Path) -> None:
    for depth in DEPTHS:
        records = Council(tmp_path, depth=depth).text(POLICY, "social-care-records")
        assert "explain the tool plainly, with an interpreter or Easy Read where needed" in records


def test_an_honest_mistake_that_is_reported_is_protected_wherever_reports_are(tmp_path: Path) -> None:
    for depth in DEPTHS:
        council = Council(tmp_path, depth=depth, documents=ALL)
        assert "for an honest mistake reported promptly, or for the report" in council.text(POLICY)
        for id in (GUIDE, "policy-page", "poster"):
            assert "Nobody is disciplined for an honest mistake reported promptly." in council.text(id), id


def test_what_follows_a_breach_holds_for_whoever_works_for_the_council_without_an_agreement(tmp_path: Path) -> None:
    breaches = Council(tmp_path).text(POLICY, "sanctions")
    assert "others who work for the council, up to ending that work" in breaches
    assert "agreement" not in breaches


def test_a_rule_elsewhere_is_not_under_an_appendix_that_is_not_here(tmp_path: Path) -> None:
    table = Council(tmp_path, depth="full").text(GOVERNANCE, "related-policies")
    assert "Glossary\tGlossary" not in table
    assert "Appendices\tGlossary" in table


def test_other_policies_are_a_list_and_no_long_sentence(tmp_path: Path) -> None:
    named = "parameters: {related_policies: [Records Policy, Code of Conduct]}\n"
    for id, documents in ((GOVERNANCE, (POLICY, GOVERNANCE)), (POLICY, (POLICY,))):
        said = Council(tmp_path, named, documents=documents).text(id, "related-policies")
        assert "This policy adds to the council's: Records Policy Code of Conduct" in " ".join(said.split())
    users = Council(tmp_path, named).text(POLICY, "related-policies")
    assert "This policy adds to the council's other policies, which its AI governance policy lists." in users


def test_a_social_worker_reads_in_the_guide_what_to_do_with_a_sign_of_harm(tmp_path: Path) -> None:
    for answers in (
        "",
        "parameters: {care_recording_tool: Scribe}\n",
        "parameters: {personal_information_rule: never}\n",
    ):
        care = Council(tmp_path, answers).text(GUIDE, "guide-care")
        assert "Tell the [to confirm: Designated Safeguarding Lead?] of any sign of harm at once." in care


def test_no_job_changes_because_of_ai_without_consultation_at_any_depth(tmp_path: Path) -> None:
    for depth in DEPTHS:
        assert "Nobody's job may change or end because of AI" in Council(tmp_path, depth=depth).text(GOVERNANCE)
    merging = Council(tmp_path, "lgr: {status: merging}\n", depth="essential")
    assert "without that consultation, even when councils merge" in merging.text(GOVERNANCE)
