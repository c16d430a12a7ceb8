"""Why a clause is in a council's documents or not: the condition, each value it depends on, and what set that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from policybuilder.as_json import AsJson, as_json
from policybuilder.document import Clause, Document, LawEntry, Omission, ParameterUse, clauses
from policybuilder.errors import fail, nearest
from policybuilder.library.library import Library
from policybuilder.library.vocabulary import DEPTHS, levels_of
from policybuilder.resolution import case_of, documents_of, resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.find import Found, find_clause
from policybuilder.resolution.following import with_following
from policybuilder.resolution.printed import ClauseLine


@dataclass(frozen=True)
class Explained(AsJson):
    """A clause in one document of a council: there (`clause`), left out (`omission`), or named by nothing (neither).

    `lines` are those by whose words it was found, if by words; `covering` says that it holds the subject asked for.
    `parameters` are the answers that it depends on, and `facts` the facts of the council that its condition tests.
    `law` is what it rests on. `enough` is the least depth that would take a clause left out for its level, and `near`
    the clause of the template whose id is most like that of one that nothing names.
    """

    document: Document
    id: str
    title: str
    clause: Clause | None = None
    omission: Omission | None = None
    lines: tuple[ClauseLine, ...] = ()
    covering: bool = False
    parameters: tuple[ParameterUse, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    law: tuple[LawEntry, ...] = ()
    enough: str = ""
    near: str = ""

    @property
    def state(self) -> Literal["in", "left out", "not named"]:
        """Whether the clause is in the document, was left out of it, or is named by neither template nor profile."""
        return "in" if self.clause else "left out" if self.omission else "not named"

    @property
    def place(self) -> str:
        """Where the clause stands, as in "section 6.2" and "Appendix A"; "" where it does not."""
        if self.clause is None:
            return ""
        appendix = self.clause in self.document.appendices
        return f"Appendix {self.clause.number}" if appendix else f"section {self.clause.number}"

    def as_json(self) -> dict[str, Any]:
        """Return why, as JSON can hold it: what the document says of the clause, without the document."""
        provenance = as_json(self.clause.provenance) if self.clause else None
        if provenance is not None:
            del provenance["parameters"]
        return {
            "profile": self.document.profile,
            "document": self.document.id,
            "clause": self.id,
            "title": self.title,
            "state": self.state,
            "place": self.place,
            "depth": self.document.depth,
            "lines": [line.text for line in self.lines],
            "provenance": provenance,
            "omission": as_json(self.omission),
            "parameters": as_json(self.parameters),
            "facts": dict(self.facts),
            "law": [as_json(entry) | {"state": entry.state} for entry in self.law],
            "enough": self.enough,
            "near": self.near,
        }


def explain(library: Library, profile: str, asked: str, document: str = "") -> tuple[Explained, ...]:
    """Return why the clause that a person asks for is in each document of a council, or in one of them, or not.

    `asked` is as in `find_clause`: an id, a number, a heading or words. Raises PolicyBuilderError when it fits nothing
    or several clauses, and when the profile or a document of it is wrong.
    """
    ids = [document] if document else list(documents_of(library, profile))
    if not ids:
        raise fail(library.profile(profile).place("documents"), "the profile names no document", "no-documents")
    found = find_clause(library, [resolve(library, profile, id) for id in ids], asked)
    return tuple(_explained(library, hit) for hit in found)


def _explained(library: Library, found: Found) -> Explained:
    document = found.document

    def made(**why: Any) -> Explained:
        return Explained(document, found.id, found.title, lines=found.lines, covering=found.covering, **why)

    for clause in clauses(document):
        if clause.id == found.id:
            law = tuple(entry for entry in document.law if entry.id in clause.provenance.law)
            return made(clause=clause, parameters=clause.provenance.parameters, law=law)
    for omission in document.omissions:
        if omission.id == found.id:
            parameters, facts = _tested(library, document, omission)
            return made(omission=omission, parameters=parameters, facts=facts, enough=_enough(omission))
    return made(near=nearest(found.id, library.template(document.template).clause_ids()))


def _enough(omission: Omission) -> str:
    """Return the least depth that takes a clause which was left out for its level; "" for any other reason."""
    return next(depth for depth in DEPTHS if omission.level in levels_of(depth)) if omission.why == "depth" else ""


def _tested(
    library: Library, document: Document, omission: Omission
) -> tuple[tuple[ParameterUse, ...], tuple[tuple[str, str], ...]]:
    """Return the answers and the facts that a condition tests which does not hold."""
    if omission.why != "condition":
        return (), ()
    answers = with_following(answer(case_of(library, document.profile, document.template)))
    names = library.clause(omission.id).condition.paths()
    uses = [answers.parameters[name].use(name) for name in sorted(names & answers.parameters.keys())]
    facts = [(name, _fact(answers.names, name)) for name in sorted(names - answers.parameters.keys())]
    return tuple(uses), tuple(facts)


def _fact(names: dict[str, object], path: str) -> str:
    value: object = names
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
