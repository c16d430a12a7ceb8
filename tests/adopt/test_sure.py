"""What "sure", "likely" and "perhaps" promise of a clause that is named, held against what a careful reader named."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache

import pytest

from policybuilder import api
from policybuilder.adopt.index import Index, index_of
from policybuilder.adopt.words import sureness
from policybuilder.errors import Problems
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_root
from tests.adopt.benchmark import adoption_of, judged
from tests.adopt.expected import policies
from tests.some import one_in


@cache
def library() -> Library:
    return api.load(built_in_root())


@cache
def index() -> Index:
    return index_of(library(), library().template("generative-ai-policy").clause_ids(), Problems())


@pytest.mark.parametrize("groups", one_in(3, [{"later", "held out"}, {"unseen"}, {"later", "tuned to"}]))
def test_sure_is_right_in_nearly_all_cases_and_likely_in_more_than_perhaps(groups: set[str]) -> None:
    right, named = Counter[str](), Counter[str]()
    for policy in policies():
        if policy.group in groups:
            for match, is_right in judged(policy, adoption_of(policy, library())):
                for word in (sureness(match.score), *(["a rule that is said"] if match.how != "subject" else [])):
                    named[word] += 1
                    right[word] += is_right
    share = {word: right[word] / named[word] for word in named}
    assert share["sure"] >= 0.95, (share, named)
    assert share["sure"] > share["likely"] > share["perhaps"], (share, named)
    assert share["likely"] >= 0.66, (share, named)
    assert share["a rule that is said"] >= 0.85, (share, named)


def test_what_words_weigh_together_is_the_same_in_whatever_order_a_run_has_them() -> None:
    for saying in index().sayings[:400]:
        orders = itertools.islice(itertools.permutations(sorted(saying.words)), 24)
        assert len({index().mass_of(order) for order in orders}) == 1, saying.text
