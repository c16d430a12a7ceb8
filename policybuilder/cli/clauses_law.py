"""`policybuilder clauses law`: the statements of law, who has read them, and the lines that sign them off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import show_table, styled
from policybuilder.library.library import Library
from policybuilder.library.statements import block_to_sign
from policybuilder.library.values import written_date

if TYPE_CHECKING:
    from policybuilder.document import SignOff
    from policybuilder.resolution.relied_on import ReliedOn

STATES = ("read at source", "signed off", "unchecked")


@click.command("law")
@click.argument("profile", required=False, shell_complete=complete_profile)
@click.option("--document", default="", help="Only what this document rests on.", shell_complete=complete_document)
@click.option("--unchecked", is_flag=True, help="Only what nobody has checked.")
@click.option("--to-sign", is_flag=True, help="Print what is unchecked as lines for the profile, to be filled in.")
@json_option
@click.pass_obj
def show_law(
    folder: Path | None, profile: str | None, document: str, unchecked: bool, to_sign: bool, as_json: bool
) -> None:
    """List the law that the policies of PROFILE rest on, and how far it is checked. Without PROFILE, all law.

    The list is for your legal team: what a policy relies on each law for, what to look up, and where it is used.

    Example: policybuilder clauses law riverton --unchecked
    """
    if profile is None:
        if document or unchecked or to_sign:
            raise click.UsageError("name the profile of a council, too")
        _show_library(folder, as_json)
        return
    library = api.load(folder)
    found = api.relied_on(library, profile, document)
    wanted = [one for one in found if one.entry.state == "unchecked" or not (unchecked or to_sign)]
    if to_sign:
        _show_lines(library, wanted)
    elif as_json:
        from policybuilder.cli.envelope import show_result

        show_result(wanted)
    else:
        for one in wanted:
            _show(one)
        click.echo(_counted(one.entry.state for one in found))


def _counted(states: Iterable[str]) -> str:
    count = Counter(states)
    parts = ", ".join(f"{count[state]} {state}" for state in STATES if count[state])
    total = count.total()
    return f"{total} statement{'' if total == 1 else 's'} of law" + (f": {parts}" if parts else "")


def _show(one: ReliedOn) -> None:
    entry = one.entry
    click.echo(f"{styled(entry.title, bold=True)} ({entry.id})")
    for label, value in (
        ("state", entry.state),
        ("relied on", f"{entry.note} (as at {written_date(_day(entry.as_at))})"),
        ("check", entry.check if entry.state == "unchecked" else ""),
        ("source", entry.source),
        ("read", entry.read),
        *(("signed off", _by(sign_off)) for sign_off in entry.sign_offs),
        ("used in", "; ".join(_where(one))),
    ):
        if value:
            click.echo(f"  {label + ':':<12}{value}")
    click.echo()


def _day(iso: str) -> object:
    from datetime import date

    return date.fromisoformat(iso)


def _by(sign_off: SignOff) -> str:
    example = "an example, nobody read it: " if sign_off.illustrative else ""
    when = written_date(_day(sign_off.date))
    return f"{example}{sign_off.role}, {when} (profile {sign_off.profile}, {sign_off.source}); read: {sign_off.read}"


def _where(one: ReliedOn) -> Iterator[str]:
    for document, numbers in one.where.items():
        yield f"{document} {', '.join(numbers)}".strip()


def _show_lines(library: Library, wanted: Sequence[ReliedOn]) -> None:
    if not wanted:
        click.echo("nothing to sign off: no statement of law is unchecked", err=True)
        return
    click.echo(block_to_sign((one.entry.id, library.reference.law[one.entry.id]) for one in wanted))


def _show_library(folder: Path | None, as_json: bool) -> None:
    law = api.law(api.load(folder, or_built_in=True))
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(law)
        return
    rows = [(each.id, each.entry.title, ", ".join(each.entry.nations), each.state) for each in law]
    show_table(("law", "title", "nations", "state"), rows)
    click.echo(f"\n{_counted(each.state for each in law)}")
