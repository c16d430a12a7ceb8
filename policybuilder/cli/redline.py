"""`policybuilder redline`: tracked changes between two Word files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import ignorable, ignore_option, json_option
from policybuilder.redline.proving.verify import Existing
from policybuilder.redline.result import Redline, Verdict

if TYPE_CHECKING:
    from policybuilder.library.library import Library

_WORD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("redline")
@click.argument("old", shell_complete=complete_profile)
@click.argument("new", shell_complete=complete_profile)
@click.argument("marked", metavar="[REDLINE]", required=False, type=_WORD_FILE)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the redline.")
@click.option("--verify", "verifying", is_flag=True, help="Prove REDLINE against OLD and NEW, whoever made it.")
@click.option("--author", default="policybuilder", show_default=True, help="Who the changes are by.")
@click.option(
    "--date", "when", default="", help="When they were made: a day, or 2026-11-22T09:00:00Z; now, unless given."
)
@click.option(
    "--granularity",
    type=click.Choice(["word", "character"]),
    default="word",
    show_default=True,
    help="Mark whole words, or only the characters of a word that changed.",
)
@click.option("--moves/--no-moves", default=True, show_default=True, help="Mark moved paragraphs as moves.")
@click.option(
    "--existing",
    type=click.Choice(["accept", "reject", "refuse", "keep"]),
    default="accept",
    show_default=True,
    help="What to do with tracked changes that OLD or NEW already holds; keep: those of NEW stay their authors' own.",
)
@click.option(
    "--as",
    "shown",
    type=click.Choice(["tracked", "colour"]),
    default="tracked",
    show_default=True,
    help="Tracked changes, or plain formatting with a key, which a PDF or a printer keeps.",
)
@click.option("--strict", is_flag=True, help="Write nothing where the redline could not be proven.")
@ignore_option
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    old: str,
    new: str,
    marked: Path | None,
    output: Path | None,
    verifying: bool,
    author: str,
    when: str,
    granularity: str,
    moves: bool,
    existing: Existing,
    shown: str,
    strict: bool,
    ignored: str,
    as_json: bool,
) -> None:
    """Write the changes from OLD to NEW as a Word file with tracked changes, or with colours (--as colour).

    Accepting every change gives NEW, rejecting every change gives OLD. That is looked at, and the answer is one of:

    \b
      proven             both hold
      proven but for …   both hold but for what Word cannot track, which is listed
      not proven at …    they do not hold there: the file is written all the same (not with --strict), exit code 1

    With --verify, a redline that exists is looked at instead, whoever made it. What --ignore leaves unmarked is as in
    NEW on both sides; the answer is then "proven but for" that.

    \b
    A side is one of:
      policy.docx                        a Word file, ours or not
      riverton/generative-ai-policy@1.0  an approved version (@approved: the last)
      riverton/generative-ai-policy      the draft, as it would be built now
      riverton                           the same, of its only document

    Example: policybuilder redline riverton@approved riverton -o changes.docx
    """  # noqa: D301  the \b keeps the lines below it as they are
    ignore = ignorable(ignored)
    if not author.strip():
        raise click.UsageError("--author says nobody: leave it out, or say whose the changes are")
    if verifying and ignore:
        raise click.UsageError("--ignore is for a new redline: what is proven is looked at whole")
    if verifying and shown == "colour":
        raise click.UsageError("--as colour is for a new redline: what is in colour cannot be accepted or rejected")
    if verifying:
        if marked is None:
            raise click.UsageError("--verify needs three files: OLD NEW REDLINE")
        _verify(_library(folder, old, new), old, new, marked, existing, as_json)
        return
    if marked is not None or output is None:
        raise click.UsageError("say where to write the redline: -o redline.docx")
    from policybuilder.lifecycle.results import write_report

    result = api.redline(
        _library(folder, old, new),
        old,
        new,
        author=author,
        date=_date(when),
        granularity="character" if granularity == "character" else "word",
        moves=moves,
        existing=existing,
        strict=strict,
        ignore=ignore,
        shown="colour" if shown == "colour" else "tracked",
    )
    write_report(output, result.content, "word", (Path(old), Path(new)))
    _report(output, result, as_json)
    if not result.verdict.holds:
        raise SystemExit(1)


def _date(when: str) -> str:
    moment = datetime.now(UTC)
    if when:
        try:
            moment = datetime.fromisoformat(when)
        except ValueError:
            moment = _midnight(when)
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            raise click.UsageError(f'--date "{when}" lies outside the calendar in UTC') from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # strftime writes the year 1 as 1


def _midnight(when: str) -> datetime:
    """Return the start of a day that a person typed."""
    from policybuilder.library.typed_dates import typed_date

    try:
        day = typed_date(when, date.today())
    except ValueError as error:
        raise click.UsageError(f'--date "{when[:60]}": {error}; or with the time, 2026-11-22T09:00:00Z') from None
    return datetime(day.year, day.month, day.day)


def _report(output: Path, result: Redline, as_json: bool) -> None:
    if as_json:
        _show_json(output, result)
        return
    click.echo(f"{output}: {result.counts}")
    for note in result.notes:
        click.echo(f"  note: {note}")
    click.echo(str(result.verdict))


def _show_json(file: Path, said: Redline | Verdict) -> None:
    from policybuilder.cli.envelope import show_result

    verdict = said if isinstance(said, Verdict) else said.verdict
    show_result({"file": str(file)} | said.as_json(), ok=verdict.holds)


def _library(folder: Path | None, *sides: str) -> Library | None:
    """Return the library of the workspace where a side needs it; files are compared anywhere."""
    from policybuilder.lifecycle.file_sides import is_file

    return None if all(is_file(side) for side in sides) else api.load(folder)


def _verify(library: Library | None, old: str, new: str, marked: Path, existing: Existing, as_json: bool) -> None:
    verdict = api.verify_redline(library, old, new, marked, existing=existing)
    if as_json:
        _show_json(marked, verdict)
    else:
        for note in (*verdict.failures, *verdict.untracked):
            click.echo(f"  note: {note}")
        click.echo(f"{marked}: {verdict}")
    if not verdict.holds:
        raise SystemExit(1)
