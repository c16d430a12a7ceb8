"""What some changes to a profile do to the words of a council's documents, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policybuilder.compare import Comparison, compare
from policybuilder.document import Document
from policybuilder.edit.changes import Change
from policybuilder.edit.proposal import Proposal, as_changed, library_with
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of, resolve


@dataclass(frozen=True)
class Effect:
    """A document as it is and as it would be, compared."""

    document: str
    title: str
    comparison: Comparison


Resolved = Callable[[str], Document]
"""Gives a council's document as it is, for whoever has it resolved already."""


def effects(
    library: Library,
    profile: str,
    changes: Sequence[Change],
    documents: Sequence[str] = (),
    before: Resolved | None = None,
) -> tuple[Effect, ...]:
    """Return what some changes do to each document of a council whose words they change, in the profile's order.

    Only those of `documents` are looked at, where there are any; `before` gives them as they are. Raises
    PolicyBuilderError for a change that cannot be made and for what would be wrong with a document after it.
    """
    return _effects(library, as_changed(library, profile, changes), profile, documents, before)


def effects_of(library: Library, proposal: Proposal) -> tuple[Effect, ...]:
    """Return what the files of a proposal do to each document of its council whose words they change.

    Raises PolicyBuilderError for what would be wrong with a document after it.
    """
    return _effects(library, library_with(library, proposal), proposal.profile, (), None)


def _effects(
    library: Library, after: Library, profile: str, documents: Sequence[str], before: Resolved | None
) -> tuple[Effect, ...]:
    found = []
    for document in documents_of(after, profile):
        if documents and document not in documents:
            continue
        old = before(document) if before else resolve(library, profile, document)
        new = resolve(after, profile, document)
        if old != new and (comparison := compare(old, new)).changes:
            found.append(Effect(document, new.title, comparison))
    return tuple(found)
