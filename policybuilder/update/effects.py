"""What some changes to a profile do to the words of a council's documents, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policybuilder.compare import Comparison, compare
from policybuilder.edit.changes import Change
from policybuilder.edit.proposal import Proposal, Resolving, as_changed, library_with
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of, resolve


@dataclass(frozen=True)
class Effect:
    """A document as it is and as it would be, compared."""

    document: str
    title: str
    comparison: Comparison


def effects(
    library: Library,
    profile: str,
    changes: Sequence[Change],
    documents: Sequence[str] = (),
    resolved: Resolving = resolve,
) -> tuple[Effect, ...]:
    """Return what some changes do to each document of a council whose words they change, in the profile's order.

    Only those of `documents` are looked at, where there are any. `resolved` gives a document, for whoever keeps what
    was made. Raises PolicyBuilderError for a change that cannot be made and for what would be wrong with a document
    after it.
    """
    return effects_between(library, as_changed(library, profile, changes), profile, documents, resolved)


def effects_of(library: Library, proposal: Proposal, resolved: Resolving = resolve) -> tuple[Effect, ...]:
    """Return what the files of a proposal do to each document of its council whose words they change.

    `resolved` gives a document, for whoever keeps what was made. Raises PolicyBuilderError for what would be wrong with
    a document after it.
    """
    return effects_between(library, library_with(library, proposal), proposal.profile, (), resolved)


def effects_between(
    library: Library, after: Library, profile: str, documents: Sequence[str] = (), resolved: Resolving = resolve
) -> tuple[Effect, ...]:
    """Return what differs in the documents of a council between two libraries, like `effects`."""
    found = []
    for document in documents_of(after, profile):
        if documents and document not in documents:
            continue
        old, new = resolved(library, profile, document), resolved(after, profile, document)
        if old != new and (comparison := compare(old, new)).changes:
            found.append(Effect(document, new.title, comparison))
    return tuple(found)
