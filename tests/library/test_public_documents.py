"""The privacy notice on AI and the statement of one team: what people are told, as the council decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.library.example_council import DEPTHS, POLICY, TYPES, Council
from tests.some import one_in
from tests.workspaces import write

NOTICE, STATEMENT = "privacy-notice", "team-statement"

USES_ALL = """\
tools: {meeting_transcription: true}
parameters:
  care_recording_tool: Scribe
  adm_position: permitted-with-safeguards
  ico_registration: Z1234567
  dpo_email: dp@example.example
  contact_telephone: 01632 960001
  contact_post: AI, Town Hall, Example
  complaint_form_url: https://www.example.example/complain
  notice_uses:
    - {purpose: Sorting reports of potholes, whose: People who report, information: Where the hole is, basis: Our duty
       to keep roads safe}
  automated_decisions:
    - {decision: Renewing a parking permit, how: The tool compares the address with our records, effect: The permit goes
       on or you are told why not}
"""
FORBIDS_ALL = """\
parameters: {personal_information_rule: never, no_training_on_data: never, ai_images_position: not-used,
  translation_human_check: never, statement_team: planning service, team_lead: Head of Planning}
"""


def told(root: Path, id: str, answers: str = "", *, nation: str = "england", depth: str = "standard") -> str:
    return Council(root, answers, nation=nation, depth=depth, documents=(POLICY, NOTICE, STATEMENT)).text(id)


@pytest.mark.parametrize(("nation", "depth"), one_in(6, [(nation, depth) for nation in TYPES for depth in DEPTHS]))
def test_a_notice_tells_all_that_must_be_told_in_each_nation_and_at_each_depth(
    tmp_path: Path, nation: str, depth: str
) -> None:
    answers = USES_ALL.replace(
        "  care_recording_tool: Scribe\n", ""
    )  # a district of Northern Ireland has no social care
    notice = told(tmp_path, NOTICE, answers, nation=nation, depth=depth)
    must_be_told = [
        "Example Council decides how AI uses your personal information",  # who
        "Data Protection Officer",
        "in another form or language, such as large print or easy read",
        "Sorting reports of potholes\tPeople who report\tWhere the hole is\tOur duty to keep roads safe",  # why, which
        "The companies that supply our AI tools",  # who gets it
        "the United Kingdom or the European Economic Area",  # where it goes
        "at most 90 days",  # how long
        "give you a copy",
        "correct it",
        "delete it, or limit what we do with it",
        "stop using it",
        "in a form that you can take elsewhere",
        "you may change your mind at any time",
        "You may complain to us",
        "within 30 days",
        "You may also complain to the Information Commissioner's Office",
        "from whom, and whether you have to give it",
        "Renewing a parking permit\tThe tool compares the address with our records\tThe permit goes on",  # automated
    ]
    assert [words for words in must_be_told if words not in notice] == []


def test_the_policy_that_asks_for_a_notice_names_the_one_on_ai(tmp_path: Path) -> None:
    with_it = Council(tmp_path, documents=(POLICY, NOTICE, STATEMENT)).text(POLICY, "privacy-notices")
    assert 'is called "AI and your information: our privacy notice"' in with_it
    assert "is called" not in Council(tmp_path, documents=(POLICY,)).text(POLICY, "privacy-notices")


def test_a_notice_rests_on_law_that_was_read(tmp_path: Path) -> None:
    council = Council(tmp_path, USES_ALL, documents=(POLICY, NOTICE, STATEMENT))
    assert {"ukgdpr-13-14", "duaa-notices", "duaa-notices-decisions", "dpa-s164a", "ukgdpr-22c"} <= {
        entry.id for entry in council.document(NOTICE).law
    }
    assert [entry.id for entry in council.document(NOTICE).law if not entry.verified] == []
    assert council.document(STATEMENT).law == ()


def test_a_notice_says_who_decides_as_the_council_decided(tmp_path: Path) -> None:
    allowed = "parameters: {adm_position: permitted-with-safeguards}\n"
    by_default, allowed_but_none, listed = (told(tmp_path, NOTICE, each) for each in ("", allowed, USES_ALL))
    assert "A person takes every decision about you that has a legal effect" in by_default
    assert "So far, AI alone takes no decision about you" in allowed_but_none
    assert "AI alone takes the decisions below." in listed
    for notice in (by_default, allowed_but_none, listed):
        assert "have your say, have a person look again, and contest the decision" in notice


def test_a_decision_that_ai_takes_alone_is_refused_where_the_council_allows_none(tmp_path: Path) -> None:
    row = "{decision: Permits, how: By rule, effect: A permit}"
    with pytest.raises(
        PolicyBuilderError, match="a person takes every significant decision, so AI can take none alone"
    ):
        told(tmp_path, NOTICE, f"parameters: {{adm_position: none, automated_decisions: [{row}]}}\n")


def test_a_notice_speaks_of_recording_only_where_a_tool_may_record(tmp_path: Path) -> None:
    assert "help a care worker to write up a visit. We must tell you first" in told(tmp_path, NOTICE, USES_ALL)
    assert "We must tell you first" not in told(tmp_path, NOTICE)
    never = told(tmp_path, NOTICE, FORBIDS_ALL)
    assert "We must tell you first" not in never
    assert "We put no personal information into generative AI" in never
    assert "They must not train their AI with it." in never


def test_a_statement_of_a_team_says_what_the_council_decided(tmp_path: Path) -> None:
    usual, strict = (told(tmp_path, STATEMENT, each) for each in ("", FORBIDS_ALL))
    assert "must have a label where you see or hear it" in usual
    assert "A person who reads both languages must check a translation by AI" in usual
    assert "the planning service of Example Council uses AI. It follows the council's AI use policy" in strict
    assert "We must not publish pictures, video or voices made by AI." in strict
    assert "must have a label" not in strict
    assert "If nobody has checked a translation by AI, we must say so on it." in strict
    assert "We must not put personal information into generative AI." in strict
    assert "The Head of Planning answers for how the team uses AI." in strict


def test_a_second_team_has_a_statement_of_its_own(tmp_path: Path) -> None:
    shipped = (built_in_root() / "templates/team-statement.yaml").read_text(encoding="utf-8")
    write(tmp_path, "templates/planning-statement.yaml", shipped.replace("id: team-", "id: planning-"))
    own = "planning-statement: {parameters: {statement_team: planning service}}"
    council = "{name: Example Council, short_name: Example, nation: wales, type: welsh}"
    text = f"id: example\ncouncil: {council}\ndocuments: {{{STATEMENT}: {{}}, {own}}}\n"
    write(tmp_path, "profiles/example.yaml", text)
    library = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    said = {id: clauses(resolve(library, "example", id)) for id in (STATEMENT, "planning-statement")}
    first = {id: block_text(next(iter(found)).blocks[0]) for id, found in said.items()}
    assert "planning service of Example Council" in first["planning-statement"]
    assert "communications team?] of Example Council" in first[STATEMENT]
