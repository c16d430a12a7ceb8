"""`policybuilder schema`: the JSON Schema of the authored files, for editors."""

from __future__ import annotations

import json

import click

from policybuilder import api

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
    click.echo(json.dumps(api.schema(kind), indent=2, ensure_ascii=False))
