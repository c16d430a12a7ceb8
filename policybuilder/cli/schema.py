"""`policybuilder schema`: the JSON Schema of the authored files, for editors."""

from __future__ import annotations

import click

from policybuilder import api
from policybuilder.cli.envelope import print_json

KINDS = (
    "clause",
    "profile",
    "template",
    "parameters",
    "terms",
    "law",
    "frameworks",
    "facts",
    "withdrawn",
    "issued",
    "stale",
    "avoided_words",
    "abbreviations",
    "sounds_like",
    "workspace",
)


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS))
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file. The shipped ones are in docs/schemas/.

    Example: policybuilder schema profile
    """
    print_json(api.schema(kind))
