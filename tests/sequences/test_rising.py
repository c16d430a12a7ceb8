"""Chains of pairs that do not cross: each way of finding one finds one that no other beats."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import strategies as st

from policybuilder.sequences.rising import Pair, best_rise, heaviest_rise, longest_rise
from tests.properties import holds_for_any

_worths = st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=0, max_size=4)


def _rises(pairs: list[Pair]) -> bool:
    return all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def _most(worths: list[list[int]]) -> int:
    pairs = [(i, j) for i, row in enumerate(worths) for j, worth in enumerate(row) if worth]
    chains = (chain for size in range(5) for chain in combinations(pairs, size) if _rises(list(chain)))
    return max(sum(worths[i][j] for i, j in chain) for chain in chains)


@holds_for_any(short=60, long=600, worths=_worths)
def test_both_ways_of_weighing_pairs_find_the_chain_that_is_worth_most(worths: list[list[int]]) -> None:
    candidates = [(i, j, float(worth)) for i, row in enumerate(worths) for j, worth in enumerate(row) if worth]
    for chain in (best_rise(len(worths), 4, lambda i, j: worths[i][j]), heaviest_rise(candidates)):
        assert _rises(chain)
        assert all(worths[i][j] for i, j in chain)
        assert sum(worths[i][j] for i, j in chain) == _most(worths)


@holds_for_any(short=60, long=600, values=st.permutations(range(7)))
def test_the_longest_rise_is_as_long_as_the_best_chain_of_equal_worth(values: list[int]) -> None:
    rise = longest_rise(values)
    assert all(values[a] < values[b] for a, b in pairwise(rise))
    assert len(rise) == len(best_rise(7, 7, lambda i, j: float(values[i] == j)))


def test_a_band_keeps_a_chain_near_the_diagonal() -> None:
    assert best_rise(20, 20, lambda i, j: float(i == 0 and j == 19)) == [(0, 19)]
    assert best_rise(20, 20, lambda i, j: float(i == 0 and j == 19), band=3) == []
    assert best_rise(20, 20, lambda i, j: float(i == j), band=3) == [(at, at) for at in range(20)]


def test_a_band_through_long_rows_costs_what_the_band_holds_and_not_rows_times_columns() -> None:
    many = 20_000
    assert len(best_rise(many, many - 1, lambda i, j: float(i == j), band=1)) == many - 1


def test_rows_without_members_have_no_chain() -> None:
    assert best_rise(0, 3, lambda i, j: 1.0) == best_rise(3, 0, lambda i, j: 1.0) == heaviest_rise([]) == []
    assert longest_rise([]) == []
