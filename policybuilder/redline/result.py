"""What a redline is to its caller: the bytes, what was counted, and what could not be tracked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree

from policybuilder.as_json import AsJson
from policybuilder.ooxml import names as n


@dataclass(frozen=True)
class Counts:
    """How many changes of each kind a redline holds, as places that can be accepted or rejected."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    cells: int = 0
    formatting: int = 0

    @property
    def total(self) -> int:
        """All changes together."""
        return self.insertions + self.deletions + self.moves + self.cells + self.formatting

    def __str__(self) -> str:
        """Return the counts as a person would say them."""
        return (
            f"{_plural(self.insertions, 'insertion')}, {_plural(self.deletions, 'deletion')}, "
            f"{_plural(self.moves, 'move')}, {_plural(self.cells, 'changed cell')}, "
            f"{_plural(self.formatting, 'formatting change')}"
        )


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


@dataclass(frozen=True)
class Note:
    """Something a reader of the redline has to know: what could not be tracked, where, and why."""

    about: str
    message: str

    def __str__(self) -> str:
        """Return the note as one line."""
        return f"{self.about}: {self.message}"


ACCEPT_ALL, REJECT_ALL = "accept all", "reject all"
PROVEN, PROVEN_BUT, NOT_PROVEN = "proven", "proven but for", "not proven"
"""What the proof of a redline may come to."""


@dataclass(frozen=True)
class Break:
    """A place where the law does not hold: what should stand there and what does."""

    side: str
    place: str
    wanted: str
    found: str

    @property
    def message(self) -> str:
        """What is wrong at the place."""
        if self.wanted == self.found:
            return f"the text agrees, its structure or formatting does not: {self.wanted!r}"
        return f"should be {self.wanted!r}, is {self.found!r}"

    def __str__(self) -> str:
        """Return the break as one line."""
        return f"{self.side}: {self.place}: {self.message}"


@dataclass(frozen=True)
class Verdict(AsJson):
    """What was proven: the breaks of the law, faults in the marks, and what has no tracked form."""

    breaks: tuple[Break, ...]
    faults: tuple[str, ...]
    untracked: tuple[Note, ...]

    @property
    def holds(self) -> bool:
        """Whether accept all gives the new document and reject all the old one, with well-made marks."""
        return not self.breaks and not self.faults

    @property
    def word(self) -> str:
        """The verdict in a word or three: "proven", "proven but for" or "not proven"."""
        return NOT_PROVEN if not self.holds else PROVEN_BUT if self.untracked else PROVEN

    @property
    def places(self) -> tuple[str, ...]:
        """The places where the law does not hold, or, where it does, those that Word cannot track; each once."""
        if self.holds:
            return tuple(dict.fromkeys(note.about for note in self.untracked))
        faulty = (fault.partition(": ")[0] for fault in self.faults)
        return tuple(dict.fromkeys((*(found.place for found in self.breaks), *faulty)))

    @property
    def failures(self) -> tuple[Note, ...]:
        """A note for each break and fault; its first words are those of the verdict."""
        return (
            *(Note(f"{NOT_PROVEN} at {each.place}", f"{each.side}: {each.message}") for each in self.breaks),
            *(
                Note(f"{NOT_PROVEN} at {place}", message)
                for place, _, message in (fault.partition(": ") for fault in self.faults)
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the verdict in words, its places, and a note for each, as JSON can hold them."""
        return _said(self, (*self.failures, *self.untracked))

    def __str__(self) -> str:
        """Return the verdict as one line, as `redline` and `redline --verify` print it."""
        if not self.holds:
            return f"{NOT_PROVEN} at {self.places[0]}"
        law = "accept all = new, reject all = old"
        if self.untracked:
            return f"{PROVEN_BUT} {'; '.join(self.places)}: elsewhere {law}"
        return f"{PROVEN}: {law}"


@dataclass(frozen=True)
class Redline(AsJson):
    """A Word document with tracked changes, and what its proof against its two sources came to."""

    content: bytes
    counts: Counts
    verdict: Verdict
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the verdict, the notes and the counts, as JSON can hold them."""
        return {**_said(self.verdict, self.notes), "changes": asdict(self.counts)}


def _said(verdict: Verdict, notes: Iterable[Note]) -> dict[str, Any]:
    return {"verdict": verdict.word, "places": list(verdict.places), "notes": [asdict(note) for note in notes]}


def count_changes(roots: Iterable[etree._Element]) -> Counts:
    """Count the tracked changes in some stories.

    An insertion or deletion is one mark round text, one row, or one paragraph mark in a paragraph without
    marked text; a moved stretch counts once.
    """
    insertions = deletions = moves = cells = formatting = 0
    for root in roots:
        for element in root.iter(*n.REVISIONS):
            tag = element.tag
            parent = element.getparent()
            place = "" if parent is None else parent.tag
            if tag in {n.INS, n.DEL}:
                if place == n.RPR and not _stands_alone(element):
                    continue
                insertions += tag == n.INS
                deletions += tag == n.DEL
            elif tag == n.w("moveFromRangeStart"):
                moves += 1
            elif tag in {n.CELL_INS, n.CELL_DEL, n.TCPR_CHANGE}:
                cells += 1
            elif tag in n.CHANGE_RECORDS:
                formatting += 1
    return Counts(insertions, deletions, moves, cells, formatting)


def _stands_alone(mark: etree._Element) -> bool:
    formatting = mark.getparent()
    if formatting is None or (formatting.find(n.INS) is not None and formatting.find(n.DEL) is not None):
        return False
    paragraph = next(mark.iterancestors(n.P), None)
    if paragraph is None or (next(paragraph.iterancestors(n.TR), None) is not None and _in_marked_row(paragraph)):
        return False
    return not any(run.getparent() is not formatting for run in paragraph.iter(n.INS, n.DEL))


def _in_marked_row(paragraph: etree._Element) -> bool:
    row = next(paragraph.iterancestors(n.TR))
    return row.find(f"{n.TRPR}/{n.INS}") is not None or row.find(f"{n.TRPR}/{n.DEL}") is not None
