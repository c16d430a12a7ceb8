"""`policybuilder shell`: a Word file as the shell of policies."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder.cli.screen import show_problems, styled
from policybuilder.errors import Location, fail
from policybuilder.library.workspace import find_root

_SHELL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("shell")
def command() -> None:
    """Check or prepare a Word file as the shell of policies."""


@command.command("check")
@click.argument("file", type=_SHELL)
def check(file: Path) -> None:
    """Say what FILE lacks to be a shell: the slot for the text, tags and styles."""
    from policybuilder.writers.word_shell import check_shell

    problems = check_shell(file.read_bytes(), str(file))
    if problems:
        show_problems(problems, err=False)
    else:
        click.echo(styled(f"{file} is ready to be used as a shell", fg="green"))
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
def prepare(corporate: Path, output: Path, force: bool) -> None:
    """Make a shell of a council's own letterhead.

    Adds the slot for the text, the tags and the styles that CORPORATE lacks. The letterhead itself is not changed.
    """
    from policybuilder.lifecycle.results import write_result
    from policybuilder.writers.word_shell import check_shell, prepare_shell

    if output.exists() and not force:
        raise fail(
            Location(str(output)),
            "the file is there already",
            "file-exists",
            "choose another name, or --force",
        )
    content = prepare_shell(corporate.read_bytes(), str(corporate))
    write_result(output, content, (corporate,), is_authored=True)
    click.echo(f"{output} written; {_how_to_use(output.resolve())}")
    if problems := check_shell(content, str(output)):
        show_problems(problems)
