"""The word-level difference of two token sequences, as a person would have marked it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policybuilder.redline.reading.tokens import TEXT, Token
from policybuilder.sequences.readable import Words, common_words


class Op(NamedTuple):
    """One step: `=` keeps old[i] as new[j], `~` keeps it with a change inside, `-` deletes, `+` inserts."""

    sign: str
    old: int
    new: int


def difference(old: Sequence[Token], new: Sequence[Token]) -> list[Op]:
    """Return the steps from `old` to `new`. Deletions come before insertions at the same place.

    Words are matched first, by the same rules as in a comparison of policies, and the space between them afterwards,
    so that a shared space never ties two changed words apart.
    """
    mine = [at for at, token in enumerate(old) if not token.is_space]
    theirs = [at for at, token in enumerate(new) if not token.is_space]
    common = common_words(_words(old, mine), _words(new, theirs))
    pairs = [(mine[each.old + k], theirs[each.new + k]) for each in common for k in range(each.length)]
    ops: list[Op] = []
    i = j = 0
    for to_i, to_j in [*pairs, (len(old), len(new))]:
        _fill(old, new, (i, to_i, j, to_j), ops)
        if to_i < len(old) and to_j < len(new):
            ops.append(Op("=", to_i, to_j))
        i, j = to_i + 1, to_j + 1
    return ops


def _words(tokens: Sequence[Token], places: Sequence[int]) -> Words:
    """Return the tokens that are no space; pictures, fields and paragraph marks stay common whatever is around them."""
    chosen = [tokens[at] for at in places]
    things = {at for at, token in enumerate(chosen) if not _is_text(token)}
    landmarks = {at for at in things if chosen[at].pieces}
    return Words([token.key for token in chosen], [token.text for token in chosen], (), things, landmarks)


def _is_text(token: Token) -> bool:
    return bool(token.pieces) and all(piece.kind == TEXT for piece in token.pieces)


def _fill(old: Sequence[Token], new: Sequence[Token], gap: tuple[int, int, int, int], ops: list[Op]) -> None:
    """Write down what stands between two matched words: shared space at either end, and the change."""
    i, to_i, j, to_j = gap
    while i < to_i and j < to_j and old[i].is_space and old[i].key == new[j].key:
        ops.append(Op("=", i, j))
        i, j = i + 1, j + 1
    tail: list[Op] = []
    while i < to_i and j < to_j and old[to_i - 1].is_space and old[to_i - 1].key == new[to_j - 1].key:
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
