"""`policybuilder redline`: tracked changes between two Word files."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from policybuilder.cli.completions import complete_profile
from policybuilder.errors import Location, fail
from policybuilder.library.regular_files import read_input
from policybuilder.redline.proving.verify import Existing
from policybuilder.redline.result import Note, Redline, Verdict

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
@click.option("--strict", is_flag=True, help="Write nothing where the redline could not be proven.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
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
    strict: bool,
    as_json: bool,
) -> None:
    """Write the changes from OLD to NEW as a Word file with tracked changes.

    Accepting every change gives NEW, rejecting every change gives OLD. That is looked at, and the answer is one of:

    \b
      proven             both hold
      proven but for …   both hold but for what Word cannot track, which is listed
      not proven at …    they do not hold there: the file is written all the same (not with --strict), exit code 1

    With --verify, a redline that exists is looked at instead, whoever made it.

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
        _verify(_word(folder, old), _word(folder, new), marked, existing, as_json)
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
        strict=strict,
    )
    write_result(output, result.content, (Path(old), Path(new)))
    _report(output, result, as_json)
    if not result.verdict.holds:
        raise SystemExit(1)


def _date(when: str) -> str:
    moment = datetime.now(UTC)
    if when:
        try:
            moment = datetime.fromisoformat(when)
        except ValueError:
            raise click.UsageError(f'--date "{when}" is no date; write it as 2026-11-22T09:00:00Z') from None
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            raise click.UsageError(f'--date "{when}" lies outside the calendar in UTC') from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # strftime writes the year 1 as 1


def _report(output: Path, result: Redline, as_json: bool) -> None:
    if as_json:
        click.echo(_json(output, result.verdict, result.notes, {"changes": asdict(result.counts)}))
        return
    click.echo(f"{output}: {result.counts}")
    for note in result.notes:
        click.echo(f"  note: {note}")
    click.echo(str(result.verdict))


def _json(file: Path, verdict: Verdict, notes: tuple[Note, ...], more: dict[str, object]) -> str:
    said = {
        "file": str(file),
        "verdict": verdict.word,
        "places": list(verdict.places),
        "notes": [asdict(note) for note in notes],
    }
    return json.dumps(said | more, ensure_ascii=False, indent=2)


def _word(folder: Path | None, side: str) -> bytes:
    """Return the Word file that a side stands for: a file, an approved version as it was kept, or a draft."""
    from policybuilder.lifecycle.sides import is_file, open_policy

    if is_file(side):
        return read_input(Path(side))
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import open_workspace

    library = open_library(open_workspace(folder))
    document = open_policy(library, side).document
    path, _, version = side.partition("@")
    profile = path.partition("/")[0]
    if version not in {"", "draft"}:
        return _kept(library.workspace.root, profile, document.id, version)
    from policybuilder.resolution import shell_of
    from policybuilder.writers.word.write import write_word

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


def _verify(old: bytes, new: bytes, marked: Path, existing: Existing, as_json: bool) -> None:
    from policybuilder.redline import verify

    verdict = verify(old, new, read_input(marked), existing)
    notes = (*verdict.failures, *verdict.untracked)
    if as_json:
        click.echo(_json(marked, verdict, notes, {}))
    else:
        for note in notes:
            click.echo(f"  note: {note}")
        click.echo(f"{marked}: {verdict}")
    if not verdict.holds:
        raise SystemExit(1)
