"""Edits as changes of the profile, proved before they are written: built in memory, each clause must read as meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policybuilder.document.passages import passages_of
from policybuilder.edit.changes import Change
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import Library
from policybuilder.library.wording import as_read
from policybuilder.resolution.live import Piece
from policybuilder.update.clause_changes import UNPLACED, Why, clause_changes, whole_clause
from policybuilder.update.taking.clause_text import clause_text
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Choice, Edit, Rows

UNPROVEN = "the draft would not read as the file does"


@dataclass(frozen=True)
class Proven:
    """Edits that can be taken together, what they change, and those that cannot be taken, with why."""

    taken: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]
    proposal: Proposal


def proven(draft: Draft, rows: Rows, edits: Sequence[Edit], why: Why) -> Proven:
    """Return which edits can be taken, and what they change; each clause then reads as the file does where taken.

    All are tried together; where that fails, one after the other, so that one that cannot be taken stops no other.
    """
    work = _Work(draft, rows, why)
    refused = [(edit, edit.refused) for edit in edits if edit.refused]
    wanted = [edit for edit in edits if not edit.refused]
    taken, more, proposal = work.most(wanted)
    order = {id(edit): place for place, edit in enumerate(edits)}
    every = sorted([*refused, *more], key=lambda pair: order[id(pair[0])])
    return Proven(tuple(taken), tuple(every), proposal)


@dataclass
class _Work:
    draft: Draft
    rows: Rows
    why: Why
    _nothing: Proposal | None = field(default=None)

    def most(self, wanted: Sequence[Edit]) -> tuple[list[Edit], list[tuple[Edit, str]], Proposal]:
        """Return as many edits as can be taken together, those that cannot with why, and what they change."""
        left, refused = list(wanted), []
        for clause in dict.fromkeys(edit.clause for edit in wanted):
            for edit, reason in self._not_ours([edit for edit in left if edit.clause == clause]):
                left.remove(edit)
                refused.append((edit, reason))
        found = self.tried(left)
        if isinstance(found, Proposal):
            return left, refused, found
        if len(left) == 1:
            return [], [*refused, (left[0], _said(found))], self.nothing()
        taken: list[Edit] = []
        best = self.nothing()
        for edits in _by_clause(left):
            together = self.tried([*taken, *edits])
            if isinstance(together, Proposal):
                taken, best = [*taken, *edits], together
                continue
            for edit in edits:
                alone = self.tried([*taken, edit])
                if isinstance(alone, Proposal):
                    taken, best = [*taken, edit], alone
                else:
                    refused.append((edit, _said(alone)))
        return taken, refused, best

    def nothing(self) -> Proposal:
        root = self.draft.library.workspace.root
        assert root is not None
        return Proposal(root, self.draft.profile, {})

    def tried(self, edits: Sequence[Edit]) -> Proposal | PolicyBuilderError:
        """Return what edits change, or why they cannot be taken together."""
        if not edits:
            return self.nothing()
        chosen = frozenset(choice for edit in edits for choice in edit.choices)
        try:
            changes = list(self._changes(chosen))
            return propose(self.draft.library, self.draft.profile, changes, lambda after: self._hold(after, chosen))
        except PolicyBuilderError as error:
            return error

    def _changes(self, chosen: frozenset[Choice]) -> Iterable[Change]:
        touched = {choice.clause for choice in chosen}
        for clause in [id for id in self.draft.clauses if id in touched]:
            live = self.draft.live(clause)
            text = clause_text(self.rows.passages(clause, chosen))
            if not text.strip():
                raise fail(Location(clause), "the clause would have no words", "empty-clause")
            made = clause_changes(live, text, self.why)
            if not made.refused:
                yield from made.changes
            elif all(reason == UNPLACED for _, reason in made.refused):
                yield from whole_clause(live, text, self.why)
            else:
                reason = next(reason for _, reason in made.refused if reason != UNPLACED)
                raise fail(Location(clause), reason, "not-taken")

    def _not_ours(self, edits: Sequence[Edit]) -> Iterable[tuple[Edit, str]]:
        """Yield the edits of words that are not the council's to change in a clause, with why."""
        for edit in edits:
            for choice in edit.choices:
                live = self.rows.slots[choice.clause][choice.slot].live
                piece = self.draft.live(choice.clause).pieces[live.piece] if live is not None else None
                if piece is not None and (reason := _not_to_change(piece)):
                    yield edit, reason
                    break

    def _hold(self, after: Library, chosen: frozenset[Choice]) -> None:
        """Raise what a clause would read that is not meant."""
        now = Draft(after, self.draft.profile, self.draft.id)
        mine = {choice.clause for choice in chosen}
        for id, clause in self.draft.clauses.items():
            if id not in mine:
                meant = [as_read(each.words) for each in passages_of(clause.blocks)]
            else:
                edition = passages_of(clause.blocks[: bool(clause.provenance.edition)])
                meant = [as_read(each.words) for each in edition]
                meant += [as_read(each.words) for each in self.rows.passages(id, chosen)]
            found = now.clauses.get(id)
            reads = [as_read(each.words) for each in passages_of(found.blocks)] if found else None
            if reads != meant:
                raise fail(Location(id), UNPROVEN, "not-as-meant")


def _not_to_change(piece: Piece) -> str:
    if piece.origin == "base":
        return "the words are those of a base, which the council shares with others: change them there"
    if piece.origin == "list":
        return "the words are an entry of an answer: change the answer"
    return ""


def _by_clause(edits: Sequence[Edit]) -> list[list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.clause, []).append(edit)
    return list(found.values())


def _said(error: PolicyBuilderError) -> str:
    return error.problems[0].message


__all__ = ["UNPROVEN", "Proven", "proven"]
