"""Ids that a library gives up: none may go without a word, and what names an old one is told what to write.

What a library had is known from two lists: `clauses/issued.yaml`, which whoever keeps a library commits with it, and
the files in library-seen/, which say what each council of a workspace last took in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policybuilder.errors import Location, PolicyBuilderError, Problem, did_you_mean
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.given_up import KINDS, WITHDRAWN_KEYS, IdKind
from policybuilder.library.library import Library, Template
from policybuilder.library.strict_yaml import Key, Node, read_yaml
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import AuthoredFile
from policybuilder.readings import READINGS, key_of

SEEN = "library-seen"


def given_up_problems(
    library: Library, clauses: Mapping[str, ClauseSource], templates: Iterable[Template]
) -> Iterator[Problem]:
    """Yield what is wrong with the ids that a library gave up, and a warning for each of its files that names one."""
    yield from _claims(library, clauses)
    yield from _withdrawn(library)
    yield from _dropped(library)
    for template in templates:
        yield from (each.warning(_WRITE.format(new=each.new)) for each in template.old_names)
    # Most libraries gave up none, and to look at what was typed takes long.
    renamed = {kind for kind in ("parameter", "law") if library.names.former(kind)}
    renamed |= {"clause" for clause in clauses.values() if clause.front.formerly}
    for clause in clauses.values() if renamed else ():
        yield from _in_clause(library, clause)
    for each in library.reference.contradictions:
        for path in (("each",), ("between",), ("given",)):
            yield from _listed(library, each.node, path, "parameter")


_WRITE = "write {new}"


# What replaces an old id ------------------------------------------------------------------------------------


def _claims(library: Library, clauses: Mapping[str, ClauseSource]) -> Iterator[Problem]:
    """Yield each `formerly:` that names an id which is there all the same, or which another one names, too."""
    reference = library.reference
    claims: dict[IdKind, list[tuple[str, str, Location]]] = {
        "clause": [
            (old, id, clause.place("formerly", number))
            for id, clause in clauses.items()
            for number, old in enumerate(clause.front.formerly)
        ],
        "parameter": [
            (old, name, each.location) for name, each in reference.parameters.items() for old in each.formerly
        ],
        "law": [(old, id, reference.law_places[id]) for id, each in reference.law.items() for old in each.formerly],
    }
    for kind, listed in claims.items():
        seen: dict[str, str] = {}
        for old, new, place in listed:
            if old in library.names.known[kind]:
                yield _there_all_the_same(library, kind, old, new, place)
            if old in seen:
                message = f'"{old}" cannot be what both "{seen[old]}" and "{new}" were called'
                yield Problem(place, message, "formerly", "leave it with the one that took its place")
            seen.setdefault(old, new)


def _there_all_the_same(library: Library, kind: IdKind, old: str, new: str, place: Location) -> Problem:
    file = library.clause_files.get(old) if kind == "clause" else None
    root = library.workspace.root
    if file is not None and file.layer.root == root and library.clause_files[new].layer.root != root:
        # It took the place of a clause that has another id now, and takes the place of nothing any more.
        message = f'"{old}" is called "{new}" in the library now, so this file takes the place of nothing'
        hint = f"to go on replacing it, name the file {new}.md and its id: {new}; else give it an id of its own"
        return Problem(Location(file.name), message, "formerly", hint)
    parameter = library.reference.parameters.get(old) if kind == "parameter" else None
    where = parameter.location if parameter is not None else place
    message = f'"{old}" is there, and "{new}" says that it was called so before'
    return Problem(where, message, "formerly", "take it out, or take it out of formerly:")


def _withdrawn(library: Library) -> Iterator[Problem]:
    """Yield each entry of withdrawn.yaml whose id is there, and each that names an unknown one to use instead."""
    for kind in KINDS:
        for id, entry in library.reference.withdrawn.get(kind, {}).items():
            if id in library.names.known[kind] or library.names.now(kind, id) != id:
                message = f'"{id}" is listed as withdrawn, and the library has it'
                yield Problem(entry.location, message, "withdrawn-id", "take one of the two out")
            for other in entry.instead:
                if other not in library.names.known[kind]:
                    hint = did_you_mean(other, library.names.known[kind])
                    yield Problem(entry.location, f'unknown {kind} "{other}"', f"unknown-{kind}", hint)


# What is gone -----------------------------------------------------------------------------------------------


def _dropped(library: Library) -> Iterator[Problem]:
    """Yield an error for each id that a library had, and has no more without saying why."""
    told: set[tuple[IdKind, str]] = set()
    for kind, id, place, who in _had(library):
        names = library.names
        is_said = id in names.known[kind] or names.now(kind, id) != id or names.gone(kind, id) is not None
        if is_said or (kind, id) in told:
            continue
        told.add((kind, id))
        hint = f"write formerly: [{id}] in what it is called now, or say in clauses/withdrawn.yaml since when, and why"
        if who:
            hint += f"; where no other council used it, `policybuilder update {who}` takes note of it"
        message = f'the library had the {kind} "{id}", and does not say what became of it'
        yield Problem(place, message, "dropped-id", hint)


def _had(library: Library) -> Iterator[tuple[IdKind, str, Location, str]]:
    """Yield every id that a library had: its kind, where that is written, and the council that saw it, if one did."""
    workspace = library.workspace
    for file in workspace.versions_of("clauses/issued.yaml"):
        if file.layer != workspace.layers[0]:
            continue  # a workspace takes nothing out of the built-in library
        node = read_checked(file.text(), file.name, "issued")[0]
        for kind, key in WITHDRAWN_KEYS.items():
            yield from ((kind, id, place, "") for id, place in _items(node, key))
    for file in workspace.files(SEEN, ".yaml") if workspace.root is not None else ():
        if file.layer.root == workspace.root:
            yield from ((kind, id, place, file.path.stem) for kind, id, place in _seen(file))


def _items(node: Node, key: Key) -> Iterator[tuple[str, Location]]:
    at = node.child(key)
    for each in at.value if at is not None and isinstance(at.value, list) else ():
        if isinstance(each.value, str):
            yield each.value, each.location


def _seen(file: AuthoredFile) -> tuple[tuple[IdKind, str, Location], ...]:
    """Return every id that a council last took in; none where the file is damaged, which `update` says."""
    try:
        text = file.text()
        return READINGS.of(key_of("seen", text), file.name, lambda: tuple(_ids(read_yaml(text, file.name))))
    except PolicyBuilderError:
        return ()


def _ids(seen: Node) -> Iterator[tuple[IdKind, str, Location]]:
    for kind, key in WITHDRAWN_KEYS.items():
        at = seen.child(key)
        if at is not None and isinstance(at.value, dict):
            yield from ((kind, id, at.keys[id]) for id in at.value)


# What names an old id -----------------------------------------------------------------------------------------


def _in_clause(library: Library, clause: ClauseSource) -> Iterator[Problem]:
    kinds: tuple[tuple[str, IdKind], ...] = (("parameters", "parameter"), ("requires", "clause"), ("law", "law"))
    for key, kind in kinds:
        yield from _listed(library, clause.node, (key,), kind)


def _listed(library: Library, node: Node, path: tuple[str, ...], kind: IdKind) -> Iterator[Problem]:
    """Yield a warning for each old id in a list of a library's file, or where one stands alone."""
    at = node.child(*path)
    if at is None:
        return
    for each in at.value if isinstance(at.value, list) else [at]:
        if isinstance(each.value, str) and (now := library.names.now(kind, each.value)) != each.value:
            message = f'"{each.value}" is called "{now}" now'
            hint = f"write {now}, here and in the words"
            yield Problem(each.location, message, "renamed", hint, "warning")
