"""What options mean in every command alike: days, JSON, where a report goes and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from policybuilder.sequences.ignorable import Ignorable

    _ParamType = click.ParamType[date]
else:
    _ParamType = click.ParamType  # takes no type before click 8.3

_Command = TypeVar("_Command", bound=Callable[..., Any])
_JSON = "policybuilder.json"
_OF_PROGRAMS = frozenset({".doc", ".odt", ".rtf", ".pdf", ".xlsx", ".csv", ".xml", ".yaml"})
"""Endings that a program would open as something else than the text that would be written there."""
_SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json", ".html": "html", ".htm": "html", ".docx": "word"}


class _Day(_ParamType):
    """A day, as people type it: see `typed_date`."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; what could mean two days or none is refused, as a mistake in typing the command."""
        if isinstance(value, date):
            return value
        from policybuilder.library.typed_dates import typed_date

        try:
            return typed_date(str(value), date.today())
        except ValueError as error:
            self.fail(f"{str(value)[:60]!r}: {error}", param, ctx)


DAY = _Day()


def json_option(command: _Command) -> _Command:
    """Add --json to a command; `policybuilder.cli.envelope` prints what it asks for."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        callback=_note_json,
        help="Print the result as JSON, in one form (docs/json.md).",
    )(command)


def _note_json(ctx: click.Context, _: click.Parameter, wanted: bool) -> bool:
    if wanted:
        ctx.meta[_JSON] = command_name(ctx)
    return wanted


def wants_json(ctx: click.Context) -> str:
    """Return the name of the command that was asked for JSON, or an empty text."""
    return str(ctx.meta.get(_JSON, ""))


def command_name(ctx: click.Context) -> str:
    """Return what a person calls the command by, without the program's name, as in "clauses law"."""
    names = []
    while ctx.parent is not None:
        names.append(ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(reversed(names))


def ignore_option(command: _Command) -> _Command:
    """Add --ignore WHAT,WHAT to a command that shows changes; `ignorable` reads it."""
    return click.option(
        "--ignore",
        "ignored",
        default="",
        metavar="WHAT,WHAT",
        help="Leave out what differs in this alone: formatting, whitespace, case. How many places do is said.",
    )(command)


def ignorable(words: str) -> tuple[Ignorable, ...]:
    """Return what is to be ignored of a list parted by commas. Raises click.UsageError for another word."""
    from policybuilder.sequences.ignorable import IGNORABLE

    asked = [word.strip().lower() for word in words.split(",") if word.strip()]
    for word in asked:
        if word not in IGNORABLE:
            raise click.UsageError(f'--ignore "{word}" is not known: name some of {", ".join(IGNORABLE)}')
    return tuple(each for each in IGNORABLE if each in asked)


def report_options(formats: Sequence[str]) -> Callable[[_Command], _Command]:
    """Add -o FILE and --format to a command that reports; `format_of` says which format is meant."""

    def add(command: _Command) -> _Command:
        command = click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write to this file instead of the screen.",
        )(command)
        return click.option(
            "--format",
            "format",
            type=click.Choice(list(formats)),
            help="How to write it; without it, by the suffix of --output, else as text.",
        )(command)

    return add


def format_of(format: str | None, output: Path | None, formats: Sequence[str]) -> str:
    """Return the format that was asked for, else that of the file's suffix, else text.

    Raises click.UsageError for a suffix that means a format which the command does not write.
    """
    if format or output is None:
        return format or "text"
    meant = _SUFFIXES.get(output.suffix.lower(), "text")
    if meant not in formats or output.suffix.lower() in _OF_PROGRAMS:
        raise click.UsageError(f"this is not written as {output.suffix}: choose one of {', '.join(formats)}")
    return meant
