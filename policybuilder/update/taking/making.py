"""What edits change of a council's authored files: amendments, answers, clauses left out, put in or moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from policybuilder.edit.changes import Amend, Change, Drop, Exclude, Include, Order, OwnClause
from policybuilder.edit.yaml_lines import scalar
from policybuilder.errors import Location, fail
from policybuilder.library.library import APPENDICES
from policybuilder.update.clause_changes import UNPLACED, Why, clause_changes, whole_clause
from policybuilder.update.taking.clause_text import clause_text
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Choice, Edit, NewClause, Rows

NO_WORDS = "empty-clause"
"""The code of what would leave a clause without words."""
OWN_TOPIC = "own"
"""The folder of clauses/ that holds what a council wrote itself, where no clause beside it has a topic."""


@dataclass(frozen=True)
class Maker:
    """Makes the changes of edits of a draft; `day` is today, in ISO form."""

    draft: Draft
    rows: Rows
    why: Why
    day: str

    def changes(self, edits: Collection[Edit], orders: Collection[str] = ()) -> Iterator[Change]:
        """Yield what edits change; the clauses of the sections in `orders` get an order of their own.

        Raises PolicyBuilderError for an edit that no amendment says.
        """
        for edit in edits:
            yield from edit.changes
        # What is made of the places of a list is its answer, and no amendment.
        places = (choice for edit in edits if edit.kind != "value" for choice in edit.choices)
        yield from self._amendments(frozenset(places))
        for edit in edits:
            if edit.kind == "clause removed":
                yield from self._removed(edit.clause)
            elif edit.kind == "title":
                yield from self._titled(edit.clause, edit.after)
            elif edit.new is not None:
                yield from self._added(edit.new)
        wanted = self.order(edits)
        for section in orders:
            yield Order(self.draft.id, section, tuple(wanted[section]))

    def _amendments(self, chosen: frozenset[Choice]) -> Iterator[Change]:
        touched = {choice.clause for choice in chosen}
        for clause in [id for id in self.draft.clauses if id in touched]:
            live = self.draft.live(clause)
            text = clause_text(self.rows.passages(clause, chosen))
            if not text.strip():
                raise fail(Location(clause), "the clause would have no words: leave it out, or keep some", NO_WORDS)
            made = clause_changes(live, text, self.why)
            if not made.refused:
                yield from made.changes
            elif all(reason == UNPLACED for _, reason in made.refused):
                if any(piece.origin in ("list", "base") for piece in live.pieces):
                    # The whole would have the entries of an answer, or the words of a base, as words that stay.
                    raise fail(Location(clause), UNPLACED, "not-taken")
                yield from whole_clause(live, text, self.why)
            else:
                reason = next(reason for _, reason in made.refused if reason != UNPLACED)
                raise fail(Location(clause), reason, "not-taken")

    def _removed(self, clause: str) -> Iterator[Change]:
        """Yield what leaves a clause out, the council's own amendments of it with it."""
        profile, document = self.draft.case.effective.profile, self.draft.id
        said = profile.front.documents.get(document)
        for position, entry in enumerate(said.amend if said else ()):
            if entry.clause == clause:
                yield Drop(document, "amend", position)
        version = self.draft.library.clause(clause).front.version
        yield Exclude(document, clause, self.why.reason, version, self.why.by, self.why.minute)

    def _titled(self, clause: str, title: str) -> Iterator[Change]:
        """Yield what gives a clause its title; the library's own takes an earlier title of the council's out."""
        front, why, document = self.draft.library.clause(clause).front, self.why, self.draft.id
        said = self.draft.case.effective.profile.front.documents.get(document)
        entries = enumerate(said.amend if said else ())
        position = next((n for n, each in entries if (each.clause, each.place) == (clause, "title")), None)
        if position is not None and title == front.title:
            yield Drop(document, "amend", position)
            return
        yield Amend(
            document, clause, "title", front.version, why.reason, title, front.title, why.by, why.minute, position
        )

    def _added(self, new: NewClause) -> Iterator[Change]:
        beside = self.draft.clauses.get(new.after)
        topic = beside.provenance.topic if beside is not None else ""
        yield OwnClause(new.id, topic or OWN_TOPIC, self._clause_file(new))
        section = new.section or APPENDICES
        listed = self.draft.case.template.clause_ids()
        after = new.after if new.after in listed else ""
        yield Include(self.draft.id, new.id, section, after, self.why.reason, self.why.by, self.why.minute)

    def _clause_file(self, new: NewClause) -> str:
        moved = [self.why.by, f"minute {self.why.minute}" if self.why.minute else ""]
        why = " ".join(
            [self.why.reason, f"({', '.join(each for each in moved if each)})" if any(moved) else ""]
        ).strip()
        return (
            f"---\nid: {new.id}\ntitle: {scalar(new.title)}\nversion: 1.0.0\nlevel: recommended\nchanges:\n"
            f"  - version: 1.0.0\n    date: {self.day}\n    kind: major\n    why: {scalar(why)}\n---\n{new.text}\n"
        )

    def order(self, edits: Collection[Edit]) -> dict[str, list[str]]:
        """Return the clauses of each section, in order, as they stand when edits are taken; appendices last."""
        draft = self.draft.document
        found = {section.id: [clause.id for clause in section.clauses] for section in draft.sections}
        found[APPENDICES] = [clause.id for clause in draft.appendices]
        for edit in edits:
            for change in edit.changes:
                if isinstance(change, Order):
                    for ids in found.values():
                        ids[:] = [id for id in ids if id not in change.clauses]
                    found[change.section] = [*change.clauses, *found.get(change.section, ())]
        for edit in edits:
            if edit.new is not None:
                ids = found.setdefault(edit.new.section or APPENDICES, [])
                ids.insert(ids.index(edit.new.after) + 1 if edit.new.after in ids else 0, edit.new.id)
        gone = {edit.clause for edit in edits if edit.kind == "clause removed"}
        return {section: [id for id in ids if id not in gone] for section, ids in found.items()}


__all__ = ["NO_WORDS", "Maker"]
