"""The statements of law that a council's documents rest on: what Legal is asked to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policybuilder.as_json import AsJson, as_json, fields_as_json
from policybuilder.document import LawEntry, clauses
from policybuilder.library.library import Library
from policybuilder.library.statements import statement_digest
from policybuilder.resolution import documents_of, resolve


@dataclass(frozen=True)
class ReliedOn(AsJson):
    """A statement of law, and by document the numbers of the clauses that rest on it."""

    entry: LawEntry
    where: Mapping[str, tuple[str, ...]]
    digest: str
    """What a sign-off of the statement names."""

    def as_json(self) -> dict[str, Any]:
        """Return the statement with its state, its digest and where it is used, as JSON can hold them."""
        said = {"state": self.entry.state, "digest": self.digest, "where": as_json(self.where)}
        return {**fields_as_json(self.entry), **said}


def relied_on(library: Library, profile: str, document: str = "") -> tuple[ReliedOn, ...]:
    """Return the statements of law that a council's documents rest on, or one of them, in title order.

    Raises PolicyBuilderError when the profile or a document is wrong.
    """
    entries: dict[str, LawEntry] = {}
    where: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in [document] if document else documents_of(library, profile):
        made = resolve(library, profile, name)
        for entry in made.law:
            entries[entry.id] = entry
            numbers = (clause.number for clause in clauses(made) if entry.id in clause.provenance.law)
            where.setdefault(entry.id, {})[name] = tuple(numbers)
    ordered = sorted(entries.values(), key=lambda entry: (entry.title, entry.id))
    known = library.reference.law
    return tuple(ReliedOn(entry, where[entry.id], statement_digest(known[entry.id])) for entry in ordered)
