"""The verdict on a redline: the engine's own proof sees what a judge sees that shares nothing with it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError
from policybuilder.redline import Verdict, redline, verify
from policybuilder.redline.result import ACCEPT_ALL, REJECT_ALL
from tests.properties import holds_for_any
from tests.redline import damage as damages
from tests.redline import generate_fields, judge, word
from tests.redline.test_pairs import CASES, FOLDER, NO_TRACKED_FORM, redlined, sides


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    old = draw(generate_fields.documents)
    return old, draw(generate_fields.edited(old))


_SHORT = [
    case
    for case in CASES
    if not case.startswith(NO_TRACKED_FORM)
    and (FOLDER / f"{case.removesuffix(' backwards')}.old.docx").stat().st_size < 12_000
]


def _found_by_the_proof(verdict: Verdict) -> tuple[bool, bool]:
    """Return whether the verdict says that accepting all gives the very new document, and rejecting all the old."""

    def exact(side: str) -> bool:
        listed = any(side in note.message for note in verdict.untracked)
        return not listed and all(found.side != side for found in verdict.breaks)

    return exact(ACCEPT_ALL), exact(REJECT_ALL)


def _found_by_the_judge(old: bytes, new: bytes, content: bytes) -> tuple[bool, bool]:
    return judge.read(content, "new") == judge.read(new), judge.read(content, "old") == judge.read(old)


@holds_for_any(
    short=25, long=400, pair=_pairs(), granularity=st.sampled_from(["word", "character"]), moves=st.booleans()
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
    short=25,
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
    content = generate_fields.damaged(redline(old, new).content, "sdt", generate_fields.take_out, 0)
    verdict = verify(old, new, content)
    assert _found_by_the_proof(verdict) == _found_by_the_judge(old, new, content) == (True, False)
    assert "the ends of customXmlDel ranges do not match their starts" in str(verdict.faults)


@holds_for_any(
    short=20,
    long=1500,
    case=st.sampled_from(_SHORT),
    damage=st.sampled_from(damages.KINDS),
    which=st.integers(0, 1000),
)
def test_no_damage_to_a_redline_of_the_corpus_is_proven_where_an_independent_judge_finds_a_difference(
    case: str, damage: Any, which: int
) -> None:
    old, new = sides(case)
    content = damages.damaged(redlined(case).content, damage, which)
    try:
        verdict = verify(old, new, content)
    except PolicyBuilderError:
        return
    if verdict.holds:
        by_proof, by_judge = _found_by_the_proof(verdict), _found_by_the_judge(old, new, content)
        assert all(seen or not claimed for claimed, seen in zip(by_proof, by_judge, strict=True))


def test_marks_that_stand_loose_in_a_paragraph_are_not_those_of_its_mark() -> None:
    old, new = word.docx(word.p("Kept.")), word.docx(word.p("Kept."), word.p("Come."))
    content = redline(old, new).content
    content = generate_fields.damaged(content, "pPr", generate_fields.unwrap, 0)
    assert not verify(old, new, content).holds


def test_a_cell_that_lacks_its_last_paragraph_is_not_given_one_by_the_proof() -> None:
    def nested(says: str) -> bytes:
        return word.docx(word.table(word.row(word.cell(word.table(word.row("a", "b")), word.p("")), says)))

    old, new = nested("One."), nested("Two.")
    content = redline(old, new).content
    assert verify(old, new, content).word == "proven"
    # The paragraphs are those of the two inner cells and the one that ends the outer cell.
    content = generate_fields.damaged(content, "p", generate_fields.take_out, 2)
    assert not verify(old, new, content).holds
