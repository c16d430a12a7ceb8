"""The verdict on a redline: the engine's own proof sees what a judge sees that shares nothing with it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from policybuilder.redline import Verdict, redline, verify
from policybuilder.redline.result import ACCEPT_ALL, REJECT_ALL
from tests.properties import holds_for_any
from tests.redline import generate_fields, judge, word


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    old = draw(generate_fields.documents)
    return old, draw(generate_fields.edited(old))


def _found_by_the_proof(verdict: Verdict) -> tuple[bool, bool]:
    """Return whether the verdict says that accepting all gives the very new document, and rejecting all the old."""

    def exact(side: str) -> bool:
        listed = any(side in note.message for note in verdict.untracked)
        return not listed and all(found.side != side for found in verdict.breaks)

    return exact(ACCEPT_ALL), exact(REJECT_ALL)


def _found_by_the_judge(old: bytes, new: bytes, content: bytes) -> tuple[bool, bool]:
    return judge.read(content, "new") == judge.read(new), judge.read(content, "old") == judge.read(old)


@holds_for_any(
    short=60, long=400, pair=_pairs(), granularity=st.sampled_from(["word", "character"]), moves=st.booleans()
)
def test_the_proof_of_a_redline_says_what_an_independent_judge_says(
    pair: tuple[Any, Any], granularity: Any, moves: bool
) -> None:
    old, new = (generate_fields.written(document) for document in pair)
    result = redline(old, new, granularity=granularity, moves=moves)
    assert _found_by_the_proof(result.verdict) == _found_by_the_judge(old, new, result.content)
    assert result.verdict.holds, str(result.notes[0])
    assert {note.about for note in result.verdict.untracked} <= {"the end of the document"}


@holds_for_any(
    short=60,
    long=400,
    pair=_pairs(),
    damage=st.sampled_from(generate_fields.DAMAGE),
    which=st.integers(0, 20),
)
def test_a_damaged_redline_is_proven_only_where_an_independent_judge_finds_no_difference(
    pair: tuple[Any, Any], damage: Any, which: int
) -> None:
    old, new = (generate_fields.written(document) for document in pair)
    content = generate_fields.damaged(redline(old, new).content, *damage, which)
    assert _found_by_the_proof(verify(old, new, content)) == _found_by_the_judge(old, new, content)


def test_a_range_round_a_controls_tags_that_nothing_ends_is_no_range_and_a_fault() -> None:
    held = word.control("cell", word.cell("Yes"))
    old = word.docx(word.control("a", word.p("Gone.")), word.table(word.row("May it be used?", held)))
    new = word.docx(word.table(word.row("May it be used?", held)))
    (taken_out,) = (each for each in generate_fields.DAMAGE if each[0] == "sdt")
    content = generate_fields.damaged(redline(old, new).content, *taken_out, 0)
    verdict = verify(old, new, content)
    assert _found_by_the_proof(verdict) == _found_by_the_judge(old, new, content) == (True, False)
    assert "the ends of customXmlDel ranges do not match their starts" in str(verdict.faults)
