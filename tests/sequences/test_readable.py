"""What two rows of words have in common, as a person would have marked it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from policybuilder.sequences.common import common_members
from policybuilder.sequences.readable import Words, common_words


def kept(old: str, new: str, things: str = "") -> str:
    """Return the words that stay common; words in `things` are no words, but such as a picture."""
    left, right = _row(old, things), _row(new, things)
    found = [each for each in common_words(left, right) if each.length]
    texts = [" ".join(left.texts[each.old : each.old + each.length]) for each in found]
    assert texts == [" ".join(right.texts[each.new : each.new + each.length]) for each in found]
    assert all(a.old + a.length <= b.old and a.new + a.length <= b.new for a, b in pairwise(found))
    return " | ".join(texts)


def _row(text: str, things: str) -> Words:
    words = text.split()
    places = {at for at, word in enumerate(words) if word in things.split()}
    return Words(words, words, things=places, landmarks={at for at in places if words[at] != "BREAK"})


@pytest.mark.parametrize(
    ("old", "new", "common"),
    [
        ("keep it thirty days", "keep it fourteen days", "keep it | days"),
        ("", "keep it", ""),
        ("managers check it and report to the board", "directors see us or answer to the board", "to the board"),
        ("the owner of it decides whether it is kept .", "nobody may buy a licence unless the board agrees .", ""),
        ("ask first . check it .", "ask first . keep it safe . check it .", "ask first . | check it ."),
    ],
)  # fmt: skip
def test_words_are_common_where_that_reads_well(old: str, new: str, common: str) -> None:
    assert kept(old, new) == common


def test_what_is_no_word_stays_common_though_everything_around_it_was_written_anew() -> None:
    old, new = "the owner decides here PICTURE in the first week", "nobody may buy one PICTURE unless the board agrees"
    assert kept(old, new, things="PICTURE") == "PICTURE"
    assert kept(old, new) == ""


def test_a_break_is_found_by_the_words_around_it() -> None:
    old, new = "ask the owner BREAK keep a copy", "check it first BREAK ask the owner BREAK keep a copy"
    assert kept(old, new, things="BREAK") == "ask the owner BREAK keep a copy".replace(" BREAK", " | BREAK |")


def test_a_name_that_changed_is_given_up_as_a_whole() -> None:
    old, new = "tell the Head of Digital at once today", "tell the Head of ICT at once today"
    sides = [Words(text.split(), text.split(), wholes=[(2, 5)]) for text in (old, new)]
    assert [(each.old, each.new, each.length) for each in common_words(*sides)] == [(0, 0, 2), (5, 5, 3)]


def test_two_long_rows_without_anything_in_common_end_soon() -> None:
    assert common_members([str(n) for n in range(5_000)], [str(-n - 1) for n in range(5_000)]) == []
