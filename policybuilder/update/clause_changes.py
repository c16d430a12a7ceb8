"""New words for a clause, as the smallest amendments that give them.

The new words are held against the clause as it prints, piece by piece. What is the same stays as it is; a piece of the
library's with other words is replaced, one that is gone is removed, and a new one stands beside its neighbour. Words
of the council's own are changed in their amendment. Where that cannot be said piece by piece, the whole clause is
replaced; and what is neither the library's nor the council's (a base's words, the entries of an answer) is not taken.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz.distance import Levenshtein

from policybuilder.edit.changes import Amend, Change, Drop
from policybuilder.resolution.live import LiveClause, Piece, joined, pieces_of
from policybuilder.sequences.common import common_members
from policybuilder.update.live_branches import with_branches

_ALIKE = 0.4
"""From how alike, word by word, a piece counts as changed rather than as another one, from 0 to 1."""

_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)][ \t])")
"""The number of an item of a numbered list."""

OF_A_LIST = (
    "a list or table that an answer makes prints these words: "
    "change the answer, or leave the clause out and add one of your own"
)
"""Why words that a loop over an answer prints are not taken."""

UNPLACED = "there are no words of the library's that it could stand by"
"""Why new words are not taken piece by piece; to replace the whole clause gives them."""


@dataclass(frozen=True)
class Why:
    """What goes with each amendment: the document, the reason, the body that moved it and its minute."""

    document: str
    reason: str
    by: str = ""
    minute: str = ""


@dataclass(frozen=True)
class Edit:
    """One piece before and after; None before for a new one, None after for one that is gone."""

    before: Piece | None
    after: Piece | None

    @property
    def is_change(self) -> bool:
        """Whether a reader sees other words."""
        return (self.before.words if self.before else "") != (self.after.words if self.after else "")


@dataclass(frozen=True)
class ClauseChanges:
    """The edits of a clause in reading order, the changes that make them, and those that cannot be taken, with why."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    refused: tuple[tuple[Edit, str], ...]


def _counted_from_one(text: str) -> str:
    """Return a text whose items are cut out of a numbered list with their numbers from 1, as a list must start."""
    lines, number = text.split("\n"), 0
    for at, line in enumerate(lines):
        if found := _NUMBER.match(line):
            number += 1
            lines[at] = f"{number}{line[found.end() :]}"
        elif line and not line[0].isspace():
            break  # what follows is no item of this list
    return "\n".join(lines)


def edits_between(before: Sequence[Piece], after: Sequence[Piece]) -> list[Edit]:
    """Return pieces paired in order: the same words first, then the most alike of what stands between those."""
    same = common_members([piece.words for piece in before], [piece.words for piece in after])
    found: list[Edit] = []
    at, new = 0, 0
    for a, b in [*same, (len(before), len(after))]:
        found += _paired(before[at:a], after[new:b])
        if a < len(before):
            found.append(Edit(before[a], after[b]))
        at, new = a + 1, b + 1
    return found


def clause_changes(clause: LiveClause, text: str, why: Why) -> ClauseChanges:
    """Return what gives a clause new words; `text` is Markdown as `LiveClause.text`, with live values where wanted."""
    edits = edits_between(clause.pieces, pieces_of(text))
    if not any(edit.is_change for edit in edits):
        return ClauseChanges(tuple(edits), (), ())
    maker = _Maker(clause, edits, why)
    return ClauseChanges(tuple(edits), tuple(maker.changes()), tuple(maker.refused))


def whole_clause(clause: LiveClause, text: str, why: Why) -> tuple[Change, ...]:
    """Return what replaces a clause as a whole, and takes out the council's amendments of parts of it."""
    positions = sorted({piece.position for piece in clause.pieces if piece.origin == "own"})
    was = clause.body.whole.source
    whole = Amend(
        why.document,
        clause.source.id,
        "replace",
        clause.source.front.version,
        why.reason,
        text,
        was,
        why.by,
        why.minute,
    )
    return (whole, *(Drop(why.document, "amend", position) for position in positions))


def _paired(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Edit]:
    """Yield pieces that have no equal, each with the most alike of those that may still be its own, in order."""
    if not before or not after:
        yield from (Edit(piece, None) for piece in before)
        yield from (Edit(None, piece) for piece in after)
        return
    scores = {
        (a, b): _likeness(one, other)
        for a, one in enumerate(before)
        for b, other in enumerate(after)
        if _same_kind(one, other)
    }
    best = max(scores, key=lambda pair: scores[pair], default=None)
    if best is None or scores[best] < _ALIKE:
        if len(before) == len(after) == 1 and _same_kind(before[0], after[0]):
            yield Edit(before[0], after[0])
            return
        yield from (Edit(piece, None) for piece in before)
        yield from (Edit(None, piece) for piece in after)
        return
    a, b = best
    yield from _paired(before[:a], after[:b])
    yield Edit(before[a], after[b])
    yield from _paired(before[a + 1 :], after[b + 1 :])


def _same_kind(one: Piece, other: Piece) -> bool:
    return one.kind == other.kind or {one.kind, other.kind} == {"row", "header"}


def _likeness(one: Piece, other: Piece) -> float:
    return Levenshtein.normalized_similarity(one.words.split(), other.words.split())


@dataclass
class _Maker:
    """Makes the changes of one clause from its edits."""

    clause: LiveClause
    edits: Sequence[Edit]
    why: Why
    refused: list[tuple[Edit, str]] = field(default_factory=list)

    def changes(self) -> Iterator[Change]:
        for position in sorted({edit.before.position for edit in self.edits if edit.before} - {-1}):
            yield from self._own(position)
        runs = [number for number in range(len(self.edits)) if self._starts_run(number)]
        placed = {number: self._new(number) for number in runs}
        for number, edit in enumerate(self.edits):
            if edit.before is None or edit.before.origin == "own":
                continue
            behind = self._run(number + 1) if placed.get(number + 1) == "within" else []
            if edit.is_change or behind:
                yield from self._library(edit, edit.before, behind)
        yield from (made for made in placed.values() if isinstance(made, Amend))

    # The library's words ---------------------------------------------------------------------------------

    def _library(self, edit: Edit, before: Piece, behind: Sequence[Piece]) -> Iterator[Change]:
        """Yield what gives a piece of the library's its words, with new pieces that stand right behind it."""
        pieces = [*([edit.after] if edit.after is not None else []), *behind]
        if before.origin == "base":
            self.refused.append((edit, "the words are those of a base, which the council shares with others"))
        elif before.origin == "list" or before.stretch is None:
            self.refused.append((edit, OF_A_LIST))
        elif not pieces:
            yield self._amend("remove", before)
        else:
            # One piece alone is written as it is: a header row has no line of dashes of its own.
            text = joined(pieces) if len(pieces) > 1 else pieces[0].text
            yield self._amend("replace", before, self._live(before.stretch.source, text))

    def _amend(self, place: str, beside: Piece, text: str = "") -> Amend:
        assert beside.stretch is not None
        return self._amendment(place, text, beside.stretch.source)

    def _amendment(self, place: str, text: str, was: str) -> Amend:
        front, why = self.clause.source.front, self.why
        text = _counted_from_one(text)
        return Amend(why.document, front.id, place, front.version, why.reason, text, was, why.by, why.minute)

    def _live(self, source: str, text: str) -> str:
        """Return new words for a source with its tests that the change did not touch."""
        return with_branches(source, text, self.clause.decider)

    # New pieces ------------------------------------------------------------------------------------------

    def _starts_run(self, number: int) -> bool:
        """Return whether new pieces that follow one another, and go together, begin here."""
        is_new = self.edits[number].before is None and not self._belongs_to_own(number)
        return is_new and not (number and self.edits[number - 1].before is None)

    def _run(self, number: int) -> list[Piece]:
        """Return the new pieces that follow one another from here on."""
        pieces = itertools.takewhile(lambda edit: edit.before is None, self.edits[number:])
        return [edit.after for edit in pieces if edit.after is not None]

    def _new(self, number: int) -> Amend | Literal["within"] | None:
        """Return what puts new pieces in their place, from the first of them on; None where they have none.

        "within" are those that can only stand in the amendment of the paragraph before them, as its list follows.
        """
        run = self._run(number)
        end = number + len(run)
        last = self._neighbour(range(number - 1, -1, -1))
        following = self._neighbour(range(end, len(self.edits)))
        after = self.edits[end].before if end < len(self.edits) else None
        if last is not None and self._may_follow(last, run[0], after):
            return self._amend("after", last, joined(run))
        if following is not None and self._may_precede(following, run[-1]):
            return self._amend("before", following, joined(run))
        if (ending := self._ending(number, end)) is not None and run[0].kind != "row":
            return self._amendment("append", ending, "")
        if last is not None and last.kind == "paragraph":
            return "within"
        beside = [self.edits[n].before for n in (number - 1, end) if 0 <= n < len(self.edits)]
        listed = any(piece is not None and piece.origin == "list" for piece in beside)
        inner = run[0].kind in ("item", "row", "header")
        self.refused.append((self.edits[number], OF_A_LIST if listed and inner else UNPLACED))
        return None

    def _ending(self, number: int, end: int) -> str | None:
        """Return the words of the council's own at the end of the clause, None where new ones do not stand there.

        An amendment of its own takes the place of a base's there, so the base's words come with it.
        """
        start = number
        while start and _is_of_base(self.edits[start - 1]):
            start -= 1
        if not all(_is_of_base(edit) for edit in self.edits[end:]):
            return None
        return joined([edit.after for edit in self.edits[start:] if edit.after is not None])

    def _neighbour(self, numbers: range) -> Piece | None:
        """Return the nearest piece that words of the council's can stand by."""
        for number in numbers:
            piece = self.edits[number].before
            if piece is not None and piece.origin == "library" and piece.stretch is not None:
                return piece
            if piece is not None:
                return None
        return None

    def _may_follow(self, last: Piece, new: Piece, following: Piece | None) -> bool:
        """Return whether new words can stand right after a piece: an item after an item, a row after a row."""
        inner = ("item", "row", "header")
        if new.kind in ("row", "header"):
            return last.kind in ("row", "header")
        if new.kind == "item" and last.kind == "item":
            return True
        if last.kind in inner:
            # A paragraph after a list stands after the paragraph that leads the list.
            return False
        # After a paragraph is after its lists and tables, too.
        return following is None or following.kind not in inner

    def _may_precede(self, following: Piece, new: Piece) -> bool:
        inner = ("item", "row", "header")
        if following.kind in inner or new.kind in ("row", "header"):
            return following.kind == new.kind and following.kind != "header"
        return True

    # The council's own words -----------------------------------------------------------------------------

    def _belongs_to_own(self, number: int) -> bool:
        """Return whether a new piece stands beside words of the council's own, in whose amendment it then goes."""
        return self._own_beside(number) is not None

    def _own_beside(self, number: int) -> int | None:
        for step in (range(number - 1, -1, -1), range(number + 1, len(self.edits))):
            beside = next((self.edits[n].before for n in step if self.edits[n].before is not None), None)
            if beside is not None and beside.origin == "own":
                return beside.position
        return None

    def _own(self, position: int) -> Iterator[Change]:
        """Yield what gives an amendment of the council's its new words, if they are new."""
        mine = [
            edit
            for number, edit in enumerate(self.edits)
            if (edit.before is not None and edit.before.position == position)
            or (edit.before is None and self._own_beside(number) == position)
        ]
        if not any(edit.is_change for edit in mine):
            return
        text = joined([edit.after for edit in mine if edit.after is not None])
        anchored = self.clause.own[position]
        entry, stretch = anchored.amending.entry, anchored.stretch
        # It was read beside the clause as it is now; what it stood by may be gone.
        place, was = (entry.place, stretch.source) if stretch else ("append", "")
        text = self._live(entry.text or "", text)
        changed = replace(self._amendment(place, text, was), position=position)
        if text:
            yield changed
        elif entry.place == "replace":
            yield replace(changed, place="remove")
        else:
            yield Drop(self.why.document, "amend", position)


def _is_of_base(edit: Edit) -> bool:
    """Return whether an edit leaves words as they are that a base has at the end of the clause."""
    return (
        edit.before is not None and not edit.is_change and (edit.before.origin, edit.before.place) == ("base", "append")
    )


__all__ = ["ClauseChanges", "Edit", "Why", "clause_changes", "edits_between", "whole_clause"]
