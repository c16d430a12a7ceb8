"""The one question of `init` about titles and names: which of the usual ones differ here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from policybuilder.cli.screen import screen_width, styled
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile, profile_text, questions, suggested
from policybuilder.library.parameters import Parameter
from policybuilder.library.profiles import read_profile

Ask = Callable[[Parameter], Any]
"""Asks for the answer to one question; None leaves it open."""

_LATER = ("later", "l")


def look_at_usual_titles(library: Library, new: NewProfile, ask: Ask) -> NewProfile:
    """Return the new profile with the titles and names that differ here as answers, and the others kept.

    The list holds only what the documents of this council would print.
    """
    listed = _listed(library, new)
    if not listed:
        return new
    click.echo(
        f"\n{styled('These are the usual titles and names. Which are different here?', bold=True)}\n"
        "Until somebody has looked at one, the draft prints it as [to confirm]."
    )
    for number, parameter in enumerate(listed, start=1):
        _show(f"{number:>4}. {parameter.label}: ", _in_words(parameter, library, new))
    different = _ask_which(listed)
    if different is None:
        return new
    answers: dict[str, Any] = {}
    for parameter in different:
        if parameter.type == "table":
            click.echo(f"  {parameter.label}: a table, which you answer in the file")
        elif (value := ask(parameter)) is not None:
            answers[parameter.name] = value
    made = replace(new, answers={**new.answers, **answers})
    kept = {item.name: _default(item, library, made) for item in listed if item not in different}
    return replace(made, kept={**new.kept, **{name: value for name, value in kept.items() if value is not None}})


def _listed(library: Library, new: NewProfile) -> Sequence[Parameter]:
    """Return the facts that the documents would print although nobody has looked at them."""
    from policybuilder.resolution import resolve

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


def _ask_which(listed: Sequence[Parameter]) -> list[Parameter] | None:
    """Return the ones that differ; None where the whole list is left for later."""
    click.echo(
        "Enter keeps them all. Or type the numbers that are different, such as 2, 5-7; later leaves all of them open; "
        "? says who would know."
    )
    while True:
        typed = click.prompt("which are different", default="", show_default=False).strip().lower()
        if typed in _LATER:
            return None
        if typed == "?":
            for number, parameter in enumerate(listed, start=1):
                _show(f"{number:>4}. ", f"{parameter.question} Ask: {parameter.ask}.")
            continue
        numbers = _numbers(typed)
        if numbers is not None and all(1 <= number <= len(listed) for number in numbers):
            return [listed[number - 1] for number in sorted(numbers)]
        click.echo(f"  write numbers from 1 to {len(listed)}, such as 2, 5-7")


def _numbers(typed: str) -> set[int] | None:
    """Return the numbers of a text such as "2, 5-7"; None when it is no such text."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*(?:-|–|to)\s*", "-", typed)) if typed else ():
        span = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part)
        if span is None:
            return None
        found.update(range(int(span[1]), int(span[2] or span[1]) + 1))
    return found


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
    if not isinstance(value, list):
        return str(value)
    columns = parameter.fact_columns or tuple(parameter.columns)
    return "; ".join(_cells(item, columns) if isinstance(item, Mapping) else _name(item) for item in value)


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> str:
    return ", ".join(row[column] for column in columns if row.get(column))


def _name(item: object) -> str:
    return str(getattr(item, "label", item))


def _show(start: str, text: str) -> None:
    click.echo(click.wrap_text(start + text, screen_width(), "", " " * 6))
