"""The terms that clauses define, and where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from policybuilder.library.clauses import ClauseSource

TOPIC = "definitions"
"""The folder below clauses/ in which the clauses stand that define terms."""
_BOLD = re.compile(r"\*\*([^*\n{}]{2,60})\*\*")


def terms_of(source: ClauseSource) -> tuple[tuple[str, int], ...]:
    """Return the terms that a clause of definitions defines, each with its position in the body: the words in bold."""
    if source.topic != TOPIC:
        return ()
    return tuple((found[1].strip(" .:"), found.start(1)) for found in _BOLD.finditer(source.body))


def defined_terms(clauses: Iterable[ClauseSource]) -> Mapping[str, tuple[str, ...]]:
    """Return every term in small letters, with the ids of the clauses that define it."""
    found: dict[str, list[str]] = {}
    for source in clauses:
        for term, _ in terms_of(source):
            found.setdefault(term.lower(), []).append(source.id)
    return {term: tuple(ids) for term, ids in found.items()}


@lru_cache(maxsize=1_000)
def use_of(term: str) -> re.Pattern[str]:
    """Return a pattern that finds a term in running text, alone or in the plural."""
    words = re.escape(term.lower()).replace(r"\ ", r"\s+")
    if words.endswith("y"):
        words = f"{words[:-1]}(?:y|ies)"
    return re.compile(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", re.IGNORECASE)
