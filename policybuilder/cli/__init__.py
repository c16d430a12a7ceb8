"""The command line: one module a command, each loaded only when it is used, so that `--help` is quick."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from policybuilder.errors import PolicyBuilderError

COMMANDS = {
    "init": "Make a workspace: choose your council and get its profile.",
    "adopt": "Say what an old policy says of the library, what it decided and what it lacks.",
    "build": "Build policies in Word, Markdown and HTML.",
    "check": "Report every problem of the library, templates and profiles.",
    "clauses": "List, show and search the clauses and parameters.",
    "explain": "Say why a clause is in a policy or not, and what set its values.",
    "coverage": "Say which items of each framework the policies answer, and where.",
    "amend": "Change the words of a clause in the profile, as a meeting decided.",
    "take": "Bring the edits made in a Word file back into the profile.",
    "update": "Take councils over to a newer library, with everything that is their own.",
    "settle": "Decide a conflict between a council's amendment and a newer library.",
    "undo": "Take back the last list of changes that a command made to a profile.",
    "approve": "Freeze a draft as an approved version.",
    "withdraw": "Take back an approved version, on the record.",
    "verify": "Prove that approved versions are what was approved.",
    "receipt": "Write what the clerk keeps, by which versions are proven ever after.",
    "history": "List the approved versions of a council.",
    "review": "Say what is due for review, and what makes it due early.",
    "compare": "Say what changed between two versions, why, and who must approve it.",
    "redline": "Compare two Word files as one with tracked changes, or prove such a file.",
    "open": "Do the whole job in the browser.",
    "show": "Open a built policy in the program that shows such files.",
    "shell": "Check or prepare a Word file as the shell of policies.",
    "schema": "Print the JSON Schema of a kind of file.",
    "doctor": "Say whether this machine and this workspace have what policybuilder needs.",
    "completion": "Print what makes your shell complete policybuilder commands.",
}
"""Every command with its line in `--help`; each is `command` in the module of its name."""

_JSON_ASKED = "policybuilder.json_asked"


class _Help(click.HelpFormatter):
    """Help as wide as the terminal. click asks shutil, and to import that takes longer than to write the help."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """Begin help of a width, or of the terminal's up to `max_width` or 80."""
        if width is None and click.formatting.FORCED_WIDTH is None:
            width = max(min(_columns(), max_width or 80) - 2, 50)
        super().__init__(indent_increment, width, max_width)


def _columns() -> int:
    """Return how many columns the terminal has, as shutil.get_terminal_size does."""
    if (said := os.environ.get("COLUMNS", "")).isdigit() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or 80
    except (AttributeError, ValueError, OSError):
        return 80


class _Context(click.Context):
    formatter_class = _Help


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is named."""

    context_class = _Context

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
        _even(command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note whether JSON is asked for: a command that is not understood tells nobody what it was asked for."""
        ctx.meta[_JSON_ASKED] = "--json" in args
        return super().parse_args(ctx, args)

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
        except click.UsageError as error:
            if not ctx.meta[_JSON_ASKED] or getattr(error, "option_name", "") == "--json":
                raise
            from policybuilder.cli.envelope import show_usage

            show_usage(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            from policybuilder.errors import PolicyBuilderError

            if isinstance(error, PolicyBuilderError):
                _tell_problems(ctx, error)
                ctx.exit(1)
            # No input gives a traceback: what went wrong here is a fault of ours.
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


class _Path(click.Path):
    """What is typed for a file or folder, as a path; pathlib is imported when there is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


def _tell_problems(ctx: click.Context, error: PolicyBuilderError) -> None:
    from policybuilder.cli.options import wants_json

    if name := wants_json(ctx):
        from policybuilder.cli.envelope import print_envelope

        print_envelope(name, None, error.problems, ok=False)
    else:
        from policybuilder.cli.screen import show_problems

        show_problems(error.problems)


def _even(command: click.Command) -> None:
    """Make a command, and those below it, take what every command takes, and refuse what no document can show."""
    for each in command.params:
        if isinstance(each, click.Option) and type(each.type) is click.types.StringParamType:
            each.type = _Words()
    if not any("--workspace" in each.opts for each in command.params):
        command.params += [
            click.Option(["--workspace", "folder_after"], **_WORKSPACE, callback=_workspace_after),
            click.Option(["--debug", "debug_after"], **_DEBUG, callback=_debug_after),
        ]
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _even(below)


_WORKSPACE: dict[str, Any] = {
    "type": _Path(file_okay=False),
    "expose_value": False,
    "help": "The workspace folder. Without it, the nearest folder here or above that holds profiles/.",
}
_DEBUG: dict[str, Any] = {
    "type": _Path(dir_okay=False),
    "expose_value": False,
    "help": "Where to write the details when the program itself fails; nothing is written otherwise.",
}


def _workspace_after(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    """Take a workspace that is named after the command as if it stood before it."""
    if folder is None:
        return
    if ctx.obj is not None and ctx.obj != folder:
        raise click.UsageError(f"two workspaces are named: {ctx.obj} and {folder}")
    ctx.obj = folder


def _debug_after(ctx: click.Context, _: click.Parameter, debug: Path | None) -> None:
    if debug is not None:
        ctx.find_root().params["debug"] = debug


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


if os.environ.get("_POLICYBUILDER_COMPLETE", "").startswith("powershell"):
    import policybuilder.cli.powershell  # noqa: F401  click knows the other shells


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version.",
)
@click.option("--workspace", "folder", **{**_WORKSPACE, "expose_value": True})
@click.option("--debug", **{**_DEBUG, "expose_value": True})
@click.pass_context
def main(ctx: click.Context, folder: Path | None, debug: Path | None) -> None:  # noqa: ARG001  `invoke` reads it
    """AI policies for UK councils, from a clause library and a profile.

    Start with `policybuilder init` in an empty folder, then `policybuilder build`.
    """
    ctx.obj = folder
    # A command is over before its garbage could matter, and looking for it takes a sixth of a first build's time.
    gc.set_threshold(500_000, 20, 100)
    # Python looks for it a last time when it ends, as long as ever; the system takes all of it back then, anyway.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    # Nothing here uses pydantic's plugins, and to look for them reads what every installed package says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _end_in_order()
    for stream in (sys.stdout, sys.stderr):
        # A console that has no sign for a letter, such as ŵ, prints a question mark and not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
