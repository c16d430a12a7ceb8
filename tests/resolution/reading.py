"""A resolved document as lines that a test can compare, and what stopped a document from being resolved."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import Clause, Document, Value, block_text, clauses, inlines_of
from policybuilder.errors import PolicyBuilderError, Problem, Problems
from policybuilder.resolution import resolve
from tests.workspaces import library


def resolved(root: Path, profile: str = "riverton", document: str = "policy", *, final: bool = False) -> Document:
    """Return a council's document, from a workspace without the built-in library below it."""
    return resolve(library(root), profile, document, final=final)


def refused(root: Path, profile: str = "riverton", document: str = "policy", *, final: bool = False) -> str:
    """Return what a person reads when the document cannot be resolved."""
    with pytest.raises(PolicyBuilderError) as caught:
        resolved(root, profile, document, final=final)
    return str(caught.value)


def warned(root: Path, profile: str = "riverton", document: str = "policy") -> tuple[Problem, ...]:
    """Return what is doubtful about a document that can be resolved."""
    problems = Problems()
    resolve(library(root), profile, document, problems)
    return tuple(problems.found)


def outline(document: Document) -> list[str]:
    """Return the sections and clauses with their numbers, a line each."""
    lines = []
    for section in document.sections:
        lines.append(f"{section.number} {section.title}")
        lines += [f"{each.number} {each.title}" for each in section.clauses]
    return lines + [f"{each.number} {each.title}" for each in document.appendices]


def ids(document: Document) -> list[str]:
    """Return the ids of the clauses in reading order."""
    return [each.id for each in clauses(document)]


def clause_of(document: Document, id: str) -> Clause:
    """Return a clause of a document."""
    return next(each for each in clauses(document) if each.id == id)


def words(document: Document, id: str = "care") -> list[str]:
    """Return the text of each block of a clause."""
    return [block_text(block) for block in clause_of(document, id).blocks]


def values(document: Document, id: str = "care") -> list[Value]:
    """Return the values that a clause prints."""
    found = (inline for block in clause_of(document, id).blocks for inline in inlines_of(block))
    return [inline for inline in found if isinstance(inline, Value)]
