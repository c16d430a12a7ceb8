"""How little the policies repeat themselves and each other, counted in words of the built texts.

A word is repeated when it stands in a run of eight words that stood before. What a council calls a thing, the name of
a law and every other value counts as one word: a long title is no repetition.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import pytest

from policybuilder.document import Document, Value, block_text, clauses, inlines_of
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root
from policybuilder.resolution import resolve
from tests.some import one_in

COUNCILS = ("riverton", "millbeck", "cwm-derwen", "strathlorne", "slievebrae")
POLICY, GOVERNANCE = "generative-ai-policy", "ai-governance-policy"
RUN = 8
Run = tuple[str, ...]


@cache
def shipped() -> Library:
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


@cache
def texts(council: str, id: str) -> tuple[Run, ...]:
    """Return the words of each block of a policy, a value as one word."""
    return tuple(words_of(resolve(shipped(), council, id)))


def words_of(document: Document) -> list[Run]:
    found = []
    for clause in clauses(document):
        for block in clause.blocks:
            values = {inline.text for inline in inlines_of(block) if isinstance(inline, Value)}
            names = sorted({*values, clause.provenance.rule_in} - {""}, key=len, reverse=True)
            word = "|".join([*(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), r"[\w'-]+"])
            found.append(tuple(re.findall(word, block_text(block))))
    return found


def runs(words: Run) -> list[Run]:
    return [words[at : at + RUN] for at in range(len(words) - RUN + 1)]


def share_repeated(blocks: Collection[Run], known: Collection[Run] = ()) -> float:
    """Return the share of words that stand in a run of `known`, or, without it, in one that stood before."""
    seen, inside, repeated, total = set(known), not known, 0, 0
    for words in blocks:
        marked = set[int]()
        for at, run in enumerate(runs(words)):
            if run in seen:
                marked.update(range(at, at + RUN))
            if inside:
                seen.add(run)
        repeated, total = repeated + len(marked), total + len(words)
    return repeated / total


def test_the_measure_counts_the_words_that_stood_before() -> None:
    rule = ("you", "must", "check", "all", "output", "before", "you", "use", "it")
    assert share_repeated([rule, ("ask", "first")]) == 0
    assert share_repeated([rule, rule]) == 0.5
    assert share_repeated([rule], runs(rule)) == 1


@pytest.mark.parametrize("id", [POLICY, GOVERNANCE])
@pytest.mark.parametrize("council", one_in(5, COUNCILS))
def test_a_policy_repeats_less_than_a_word_in_twenty(council: str, id: str) -> None:
    assert share_repeated(texts(council, id)) < 0.05


@pytest.mark.parametrize(("id", "other"), [(POLICY, GOVERNANCE), (GOVERNANCE, POLICY)])
@pytest.mark.parametrize("council", COUNCILS)
def test_two_policies_of_a_council_share_less_than_fifteen_words_in_a_hundred(
    council: str, id: str, other: str
) -> None:
    known = {run for words in texts(council, other) for run in runs(words)}
    assert share_repeated(texts(council, id), known) < 0.15
