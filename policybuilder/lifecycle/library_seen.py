"""What a library was when a council last took it in: a file in library-seen/ that travels with the workspace.

It says "since" for an update: the version and digest of each clause in use or left out, the parameters that the
documents ask with their defaults, and the law with the day that it stands for. Only `init` and `update` write it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policybuilder.document import LawEntry
from policybuilder.edit.yaml_lines import flow
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.library.new_profile import questions
from policybuilder.library.strict_yaml import Node, read_yaml
from policybuilder.library.workspace import AuthoredFile, Layer
from policybuilder.resolution import Assembly

FOLDER = "library-seen"


@dataclass(frozen=True)
class SeenClause:
    """A clause as it was: version, digest of its text, the documents that had it and those that left it out."""

    version: str
    digest: str
    used: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A library as a council last took it in; `day` is when, in ISO form."""

    day: str
    clauses: Mapping[str, SeenClause]
    parameters: Mapping[str, str]
    """The default of each parameter that the council's documents ask, on one line, by its name."""
    law: Mapping[str, str]
    """The day that each statement of law stands for, in ISO form, and what replaced it, by its id."""


def seen_now(library: Library, made: Sequence[Assembly], day: str) -> Seen:
    """Return what a library is for a council now, by its documents; see `assemblies`."""
    used: dict[str, list[str]] = {}
    left: dict[str, list[str]] = {}
    law: dict[str, str] = {}
    documents = [assembly.answers.template.id for assembly in made]
    for id, assembly in zip(documents, made, strict=True):
        for item in assembly.selection.selected():
            used.setdefault(item.source.id, []).append(id)
        for omission in assembly.selection.omissions:
            if omission.why == "excluded":
                left.setdefault(omission.id, []).append(id)
        law |= {entry.id: _standing(library, entry) for entry in assembly.law.entries}
    sources = {id: library.clause(id) for id in sorted({*used, *left})}
    asked = sorted(parameter.name for parameter in questions(library, documents))
    return Seen(
        day,
        {
            id: SeenClause(
                source.front.version, source.content_hash[:16], tuple(used.get(id, ())), tuple(left.get(id, ()))
            )
            for id, source in sources.items()
        },
        {name: _default(library, name) for name in asked},
        dict(sorted(law.items())),
    )


def _standing(library: Library, entry: LawEntry) -> str:
    by = library.reference.law[entry.id].replaced_by
    return f"{entry.as_at}, replaced by {by}" if by else entry.as_at


def _default(library: Library, name: str) -> str:
    """Return a parameter's default on one line; a long one as its digest, for it is only held against another."""
    parameter = library.reference.parameters[name]
    by_nation = "; ".join(f"{nation}: {value}" for nation, value in parameter.default_by_nation.items())
    text = by_nation or (f"as {parameter.default_from}" if parameter.default_from else _plain(parameter.default))
    return text if len(text) <= 80 else f"digest {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _plain(value: object) -> str:
    return "none" if value is None else " ".join(str(value).split())


def seen_file(root: Path, profile: str) -> Path:
    """Return where it is kept what a council last took in."""
    return root / FOLDER / f"{profile}.yaml"


def read_seen(root: Path, profile: str) -> Seen | None:
    """Return what a council last took in, None where nothing is kept. Raises PolicyBuilderError for a damaged file."""
    path = seen_file(root, profile)
    if not path.is_file():
        return None
    name = f"{FOLDER}/{profile}.yaml"
    node = read_yaml(AuthoredFile(path, name, Layer(root, "")).text(), name)
    if missing := [key for key in ("day", "clauses", "parameters", "law") if node.child(key) is None]:
        # What was cut off would be news: every clause, as if none had been there before.
        message = f"the file is damaged: {missing[0]}: is missing, so it is not known what the library was"
        hint = "put it back from a copy; or delete it, and what changed before today is not told"
        raise fail(Location(name), message, "damaged-record", hint)
    return Seen(
        _text(node, "day"),
        {id: _clause(each) for id, each in _members(node, "clauses").items()},
        {id: str(each.value or "") for id, each in _members(node, "parameters").items()},
        {id: str(each.value or "") for id, each in _members(node, "law").items()},
    )


def _members(node: Node, key: str) -> Mapping[str, Node]:
    found = node.child(key)
    return found.value if found is not None and isinstance(found.value, dict) else {}


def _clause(node: Node) -> SeenClause:
    return SeenClause(_text(node, "version"), _text(node, "digest"), _texts(node, "used"), _texts(node, "left_out"))


def _text(node: Node, key: str) -> str:
    found = node.child(key)
    return found.value if found is not None and isinstance(found.value, str) else ""


def _texts(node: Node, key: str) -> tuple[str, ...]:
    found = node.child(key)
    return tuple(str(each.value) for each in found.value) if found and isinstance(found.value, list) else ()


def seen_text(seen: Seen) -> str:
    """Return the file's text, the same for the same library."""
    lines = [
        "# What the library was when this council last took it in. `policybuilder update` writes this file, and says",
        "# what has changed since. Keep it with the workspace; there is nothing in it to edit.",
        f"day: {flow(seen.day)}",
        *_listed("clauses", {id: _as_flow(each) for id, each in seen.clauses.items()}),
        *_listed("parameters", {name: flow(value) for name, value in seen.parameters.items()}),
        *_listed("law", {id: flow(day) for id, day in seen.law.items()}),
    ]
    return "\n".join(lines) + "\n"


def _listed(key: str, entries: Mapping[str, str]) -> list[str]:
    return [f"{key}:", *(f"  {name}: {value}" for name, value in entries.items())] if entries else [f"{key}: {{}}"]


def _as_flow(clause: SeenClause) -> str:
    more = {"used": list(clause.used), "left_out": list(clause.left_out)}
    return flow({"version": clause.version, "digest": clause.digest} | {key: ids for key, ids in more.items() if ids})
