"""What a newer library changed for one council, since it last took one in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policybuilder.library.clauses import ClauseSource, version_key
from policybuilder.library.library import Library
from policybuilder.lifecycle.library_seen import Seen, SeenClause

Kind = Literal[
    "changed", "left out", "new", "gone", "no longer in", "parameter", "new parameter", "parameter gone", "law"
]


@dataclass(frozen=True)
class News:
    """One thing that a newer library changed: what kind, of what (a clause, parameter or law by id), and in words.

    `weight` is that of a clause's change as the library's author gave it, "" where it has none, and `why` the author's
    reason. `documents` are those of the council that it touches.
    """

    kind: Kind
    id: str
    words: str
    weight: str = ""
    why: str = ""
    documents: tuple[str, ...] = ()


def news(library: Library, seen: Seen, now: Seen) -> tuple[News, ...]:
    """Return what changed between a library as it was seen and as it is, clauses first, then parameters, then law."""
    return (*_clauses(library, seen, now), *_parameters(library, seen, now), *_law(seen, now))


def _clauses(library: Library, seen: Seen, now: Seen) -> list[News]:
    found: list[News] = []
    for id, was in seen.clauses.items():
        is_now = now.clauses.get(id)
        if id not in library.clause_files:
            found.append(News("gone", id, "the library no longer has it", documents=was.used))
        elif is_now is None:
            words = "it does not apply any more: its condition, its level or the template changed"
            found.append(News("no longer in", id, words, documents=was.used))
        elif is_now.digest != was.digest:
            found += _changed(library.clause(id), was, is_now)
    for id, clause in now.clauses.items():
        if id not in seen.clauses and clause.used:
            title = library.clause(id).front.title
            found.append(News("new", id, f'"{title}" applies now', documents=clause.used))
    return found


def _changed(source: ClauseSource, was: SeenClause, now: SeenClause) -> list[News]:
    kind: Kind = "changed" if now.used else "left out"
    documents = now.used or now.left_out
    since = [each for each in source.front.changes if version_key(each.version) > version_key(was.version)]
    if not since:
        words = f"its text changed, and its version is still {was.version}"
        return [News(kind, source.id, words, documents=documents)]
    return [News(kind, source.id, f"{was.version} -> {each.version}", each.kind, each.why, documents) for each in since]


def _parameters(library: Library, seen: Seen, now: Seen) -> list[News]:
    found = []
    for name, default in now.parameters.items():
        if name not in seen.parameters:
            found.append(News("new parameter", name, library.reference.parameters[name].question))
        elif seen.parameters[name] != default:
            found.append(News("parameter", name, f"its default was {seen.parameters[name]} and is {default}"))
    for name in seen.parameters.keys() - library.reference.parameters.keys():
        found.append(News("parameter gone", name, "the library no longer asks it"))
    return found


def _law(seen: Seen, now: Seen) -> list[News]:
    return [
        News("law", id, f"it stood for {seen.law[id]} and stands for {day}")
        for id, day in now.law.items()
        if id in seen.law and seen.law[id] != day
    ]
