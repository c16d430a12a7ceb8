"""`policybuilder explain`: why a clause is in a policy or not, and what set its values."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_clause, complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.printed import show_printed
from policybuilder.cli.screen import styled
from policybuilder.document import Clause, LawEntry, Omission, with_mover
from policybuilder.library.wording import beginning
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.cache import open_cached
from policybuilder.resolution.explain import Explained
from policybuilder.resolution.printed import setters_of

_ORIGINS = {
    "template": "the template lists it and the depth takes it",
    "include": "the profile includes it",
    "requires": "another clause requires it",
}
_STATES = {
    "carried": "the library has changed the clause since: both are merged, until `policybuilder update` writes it",
    "adopted": "the library says the same now: `policybuilder update` takes it out",
    "conflict": "in conflict with the library, which changed the same words: see `policybuilder settle`",
}


@click.command("explain")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("clause", metavar="CLAUSE|NUMBER|HEADING|WORDS", shell_complete=complete_clause)
@click.option("--document", default="", help="Only in this document.", shell_complete=complete_document)
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, clause: str, document: str, as_json: bool) -> None:
    """Say why CLAUSE is in the policies of PROFILE or not.

    CLAUSE is its id, its number or heading in the policy ("6.2", "New tools and uses"), or some of its words as they
    are printed ("working days").

    Shows the condition, each value the clause depends on, and the file and line that set it.

    Example: policybuilder explain riverton "working days"
    """
    library, keep = open_cached(open_workspace(folder))
    every = api.explain(library, profile, clause, document)
    keep()
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(every)
        return
    for number, found in enumerate(every):
        if number:
            click.echo()
        click.echo(styled(f"{found.title} ({found.id})", bold=True) + f" in {profile}/{found.document.id}")
        if found.covering:
            click.echo(f"  holds the subject: {clause}")
        for line in found.lines:
            show_printed(line, (clause,), setters_of(found.document, found.id), "  ")
        _show(found)


def _show(found: Explained) -> None:
    if found.clause is not None:
        _show_present(found, found.clause)
    elif found.omission is not None:
        _show_absent(found, found.omission)
    else:
        template = found.document.template
        click.echo(f"  not in: the template {template} does not list it, and the profile does not include it")
        if found.near:
            click.echo(f'  hint: did you mean "{found.near}"?')


def _show_present(explained: Explained, clause: Clause) -> None:
    found = clause.provenance
    click.echo(f"  in: {explained.place}; {_ORIGINS[found.origin]} ({found.origin_source})")
    if found.reason:
        click.echo(f"  reason: {with_mover(found.reason, found.by, found.minute)}")
    if found.placed_by:
        click.echo(f"  place: the profile's order gives it ({found.placed_by})")
    click.echo(f"  level: {found.level}; depth of the policy: {explained.document.depth}")
    click.echo(f"  condition: {found.condition + ' (holds)' if found.condition else 'none: it always applies'}")
    click.echo(f"  text: version {found.version}, {found.source}")
    _show_values(explained)
    for amendment in found.amendments:
        beside = f' "{beginning(amendment.was)}"' if amendment.was else ""
        place = amendment.place + (f" paragraph {amendment.paragraph}" if amendment.paragraph else beside)
        click.echo(f"  amended: {place}, written against {amendment.base} ({amendment.source})")
        if amendment.state != "stands":
            click.echo(f"    {_STATES[amendment.state]}")
        click.echo(f"    reason: {with_mover(amendment.reason, amendment.by, amendment.minute)}")
    for entry in explained.law:
        click.echo(f"  law: {entry.id}, {entry.state}{_signed(entry)}")


def _signed(entry: LawEntry) -> str:
    """Return who signed a statement off, when, what was read, and the place of that in the profile or base."""
    return "".join(
        f" by {one.role}, {one.date} (profile {one.profile}, {one.source}); read: {one.read}" for one in entry.sign_offs
    )


def _show_absent(explained: Explained, omission: Omission) -> None:
    reasons = {
        "condition": f"its condition does not hold: {omission.detail}",
        "depth": f"it is {omission.level}, and the policy's depth is {omission.detail}",
        "elsewhere": f"its rule stands in the council's {omission.detail}",
        "excluded": f"the profile excludes it: {with_mover(omission.detail, omission.by, omission.minute)}",
    }
    click.echo(f"  not in: {reasons[omission.why]} ({omission.source})")
    if explained.enough:
        below = f"documents: {explained.document.id}: include:"
        click.echo(f"  hint: write depth: {explained.enough}, or name it under {below}")
    _show_values(explained)


def _show_values(explained: Explained) -> None:
    for use in explained.parameters:
        _show_value(use.name, use.value, f"{use.state}: {use.origin}", use.source)
    for name, value in explained.facts:
        _show_value(name, value, "fact", "")


def _show_value(name: str, value: str, origin: str, source: str) -> None:
    shown = value if len(value) <= 60 else value[:59] + "…"
    click.echo(f"  {name} = {shown or '(not set)'}")
    click.echo(f"    {origin}" + (f", {source}" if source else ""))
