"""`policybuilder verify`: prove that approved versions are what was approved."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import note_output_elsewhere, show_problems, styled
from policybuilder.errors import Problem
from policybuilder.library.workspace import open_workspace


@click.command("verify")
@click.argument("profile", default="", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, as_json: bool) -> None:
    """Check every file of the approved versions against its manifest; name what was altered, is missing or was added.

    All of them, or those of PROFILE and DOCUMENT. Exit code 1 when anything is wrong.

    Example: policybuilder verify riverton generative-ai-policy
    """
    root = open_workspace(folder).root
    assert root is not None
    problems: list[Problem] = []
    every = api.verify(folder, profile, document)
    for found in every:
        problems.extend(found.problems)
        wrong = any(problem.severity == "error" for problem in found.problems)
        verdict = styled("not as approved", fg="red") if wrong else styled("as approved", fg="green")
        withdrawn = f" ({found.withdrawn} withdrawn)" if found.withdrawn else ""
        numbers = f"{found.versions} version{'' if found.versions == 1 else 's'}{withdrawn}, {found.files} files"
        if not as_json:
            click.echo(f"{found.profile}/{found.document}: {numbers}: {verdict}")
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(every, problems)
    else:
        if not every:
            click.echo("no approved versions yet")
        note_output_elsewhere(root)
        if problems:
            show_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        raise SystemExit(1)
