"""Find paragraphs that were split in two, or two that were joined, so that only the paragraph mark changes."""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from policybuilder.redline.planning.steps import Step
from policybuilder.redline.reading.blocks import Lexicon

_SHARED = 0.6
_FEWEST_WORDS = 2


def find_splits(steps: list[Step], lexicon: Lexicon) -> list[Step]:
    """Return the steps with splits and joins put together.

    A paragraph that is inserted next to a kept one joins its step when most of its words stood in the old one
    and find no place in the new one; and the other way round for a join.
    """
    found = list(steps)
    at = 0
    while at < len(found):
        step = found[at]
        if not (step.kept and step.is_text):
            at += 1
            continue
        grown = True
        while grown:
            grown = False
            for side in (1, -1):
                other = at + side
                if not 0 <= other < len(found):
                    continue
                joined = _joined(found[at], found[other], side, lexicon)
                if joined is not None:
                    found[min(at, other) : max(at, other) + 1] = [joined]
                    at = min(at, other)
                    grown = True
        at += 1
    return found


def _joined(step: Step, other: Step, side: int, lexicon: Lexicon) -> Step | None:
    old, new = step.old, step.new
    extra_old, extra_new = other.old, other.new
    if other.kept or not other.is_text:
        return None
    extra = (extra_old or extra_new)[0]
    if extra.groups != (old if extra_old else new)[0].groups:
        return None
    more = extra.code(lexicon)
    if len(more) < _FEWEST_WORDS:
        return None
    mine = "".join(block.code(lexicon) for block in old)
    theirs = "".join(block.code(lexicon) for block in new)
    whole, part = (mine, theirs) if extra_new else (theirs, mine)
    together = part + more if side > 0 else more + part
    gain = LCSseq.similarity(whole, together) - LCSseq.similarity(whole, part)
    if gain < max(_FEWEST_WORDS, _SHARED * len(more)):
        return None
    if extra_new:
        return Step(old, [*new, extra] if side > 0 else [extra, *new])
    return Step([*old, extra] if side > 0 else [extra, *old], new)
