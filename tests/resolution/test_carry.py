"""An amendment meets a newer library: what both changed is merged, and no word of the council's is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybuilder.document import clauses
from policybuilder.library.units import units
from policybuilder.resolution.carry import carry
from tests.resolution.anchoring import NEWER, amended, clause, entry
from tests.resolution.reading import refused, resolved, warned, words
from tests.workspaces import template, tiny

WAS = "Tell the owner within 24 hours. Keep a note of it. Do not delete it."
OURS = "Tell the owner and the DPO within 24 hours. Keep a note of it. Do not delete it."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "care", f"One.\n\n{WAS}\n\nTwo.\n")
    template(tmp_path, "care")
    amended(tmp_path, entry("replace", OURS, was=WAS))
    return tmp_path


def newer(root: Path, *paragraphs: str) -> list[str]:
    """Return what the draft prints with a newer clause."""
    clause(root, "care", "\n\n".join(paragraphs) + "\n", **NEWER)
    return words(resolved(root))


def state(root: Path) -> str:
    (amendment,) = next(iter(clauses(resolved(root)))).provenance.amendments
    return amendment.state


def test_other_sentences_that_the_library_changed_are_merged_in(root: Path) -> None:
    assert newer(root, "One.", WAS.replace("Do not delete", "Never delete"), "Two.") == [
        "One.", OURS.replace("Do not delete", "Never delete"), "Two.",
    ]  # fmt: skip
    assert state(root) == "carried"
    assert [each.code for each in warned(root)] == ["amendment-carried"]


def test_the_same_sentence_changed_by_both_is_a_conflict_that_keeps_the_council_s_words_marked(root: Path) -> None:
    assert newer(root, "One.", WAS.replace("24 hours", "12 hours"), "Two.") == [
        "One.", f"{OURS} [in conflict with the library: settle it]", "Two.",
    ]  # fmt: skip
    assert state(root) == "conflict"


def test_what_the_library_says_by_now_is_no_amendment_any_more(root: Path) -> None:
    assert newer(root, "One.", OURS, "Two.") == ["One.", OURS, "Two."]
    assert state(root) == "adopted"
    assert [each.code for each in warned(root)] == ["amendment-adopted"]


def test_a_paragraph_that_moved_takes_the_amendment_with_it_and_nothing_is_to_be_settled(root: Path) -> None:
    assert newer(root, "Two.", WAS, "One.") == ["Two.", OURS, "One."]
    assert state(root) == "stands"
    assert warned(root) == ()


def test_a_paragraph_that_is_gone_leaves_the_council_s_words_at_the_end_in_conflict(root: Path) -> None:
    assert newer(root, "One.", "Quite another matter.") == [
        "One.", "Quite another matter.", f"{OURS} [in conflict with the library: settle it]",
    ]  # fmt: skip
    assert state(root) == "conflict"


def test_text_beside_a_paragraph_stands_beside_what_became_of_it(root: Path) -> None:
    amended(root, entry("after", "Own.", was=WAS))
    changed = WAS.replace("Do not delete", "Never delete")
    assert newer(root, "One.", changed, "Two.") == ["One.", changed, "Own.", "Two."]
    assert state(root) == "carried"


def test_words_taken_out_that_the_library_changed_stay_out_and_are_to_be_settled(root: Path) -> None:
    amended(root, entry("remove", "", was=WAS))
    assert words(resolved(root)) == ["One.", "Two."]
    mark = "[in conflict with the library: settle it]"
    assert newer(root, "One.", WAS.replace("24", "12"), "Two.") == ["One.", mark, "Two."]
    assert state(root) == "conflict"
    assert newer(root, "One.", "Two.") == ["One.", "Two."]
    assert state(root) == "adopted"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (WAS.replace("Do not delete", "Never delete"), "amendment-carried"),
        (WAS.replace("24 hours", "12 hours"), "amendment-conflict"),
        (OURS, "amendment-adopted"),
    ],
)
def test_the_paper_is_refused_until_the_profile_is_brought_up_to_the_library(root: Path, now: str, code: str) -> None:
    newer(root, "One.", now, "Two.")
    told = refused(root, final=True)
    assert f"[{code}]" in told
    assert "profiles/riverton.yaml:" in told


# Laws ----------------------------------------------------------------------------------------------------

SENTENCES = st.lists(st.sampled_from([f"Do {letter}." for letter in "abcdefg"]), max_size=6, unique=True)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_every_word_in_force_is_the_council_s_or_the_library_s_and_a_conflict_keeps_all_of_the_council_s(
    was: list[str], ours: list[str], now: list[str]
) -> None:
    done = carry("replace", " ".join(was), " ".join(ours), " ".join(now))
    printed = {unit.words for unit in units(done.text)}
    assert printed <= {*ours, *now}
    if done.state == "conflict":
        assert done.text == " ".join(ours)
    if done.state == "adopted":
        assert set(ours) - set(was) <= set(now)


@given(SENTENCES, SENTENCES)
def test_against_an_unchanged_library_nothing_changes(was: list[str], ours: list[str]) -> None:
    done = carry("replace", " ".join(was), " ".join(ours), " ".join(was))
    assert done.state in ("carried", "adopted")
    if done.state == "carried":
        assert done.text == " ".join(ours)
