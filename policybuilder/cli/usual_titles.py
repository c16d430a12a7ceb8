"""The one question of `init` about titles and names: which of the usual ones differ here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import click

from policybuilder.cli.screen import screen_width, styled
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile
from policybuilder.library.parameters import Parameter, type_of
from policybuilder.resolution.usual_titles import usual_titles, with_titles

Ask = Callable[[Parameter], Any]
"""Asks for the answer to one question; None leaves it open."""

_LATER = ("later", "l")


def look_at_usual_titles(library: Library, new: NewProfile, ask: Ask) -> NewProfile:
    """Return the new profile with the titles and names that differ here as answers, and the others kept.

    The list holds only what the documents of this council would print.
    """
    listed = usual_titles(library, new)
    if not listed:
        return new
    click.echo(
        f"\n{styled('These are the usual titles and names. Which are different here?', bold=True)}\n"
        "Until somebody has looked at one, the draft prints it as [to confirm]."
    )
    for number, title in enumerate(listed, start=1):
        _show(f"{number:>4}. {title.parameter.label}: ", title.words)
    different = _ask_which([title.parameter for title in listed])
    if different is None:
        return new
    answers: dict[str, Any] = {}
    for parameter in different:
        if type_of(parameter).asked == "in the file":
            click.echo(f"  {parameter.label}: a table, which you answer in the file")
        elif (value := ask(parameter)) is not None:
            answers[parameter.name] = value
    return with_titles(library, new, listed, {parameter.name for parameter in different}, answers)


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


def _show(start: str, text: str) -> None:
    click.echo(click.wrap_text(start + text, screen_width(), "", " " * 6))
