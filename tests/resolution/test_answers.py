"""What each parameter is for one council and document, who said so, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.resolution.answers import Answers, answer, shown
from policybuilder.resolution.case import case_of
from tests.resolution.reading import refused, resolved, values, words
from tests.workspaces import PARAMETERS, base, clause, library, profile, reference, template, tiny

BY_NATION = """\
  guardian:
    {type: role, group: roles, question: Who?, ask: Anyone, label: guardian, rationale: By nation.,
     default_by_nation: {england: Caldicott Guardian, wales: Caldicott Guardian, scotland: Caldicott Guardian,
     northern-ireland: Personal Data Guardian}}
"""
FROM_ANOTHER = """\
  roles.lead:
    {type: role, group: roles, question: Who leads?, ask: Anyone, label: lead, default_from: roles.siro,
     rationale: Often one person.}
  helpline:
    {type: text, group: use, question: Which line?, ask: Anyone, label: helpline, default_from: contact,
     rationale: One line is enough.}
"""


def answers_of(root: Path, profile_id: str = "riverton") -> Answers:
    here = library(root)
    return answer(case_of(here, profile_id, "policy"))


def told(root: Path, name: str, profile_id: str = "riverton") -> tuple[str, str, str]:
    """Return a parameter's value as shown, who gave it, and the file and line."""
    use = answers_of(root, profile_id).parameters[name].use(name)
    return use.value, str(use.origin), use.source


def test_a_parameter_that_nobody_answered_has_its_default_and_the_line_that_declares_it(tmp_path: Path) -> None:
    tiny(tmp_path)
    assert told(tmp_path, "days") == ("30", "default", "clauses/parameters.yaml:6:3")


def test_what_the_profile_sets_is_known_with_its_file_and_line(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "parameters:\n  days: 7\n")
    assert told(tmp_path, "days") == ("7", "profile riverton", "profiles/riverton.yaml:5:3")


def test_what_a_base_sets_is_known_as_the_bases(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters:\n  days: 7\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert told(tmp_path, "days") == ("7", "base alliance", "profiles/alliance.yaml:4:3")


def test_a_document_may_answer_for_itself(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "parameters: {days: 7}\n", documents="{policy: {parameters: {days: 2}}}")
    assert told(tmp_path, "days") == ("2", "profile riverton", "profiles/riverton.yaml:3:35")


@pytest.mark.parametrize(
    ("nation", "type", "expected"),
    [
        ("england", "district", ("Caldicott Guardian", "default for England")),
        ("northern-ireland", "ni-district", ("Personal Data Guardian", "default for Northern Ireland")),
    ],
)
def test_a_default_may_change_with_the_nation(
    tmp_path: Path, nation: str, type: str, expected: tuple[str, str]
) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS + BY_NATION)
    profile(tmp_path, nation=nation, type=type)
    assert told(tmp_path, "guardian")[:2] == expected


def test_a_default_may_be_the_answer_to_another_question(tmp_path: Path) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS + FROM_ANOTHER)
    assert told(tmp_path, "roles.lead")[:2] == ("Director of Resources", "same as roles.siro (default)")
    profile(tmp_path, "roles:\n  siro: Chief Executive\n")
    assert told(tmp_path, "roles.lead") == (
        "Chief Executive",
        "same as roles.siro (profile riverton)",
        "profiles/riverton.yaml:5:3",
    )


def test_when_the_other_question_is_open_it_is_the_one_to_confirm(tmp_path: Path) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS + FROM_ANOTHER)
    clause(tmp_path, "care", "Ring {{ helpline }}.\n", parameters="[helpline]")
    document = resolved(tmp_path)
    assert words(document) == ["Ring [to confirm: contact for questions]."]
    assert [(value.parameter, value.confirmed) for value in values(document)] == [("contact", False)]


def test_a_required_parameter_without_an_answer_is_to_be_confirmed(tmp_path: Path) -> None:
    tiny(tmp_path)
    assert told(tmp_path, "contact") == (
        "[to confirm: contact for questions]",
        "not answered",
        "clauses/parameters.yaml:3:3",
    )


def test_a_required_parameter_with_nothing_behind_its_colon_is_still_open(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "parameters:\n  contact:\n")
    assert told(tmp_path, "contact")[:2] == ("[to confirm: contact for questions]", "not answered")


def test_a_council_may_take_back_what_its_base_says_of_an_optional_parameter(tmp_path: Path) -> None:
    tiny(tmp_path)
    base(tmp_path, "parameters: {motto: Far}\n")
    profile(tmp_path, "extends: [alliance]\nparameters:\n  motto:\n")
    assert told(tmp_path, "motto")[:2] == ("", "profile riverton")


def test_what_a_council_does_follows_from_its_type_and_its_own_word(tmp_path: Path) -> None:
    tiny(tmp_path)
    assert answers_of(tmp_path).names["functions"] == {"social_care": False, "planning": True}
    council = "{name: R, short_name: R, nation: england, type: district, functions: {planning: false}}"
    (tmp_path / "profiles/riverton.yaml").write_text(f"id: riverton\ncouncil: {council}\ndocuments: {{policy: {{}}}}\n")
    assert answers_of(tmp_path).names["functions"] == {"social_care": False, "planning": False}


@pytest.mark.parametrize(("short", "possessive"), [("Riverton", "Riverton's"), ("St Ives", "St Ives'")])
def test_a_council_has_a_possessive(tmp_path: Path, short: str, possessive: str) -> None:
    tiny(tmp_path)
    council = f"{{name: {short} Council, short_name: {short}, nation: england, type: district}}"
    (tmp_path / "profiles/riverton.yaml").write_text(f"id: riverton\ncouncil: {council}\ndocuments: {{policy: {{}}}}\n")
    assert answers_of(tmp_path).names["council"]["possessive"] == possessive


def test_words_change_with_the_nation(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Requests come under {{ terms.access_act }}.\n")
    assert words(resolved(tmp_path)) == ["Requests come under the FOI Act."]
    profile(tmp_path, nation="scotland", type="scottish")
    assert words(resolved(tmp_path)) == ["Requests come under FOISA."]


# What a document says of itself --------------------------------------------------------------------------


def control(root: Path) -> dict[str, tuple[str, bool]]:
    return {entry.label: (entry.value.text, entry.value.confirmed) for entry in resolved(root).control}


def test_the_control_table_of_a_bare_profile_says_what_is_to_be_confirmed(tmp_path: Path) -> None:
    tiny(tmp_path)
    assert control(tmp_path) == {
        "Title": ("AI policy", True),
        "Owner": ("[to confirm: role that owns this document]", False),
        "To be approved by": ("[to confirm: body that approves this document]", False),
        "Version": ("0.1", True),
        "Status": ("Draft", True),
        "Next review": ("[to confirm: date of the next review]", False),
        "Classification": ("OFFICIAL", True),
    }


def test_the_control_table_says_what_the_profile_says(tmp_path: Path) -> None:
    tiny(tmp_path)
    listed = "{% for entry in document_law %}{{ entry.title }} {% endfor %}"
    clause(tmp_path, "care", f"It is under {{{{ terms.access_act }}}}. {listed}\n")
    profile(
        tmp_path,
        documents='{policy: {title: Our AI rules, owner: Head of Digital, approver: Cabinet, version: "0.3", '
        "status: for-approval, date: 2026-11-09, effective_date: 2027-01-01, review_date: 2028-02-29, "
        "classification: OFFICIAL-SENSITIVE}}",
    )
    assert {label: text for label, (text, _) in control(tmp_path).items()} == {
        "Title": "Our AI rules",
        "Owner": "Head of Digital",
        "To be approved by": "Cabinet",
        "Version": "0.3",
        "Status": "For approval",
        "Date of this draft": "9 November 2026",
        "Takes effect": "1 January 2027",
        "Next review": "29 February 2028",
        "Classification": "OFFICIAL-SENSITIVE",
        "Law as at": "22 November 2026",
    }
    assert resolved(tmp_path).title == "Our AI rules"


def test_a_document_that_lists_no_law_says_no_day_of_it(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "It is under {{ terms.access_act }}.\n")
    assert "Law as at" not in control(tmp_path)


def test_without_a_date_the_next_review_is_so_many_months_after_approval(tmp_path: Path) -> None:
    months = (
        "  review_months: {type: integer, unit: months, group: use, question: How often?, ask: Anyone, "
        "label: review, default: 12, rationale: Usual.}\n"
    )
    reference(tiny(tmp_path), parameters=PARAMETERS + months)
    assert control(tmp_path)["Next review"] == ("12 months after approval", True)


@pytest.mark.parametrize(("version", "expected"), [("0.9", "new"), ("1.0", "renewed"), ("10.2", "renewed")])
def test_versions_from_1_on_have_been_approved_before(tmp_path: Path, version: str, expected: str) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "{% if document.previously_approved %}renewed{% else %}new{% endif %}\n")
    profile(tmp_path, documents=f'{{policy: {{version: "{version}"}}}}')
    assert words(resolved(tmp_path)) == [expected]


def test_a_text_that_tests_a_date_nobody_gave_is_refused_with_what_to_add(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "{% if document.owner %}Owned.{% endif %}\n")
    assert refused(tmp_path) == (
        'clauses/about/care.md:8: error: the text cannot be filled in: "document.owner" is not answered [unanswered]\n'
        "  hint: add owner: under documents: policy:"
    )


def test_a_documents_depth_counts_before_the_profiles(tmp_path: Path) -> None:
    tiny(tmp_path)
    template(tmp_path, "care")
    assert resolved(tmp_path).depth == "standard"
    profile(tmp_path, "depth: essential\n")
    assert resolved(tmp_path).depth == "essential"
    profile(tmp_path, "depth: essential\n", documents="{policy: {depth: full}}")
    assert resolved(tmp_path).depth == "full"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (1200, "1200"),
        ("plain", "plain"),
        (["a", "b"], "a; b"),
        ([], ""),
        ([{"name": "Café"}], '[{"name": "Café"}]'),
    ],
)
def test_a_value_is_recorded_as_text(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]
