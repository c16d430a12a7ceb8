"""`policybuilder receipt`: what the clerk keeps, by which approved versions are proven ever after."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option


@click.command("receipt")
@click.argument("profile", default="", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file, as plain text."
)
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, output: Path | None, as_json: bool) -> None:
    """Write the receipt of the approved versions: of all, or those of PROFILE and DOCUMENT.

    It has a line for each version and withdrawal, with its digest, and a number short enough to be read aloud. Whoever
    keeps it elsewhere, such as the committee's clerk with the minutes, can prove with `verify --receipt FILE` that
    nothing was altered, taken away or put in since. Refused when anything is not as approved.

    Example: policybuilder receipt riverton generative-ai-policy -o receipt.txt
    """
    from policybuilder.lifecycle.receipts import receipt_text
    from policybuilder.lifecycle.results import write_result

    receipts = api.receipt(folder, profile, document)
    if output is not None and receipts:
        write_result(output, receipt_text(receipts).encode())
        if not as_json:
            click.echo(f"written: {output}")
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(receipts)
    elif not receipts:
        click.echo("no approved versions yet")
    elif output is not None:
        for receipt in receipts:
            click.echo(f"{receipt.name}: receipt number {receipt.number}, up to {receipt.lines[-1].record}")
        click.echo("keep the file where those who keep the policies do not write, such as with the minutes")
    else:
        click.echo(receipt_text(receipts), nl=False)
