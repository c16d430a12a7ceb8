"""A Word file that came back: its edits found, those that a person wants made changes of the profile, and proved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from policybuilder.document import Clause
from policybuilder.edit.proposal import Proposal
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.update.clause_changes import Why
from policybuilder.update.returned import Comment, ReturnedFile
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Edit, Rows, edits_of, slots_in
from policybuilder.update.taking.making import Maker
from policybuilder.update.taking.proving import Proven, proven
from policybuilder.update.taking.structure import structure_edits

_NO_REASON, _NO_DAY = "not said yet", "2000-01-01"


@dataclass(frozen=True)
class NotTaken:
    """Something of the file that is not in the profile: where it stands, what it is, and why it is not taken."""

    place: str
    words: str
    why: str


@dataclass(frozen=True)
class Found:
    """The edits of a file in the order of the draft; `edits[0]` is number 1. `already` says how many the draft has."""

    files: tuple[ReturnedFile, ...]
    draft: Draft
    rows: Rows
    edits: tuple[Edit, ...]
    already: int = 0
    _proven: dict[tuple[Why, frozenset[int]], Proven] = field(default_factory=dict, compare=False)

    def elsewhere(self, edit: Edit) -> tuple[str, ...]:
        """Return the numbers of the clauses that print a changed answer, too, beside those where it was changed."""
        return tuple(
            clause.number
            for clause in self.draft.clauses.values()
            if clause.id not in edit.at and any(use.name == edit.parameter for use in clause.provenance.parameters)
        )

    def proven(self, numbers: Collection[int] | None = None, why: Why | None = None, day: str = _NO_DAY) -> Proven:
        """Return which edits can be taken, of all or of those with these numbers, and what they change."""
        wanted = frozenset(range(1, len(self.edits) + 1) if numbers is None else numbers)
        why = why or Why(self.draft.id, _NO_REASON)
        if (why, wanted) not in self._proven:
            edits = [edit for number, edit in enumerate(self.edits, start=1) if number in wanted]
            self._proven[why, wanted] = proven(Maker(self.draft, self.rows, why, day), edits)
        return self._proven[why, wanted]


@dataclass(frozen=True)
class Taken:
    """What was taken of a file, what was not, and what that changes."""

    found: Found
    taken: tuple[Edit, ...]
    not_taken: tuple[NotTaken, ...]
    left: tuple[Edit, ...]
    """The edits that nobody wanted taken this time."""
    proposal: Proposal
    also: tuple[Clause, ...] = ()
    """The clauses that read otherwise because of what was taken, though nobody edited them."""

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment of the files."""
        return tuple(comment for file in self.found.files for comment in file.comments)


def found_in(library: Library, files: Sequence[ReturnedFile]) -> Found:
    """Return the edits of files that came back, all of one document.

    Raises PolicyBuilderError where they are of two documents, and for what is wrong with the profile.
    """
    first = files[0].identity
    for file in files[1:]:
        if (file.identity.profile, file.identity.document) != (first.profile, first.document):
            message = f'this is {file.identity.document} of "{file.identity.profile}", and {files[0].name} is not'
            raise fail(file.location, message, "other-document", "take files of one document together")
    draft = Draft(library, first.profile, first.document)
    rows, edits = edits_of(draft, slots_in(draft, files[0]))
    edits = (*edits, *structure_edits(draft, files[0]))
    already = sum(slot.already for slots in rows.slots.values() for slot in slots)
    return Found(tuple(files), draft, rows, edits, already)


def taken(found: Found, numbers: Collection[int] | None, why: Why, day: str) -> Taken:
    """Return what taking edits does, all that can be taken or those with these numbers; nothing is written.

    `day` is today, in ISO form.

    Raises PolicyBuilderError for a number that no edit has.
    """
    for number in sorted(numbers or ()):
        if not 1 <= number <= len(found.edits):
            raise fail(Location("--only"), f"there is no edit {number}", "wrong-number", _counted(len(found.edits)))
    made = found.proven(numbers, why, day)
    wanted = {id(edit) for edit in (*made.taken, *(edit for edit, _ in made.refused))}
    left = tuple(edit for edit in found.edits if id(edit) not in wanted)
    not_taken = [NotTaken(edit.place, edit.after or edit.before, reason) for edit, reason in made.refused]
    for file in found.files:
        for each in file.around:
            not_taken.append(NotTaken(each.place, each.now or each.before, "it is made anew from the profile"))
    return Taken(found, made.taken, tuple(not_taken), left, made.proposal, made.also)


def _counted(count: int) -> str:
    return "the file has one edit" if count == 1 else f"the file has {count} edits"


__all__ = ["Found", "NotTaken", "Taken", "found_in", "taken"]
