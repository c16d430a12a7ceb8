"""`policybuilder schema`: the JSON Schema of the authored files, for editors."""

from __future__ import annotations

import json

import click

KINDS = (
    "clause",
    "profile",
    "template",
    "parameters",
    "terms",
    "law",
    "frameworks",
    "facts",
    "stale",
    "avoided_words",
    "abbreviations",
    "workspace",
)


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS))
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file. The shipped ones are in docs/schemas/."""
    from policybuilder.library.json_schema import json_schema

    click.echo(json.dumps(json_schema(kind), indent=2, ensure_ascii=False))
