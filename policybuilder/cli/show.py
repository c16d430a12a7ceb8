"""`policybuilder show`: open a built policy in the program that shows such files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.options import json_option
from policybuilder.errors import Location, fail
from policybuilder.lifecycle.built_file import SUFFIXES


@click.command("show")
@click.argument("file", metavar="FILE|PROFILE[/DOCUMENT][@VERSION]")
@click.option("--format", "format", type=click.Choice(list(SUFFIXES)), help="Which file; without it, the Word file.")
@click.option("--path", "only_path", is_flag=True, help="Print where the file is; open nothing.")
@json_option
@click.pass_obj
def command(folder: Path | None, file: str, format: str | None, only_path: bool, as_json: bool) -> None:
    """Open a built policy: its draft, @paper, @approved or a version such as @1.0. Or any policy by its path.

    Example: policybuilder show riverton/generative-ai-policy@1.0
    """
    path = api.built_file(folder, file, format or "")
    if not (only_path or as_json):
        _open(path, file)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"file": str(path)})
    else:
        click.echo(str(path) if only_path else f"opened: {path}")


def _open(path: Path, named: str) -> None:
    """Open a file in the program that the person chose for its kind, and do not wait for it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606  what was asked for, and a built policy
            return
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is not None:
            # Told apart from an option by being absolute; what the program prints is not ours.
            nowhere = subprocess.DEVNULL
            subprocess.Popen([opener, str(path.resolve())], stdout=nowhere, stderr=nowhere)  # noqa: S603
            return
        reason = "this machine has no program that opens files by their kind"
    except OSError as error:
        reason = error.strerror or str(error)
    raise fail(Location(named), f"cannot be opened: {reason}", "cannot-open", f"open it yourself: {path.resolve()}")
