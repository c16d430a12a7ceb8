"""A newer library calls things otherwise, or has them no more: `update` writes the profile anew, line by line."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.resolution import resolve
from policybuilder.update.updating import Update
from tests.workspaces import PARAMETERS, base, clause, library, reference, template, tiny, write

PROFILE = """\
# Riverton's decisions.
id: riverton
council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}

roles:
  # Who is the SIRO?
  # siro: Director of Resources

parameters:
  # Whom may staff ask?
  contact: "the Head of Digital"  # since May
  motto: Onward
  days: 20   # a short time

kept: {uses: [drafting, summarising]}   # looked at in June

documents:
  policy:
    exclude:
      - {clause: cloud, reason: 'Not ours: theirs'}
      # the next is of Cabinet
      - clause: tea
        reason: No tea.
    order:
      clauses:
        rules: [holding, care]   # the order of 2024
    amend:
      # Scrutiny moved it.
      - clause: holding
        place: after
        base: 1.0.0
        was: |
          Keep it for {{ days }} days.
        reason: Asked.
        text: |
          Ask {{ contact }}, and see {{ ref("holding") }}.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace that took in an older library, in which everything had its old name."""
    tiny(tmp_path)
    clause(tmp_path, "holding", "Keep it for {{ days }} days.\n\n{{ contact }} knows.\n", parameters="[days, contact]")
    for id in ("tea", "servers"):
        clause(tmp_path, id, f"Words of {id}.\n")
    clause(tmp_path, "cloud", "{% if motto %}{{ motto }}{% endif %} It is.\n", parameters="[motto]")
    template(tmp_path, "care", "holding", "cloud", "tea", "servers")
    write(tmp_path, "profiles/riverton.yaml", PROFILE)
    update(tmp_path)
    return tmp_path


def renamed(root: Path) -> None:
    """Let the library call them otherwise, and withdraw a clause and a parameter."""
    parameters = (
        PARAMETERS.replace("  contact: {", "  roles.contact: {formerly: [contact], ")
        .replace("  days:\n    {", "  keep_days:\n    {formerly: [days], ")
        .replace("  uses:\n    {", "  purposes:\n    {formerly: [uses], ")
        .replace("  roles.siro:\n    {", "  roles.risk_owner:\n    {formerly: [roles.siro], ")
        .replace(PARAMETERS[PARAMETERS.index("  motto:") : PARAMETERS.index("  days:")], "")
    )
    reference(root, parameters=parameters)
    (root / "clauses/about/holding.md").unlink()
    (root / "clauses/about/cloud.md").unlink()
    body = "Keep it for {{ keep_days }} days.\n\n{{ roles.contact }} knows.\n"
    clause(root, "keeping", body, parameters="[keep_days, roles.contact]", formerly="[holding]")
    withdrawn = "parameters: {motto: {date: 2026-12-01, why: Nobody used it.}}\n"
    withdrawn += "clauses: {cloud: {date: 2026-12-01, why: It is in the rest now., instead: [servers]}}\n"
    write(root, "clauses/withdrawn.yaml", withdrawn)
    template(root, "care", "keeping", "tea", "servers")


def update(root: Path, **more: bool) -> Update:
    return api.update(library(root), "riverton", today=date(2026, 12, 2), **more)


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def printed(root: Path) -> list[str]:
    return [
        block_text(block) for each in clauses(resolve(library(root), "riverton", "policy")) for block in each.blocks
    ]


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def test_only_the_lines_with_old_ids_change_and_their_comments_stay(root: Path) -> None:
    renamed(root)
    before = written(root)
    update(root)
    went, came = changed(before, written(root))
    assert went == [
        "  # siro: Director of Resources",
        '  contact: "the Head of Digital"  # since May',
        "  motto: Onward",
        "  days: 20   # a short time",
        "kept: {uses: [drafting, summarising]}   # looked at in June",
        "      - {clause: cloud, reason: 'Not ours: theirs'}",
        "        rules: [holding, care]   # the order of 2024",
        "      - clause: holding",
        "          Keep it for {{ days }} days.",
        '          Ask {{ contact }}, and see {{ ref("holding") }}.',
    ]
    assert came == [
        '  contact: "the Head of Digital"  # since May',
        "  # risk_owner: Director of Resources",
        "  keep_days: 20   # a short time",
        "kept: {purposes: [drafting, summarising]}   # looked at in June",
        "        rules: [keeping, care]   # the order of 2024",
        "      - clause: keeping",
        "          Keep it for {{ keep_days }} days.",
        '          Ask {{ roles.contact }}, and see {{ ref("keeping") }}.',
    ]


def test_what_is_built_is_the_same_before_the_update_and_after_it(root: Path) -> None:
    renamed(root)
    before = printed(root)
    warnings = Problems()
    resolve(library(root), "riverton", "policy", warnings)
    assert {each.code for each in warnings.found} >= {"renamed", "withdrawn"}
    update(root)
    assert printed(root) == before
    warnings = Problems()
    resolve(library(root), "riverton", "policy", warnings)
    assert [each.code for each in warnings.found] == ["mandatory-excluded"]
    assert not update(root).is_due


def test_what_was_renamed_and_what_was_taken_out_is_told_with_its_place_and_its_words(root: Path) -> None:
    renamed(root)
    done = update(root)
    gone = {each.old: each.said for each in done.renewed if not each.new}
    assert gone == {"cloud": "{clause: cloud, reason: 'Not ours: theirs'}", "motto": "motto: Onward"}
    told = {(each.kind, each.id): each for each in done.news}
    assert told["renamed", "holding"].words == 'it is called "keeping" now'
    assert told["withdrawn", "cloud"].words == "the library withdrew it on 2026-12-01; use servers instead"
    assert told["withdrawn", "cloud"].why == "It is in the rest now."
    assert told["parameter renamed", "days"].words == 'it is called "keep_days" now'
    assert told["parameter withdrawn", "motto"].why == "Nobody used it."
    assert not {each.kind for each in done.news} & {"new", "gone", "changed", "new parameter", "parameter gone"}


def test_undo_gives_the_old_ids_back(root: Path) -> None:
    renamed(root)
    before = written(root)
    update(root)
    api.undo(library(root), "riverton")
    assert written(root) == before


def test_an_id_that_the_library_dropped_without_a_word_is_said_to_be_gone(root: Path) -> None:
    text = written(root).replace("      - clause: tea\n        reason: No tea.\n", "")
    write(root, "profiles/riverton.yaml", text)
    update(root)
    (root / "clauses/about/tea.md").unlink()
    template(root, "care", "holding", "cloud", "servers")
    (found,) = [each for each in update(root).news if each.id == "tea"]
    assert (found.kind, found.words) == ("gone", "the library no longer has it, and does not say why")


def test_the_words_of_an_amendment_whose_clause_was_withdrawn_wait_for_a_person(root: Path) -> None:
    amended = "      - {clause: cloud, place: append, base: 1.0.0, reason: Asked., text: Ours alone.}\n"
    start = "      - {clause: cloud, reason: 'Not ours: theirs'}\n"
    write(root, "profiles/riverton.yaml", written(root).replace(start, "") + amended)
    update(root)
    renamed(root)
    done = update(root)
    (found,) = done.conflicts
    assert (found.clause, found.entry.text) == ("cloud", "Ours alone.")
    assert found.withdrawn == "was withdrawn on 2026-12-01: It is in the rest now."
    assert amended in written(root)
    warnings = Problems()
    resolve(library(root), "riverton", "policy", warnings)
    assert "amendment-withdrawn" in {each.code for each in warnings.found}
    with pytest.raises(PolicyBuilderError, match="has no clause to stand in"):
        resolve(library(root), "riverton", "policy", final=True)
    with pytest.raises(PolicyBuilderError, match='there is no clause "cloud" that your words could stay in'):
        api.settle(library(root), "riverton", "cloud", "ours")
    api.settle(library(root), "riverton", "cloud", "library")
    assert not update(root).is_due


def test_a_document_of_which_only_a_withdrawn_clause_was_said_is_still_made(root: Path) -> None:
    council = "council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}\n"
    only = "documents: {policy: {exclude: [{clause: cloud, reason: Ours}]}}\n"
    write(root, "profiles/riverton.yaml", f"id: riverton\n{council}{only}")
    renamed(root)
    before = printed(root)
    api.update(library(root), "riverton")
    assert "cloud" not in written(root)
    assert printed(root) == before


def test_a_base_s_old_ids_are_written_anew_too(root: Path) -> None:
    base(root, "parameters:\n  days: 10  # all of us\n")
    renamed(root)
    api.update(library(root), "alliance")
    assert (root / "profiles/alliance.yaml").read_text() == (
        "id: alliance\nbase: true\nparameters:\n  keep_days: 10  # all of us\n"
    )


def test_a_clause_is_taken_in_though_the_profile_leaves_it_out_under_its_old_id(root: Path) -> None:
    clause(root, "coffee", "Words of tea.\n", formerly="[tea]")
    (root / "clauses/about/tea.md").unlink()
    template(root, "care", "holding", "cloud", "coffee", "servers")
    api.amend(library(root), "riverton", "coffee", "policy", include=True, reason="After all.")
    assert "Words of tea." in printed(root)
