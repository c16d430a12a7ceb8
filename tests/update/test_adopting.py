"""An old policy taken over: the council's own words as they were, the answers found, and a comparison that reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.cli import adopt as command
from policybuilder.compare.documents import compare
from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.update.adopting import TakenOver, chosen, regrouped, taken_over
from tests.adopt.benchmark import adoption_of
from tests.adopt.expected import policies

ROOT = Path(__file__).resolve().parents[2]
POLICY = policies()[2]


@cache
def library() -> Library:
    return api.load(ROOT)


@cache
def adoption() -> Adoption:
    return adoption_of(POLICY, library())


@cache
def taken() -> TakenOver:
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    return taken_over(adoption(), library(), "wyrefold", council, chosen(adoption(), {}), "2026-11-27")


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def test_the_words_that_are_the_council_s_stand_in_the_draft_as_they_were() -> None:
    printed = letters(" ".join(block_text(block) for clause in clauses(taken().document) for block in clause.blocks))
    texts = {passage.number: passage.text for passage in adoption().policy.passages}
    assert taken().ours
    assert [number for number in taken().ours if letters(texts[number]) not in printed] == []
    assert any("kettles" in texts[number] for number in taken().ours)


def test_the_answers_are_in_the_profile_each_with_its_place_and_words() -> None:
    text = taken().text
    assert "review_months: 12\n" in text
    assert "incident_contact: ai.incidents@wyrefold.example" in text
    comments = " ".join(text.replace("# ", "").split())
    assert "The old policy (passage 24, before the first heading, paragraph 24) says:" in comments
    assert "The old policy says nothing of this; to be confirmed" in text


def test_a_passage_that_was_mapped_compares_as_reworded_and_not_as_removed_and_added() -> None:
    comparison = compare(regrouped(taken(), adoption()), taken().document)
    mapped = set(taken().homes.values())
    kinds = {change.id: set(change.kinds) for change in comparison.changes}
    assert len(mapped & kinds.keys()) > 10
    assert [id for id in mapped if kinds.get(id, set()) & {"added", "removed"}] == []
    # Left where it was in the old policy, the same text would be removed here and added there.
    apart = compare(adoption().policy.document, taken().document)
    assert len([change for change in apart.changes if {"added", "removed"} & set(change.kinds)]) > 10


def test_a_person_chooses_by_number_and_for_all() -> None:
    numbers, every = command._choices(ours="3,7-9", library="all", both="")
    assert (sorted(numbers), every) == ([3, 7, 8, 9], "library")
    whose = chosen(adoption(), numbers, every)
    assert [number for number, choice in whose.items() if choice == "ours"] == [3, 7, 8, 9]
    with pytest.raises(PolicyBuilderError, match="no passage has the number 99"):
        chosen(adoption(), {99: "ours"})


def test_an_answer_that_does_not_go_with_another_is_only_suggested() -> None:
    text = "# AI\n\n## Future\n\nThe council will become part of a new unitary council on 1 April 2028.\n"
    old = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    assert {each.parameter for each in old.decisions} >= {"lgr.status", "lgr.vesting_date"}
    alone = replace(old, decisions=tuple(each for each in old.decisions if each.parameter != "lgr.status"))
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = taken_over(alone, library(), "wyrefold", council, chosen(alone, {}), "2026-11-27").text
    assert "It does not go with another answer: please decide." in " ".join(made.replace("# ", "").split())


def test_the_door_takes_over_without_writing_and_answers_a_profile(tmp_path: Path) -> None:
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = api.take_over(adoption(), library(), tmp_path, council, dry_run=True, today=date(2026, 11, 27))
    assert made.text == taken().text
    assert list(tmp_path.iterdir()) == []
    text = "# AI\n\n## Review\n\nThis policy will be reviewed every eighteen months.\n"
    other = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    proposal = api.answer_from(other, library(), "millbeck", dry_run=True)
    assert any(line.split() == ["+", "review_months:", "18"] for line in proposal.lines())
