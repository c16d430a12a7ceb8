"""The usual titles and names that a new council's documents would print: looked at in one list, answered or kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile, profile_text, questions, suggested
from policybuilder.library.parameters import Parameter
from policybuilder.library.profiles import read_profile
from policybuilder.resolution import resolve


@dataclass(frozen=True)
class UsualTitle(AsJson):
    """A fact that documents would print by its default although nobody has looked at it, and the default in words."""

    parameter: Parameter
    words: str


def usual_titles(library: Library, new: NewProfile) -> tuple[UsualTitle, ...]:
    """Return the titles and names that the documents of a new profile would print by default, in declared order."""
    return tuple(UsualTitle(item, _in_words(item, library, new)) for item in _printed(library, new))


def _printed(library: Library, new: NewProfile) -> Sequence[Parameter]:
    known = library.reference.parameters
    try:
        profile = read_profile(f"profiles/{new.id}.yaml", profile_text(library, new), library.reference)
        here = library.with_profile(profile)
        asked = [item for id in new.documents for item in resolve(here, new.id, id).questions]
    except PolicyBuilderError:
        # Answers that do not go together are told when the profile is checked; here, every fact is asked about.
        return [item for item in questions(library, new.documents) if item.fact]
    names = {question.parameter for question in asked if question.guess}
    return [parameter for parameter in known.values() if parameter.name in names]


def with_titles(
    library: Library,
    new: NewProfile,
    listed: Sequence[UsualTitle],
    different: Collection[str],
    answers: Mapping[str, Any],
) -> NewProfile:
    """Return a new profile after somebody looked at the titles listed: those that differ answered, the others kept.

    `different` names the parameters that differ; one of them without an answer among `answers` stays open.
    """
    made = replace(new, answers={**new.answers, **answers})
    same = [title.parameter for title in listed if title.parameter.name not in different]
    kept = {parameter.name: _default(parameter, library, made) for parameter in same}
    return replace(made, kept={**new.kept, **{name: value for name, value in kept.items() if value is not None}})


def _default(parameter: Parameter, library: Library, new: NewProfile) -> Any:
    """Return what stands for a parameter by default, given the answers so far."""
    value = suggested(parameter, new.council.nation)
    if not parameter.default_from:
        return value
    if parameter.default_from in new.answers:
        return new.answers[parameter.default_from]
    return _default(library.reference.parameters[parameter.default_from], library, new)


def _in_words(parameter: Parameter, library: Library, new: NewProfile) -> str:
    value = _default(parameter, library, new)
    if parameter.default_from:
        return f"{value} (the same as {library.reference.parameters[parameter.default_from].label})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, list):
        return str(value)
    columns = parameter.fact_columns or tuple(parameter.columns)
    return "; ".join(_cells(item, columns) if isinstance(item, Mapping) else _name(item) for item in value)


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> str:
    return ", ".join(row[column] for column in columns if row.get(column))


def _name(item: object) -> str:
    return str(getattr(item, "label", item))
