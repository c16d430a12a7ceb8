"""What the library holds, as it is listed: clauses with their paragraphs, parameters, statements of law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from policybuilder.as_json import AsJson, fields_as_json
from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean, fail
from policybuilder.library.body import Stretch, read_body
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter
from policybuilder.library.schema import LawModel
from policybuilder.library.statements import statement_digest


@dataclass(frozen=True)
class Listed(AsJson):
    """A clause of the library, with what its text can be amended at."""

    source: ClauseSource

    @property
    def paragraphs(self) -> tuple[Stretch, ...]:
        """The paragraphs of the text, each with the words that an amendment of it is written for."""
        return read_body(self.source.body).paragraphs

    def printed_within(self, paragraph: Stretch) -> tuple[str, ...]:
        """Return the conditions within which a paragraph is printed."""
        return tuple(test for test in read_body(self.source.body).passages[paragraph.passages[0]].tests if test)

    def as_json(self) -> dict[str, Any]:
        """Return the front matter, the file and the topic, as JSON can hold them."""
        return {**fields_as_json(self.source.front), "file": self.source.file, "topic": self.source.topic}

    def text_as_json(self) -> dict[str, Any]:
        """Return the same with the text and its paragraphs."""
        paragraphs = [{"name": each.name, "was": each.source} for each in self.paragraphs]
        return {**self.as_json(), "body": self.source.body.strip(), "paragraphs": paragraphs}


@dataclass(frozen=True)
class Clauses(AsJson):
    """The clauses that can be read, how many were asked for, and what is wrong with the others."""

    found: tuple[Listed, ...]
    asked: int
    problems: tuple[Problem, ...]


def clauses(library: Library, document: str = "") -> Clauses:
    """Return the clauses of the library by id, or those of a document in its order.

    Raises PolicyBuilderError for an unknown document.
    """
    ids: Iterable[str] = library.template(document).clause_ids() if document else library.clause_files
    problems, asked = Problems(), tuple(ids)
    found = []
    for id in asked:
        try:
            found.append(Listed(library.clause(id)))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    return Clauses(tuple(found), len(asked), tuple(problems.found))


def parameter(library: Library, name: str) -> Parameter:
    """Return a parameter. Raises PolicyBuilderError, with the nearest offered, when there is none of that name."""
    known = library.reference.parameters
    if name not in known:
        hint = did_you_mean(name, known, "`policybuilder clauses parameters` lists them")
        raise fail(Location("clauses parameters"), f'unknown parameter "{name}"', "unknown-parameter", hint)
    return known[name]


@dataclass(frozen=True)
class KnownLaw(AsJson):
    """A statement of law of the library, and how far the library itself has it checked."""

    id: str
    entry: LawModel

    @property
    def state(self) -> Literal["read at source", "unchecked"]:
        """Whether somebody who keeps the library read the law at its source."""
        return "read at source" if self.entry.verified else "unchecked"

    def as_json(self) -> dict[str, Any]:
        """Return the statement with its state, and the digest that a sign-off of it names."""
        digest = statement_digest(self.entry)
        return {"id": self.id, **fields_as_json(self.entry), "state": self.state, "digest": digest}


def law(library: Library) -> tuple[KnownLaw, ...]:
    """Return every statement of law of the library."""
    return tuple(KnownLaw(id, entry) for id, entry in library.reference.law.items())
