"""`policybuilder verify`: prove that approved versions are what was approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import note_output_elsewhere, show_problems, styled
from policybuilder.library.workspace import open_workspace

if TYPE_CHECKING:
    from policybuilder.lifecycle.verify import ReceiptSeen, Verified


@click.command("verify")
@click.argument("profile", default="", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@click.option("--receipt", default="", help="The clerk's receipt to hold them against: its file, or its number.")
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, receipt: str, as_json: bool) -> None:
    """Check every file of the approved versions against its manifest; name what was altered, is missing or was added.

    All of them, or those of PROFILE and DOCUMENT. Exit code 1 when anything is wrong.

    Example: policybuilder verify riverton generative-ai-policy
    """
    root = open_workspace(folder).root
    assert root is not None
    every = api.verify(folder, profile, document, receipt=receipt)
    problems = [problem for found in every for problem in found.problems]
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(every, problems)
    else:
        for found in every:
            click.echo(_told(found, bool(receipt)))
        if not every:
            click.echo("no approved versions yet")
        note_output_elsewhere(root)
        if problems:
            show_problems(problems)
    if not all(found.as_approved for found in every):
        raise SystemExit(1)


def _told(found: Verified, with_receipt: bool) -> str:
    verdict = styled("as approved", fg="green") if found.as_approved else styled("not as approved", fg="red")
    withdrawn = f" ({found.withdrawn} withdrawn)" if found.withdrawn else ""
    numbers = f"{found.versions} version{'' if found.versions == 1 else 's'}{withdrawn}, {found.files} files"
    held = f"; {_held(found.receipt)}" if with_receipt and found.as_approved else ""
    return f"{found.profile}/{found.document}: {numbers}: {verdict}{held}"


def _held(seen: ReceiptSeen | None) -> str:
    if seen is None:
        return "not in the receipt"
    if not seen.after:
        return f"and as in the receipt {seen.number}"
    records = "record" if seen.after == 1 else "records"
    return f"and as in the receipt {seen.number}, which goes up to {seen.until}; {seen.after} {records} since"
