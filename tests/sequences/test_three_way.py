"""Two sets of changes to one row are merged, and nothing of either is lost without being told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policybuilder.sequences.three_way import Stretch, three_way


def kinds(base: str, ours: str, theirs: str) -> list[tuple[str, str]]:
    """Return the kind and the merged letters of each stretch."""
    return [(each.kind, "".join(each.merged)) for each in three_way(base, ours, theirs)]


def merged(stretches: tuple[Stretch[str], ...]) -> str:
    return "".join(thing for each in stretches for thing in each.merged)


def test_what_one_side_changed_is_taken_from_it() -> None:
    assert kinds("abcd", "aXcd", "abcY") == [("same", "a"), ("ours", "X"), ("same", "c"), ("theirs", "Y")]


def test_both_changes_of_one_thing_are_a_conflict_that_keeps_ours() -> None:
    assert kinds("abc", "aXc", "aYc") == [("same", "a"), ("conflict", "X"), ("same", "c")]


def test_changes_that_lie_side_by_side_are_not_in_each_other_s_way() -> None:
    assert kinds("abcd", "aXcd", "abYd") == [("same", "a"), ("ours", "X"), ("theirs", "Y"), ("same", "d")]
    assert kinds("ab", "Xb", "aZb") == [("ours", "X"), ("theirs", "Z"), ("same", "b")]
    assert kinds("abc", "XYc", "aZc") == [("ours", "X"), ("conflict", "Y"), ("same", "c")]


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert kinds("abc", "aXc", "aXc") == [("same", "a"), ("both", "X"), ("same", "c")]


def test_taken_out_here_and_changed_there_is_a_conflict() -> None:
    assert kinds("abc", "ac", "aYc") == [("same", "a"), ("conflict", ""), ("same", "c")]


def test_new_on_both_sides_in_one_place_is_a_conflict_and_in_two_places_is_none() -> None:
    assert kinds("ab", "aXb", "aYb") == [("same", "a"), ("conflict", "X"), ("same", "b")]
    assert kinds("ab", "Xab", "abY") == [("ours", "X"), ("same", "ab"), ("theirs", "Y")]


def test_what_is_the_same_by_its_key_is_taken_as_they_have_it() -> None:
    (only,) = three_way(["a "], ["a"], ["a  "], key=str.strip)
    assert (only.kind, only.merged) == ("same", ("a  ",))


ROWS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


@given(ROWS, ROWS, ROWS)
def test_each_side_is_the_stretches_put_together(base: list[str], ours: list[str], theirs: list[str]) -> None:
    found = three_way(base, ours, theirs)
    for name, side in (("base", base), ("ours", ours), ("theirs", theirs)):
        assert [thing for each in found for thing in getattr(each, name)] == side


@given(ROWS, ROWS)
def test_a_side_that_changed_nothing_takes_what_the_other_made(base: list[str], other: list[str]) -> None:
    assert merged(three_way(base, base, other)) == "".join(other)
    assert merged(three_way(base, other, base)) == "".join(other)
    assert merged(three_way(base, other, other)) == "".join(other)
    assert all(each.kind != "conflict" for each in three_way(base, base, other))


@given(ROWS, ROWS, ROWS)
def test_the_sides_may_be_swapped_and_the_kinds_are_the_same(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    swapped = {"ours": "theirs", "theirs": "ours"}
    one = [(each.kind, each.base) for each in three_way(base, ours, theirs)]
    other = [(swapped.get(each.kind, each.kind), each.base) for each in three_way(base, theirs, ours)]
    assert one == other


@given(ROWS, ROWS, ROWS)
def test_nothing_is_taken_that_neither_side_has(base: list[str], ours: list[str], theirs: list[str]) -> None:
    assert set(merged(three_way(base, ours, theirs))) <= {*ours, *theirs}
