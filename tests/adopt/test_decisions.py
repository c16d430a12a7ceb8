"""What an old policy decided is heard however it is said: in a sentence, below a heading, in a table, as an answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policybuilder import api
from policybuilder.adopt.decisions import Decision, decisions
from policybuilder.adopt.old_policy import control_rows, old_policy, title_line
from policybuilder.errors import Problems
from policybuilder.library.library import Library
from policybuilder.library.sounds import Spoken, read_pattern, sound, with_classes
from policybuilder.readers.old_policy import read_old_policy

ROOT = Path(__file__).resolve().parents[2]


@cache
def library() -> Library:
    return api.load(ROOT)


def heard(text: str) -> dict[str, Decision]:
    policy = old_policy(read_old_policy(f"# Using AI\n\n{text}\n".encode(), "old.md"), "old.md")
    problems = Problems()
    found = decisions((*control_rows(policy), *policy.passages), library(), {}, problems)
    assert not problems.found
    return {decision.parameter: decision for decision in found}


CONTROL = """| Policy owner | Head of Business Support |
|---|---|
| Signed off by | Corporate Management Team |
| Date agreed | 1 April 2026 |
| Date of next review | 1 October 2027 |"""

SAID: list[tuple[str, str, Any]] = [
    # One rule in many shapes: an order, the passive, a list below words that forbid, a heading that does, an answer.
    ("Never type personal data into an AI tool.", "personal_information_rule", "never"),
    ("Personal details must not be pasted into any AI service.", "personal_information_rule", "never"),
    ("You must not:\n\n- share passwords\n- upload personal information", "personal_information_rule", "never"),
    ("## Don't\n\n- put in details about a resident\n- rush", "personal_information_rule", "never"),
    ("## May I put in personal data?\n\nNo, never.", "personal_information_rule", "never"),
    ("Enter personal data only where a DPIA has been agreed.", "personal_information_rule", "as-approved"),
    ("## May I use ChatGPT?\n\nNo.", "tools.public_tools", "prohibited"),
    ("Free chatbots are blocked on our network.", "tools.public_tools", "prohibited"),
    ("Copilot is the only AI tool that is approved.", "tools.public_tools", "prohibited"),
    ("Never enter confidential information into public AI tools.", "tools.public_tools", "non-sensitive-only"),
    # Who owns and approves it, and how often it is looked at, in a table, a line of labels, and a sentence.
    (CONTROL, "document.owner", "Head of Business Support"),
    (CONTROL, "document.approver", "Corporate Management Team"),
    (CONTROL, "review_months", 18),
    ("Owner: Head of Legal Version: 2.1 Review: annually", "document.owner", "Head of Legal"),
    ("Owner: Head of Legal Version: 2.1 Review: annually", "review_months", 12),
    ("Approved 1 May 2026. Next review: May 2028.", "review_months", 24),
    ("| Date created | First review due | Version |\n|---|---|---|\n| May 2026 | May 2027 | |", "review_months", 12),
    ("Owner | Head of ICT | Version | 2".join(("| ", " |\n|---|---|---|---|")), "document.owner", "Head of ICT"),
    ("We look at this policy again twice a year.", "review_months", 6),
    ("The Finance Committee signed off this policy in May 2026.", "document.approver", "Finance Committee"),
    # Who is bound.
    ("This policy applies to:\n\n- all employees\n- agency workers\n- councillors", "covers_members", "same-rules"),
    (
        "This policy applies to:\n\n- all employees\n- agency workers\n- councillors",
        "people_in_scope",
        ["employees", "agency workers"],
    ),
    ("It applies to all staff, including casual workers.", "people_in_scope", ["staff", "casual workers"]),
    ("## Who is covered\n\nStaff, trustees and volunteers.", "people_in_scope", ["staff", "trustees", "volunteers"]),
    # Posts, bodies and contacts.
    ("You need not use AI: ring 01632 960 555.", "contact_telephone", "01632 960 555"),
    ("We talk with GMB and UNISON before duties change. UNISON has a seat.", "recognised_unions", ["GMB", "UNISON"]),
    ("The recorder in clinic has the approval of the AI Review Panel.", "ai_board_name", "AI Review Panel"),
    ("No decision that affects a person is taken solely by automated means.", "adm_position", "none"),
    ("Nothing of this may use face recognition.", "frt_position", "prohibited"),
    ("A panel of citizens, the Ash Voices, is heard first.", "resident_panel_name", "Ash Voices"),
    ("Ash Council gives way to the new Elm Council on 1 April 2028.", "lgr.successor", "Elm Council"),
    ("Ash Council gives way to the new Elm Council on 1 April 2028.", "lgr.vesting_date", "2028-04-01"),
    ("This policy belongs to the Head of Law.", "document.owner", "Head of Law"),
    ("The Head of Law may correct job titles after talking to the Chief Executive.", "delegation_scope", "minor"),
    (
        "The Head of Law may correct job titles after talking to the Chief Executive.",
        "roles.minor_change_consultee",
        "Chief Executive",
    ),
    ("| Post | Duty |\n|---|---|\n| Head of ICT | Is our SIRO |", "roles.siro", "Head of ICT"),
    ("Our SIRO, the Director of Law, signs it.", "roles.siro", "Director of Law"),
    (
        "Exceptions need approval by the chief executive officer.",
        "roles.exception_approver",
        "Chief executive officer",
    ),
    ("An AI Safety, Ethics and Design Board has been set up.", "ai_board_name", "AI Safety, Ethics and Design Board"),
    ("## Whom do I ask?\n\nThe web team, web@ashby.example.", "ai_contact_email", "web@ashby.example"),
    ("If something goes wrong, tell help@ashby.example.", "incident_contact", "help@ashby.example"),
    ("SIRO: Head of Law", "roles.siro", "Head of Law"),
    ("The Head of Law (SIRO) looks after risks.", "roles.siro", "Head of Law"),
    ("The Head of Law acts as the Council's Data Protection Officer.", "roles.dpo", "Head of Law"),
    ("The Head of Law is the Monitoring Officer and the SIRO.", "roles.siro", "Head of Law"),
    ("## Data Protection Officer\n\nThe Clerk.", "roles.dpo", "Clerk"),
    ("Only the Director of Law may sanction a departure.", "roles.exception_approver", "Director of Law"),
    ("The Head of ICT can order any AI tool to be shut down.", "roles.suspension_authority", "Head of ICT"),
    ("The Head of ICT looks after the list of approved tools.", "roles.digital", "Head of ICT"),
    ("A press notice is for the Press and Media Manager.", "roles.head_of_communications", "Press and Media Manager"),
    ("The AI Board sits every six weeks, with the Clerk in the chair.", "ai_board_frequency", "6-weekly"),
    ("The AI Board sits every six weeks, with the Clerk in the chair.", "ai_board_chair", "Clerk"),
    ("The AI Board sits monthly and answers to the Corporate Board.", "ai_board_reports_to", "Corporate Board"),
    ("The DPO is the Clerk. Contact: dpo@ashby.example.", "dpo_email", "dpo@ashby.example"),
    # Periods.
    ("A breach is made known to the help desk within 12 hours.", "incident_report_hours", 12),
    ("An exception runs out after three months.", "exception_max_months", 3),
    ("Proposals are turned round in 20 working days.", "request_sla_days", 20),
    ("No trial goes on for more than 16 weeks.", "pilot_max_weeks", 16),
    ("It comes back to Full Council every three years.", "review_months", 36),
    ("Transcripts are deleted after three weeks.", "retention_transcripts_days", 21),
    ("Keep no recording of a meeting for longer than 28 days.", "retention_transcripts_days", 28),
    ("Prompts are kept for 60 days.", "retention_prompts_days", 60),
    ("Review: three-yearly", "review_months", 36),
    ("A supplier has 24 hours to tell us of an incident.", "incident_notice_hours", 24),
    # Items typed within a paragraph, duties behind a post.
    ("Users shall not: a) rush; b) disclose personal data to any AI tool.", "personal_information_rule", "never"),
    ("Users shall not:\n\na) rush; b) disclose personal data to any AI tool.", "personal_information_rule", "never"),
    ("**Own phones:** fine for e-mail, not for AI.", "byod_position", "prohibited"),
    ("**Who answers for it:** the Town Clerk.", "roles.ai_lead", "Town Clerk"),
    ("Head of ICT: keeps a list; may suspend any AI tool.", "roles.suspension_authority", "Head of ICT"),
    # Being open.
    ("Be open about using AI.", "disclosure_threshold", "always"),
    ("Where AI wrote a large part of a text, say so.", "disclosure_threshold", "substantial-or-public"),
]


@pytest.mark.parametrize(("text", "parameter", "value"), SAID)
def test_a_decision_is_heard_however_it_is_said(text: str, parameter: str, value: Any) -> None:
    found = heard(text).get(parameter)
    assert found is not None
    assert found.value == value, found


@pytest.mark.parametrize(
    ("text", "parameter", "value"),
    [
        ("Personal data may be entered into approved tools.", "personal_information_rule", "never"),
        ("This policy does not apply to schools.", "people_in_scope", None),
        ("New tools must be approved by the Security and Governance Board before use.", "roles.digital", None),
        ('Changed "line manager" to "head of department".', "disclosure_wording", None),
        ("The Board meets once a month.", "ai_board_name", None),
        ("For one decision in ten, an officer answers.", "request_sla_days", None),
        ("The Senior Information Risk Owner (SIRO) signs.", "roles.siro", "SIRO"),
    ],
)
def test_what_says_something_else_is_not_heard(text: str, parameter: str, value: Any) -> None:
    found = heard(text).get(parameter)
    assert found is None or (value is not None and found.value != value), found


def test_what_is_said_with_the_words_of_a_heading_is_a_suggestion_only() -> None:
    assert not heard("## Don't\n\n- put in details about a resident\n- rush")["personal_information_rule"].sure


def test_a_rule_with_an_exception_is_never_sure() -> None:
    said = "Facial recognition must not be used"
    assert heard(f"{said}.")["frt_position"].sure
    found = heard(f"{said} unless the Council has agreed.")["frt_position"]
    assert (found.value, found.sure) == ("member-approval-only", False)


def test_a_post_that_is_only_named_is_a_suggestion_and_who_holds_it_is_sure() -> None:
    assert not heard("Ask the Data Protection Officer.")["roles.dpo"].sure
    found = heard("Ask the Data Protection Officer.\n\nData Protection Officer: Head of Law.")["roles.dpo"]
    assert (found.value, found.sure) == ("Head of Law", True)


def test_a_title_tells_what_a_policy_is_about_and_nothing_of_people() -> None:
    policy = old_policy(read_old_policy(b"# Generative AI policy for staff\n\n## Use\n\nAsk.\n", "old.md"), "old.md")
    found = decisions((title_line(policy), *policy.passages), library(), {}, Problems())
    assert [(each.parameter, each.value, each.sure) for each in found] == [("scope_breadth", "genai-only", False)]


def test_a_list_of_people_over_several_items_is_one_answer_with_the_words_of_all() -> None:
    found = heard("This policy applies to:\n\n- all staff\n- contractors\n- volunteers")["people_in_scope"]
    assert found.value == ["staff", "contractors", "volunteers"]
    assert "volunteers" in found.words


LIST = "It is good for:\n\n- finding ideas;\n- first drafts; and\n- putting letters into plain English."


def test_the_items_of_a_list_are_the_answer_to_what_stands_above_them() -> None:
    found = heard(LIST)["permitted_uses"]
    assert found.value == ["finding ideas", "first drafts", "putting letters into plain English"]
    assert not found.sure
    assert "permitted_uses" not in heard(LIST.replace("It is good for", "It is not good for"))


def test_a_list_within_a_paragraph_is_heard_as_one_below_it() -> None:
    found = heard("## How we use AI\n\nWe use it to: draft captions; shorten a text; or find ideas.")["team_uses"]
    assert found.value == ["draft captions", "shorten a text", "find ideas"]


def test_choices_that_a_policy_names_here_and_there_are_one_answer() -> None:
    found = heard("We hold Cyber Essentials Plus.\n\n## Networks\n\nThe PSN code and the CAF are met.")
    assert found["cyber_frameworks"].value == ["cyber-essentials-plus", "psn", "caf-lg"]


def test_who_names_the_chair_of_a_board_has_one_and_it_is_a_suggestion() -> None:
    found = heard("The AI Assurance Board is chaired by the Director of Law.")
    assert (found["governance.ai_board"].value, found["governance.ai_board"].sure) == (True, False)
    assert "governance.ai_board" not in heard("The Director of Law answers for AI.")


def test_a_few_words_tell_enough_where_the_passage_says_the_clause_that_asks() -> None:
    text = "# Using AI\n\n## Waivers\n\nThe Director of Law has the last word here.\n"
    policy = old_policy(read_old_policy(text.encode(), "old.md"), "old.md")
    number = next(each.number for each in policy.passages if each.says)
    asked = {
        each.parameter: each for each in decisions(policy.passages, library(), {number: ["exceptions"]}, Problems())
    }
    assert (asked["roles.exception_approver"].value, asked["roles.exception_approver"].sure) == (
        "Director of Law",
        False,
    )
    others = decisions(policy.passages, library(), {number: ["incident-reporting"]}, Problems())
    assert "roles.exception_approver" not in {each.parameter for each in others}


def test_each_duty_in_the_row_of_a_post_is_of_that_post() -> None:
    found = heard("| Head of ICT | Is our SIRO. Keeps the list of approved tools |\n|---|---|\n| Clerk | Writes |")
    assert found["roles.digital"].value == "Head of ICT"


def test_a_cell_is_read_with_its_row_and_its_column() -> None:
    table = """| Information | ChatGPT | Copilot |
|---|---|---|
| Already published | Yes, when your manager has agreed | Yes |
| Anything else | No | Yes |"""
    assert heard(table)["tools.public_tools"].value == "with-approval"


def test_an_address_without_its_scheme_is_one_that_a_profile_takes() -> None:
    found = heard("Complain with the form at ashby.example/complain.")["complaint_form_url"]
    assert found.value == "https://ashby.example/complain"


# The language of patterns ---------------------------------------------------------------------------------

CLASSES = {"never": ["never", "do not"], "put-in": ["enter", "type"], "both": ["<never> <put-in>"]}


def is_heard(says: str, text: str, above: str = "") -> bool:
    spoken = Spoken.of(f"{above} ¶ {text}" if above else text)
    after = spoken.offset(len(f"{above} ¶ ")) if above else 0
    return sound(with_classes(says, CLASSES), "text").heard(spoken, after) is not None


@pytest.mark.parametrize(
    ("says", "text", "above", "expected"),
    [
        ("<never> ... names", "Do not type names.", "", True),
        ("<both> names", "Never enter names.", "", True),
        ("<never> ... names", "Names are never typed.", "", False),
        ("<never> & names", "Names are never typed.", "", True),
        ("<never> & names", "Type names.", "Never", True),
        ("<never> & names", "Be kind.", "Never type names", False),
        ("^ no", "No, never.", "May I?", True),
        ("^ no", "There is no limit.", "May I?", False),
        ("don't & names", "Don’t type names.", "", True),
        ("type (names|ages [of people])", "Type: “ages”.", "", True),
        ("(a (new|good)|best) tool", "It is a (good) tool.", "", True),
        ("(type|put) names", "Puts names.", "", False),
        ("put [in] names", "Put into names.", "", False),
        ("names (are|put)", "Names area.", "", False),
        ("called {quoted}", 'It is called "Ada".', "", True),
        ("call {quoted}", 'It is called "Ada".', "", False),
        ("{value Law & Head|Clerk} \\( SIRO \\)", "The Head of Law (SIRO) signs.", "", True),
        ("{value Law & Head|Clerk} \\( SIRO \\)", "The Head of ICT (SIRO) signs.", "", False),
        ("{value Law & Head|Clerk} \\( SIRO \\)", "The Head of Law, SIRO, signs.", "", False),
    ],
)
def test_a_pattern_is_heard_in_any_shape_that_it_allows(says: str, text: str, above: str, expected: bool) -> None:
    assert is_heard(says, text, above) is expected


@pytest.mark.parametrize(
    ("says", "text", "expected"),
    [
        ("^ scope <sign> {rest}", "Scope | Routes. Not for money | Who", "Routes. Not for money"),
        ("code & {sentence}", "Two people read the code.", "Two people read the code"),
        ("ring {number}", "Ring 01632 960 555. We answer in 20 days.", "01632 960 555"),
        ("(ring|centre) ... {number}", "The contact centre (01632 960555) helps.", "01632 960555"),
        (
            "write to {address}",
            "Write to Ash Council, 2 High Street, AB1 2CD or call.",
            "Ash Council, 2 High Street, AB1 2CD",
        ),
    ],
)
def test_an_answer_is_the_rest_of_a_cell_an_address_or_the_whole_sentence(says: str, text: str, expected: str) -> None:
    spoken = Spoken.of(text)
    found = sound(with_classes(says, {"sign": ["\\|"]}), "text").heard(spoken)
    assert found
    assert spoken.original(*found.answer) == expected


@pytest.mark.parametrize("says", ["{item}", "a {item}", "{rest} & {rest}", "a {sentence}"])
def test_what_a_text_cannot_have_for_an_answer_is_refused(says: str) -> None:
    with pytest.raises(ValueError, match=r"answer|stands alone"):
        read_pattern(says, "text")


@pytest.mark.parametrize("says", ["<nobody> types", "<loop>", "a & & b", "& a"])
def test_a_pattern_that_cannot_be_read_says_so(says: str) -> None:
    with pytest.raises(ValueError, match=r"no words|names itself"):
        read_pattern(with_classes(says, {"loop": ["<loop>"]}), "text")
