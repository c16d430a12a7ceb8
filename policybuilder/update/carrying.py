"""A council's amendments and a newer library: what becomes of each, as changes of the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policybuilder.compare.changes import Weighing
from policybuilder.edit.changes import Amend, Change, Drop, Rebase
from policybuilder.errors import Location, fail
from policybuilder.library.clauses import version_key
from policybuilder.library.library import Library
from policybuilder.library.schema import AmendModel
from policybuilder.lifecycle.weakened import weakened
from policybuilder.resolution import Assembly
from policybuilder.resolution.amendments import without_clause
from policybuilder.resolution.anchored import anchored_amendments, assemblies
from policybuilder.resolution.carry import State


@dataclass(frozen=True)
class Moved:
    """An amendment of the council's own whose clause has a newer version, and what has become of it.

    `position` is its place among those of the profile for the document, and `entry` what stands there. `now` are the
    library's words that it stands by now ("" where they are gone) and `merged` what is in force. A state "stands" says
    that the words it was written against are still in the clause. `withdrawn` says when and why the library gave the
    clause up, "" where it has it; the words are in no draft then.
    """

    document: str
    clause: str
    position: int
    location: Location
    state: State
    entry: AmendModel
    version: str
    now: str
    merged: str
    withdrawn: str = ""

    @property
    def weaker(self) -> tuple[Weighing, ...]:
        """What makes the words in force weaker than the council's own were, weighed as `compare` does."""
        if self.state not in ("carried", "adopted"):
            return ()
        return weakened(self.entry.text or "", self.merged or self.now)

    def change(self) -> Change | None:
        """Return what brings the profile up to the newer clause; None for a conflict, which a person settles."""
        if self.state == "conflict":
            return None
        if self.state == "adopted":
            return Drop(self.document, "amend", self.position)
        if self.state == "stands":
            return Rebase(self.document, self.position, self.version)
        text = self.merged if self.merged != self.entry.text else ""
        return Rebase(self.document, self.position, self.version, self.now, text)


def moved_amendments(made: Sequence[Assembly]) -> tuple[Moved, ...]:
    """Return what has become of each amendment of a council's own that was written against an older clause.

    `made` are its documents; see `assemblies`. Raises PolicyBuilderError for what is wrong with the profile.
    """
    return tuple(each for assembly in made for each in _moved(assembly))


def _moved(assembly: Assembly) -> Iterator[Moved]:
    case, answers = assembly.answers.case, assembly.answers
    present = {item.source.id for item in assembly.selection.selected()}
    omitted = {omission.id: omission for omission in assembly.selection.omissions}
    own, document = case.effective.profile, case.document
    said = own.front.documents.get(document)
    places = {own.place("documents", document, "amend", n): n for n in range(len(said.amend) if said else 0)}
    for entry, placed in case.effective.amendments(document):
        if entry.clause in present or placed.location not in places:
            continue
        if why := without_clause(answers, entry, omitted.get(entry.clause)):
            at, words = places[placed.location], entry.text or ""
            yield Moved(document, entry.clause, at, placed.location, "conflict", entry, "", "", words, why)
    for source, anchored in anchored_amendments(assembly):
        for each in anchored:
            entry, location = each.amending.entry, each.amending.placed.location
            if location not in places or not _is_older(entry, source.front.version):
                continue
            yield Moved(
                document,
                source.id,
                places[location],
                location,
                each.state,
                entry,
                source.front.version,
                each.stretch.source if each.stretch else "",
                each.text,
            )


def _is_older(entry: AmendModel, version: str) -> bool:
    return version_key(entry.base) < version_key(version)


def settled(library: Library, profile: str, clause: str, keep: str, document: str = "") -> tuple[Change, ...]:
    """Return what settles the conflicts of a clause: `keep` is "ours" or "library".

    To keep ours takes the library's new words as what our words now stand against; to keep the library's takes our
    amendment out. Raises PolicyBuilderError when nothing of the clause is in conflict.
    """
    every = moved_amendments(assemblies(library, profile))
    found = [
        each for each in every if each.clause == clause and each.state == "conflict" and document in ("", each.document)
    ]
    if not found:
        waiting = sorted({each.clause for each in every if each.state == "conflict"})
        hint = f"in conflict: {', '.join(waiting)}" if waiting else "no amendment of this council is in conflict"
        raise fail(Location(clause), f'no amendment of "{clause}" is in conflict', "no-conflict", hint)
    changes: list[Change] = []
    for each in found:
        if keep == "library":
            changes.append(Drop(each.document, "amend", each.position))
        elif each.withdrawn:
            hint = "write them into a clause of your own, or amend another; `--keep library` takes the amendment out"
            message = f'there is no clause "{clause}" that your words could stay in: it {each.withdrawn}'
            raise fail(each.location, message, "withdrawn", hint)
        elif each.now:
            changes.append(Rebase(each.document, each.position, each.version, each.now))
        elif each.entry.place == "remove":
            hint = f"`policybuilder amend {profile} {clause}` takes out what you mean; `--keep library` lets it stand"
            raise fail(each.location, "what you took out cannot be told from the words around it", "no-place", hint)
        else:
            # What it stood by is gone: it goes to the end of the clause, where the draft prints it.
            entry = each.entry
            changes.append(
                Amend(
                    each.document,
                    clause,
                    "append",
                    each.version,
                    entry.reason,
                    entry.text or "",
                    by=entry.by or "",
                    minute=entry.minute or "",
                    position=each.position,
                )
            )
    return tuple(changes)
