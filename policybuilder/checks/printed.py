"""The library's clauses as they would be printed, with typical values, before any council has filled them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policybuilder.checks.prose import Part, TextOrigin, clause_parts
from policybuilder.checks.typical import Typical
from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.resolution.printed import ClauseLine, Line, as_sought

_PRINTED = re.compile(r"\{\{-?\s*([a-z_]\w*)(?:\.(\w+)|\[[\"']([\w-]+)[\"']\])?")


@dataclass(frozen=True)
class Held:
    """A clause that holds all the words, and the lines that hold some of them: as printed, else as authored."""

    clause: ClauseSource
    lines: tuple[ClauseLine, ...]


def clauses_holding(library: Library, words: Sequence[str], problems: Problems) -> Iterator[Held]:
    """Yield the clauses whose id, title or text, as authored or as printed with typical values, holds all the words.

    What keeps a clause from being read is noted in `problems`.
    """
    typical = Typical(library)
    for clause in library.every_clause(problems):
        lines = tuple(printed_lines(clause, typical))
        authored = ClauseLine(" ".join((clause.id, clause.front.title, *clause.front.covers, clause.body)))
        held = [[line for line in lines if line.find(word)] for word in words]
        if all(found or as_sought(word) in as_sought(authored.text) for word, found in zip(words, held, strict=True)):
            shown = [line for found in held for line in found] or list(_authored(clause.body, words))
            yield Held(clause, tuple(dict.fromkeys(shown)))


def printed_lines(clause: ClauseSource, typical: Typical) -> Iterator[ClauseLine]:
    """Yield the lines that a clause can print, each once, with typical values."""
    for part in clause_parts(clause.body, TextOrigin(clause.file, clause.body), typical.words):
        yield _line(part, clause.body, typical)


def _line(part: Part, body: str, typical: Typical) -> ClauseLine:
    line = Line()
    ends = [start for start, _, _ in part.pieces[1:]] + [len(part.text)]
    for (start, source, is_value), end in zip(part.pieces, ends, strict=True):
        line.add(part.text[start:end], _name(body, source, typical) if is_value else "")
    return line.made()


def _name(body: str, source: int, typical: Typical) -> str:
    """Return the parameter that is printed at a place of a body; empty for what no answer sets."""
    found = _PRINTED.match(body, source)
    if not found:
        return ""
    member = found[2] or found[3]
    name = f"{found[1]}.{member}" if member else found[1]
    return name if name in typical.parameters else ""


def _authored(body: str, words: Sequence[str]) -> Iterator[ClauseLine]:
    for line in body.splitlines():
        authored = ClauseLine(" ".join(line.split()))
        if any(authored.find(word) for word in words):
            yield authored
