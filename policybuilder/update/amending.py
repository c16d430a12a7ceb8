"""A clause that a meeting amended: its new words, made amendments of the profile, proved, and shown before written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policybuilder.edit.changes import Change, Exclude, Include
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import Library
from policybuilder.resolution import assembled, case_of, documents_of
from policybuilder.resolution.live import live_clause
from policybuilder.update.clause_changes import UNPLACED, Edit, Why, clause_changes, whole_clause

Refused = Sequence[tuple[Edit, str]]
"""Edits that are not taken, each with why."""


@dataclass(frozen=True)
class Amended:
    """What amending a clause does: the edits that a reader sees, those not taken with why, and the files' changes."""

    edits: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]
    proposal: Proposal


def documents_with(library: Library, profile: str, clause: str) -> tuple[str, ...]:
    """Return the documents of a council in which a clause stands. Raises PolicyBuilderError when none has it."""
    every = documents_of(library, profile)
    library.clause(clause, Location(clause))
    found, refusals = [], []
    for document in every:
        try:
            live_clause(case_of(library, profile, document), clause)
        except PolicyBuilderError as error:
            refusals.append(error)
            continue
        found.append(document)
    if not found and refusals:
        raise refusals[0]
    return tuple(found)


def live_text(library: Library, profile: str, document: str, clause: str) -> str:
    """Return a clause's words as Markdown, as they print for a council, with its answers live.

    Raises PolicyBuilderError when the clause is not in the document.
    """
    return live_clause(case_of(library, profile, document), clause).text


def amended(library: Library, profile: str, clause: str, text: str, why: Why) -> Amended:
    """Return what gives a clause of a council's document the words of `text`; nothing is written.

    The changes are read again, and the clause must then print exactly these words: piece by piece where that is so,
    else by replacing the clause as a whole. Raises PolicyBuilderError when neither gives them, when nothing would
    change, and for what is wrong with the text.
    """
    before = live_clause(case_of(library, profile, why.document), clause)
    if not text.strip():
        hint = f"to leave the clause out: policybuilder amend {profile} {clause} --exclude --reason …"
        raise fail(Location(clause), "the clause would have no words", "empty-clause", hint)
    made = clause_changes(before, text, why)
    if not any(edit.is_change for edit in made.edits):
        raise fail(Location(clause), "the words are those that the clause has already", "nothing-changed", "")
    found: Proposal | PolicyBuilderError | None = None
    if not any(reason == UNPLACED for _, reason in made.refused):
        if not made.changes:
            hint = "change what the words come from"
            raise fail(Location(clause), f"not taken: {made.refused[0][1]}", "not-taken", hint)
        found = _proposal(library, profile, clause, why, made.changes, _promised(made.edits, made.refused))
    # The whole would have the entries of an answer, or the words of a base, as words that stay.
    own_alone = all(piece.origin in ("library", "own") for piece in before.pieces)
    if not isinstance(found, Proposal) and own_alone and all(reason == UNPLACED for _, reason in made.refused):
        whole = _proposal(library, profile, clause, why, whole_clause(before, text, why), _promised(made.edits, ()))
        if isinstance(whole, Proposal):
            return Amended(_changed(made.edits, ()), (), whole)
        found = found or whole
    if not isinstance(found, Proposal):
        raise found or fail(Location(clause), f"not taken: {UNPLACED}", "not-taken", _BY_HAND)
    return Amended(_changed(made.edits, made.refused), made.refused, found)


def left_out(library: Library, profile: str, clause: str, why: Why) -> Proposal:
    """Return what leaves a clause out of a council's document. Raises PolicyBuilderError when it is not in it."""
    case = case_of(library, profile, why.document)
    for entry, placed in case.effective.excludes(why.document):
        if entry.clause == clause:
            message = f'"{clause}" is left out of {why.document} already: {" ".join(entry.reason.split())}'
            raise fail(placed.location, message, "nothing-changed", "`--include` takes it in again")
    source = live_clause(case, clause).source
    version = source.front.version
    change = Exclude(why.document, clause, why.reason, version, why.by, why.minute)
    return propose(library, profile, [change])


def taken_in(library: Library, profile: str, clause: str, why: Why, section: str = "") -> Proposal:
    """Return what takes a clause into a council's document. Raises PolicyBuilderError when there is no such clause."""
    library.clause(clause, Location(clause))
    case = case_of(library, profile, why.document)
    for item in assembled(case).selection.selected():
        if item.source.id == clause:
            hint = f"`policybuilder explain {profile} {clause}` says why"
            raise fail(item.location, f'"{clause}" is in {why.document} already', "nothing-changed", hint)
    return propose(library, profile, [Include(why.document, clause, section, "", why.reason, why.by, why.minute)])


def _proposal(
    library: Library, profile: str, clause: str, why: Why, changes: Sequence[Change], wanted: Sequence[str]
) -> Proposal | PolicyBuilderError:
    """Return what changes do to the files, or why they cannot be made or do not give the words that are wanted."""

    def promised(after: Library) -> None:
        printed = live_clause(case_of(after, profile, why.document), clause)
        if [piece.words for piece in printed.pieces] != list(wanted):
            where = Location(library.profile_files[profile].name)
            raise fail(where, f'"{clause}" would not print the words that were meant', "not-as-promised", _BY_HAND)

    try:
        return propose(library, profile, changes, promised)
    except PolicyBuilderError as error:
        return error


_BY_HAND = "write the amendment by hand; `policybuilder clauses show CLAUSE` prints what it can stand by"


def _changed(edits: Sequence[Edit], refused: Refused) -> tuple[Edit, ...]:
    """Return the edits that a reader sees and that are taken."""
    left = [edit for edit, _ in refused]
    return tuple(edit for edit in edits if edit.is_change and edit not in left)


def _promised(edits: Sequence[Edit], refused: Refused) -> list[str]:
    """Return the words that the clause has afterwards, piece by piece: the new ones, and the old ones where refused."""
    left = [edit for edit, _ in refused]
    pieces = (edit.before if edit in left else edit.after for edit in edits)
    return [piece.words for piece in pieces if piece is not None]


__all__ = ["Amended", "Why", "amended", "documents_with", "left_out", "live_text", "taken_in"]
