"""The decisions that an old policy took, heard in its sentences by what each sounds like (`library/sounds`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import sentences_of
from policybuilder.errors import Location, Problems
from policybuilder.library.library import Library
from policybuilder.library.parameters import INVALID, Parameter, read_value
from policybuilder.library.schema import SoundModel
from policybuilder.library.sounds import Sound, Spoken, node_of, said_value, sound
from policybuilder.library.sounds_like import load_sounds_like

_NOT_SAID = re.compile(
    r"\b(?:for example|e\.g\.|such as|might|could|consider whether|proposed|in future)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Decision:
    """An answer of the old policy: the parameter, its value as a profile writes it, and the passage and words of it.

    It is `sure` where the words say it and no other passage says otherwise; else it is a suggestion.
    """

    parameter: str
    value: Any
    passage: int
    place: str
    words: str
    sure: bool


@dataclass(frozen=True)
class _Listener:
    """An ear for one way in which a decision is said. Facts of the document itself have no parameter."""

    name: str
    type: str
    entry: SoundModel
    sound: Sound
    parameter: Parameter | None = None


def listeners(library: Library, problems: Problems) -> tuple[_Listener, ...]:
    """Return what can be heard of each parameter, and of a document's owner and approving body.

    A pattern that cannot be read is noted in `problems`.
    """
    found = []
    known = library.reference.parameters.values()
    entries: list[tuple[str, str, SoundModel, Parameter | None, Location]] = [
        (each.name, each.type, entry, each, each.location) for each in known for entry in each.sounds_like
    ]
    control = load_sounds_like(library, problems).control
    for key, sounds in control.items():
        entries += ((f"document.{key}", "text", entry, None, place) for entry, place in sounds)
    for name, type, entry, parameter, place in entries:
        try:
            found.append(_Listener(name, type, entry, sound(entry.says, type), parameter))
        except ValueError as error:
            message = f'{name}: "{entry.says}" cannot be heard: {error}'
            problems.add(place, message, "sounds-like", "docs/clauses.md says how it is written")
    return tuple(found)


def decisions(
    passages: Iterable[OldPassage], library: Library, clauses: Mapping[int, Sequence[str]], problems: Problems
) -> tuple[Decision, ...]:
    """Return the decisions that some passages take, in the order of the parameters, each value once.

    `clauses` are the clauses that each passage, by its number, says. A value is surer where a clause of the passage
    uses the parameter. Of values that differ none is sure.
    """
    heard: dict[str, list[Decision]] = defaultdict(list)
    ears = _Ears(listeners(library, problems))
    for passage in passages:
        if not passage.says:
            continue
        uses = {name for id in clauses.get(passage.number, ()) for name in library.clause(id).front.parameters}
        for decision in _heard(passage, ears, uses):
            heard[decision.parameter].append(decision)
    ordered = dict.fromkeys((*library.reference.parameters, *heard))
    return tuple(each for name in ordered for each in _settled(heard.get(name, [])))


class _Ears:
    """Finds, by the words that a pattern needs, which of many patterns a sentence can hold."""

    def __init__(self, listeners: Sequence[_Listener]) -> None:
        self.listeners = listeners
        self.needing: dict[str, list[int]] = defaultdict(list)
        for at, listener in enumerate(listeners):
            for word in listener.sound.needed or ("",):
                self.needing[word].append(at)

    def for_line(self, line: str) -> list[_Listener]:
        """Return the patterns that may be heard in a line of small letters, in their order."""
        found = {at for word, places in self.needing.items() if word in line for at in places}
        return [self.listeners[at] for at in sorted(found)]


def _heard(passage: OldPassage, ears: _Ears, uses: set[str]) -> Iterator[Decision]:
    for text in sentences(passage):
        around = " ".join(part for part in (passage.heading, passage.lead) if part)
        spoken = Spoken.of(f"{around} : {text}" if around else text)
        after = spoken.offset(len(spoken.text) - len(Spoken.of(text).text))
        taken: set[str] = set()
        lower = text.lower()
        for ear in ears.for_line(spoken.lower):
            name, parameter = ear.name, ear.parameter
            if name in taken:
                continue
            match = ear.sound.heard(spoken, after)
            if match is None or any(word.lower() in lower for word in ear.entry.unless):
                continue
            value = ear.entry.means
            if value is None:
                value = said_value(ear.sound, match, spoken, ear.type, parameter.unit if parameter else "")
                if value is None or (parameter and not _is_valid(parameter, value)):
                    continue
                if match.start() < after and match.start("quoted" if _quoted(match) else "value") < after:
                    continue
            else:
                value = _as_answer(ear.type, value)
            taken.add(name)
            words = spoken.original(max(match.start(), after), match.end()).lstrip(",;: ")
            sure = ear.entry.sure and not _NOT_SAID.search(text) and (match.start() >= after - 1 or name in uses)
            yield Decision(name, value, passage.number, passage.place, words, sure)


def _quoted(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("quoted"))


def sentences(passage: OldPassage) -> list[str]:
    """Return the sentences of a passage; a row is one."""
    if passage.kind == "row":
        return [passage.text]
    return [sentence.text for sentence in sentences_of(passage.text)]


def _is_valid(parameter: Parameter, value: Any) -> bool:
    """Return whether a profile may give this answer."""
    problems = Problems()
    read = read_value(parameter, node_of(value), problems)
    return read is not INVALID and not problems.found


def _as_answer(type: str, means: Any) -> Any:
    """Return what words mean as an answer of the parameter's type: authored files hold texts alone."""
    if type == "boolean":
        return str(means).lower() in ("yes", "true")
    if type == "integer" and str(means).isdecimal():
        return int(means)
    return means


def _settled(found: Sequence[Decision]) -> Iterator[Decision]:
    """Yield each value once, the surest of those that give it; none is sure where sure ones differ."""
    by_value: dict[str, Decision] = {}
    for decision in found:
        key = repr(decision.value).lower()
        known = by_value.get(key)
        if known is None or (decision.sure and not known.sure):
            by_value[key] = decision
    values = list(by_value.values())
    sure = [decision for decision in values if decision.sure]
    if len(sure) == 1:
        yield sure[0]
        return
    ranked = sorted(values, key=lambda each: (not each.sure, each.passage))
    for decision in ranked[: 1 if not sure else len(sure)]:
        yield Decision(**{**vars(decision), "sure": False})
