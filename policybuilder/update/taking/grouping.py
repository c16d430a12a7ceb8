"""Edits that belong together: a passage that was moved, one that was parted in two, two that were joined.

Each is one edit, taken whole or not at all, and the words that it keeps keep their sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policybuilder.library.wording import as_read
from policybuilder.sequences.alike import bag_of, likeness
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.live_words import LiveWord
from policybuilder.update.taking.reworded import reworded
from policybuilder.update.taking.rows import Slot

_SAME_TEXT = 0.75
"""From how alike what stands in the place of a passage counts as that passage, parted or joined."""
_FEW_WORDS = 3
"""With fewer words, the same words elsewhere may be other words."""
_BETWEEN = LiveWord("\0", "\0")

Slots = dict[str, list[Slot]]


@dataclass(frozen=True)
class Group:
    """Places that make one edit: of a clause each, with the position there; the first is where it is shown."""

    kind: Literal["moved", "split", "joined"]
    places: tuple[tuple[str, int], ...]


def grouped(rows: Slots) -> Iterator[Group]:
    """Yield the edits of several places, and give these the sources of the words that they keep."""
    for clause, slots in rows.items():
        for places in _parted(slots):
            yield Group("split", tuple((clause, place) for place in places))
        for places in _joined(slots):
            yield Group("joined", tuple((clause, place) for place in places))
    yield from _moved(rows)


def _kind(slot: Slot) -> str:
    """Return the kind of edit of a place that one file alone edits, and nothing stands in the way of, else ""."""
    if len(slot.options) != 1 or slot.options[0].refused:
        return ""
    return slot.options[0].kind


def _words(passage: LivePassage | None) -> str:
    return passage.words if passage is not None else ""


def _after(slot: Slot) -> LivePassage:
    after = slot.options[0].after
    assert after is not None
    return after


# Parted and joined ---------------------------------------------------------------------------------------


def _runs(slots: Sequence[Slot], place: int, kind: str) -> Iterator[range]:
    """Yield the stretches around a place that hold, beside it, only edits of a kind; the smallest first."""
    for first, last in ((place, place + 1), (place - 1, place), (place, place + 2), (place - 2, place)):
        run = range(first, last + 1)
        if first >= 0 and last < len(slots) and all(_kind(slots[n]) == kind for n in run if n != place):
            yield run


def _parted(slots: list[Slot]) -> Iterator[list[int]]:
    for place, slot in enumerate(slots):
        if _kind(slot) != "words" or slot.live is None or len(slot.live.cells) != 1:
            continue
        before = bag_of(slot.live.words)
        alone = likeness(before, bag_of(_after(slot).words))
        for run in _runs(slots, place, "added"):
            parts = [_after(slots[n]) for n in run]
            together = likeness(before, bag_of(" ".join(part.words for part in parts)))
            if together < _SAME_TEXT or together <= alone or any(len(part.cells) != 1 for part in parts):
                continue
            _part(slots, place, run, slot.live)
            yield list(run)
            break


def _part(slots: list[Slot], place: int, run: range, live: LivePassage) -> None:
    """Give the parts of a passage the sources of its words."""
    new: list[LiveWord] = []
    for n in run:
        new += [_BETWEEN] if new else []
        new += slots[n].options[0].typed
    made: list[list[LiveWord]] = [[]]
    done = reworded(live.cells[0], new)
    for word in done.words:
        if word.printed == _BETWEEN.printed:
            made.append([])
        else:
            made[-1].append(word)
    for n, words in zip(run, made, strict=True):
        option = slots[n].options[0]
        after = replace(_after(slots[n]), cells=(tuple(words),))
        slots[n] = replace(slots[n], options=(replace(option, after=after, values=done.values if n == place else ()),))


def _joined(slots: list[Slot]) -> Iterator[list[int]]:
    for place, slot in enumerate(slots):
        if _kind(slot) != "words" or slot.live is None or len(slot.live.cells) != 1:
            continue
        after = bag_of(_after(slot).words)
        alone = likeness(bag_of(slot.live.words), after)
        for run in _runs(slots, place, "removed"):
            parts = [each for n in run if (each := slots[n].live) is not None and len(each.cells) == 1]
            together = likeness(bag_of(" ".join(part.words for part in parts)), after)
            if together < _SAME_TEXT or together <= alone or len(parts) != len(run):
                continue
            old = [replace(word, space=word.space or " ") for part in parts for word in part.cells[0]]
            option = slot.options[0]
            done = reworded(old, option.typed)
            made = replace(_after(slot), cells=(done.words,))
            slots[place] = replace(slot, options=(replace(option, after=made, values=done.values),))
            yield [place, *(n for n in run if n != place)]
            break


# Moved ---------------------------------------------------------------------------------------------------


def _moved(rows: Slots) -> Iterator[Group]:
    gone = {
        (clause, place): as_read(slot.live.words)
        for clause, slots in rows.items()
        for place, slot in enumerate(slots)
        if _kind(slot) == "removed" and slot.live is not None and len(slot.live.words.split()) >= _FEW_WORDS
    }
    for clause, slots in rows.items():
        for place, slot in enumerate(slots):
            if _kind(slot) != "added":
                continue
            words = as_read(_after(slot).words)
            source = next((each for each, known in gone.items() if known == words), None)
            if source is None:
                continue
            del gone[source]
            live = rows[source[0]][source[1]].live
            assert live is not None
            option = slot.options[0]
            after = replace(_after(slot), cells=live.cells)
            slots[place] = replace(slot, options=(replace(option, after=after),))
            yield Group("moved", ((clause, place), source))
