"""`policybuilder approve`: freeze a draft as an approved version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import DAY, json_option
from policybuilder.cli.screen import note_output_elsewhere, show_receipt, styled

if TYPE_CHECKING:
    from policybuilder.compare import Comparison
    from policybuilder.lifecycle.approve import Approved
    from policybuilder.lifecycle.manifests import Record


@click.command("approve")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("document", shell_complete=complete_document)
@click.option("--version", "version", default="", help="The version's number: 1.0, then 1.1 … or 2.0 …")
@click.option("--by", default="", help="Who approved it, such as Cabinet, or the officer for a minor change.")
@click.option("--date", "day", type=DAY, help="The day of the approval, as 8/12/2026 or 8 December 2026.")
@click.option("--minute", default="", help="The minute or decision number, such as CAB/26/114.")
@click.option("--effective", type=DAY, help="The day it takes effect. Without it, the day of the approval.")
@click.option("--review", type=DAY, help="The day of the next review. Without it, from the profile.")
@click.option("--summary", default="", help="What changed, in a sentence, for the history; else made from the changes.")
@click.option("--minor-because", default="", help="Why what the rules call major is minor here; kept in the record.")
@click.option("--since-paper", default="", help="Why the words differ from the paper; kept in the record.")
@click.option("--no-paper", default="", help="Why there was no paper; an officer's decision, kept in the record.")
@click.option("--apart-because", default="", help="Why it goes without the policy that has rules of it; kept, too.")
@click.option("--pdf", is_flag=True, help="Keep a tagged PDF with it, too, which LibreOffice makes.")
@click.option(
    "--dry-run", is_flag=True, help="Say all that would be done or refused; write nothing. Needs no other option."
)
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profile: str,
    document: str,
    version: str,
    by: str,
    day: date | None,
    minute: str,
    effective: date | None,
    review: date | None,
    summary: str,
    minor_because: str,
    since_paper: str,
    no_paper: str,
    apart_because: str,
    pdf: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Freeze DOCUMENT of PROFILE, as it was before the meeting, as an approved version.

    It goes to output/PROFILE/DOCUMENT/VERSION/ with all that it was made of, and is never written again. Refused while
    anything is open or wrong, when the number does not fit what changed, and when the words are not those of the paper
    that `build --for-committee` made.

    Example: policybuilder approve riverton generative-ai-policy --version 1.0 --by Cabinet --date 8/12/2026
    """
    if not dry_run:
        given = (("--version", version.strip()), ("--by", by.strip()), ("--date", day))
        missing = [name for name, value in given if not value]
        if missing:
            raise click.UsageError(f"{', '.join(missing)} must be given, or --dry-run")
    if since_paper.strip() and no_paper.strip():
        raise click.UsageError("--since-paper and --no-paper exclude one another: was there a paper?")
    library = api.load(folder)
    done = api.approve(
        library,
        profile,
        document,
        version=version,
        by=by,
        date=day,
        minute=minute,
        effective=effective,
        review=review,
        summary=summary,
        minor_because=minor_because,
        since_paper=since_paper,
        no_paper=no_paper,
        apart_because=apart_because,
        pdf=pdf,
        dry_run=dry_run,
    )
    record = done.record
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({**done.as_json(), "dry_run": dry_run})
        return
    click.echo(styled(f"{'would be approved' if dry_run else 'approved'}: {record.name}", fg="green"))
    for line in _told(done):
        click.echo(f"  {line}")
    if dry_run and done.comparison is not None:
        for line in _changes(done.comparison):
            click.echo(line)
    if dry_run:
        click.echo("a dry run: nothing was written")
    if done.receipt is not None:
        show_receipt(done.receipt)
    assert library.workspace.root is not None
    note_output_elsewhere(library.workspace.root)
    for note in done.notes:
        click.echo(f"warning: {note}", err=True)


def _told(done: Approved) -> Iterator[str]:
    """Yield what an approval records, line by line."""
    record = done.record
    yield f"{record.kind}: {record.summary}"
    yield f"approved by {record.by} on {record.date}" + (f", minute {record.minute}" if record.minute else "")
    yield f"takes effect {record.effective}; next review {record.review or 'not set'}"
    if record.overruled:
        yield f"the rules call it {record.overruled.weight}; overruled: {record.overruled.reason}"
    yield from _paper(record)
    if record.apart:
        yield f"without the policy that has rules of it, because: {record.apart}"
    yield f"{len(record.files)} files in output/{record.profile}/{record.document}/{record.version}/"


def _paper(record: Record) -> Iterator[str]:
    """Yield what was held against the paper, and came of it."""
    if record.paper is None:
        yield f"no paper: {record.no_paper}"
        return
    paper = f"the paper of {record.paper.day} ({record.paper.words[:8]})"
    if record.since_paper is None:
        yield f"the words are those of {paper}"
        return
    yield f"changed since {paper}, because: {record.since_paper.reason}"
    yield from (f"  {change}" for change in record.since_paper.changes)


def _changes(comparison: Comparison) -> Iterator[str]:
    """Yield what changed since the version before, each change in a line."""
    from policybuilder.compare.changes import ClauseChange
    from policybuilder.compare.sentences import heading_of, printable, sentence_of

    yield f"since {comparison.old.control_text('version')}:"
    changes = [change for change in comparison.every if change.deciding.rule != "record"]
    for change in changes:
        title = heading_of(change) if isinstance(change, ClauseChange) else printable(change.label)
        yield f"  {title}: {sentence_of(change)} [{change.weight}; {change.approver}]"
    if not changes:
        yield "  no change to the words"
