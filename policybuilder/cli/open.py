"""`policybuilder open`: start the page in the browser."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from policybuilder.errors import Location, fail
from policybuilder.library.workspace import find_root

_CYCLES = (20_000, 10, 10)
"""After how many objects cycles of them are looked for, as `gc.set_threshold` takes it. The other commands end before
it could matter; a page that is open for days would keep what each request left."""


@click.command("open")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 takes any that is free.")
@click.option("--no-browser", is_flag=True, help="Print the address; open nothing.")
@click.pass_obj
def command(folder: Path | None, port: int, no_browser: bool) -> None:
    """Do the whole job in the browser: answer questions, build, compare and approve.

    It runs on this machine alone, for as long as this command does. It works on the same files as the other commands.

    Example: policybuilder open --workspace policies
    """
    try:
        from policybuilder.web import start
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "policybuilder":
            raise  # a fault of ours, and not an extra that is missing
        hint = 'install it with: pip install "policybuilder[web]"'
        raise fail(Location("open"), f"needs {error.name}, which is not installed", "no-web", hint) from error
    # In an empty folder the first screen makes the workspace, as `init` does.
    serving = start(folder.resolve() if folder else find_root(Path.cwd()) or Path.cwd(), port)
    click.echo(f"The page: {serving.address}")
    click.echo("It is for you alone: do not pass the address on. Stop it here with Ctrl+C.")
    if not no_browser:
        click.launch(serving.address)
    gc.set_threshold(*_CYCLES)
    serving.run()
