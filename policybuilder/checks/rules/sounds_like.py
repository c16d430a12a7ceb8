"""What something sounds like in other policies cannot be heard: the words, the answer or the clause are wrong.

`policybuilder adopt` hears the decisions of an old policy by `sounds_like` in parameters.yaml, and finds clauses by the
sayings and subjects in sounds_like.yaml. A pattern that cannot be read, an answer that the parameter cannot have, or a
saying for a clause that is not there would be passed over, and an old policy would seem to lack what it says.

To put it right, write the words as docs/clauses.md shows them, with {value} where they hold the answer and `means:`
where they do not, and name a clause of the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import LibrarySubject
from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter, read_value
from policybuilder.library.said import node_of
from policybuilder.library.schema import SoundModel
from policybuilder.library.sounds import Classes, read_pattern, with_classes
from policybuilder.library.sounds_like import SoundsLike, control_type, load_sounds_like
from policybuilder.readings import READINGS, key_of

PASSES = (
    {"sounds_like": "clauses: {care: [take care]}"},
    {"sounds_like": "subjects: {care: [kindness, look after]}"},
    {"sounds_like": "control: {owner: ['owned by the {value}']}"},
    {"sounds_like": "classes: {owned: [owned by, in the care of]}\ncontrol: {owner: ['<owned> the {value}']}"},
    {"sounds_like": "shapes: {held: ['<it> is held by the {value}']}"},
)
FAILS = (
    {"sounds_like": "clauses: {caer: [take care]}"},
    {"sounds_like": "subjects: {caer: [kindness]}"},
    {"sounds_like": "control: {owner: ['owned by (the {value}']}"},
    {"sounds_like": "control: {owner: ['<owned> the {value}']}"},
    {"sounds_like": "implied: {tools.public_chatbot: [{by: [bot_name], means: yes}]}"},
    {"sounds_like": "control: {owner: [{says: 'kept by the {value}', of: [caer]}]}"},
)


def look(subject: LibrarySubject) -> Iterator[Finding]:
    """Yield a finding for each entry that nothing could ever be heard by."""
    library = subject.library
    problems = Problems()
    sounds = load_sounds_like(library, problems)
    patterns: list[_Pattern] = []
    for parameter in library.reference.parameters.values():
        for entry in parameter.sounds_like:
            yield from _entry(entry, parameter, library, sounds, patterns)
    for problem in problems.found:
        yield Finding(problem.location, problem.message, problem.hint)
    yield from _implied(library, sounds)
    for key, entries in sounds.control.items():
        for entry, place in entries:
            yield from _of_unknown(entry, f"control: {key}", library, place)
            patterns += _patterns(entry, f"control: {key}", control_type(key), place)
    # Known from before where the same patterns were read.
    texts = [text for each in patterns for text in (each.says, each.kind)]
    known = key_of("patterns", repr(sorted(sounds.classes.items())), *texts)
    faults = READINGS.of(known, "", lambda: tuple(_fault(each, sounds.classes) for each in patterns))
    for each, fault in zip(patterns, faults, strict=True):
        if fault:
            message = f'{each.name}: "{each.says}" cannot be heard: {fault}'
            yield Finding(each.place, message, "docs/clauses.md says how it is written")


def _implied(library: Library, sounds: SoundsLike) -> Iterator[Finding]:
    known = library.reference.parameters
    for name, implied in sounds.implied.items():
        for each, place in implied:
            for asked in (name, *each.by):
                if asked not in known:
                    hint = did_you_mean(asked, known, "parameters.yaml has none")
                    yield Finding(place, f'implied: unknown parameter "{asked}"', hint)
            if name in known:
                problems = Problems()
                read_value(known[name], node_of(each.means), problems)
                yield from (Finding(place, f"{name}: {one.message}", one.hint) for one in problems.found)


def _of_unknown(entry: SoundModel, name: str, library: Library, place: Location) -> Iterator[Finding]:
    for id in entry.of:
        if id not in library.clause_files:
            hint = did_you_mean(id, library.clause_files, "`policybuilder clauses` lists them")
            yield Finding(place, f'{name}: "{entry.says}" is of an unknown clause "{id}"', hint)


def _entry(
    entry: SoundModel, parameter: Parameter, library: Library, sounds: SoundsLike, patterns: list[_Pattern]
) -> Iterator[Finding]:
    place = parameter.location
    try:
        said = sounds.said(entry)
    except ValueError as error:
        hint = did_you_mean(entry.shape, sounds.shapes, "sounds_like.yaml has no shapes")
        yield Finding(place, f'{parameter.name}: "{entry.says}" cannot be heard: {error}', hint)
        return
    for each in said:
        if any(("{" in says) == (each.means is not None) for says in (each.says, *each.also)):
            hint = "write {value} where the words hold the answer, and means: where they do not"
            yield Finding(place, f'{parameter.name}: "{entry.says}" needs either {{value}} or means:', hint)
            return
        patterns += _patterns(each, parameter.name, parameter.type, place)
    yield from _of_unknown(entry, parameter.name, library, place)
    if entry.means is not None:
        problems = Problems()
        read_value(parameter, node_of(entry.means), problems)
        for problem in problems.found:
            yield Finding(
                place, f'{parameter.name}: "{entry.says}" means what cannot be: {problem.message}', problem.hint
            )


@dataclass(frozen=True)
class _Pattern:
    """A pattern as it is written, what its value is, whose it is and where it stands."""

    says: str
    kind: str
    name: str
    place: Location


def _patterns(entry: SoundModel, name: str, type: str, place: Location) -> Iterator[_Pattern]:
    unless = [(words, "text") for words in entry.unless if "<" in words]
    for says, kind in (*((says, type) for says in (entry.says, *entry.also)), *unless):
        yield _Pattern(says, kind, name, place)


def _fault(pattern: _Pattern, classes: Classes) -> str:
    """Return what is wrong with a pattern; nothing where it can be heard."""
    try:
        read_pattern(with_classes(pattern.says, classes), pattern.kind)
    except ValueError as error:
        return str(error)
    return ""


RULE = Rule("sounds-like", "Words by which nothing can be heard", "error", "library", look)
