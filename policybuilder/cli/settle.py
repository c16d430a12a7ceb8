"""`policybuilder settle`: decide a conflict between a council's amendment and a newer library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_clause, complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled
from policybuilder.edit.proposal import write


@click.command("settle")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("clause", shell_complete=complete_clause)
@click.option(
    "--keep",
    required=True,
    type=click.Choice(["ours", "library"]),
    help="Whose words stay: the council's or the library's.",
)
@click.option("--document", default="", help="Only in this document.", shell_complete=complete_document)
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
@click.pass_obj
def command(
    folder: Path | None, profile: str, clause: str, keep: str, document: str, dry_run: bool, as_json: bool
) -> None:
    """Settle the conflict of an amendment of CLAUSE with a newer library: keep your words, or take the library's.

    To have something of both, amend the clause: `policybuilder amend PROFILE CLAUSE`. `undo` takes it back.

    Example: policybuilder settle riverton monitoring-and-audit --keep ours
    """
    proposal = api.settle(api.load(folder), profile, clause, keep, document, dry_run=True)
    if not dry_run:
        write(proposal, f"settle {profile} {clause} --keep {keep}", date.today().isoformat())
    lines = list(proposal.lines())
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"files": lines, "dry_run": dry_run})
        return
    for line in lines:
        click.echo(line)
    done = "a dry run: nothing was written" if dry_run else f"written: {', '.join(proposal.files)}"
    click.echo(styled(done, fg="green"))
