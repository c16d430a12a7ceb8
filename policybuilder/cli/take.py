"""`policybuilder take`: edits made in a Word file, brought back into the profile."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.edits_shown import as_result, edit_lines, end_lines, remark_lines
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled

if TYPE_CHECKING:
    from policybuilder.update.taking.taken import Found, Taken


@click.command("take")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--profile", default="", help="Whose policy it is, where the file does not say.", shell_complete=complete_profile
)
@click.option(
    "--document",
    default="",
    help="Which document it is, where the file does not say.",
    shell_complete=complete_document,
)
@click.option("--yes", is_flag=True, help="Take all that can be taken, and ask nothing.")
@click.option("--only", metavar="1,4-6", help="Take the edits with these numbers.")
@click.option("--reason", default="", help="Why, in a sentence; the profile and every comparison keep it.")
@click.option("--as", "by", default="", help="The body or role that moved it, such as Cabinet.")
@click.option("--minute", default="", help="The minute or decision number, such as CAB/26/114.")
@click.option(
    "--responses",
    "answered",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of each edit and comment to this file: .md, .docx, .csv or .json.",
)
@click.option(
    "--clean",
    "clean",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a copy of the file without its comments and what it says of itself; its words stay as they are.",
)
@click.option("--keep-names", is_flag=True, help="Let --json and --responses name who edited and commented.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    files: tuple[Path, ...],
    profile: str,
    document: str,
    yes: bool,
    only: str | None,
    reason: str,
    by: str,
    minute: str,
    answered: Path | None,
    clean: Path | None,
    keep_names: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the edits made in FILES, Word files that policybuilder built, back into the profile.

    It lists each edit with its place, the words before and after, and what it would do; asks which to take; and writes
    them as amendments and answers of the profile. What did not change stays live. The draft built afterwards reads as
    the file does; an edit for which that cannot be had is not taken, and is named with its place and why (exit code 1).
    Several files are copies of one draft, put together. `policybuilder undo` takes it all back.

    Example: policybuilder take returned.docx --as "Audit Committee" --minute AUD/26/9
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.clause_changes import Why
    from policybuilder.update.taking.taken import taken

    if clean is not None and len(files) > 1:
        raise click.UsageError("--clean is for one file at a time")
    silent, day = yes or as_json, date.today().isoformat()
    format = _format(answered)
    found = api.edits(api.load(folder), files, profile=profile, document=document)
    numbers: Collection[int] | None = _numbers(only) if only is not None else None
    if not as_json:
        for line in _opening(found):
            click.echo(line)
    wanted = numbers
    if numbers is None and not silent and found.edits:
        wanted, numbers = _chosen(found)
    elif not as_json:
        for line in _listed(found):
            click.echo(line)
    if not as_json:
        for line in remark_lines(found):
            click.echo(line)
    if (wanted is None or wanted) and found.edits:
        reason, by, minute = _why(reason, by, minute, ask=not silent)
    done = taken(found, numbers, Why(found.draft.id, reason, by, minute), day)
    if done.proposal.files and not dry_run:
        write(done.proposal, f"take {' '.join(file.name for file in files)}", day)
    if answered is not None and not dry_run:
        _write_responses(answered, format, done, reason, keep_names, files)
    if clean is not None and not dry_run:
        _write_clean(clean, files[0])
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({**as_result(done, keep_names), "dry_run": dry_run}, ok=not done.not_taken)
    else:
        for line in end_lines(done, dry_run):
            click.echo(line)
    if done.not_taken:
        raise SystemExit(1)


def _opening(found: Found) -> Iterator[str]:
    for file in found.files:
        yield f"{file.name} is {found.draft.id} of {found.draft.profile}, as a {file.identity.stage} built here"
        for warning in file.warnings:
            yield styled(f"note: {warning.message}", fg="yellow")
    count = len(found.edits)
    yield f"{count or 'no'} edit{'' if count == 1 else 's'}"
    yield ""


def _listed(found: Found) -> Iterator[str]:
    refused = {found.number(edit): why for edit, why in found.proven().refused}
    for number in range(1, len(found.edits) + 1):
        yield from edit_lines(found, number, refused.get(number, ""))
        yield ""


def _chosen(found: Found) -> tuple[Collection[int], Collection[int]]:
    """Show each edit and ask for those that can be taken.

    Return the numbers of those that a person wants, and the same with those that cannot be taken, which are then told.
    """
    from policybuilder.update.taking.taken import DISAGREE

    refused = {found.number(edit): why for edit, why in found.proven().refused}
    every = [n for n in range(1, len(found.edits) + 1) if refused.get(n, DISAGREE) == DISAGREE]
    wanted: list[int] = []
    for number in range(1, len(found.edits) + 1):
        for line in edit_lines(found, number, refused.get(number, "")):
            click.echo(line)
        if number not in every:
            click.echo()
            continue
        rival = found.edits[number - 1].rival
        if rival and any(found.edits[each - 1].rival == rival for each in wanted):
            continue
        answer = click.prompt(
            f"     take {number}? (y yes, n no, a all that are left, q no more)",
            type=click.Choice(["y", "n", "a", "q"]),
            default="n" if rival else "y",
            show_choices=False,
        )
        if answer == "a":
            wanted += [each for each in every if each >= number and not found.edits[each - 1].rival]
            for each in range(number + 1, len(found.edits) + 1):
                for line in edit_lines(found, each, refused.get(each, "")):
                    click.echo(line)
            break
        if answer == "q":
            break
        wanted += [number] if answer == "y" else []
        click.echo()
    return wanted, [*wanted, *(number for number in refused if number not in every)]


def _numbers(words: str) -> list[int]:
    """Return the numbers of a list such as 1,4-6."""
    found: list[int] = []
    for part in re.split(r"\s*,\s*|\s+", re.sub(r"\s*-\s*", "-", words.strip())):
        numbers = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", part, re.ASCII)
        if numbers is None:
            raise click.UsageError(f'--only "{words}" is no list of numbers: write them as in 1,4-6')
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        if last < first:
            raise click.UsageError(f"--only {first}-{last} runs backwards: write {last}-{first}")
        found += range(first, min(last, first + 10_000) + 1)
    return found


def _why(reason: str, by: str, minute: str, ask: bool) -> tuple[str, str, str]:
    """Return the reason, the body and the minute, asked for where they are missing and somebody can be asked."""
    if ask:
        reason = reason or str(click.prompt("Why? (a sentence, for all that you take)"))
        by = by or str(click.prompt("Who moved it? (a body or role, such as Cabinet)"))
        minute = minute or str(
            click.prompt("Minute or decision number? (Enter for none)", default="", show_default=False)
        )
    if not reason.strip():
        raise click.UsageError("--reason must say why")
    if not by.strip():
        raise click.UsageError("--as must name the body or role that moved it; names from Word are not kept")
    return reason.strip(), by.strip(), minute.strip()


def _format(answered: Path | None) -> str:
    from policybuilder.update.taking.write_responses import FORMATS

    if answered is None:
        return ""
    format = FORMATS.get(answered.suffix.lower())
    if format is None:
        raise click.UsageError(
            f"--responses is written as {', '.join(FORMATS)}, not as {answered.suffix or 'no suffix'}"
        )
    return format


def _write_responses(
    answered: Path, format: str, done: Taken, reason: str, names: bool, files: tuple[Path, ...]
) -> None:
    from policybuilder.lifecycle.results import write_result
    from policybuilder.update.taking.responses import responses
    from policybuilder.update.taking.write_responses import responses_file

    draft = done.found.draft
    content = responses_file(format, responses(done, reason), draft.document, draft.library, names=names)
    write_result(answered, content, files)
    click.echo(f"responses: {answered}", err=True)


def _write_clean(clean: Path, file: Path) -> None:
    from policybuilder.files.read import read_input
    from policybuilder.lifecycle.results import write_result
    from policybuilder.update.cleaning import cleaned

    write_result(clean, cleaned(read_input(file), str(file), comments=False), (file,))
    click.echo(f"clean copy: {clean}", err=True)
