"""How much a change weighs, and the rule that decided it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policybuilder.compare import Comparison, compare
from policybuilder.document import Block, Clause, Document, Value
from tests.builders import bullets, clause, document, paragraph, section
from tests.compare.made import marked, of_text


def verdict(comparison: Comparison) -> tuple[str, str]:
    """Return the weight and the rule of a comparison's only change."""
    (change,) = comparison.changes
    return change.weight, change.deciding.rule


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("You must check it.", "You should check it.", ("major", "must-weakened")),
        ("You must not paste it.", "You must paste it.", ("major", "must-weakened")),
        ("You must check it. It helps.", "It helps.", ("major", "must-weakened")),
        ("You must check it.", "You must check it unless it is short.", ("major", "exception-added")),
        ("You use AI.", "You may use AI.", ("major", "permission-widened")),
        ("You must report it within 24 hours.", "You must report it within 72 hours.", ("major", "limit-changed")),
        ("You should check it.", "You must check it.", ("minor", "safeguard-added")),
        ("You may use it at home.", "You use it at work.", ("minor", "permission-narrowed")),
        ("AI can be wrong.", "AI can be wrong and unfair.", ("minor", "reworded")),
        ("AI can be wrong", "AI can be wrong.", ("editorial", "spelling")),
        ("The organisation decides.", "The organization decides.", ("editorial", "spelling")),
    ],
)
def test_words_weigh(old: str, new: str, expected: tuple[str, str]) -> None:
    assert verdict(of_text(old, new)) == expected


def test_a_weakened_must_says_what_it_became() -> None:
    (change,) = of_text("You must check it.", "You should check it.").changes
    assert change.deciding.text == '"must" became "should"'
    assert change.deciding.fixed


def test_a_lawful_word_that_looks_like_another_is_not_its_spelling() -> None:
    assert verdict(of_text("It is lawful here.", "It is unlawful here."))[0] != "editorial"


@pytest.mark.parametrize(
    ("lead", "old", "new", "expected"),
    [
        ("You may use AI to:", ["draft"], ["draft", "translate"], ("major", "permission-widened")),
        ("You may use AI to:", ["draft", "translate"], ["draft"], ("minor", "permission-narrowed")),
        ("You must not use AI to:", ["decide", "rank staff"], ["decide"], ("major", "must-weakened")),
        ("You must not use AI to:", ["decide"], ["decide", "rank staff"], ("minor", "safeguard-added")),
        ("Examples are:", ["draft"], ["draft", "translate"], ("minor", "text-added")),
    ],
)
def test_a_list_item_weighs_by_the_sentence_before_the_list(
    lead: str, old: list[str], new: list[str], expected: tuple[str, str]
) -> None:
    assert verdict(marked([paragraph(lead), bullets(*old)], [paragraph(lead), bullets(*new)])) == expected


@pytest.mark.parametrize(
    ("parameter", "old", "new", "expected"),
    [
        ("roles.siro", "Director of Resources", "Director of Finance", ("editorial", "job-title")),
        ("ai_contact_email", "ai@a.example", "digital@a.example", ("editorial", "job-title")),
        ("document.version", "1.0", "1.1", ("editorial", "record")),
        ("law.foia", "the 2000 Act", "the 2026 Act", ("minor", "law-changed")),
        ("council.name", "Riverton Council", "Riverside Council", ("minor", "name-changed")),
        ("retention_days", "30", "14", ("major", "limit-changed")),
    ],
)
def test_a_value_weighs_by_what_it_is(parameter: str, old: str, new: str, expected: tuple[str, str]) -> None:
    def text(value: str) -> Document:
        words = paragraph(["The words around stay as they are: ", Value(value, parameter), "."])
        return document(section("s", clause("purpose", words)))

    assert verdict(compare(text(old), text(new))) == expected


def policy(*clauses: Clause) -> Document:
    return document(section("s", *clauses))


def with_level(one: Clause, level: str) -> Clause:
    return replace(one, provenance=replace(one.provenance, level=level))


STAYS = clause("stays", paragraph("You must read this."))


def test_a_mandatory_clause_taken_out_is_major_whatever_it_says() -> None:
    gone = with_level(clause("gone", paragraph("AI helps people.")), "mandatory")
    (change,) = compare(policy(STAYS, gone), policy(STAYS)).changes
    assert change.deciding.rule == "mandatory-clause-removed"
    assert change.deciding.fixed


def test_an_optional_clause_without_rules_is_minor_in_and_out() -> None:
    extra = with_level(clause("extra", paragraph("AI helps people.")), "optional")
    assert verdict(compare(policy(STAYS, extra), policy(STAYS))) == ("minor", "text-removed")
    assert verdict(compare(policy(STAYS), policy(STAYS, extra))) == ("minor", "text-added")


def test_a_new_clause_with_a_rule_is_major() -> None:
    assert (
        verdict(compare(policy(STAYS), policy(STAYS, clause("new", paragraph("You must log it.")))))[1]
        == "clause-added"
    )


def test_words_changed_in_the_scope_are_major() -> None:
    who = with_level(clause("who", paragraph("It covers all staff.")), "mandatory")
    old = replace(who, provenance=replace(who.provenance, topic="scope"))
    new = replace(old, blocks=(paragraph("It covers all staff and volunteers."),))
    assert verdict(compare(policy(old), policy(new))) == ("major", "scope-changed")


def test_a_clause_that_only_moved_is_editorial() -> None:
    other = clause("other", paragraph("You may ask for help here."))
    third = clause("third", paragraph("You may ask for more here."))
    assert verdict(compare(policy(STAYS, other, third), policy(other, third, STAYS))) == ("editorial", "moved")


def test_a_duty_written_anew_with_as_many_duties_is_not_weakened() -> None:
    old = "You must send every draft to the owner of the tool on the same day."
    new = "Before anything is published, a second person must read all of it with care."
    assert verdict(of_text(old, new))[1] in ("reworded", "limit-changed", "safeguard-added")


BAN, PERMISSION = paragraph("You must not use AI to:"), paragraph("You may use AI to:")
BANNED, PERMITTED = (
    bullets("decide who gets a home", "rank staff by their work"),
    bullets("draft a letter", "find ideas"),
)


@pytest.mark.parametrize("new", [(PERMISSION, BANNED, BAN, PERMITTED), (BAN, PERMITTED, PERMISSION, BANNED)])
def test_a_ban_and_a_permission_that_change_places_are_major(new: tuple[Block, ...]) -> None:
    comparison = marked([BAN, BANNED, PERMISSION, PERMITTED], list(new))
    assert comparison.weight == "major"
    assert comparison.changes[0].deciding.fixed


def test_a_list_that_went_under_a_permission_is_not_just_moved() -> None:
    old = policy(clause("no", BAN, BANNED), clause("yes", PERMISSION, PERMITTED))
    new = policy(clause("no", BAN), clause("yes", PERMISSION, PERMITTED, BANNED))
    assert compare(old, new).weight == "major"
