"""How long comparisons take, warm, in one process. Targets are those of the project's statement of speed."""

from __future__ import annotations

import time
from typing import Any

from policybuilder.compare import compare
from policybuilder.document import Document, word_count
from tests.compare.made import edited, long_document

WORDS = 18_000


def _seconds(old: Document, new: Document, times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        compare(old, new)
        best = min(best, time.perf_counter() - start)
    return best


def test_long_versions_with_25_edits(benchmark: Any) -> None:
    old = long_document(WORDS)
    assert word_count(old) >= WORDS
    comparison = benchmark.pedantic(compare, (old, edited(old, count=25)), rounds=7, warmup_rounds=1)
    assert comparison.changes
    assert benchmark.stats.stats.min < 0.15


def test_long_versions_with_half_the_text_changed(benchmark: Any) -> None:
    old = long_document(WORDS)
    comparison = benchmark.pedantic(compare, (old, edited(old, share=0.5)), rounds=5, warmup_rounds=1)
    assert len(comparison.changes) > 100
    assert benchmark.stats.stats.min < 1.5


def test_cost_grows_no_worse_than_linearly() -> None:
    seconds = {}
    for words in (10_000, 20_000, 40_000, 80_000):
        old = long_document(words)
        seconds[words] = _seconds(old, edited(old, share=0.2), times=3)
    print({words: round(taken, 3) for words, taken in seconds.items()})
    assert seconds[80_000] / seconds[10_000] < 8 * 1.35


def test_foreign_text_in_one_clause_grows_no_worse_than_linearly() -> None:
    seconds = {}
    for words in (10_000, 20_000, 40_000):
        old = long_document(words)
        seconds[words] = _seconds(_in_one_clause(old), _in_one_clause(edited(old, share=0.3)), times=2)
    print({words: round(taken, 3) for words, taken in seconds.items()})
    assert seconds[40_000] / seconds[10_000] < 4 * 1.5


def _in_one_clause(document: Document) -> Document:
    """Return a document whose clauses are one: a foreign text without headings."""
    from dataclasses import replace

    from policybuilder.document import Section, clauses

    every = list(clauses(document))
    whole = replace(every[0], blocks=tuple(block for clause in every for block in clause.blocks))
    return replace(document, sections=(Section("s", "1", "All", (whole,)),))
