"""Where a key of a profile belongs, for one that stands at another level.

The keys are those of the shapes in `schema`, of the declared parameters and of the library's documents, so a new one is
known here as soon as it is known there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, fields

from policybuilder.errors import Location, Problem
from policybuilder.library.parameters import Parameter
from policybuilder.library.schema import (
    PARAMETER_SECTIONS,
    AmendModel,
    CouncilModel,
    ExcludeModel,
    IncludeModel,
    OrderModel,
    ProfileDocumentModel,
    ProfileModel,
)
from policybuilder.library.shapes import Shape
from policybuilder.library.strict_yaml import Node
from policybuilder.library.yaml_indents import no_colon, spaces

Path = tuple[str, ...]
_ANY = "*"
"""Stands in a path for the id of a document."""
_DOCUMENT = 3
"""The column of a document's id."""
_ENTRIES = {"include": IncludeModel, "exclude": ExcludeModel, "amend": AmendModel}
TOP = tuple(field.name for field in fields(ProfileModel))
"""The keys that stand at the start of a line."""


class Levels:
    """The keys that may stand at each level of a profile."""

    def __init__(
        self, parameters: Mapping[str, Parameter], functions: Collection[str], documents: Collection[str]
    ) -> None:
        """Collect the keys of every level."""
        plain = [name for name in parameters if "." not in name]
        document = [field.name for field in fields(ProfileDocumentModel)]
        self.keys: dict[Path, Collection[str]] = {
            ("parameters",): plain,
            **{(section,): _of(section, parameters) for section in PARAMETER_SECTIONS},
            (): TOP,
            ("council",): [field.name for field in fields(CouncilModel)],
            ("council", "functions"): functions,
            ("documents",): documents,
            ("documents", _ANY): document,
            ("documents", _ANY, "parameters"): list(parameters),
            ("documents", _ANY, "order"): [field.name for field in fields(OrderModel)],
        }
        self.answers = {
            **self.keys,
            (): _scalars(ProfileModel) - {"council"},
            ("council",): _scalars(CouncilModel),
            ("documents",): (),
            ("documents", _ANY): _scalars(ProfileDocumentModel),
            ("documents", _ANY, "order"): (),
        }
        """Those of them that take an answer, with nothing below it."""
        self.entry_keys = {field.name for model in _ENTRIES.values() for field in fields(model)}

    def allowed(self, path: Path) -> Collection[str] | None:
        """Return the keys that may stand at a path; None where any may, or none is known."""
        return self.keys.get(_general(path))

    def home(self, key: str, path: Path) -> Path | None:
        """Return where a key belongs that stands at `path`, the nearest place first; None when it is known nowhere."""
        section, _, rest = key.partition(".")
        if rest and section in PARAMETER_SECTIONS and rest in self.keys[(section,)]:
            return None if path[:1] == ("parameters",) or len(path) > 1 else (section,)
        if path[:1] == ("documents",) and len(path) == 2 and key in self.keys[("parameters",)]:
            return (*path, "parameters")
        homes = [home for home, keys in self.keys.items() if key in keys and home != _general(path)]
        return next((home for home in homes if home != ("documents", _ANY, "parameters")), None)


def _scalars(model: type[Shape]) -> set[str]:
    """Return the fields of a shape that are no lists and no mappings."""
    return {field.name for field in fields(model) if field.default_factory is MISSING}  # type: ignore[arg-type]


def _of(section: str, parameters: Mapping[str, Parameter]) -> list[str]:
    return [name.partition(".")[2] for name in parameters if name.startswith(f"{section}.")]


def _general(path: Path) -> Path:
    return (path[0], _ANY, *path[2:]) if path[:1] == ("documents",) and len(path) > 1 else path


def misplaced(root: Node, levels: Levels) -> tuple[Node, list[Problem]]:
    """Return a profile without the keys that stand at the wrong level, and a problem for each of them."""
    problems: list[Problem] = []
    return _pruned(root, (), levels, problems), problems


def _pruned(node: Node, path: Path, levels: Levels, problems: list[Problem]) -> Node:
    allowed = levels.allowed(path)
    if isinstance(node.value, str) and allowed is not None:
        message, hint = no_colon(node.value)
        problems.append(Problem(node.location, message, "missing-colon", hint))
        return Node(None, node.location, {})
    if not isinstance(node.value, dict):
        return node
    members: dict[str, Node] = {}
    moved: set[str] = set()
    for key, child in node.value.items():
        if moved and (home := levels.home(key, path)) and home[-1] in moved:
            continue  # it comes along with the key above, which was meant to hold it
        if allowed is None or key in allowed:
            stray = list(_below_an_answer(child, (*path, key), levels))
            problems += stray
            if not stray:
                members[key] = _pruned(child, (*path, key), levels, problems)
        elif problem := _problem(key, node.keys[key], path, levels):
            holder = next(reversed(members), "") if path == ("documents",) else ""
            at = node.keys[holder] if holder else None
            if at and at.column != _DOCUMENT and members[holder].value is None and key in levels.keys[(*path, _ANY)]:
                # Not these lines stand too far out, but the document's id too far in.
                problem = _too_far_in(holder, at)
                moved |= {_ANY}
            problems.append(problem)
            if child.value is None and _ANY not in moved:
                moved.add(key)
        else:
            members[key] = _pruned(child, (*path, key), levels, problems) if path == ("documents",) else child
    if len(members) == len(node.value) and all(members[key] is node.value[key] for key in members):
        return node
    return Node(members, node.location, {key: node.keys[key] for key in members})


def _too_far_in(document: str, place: Location) -> Problem:
    message = f"{document} stands as far in as the lines that belong to it"
    return Problem(place, message, "wrong-level", f"{document} belongs under documents:, two spaces in")


def _below_an_answer(node: Node, path: Path, levels: Levels) -> Iterator[Problem]:
    """Yield a problem for each key set in below one that takes an answer: it was meant to stand beside it."""
    parent = path[:-1]
    if not isinstance(node.value, dict) or path[-1] not in levels.answers.get(_general(parent), ()):
        return
    beside = levels.allowed(parent) or ()
    for key in node.value:
        home = parent if key in beside else levels.home(key, path)
        if home is not None:
            yield _belongs(key, node.keys[key], home)


def _problem(key: str, place: Location, path: Path, levels: Levels) -> Problem | None:
    home = levels.home(key, path)
    if home is not None:
        return _belongs(key, place, home)
    if path[:1] == ("documents",) and len(path) == 2 and key in levels.entry_keys:
        entries = " or ".join(
            f"{name}:" for name, model in _ENTRIES.items() if key in {field.name for field in fields(model)}
        )
        hint = "set it in as far as the key clause: of that entry"
        return Problem(place, f"{key} belongs to an entry of {entries}", "wrong-level", hint)
    return None


def _belongs(key: str, place: Location, home: Path) -> Problem:
    section, _, rest = key.partition(".")
    written = rest if home == (section,) and rest else key
    as_written = f" as {written}:" if written != key else ""
    if not home:
        message, wanted = f"{key} belongs at the start of a line", 0
    else:
        wanted = 2 * len(home)
        under = " below ".join(f"{name}:" if name != _ANY else "a document's id" for name in reversed(home))
        message = f"{key} belongs under {under}{as_written}, {spaces(wanted)} in"
    found = place.column - 1
    if found < wanted:
        hint = f"put {spaces(wanted - found)} before it, among the lines below {home[-1].replace(_ANY, 'the id')}:"
    elif found > wanted:
        hint = f"take {spaces(found - wanted)} away" + (f", and move it below {home[-1]}:" if home else "")
    else:
        hint = f"move the line to those below {home[-1].replace(_ANY, 'the id')}:" if home else "move the line"
    return Problem(place, message, "wrong-level", hint)
