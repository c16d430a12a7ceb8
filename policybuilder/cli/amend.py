"""`policybuilder amend`: what a meeting changed of a clause, written into the profile."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_clause, complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled
from policybuilder.edit.proposal import write
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.update.amending import Amended, documents_with, live_text
from policybuilder.update.clause_changes import Edit


@click.command("amend")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("clause", shell_complete=complete_clause)
@click.option(
    "--document", default="", help="In which document, where it stands in two.", shell_complete=complete_document
)
@click.option("--text", default="", help="The clause's new words, whole, as Markdown.")
@click.option(
    "--text-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the clause's new words, whole, as Markdown.",
)
@click.option("--show", "showing", is_flag=True, help="Print the clause's words as they can be amended; write nothing.")
@click.option("--exclude", is_flag=True, help="Leave the clause out of the document.")
@click.option("--include", is_flag=True, help="Take the clause into the document.")
@click.option("--section", default="", help="With --include: the section that it goes to.")
@click.option("--reason", default="", help="Why, in a sentence; the profile and every comparison keep it.")
@click.option("--as", "by", default="", help="The body or role that moved it, such as Cabinet.")
@click.option("--minute", default="", help="The minute or decision number, such as CAB/26/114.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profile: str,
    clause: str,
    document: str,
    text: str,
    text_file: Path | None,
    showing: bool,
    exclude: bool,
    include: bool,
    section: str,
    reason: str,
    by: str,
    minute: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Change the words of CLAUSE in a document of PROFILE, as a meeting decided, or take it in or out.

    Its words open in your editor as they print here; {{ … }} are answers, which stay live. What you change becomes an
    amendment of the profile with the reason, the body that moved it and the minute. Nothing else of the file changes,
    and `policybuilder undo` takes it back.

    Example: policybuilder amend riverton monitoring-and-audit --as "Audit Committee" --minute AUD/26/9
    """
    if sum((bool(text), text_file is not None, exclude, include, showing)) > 1:
        raise click.UsageError("choose one of --text, --text-file, --show, --exclude and --include")
    library = api.load(folder)
    document = document or _document(library, profile, clause, include, yes or as_json)
    if showing:
        click.echo(live_text(library, profile, document, clause))
        return
    words = text or (_read(text_file) if text_file else "")
    if not (words or exclude or include):
        if yes or as_json:
            raise click.UsageError("without an editor, give --text, --text-file, --exclude or --include")
        words = _edited(live_text(library, profile, document, clause), clause)
    reason, by, minute = _why(reason, by, minute, ask=not (yes or as_json))
    done = api.amend(
        library,
        profile,
        clause,
        document,
        text=words,
        exclude=exclude,
        include=include,
        section=section,
        reason=reason,
        by=by,
        minute=minute,
        dry_run=True,
    )
    if not as_json:
        for line in _told(done):
            click.echo(line)
    if not (dry_run or yes or as_json) and not click.confirm("Write this?", default=True):
        raise click.Abort
    if not dry_run:
        write(done.proposal, f"amend {profile} {clause}", date.today().isoformat())
    _end(done, dry_run, as_json)


def _document(library: Library, profile: str, clause: str, include: bool, silent: bool) -> str:
    """Return the only document that the clause stands in (or could be taken into), else what a person chooses."""
    from policybuilder.resolution import documents_of

    found = documents_of(library, profile) if include else documents_with(library, profile, clause)
    if len(found) == 1:
        return found[0]
    if silent or not sys.stdin.isatty():
        raise click.UsageError(f"--document is needed: {clause} could be in {', '.join(found)}")
    return str(click.prompt("In which document?", type=click.Choice(list(found))))


def _read(path: Path) -> str:
    from policybuilder.files.read import read_input
    from policybuilder.library.strict_yaml import decode_text

    return decode_text(read_input(path), str(path))


def _edited(text: str, clause: str) -> str:
    click.echo("The clause opens in your editor. Change its words, save, and close it; {{ … }} are answers.")
    found = click.edit(text + "\n", extension=".md")
    if found is None:
        raise fail(Location(clause), "nothing was saved: the clause stays as it is", "nothing-changed", "")
    return found


def _why(reason: str, by: str, minute: str, ask: bool) -> tuple[str, str, str]:
    """Return the reason, the body and the minute, asked for where they are missing and somebody can be asked."""
    if ask:
        reason = reason or str(click.prompt("Why? (a sentence)"))
        by = by or _asked("Who moved it? (a body or role; Enter for none)")
        minute = minute or _asked("Minute or decision number? (Enter for none)")
    if not reason.strip():
        raise click.UsageError("--reason must say why")
    return reason, by, minute


def _asked(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False))


def _told(done: Amended) -> Iterable[str]:
    for edit in done.edits:
        yield from _edit_lines(edit)
    for edit, why in done.refused:
        yield styled(f"not taken: {why}", fg="yellow")
        yield from _edit_lines(edit)
    if done.edits or done.refused:
        yield ""
    yield from done.proposal.lines()


def _edit_lines(edit: Edit) -> Iterable[str]:
    if edit.before is not None:
        yield f"- {' '.join(edit.before.text.split())}"
    if edit.after is not None:
        yield f"+ {' '.join(edit.after.text.split())}"


def _end(done: Amended, dry_run: bool, as_json: bool) -> None:
    proposal = done.proposal
    if as_json:
        from policybuilder.cli.envelope import show_result

        left = [{"words": edit.after.text if edit.after else "", "why": why} for edit, why in done.refused]
        lines = list(proposal.lines())
        show_result({"files": lines, "not_taken": left, "dry_run": dry_run}, ok=not done.refused)
    elif dry_run:
        click.echo("a dry run: nothing was written")
    else:
        click.echo(styled(f"written: {', '.join(proposal.files)}", fg="green"))
        click.echo(f"`policybuilder undo {proposal.profile}` takes it back; `policybuilder build` makes the draft")
    if done.refused:
        raise SystemExit(1)
