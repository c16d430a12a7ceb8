"""Profile files: what each council, and each base that councils extend, has decided."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean
from policybuilder.library.copies import name_of_file
from policybuilder.library.given_up import Names
from policybuilder.library.levels import TOP, Levels, misplaced
from policybuilder.library.no_answer import NO_ANSWER, says_nothing
from policybuilder.library.old_names import OldName, old_names, with_present_names
from policybuilder.library.parameters import (
    INVALID,
    Invalid,
    Parameter,
    SettingValue,
    read_value,
)
from policybuilder.library.profile_slips import slips_in, told_by_slips
from policybuilder.library.question_places import answer_path, in_words
from policybuilder.library.reference import ReferenceFiles
from policybuilder.library.schema import PARAMETER_SECTIONS, ProfileModel
from policybuilder.library.statements import SIGN_OFFS
from policybuilder.library.strict_yaml import Node, Reading, read_on
from policybuilder.library.validate import read_checked, validate
from policybuilder.library.written_values import one_line

FOLDER = "profiles"


@dataclass(frozen=True)
class Setting:
    """A value that a profile gives: what, where, and by which profile."""

    value: SettingValue
    location: Location
    profile: str


@dataclass(frozen=True)
class Profile:
    """A profile file, checked on its own.

    `settings` holds parameters by name; `document_settings` those of one document, by document and name. `kept` and
    `document_kept` hold the defaults that were looked at and kept, as they were then. `warnings` are answers that may
    not be what was meant. `old_names` are ids that the library gave up; everything else is as if the file had the new
    ones.
    """

    front: ProfileModel
    file: str
    node: Node
    settings: Mapping[str, Setting]
    document_settings: Mapping[str, Mapping[str, Setting]]
    content_hash: str
    kept: Mapping[str, Setting] = field(default_factory=dict)
    document_kept: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    old_names: tuple[OldName, ...] = ()

    @property
    def id(self) -> str:
        """The profile's id."""
        return self.front.id

    def place(self, *path: str | int) -> Location:
        """Return the place of a key or item of the file."""
        return self.node.place(*path)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, the same whichever line ends the system writes."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def read_profile(
    name: str, text: str, reference: ReferenceFiles, documents: Collection[str] = (), names: Names | None = None
) -> Profile:
    """Return the profile of a file's text; `name` is how the file is named in messages, `documents` are those known.

    `names` says what an id that the library gave up is called now; without it, an old id is an unknown one.

    Raises PolicyBuilderError with every problem that shows without other profiles: unknown keys and parameters, wrong
    types, a council type that its nation does not have.
    """
    problems = Problems()
    front: ProfileModel | None = None
    try:
        root, front = read_checked(text, name, "profile")
        reading = Reading(root, (), text)
    except PolicyBuilderError:
        reading = read_on(text, name, top=TOP)
    root = reading.root
    old = old_names(root, names) if names is not None else ()
    if old:
        root = with_present_names(root, old, problems)
        front = None
    levels = Levels(reference.parameters, reference.facts.functions, documents)
    node, strays = misplaced(root, levels)
    if front is None:
        try:
            front = validate(node, "profile")
        except PolicyBuilderError as error:
            problems.extend(_type_by_id(problem, node, reference) for problem in error.problems)
    stem = PurePosixPath(name).stem
    id = front.id if front else stem
    if front:
        _check_front(front, node, stem, reference, problems)
    settings = _settings(id, node, reference.parameters, problems)
    document_settings = {
        document: _parameters(id, node, ("documents", document, "parameters"), reference.parameters, problems)
        for document in _keys(node, "documents")
    }
    kept = _kept(id, node, ("kept",), reference.parameters, settings, problems)
    document_kept = {
        document: _kept(
            id, node, ("documents", document, "kept"), reference.parameters, {**settings, **decided}, problems
        )
        for document, decided in document_settings.items()
    }
    # Slips of typing are looked for in what was typed.
    warnings = slips_in(reading.root if old else node, reading.text, reference.parameters)
    warnings += [each.warning(f"`policybuilder update {stem}` puts it right") for each in old]
    _raise(reading, told_by_slips(strays, text), told_by_slips(problems.found, text), warnings)
    assert front is not None
    return Profile(
        front, name, node, settings, document_settings, text_digest(text), kept, document_kept, tuple(warnings), old
    )


def _raise(reading: Reading, strays: Sequence[Problem], found: Sequence[Problem], warnings: Sequence[Problem]) -> None:
    """Raise what is wrong with a profile, each cause once: what a bad line brings with it is left out."""
    unread = {problem.location.line for problem in reading.problems}
    first = [*reading.problems, *(problem for problem in strays if problem.location.line not in unread)]
    lines = {problem.location.line for problem in first}
    follows = () if reading.whole and not strays else ("missing-key", "profile-council")
    rest = [problem for problem in found if problem.location.line not in lines and problem.code not in follows]
    unknown = {problem.location for problem in rest if problem.code == "unknown-parameter"}
    # That a name is not written as names are says no more than that it is unknown.
    rest = [problem for problem in rest if problem.code != "wrong-text" or problem.location not in unknown]
    if not reading.whole and not reading.root.value:
        rest = []
    errors = [*first, *rest]
    if errors:
        told = {problem.location.line for problem in errors}
        raise PolicyBuilderError([*errors, *(warning for warning in warnings if warning.location.line not in told)])


def _keys(node: Node, key: str) -> tuple[str, ...]:
    child = node.child(key)
    return tuple(child.value) if child is not None and isinstance(child.value, dict) else ()


def _check_front(front: ProfileModel, node: Node, stem: str, reference: ReferenceFiles, problems: Problems) -> None:
    if front.id != stem:
        hint = name_of_file(front.id, stem, ".yaml", "profile")
        problems.add(node.place("id"), f'the profile "{front.id}" is in a file of another name', "file-name", hint)
    if front.base == (front.council is not None):
        message = "a base has no council" if front.base else "the profile names no council"
        hint = "remove council:, or base: true" if front.base else "add council:, or base: true"
        problems.add(node.place("council" if front.base else "id"), message, "profile-council", hint)
    _check_council(front, node, reference, problems)
    _check_said(node, problems)
    for id in front.law_checked:
        if id not in reference.law:
            hint = did_you_mean(id, reference.law, "`policybuilder clauses law` lists them")
            problems.add(node.place(SIGN_OFFS, id), f'unknown law "{id}"', "unknown-law", hint)


def _check_said(node: Node, problems: Problems) -> None:
    """Note each word about a document, and each reason, that only says that nobody knows it yet."""
    paths = [path for document in _keys(node, "documents") for path in _said_of(node, document)]
    paths += [("newer_library", "reason"), ("newer_library", "by")]
    paths += [(SIGN_OFFS, law, key) for law in _keys(node, SIGN_OFFS) for key in ("role", "read")]
    for path in paths:
        said = node.child(*path)
        if said is not None and isinstance(said.value, str) and says_nothing(said.value):
            owed = path[-1] in ("owner", "approver", "classification")
            hint = "put # before the line: the draft then says [to confirm]" if owed else "write it in a sentence"
            problems.add(said.location, f'{path[-1]}: "{said.value}" {NO_ANSWER}', "no-answer", hint)


def _said_of(node: Node, document: str) -> Iterator[tuple[str | int, ...]]:
    """Yield where the words about a document stand, and the reasons of its entries."""
    at: tuple[str | int, ...] = ("documents", document)
    yield from ((*at, key) for key in ("title", "owner", "approver", "classification"))
    for kind in ("exclude", "include", "amend"):
        entries = node.child(*at, kind)
        if entries is not None and isinstance(entries.value, list):
            for index in range(len(entries.value)):
                yield from ((*at, kind, index, key) for key in ("reason", "by", "minute"))


def _type_by_id(problem: Problem, node: Node, reference: ReferenceFiles) -> Problem:
    """Return a problem; one with a type of council that is written as its label gives the id of that type."""
    typed = node.child("council", "type")
    if typed is None or problem.location != typed.location or not isinstance(typed.value, str):
        return problem
    said = " ".join(typed.value.lower().replace("-", " ").split())
    known = {label: id for id, entry in reference.facts.types.items() for label in (entry.label.lower(), id)}
    near = difflib.get_close_matches(said, known, 1)
    hint = f"write {known[near[0]]}" if near else f"the types are {', '.join(reference.facts.types)}"
    return Problem(problem.location, f'unknown type of council "{typed.value}"', "unknown-type", hint)


def _check_council(front: ProfileModel, node: Node, reference: ReferenceFiles, problems: Problems) -> None:
    if front.council is None:
        return
    facts = reference.facts
    council_type = facts.types.get(front.council.type)
    at = node.child("council", "type")
    place = at.location if at else node.location
    if council_type is None:
        hint = did_you_mean(front.council.type, facts.types, f"the types are {', '.join(facts.types)}")
        problems.add(place, f'unknown type of council "{front.council.type}"', "unknown-type", hint)
    elif front.council.nation not in council_type.nations:
        message = f'no council in {front.council.nation} is of the type "{front.council.type}"'
        fitting = [id for id, entry in facts.types.items() if front.council.nation in entry.nations]
        problems.add(place, message, "wrong-nation", f"choose one of: {', '.join(fitting)}")
    for function in front.council.functions:
        if function not in facts.functions:
            where, hint = (
                node.place("council", "functions", function),
                did_you_mean(function, facts.functions),
            )
            problems.add(where, f'unknown function "{function}"', "unknown-function", hint)


def _settings(profile: str, node: Node, parameters: Mapping[str, Parameter], problems: Problems) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for section in PARAMETER_SECTIONS:
        found.update(_parameters(profile, node, (section,), parameters, problems, f"{section}."))
    found.update(_parameters(profile, node, ("parameters",), parameters, problems))
    return found


def _parameters(
    profile: str,
    node: Node,
    path: tuple[str, ...],
    parameters: Mapping[str, Parameter],
    problems: Problems,
    prefix: str = "",
) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    at = node.child(*path)
    if at is None or not isinstance(at.value, dict):
        return found
    for key, child in at.value.items():
        name = prefix + key
        section = name.split(".")[0]
        if not prefix and len(path) == 1 and section in PARAMETER_SECTIONS:
            hint = f"write it in the section {section}: as {name.partition('.')[2]}:"
            problems.add(at.keys[key], f'"{name}" stands in the wrong section', "wrong-section", hint)
        elif name not in parameters:
            problems.add(at.keys[key], f'unknown parameter "{name}"', "unknown-parameter", _nearest(name, parameters))
        else:
            value = read_value(parameters[name], child, problems)
            if value is not INVALID and not isinstance(value, Invalid):
                found[name] = Setting(value, at.keys[key], profile)
    return found


def _kept(
    profile: str,
    node: Node,
    path: tuple[str, ...],
    parameters: Mapping[str, Parameter],
    decided: Mapping[str, Setting],
    problems: Problems,
) -> dict[str, Setting]:
    """Return the defaults that a profile keeps, as it writes them, by the whole names of their parameters."""
    found: dict[str, Setting] = {}
    at = node.child(*path)
    if at is None or not isinstance(at.value, dict):
        return found
    for name, child in at.value.items():
        place, parameter = at.keys[name], parameters.get(name)
        if parameter is None:
            section = name in PARAMETER_SECTIONS and isinstance(child.value, dict)
            hint = f"write whole names here, such as {name}.{next(iter(child.value), 'x')}:" if section else ""  # type: ignore[arg-type]
            problems.add(place, f'unknown parameter "{name}"', "unknown-parameter", hint or _nearest(name, parameters))
        elif name in decided:
            problems.add(place, *_decided_too(name, decided[name]))
        elif parameter.required:
            hint = f"answer it: write {in_words(answer_path(name))}"
            problems.add(place, f'"{name}" has no default that could be kept', "nothing-to-keep", hint)
        elif child.value is None and not parameter.optional:
            hint = f"write the default that you looked at, as in {name}: {one_line(parameter.default)}"
            problems.add(place, f'"{name}" is kept, and no value stands there', "empty-value", hint)
        else:
            value = read_value(parameter, child, problems)
            if value is not INVALID and not isinstance(value, Invalid):
                found[name] = Setting(value, place, profile)
    return found


def _decided_too(name: str, decided: Setting) -> tuple[str, str, str]:
    message = f'"{name}" is kept here, and decided at {decided.location}'
    hint = f"take one of the two out: the default stands only where {decided.profile} decides nothing"
    return message, "kept-and-decided", hint


def _nearest(name: str, parameters: Mapping[str, Parameter]) -> str:
    family = [known for known in parameters if known.split(".")[0] == name.split(".")[0]]
    return did_you_mean(name, family, "") or did_you_mean(
        name, parameters, "`policybuilder clauses parameters` lists them"
    )
