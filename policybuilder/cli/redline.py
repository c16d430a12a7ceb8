"""`policybuilder redline`: tracked changes between two Word files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from policybuilder.cli.completions import complete_profile
from policybuilder.errors import Location, fail
from policybuilder.redline.result import Redline
from policybuilder.redline.verify import Existing, Verdict

_WORD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("redline")
@click.argument("old", shell_complete=complete_profile)
@click.argument("new", shell_complete=complete_profile)
@click.argument("marked", metavar="[REDLINE]", required=False, type=_WORD_FILE)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the redline.")
@click.option("--verify", "verifying", is_flag=True, help="Prove REDLINE against OLD and NEW, whoever made it.")
@click.option("--author", default="policybuilder", show_default=True, help="Who the changes are by.")
@click.option("--date", "when", default="", help="When they were made, as in 2026-11-22T09:00:00Z; now, unless given.")
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
    type=click.Choice(["accept", "reject", "refuse"]),
    default="accept",
    show_default=True,
    help="What to do with tracked changes that OLD or NEW already holds.",
)
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
) -> None:
    """Write the changes from OLD to NEW as a Word file with tracked changes.

    Accepting every change gives NEW, rejecting every change gives OLD; this is proven before the file is
    written. With --verify, a redline that exists is proven instead: exit code 1 when it does not hold.

    \b
    A side is one of:
      policy.docx                        a Word file, ours or not
      riverton/generative-ai-policy@1.0  an approved version (@approved: the last)
      riverton/generative-ai-policy      the draft, as it would be built now
      riverton                           the same, of its only document
    """  # noqa: D301  the \b keeps the lines below it as they are
    if verifying:
        if marked is None:
            raise click.UsageError("--verify needs three files: OLD NEW REDLINE")
        _verify(_word(folder, old), _word(folder, new), marked, existing)
        return
    if marked is not None or output is None:
        raise click.UsageError("say where to write the redline: -o redline.docx")
    from policybuilder.lifecycle.results import write_result
    from policybuilder.redline import redline

    result = redline(
        _word(folder, old),
        _word(folder, new),
        author=author,
        date=_date(when),
        granularity="character" if granularity == "character" else "word",
        moves=moves,
        existing=existing,
        names=(old, new),
    )
    write_result(output, result.content, (Path(old), Path(new)))
    _report(output, result)


def _date(when: str) -> str:
    moment = datetime.now(UTC)
    if when:
        try:
            moment = datetime.fromisoformat(when)
        except ValueError:
            raise click.UsageError(f'--date "{when}" is no date; write it as 2026-11-22T09:00:00Z') from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _report(output: Path, result: Redline) -> None:
    click.echo(f"{output}: {result.counts}")
    for note in result.notes:
        click.echo(f"  note: {note}")
    click.echo("proven: accept all = new, reject all = old" + (", but for the notes" if result.notes else ""))


def _word(folder: Path | None, side: str) -> bytes:
    """Return the Word file that a side stands for: a file, an approved version as it was kept, or a draft."""
    from policybuilder.lifecycle.sides import is_file, open_policy

    if is_file(side):
        try:
            return Path(side).read_bytes()
        except OSError as error:
            raise fail(Location(side), f"cannot be read: {error.strerror}", "unreadable", "check the name") from None
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import open_workspace

    library = open_library(open_workspace(folder))
    document = open_policy(library, side).document
    path, _, version = side.partition("@")
    profile = path.partition("/")[0]
    if version not in {"", "draft"}:
        return _kept(library.workspace.root, profile, document.id, version)
    from policybuilder.resolution import shell_of
    from policybuilder.writers.word import write_word

    return write_word(document, shell_of(library, profile, document.id).content())


def _kept(root: Path | None, profile: str, document: str, version: str) -> bytes:
    """Return the Word file of an approved version, if it is the one that was approved."""
    from policybuilder.lifecycle.manifests import digest_of
    from policybuilder.lifecycle.records import find_version, read_records

    assert root is not None
    records = read_records(root, profile, document)
    record = find_version(records, f"{profile}/{document}", version)
    name = f"{document}.docx"
    where = Location(f"{records.shown}/{record.version}/{name}")
    try:
        content = (records.folder / record.version / name).read_bytes()
    except OSError as error:
        raise fail(where, f"cannot be read: {error.strerror}", "unreadable", "restore it from a copy") from None
    if record.files.get(name) != digest_of(content):
        raise fail(where, "is not the file that was approved", "changed-record", "restore it from a copy")
    return content


def _verify(old: bytes, new: bytes, marked: Path, existing: Existing) -> None:
    from policybuilder.redline import verify

    verdict: Verdict = verify(old, new, marked.read_bytes(), existing)
    for found in (*verdict.breaks, *verdict.faults):
        click.echo(f"{marked}: {found}")
    for note in verdict.untracked:
        click.echo(f"  note: {note}")
    if not verdict.holds:
        click.echo("not proven")
        raise SystemExit(1)
    click.echo("proven: accept all = new, reject all = old" + (", but for the notes" if verdict.untracked else ""))
