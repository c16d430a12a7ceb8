"""Which clauses hold some words: as authored and as printed, in the library or in a council's documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.checks.printed import clauses_holding
from policybuilder.errors import Problem, Problems
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of, resolve
from policybuilder.resolution.find import by_number, is_number, place_of
from policybuilder.resolution.printed import ClauseLine, clauses_with, setters_of


@dataclass(frozen=True)
class Hit(AsJson):
    """A clause that holds all the words looked for, and the lines of it that hold them.

    `setters` says who set each value that the clause prints, by parameter. In a council's document, `document` and
    `place` say where the clause stands; in the library, `file` is its own.
    """

    clause: str
    title: str
    words: tuple[str, ...]
    lines: tuple[ClauseLine, ...]
    setters: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    document: str = ""
    place: str = ""
    file: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return where the clause is, and each line with the values among the words and what prints them."""
        told = {"profile": self.profile, "document": self.document, "place": self.place, "title": self.title}
        where = told if self.profile else {"title": self.title, "file": self.file}
        lines = [
            {
                "text": line.text,
                "values": [
                    {"words": line.text[value.start : value.end], "parameter": value.name}
                    for value in line.values_among(self.words)
                ],
            }
            for line in self.lines
        ]
        return {**where, "clause": self.clause, "lines": lines}


@dataclass(frozen=True)
class Hits(AsJson):
    """The clauses that hold the words, and what keeps others from being read."""

    found: tuple[Hit, ...]
    problems: tuple[Problem, ...] = ()


def search(library: Library, words: Sequence[str], profile: str = "") -> Hits:
    """Return the clauses whose id, title or text holds all the words; of a council's documents where one is named.

    A text of the library is searched as it is authored and as it is printed with typical values, one of a council as
    the council fills it in; there a number, as in "12.4" or "Appendix B", finds what stands at it. Raises
    PolicyBuilderError when the profile or a document of it is wrong.
    """
    if profile:
        return Hits(tuple(_in_documents(library, profile, tuple(words))))
    problems = Problems()
    hits = [
        Hit(
            held.clause.id,
            held.clause.front.title,
            tuple(words),
            held.lines,
            dict.fromkeys(held.clause.front.parameters, "a typical value"),
            file=held.clause.file,
        )
        for held in clauses_holding(library, words, problems)
    ]
    return Hits(tuple(hits), tuple(problems.found))


def _in_documents(library: Library, profile: str, words: tuple[str, ...]) -> Iterator[Hit]:
    for id in documents_of(library, profile):
        document = resolve(library, profile, id)
        asked = " ".join(words)
        numbered = tuple(by_number(document, asked)) if is_number(asked) else ()
        for each in numbered:
            yield Hit(each.id, each.title, words, (), {}, profile, id, each.place)
        if numbered:
            continue
        for clause, lines in clauses_with(document, words):
            shown = tuple(line for line in lines if line.text != clause.title)
            setters, place = setters_of(document, clause.id), place_of(document, clause)
            yield Hit(clause.id, clause.title, words, shown, setters, profile, id, place)
