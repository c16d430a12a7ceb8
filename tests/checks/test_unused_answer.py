"""An answer that no document of the council uses is told, with the reason; one that anything uses is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from tests.workspaces import PARAMETERS, base, clause, library, profile, shell, template, tiny, write

DAYS = "parameters: {days: 14}\n"
ASKED = "is answered, and no document of yours uses it"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shell(tiny(tmp_path))
    clause(tmp_path, "keeping", "Keep them for {{ days }} days.\n", parameters="[days]")
    template(tmp_path, "care", "keeping")
    profile(tmp_path, DAYS)
    return tmp_path


def told(root: Path) -> list[str]:
    return [
        f"{problem.location}: {problem.message}; {problem.hint}"
        for problem in check(library(root))
        if problem.code == "unused-answer"
    ]


def test_an_answer_that_a_clause_prints_is_used(root: Path) -> None:
    assert told(root) == []


def test_the_depth_that_leaves_the_clause_out_is_named(root: Path) -> None:
    clause(root, "keeping", "Keep them for {{ days }} days.\n", parameters="[days]", level="optional")
    profile(root, f"depth: essential\n{DAYS}")
    assert told(root) == [
        f'profiles/riverton.yaml:5:14: "days" {ASKED}: "Keeping" (keeping) does, and the depth essential leaves it '
        "out; choose a greater depth, include keeping, or take the answer out"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "{% if depth == 'full' %} For {{ days }} days.{% endif %}",
        "{% if days > 7 and depth == 'full' %} Long.{% endif %}",
    ],
    ids=["printed", "tested"],
)
def test_the_depth_at_which_a_clause_that_is_in_has_the_words_is_named(root: Path, words: str) -> None:
    clause(root, "keeping", f"Keep them.{words}\n", parameters="[days]")
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: "Keeping" (keeping) does at the depth full only; '
        "choose the depth full, or take the answer out"
    ]
    profile(root, f"depth: full\n{DAYS}")
    assert told(root) == []


def test_the_other_answer_that_keeps_the_words_out_is_named(root: Path) -> None:
    words = "Keep them.{% if tools.agents == 'pilot' %} For {{ days }} days.{% else %} Or not.{% endif %}\n"
    clause(root, "keeping", words, parameters="[days, tools.agents]")
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: "Keeping" (keeping) does only when tools.agents == \'pilot\'; '
        "take the answer out, or change what that tests"
    ]
    profile(root, f"{AGENTS}{DAYS}")
    assert told(root) == []


def test_the_condition_or_the_exclusion_that_leaves_the_clause_out_is_named(root: Path) -> None:
    clause(root, "keeping", "For {{ days }} days.\n", parameters="[days]", applies_when="nation == 'wales'")
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: "Keeping" (keeping) does, and applies only when '
        "nation == 'wales'; take the answer out, or change what that tests"
    ]
    clause(root, "keeping", "For {{ days }} days.\n", parameters="[days]", level="optional")
    profile(root, DAYS, documents="{policy: {exclude: [{clause: keeping, reason: Not ours}], depth: full}}")
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: "Keeping" (keeping) does, and you exclude it; '
        "take the answer out, or drop the exclusion"
    ]


def test_the_document_that_would_print_it_is_named(root: Path) -> None:
    template(root, "care")
    template(root, "keeping", id="strategy")
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: the clause that does is in strategy, which the profile does not '
        "name; take the answer out, or add the document"
    ]
    profile(root, DAYS, documents="{policy: {}, strategy: {}}")
    assert told(root) == []


def test_a_clause_in_no_template_and_an_answer_that_no_clause_uses_are_told(root: Path) -> None:
    template(root, "care")
    (found,) = told(root)
    assert found.endswith(
        'the clause "keeping", which does, is in no template; take the answer out, or include "keeping"'
    )
    profile(root, 'parameters: {motto: "We try"}\n')
    (found,) = told(root)
    assert found.endswith(f'"motto" {ASKED}; take the answer out: no clause of the library uses it')


def test_an_answer_for_one_document_is_told_when_that_one_does_not_use_it(root: Path) -> None:
    template(root, "care", id="guide")
    profile(root, documents="{policy: {}, guide: {parameters: {days: 14}}}")
    assert told(root) == [
        'profiles/riverton.yaml:3:46: "days" is answered for guide, which does not use it: policy does; '
        "set it for policy, or for all"
    ]
    profile(root, documents="{policy: {parameters: {days: 14}}, guide: {}}")
    assert told(root) == []


AGENTS = "tools: {agents: pilot}\n"


@pytest.mark.parametrize("condition", ["tools.agents == 'pilot'", "tools.agents != 'pilot'"])
def test_an_answer_that_a_condition_tests_is_used_whether_the_clause_is_in_or_out(root: Path, condition: str) -> None:
    clause(root, "keeping", parameters="[tools.agents]", applies_when=condition)
    profile(root, AGENTS)
    assert told(root) == []


def test_an_answer_that_the_condition_of_a_clause_below_the_depth_tests_is_used(root: Path) -> None:
    clause(root, "keeping", parameters="[tools.agents]", applies_when="tools.agents == 'pilot'", level="optional")
    profile(root, f"depth: essential\n{AGENTS}")
    assert told(root) == []


def test_an_answer_that_contradictions_test_is_used(root: Path) -> None:
    rule = (
        "contradictions: [{id: agents, when: tools.agents == 'permitted' and days > 300, between: [tools.agents, days],"
        " why: Too long., hint: Choose.}]\n"
    )
    template(root, "care")
    assert len(told(root)) == 1
    write(root, "clauses/parameters.yaml", PARAMETERS + rule)
    assert told(root) == []


def test_an_answer_that_is_the_default_of_another_in_use_is_used(root: Path) -> None:
    more = (
        "  more_days: {type: integer, group: use, question: And then?, ask: Anyone, label: more, default_from: days,"
        " rationale: Same.}\n"
    )
    write(root, "clauses/parameters.yaml", PARAMETERS + more)
    clause(root, "keeping", "For {{ more_days }} days.\n", parameters="[more_days]")
    assert told(root) == []


def test_the_role_that_keeps_an_appendix_and_words_of_the_councils_own_use_an_answer(root: Path) -> None:
    clause(root, "list", kept_by="roles.siro")
    template(root, "care", appendices="[list]")
    amend = "{amend: [{clause: care, place: append, base: 1.0.0, reason: Ours, text: 'For {{ days }} days.'}]}"
    profile(root, f"roles: {{siro: Director of Finance}}\n{DAYS}", documents=f"{{policy: {amend}}}")
    assert told(root) == []


OVER = "{policy: {amend: [{clause: keeping, place: replace, base: 1.0.0, reason: Ours, was: %s, text: %s}]}}"


@pytest.mark.parametrize(
    "was",
    ["Keep them for {{ days }} days.", "Keep them.{% if days > 7 %} You must delete them after a week.{% endif %}"],
    ids=["printed", "tested"],
)
def test_an_answer_is_told_whose_words_an_amendment_stands_in_place_of(root: Path, was: str) -> None:
    clause(root, "keeping", f"{was}\n\nAsk if in doubt.\n", parameters="[days]")
    profile(root, DAYS, documents=OVER % (f"'{was}'", "Keep them."))
    assert told(root) == [
        f'profiles/riverton.yaml:4:14: "days" {ASKED}: your own words in "Keeping" (keeping) stand in place of those '
        "that do; say it in the amendment, or take the answer out"
    ]
    profile(root, DAYS, documents=OVER % (f"'{was}'", "'Keep them, up to {{ days }} days.'"))
    assert told(root) == []
    clause(root, "keeping", f"{was}\n\nAsk within {{{{ days }}}} days.\n", parameters="[days]")
    profile(root, DAYS, documents=OVER % (f"'{was}'", "Keep them."))
    assert told(root) == []


def test_what_a_base_says_for_its_members_is_not_told(root: Path) -> None:
    template(root, "care")
    base(root, DAYS)
    profile(root, "extends: [alliance]\n")
    assert told(root) == []


def test_nothing_is_told_while_a_document_cannot_be_made(root: Path) -> None:
    template(root, "care")
    template(root, "bad", id="strategy")
    clause(root, "bad", "{{ motto }}\n", parameters="[motto]")
    profile(root, DAYS, documents="{policy: {}, strategy: {}}")
    assert told(root) == []
