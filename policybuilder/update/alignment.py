"""The passages of one clause as they read now, each with the one that it was when the clause was sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policybuilder.document import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
    Value,
    plain_text,
)
from policybuilder.document.passages import Passage
from policybuilder.readers.word.rows import WordRow
from policybuilder.sequences.alike import alike_in_order
from policybuilder.sequences.common import common_members
from policybuilder.update.returned import Looks, ReturnedPassage

_ALIKE = 0.4
"""From how alike, word by word, a passage counts as changed rather than as another one, from 0 to 1."""

_UNSEEN = {
    0x2011: "-",
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
}
"""Signs that come and go as programs save a file, and look the same to a reader."""


def same_words(text: str) -> str:
    """Return a text as it is held against another: what is equal reads the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    return " ".join(text.split())


def aligned(sent: Sequence[Passage], now: Sequence[WordRow], kinds_known: bool) -> Iterator[ReturnedPassage]:
    """Yield the passages of a clause as they read now.

    The same words come first, then the most alike between those, in order; last the same words that only stand
    elsewhere. Where a file does not say what kinds its passages are, they are taken to be of those that they were.
    """
    before = [same_words(each.words) for each in sent]
    after = [same_words(row.passage.words) for row in now]
    was = _pairs(before, after, sent, now)
    for number, row in enumerate(now):
        at = was.get(number, -1)
        if at < 0 and not kinds_known:
            row = _among_items(row, sent, was.get(number - 1, -1), was.get(number + 1, -1))
        yield returned(row, sent[at] if at >= 0 else None, at, kinds_known)


def _among_items(row: WordRow, sent: Sequence[Passage], before: int, after: int) -> WordRow:
    """Return a new row of a file without styles as an item, where it stands between two of a list."""
    above, below = (sent[at] if at >= 0 else None for at in (before, after))
    if above is None or below is None or above.kind != "item" or below.kind != "item" or above.group != below.group:
        return row
    cells = row.passage.cells
    return replace(row, passage=replace(below, cells=cells, continues=False))


def _pairs(
    before: Sequence[str], after: Sequence[str], sent: Sequence[Passage], now: Sequence[WordRow]
) -> Mapping[int, int]:
    """Return which passage each row was, by position."""
    was: dict[int, int] = {}
    at = new = 0
    gaps: list[tuple[range, range]] = []
    for i, j in [*common_members(before, after), (len(before), len(after))]:
        gaps.append((range(at, i), range(new, j)))
        if i < len(before):
            was[j] = i
        at, new = i + 1, j + 1
    elsewhere = {words: i for old, _ in gaps for i in old if (words := before[i])}
    for _, rows in gaps:
        for j in rows:
            if after[j] in elsewhere:
                was[j] = elsewhere.pop(after[j])
    taken = set(was.values())
    for old, rows in gaps:
        left, right = [i for i in old if i not in taken], [j for j in rows if j not in was]
        for in_table in (True, False):
            some = [i for i in left if _in_table(sent[i]) == in_table]
            others = [j for j in right if _in_table(now[j].passage) == in_table]
            pairs = alike_in_order([before[i] for i in some], [after[j] for j in others], _ALIKE)
            if not pairs and len(some) == len(others) == 1 and len(left) == len(right) == 1:
                pairs = [(0, 0)]  # written anew in its place
            was |= {others[b]: some[a] for a, b in pairs}
    return was


def _in_table(passage: Passage) -> bool:
    return passage.kind in ("header", "row")


def returned(row: WordRow, was: Passage | None, at: int, kinds_known: bool) -> ReturnedPassage:
    """Return a row as a passage that came back: the very one that was sent, where a reader sees the same."""
    passage, looks = row.passage, _looks(row.passage, was)
    if was is not None:
        if _is_of_kind(passage, was) or not kinds_known:
            passage = replace(
                passage,
                kind=was.kind,
                depth=was.depth,
                ordered=was.ordered,
                group=was.group,
                continues=was.continues,
            )
        same = same_words(passage.words) == same_words(was.words)
        if same and not looks and passage.kind == was.kind and passage.depth == was.depth:
            passage = replace(was, ordered=passage.ordered)
    return ReturnedPassage(passage, at, row.tracked, row.comments, looks)


def _is_of_kind(now: Passage, was: Passage) -> bool:
    """Return whether a file shows a passage as one of this kind: quotations and set lines are paragraphs to many."""
    if now.kind in ("paragraph", "quote", "lines") and was.kind in ("paragraph", "quote", "lines"):
        return now.kind == was.kind or now.kind == "paragraph"
    if _in_table(now) and _in_table(was):
        return True
    if now.kind == "item" == was.kind:
        return now.depth == was.depth and (now.ordered == was.ordered or was.continues or now.continues)
    return now.kind == was.kind


# Looks ---------------------------------------------------------------------------------------------------


def _looks(now: Passage, was: Passage | None) -> Looks:
    """Return what differs besides words: bold and italic, or where a link leads."""
    if was is None or same_words(now.words) != same_words(was.words):
        return ""
    targets = {inline.target for inline in _nested(was.inlines) if isinstance(inline, Link)}
    if any(isinstance(inline, Link) and inline.target not in targets for inline in _nested(now.inlines)):
        return "link"
    plain = not any(isinstance(inline, Strong | Emphasis) for inline in (*now.inlines, *was.inlines))
    return "" if plain or _stress(now) == _stress(was) else "formatting"


def _nested(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link):
            yield from _nested(inline.inlines)


def _stress(passage: Passage) -> list[tuple[str, str]]:
    """Return how each word of a passage is stressed."""
    found: list[tuple[str, str]] = []
    for cell in passage.cells:
        for text, stress in _runs(cell, ""):
            found += [(letter, stress) for letter in same_words(text) if letter != " "]
    return found


def _runs(inlines: Sequence[Inline], stress: str) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        match inline:
            case Strong(inlines=inner):
                yield from _runs(inner, "".join(sorted({*stress, "b"})))
            case Emphasis(inlines=inner):
                yield from _runs(inner, "".join(sorted({*stress, "i"})))
            case Link(inlines=inner):
                yield from _runs(inner, stress)
            case Text() | Value() | Reference() | Code() | LineBreak():
                yield plain_text((inline,)), stress


__all__ = ["aligned", "returned", "same_words"]
