"""`policybuilder history`: the approved versions of a council's documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import show_problems, show_table
from policybuilder.document import with_mover

if TYPE_CHECKING:
    from policybuilder.lifecycle.history import Version


@click.command("history")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, as_json: bool) -> None:
    """List the approved versions of PROFILE: when, by whom, which minute, what kind of change, and what changed.

    The state is approved (the version that stands), superseded or withdrawn. Below the table stands what the council
    amended or left out itself with each version, with the body that moved it and the minute.

    Example: policybuilder history riverton generative-ai-policy
    """
    found = api.history(folder, profile, document)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(found.versions, found.problems, ok=not found.problems)
    else:
        rows = [
            (
                each.record.document,
                each.record.version,
                each.state,
                each.record.date,
                each.record.by,
                each.record.minute,
                each.record.kind,
                each.record.summary,
            )
            for each in found.versions
        ]
        header = ("document", "version", "state", "approved", "by", "minute", "kind", "what changed")
        if rows:
            show_table(header, rows)
        for each in found.versions:
            _show_moved(each)
            _show_withdrawal(each)
    if found.problems:
        if not as_json:
            show_problems(found.problems)
        raise SystemExit(1)


def _show_moved(version: Version) -> None:
    """Print what the council changed itself with a version: the clause, the reason, who moved it and the minute."""
    if version.moved:
        click.echo(f"the council's own in {version.record.document} {version.record.version}:")
    for each in version.moved:
        why = with_mover(each.reason, each.by, each.minute)
        click.echo(f"  {each.clause}, {each.what}" + (f": {why}" if why else ""))


def _show_withdrawal(version: Version) -> None:
    record, withdrawal = version.record, version.withdrawal
    if withdrawal is not None:
        minute = f", minute {withdrawal.minute}" if withdrawal.minute else ""
        told = f"{record.document} {record.version} was withdrawn by {withdrawal.by} on {withdrawal.date}{minute}"
        click.echo(f"{told}: {withdrawal.reason}")
