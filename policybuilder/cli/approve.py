"""`policybuilder approve`: freeze a draft as an approved version."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.screen import styled
from policybuilder.library.workspace import open_workspace
from policybuilder.version import VERSION

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("approve")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("document", shell_complete=complete_document)
@click.option("--version", "version", required=True, help="The version's number: 1.0, then 1.1 … or 2.0 …")
@click.option("--by", required=True, help="Who approved it, such as Cabinet, or the officer for a minor change.")
@click.option("--date", "day", required=True, type=_DAY, help="The day of the approval, as 2026-12-08.")
@click.option("--minute", default="", help="The minute or decision number, such as CAB/26/114.")
@click.option("--effective", type=_DAY, help="The day it takes effect. Without it, the day of the approval.")
@click.option("--review", type=_DAY, help="The day of the next review. Without it, from the profile.")
@click.option("--summary", default="", help="What changed, in a sentence, for the history; else made from the changes.")
@click.option("--minor-because", default="", help="Why what the rules call major is minor here; kept in the record.")
@click.pass_obj
def command(
    folder: Path | None,
    profile: str,
    document: str,
    version: str,
    by: str,
    day: datetime,
    minute: str,
    effective: datetime | None,
    review: datetime | None,
    summary: str,
    minor_because: str,
) -> None:
    """Freeze the draft of DOCUMENT of PROFILE as an approved version.

    It goes to output/PROFILE/DOCUMENT/VERSION/ with all that it was made of, and is never written again. Refused while
    anything is unconfirmed or wrong, and when the number does not fit what changed.
    """
    from policybuilder.library.library import open_library
    from policybuilder.lifecycle.approve import Approval, approve

    library = open_library(open_workspace(folder))
    approval = Approval(
        version, by, day.date(), minute, _day(effective), _day(review), summary.strip(), minor_because.strip()
    )
    done = approve(library, profile, document, approval, datetime.now().astimezone(), VERSION)
    record = done.record
    click.echo(styled(f"approved: {record.name}", fg="green"))
    click.echo(f"  {record.kind}: {record.summary}")
    click.echo(f"  approved by {record.by} on {record.date}" + (f", minute {record.minute}" if record.minute else ""))
    click.echo(f"  takes effect {record.effective}; next review {record.review or 'not set'}")
    if record.overruled:
        click.echo(f"  the rules call it {record.overruled.weight}; overruled: {record.overruled.reason}")
    click.echo(f"  {len(record.files)} files in output/{profile}/{document}/{version}/")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
