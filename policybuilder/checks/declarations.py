"""What the clauses of a council permit, forbid and require, as they and its amendments declare under `says`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from policybuilder.checks.subjects import CouncilSubject
from policybuilder.document import clauses
from policybuilder.errors import Location, PolicyBuilderError
from policybuilder.library.evaluate import holds
from policybuilder.library.schema import AmendModel, SaysModel
from policybuilder.library.template_language import Analysis, analyse_condition
from policybuilder.library.values import UnansweredError
from policybuilder.resolution.answers import Answers, answer
from policybuilder.resolution.case import case_from

Kind = Literal["permits", "forbids", "requires"]
KINDS: tuple[Kind, ...] = ("permits", "forbids", "requires")


@dataclass(frozen=True)
class Declared:
    """That a clause of a document permits, forbids or requires an act, of whom and using what.

    For everyone and anything, `of` and `using` are "". `own` is true of what the council itself wrote: an amendment, or
    a clause of its workspace.
    """

    kind: Kind
    act: str
    of: str
    using: str
    clause: str
    number: str
    document: str
    place: Location
    own: bool

    def meets(self, other: Declared) -> bool:
        """Return whether two declarations are about the same act of the same people with the same thing."""
        return (
            self.act == other.act
            and ("" in (self.of, other.of) or self.of == other.of)
            and ("" in (self.using, other.using) or self.using == other.using)
        )

    def against(self, other: Declared) -> bool:
        """Return whether one forbids what the other permits or requires."""
        return self.meets(other) and self.kind != other.kind and "forbids" in (self.kind, other.kind)

    @property
    def where(self) -> str:
        """Which clause of which document says so."""
        return f'"{self.clause}" ({self.document} {self.number})'


def act_of(says: SaysModel) -> tuple[Kind, str]:
    """Return what a declaration does with which act; it names one."""
    return next((kind, act) for kind in KINDS if (act := getattr(says, kind)))


def declarations(subject: CouncilSubject) -> tuple[Declared, ...]:
    """Return what the clauses of every document of a council declare, where their conditions hold for it."""
    return tuple(found for id in subject.documents for found in _of_document(subject, id))


def amended(subject: CouncilSubject, document: str) -> dict[str, list[tuple[AmendModel, Location]]]:
    """Return the amendments of a document by clause, each with its place."""
    found: dict[str, list[tuple[AmendModel, Location]]] = {}
    for entry, placed in subject.effective.amendments(document):
        found.setdefault(entry.clause, []).append((entry, placed.location))
    return found


def _of_document(subject: CouncilSubject, document: str) -> Iterator[Declared]:
    library = subject.library
    answers = answer(case_from(library, subject.effective, document))
    amendments = amended(subject, document)
    for clause in clauses(subject.documents[document]):
        if clause.id not in library.clause_files:
            continue
        try:
            source = library.clause(clause.id)
        except PolicyBuilderError:
            continue  # told where the clause is checked
        changed = [(each, at) for each, at in amendments.get(clause.id, ()) if each.says is not None]
        if changed:
            entries: list[tuple[SaysModel, Analysis, Location]] = [
                (says, _condition(says, at), at) for each, at in changed for says in each.says or ()
            ]
        else:
            pairs = zip(source.front.says, source.said, strict=True)
            entries = [(says, said, source.place("says", index)) for index, (says, said) in enumerate(pairs)]
        own = bool(changed) or not library.clause_files[clause.id].layer.prefix
        yield from _holding(entries, answers, clause.id, clause.number, document, own)


def _condition(says: SaysModel, place: Location) -> Analysis:
    return Analysis() if says.when is None else analyse_condition(says.when, place)


def _holding(
    entries: Iterable[tuple[SaysModel, Analysis, Location]],
    answers: Answers,
    clause: str,
    number: str,
    document: str,
    own: bool,
) -> Iterator[Declared]:
    for says, condition, place in entries:
        try:
            if condition.problems or not holds(condition, answers.names):
                continue
        except (UnansweredError, TypeError):
            continue  # what is not answered yet decides nothing
        kind, act = act_of(says)
        yield Declared(kind, act, says.of or "", says.using or "", clause, number, document, place, own)
