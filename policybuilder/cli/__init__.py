"""The command line: one module a command, each loaded only when it is used, so that `--help` is quick."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import signal
import sys
from pathlib import Path

import click

from policybuilder.errors import PolicyBuilderError

COMMANDS = {
    "init": "Make a workspace: choose your council and get its profile.",
    "build": "Build policies in Word, Markdown and HTML.",
    "check": "Report every problem of the library, templates and profiles.",
    "clauses": "List, show and search the clauses and parameters.",
    "explain": "Say why a clause is in a policy or not, and what set its values.",
    "coverage": "Say which items of each framework the policies answer, and where.",
    "approve": "Freeze a draft as an approved version.",
    "withdraw": "Take back an approved version, on the record.",
    "verify": "Prove that approved versions are what was approved.",
    "history": "List the approved versions of a council.",
    "review": "Say what is due for review, and what makes it due early.",
    "compare": "Say what changed between two versions, why, and who must approve it.",
    "redline": "Compare two Word files as one with tracked changes, or prove such a file.",
    "shell": "Check or prepare a Word file as the shell of policies.",
    "schema": "Print the JSON Schema of a kind of file.",
    "completion": "Print what makes your shell complete policybuilder commands.",
}
"""Every command with its line in `--help`; each is `command` in the module of its name."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"policybuilder.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        _only_words_that_can_be_written(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name; an unknown word offers the nearest command."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from policybuilder.errors import did_you_mean

            hint = did_you_mean(args[0], COMMANDS, "`policybuilder --help` lists the commands")
            raise click.UsageError(f'no command "{args[0]}": {hint}', ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; problems are printed in the compiler's form and end it with exit code 1."""
        try:
            return super().invoke(ctx)
        except PolicyBuilderError as error:
            from policybuilder.cli.screen import show_problems

            show_problems(error.problems)
            ctx.exit(1)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:  # No input gives a traceback: what went wrong here is a fault of ours.
            from policybuilder.cli.fault import EXIT_CODE, tell

            tell(error, ctx.params.get("debug"))
            raise SystemExit(EXIT_CODE) from error


class _Words(click.types.StringParamType):
    """What is typed for an option and may be printed in a document, such as a name: characters that can be shown."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words; those that no document can show are refused, as a mistake in typing the command."""
        words = str(super().convert(value, param, ctx))
        if any((sign < " " and sign not in "\t\n\r") or "\ud800" <= sign <= "\udfff" for sign in words):
            self.fail("it holds a character that no document can show, or is not UTF-8", param, ctx)
        return words


def _only_words_that_can_be_written(command: click.Command) -> None:
    """Make the options of a command, and of those below it, refuse what no document can show."""
    for each in command.params:
        if isinstance(each, click.Option) and type(each.type) is click.types.StringParamType:
            each.type = _Words()
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _only_words_that_can_be_written(below)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from policybuilder.version import VERSION

        click.echo(f"policybuilder {VERSION}")
        ctx.exit()


def _end_in_order() -> None:
    """Let a program that is told to end remove what it had begun to write, as it does when a person stops it."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with contextlib.suppress(ValueError):  # not in the main thread, where another program holds the signals
                signal.signal(number, _end)


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version.",
)
@click.option(
    "--workspace",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The workspace folder. Without it, the nearest folder here or above that holds profiles/.",
)
@click.option(
    "--debug",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the details when the program itself fails; nothing is written otherwise.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path | None, debug: Path | None) -> None:  # noqa: ARG001  `invoke` reads it
    """AI policies for UK councils, from a clause library and a profile.

    Start with `policybuilder init` in an empty folder, then `policybuilder build`.
    """
    ctx.obj = folder
    # A command is over before its garbage could matter, and looking for it takes a sixth of a first build's time.
    gc.set_threshold(200_000, 20, 100)
    # Nothing here uses pydantic's plugins, and to look for them reads what every installed package says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _end_in_order()
    for stream in (sys.stdout, sys.stderr):
        # A console that has no sign for a letter, such as ŵ, prints a question mark and not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
