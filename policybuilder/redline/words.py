"""The word-level difference of two token sequences: exact first, then made fit for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from policybuilder.redline.blocks import Lexicon
from policybuilder.redline.tokens import Token

_ENDS_A_SENTENCE = frozenset(".;:!?")


class Op(NamedTuple):
    """One step: `=` keeps old[i] as new[j], `~` keeps it with a change inside, `-` deletes, `+` inserts."""

    sign: str
    old: int
    new: int


def difference(old: Sequence[Token], new: Sequence[Token], lexicon: Lexicon) -> list[Op]:
    """Return the steps from `old` to `new`. Deletions come before insertions at the same place.

    Words are matched first and the space between them afterwards, so that a shared space never ties two changed
    words apart, and a change moves along its text to where a sentence or word begins.
    """
    mine = [at for at, token in enumerate(old) if not token.is_space]
    theirs = [at for at, token in enumerate(new) if not token.is_space]
    left = "".join([lexicon.character(old[at].key) for at in mine])
    right = "".join([lexicon.character(new[at].key) for at in theirs])
    pairs = [
        (mine[i], theirs[j]) for i, j in _matches(left, right, [old[at] for at in mine], [new[at] for at in theirs])
    ]
    ops: list[Op] = []
    i = j = 0
    for to_i, to_j in [*pairs, (len(old), len(new))]:
        _fill(old, new, (i, to_i, j, to_j), ops)
        if to_i < len(old) and to_j < len(new):
            ops.append(Op("=", to_i, to_j))
        i, j = to_i + 1, to_j + 1
    return ops


def _matches(left: str, right: str, old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the matched positions of the longest common subsequence, with each change slid to a good place."""
    equal = [code for code in Indel.opcodes(left, right) if code.tag == "equal"]
    runs = [(code.src_start, code.dest_start, code.src_end - code.src_start) for code in equal]
    for at in range(len(runs) - 1):
        (i, j, length), (next_i, next_j, next_length) = runs[at], runs[at + 1]
        if next_i == i + length and next_j > j + length:
            shift = _best_shift(right, new, j + length, next_j, length, next_length)
        elif next_j == j + length and next_i > i + length:
            shift = _best_shift(left, old, i + length, next_i, length, next_length)
        else:
            continue
        runs[at] = (i, j, length + shift)
        runs[at + 1] = (next_i + shift, next_j + shift, next_length - shift)
    return [(i + step, j + step) for i, j, length in runs for step in range(length)]


def _best_shift(code: str, tokens: Sequence[Token], start: int, end: int, room: int, after: int) -> int:
    """Return by how many tokens the change code[start:end] is best moved along its own repetition."""
    shifts = [0]
    step = 1
    while step < room and code[start - step] == code[end - step]:
        shifts.append(-step)
        step += 1
    step = 0
    while step < after - 1 and code[start + step] == code[end + step]:
        step += 1
        shifts.append(step)
    return max(shifts, key=lambda shift: (_neatness(tokens, start + shift, end + shift), -abs(shift)))


def _neatness(tokens: Sequence[Token], start: int, end: int) -> int:
    ends_well = tokens[end - 1].text in _ENDS_A_SENTENCE
    starts_well = start == 0 or tokens[start - 1].text in _ENDS_A_SENTENCE
    begins_with_word = tokens[start].text[:1].isalnum()
    return 4 * (ends_well and starts_well) + 2 * begins_with_word + (tokens[end - 1].text[:1].isalnum())


def _fill(old: Sequence[Token], new: Sequence[Token], gap: tuple[int, int, int, int], ops: list[Op]) -> None:
    """Write down what stands between two matched words: shared space at either end, and the change."""
    i, to_i, j, to_j = gap
    while i < to_i and j < to_j and old[i].key == new[j].key:
        ops.append(Op("=", i, j))
        i, j = i + 1, j + 1
    tail: list[Op] = []
    while i < to_i and j < to_j and old[to_i - 1].key == new[to_j - 1].key:
        to_i, to_j = to_i - 1, to_j - 1
        tail.append(Op("=", to_i, to_j))
    start = j
    for at in range(i, to_i):
        if old[at].shell is None:
            continue
        partner = next((k for k in range(start, to_j) if new[k].shell == old[at].shell), None)
        if partner is not None:
            ops += [Op("-", k, -1) for k in range(i, at)]
            ops += [Op("+", -1, k) for k in range(j, partner)]
            ops.append(Op("~", at, partner))
            i, j = at + 1, partner + 1
            start = j
    ops += [Op("-", k, -1) for k in range(i, to_i)]
    ops += [Op("+", -1, k) for k in range(j, to_j)]
    ops += tail[::-1]
