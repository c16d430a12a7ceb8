"""The law: accept all gives the new document, reject all the old one; judged by code that shares nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from policybuilder.redline import redline
from tests.properties import holds_for_any
from tests.redline import generate, judge


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    old = draw(generate.documents)
    return old, draw(generate.edited(old))


def _the_law_holds(first: Any, second: Any, granularity: Any = "word", moves: bool = True) -> None:
    old, new = generate.written(first), generate.written(second)
    result = redline(old, new, granularity=granularity, moves=moves)
    assert judge.read(result.content, "new") == judge.read(new)
    assert judge.read(result.content, "old") == judge.read(old)


@holds_for_any(
    short=20, long=400, pair=_pairs(), granularity=st.sampled_from(["word", "character"]), moves=st.booleans()
)
def test_the_law_holds_for_any_document_and_its_edit(pair: tuple[Any, Any], granularity: str, moves: bool) -> None:
    _the_law_holds(*pair, granularity, moves)


@holds_for_any(short=10, long=150, first=generate.documents, second=generate.documents)
def test_the_law_holds_for_documents_that_have_nothing_to_do_with_each_other(first: Any, second: Any) -> None:
    _the_law_holds(first, second)


@holds_for_any(short=10, long=150, document=generate.documents)
def test_a_document_against_itself_has_no_changes(document: Any) -> None:
    content = generate.written(document)
    result = redline(content, content)
    assert result.counts.total == 0
