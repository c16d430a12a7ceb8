"""`policybuilder check`: every problem at once."""

from __future__ import annotations

import json
from pathlib import Path

import click

from policybuilder.cli.completions import complete_profile
from policybuilder.cli.screen import count_problems, show_problems, styled
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.workspace import open_workspace


@click.command("check")
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...", shell_complete=complete_profile)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_obj
def command(folder: Path | None, profiles: tuple[str, ...], as_json: bool) -> None:
    """Report every problem of the library, the templates and the profiles.

    With PROFILE, only those profiles. Exit code 1 when there is an error; warnings alone are no error.
    """
    found = _find(folder, profiles)
    failed = any(problem.severity == "error" for problem in found)
    if as_json:
        click.echo(json.dumps([problem.as_json() for problem in found], indent=2, ensure_ascii=False))
    elif found:
        show_problems(found, err=False)
    else:
        click.echo(styled(count_problems(found), fg="green"))
    if failed:
        raise SystemExit(1)


def _find(folder: Path | None, profiles: tuple[str, ...]) -> tuple[Problem, ...]:
    from policybuilder.checks import check
    from policybuilder.library.library import open_library

    try:
        return check(open_library(open_workspace(folder)), profiles)
    except PolicyBuilderError as error:
        # The reference files themselves are wrong: nothing else can be read, and these come first.
        return error.problems
