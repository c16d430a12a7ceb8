"""The ids of clauses where a format cannot hold a long one: cut, with a digest at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from policybuilder.document.mapped import map_clauses
from policybuilder.document.policy import Document
from policybuilder.document.reading import clauses

TAG = "clause:"
"""What the tag of a clause's content control in Word begins with."""

_LONGEST_TAG = 64
"""Word takes a file for damaged when a content control's tag is longer."""


def cut_id(id: str) -> str:
    """Return a clause's id as the tag of a content control can hold it, its end a digest where it is very long."""
    return fitted(f"{TAG}{id}", _LONGEST_TAG).removeprefix(TAG)


def fitted(text: str, longest: int) -> str:
    """Return a text; cut, with eight letters of its digest at the end, where it is longer than `longest`."""
    return text if len(text) <= longest else f"{text[: longest - 9]}_{digest(text)}"


def digest(text: str) -> str:
    """Return the first eight letters of a text's SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def with_whole_ids(document: Document, known: Document) -> Document:
    """Return a document in which the ids that a format cut are whole again, of those that `known` has."""
    whole = _whole(clause.id for clause in clauses(known))
    if not whole:
        return document
    return map_clauses(document, lambda clause: replace(clause, id=whole.get(clause.id, clause.id)))


def _whole(ids: Iterable[str]) -> dict[str, str]:
    return {cut_id(id): id for id in ids if cut_id(id) != id}
