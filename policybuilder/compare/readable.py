"""The words of two versions of a text in runs: what both have in common, deleted or inserted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from policybuilder.compare.marked import MarkedRun
from policybuilder.compare.tokens import Token
from policybuilder.sequences.readable import CommonStretch, Words, common_words


def readable_runs(old: Sequence[Token], new: Sequence[Token]) -> tuple[MarkedRun, ...]:
    """Return the words of both sides in runs, marked as a person would have marked them by hand."""
    runs: list[MarkedRun] = []
    at_old = at_new = 0
    for stretch in (*common_words(_words(old), _words(new)), CommonStretch(len(old), len(new), 0)):
        runs.extend(_differing(old[at_old : stretch.old], new[at_new : stretch.new]))
        at_old, at_new = stretch.old + stretch.length, stretch.new + stretch.length
        if stretch.length:
            runs.append(MarkedRun(tuple(old[stretch.old : at_old]), tuple(new[stretch.new : at_new])))
    return tuple(runs)


def _differing(old: Sequence[Token], new: Sequence[Token]) -> Iterator[MarkedRun]:
    """Yield the words that went and those that came in a place; as the same where both read alike.

    A value ends a word that a file has in one, as in "the Monitoring Officer's".
    """
    if _read_alike(old, new):
        ends = {*_ends(old), *_ends(new)}
        yield MarkedRun(tuple(_cut(old, ends)), tuple(_cut(new, ends)))
        return
    if old:
        yield MarkedRun(tuple(old), ())
    if new:
        yield MarkedRun((), tuple(new))


def _read_alike(old: Sequence[Token], new: Sequence[Token]) -> bool:
    if not old or not new or not all(token.text.strip() for token in (*old, *new)):
        return False
    return _text(old).strip() == _text(new).strip()


def _text(tokens: Sequence[Token]) -> str:
    return "".join([token.text for token in tokens])


def _lead(token: Token) -> int:
    return len(token.text) - len(token.text.lstrip())


def _ends(tokens: Sequence[Token]) -> list[int]:
    """Return where each word but the last ends, counted from the first letter: the space before it is not compared."""
    return list(accumulate((len(token.text) for token in tokens), initial=-_lead(tokens[0])))[1:-1]


def _cut(tokens: Sequence[Token], ends: Collection[int]) -> Iterator[Token]:
    """Yield words cut where those of either side end, so that both sides have as many."""
    start = -_lead(tokens[0])
    for token in tokens:
        end = start + len(token.text)
        marks = [start, *sorted(each for each in ends if start < each < end), end]
        for first, last in pairwise(marks):
            text = token.text[first - start : last - start]
            yield Token(text, text.strip(), token.path) if len(marks) > 2 else token
        start = end


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
