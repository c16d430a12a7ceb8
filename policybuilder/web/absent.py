"""Why an answer changes no word: the clauses that would print it are in no document of the council."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policybuilder.errors import PolicyBuilderError
from policybuilder.web.clause_words import why_out
from policybuilder.web.desk import Desk

if TYPE_CHECKING:
    from policybuilder.resolution.asked import Asked


def absent_uses(desk: Desk, profile: str, asked: Asked) -> tuple[tuple[str, str, str], ...]:
    """Return the clauses that use an answer and are not in a document that asks for it: both titles, and why not."""
    return tuple(dict.fromkeys(_uses(desk, profile, asked)))


def _uses(desk: Desk, profile: str, asked: Asked) -> Iterator[tuple[str, str, str]]:
    library = desk.library()
    for document in asked.documents:
        made = desk.document(profile, document)
        for omission in made.omissions:
            try:
                uses = library.clause(omission.id).front.parameters
            except PolicyBuilderError:
                continue  # what is wrong with a clause that is not there is told by the check
            if asked.parameter.name in uses:
                yield made.title, omission.title, why_out(omission, library).words
