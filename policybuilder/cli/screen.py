"""What commands print: problems, tables and colour. Colour only on a terminal, and never when NO_COLOR is set."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder.errors import Problem, in_reading_order
from policybuilder.library.workspace import output_elsewhere

if TYPE_CHECKING:
    from policybuilder.lifecycle.receipts import Receipt

_COLOURS = {"error": "red", "warning": "yellow"}


def colour_wanted(stream: object = None) -> bool:
    """Return whether to colour what goes to a stream, standard output unless named; see https://no-color.org."""
    stream = stream or sys.stdout
    return not os.environ.get("NO_COLOR") and bool(getattr(stream, "isatty", lambda: False)())


def styled(text: str, err: bool = False, **style: object) -> str:
    """Return the text in a style where colour is wanted, else as it is."""
    if not colour_wanted(sys.stderr if err else sys.stdout):
        return text
    return click.style(text, **style)  # type: ignore[arg-type]


def show_problems(problems: Iterable[Problem], err: bool = True) -> None:
    """Print problems in reading order, in the compiler's form, and how many there are."""
    ordered = in_reading_order(problems)
    for problem in ordered:
        where = styled(f"{problem.location}:", err, bold=True)
        severity = styled(f"{problem.severity}:", err, fg=_COLOURS[problem.severity], bold=True)
        # One line a problem, whatever it quotes: editors and scripts read it so.
        message = " ".join(problem.message.split())
        click.echo(f"{where} {severity} {message} [{problem.code}]", err=err)
        if problem.hint:
            click.echo(f"  hint: {problem.hint}", err=err)
    summary = count_problems(ordered)
    if len(ordered) > 1:
        click.echo(summary, err=err)


def count_problems(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, as in "2 errors, 1 warning", by severity."""
    parts = []
    for severity in ("error", "warning"):
        count = sum(problem.severity == severity for problem in problems)
        if count:
            parts.append(f"{count} {severity}" + ("" if count == 1 else "s"))
    return ", ".join(parts) or "no problems"


def note_output_elsewhere(root: Path) -> None:
    """Say where what is written goes, when output/ or a folder of it is a link to another place."""
    for name, leads in output_elsewhere(root):
        click.echo(f"{styled('note:', err=True, bold=True)} {name}/ is a link: its files are in {leads}", err=True)


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Print a table; the columns whose positions are in `numbers` are set to the right."""
    right = set(numbers)
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    for index, row in enumerate((header, *rows)):
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        line = "  ".join(cells).rstrip()
        click.echo(styled(line, bold=True) if index == 0 else line)


def screen_width() -> int:
    """Return how many characters a line of the terminal holds, 100 at most."""
    return min(shutil.get_terminal_size().columns, 100)


def show_receipt(receipt: Receipt) -> None:
    """Print the table of a receipt after something was recorded, and what to do with it."""
    from policybuilder.lifecycle.receipts import table_lines

    click.echo(f"receipt for the clerk, number {styled(receipt.number, bold=True)}:")
    for line in table_lines(receipt):
        click.echo(f"  {line}")
    file = f"`policybuilder receipt {receipt.profile} {receipt.document} -o FILE`"
    click.echo(f"{file} writes it; keep it with the minutes, not beside the policy")
