"""`policybuilder shell`: a Word file as the shell of policies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import show_problems, styled
from policybuilder.errors import Location, fail
from policybuilder.files.read import is_regular

_SHELL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("shell")
def command() -> None:
    """Check or prepare a Word file as the shell of policies."""


@command.command("check")
@click.argument("file", type=_SHELL)
@click.option(
    "--preview",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the pages of a sample policy in FILE to this folder, as page-1.png and so on; needs LibreOffice.",
)
@click.option(
    "--keep-text/--drop-text",
    "keep_text",
    default=None,
    help="With --preview: keep the words that stand in the section of the policy (as without it), or leave them out.",
)
@click.option(
    "--section",
    type=click.IntRange(1),
    help="With --preview: the section that takes the policy, counted from 1.",
)
@json_option
def check(file: Path, preview: Path | None, keep_text: bool | None, section: int | None, as_json: bool) -> None:
    """Say what FILE lacks to be a shell, and what it holds that no shell may.

    It lacks the slot for the text, tags or styles; it may not hold what runs a program or fetches anything. The
    pictures, links and words that it brings into every document are listed.

    With --preview you see a sample policy in it; what is no shell yet is shown as `shell prepare` would make it, in the
    --section that you name, and with its text or without.

    Example: policybuilder shell check letterhead.docx
    """
    if preview is None and (section is not None or keep_text is not None):
        raise click.UsageError("--section, --keep-text and --drop-text are for --preview")
    found = api.check_shell(file)
    pages = _pages_in(preview, file, section or 0, keep_text is False) if preview else ()
    if as_json:
        from policybuilder.cli.envelope import show_result

        told = {"file": str(file), "ready": not found.problems, "brings": found.brings, "pages": pages}
        show_result(told, found.problems)
    elif found.problems:
        show_problems(found.problems, err=False)
    else:
        click.echo(styled(f"{file} is ready to be used as a shell", fg="green"))
    for what in found.brings if not as_json else ():
        click.echo(f"brings into every document {what}")
    for page in pages if not as_json else ():
        click.echo(f"{page} written")
    if any(problem.severity == "error" for problem in found.problems):
        raise SystemExit(1)


def _pages_in(folder: Path, file: Path, section: int, drop_text: bool) -> tuple[str, ...]:
    """Write the pages of a sample policy in a letterhead into a folder, and return their names."""
    from policybuilder.lifecycle.results import write_result

    drawn = api.preview_shell(file, section=section, drop_text=drop_text)
    found = {folder / f"page-{number}.png": page for number, page in enumerate(drawn, 1)}
    for path, page in found.items():
        write_result(path, page, (file,))
    return tuple(map(str, found))


@command.command("prepare")
@click.argument("corporate", type=_SHELL)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--take-out",
    is_flag=True,
    help="Take out what runs or fetches (fields, objects, linked pictures), and keep what a field showed last as text.",
)
@click.option(
    "--keep-text/--drop-text",
    "keep_text",
    default=None,
    help="Keep the words that stand in the section of the policy, or leave them out; asked on a terminal.",
)
@click.option(
    "--section",
    type=click.IntRange(1),
    help="The section that takes the policy, counted from 1; asked on a terminal where there are several.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done or refused; write nothing.")
@json_option
def prepare(
    corporate: Path,
    output: Path,
    force: bool,
    take_out: bool,
    keep_text: bool | None,
    section: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a shell of a council's own letterhead.

    Adds the slot for the text, the tags and the styles that CORPORATE lacks. The letterhead itself is not changed.
    What runs a program or fetches anything may not stand in a shell: without --take-out it is named, and no shell is
    written; with it, each is taken out and named. A template elsewhere and parts that nothing leads to are left out.

    Words of its own, such as "Dear Sir or Madam", would stand in every policy: they are kept or left out as you say.
    Pictures, text boxes, headers and footers stay, and covers that are sections of their own.

    Example: policybuilder shell prepare letterhead.docx -o templates/word/letterhead.docx
    """
    if is_regular(output) and not force:
        raise fail(
            Location(str(output)),
            "the file is there already",
            "file-exists",
            "choose another name, or --force",
        )
    if sys.stdin.isatty() and not as_json:
        section, keep_text = _asked(corporate, section or 0, keep_text)
    made = api.prepare_shell(corporate, take_out=take_out, keep_text=keep_text, section=section or 0, name=str(output))
    if not dry_run:
        from policybuilder.lifecycle.results import write_result

        write_result(output, made.content, (corporate,), is_authored=True)
    if as_json:
        from policybuilder.cli.envelope import show_result

        made_json = made.as_json()
        told = {name: made_json[name] for name in ("left_out", "brings")}
        show_result({"written": None if dry_run else str(output), **told, "dry_run": dry_run}, made.problems)
        return
    if not dry_run:
        from policybuilder.lifecycle.shells import how_to_use

        click.echo(f"{output} written; {how_to_use(output.resolve())}")
    for what, done in made.gone:
        click.echo(f"{done}: {what}")
    for what in made.brings:
        click.echo(f"brings into every document {what}")
    if made.problems:
        show_problems(made.problems)
    if dry_run:
        click.echo("a dry run: nothing was written")


def _asked(corporate: Path, section: int, keep_text: bool | None) -> tuple[int, bool | None]:
    """Return which section takes the policy and whether its text is kept, asking for what was not said."""
    asked = api.shell_questions(corporate, section=section)
    if asked.sections:
        click.echo(f"{corporate} has {len(asked.sections)} sections:")
        for each in asked.sections:
            click.echo(f"  {each}")
        section = click.prompt("Which takes the policy?", type=click.IntRange(1, len(asked.sections)))
        asked = api.shell_questions(corporate, section=section)
    if asked.is_open and keep_text is None:
        click.echo("These words stand in that section, and would in every policy:")
        for own in asked.text:
            click.echo(f"  {own.shown}, in {own.place}")
        keep_text = click.prompt("Keep them, or leave them out?", type=click.Choice(("keep", "drop"))) == "keep"
    return section, keep_text
