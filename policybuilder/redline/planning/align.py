"""Align two sequences of blocks: first what is anchored or the same, then what is alike, in near-linear time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz.distance import Indel

from policybuilder.ooxml import names as n
from policybuilder.redline.reading.blocks import Block, Lexicon
from policybuilder.sequences.rising import Pair, best_rise, heaviest_rise, longest_rise

Gap = tuple[int, int, int, int]

ALIKE = 0.45
ALIKE_ALONE = 0.3
_LARGEST_GRID = 2_500
_BAND = 12
_RARE = 4
_HALF_A_WORD = 3  # characters: the worth of what is the same, about the words of both sides, without counting them


def align(old: Sequence[Block], new: Sequence[Block], lexicon: Lexicon) -> list[Pair]:
    """Return the pairs (old index, new index) of blocks that are the same block, in order and without crossing.

    Content controls and custom XML with the same tag are paired whatever they hold; then blocks with the same text;
    then, in the gaps, blocks that share enough words.
    """
    tagged, wanted = _unique(old, _anchor), _unique(new, _anchor)
    anchors = _in_order([(tagged[tag], wanted[tag]) for tag in tagged if tag in wanted])
    pairs: list[Pair] = []
    for gap in _gaps(anchors, len(old), len(new)):
        pairs += _align_gap(old, new, gap, lexicon)
    return sorted(pairs + anchors)


def _anchor(block: Block) -> str:
    return block.kind + block.anchor if block.anchor and (block.is_frame or block.is_paragraph) else ""


def likeness(old: Block, new: Block, lexicon: Lexicon, at_least: float = 0.0) -> float:
    """Return how alike two blocks are in words, from 0 to 1; 0 where it is below `at_least`."""
    return Indel.normalized_similarity(old.code(lexicon), new.code(lexicon), score_cutoff=at_least)


def _unique(blocks: Sequence[Block], key: Callable[[Block], str], start: int = 0) -> dict[str, int]:
    counts = Counter(key(block) for block in blocks)
    return {key(block): start + at for at, block in enumerate(blocks) if key(block) and counts[key(block)] == 1}


def _in_order(pairs: list[Pair]) -> list[Pair]:
    """Return the most pairs that rise on both sides."""
    pairs.sort()
    return [pairs[at] for at in longest_rise([right for _, right in pairs])]


def _gaps(pairs: Sequence[Pair], old_end: int, new_end: int, old_at: int = 0, new_at: int = 0) -> Iterator[Gap]:
    for left, right in [*pairs, (old_end, new_end)]:
        if old_at < left or new_at < right:
            yield (old_at, left, new_at, right)
        old_at, new_at = left + 1, right + 1


def _align_gap(old: Sequence[Block], new: Sequence[Block], gap: Gap, lexicon: Lexicon) -> list[Pair]:
    pairs: list[Pair] = []
    waiting = [gap]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and _same(old[a], new[c]):
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and _same(old[b - 1], new[d - 1]):
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _LARGEST_GRID:
            pairs += _best_chain(old, new, (a, b, c, d), lexicon, None)
            continue
        anchors = heaviest_rise(_candidates(old, new, (a, b, c, d), lexicon))
        pairs += anchors
        if anchors:
            waiting += _gaps(anchors, b, d, a, c)
        else:
            pairs += _best_chain(old, new, (a, b, c, d), lexicon, _BAND)
    return pairs


def _candidates(old: Sequence[Block], new: Sequence[Block], gap: Gap, lexicon: Lexicon) -> list[tuple[int, int, float]]:
    """Return pairs worth considering: blocks with a text of their own, and blocks that share rare words.

    Looking only at words that few blocks hold is what keeps a long rewritten stretch near-linear.
    """
    a, b, c, d = gap
    mine, theirs = _unique(old[a:b], _match_text, a), _unique(new[c:d], _match_text, c)
    found = [(mine[text], theirs[text], 1.0 + len(text) / _HALF_A_WORD) for text in mine if text in theirs]
    exact = {left for left, _, _ in found}
    exact_new = {right for _, right, _ in found}
    holders: dict[str, list[int]] = {}
    for at in range(c, d):
        if at not in exact_new:
            for word in set(new[at].code(lexicon)):
                holders.setdefault(word, []).append(at)
    for at in range(a, b):
        if at in exact:
            continue
        votes: Counter[int] = Counter()
        for word in set(old[at].code(lexicon)):
            where = holders.get(word, ())
            if len(where) <= _RARE:
                votes.update(where)
        for other, _ in votes.most_common(3):
            score = worth(old[at], new[other], lexicon)
            if score > 0:
                found.append((at, other, score))
    return found


def _match_text(block: Block) -> str:
    return f"{block.kind}:{block.text}" if len(block.text.strip()) > 1 else ""


def _same(old: Block, new: Block) -> bool:
    return old.kind == new.kind and old.text == new.text and old.anchor == new.anchor


def worth(old: Block, new: Block, lexicon: Lexicon, alone: bool = False) -> float:
    """Return what pairing two blocks is worth: 0 where they are not to be paired, else the words they share."""
    if old.kind != new.kind or old.kind == "other":
        return 0.0
    if old.is_frame and old.anchor and new.anchor and old.anchor != new.anchor:
        return 0.0
    if not old.text.strip() or not new.text.strip():
        return 0.2 if old.text.strip() == new.text.strip() else 0.0
    size = len(old.code(lexicon)) + len(new.code(lexicon))
    if old.text == new.text:
        return 1.0 + size
    least = ALIKE_ALONE if alone or old.kind != "p" else ALIKE
    if old.kind == "tr" and old.anchor.strip() and old.anchor == new.anchor:
        return 1 + size * likeness(old, new, lexicon)
    if old.kind == "tbl" and _first_line(old) == _first_line(new):
        least = 0.1
    if alone and old.kind in {"tbl", "tr"} and only_row(old) and only_row(new):
        return 0.5 + size * likeness(old, new, lexicon)
    return size * likeness(old, new, lexicon, least)


def only_row(block: Block) -> bool:
    """Return whether a table has one row, or a row is the only one of its table."""
    table = block.element if block.kind == "tbl" else block.element.getparent()
    return table is not None and len(table.findall(n.TR)) == 1


def _first_line(block: Block) -> str:
    return block.text.split("\n", 1)[0]


def _best_chain(old: Sequence[Block], new: Sequence[Block], gap: Gap, lexicon: Lexicon, band: int | None) -> list[Pair]:
    """Return the chain of pairs in a gap whose worth together is greatest; `band` keeps near the diagonal."""
    a, b, c, d = gap
    alone = b - a == 1 and d - c == 1
    chain = best_rise(b - a, d - c, lambda row, column: worth(old[a + row], new[c + column], lexicon, alone), band)
    return [(a + row, c + column) for row, column in chain]
