"""Labels that count the paragraphs of a policy through are their places, and no words of theirs."""

from __future__ import annotations

from policybuilder.adopt.old_policy import OldPassage, old_policy
from policybuilder.readers.old_policy import read_old_policy


def passages_of(text: str) -> tuple[OldPassage, ...]:
    return old_policy(read_old_policy(text.encode(), "old.md"), "old.md").passages


def test_a_label_that_counts_through_the_policy_is_a_place() -> None:
    text = "# AI\n\n## Kettles\n\nA1 Fill them.\n\nA2 Empty them.\n\n## Cups\n\nA3. Wash them.\n\nA4 paper is no cup.\n"
    found = passages_of(text)
    assert [passage.text for passage in found] == ["Fill them.", "Empty them.", "Wash them.", "A4 paper is no cup."]
    assert [passage.place.rpartition(", ")[2] for passage in found[:3]] == [f"paragraph A{n}" for n in (1, 2, 3)]


def test_a_word_that_only_looks_like_a_label_stays() -> None:
    text = "# AI\n\n## Paper\n\nA4 Paper is kept in the cupboard.\n\nF1 Teams are not meant here.\n"
    assert [passage.text[:2] for passage in passages_of(text)] == ["A4", "F1"]
