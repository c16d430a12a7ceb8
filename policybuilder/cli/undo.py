"""`policybuilder undo`: take back the last list of changes that a command made to a profile."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled


@click.command("undo")
@click.argument("profile", default="", shell_complete=complete_profile)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken back; write nothing.")
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Take back the last list of changes of amend, take, update or settle, to PROFILE or to any profile.

    What a person has typed since stays; where that touches the same lines, nothing is taken back and the line is named.

    Example: policybuilder undo riverton --dry-run
    """
    from policybuilder.edit.undo import last_changes, write_undo

    undo = last_changes(api.load(folder), profile)
    lines = list(undo.proposal.lines())
    if not as_json:
        click.echo(f"{undo.entry.command}, {undo.entry.when}, is taken back:")
        for line in lines:
            click.echo(line)
    if not (yes or dry_run or as_json) and not click.confirm("Take it back?", default=True):
        raise click.Abort
    if not dry_run:
        write_undo(undo)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"command": undo.entry.command, "when": undo.entry.when, "files": lines, "dry_run": dry_run})
    elif dry_run:
        click.echo("a dry run: nothing was written")
    else:
        click.echo(styled(f"taken back: {', '.join(undo.proposal.files)}", fg="green"))
