"""Why something changed: from the records of both documents, never guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policybuilder.compare import compare
from policybuilder.document import Amendment, Change, Clause, Document, Omission, Origin, ParameterUse, Value
from tests.builders import clause, control, document, paragraph, section

STAYS = clause("stays", paragraph("You must read this."))


def policy(*clauses: Clause, **changes: Any) -> Document:
    return replace(document(section("s", STAYS, *clauses)), **changes)


def made(words: str, **provenance: Any) -> Clause:
    one = clause("keeping", paragraph(words))
    return replace(one, provenance=replace(one.provenance, **provenance))


def reasons(old: Document, new: Document) -> list[tuple[str, str, str]]:
    (change,) = compare(old, new).changes
    return [(reason.kind, reason.text, reason.source) for reason in change.reasons]


def test_a_library_version_gives_its_own_reason() -> None:
    history = (
        Change("1.0.0", "2026-11-22", "major", "First version"),
        Change("1.1.0", "2027-01-08", "minor", "The regulator asked for clearer words"),
    )
    old = policy(made("Keep it.", version="1.0.0", content_hash="a", changes=history[:1]))
    new = policy(made("Keep it safe.", version="1.1.0", content_hash="b", changes=history, source="clauses/keeping.md"))
    assert reasons(old, new) == [
        (
            "library",
            "library version 1.1.0 of 2027-01-08 (minor): The regulator asked for clearer words",
            "clauses/keeping.md",
        )
    ]


def test_several_library_versions_between_give_each_their_reason() -> None:
    history = tuple(Change(f"1.{n}.0", "2027-01-08", "minor", f"Reason {n}") for n in range(4))
    old = policy(made("Keep it.", version="1.1.0", content_hash="a"))
    new = policy(made("Keep it safe.", version="1.3.0", content_hash="b", changes=history))
    assert [text.split(": ")[1] for _, text, _ in reasons(old, new)] == ["Reason 2", "Reason 3"]


def test_a_text_that_changed_without_a_new_version_is_said_to() -> None:
    found = reasons(policy(made("Keep it.", content_hash="a")), policy(made("Keep it safe.", content_hash="b")))
    assert found[0][:2] == ("library", "the library's text differs, both at version 1.0.0")


def test_a_rule_that_went_to_the_other_policy_is_said_to_have_gone_there() -> None:
    old = policy(made("You must keep it safe."))
    new = policy(made("The other policy has these rules.", rule_in="Generative AI policy"))
    assert reasons(old, new)[0][:2] == ("template", "its rule now stands in the Generative AI policy")
    assert reasons(new, old)[0][:2] == ("template", "its rule stands here now")


def test_a_clause_that_the_other_policy_has_is_said_to_be_there_and_its_old_line_is_no_loss() -> None:
    there = Omission("keeping", "Keeping", "mandatory", "elsewhere", "Generative AI policy", "templates/policy.yaml:7")
    whole, table = policy(made("You must keep it safe.", level="mandatory")), policy(omissions=(there,))
    assert reasons(whole, table)[0][:2] == ("template", "its rule stands in the Generative AI policy")
    assert compare(whole, table).changes[0].weight == "major"
    back = ("template", "its rule stood in the Generative AI policy and stands here now")
    assert reasons(table, whole)[0][:2] == back
    line = policy(made("The other policy has these rules.", level="mandatory", rule_in="Generative AI policy"))
    assert reasons(line, table)[0][:2] == ("template", "its rule stands in the Generative AI policy")
    assert compare(line, table).changes[0].weight == "editorial"


def test_a_parameter_gives_old_and_new_value_with_file_and_line() -> None:
    old = policy(
        made(
            "Within 30 days.", parameters=(ParameterUse("days", "30", Origin("default"), "clauses/parameters.yaml:9"),)
        )
    )
    use = ParameterUse("days", "14", Origin("profile", "riverton"), "profiles/riverton.yaml:12:3")
    assert reasons(old, policy(made("Within 14 days.", parameters=(use,)))) == [
        ("parameter", "days: 30 became 14 (profile riverton)", "profiles/riverton.yaml:12:3")
    ]


def test_an_amendment_gives_the_councils_reason() -> None:
    own = Amendment("append", 0, "1.0.0", "Scrutiny asked for it", "profiles/riverton.yaml:20:9", "Keep it twice.")
    found = reasons(policy(made("Keep it.")), policy(made("Keep it. Keep it twice.", amendments=(own,))))
    assert found == [("amendment", "the council's own text: Scrutiny asked for it", "profiles/riverton.yaml:20:9")]


def test_a_condition_that_flipped_names_the_parameter_behind_it() -> None:
    gone = Omission("keeping", "Keeping", "mandatory", "condition", "tools.agents", "clauses/keeping.md:6")
    use = ParameterUse("tools.agents", "true", Origin("profile", "riverton"), "profiles/riverton.yaml:8:3")
    came = made("Keep it.", condition="tools.agents", parameters=(use,), source="clauses/keeping.md")
    assert reasons(policy(omissions=(gone,)), policy(came)) == [
        ("condition", "its condition now holds: tools.agents", "clauses/keeping.md"),
        ("parameter", "tools.agents is true (profile riverton)", "profiles/riverton.yaml:8:3"),
    ]


def test_an_exclusion_gives_its_reason() -> None:
    gone = Omission(
        "keeping", "Keeping", "optional", "excluded", "The staff guide has it", "profiles/riverton.yaml:30:9"
    )
    assert reasons(policy(made("Keep it.")), policy(omissions=(gone,))) == [
        ("amendment", "the council excludes it: The staff guide has it", "profiles/riverton.yaml:30:9")
    ]


def test_the_depth_and_the_template_are_reasons() -> None:
    gone = Omission("keeping", "Keeping", "optional", "depth", "essential", "templates/policy.yaml:7")
    (depth,) = reasons(policy(made("Keep it.")), policy(omissions=(gone,), depth="essential"))
    assert depth[1] == "the depth went from standard to essential; the clause is optional"
    (listed,) = reasons(policy(made("Keep it.")), policy(template_version="1.1.0"))
    assert listed[1] == "the template generative-ai-policy no longer lists it (1.0.0 became 1.1.0)"


def test_without_a_record_the_reason_is_not_known() -> None:
    assert reasons(policy(made("Keep it.")), policy(made("Keep it safe.")))[0][1] == "not known"


def test_who_approves_is_what_the_policy_itself_says() -> None:
    uses = (
        ParameterUse("roles.minor_change_delegate", "Chief Digital Officer", Origin("default"), ""),
        ParameterUse("roles.minor_change_consultee", "SIRO", Origin("default"), ""),
    )
    table = control(owner="Head of Digital", approver="Cabinet")
    old = policy(made("You must keep it.", parameters=uses), control=table)
    for words, expected in (
        ("You should keep it.", "Cabinet"),
        ("You must keep it safe.", "Chief Digital Officer, after consulting the SIRO"),
        ("You must keep it!", "nobody; the Head of Digital records it"),
    ):
        (change,) = compare(old, policy(made(words, parameters=uses), control=table)).changes
        assert change.approver == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("minor", "minor", "Cabinet, after the Policy Panel has looked at it"),
        ("every", "minor", "Officer, with a report to the Cabinet"),
        ("minor", "every", "Cabinet, after the Policy Panel has looked at it"),
        ("minor-and-urgent", "minor", "Cabinet, after the Policy Panel has looked at it; if it cannot wait, Officer"),
    ],
)
def test_a_major_change_is_for_whom_the_policy_in_force_says(before: str, after: str, expected: str) -> None:
    def uses(scope: str) -> tuple[ParameterUse, ...]:
        said = {"roles.minor_change_delegate": "Officer", "delegation_scope": scope, "looks_first": "Policy Panel"}
        return tuple(ParameterUse(name, value, Origin("default"), "") for name, value in said.items())

    table = control(owner="Head of Digital", approver="Cabinet")
    old = policy(made("You must keep it.", parameters=uses(before)), control=table)
    (change,) = compare(old, policy(made("You should keep it.", parameters=uses(after)), control=table)).changes
    assert change.approver == expected


def test_each_place_has_its_own_reason_where_one_is_recorded() -> None:
    uses = [
        ParameterUse("days", value, Origin("profile", "riverton"), "profiles/riverton.yaml:12")
        for value in ("30", "14")
    ]
    history = (Change("1.1.0", "2027-01-08", "minor", "Clearer words"),)
    documents = []
    for use, words, version in ((uses[0], "Keep it for ", "1.0.0"), (uses[1], "Retain it for ", "1.1.0")):
        one = clause("keeping", paragraph([words, Value(use.value, "days"), " days after the last use of it."]))
        facts = replace(one.provenance, parameters=(use,), version=version, content_hash=version, changes=history)
        documents.append(policy(replace(one, provenance=facts)))
    (change,) = compare(*documents).changes
    found = {edit.new: [reason.kind for reason in change.reasons_for(edit)] for edit in change.edits}
    assert found == {"Retain": ["library"], "14": ["parameter"]}


def test_a_clause_that_the_library_renamed_is_the_same_clause() -> None:
    old = policy(made("Keep it."))
    renamed = replace(made("Keep it safe."), id="holding")
    new = policy(replace(renamed, provenance=replace(renamed.provenance, formerly=("keeping",))))
    for first, second, kinds in ((old, new, ("reworded",)), (new, old, ("reworded",))):
        (change,) = compare(first, second).changes
        assert change.kinds == kinds
    assert not compare(old, policy(replace(new.sections[0].clauses[1], blocks=(paragraph("Keep it."),))))
