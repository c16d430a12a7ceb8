"""The state of an answer: decided, looked at and kept, or never looked at, and what a draft prints of a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.compare import compare
from policybuilder.coverage import cover
from policybuilder.document import unconfirmed
from policybuilder.resolution.answers import Answer, answer
from policybuilder.resolution.case import case_of
from tests.resolution.reading import ids, refused, resolved, values, words
from tests.workspaces import PARAMETERS, base, clause, library, profile, reference, template, tiny

FACTS = """\
  board:
    {type: text, group: use, question: What is the board called?, ask: Director, label: AI board, fact: true,
     default: AI Governance Group, rationale: Usual.}
  chair:
    {type: role, group: roles, question: Who chairs it?, ask: Director, label: chair, fact: true, default_from:
     roles.siro, rationale: Usual.}
  lead:
    {type: role, group: roles, question: Who leads?, ask: Director, label: lead, fact: true, rationale: By nation.,
     default_by_nation: {england: Head, wales: Pennaeth, scotland: Head, northern-ireland: Head}}
  unions:
    {type: list, group: use, question: Which unions?, ask: HR, label: unions, fact: true, default: [UNISON, GMB],
     rationale: Usual.}
  schemes:
    {type: choices, group: use, question: Which schemes?, ask: ICT, label: schemes, fact: true, default: [ce],
     options: {ce: "Cyber Essentials: basic", iso: "ISO 27001: more"}, rationale: Usual.}
  scheme:
    {type: choice, group: use, question: Which scheme?, ask: ICT, label: scheme, fact: true, default: ce,
     options: {ce: "Cyber Essentials: basic", iso: "ISO 27001: more"}, rationale: Usual.}
  founded: {type: date, group: use, question: Since when?, ask: HR, label: founding day, fact: true,
     default: 2020-04-01, rationale: Usual.}
  teams: {type: integer, group: use, question: How many?, ask: HR, label: teams, fact: true, default: 3, unit: teams,
     rationale: Usual.}
  meets: {type: boolean, group: use, question: Is there a board?, ask: Director, label: whether there is a board,
     fact: true, default: true, rationale: Usual.}
  page: {type: url, group: use, question: Which page?, ask: HR, label: page, fact: true,
     default: "https://www.example.gov.uk/ai", rationale: Usual.}
  box: {type: email, group: use, question: Which mailbox?, ask: HR, label: mailbox, fact: true,
     default: ai@example.gov.uk, rationale: Usual.}
  apps:
    {type: table, group: use, question: Which tools?, ask: ICT, label: tools, fact: true, fact_columns: [name, owner],
     columns: {name: Tool, use: Use, owner: Owner}, default: [{name: Chat, use: Drafting, owner: Head of ICT}],
     rationale: Usual.}
"""

APPS = """\
| Tool | Use | Owner |
| --- | --- | --- |
{% for row in apps %}
| {{ row.name }} | {{ row.use }} | {{ row.owner }} |
{% endfor %}
"""

BODIES = {
    "board": ("The {{ board }} decides.", "The [to confirm: AI Governance Group?] decides.", "AI Governance Group"),
    "chair": ("Ask the {{ chair }}.", "Ask the [to confirm: Director of Resources?].", "Director of Resources"),
    "lead": ("Ask the {{ lead }}.", "Ask the [to confirm: Head?].", "Head"),
    "unions": ("We ask {{ unions | listed }}.", "We ask [to confirm: UNISON and GMB?].", "[UNISON, GMB]"),
    "schemes": ("We hold {{ schemes | listed }}.", "We hold [to confirm: Cyber Essentials?].", "[ce]"),
    "scheme": ("We hold {{ scheme | label }}.", "We hold [to confirm: Cyber Essentials?].", "ce"),
    "founded": ("Since {{ founded | date }}.", "Since [to confirm: 1 April 2020?].", "2020-04-01"),
    "teams": ("It has {{ teams }} teams.", "It has [to confirm: 3?] teams.", "3"),
    "page": ("See {{ page }}.", "See [to confirm: https://www.example.gov.uk/ai?].", "https://www.example.gov.uk/ai"),
    "box": ("Ask {{ box }}.", "Ask [to confirm: ai@example.gov.uk?].", "ai@example.gov.uk"),
    "apps": (
        APPS,
        "Tool\tUse\tOwner\n[to confirm: Chat?]\tDrafting\t[to confirm: Head of ICT?]",
        "[{name: Chat, use: Drafting, owner: Head of ICT}]",
    ),
}
"""A parameter of each type: a body that prints it, what a draft says while nobody has looked, and the value to keep."""

DOCUMENTS = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31}}"


def workspace(root: Path, *names: str, body: str = "", said: str = "", documents: str = DOCUMENTS) -> Path:
    """Write a workspace whose one clause prints some facts, and what the council says of them."""
    tiny(root)
    reference(root, parameters=PARAMETERS + FACTS)
    clause(root, "care", (body or BODIES[names[0]][0]) + "\n", parameters=f"[{', '.join(names)}]")
    profile(root, said, documents=documents)
    return root


def state(root: Path, name: str, document: str = "policy", id: str = "riverton") -> Answer:
    """Return the answer to a question, with its state."""
    here = library(root)
    return answer(case_of(here, id, document)).parameters[name]


# What nobody has looked at -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BODIES)
def test_a_fact_of_any_type_that_nobody_looked_at_is_printed_as_a_question_and_blocks_the_paper(
    tmp_path: Path, name: str
) -> None:
    body, printed, default = BODIES[name]
    workspace(tmp_path, name, body=body)
    document = resolved(tmp_path)
    assert words(document) == [printed]
    assert {value.parameter for _, value in unconfirmed(document)} == {name}
    assert [question.parameter for question in document.questions if question.guess] == [name]
    told = refused(tmp_path, final=True)
    assert f'nobody has looked at "{name}": its default is {default}' in told
    assert f"If the default is right, write {name}: {default} under kept:; if not, write {name}: under" in told


@pytest.mark.parametrize("name", BODIES)
def test_a_fact_that_was_looked_at_and_kept_is_printed_as_it_is(tmp_path: Path, name: str) -> None:
    body, printed, default = BODIES[name]
    workspace(tmp_path, name, body=body, said=f"kept: {{{name}: {default}}}\n")
    document = resolved(tmp_path, final=True)
    assert words(document) == [printed.replace("[to confirm: ", "").replace("?]", "")]
    assert (unconfirmed(document), document.questions) == ((), ())
    assert (state(tmp_path, name).state, state(tmp_path, name).by) == ("kept", "riverton")


def test_choices_and_numbers_that_are_no_facts_stand_as_they_are(tmp_path: Path) -> None:
    workspace(tmp_path, "days", body="Keep it {{ days }} days.")
    assert words(resolved(tmp_path, final=True)) == ["Keep it 30 days."]
    assert state(tmp_path, "days").state == "never looked at"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("{{ board | capitalised }} decides.", "[to confirm: AI Governance Group?] decides."),
        ("{% for one in unions %}\n- {{ one }}\n{% endfor %}", "[to confirm: UNISON?]\n[to confirm: GMB?]"),
        ("Ask {{ board if days > 1 else motto }}.", "Ask [to confirm: AI Governance Group?]."),
        ("Ask {{ motto if days > 99 else (board | lowered) }}.", "Ask [to confirm: aI Governance Group?]."),
        ("Ask {{ days if unions else motto }}.", "Ask 30."),
        ("**{{ board }}**", "[to confirm: AI Governance Group?]"),
    ],
)
def test_wherever_and_however_a_fact_is_printed_it_is_marked_and_nothing_else_is(
    tmp_path: Path, body: str, printed: str
) -> None:
    names = [name for name in ("board", "unions", "days", "motto") if name in body]
    workspace(tmp_path, *names, body=body)
    assert words(resolved(tmp_path)) == [printed]


def test_conditions_see_the_default_whether_anybody_looked_or_not(tmp_path: Path) -> None:
    body = "{% if scheme == 'ce' and 'UNISON' in unions and board == 'AI Governance Group' %}\nBasic.\n{% endif %}"
    looked = "kept: {scheme: ce, board: AI Governance Group, unions: [UNISON, GMB]}\n"
    found = []
    for said in ("", looked):
        workspace(tmp_path, "scheme", "unions", "board", body=body, said=said)
        clause(tmp_path, "more", applies_when="board == 'AI Governance Group'", parameters="[board]")
        template(tmp_path, "care", "more")
        document = resolved(tmp_path, final=True)
        found.append((ids(document), words(document)))
    assert found[0] == found[1] == (["care", "more"], ["Basic."])


def test_the_role_that_keeps_an_appendix_is_a_fact_as_well(tmp_path: Path) -> None:
    workspace(tmp_path, "lead")
    clause(tmp_path, "app-tools", kept_by="lead")
    template(tmp_path, "care", appendices="[app-tools]")
    assert words(resolved(tmp_path), "app-tools")[0].startswith("Version 1.0. The [to confirm: Head?] keeps")
    profile(tmp_path, "kept: {lead: Head}\n", documents=DOCUMENTS)
    assert words(resolved(tmp_path), "app-tools")[0].startswith("Version 1.0. The Head keeps")


def test_an_amendment_that_prints_a_fact_asks_too(tmp_path: Path) -> None:
    workspace(tmp_path, "days", body="Keep it {{ days }} days.")
    amend = '{clause: care, place: append, base: 1.0.0, reason: Asked, text: "Ask the {{ board }}."}'
    profile(tmp_path, documents=DOCUMENTS.replace("}}", f", amend: [{amend}]}}}}"))
    assert 'nobody has looked at "board"' in refused(tmp_path, final=True)


# Defaults that come from elsewhere -----------------------------------------------------------------------


def test_a_default_that_is_another_answer_is_looked_at_by_itself(tmp_path: Path) -> None:
    workspace(tmp_path, "chair", said="roles: {siro: Director of Money}\n")
    assert words(resolved(tmp_path)) == ["Ask the [to confirm: Director of Money?]."]
    workspace(tmp_path, "chair", said="roles: {siro: Director of Money}\nkept: {chair: Director of Money}\n")
    assert words(resolved(tmp_path, final=True)) == ["Ask the Director of Money."]
    assert str(state(tmp_path, "chair").origin) == "same as roles.siro (profile riverton), kept by profile riverton"


def test_a_kept_default_that_is_another_answer_lapses_when_that_answer_changes(tmp_path: Path) -> None:
    workspace(tmp_path, "chair", said="roles: {siro: Director of Law}\nkept: {chair: Director of Money}\n")
    assert words(resolved(tmp_path)) == ["Ask the [to confirm: Director of Law?]."]
    assert state(tmp_path, "chair").state == "never looked at"


@pytest.mark.parametrize(
    ("nation", "type", "kept", "printed"),
    [
        ("england", "district", "Head", "Ask the Head."),
        ("wales", "welsh", "Pennaeth", "Ask the Pennaeth."),
        ("wales", "welsh", "Head", "Ask the [to confirm: Pennaeth?]."),
    ],
)
def test_the_default_of_the_councils_own_nation_is_what_counts(
    tmp_path: Path, nation: str, type: str, kept: str, printed: str
) -> None:
    workspace(tmp_path, "lead")
    profile(tmp_path, f"kept: {{lead: {kept}}}\n", nation=nation, type=type)
    assert words(resolved(tmp_path)) == [printed]


# A default that moves ------------------------------------------------------------------------------------


def test_when_the_library_moves_a_default_it_counts_as_not_looked_at_and_then_and_now_are_told(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="kept:\n  board: AI Governance Group\n")
    assert words(resolved(tmp_path, final=True)) == ["The AI Governance Group decides."]
    moved = (PARAMETERS + FACTS).replace("AI Governance Group", "AI Board")
    reference(tmp_path, parameters=moved)
    assert words(resolved(tmp_path)) == ["The [to confirm: AI Board?] decides."]
    assert refused(tmp_path, final=True).startswith(
        'profiles/riverton.yaml:5:3: error: nobody has looked at "board": its default is AI Board, '
        "and what was kept is AI Governance Group [never-looked-at]\n"
    )


def test_a_decision_does_not_move_with_the_library(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="parameters: {board: AI Governance Group}\n")
    reference(tmp_path, parameters=PARAMETERS + FACTS.replace("AI Gov", "Gov"))
    assert words(resolved(tmp_path, final=True)) == ["The AI Governance Group decides."]
    assert (state(tmp_path, "board").state, str(state(tmp_path, "board").origin)) == ("decided", "profile riverton")


# Bases ---------------------------------------------------------------------------------------------------


def test_what_a_base_kept_serves_its_members_and_is_said_to_be_the_bases(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [alliance]\n")
    base(tmp_path, "kept: {board: AI Governance Group}\n")
    assert words(resolved(tmp_path, final=True)) == ["The AI Governance Group decides."]
    found = state(tmp_path, "board")
    assert (found.state, str(found.origin)) == ("kept", "default, kept by base alliance")
    assert str(found.location) == "profiles/alliance.yaml:3:8"


def test_a_member_may_decide_what_its_base_kept(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [alliance]\nparameters: {board: Our Board}\n")
    base(tmp_path, "kept: {board: AI Governance Group}\n")
    assert words(resolved(tmp_path, final=True)) == ["The Our Board decides."]


def test_a_member_cannot_keep_a_default_that_its_base_replaced(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [alliance]\nkept: {board: AI Governance Group}\n")
    base(tmp_path, "parameters: {board: Alliance Board}\n")
    assert refused(tmp_path) == (
        'profiles/riverton.yaml:5:8: error: "board" is kept here, and alliance decides it '
        "(profiles/alliance.yaml:3:14) [kept-and-decided]\n"
        "  hint: take it out to share what alliance says, or decide it here"
    )


def test_of_two_bases_one_that_keeps_and_one_that_decides_otherwise_disagree(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [north, coast]\n")
    base(tmp_path, "kept: {board: AI Governance Group}\n", id="north")
    base(tmp_path, "parameters: {board: Coast Board}\n", id="coast")
    told = refused(tmp_path)
    assert 'the bases disagree about "board": coast (profiles/coast.yaml:3:14) says "Coast Board", north' in told
    assert 'keeps "AI Governance Group" [bases-disagree]' in told
    for own in ("parameters: {board: Ours}\n",):
        profile(tmp_path, f"extends: [north, coast]\n{own}", documents=DOCUMENTS)
        assert words(resolved(tmp_path)) == ["The Ours decides."]


def test_of_two_bases_that_kept_the_default_at_different_times_the_newer_look_counts(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [north, coast]\n")
    base(tmp_path, "kept: {board: Old Group}\n", id="north")
    base(tmp_path, "kept: {board: AI Governance Group}\n", id="coast")
    assert str(state(tmp_path, "board").origin) == "default, kept by base coast"


def test_what_the_council_itself_kept_at_an_earlier_time_is_not_refreshed_by_its_base(tmp_path: Path) -> None:
    workspace(tmp_path, "board", said="extends: [alliance]\nkept: {board: Old Group}\n")
    base(tmp_path, "kept: {board: AI Governance Group}\n")
    assert state(tmp_path, "board").state == "never looked at"


# One document --------------------------------------------------------------------------------------------


def test_a_default_may_be_kept_for_one_document_alone(tmp_path: Path) -> None:
    kept = "{policy: {kept: {board: AI Governance Group}}, guide: {}}"
    workspace(tmp_path, "board", documents=kept)
    template(tmp_path, "care", id="guide")
    assert words(resolved(tmp_path)) == ["The AI Governance Group decides."]
    assert words(resolved(tmp_path, document="guide")) == ["The [to confirm: AI Governance Group?] decides."]


def test_a_document_may_decide_what_is_kept_for_the_others(tmp_path: Path) -> None:
    decided = "{policy: {parameters: {board: Policy Board}}, guide: {}}"
    workspace(tmp_path, "board", said="kept: {board: AI Governance Group}\n", documents=decided)
    template(tmp_path, "care", id="guide")
    assert words(resolved(tmp_path)) == ["The Policy Board decides."]
    assert words(resolved(tmp_path, document="guide")) == ["The AI Governance Group decides."]


# What rests on it ----------------------------------------------------------------------------------------


def test_looking_at_a_default_shows_in_a_comparison_of_drafts_with_who_kept_it(tmp_path: Path) -> None:
    workspace(tmp_path, "board")
    before = resolved(tmp_path)
    profile(tmp_path, "kept: {board: AI Governance Group}\n", documents=DOCUMENTS)
    found = compare(before, resolved(tmp_path))
    (change,) = found.changes
    assert [reason.text for reason in change.reasons] == [
        "board: [to confirm: AI Governance Group?] became AI Governance Group (default, kept by profile riverton)"
    ]


def test_coverage_is_the_same_whether_anybody_looked_or_not(tmp_path: Path) -> None:
    found = []
    for said in ("", "kept: {board: AI Governance Group}\n"):
        workspace(tmp_path, "board", said=said)
        text = '{playbook: {P1: {note: "The board decides."}}}'
        clause(tmp_path, "care", BODIES["board"][0] + "\n", parameters="[board]", frameworks=text)
        found.append(cover(library(tmp_path), "riverton", ("playbook",)))
    assert found[0] == found[1]


def test_a_value_that_was_confirmed_keeps_the_name_of_its_column(tmp_path: Path) -> None:
    workspace(tmp_path, "apps", said="kept: {apps: [{name: Chat, use: Drafting, owner: Head of ICT}]}\n")
    assert [value.parameter for value in values(resolved(tmp_path))] == ["apps.name", "apps.use", "apps.owner"]


@pytest.mark.parametrize("default", ["true", "false"])
def test_a_fact_that_is_yes_or_no_is_open_wherever_a_clause_or_its_absence_rests_on_it(
    tmp_path: Path, default: str
) -> None:
    root = tiny(tmp_path)
    facts = FACTS.replace("fact: true, default: true, rationale", f"fact: true, default: {default}, rationale")
    reference(root, parameters=PARAMETERS + facts)
    clause(root, "care", "You must take care{% if meets %} and ask the board{% endif %}.\n", parameters="[meets]")
    clause(root, "board", "The board meets.\n", applies_when="meets", parameters="[meets]")
    for id in ("care", "board"):
        template(root, id)
        (open_one,) = [question for question in resolved(root).questions if question.parameter == "meets"]
        assert (open_one.guess, open_one.question, open_one.ask) == (True, "Is there a board?", "Director")
        answered = (f"kept: {{meets: {default}}}\n", "parameters: {meets: true}\n", "parameters: {meets: no}\n")
        for text in answered:
            profile(root, text)
            assert "meets" not in [question.parameter for question in resolved(root).questions]
        profile(root, "")
    template(root, "other")
    clause(root, "other", "You must take care.\n")
    assert "meets" not in [question.parameter for question in resolved(root).questions]
