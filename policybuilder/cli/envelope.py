"""The one form of JSON that commands print with --json.

{
  "policybuilder": the version of the program,
  "command": what was run, as in "clauses law",
  "ok": false when something is wrong (the exit code is then not 0),
  "result": what the command found or made; null when it was refused,
  "problems": what is wrong, each with file, line, column, code and hint
}

What it prints is the whole of standard output.
"""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from policybuilder.as_json import as_json
from policybuilder.cli.options import command_name
from policybuilder.errors import Location, Problem, in_reading_order
from policybuilder.version import VERSION


def show_result(result: Any, problems: Iterable[Problem] = (), ok: bool = True) -> None:
    """Print what a command found or made. It is not ok when an error is among the problems, either."""
    print_envelope(command_name(click.get_current_context()), result, problems, ok)


def print_envelope(command: str, result: Any, problems: Iterable[Problem], ok: bool) -> None:
    """Print the envelope of a command by name."""
    ordered = in_reading_order(problems)
    content = {
        "policybuilder": VERSION,
        "command": command,
        "ok": ok and not any(problem.severity == "error" for problem in ordered),
        "result": as_json(result),
        "problems": [problem.as_json() for problem in ordered],
    }
    print_json(content)


def show_usage(error: click.UsageError) -> None:
    """Print what was not understood of a command."""
    name = command_name(error.ctx) if error.ctx is not None else ""
    whole = " ".join(f"policybuilder {name}".split())
    problem = Problem(Location(whole), error.format_message(), "usage", f"`{whole} --help` says what it takes")
    print_envelope(name, None, [problem], ok=False)


def print_json(content: Any) -> None:
    """Print JSON. Where standard output is not UTF-8, as on Windows, every letter beyond ASCII is escaped.

    A letter that it lacks would become "?"; and PowerShell reads what another program prints in a code page of its own.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(json.dumps(content, indent=2, ensure_ascii=codecs.lookup(encoding).name != "utf-8"))
