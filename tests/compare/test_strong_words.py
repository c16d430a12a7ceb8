"""Rules without a "must": bans, limits and exceptions are weighed as what they are."""

from __future__ import annotations

import pytest

from policybuilder.compare import compare
from policybuilder.document import Block
from tests.builders import bullets, clause, document, paragraph, section


def weighed(old: str | tuple[Block, ...], new: str | tuple[Block, ...]) -> tuple[str, str]:
    """Return the rule and the weight of the only change between two texts of a clause."""
    sides = (text if isinstance(text, tuple) else (paragraph(text),) for text in (old, new))
    first, second = (document(section("s", clause("rules", *blocks))) for blocks in sides)
    (change,) = compare(first, second).changes
    return change.deciding.rule, change.weight


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A tool can never decide about a person.", "A tool can seldom decide about a person."),
        ("Use only an approved tool for council work.", "Use an approved tool for council work."),
        ("Sharing a password is forbidden in every tool.", "Sharing a password is unwise in every tool."),
        ("Agents are not allowed in any service yet.", "Agents are allowed in any service yet."),
        ("Prompts are kept for no longer than 30 days here.", "Prompts are kept for 30 days here."),
        ("A record is kept for at least a year by the team.", "A record is kept for a year by the team."),
        ("Do not use a public tool for council work.", "Use a public tool for council work."),
    ],
)
def test_a_ban_or_limit_that_goes_is_major(old: str, new: str) -> None:
    assert weighed(old, new) == ("rule-weakened", "major")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It can never let council information in.", "It can never let unpublished or personal information in."),
        ("You may not share council information.", "You may not share personal information."),
        ("You must not enter council information.", "You must not enter personal information."),
        ("Use only tools that Security has approved.", "Use only tools that a manager has approved."),
        ("You ask first, unless the owner has agreed.", "You ask first, unless anyone has agreed."),
    ],
)
def test_what_a_ban_covers_cannot_change_in_silence(old: str, new: str) -> None:
    assert weighed(old, new) == ("reach-changed", "major")


def test_words_of_another_sentence_do_not_weigh_by_the_ban_beside_them() -> None:
    old = "Never share a password. The team keeps a list of the tools."
    assert weighed(old, old.replace("keeps a list", "publishes a list")) == ("reworded", "minor")


def test_the_other_way_round_a_ban_is_a_safeguard() -> None:
    old, new = "A tool can seldom decide about a person.", "A tool can never decide about a person."
    assert weighed(old, new) == ("safeguard-added", "minor")


def test_one_limit_for_another_is_a_limit_changed() -> None:
    old, new = "A record is kept for at least a year.", "A record is kept for at most a year."
    assert weighed(old, new) == ("limit-changed", "major")


def test_a_paragraph_or_an_item_of_bans_that_is_taken_out_is_major() -> None:
    stays = paragraph("The council publishes a list of tools.")
    assert weighed((stays, paragraph("Never share a password.")), (stays,)) == ("rule-weakened", "major")
    lead = paragraph("Never put in:")
    old, new = (lead, bullets("passwords", "case notes")), (lead, bullets("passwords"))
    assert weighed(old, new) == ("rule-weakened", "major")
