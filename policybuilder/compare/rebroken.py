"""Paragraphs whose words run on over their ends: split, joined, or with a sentence moved to the next one.

Paragraph by paragraph the same words would be taken out here and put in there, and a duty among them would look
weakened. Read in a row they are what they are: the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from policybuilder.compare.marked import ChangedText, MarkedBlock, MarkedRun, Only, Rebroken, block_on
from policybuilder.compare.readable import readable_runs
from policybuilder.compare.tokens import Token, to_tokens
from policybuilder.document import Paragraph

_LEAST_ALIKE = 0.85
"""How much of the words of all the paragraphs together must be the same for them to be read in a row."""


def with_rebroken(blocks: Iterable[MarkedBlock]) -> tuple[MarkedBlock, ...]:
    """Return marked blocks with neighbouring changed paragraphs read in a row where that keeps more of their words."""
    found: list[MarkedBlock] = []
    stretch: list[MarkedBlock] = []
    for block in blocks:
        if _is_changed_paragraph(block):
            stretch.append(block)
            continue
        found.extend(_read_in_a_row(stretch))
        stretch = []
        found.append(block)
    return (*found, *_read_in_a_row(stretch))


def _is_changed_paragraph(block: MarkedBlock) -> bool:
    if isinstance(block, Only):
        return isinstance(block.value, Paragraph) and not block.moved
    return isinstance(block, ChangedText) and block.kind == "paragraph"


def _read_in_a_row(stretch: list[MarkedBlock]) -> Sequence[MarkedBlock]:
    old, new = (tuple(_paragraphs(stretch, side)) for side in ("old", "new"))
    if not old or not new or len(old) + len(new) < 3:
        return stretch
    first, second = _in_a_row(old), _in_a_row(new)
    shared = (Counter(token.key for token in first) & Counter(token.key for token in second)).total()
    kept = sum(_same(block.runs) for block in stretch if isinstance(block, ChangedText))
    # Only where more words are shared than were found paragraph by paragraph is a second look worth its time.
    if shared < _LEAST_ALIKE * max(len(first), len(second)) or shared <= kept + 0.05 * len(second) + 2:
        return stretch
    runs = readable_runs(first, second)
    together = _same(runs)
    if together < _LEAST_ALIKE * max(len(first), len(second)) or together <= kept + 2:
        return stretch
    return [Rebroken(old, new, runs)]


def _paragraphs(stretch: Iterable[Any], side: Any) -> Iterator[Paragraph]:
    for block in stretch:
        if isinstance(block, Only):
            if block.side == side:
                yield block.value
        else:
            part = block_on(block, side)
            assert isinstance(part, Paragraph)
            yield part


def _in_a_row(parts: Iterable[Paragraph]) -> tuple[Token, ...]:
    row: list[Token] = []
    for part in parts:
        tokens = list(to_tokens(part.inlines))
        if row and tokens:
            tokens[0] = tokens[0]._replace(text=f" {tokens[0].text.lstrip()}")
        row += tokens
    return tuple(row)


def _same(runs: Iterable[MarkedRun]) -> int:
    """Return how many words are the same on both sides."""
    return sum(len(run.new) for run in runs if run.same)
