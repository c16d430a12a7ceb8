"""`policybuilder withdraw`: take back an approved version, on the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import DAY, json_option
from policybuilder.cli.screen import note_output_elsewhere, show_receipt, styled
from policybuilder.library.workspace import open_workspace


@click.command("withdraw")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("document", shell_complete=complete_document)
@click.argument("version")
@click.option("--by", required=True, help="Who withdrew it, such as Cabinet.")
@click.option(
    "--date", "day", required=True, type=DAY, help="The day it was withdrawn, as 8/12/2026 or 8 December 2026."
)
@click.option("--minute", default="", help="The minute or decision number, such as CAB/26/114.")
@click.option("--reason", required=True, help="Why, in a sentence; the record and the history keep it.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded or refused; write nothing.")
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profile: str,
    document: str,
    version: str,
    by: str,
    day: date,
    minute: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record that VERSION of DOCUMENT of PROFILE is withdrawn.

    Nothing is deleted: the version stays with all its files, and VERSION-withdrawn/ beside it says who withdrew it,
    when and why. The version before it stands again, and the number is not used a second time.

    Example: policybuilder withdraw riverton generative-ai-policy 1.1 --by Cabinet --date today --reason "…"
    """
    if not by.strip() or not reason.strip():
        raise click.UsageError("--by and --reason must say something")
    root = open_workspace(folder).root
    assert root is not None
    done = api.withdraw(
        folder, profile, document, version, by=by, date=day, reason=reason, minute=minute, dry_run=dry_run
    )
    record = done.record
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({**done.as_json(), "dry_run": dry_run})
        return
    verb = "would be withdrawn" if dry_run else "withdrawn"
    click.echo(styled(f"{verb}: {profile}/{document}@{record.withdraws}", fg="green"))
    click.echo(f"  by {record.by} on {record.date}" + (f", minute {record.minute}" if record.minute else ""))
    click.echo(f"  because: {record.reason}")
    stands = done.stands
    click.echo(f"  version {stands.version} of {stands.date} stands" if stands else "  no version stands")
    click.echo(f"  the next version is {' or '.join(done.next_versions)}")
    click.echo(f"  {'would be recorded' if dry_run else 'recorded'} in output/{profile}/{document}/{record.folder}/")
    if dry_run:
        click.echo("a dry run: nothing was written")
    if done.receipt is not None:
        show_receipt(done.receipt)
    note_output_elsewhere(root)
    for note in done.notes:
        click.echo(f"warning: {note}", err=True)
