"""`policybuilder doctor`: whether this machine and this workspace have what is needed."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled

_COLOURS = {"fine": "green", "note": "yellow", "wrong": "red"}


@click.command("doctor")
@json_option
@click.pass_obj
def command(folder: Path | None, as_json: bool) -> None:
    """Look at the program, this machine and the workspace, and say what may be in the way.

    Versions, fonts, LibreOffice, whether files can be written, OneDrive and copies it made, what a stopped run left.
    Exit code 1 when something is wrong; a note is not wrong. Send what it prints when you ask for help.

    Example: policybuilder doctor
    """
    found = api.doctor(folder)
    wrong = any(each.state == "wrong" for each in found)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(found, ok=not wrong)
    else:
        for each in found:
            click.echo(f"{styled(f'{each.state:<5}', fg=_COLOURS[each.state])}  {each.subject + ':':<14} {each.found}")
            if each.advice:
                click.echo(f"{'':<22} {each.advice}")
    if wrong:
        raise SystemExit(1)
