"""What a newer library changed for one council, since it last took one in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policybuilder.library.clauses import ClauseSource, version_key
from policybuilder.library.given_up import IdKind
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.lifecycle.library_seen import Seen, SeenClause

Kind = Literal[
    "changed",
    "left out",
    "new",
    "renamed",
    "withdrawn",
    "gone",
    "no longer in",
    "parameter",
    "new parameter",
    "parameter renamed",
    "parameter withdrawn",
    "parameter gone",
    "law",
    "law replaced",
    "law renamed",
    "law withdrawn",
    "law gone",
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


def news(library: Library, profile: Profile, seen: Seen, now: Seen) -> tuple[News, ...]:
    """Return what changed between a library as it was seen and as it is, clauses first, then parameters, then law."""
    return (
        *_clauses(library, seen, now),
        *_parameters(library, profile, seen, now),
        *_law(library, seen, now),
    )


def _clauses(library: Library, seen: Seen, now: Seen) -> Iterator[News]:
    present: set[str] = set()
    for old, was in seen.clauses.items():
        id = library.names.now("clause", old)
        present.add(id)
        is_now, documents = now.clauses.get(id), was.used or was.left_out
        if id not in library.clause_files:
            yield _given_up(library, "clause", old, "withdrawn", "gone", documents)
            continue
        if id != old:
            yield News("renamed", old, f'it is called "{id}" now', documents=documents)
        if is_now is None:
            words = "it does not apply any more: its condition, its level or the template changed"
            yield News("no longer in", id, words, documents=documents)
        elif is_now.digest != was.digest and (id == old or is_now.version != was.version):
            yield from _changed(library.clause(id), was, is_now)
    for id, clause in now.clauses.items():
        if id not in present and clause.used:
            title = library.clause(id).front.title
            yield News("new", id, f'"{title}" applies now', documents=clause.used)


def _changed(source: ClauseSource, was: SeenClause, now: SeenClause) -> list[News]:
    kind: Kind = "changed" if now.used else "left out"
    documents = now.used or now.left_out
    since = [each for each in source.front.changes if version_key(each.version) > version_key(was.version)]
    if not since:
        words = f"its text changed, and its version is still {was.version}"
        return [News(kind, source.id, words, documents=documents)]
    return [News(kind, source.id, f"{was.version} -> {each.version}", each.kind, each.why, documents) for each in since]


def _parameters(library: Library, profile: Profile, seen: Seen, now: Seen) -> Iterator[News]:
    known, present = library.reference.parameters, set()
    for old, was in seen.parameters.items():
        name = library.names.now("parameter", old)
        present.add(name)
        if name not in known:
            yield _given_up(library, "parameter", old, "parameter withdrawn", "parameter gone")
            continue
        if name != old:
            yield News("parameter renamed", old, f'it is called "{name}" now')
        default = now.parameters.get(name)
        if default is not None and default != was:
            words = f"its default was {was} and is {default}; {_what_stands(profile, name)}"
            yield News("parameter", name, words, why=known[name].rationale)
    for name in now.parameters:
        if name not in present:
            yield News("new parameter", name, known[name].question, why=known[name].rationale)


def _what_stands(profile: Profile, name: str) -> str:
    """Return what a default that moved does to a council."""
    if name in profile.settings:
        return "you answered it, so your answer stands"
    if name in profile.kept:
        return "you kept the one before, so look at it again"
    return "where nothing else answers it, your documents say what it is now"


def _law(library: Library, seen: Seen, now: Seen) -> Iterator[News]:
    known = library.reference.law
    for old, was in seen.law.items():
        id = library.names.now("law", old)
        if id not in known:
            yield _given_up(library, "law", old, "law withdrawn", "law gone")
            continue
        if id != old:
            yield News("law renamed", old, f'it is called "{id}" now')
        is_now = now.law.get(id, was)
        by = known[id].replaced_by
        if is_now != was and by and by not in was:
            yield News("law replaced", id, f"{known[by].title} replaced it", why=known[by].note)
        elif is_now != was:
            yield News("law", id, f"it stood for {was} and stands for {is_now}")


def _given_up(
    library: Library, kind: IdKind, id: str, withdrawn: Kind, gone: Kind, documents: tuple[str, ...] = ()
) -> News:
    """Return the news of an id that the library has no more: with its reason where it gave one."""
    found = library.names.gone(kind, id)
    if found is None:
        return News(gone, id, "the library no longer has it, and does not say why", documents=documents)
    words = f"the library withdrew it on {found.day.isoformat()}" + (f"; {found.advice}" if found.advice else "")
    return News(withdrawn, id, words, why=" ".join(found.why.split()), documents=documents)
