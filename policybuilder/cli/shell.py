"""`policybuilder shell`: a Word file as the shell of policies."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder.cli.options import json_option
from policybuilder.cli.screen import show_problems, styled
from policybuilder.errors import Location, fail
from policybuilder.files.read import read_input
from policybuilder.library.workspace import find_root

_GONE = {"shell-active": "taken out", "shell-left-out": "left out", "shell-attached-template": "left out"}
"""What becomes of what `check_shell` names in a letterhead, by the code of the problem."""

_SHELL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("shell")
def command() -> None:
    """Check or prepare a Word file as the shell of policies."""


@command.command("check")
@click.argument("file", type=_SHELL)
@json_option
def check(file: Path, as_json: bool) -> None:
    """Say what FILE lacks to be a shell, and what it holds that no shell may.

    It lacks the slot for the text, tags or styles; it may not hold what runs a program or fetches anything. The
    pictures and links that it brings into every document are listed.

    Example: policybuilder shell check letterhead.docx
    """
    from policybuilder.writers.word.shell.check import check_shell, shell_brings

    content = read_input(file)
    problems = check_shell(content, str(file))
    brings = list(shell_brings(content, str(file)))
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"file": str(file), "ready": not problems, "brings": brings}, problems)
    elif problems:
        show_problems(problems, err=False)
    else:
        click.echo(styled(f"{file} is ready to be used as a shell", fg="green"))
    for what in brings if not as_json else ():
        click.echo(f"brings into every document {what}")
    if any(problem.severity == "error" for problem in problems):
        raise SystemExit(1)


def _how_to_use(shell: Path) -> str:
    """Return what to write in a profile to use a shell, which must lie in the profile's workspace."""
    root = find_root(shell.parent)
    if root is None:
        return f"copy it into a workspace, and write word_shell: templates/word/{shell.name} in a profile"
    return f"to use it, write word_shell: {shell.relative_to(root).as_posix()} in a profile"


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
@click.option("--dry-run", is_flag=True, help="Say what would be done or refused; write nothing.")
@json_option
def prepare(corporate: Path, output: Path, force: bool, take_out: bool, dry_run: bool, as_json: bool) -> None:
    """Make a shell of a council's own letterhead.

    Adds the slot for the text, the tags and the styles that CORPORATE lacks. The letterhead itself is not changed.
    What runs a program or fetches anything may not stand in a shell: without --take-out it is named, and no shell is
    written; with it, each is taken out and named. A template elsewhere and parts that nothing leads to are left out.

    Example: policybuilder shell prepare letterhead.docx -o templates/word/letterhead.docx
    """
    from policybuilder.lifecycle.results import write_result
    from policybuilder.writers.word.shell.check import check_shell
    from policybuilder.writers.word.shell.prepare import prepare_shell

    if output.exists() and not force:
        raise fail(
            Location(str(output)),
            "the file is there already",
            "file-exists",
            "choose another name, or --force",
        )
    before = read_input(corporate)
    content = prepare_shell(before, str(corporate), take_out)
    if not dry_run:
        write_result(output, content, (corporate,), is_authored=True)
    gone = [each for each in check_shell(before, str(corporate)) if each.code in _GONE]
    problems = check_shell(content, str(output))
    if as_json:
        from policybuilder.cli.envelope import show_result

        left = [{"what": each.message, "done": _GONE[each.code]} for each in gone]
        show_result({"written": None if dry_run else str(output), "left_out": left, "dry_run": dry_run}, problems)
        return
    if not dry_run:
        click.echo(f"{output} written; {_how_to_use(output.resolve())}")
    for problem in gone:
        click.echo(f"{_GONE[problem.code]}: {problem.message}")
    if problems:
        show_problems(problems)
    if dry_run:
        click.echo("a dry run: nothing was written")
