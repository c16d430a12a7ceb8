"""The words of two versions of a text in runs: what both have in common, deleted or inserted."""

from __future__ import annotations

from collections.abc import Sequence

from policybuilder.compare.marked import MarkedRun
from policybuilder.compare.tokens import Token
from policybuilder.sequences.readable import CommonStretch, Words, common_words


def readable_runs(old: Sequence[Token], new: Sequence[Token]) -> tuple[MarkedRun, ...]:
    """Return the words of both sides in runs, marked as a person would have marked them by hand."""
    runs: list[MarkedRun] = []
    at_old = at_new = 0
    for stretch in (*common_words(_words(old), _words(new)), CommonStretch(len(old), len(new), 0)):
        if at_old < stretch.old:
            runs.append(MarkedRun(tuple(old[at_old : stretch.old]), ()))
        if at_new < stretch.new:
            runs.append(MarkedRun((), tuple(new[at_new : stretch.new])))
        at_old, at_new = stretch.old + stretch.length, stretch.new + stretch.length
        if stretch.length:
            runs.append(MarkedRun(tuple(old[stretch.old : at_old]), tuple(new[stretch.new : at_new])))
    return tuple(runs)


def _words(tokens: Sequence[Token]) -> Words:
    keys = [token.key for token in tokens]
    return Words(keys, keys, _values(tokens))


def _values(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where each filled-in value starts and ends: one that changed is replaced as a whole."""
    found: list[tuple[int, int]] = []
    before = None
    for index, token in enumerate(words):
        is_value = token.path[-1][1][0] == "value"
        if is_value and found and token.path == before:
            found[-1] = (found[-1][0], index + 1)
        elif is_value:
            found.append((index, index + 1))
        before = token.path
    return found
