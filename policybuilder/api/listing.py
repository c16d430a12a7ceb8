"""What the library holds, where words stand, and why a clause is in a policy or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.checks.search import Hits
    from policybuilder.coverage import Coverage
    from policybuilder.library.library import Library
    from policybuilder.library.listing import Clauses, KnownLaw, Listed
    from policybuilder.library.parameters import Parameter
    from policybuilder.resolution.explain import Explained
    from policybuilder.resolution.relied_on import ReliedOn


def explain(library: Library, profile: str, clause: str, document: str = "") -> tuple[Explained, ...]:
    """Return why a clause is in a council's documents or not, once for each document in which it is meant.

    `clause` is its id, its number or heading in the policy, or some of its words as printed. Raises PolicyBuilderError,
    with what is near, when that fits nothing or several clauses, and when the profile or a document of it is wrong.
    """
    from policybuilder.resolution.explain import explain as explain_clause

    return explain_clause(library, profile, clause, document)


def search(library: Library, words: Sequence[str], profile: str = "") -> Hits:
    """Return the clauses whose id, title or text holds all the words; of a council's documents where one is named.

    Raises PolicyBuilderError when the profile or a document of it is wrong.
    """
    from policybuilder.checks.search import search as search_clauses

    return search_clauses(library, words, profile)


def clauses(library: Library, document: str = "") -> Clauses:
    """Return the clauses of the library, or of a document in its order, and what keeps others from being read.

    Raises PolicyBuilderError for an unknown document.
    """
    from policybuilder.library.listing import clauses as listed

    return listed(library, document)


def clause(library: Library, id: str) -> Listed:
    """Return a clause with its paragraphs. Raises PolicyBuilderError, with the nearest, for an unknown or wrong one."""
    from policybuilder.library.listing import Listed

    return Listed(library.clause(id))


def parameters(library: Library) -> tuple[Parameter, ...]:
    """Return every decision that a council can make, in declared order."""
    return tuple(library.reference.parameters.values())


def parameter(library: Library, name: str) -> Parameter:
    """Return a decision by its name. Raises PolicyBuilderError, with the nearest offered, for an unknown one."""
    from policybuilder.library.listing import parameter as named

    return named(library, name)


def law(library: Library) -> tuple[KnownLaw, ...]:
    """Return every statement of law of the library, and whether it was read at its source."""
    from policybuilder.library.listing import law as known_law

    return known_law(library)


def relied_on(library: Library, profile: str, document: str = "") -> tuple[ReliedOn, ...]:
    """Return the statements of law that a council's documents rest on, where, and how far each is checked.

    Raises PolicyBuilderError when the profile or a document of it is wrong.
    """
    from policybuilder.resolution.relied_on import relied_on as relied_on_law

    return relied_on_law(library, profile, document)


def cover(library: Library, profile: str, frameworks: Sequence[str] = ()) -> Coverage:
    """Return which items of some frameworks a council's documents answer, in which clauses; of all without any named.

    Raises PolicyBuilderError for an unknown framework, for a council without documents, and for what is wrong with the
    profile, a clause or a document.
    """
    from policybuilder.coverage import cover as cover_frameworks
    from policybuilder.lifecycle.recorded_library import with_records

    return cover_frameworks(library, profile, frameworks, lambda document: with_records(library, profile, document))
