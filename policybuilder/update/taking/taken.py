"""A Word file that came back: its edits found, those that a person wants made changes of the profile, and proved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from policybuilder.document import Clause
from policybuilder.edit.proposal import Proposal, Resolving
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import Library
from policybuilder.printed import END_SHEET, NOTE
from policybuilder.resolution import resolve
from policybuilder.update.clause_changes import Why
from policybuilder.update.effects import Effect, effects_of
from policybuilder.update.returned import ReturnedFile
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Edit, Rows, edits_of, slots_in
from policybuilder.update.taking.making import Maker
from policybuilder.update.taking.places import place_of
from policybuilder.update.taking.proving import Proven, proven
from policybuilder.update.taking.remarks import Remark, remarks_of
from policybuilder.update.taking.reviewers import with_another, without_repeats
from policybuilder.update.taking.structure import structure_edits

_NO_REASON, _NO_DAY = "not said yet", "2000-01-01"
DISAGREE = "the files disagree here: name the one to take with --only"
_MADE_ANEW = {
    END_SHEET: "the sheet is made anew with each draft: write the answer where the text has it, or in the profile",
    NOTE: "notes are made anew with each draft; one goes when the profile says who checked that law (`law_checked:`)",
}
"""Why words that somebody wrote outside the clauses are not taken, by their place."""
BOTH = "two texts cannot both stand here: take one of them"


@dataclass(frozen=True)
class NotTaken:
    """Something of the file that is not in the profile: where it stands, what it is, and why it is not taken."""

    place: str
    words: str
    why: str


@dataclass(frozen=True)
class Found:
    """The edits of files in the order of the draft; `edits[0]` is number 1. `already` says how many the draft has.

    `remarks` are all comments, and `said` what is no edit of the text and never taken.
    """

    files: tuple[ReturnedFile, ...]
    draft: Draft
    rows: Rows
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...] = ()
    said: tuple[NotTaken, ...] = ()
    already: int = 0
    _proven: dict[tuple[Why, frozenset[int] | None], Proven] = field(default_factory=dict, compare=False)
    _weighed: dict[int, tuple[Effect, ...]] = field(default_factory=dict, compare=False)

    def elsewhere(self, edit: Edit) -> tuple[str, ...]:
        """Return where a changed answer stands beside the clauses where it was changed, by number.

        Those of the council's other documents follow, each as its id with the numbers.
        """
        here = [clause for clause in self.draft.clauses.values() if clause.id not in edit.at]
        found = _printing(here, edit.parameter)
        for id, known in self._other_documents.items():
            if numbers := _printing(known, edit.parameter):
                found.append(f"{id} ({', '.join(numbers)})")
        return tuple(found)

    @cached_property
    def _other_documents(self) -> dict[str, tuple[Clause, ...]]:
        """The clauses of the council's other documents; one that cannot be made prints nothing."""
        found = {}
        for id in self.draft.case.effective.documents:
            if id != self.draft.id:
                with suppress(PolicyBuilderError):
                    found[id] = tuple(Draft(self.draft.library, self.draft.profile, id).clauses.values())
        return found

    def proven(self, numbers: Collection[int] | None = None, why: Why | None = None, day: str = _NO_DAY) -> Proven:
        """Return which edits can be taken, of all or of those with these numbers, and what they change."""
        wanted = None if numbers is None else frozenset(numbers)
        why = why or Why(self.draft.id, _NO_REASON)
        if (why, wanted) not in self._proven:
            self._proven[why, wanted] = proven(Maker(self.draft, self.rows, why, day), self._wanted(wanted))
        return self._proven[why, wanted]

    def weighed(self, number: int, resolved: Resolving = resolve) -> tuple[Effect, ...]:
        """Return what taking one edit alone does to each document, and so how much it weighs and who approves it.

        Empty for one that cannot be taken alone. `resolved` gives a document, for whoever keeps what was made.
        """
        if number not in self._weighed:
            alone, found = self.proven({number}), tuple[Effect, ...]()
            # A document that is wrong without it, too, is told of elsewhere.
            with suppress(PolicyBuilderError):
                found = effects_of(self.draft.library, alone.proposal, resolved) if alone.taken else ()
            self._weighed[number] = found
        return self._weighed[number]

    def _wanted(self, numbers: frozenset[int] | None) -> list[Edit]:
        """Return the edits with some numbers, those refused of which only one can be taken."""
        wanted = [edit for number, edit in enumerate(self.edits, start=1) if numbers is None or number in numbers]
        rivals = [edit.rival for edit in wanted if edit.rival]
        why = DISAGREE if numbers is None else BOTH
        return [
            replace(edit, refused=why)
            if edit.rival and not edit.refused and (numbers is None or rivals.count(edit.rival) > 1)
            else edit
            for edit in wanted
        ]

    def number(self, edit: Edit) -> int:
        """Return the number of an edit."""
        plain = replace(edit, refused="")
        return next(n for n, each in enumerate(self.edits, start=1) if replace(each, refused="") == plain)


@dataclass(frozen=True)
class Taken:
    """What was taken of files, what was not, and what that changes.

    `left` are the edits that nobody wanted taken, `also` the clauses that read otherwise because of what was taken,
    though nobody edited them.
    """

    found: Found
    taken: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]
    left: tuple[Edit, ...]
    proposal: Proposal
    also: tuple[Clause, ...] = ()

    @property
    def not_taken(self) -> tuple[NotTaken, ...]:
        """Everything that was to be taken and is not in the profile, each with its place and why."""
        edits = (NotTaken(edit.place, edit.after or edit.before, why) for edit, why in self.refused)
        return (*edits, *self.found.said)


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
    slots = slots_in(draft, files[0])
    for number, file in enumerate(files[1:], start=1):
        slots = with_another(slots, slots_in(draft, file, number))
    rows, edits = edits_of(draft, slots)
    whole = (each for number, file in enumerate(files) for each in structure_edits(draft, file, number))
    return Found(
        tuple(files),
        draft,
        rows,
        tuple(sorted(without_repeats((*edits, *whole)), key=_reading_order(draft))),
        tuple(each for number, file in enumerate(files) for each in remarks_of(draft, file, number)),
        tuple(dict.fromkeys(each for file in files for each in _said(draft, file))),
        sum(slot.already for places in rows.slots.values() for slot in places),
    )


def _printing(clauses: Iterable[Clause], parameter: str) -> list[str]:
    """Return the numbers of the clauses that an answer shapes."""
    return [each.number for each in clauses if any(use.name == parameter for use in each.provenance.parameters)]


def _reading_order(draft: Draft) -> Callable[[Edit], float]:
    """Return what puts edits in the order of the draft: a new clause stands behind the one before it."""
    places = {id: float(place) for place, id in enumerate(draft.clauses)}

    def place(edit: Edit) -> float:
        if edit.new is not None:
            return places.get(edit.new.after, -1.0) + 0.5
        return places.get(edit.clause, float(len(places)))

    return place


def _said(draft: Draft, file: ReturnedFile) -> Iterator[NotTaken]:
    """Yield what of a file is no edit of the policy's text: its look, and what stands around the clauses."""
    for clause in file.clauses:
        passages = [each.passage for each in clause.passages]
        for number, each in enumerate(clause.passages):
            if each.looks == "formatting":
                place = place_of(draft, clause.sent.id, passages[: number + 1])
                yield NotTaken(place, each.words, "bold and italics are the library's")
    for line in file.around:
        words = line.now or f'"{line.before}" is gone'
        yield NotTaken(
            line.place, words, _MADE_ANEW.get(line.place, "it is made from the profile anew with each draft")
        )


def taken(found: Found, numbers: Collection[int] | None, why: Why, day: str) -> Taken:
    """Return what taking edits does, all that can be taken or those with these numbers; nothing is written.

    `day` is today, in ISO form. Raises PolicyBuilderError for a number that no edit has.
    """
    for number in sorted(numbers or ()):
        if not 1 <= number <= len(found.edits):
            raise fail(Location("--only"), f"there is no edit {number}", "wrong-number", _counted(len(found.edits)))
    made = found.proven(numbers, why, day)
    left = [edit for n, edit in enumerate(found.edits, start=1) if numbers is not None and n not in numbers]
    return Taken(found, made.taken, made.refused, tuple(left), made.proposal, made.also)


def _counted(count: int) -> str:
    return "the file has one edit" if count == 1 else f"the file has {count} edits"


__all__ = ["Found", "NotTaken", "Taken", "found_in", "taken"]
