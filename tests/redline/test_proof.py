"""The verdict on a redline: the engine's own proof sees what a judge sees that shares nothing with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError
from policybuilder.redline import Verdict, redline, verify
from policybuilder.redline.result import ACCEPT_ALL, REJECT_ALL
from tests.properties import holds_for_any
from tests.redline import damage as damages
from tests.redline import generate, generate_fields, judge, word
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


@pytest.mark.rest
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


@st.composite
def _three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    first = draw(generate.documents)
    second = draw(generate.edited(first))
    return first, second, draw(generate.edited(second))


@pytest.mark.rest
@holds_for_any(
    short=12,
    long=600,
    texts=_three(),
    damage=st.sampled_from(damages.KINDS),
    which=st.integers(0, 400),
    existing=st.sampled_from(["accept", "keep"]),
    backwards=st.booleans(),
)
def test_a_pair_with_damaged_marks_of_its_own_is_proven_only_where_an_independent_judge_finds_no_difference(
    texts: tuple[Any, Any, Any], damage: Any, which: int, existing: Any, backwards: bool
) -> None:
    first, second, third = (generate.written(each) for each in texts)
    marked = damages.damaged(redline(second, third, author="Member A").content, damage, which)
    old, new = (marked, first) if backwards else (first, marked)
    verdict, content = (result := redline(old, new, author="Clerk", existing=existing)).verdict, result.content
    if not verdict.holds or set(verdict.places) & {"the end of the document", "blocks"}:
        return
    assert judge.read(content, "new") == judge.read(new, "new")
    assert judge.read(content, "old") == judge.read(old, "old" if existing == "keep" else "new")


_MEMBER = 'w:author="Member A" w:date="2026-01-02T10:00:00Z"'
_NEW_END = f'<w:pPr><w:rPr><w:ins w:id="31" {_MEMBER}/></w:rPr></w:pPr>'
_CAME = word.raw(f'<w:p>{_NEW_END}<w:ins w:id="32" {_MEMBER}><w:r><w:t>Come.</w:t></w:r></w:ins></w:p>')
_POINT = word.raw('<w:bookmarkStart w:id="33" w:name="here"/><w:bookmarkEnd w:id="33"/>')
_LOOSE = f"<w:r><w:t>Loose.</w:t></w:r></w:del><w:ins w:id='35' {_MEMBER}><w:r><w:t>So.</w:t></w:r></w:ins>"
SOURCES = {
    "a control whose paragraphs all came": word.docx(word.control("a", _CAME, _CAME, _CAME), word.p("Kept.")),
    "one with a bookmark beside them": word.docx(word.control("a", _POINT, _CAME, _CAME), word.p("Kept.")),
    "one that holds one paragraph": word.docx(word.control("a", _CAME), word.p("Kept.")),
    "one that also holds a table": word.docx(
        word.control("a", word.table(word.row("a", "b")), _CAME, _CAME), word.p("Kept.")
    ),
    "marks between paragraphs": word.docx(word.raw(f"<w:del w:id='34' {_MEMBER}>{_LOOSE}"), word.p("Kept.")),
    "a body without a paragraph": word.docx(),
    "a text whose spaces do not count": word.docx(word.raw("<w:p><w:r><w:t> Kept. </w:t></w:r></w:p>")),
}


@pytest.mark.parametrize("existing", ["accept", "keep"])
@pytest.mark.parametrize("case", SOURCES)
def test_odd_marks_of_a_source_are_read_alike_by_proof_and_judge(case: str, existing: Any) -> None:
    plain = word.docx(word.p("Kept."))
    for old, new in ((plain, SOURCES[case]), (SOURCES[case], plain)):
        result = redline(old, new, existing=existing)
        assert result.verdict.holds, str(result.notes[0])
        assert judge.read(result.content, "new") == judge.read(new, "new")
        as_old = judge.read(result.content, "old") == judge.read(old, "old" if existing == "keep" else "new")
        # No change can track runs that stand between paragraphs, so they are listed.
        assert as_old is not (case == "marks between paragraphs" and "blocks" in result.verdict.places)


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
