"""Where rules put what they find, and what they say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.errors import Problem
from tests.checks.examples import workspace
from tests.workspaces import clause, library, profile, template, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace without problems: one clause, one template, one council."""
    workspace(tmp_path)
    clause(tmp_path, "care")
    template(tmp_path, "care")
    profile(tmp_path)
    return tmp_path


def found(root: Path, *only: str) -> list[Problem]:
    # The one clause of these workspaces prints no answer; what is told of that is tested beside its rule.
    return [problem for problem in check(library(root), only=only) if problem.code != "unused-answer"]


def test_the_workspace_of_these_tests_has_no_problems(root: Path) -> None:
    assert found(root) == []


def test_a_stale_name_in_a_clause_is_shown_at_its_word(root: Path) -> None:
    clause(root, "care", "You must take care.\n\nYou must not use Bing Chat.\n")
    (problem,) = found(root)
    assert str(problem) == (
        'clauses/about/care.md:10:18: error: "Bing Chat" is out of date: It was renamed. [stale-names]\n'
        "  hint: write: a public chatbot"
    )


def test_a_stale_name_in_a_councils_values_is_shown_at_the_profiles_line(root: Path) -> None:
    profile(root, "parameters:\n  uses:\n    - drafting\n    - asking Bing Chat\n")
    (problem,) = found(root, "stale-names")
    assert str(problem.location) == "profiles/riverton.yaml:7:7"


def test_a_stale_name_in_an_amendment_is_shown_at_its_line(root: Path) -> None:
    amend = """\
        id: riverton
        council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}
        documents:
          policy:
            amend:
              - clause: care
                place: append
                base: 1.0.0
                reason: Asked for by staff
                text: |
                  You must take more care.

                  You must not use Bing Chat.
        """
    write(root, "profiles/riverton.yaml", amend)
    (problem,) = found(root)
    assert str(problem.location) == "profiles/riverton.yaml:13"


def test_a_name_that_is_said_to_be_of_the_past_is_left_alone(root: Path) -> None:
    clause(root, "care", "Article 22A replaced Article 22.\n")
    assert found(root) == []


def test_a_workspace_adds_to_the_lists_entry_by_entry(root: Path) -> None:
    write(
        root,
        "clauses/stale.yaml",
        "x: {names: [Old Board], instead: New Board, why: Merged., as_at: 2026-01-01, source: us}",
    )
    write(root, "clauses/avoided_words.yaml", "synergise: work together\n")
    clause(root, "care", "The Old Board synergises.\n")
    assert [problem.hint for problem in found(root)] == ["write: New Board", "instead: work together"]


def test_a_word_list_that_is_wrong_is_a_problem_with_a_place(root: Path) -> None:
    write(root, "clauses/stale.yaml", "x: {names: [Old Board], why: Merged., as_at: 2026-01-01, source: us}")
    (problem,) = found(root)
    assert str(problem).startswith('clauses/stale.yaml:1:1: error: the key "instead" is missing')


def test_a_long_sentence_is_counted_with_the_words_of_values_three_at_most(root: Path) -> None:
    nineteen = "must read all of it, slowly and with care, again and again, before anyone else can ever see it now"
    clause(root, "care", f"The {{{{ roles.siro }}}} {nineteen} ok.\n", parameters="[roles.siro]")
    assert found(root, "long-sentence") == []
    clause(root, "care", f"The {{{{ roles.siro }}}} {nineteen} and then two more ok.\n", parameters="[roles.siro]")
    (problem,) = found(root, "long-sentence")
    assert "a sentence of 29 words" in problem.message


def test_law_of_another_nation_in_a_councils_words_is_told_for_its_nation(root: Path) -> None:
    text = "parameters: {motto: The Freedom of Information Act 2000 is our guide}\n"
    profile(root, text)
    assert found(root) == []
    profile(root, text, nation="scotland", type="scottish")
    (problem,) = found(root)
    assert (problem.code, str(problem.location)) == ("wrong-nation-law", "profiles/riverton.yaml:4:21")


def test_law_in_a_clause_that_applies_in_its_nation_alone_is_right(root: Path) -> None:
    clause(
        root,
        "care",
        "The Freedom of Information (Scotland) Act 2002 gives access.\n",
        applies_when="nation == 'scotland'",
    )
    assert found(root) == []


def test_a_condition_that_no_type_of_council_in_the_nation_meets_is_impossible(root: Path) -> None:
    clause(root, "care", applies_when="nation == 'wales' and council_type == 'district'")
    (problem,) = found(root, "impossible-condition")
    assert str(problem.location) == "clauses/about/care.md:7:15"


def test_tests_on_lists_and_numbers_are_taken_for_possible(root: Path) -> None:
    clause(
        root, "care", "{% if days > 3 and days < 90 and uses and 'x' in uses %}\nOne.\n{% endif %}\nTwo.\n",
        parameters="[days, uses]",
    )  # fmt: skip
    assert found(root) == []


def test_an_abbreviation_is_told_at_its_first_use_in_the_document(root: Path) -> None:
    clause(root, "first", "You must do an assessment of data (DPIA).\n")
    clause(root, "second", "A DPIA comes first. The ICO may ask for it.\n")
    template(root, "care", "first", "second")
    (problem,) = found(root)
    assert str(problem.location) == "clauses/about/second.md:8:25"


def test_a_clause_that_a_profile_includes_is_reached(root: Path) -> None:
    clause(root, "extra")
    assert [problem.code for problem in found(root)] == ["unreachable-clause"]
    profile(root, documents="{policy: {include: [{clause: extra, section: rules}]}}")
    assert found(root) == []


def test_a_retention_period_of_one_document_alone_is_told_where_it_is_set(root: Path) -> None:
    template(root, "care", id="strategy")
    profile(root, documents="{policy: {parameters: {retention_transcripts_days: 14}}, strategy: {}}")
    (problem,) = found(root)
    assert (problem.code, problem.location.line) == ("retention-differs", 3)


def test_roles_of_the_council_are_known_and_others_are_told(root: Path) -> None:
    profile(root, "roles: {siro: Head of Digital}\nparameters: {motto: Ask the Head of Digital first}\n")
    assert found(root) == []
    profile(root, "parameters: {motto: Ask the Head of Highways first}\n")
    (problem,) = found(root)
    assert '"Head of Highways" is no role' in problem.message


def test_a_flattened_list_is_told_once_at_its_line(root: Path) -> None:
    clause(root, "care", "{% if days > 3 %}\nYou must:\n- check it\n{% endif %}\n", parameters="[days]")
    (problem,) = found(root)
    assert (problem.code, str(problem.location)) == ("flattened-list", "clauses/about/care.md:11:1")


def test_only_the_rules_that_are_asked_for_are_reported(root: Path) -> None:
    clause(root, "care", "You shall leverage Bing Chat.\n")
    assert {problem.code for problem in found(root)} == {"stale-names", "avoided-word"}
    assert [problem.code for problem in found(root, "stale-names")] == ["stale-names"]
