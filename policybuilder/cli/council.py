"""Which council? The prompt of `init`, in which nothing is ever chosen on a guess."""

from __future__ import annotations

import click

from policybuilder.cli.screen import styled
from policybuilder.library.council_search import Found, find_council, look_up
from policybuilder.library.councils import Register, RegisteredCouncil, reorganisation_of
from policybuilder.library.new_profile import reorganisation_text

MOST = 8
"""How many councils are offered at once."""


def named_council(name: str, register: Register, yes: bool, err: bool = False) -> RegisteredCouncil:
    """Return the council of `--council`, shown; a person confirms one that only has the words in its name.

    Raises PolicyBuilderError as `find_council` does.
    """
    council = find_council(name, register)
    show_council(council, register, err)
    if yes or look_up(name, register).kind == "exact" or click.confirm("Is this yours?"):
        return council
    return ask_council(register)


def ask_council(register: Register) -> RegisteredCouncil:
    """Return the council that a person names, shown, and confirms or chooses by its number."""
    name = ""
    while True:
        name = name or _ask_name("Which council? (name, or part of it)")
        found = look_up(name, register)
        if found.kind == "exact":
            show_council(found.councils[0], register)
            if click.confirm("Is this yours?", default=True):
                return found.councils[0]
            name = ""
            continue
        _show_found(name, found)
        if not found.councils:
            name = ""
            continue
        offered = found.councils[:MOST]
        typed = _ask_name("Which one? (a number, or another name)")
        if typed.isdecimal() and 1 <= int(typed) <= len(offered):
            show_council(offered[int(typed) - 1], register)
            return offered[int(typed) - 1]
        if typed.isdecimal():
            click.echo(f"  Type a number from 1 to {len(offered)}, or another name.")
            continue
        name = typed


def _ask_name(question: str) -> str:
    # Without a default, Enter alone is asked again and chooses nothing.
    return str(click.prompt(question)).strip()


def _show_found(name: str, found: Found) -> None:
    if found.kind == "near":
        found = Found("near", found.councils, f'no council "{name}" in the register; like it are')
    for line in (found.said, found.hint):
        if line:
            click.echo(f"  {line[0].upper()}{line[1:]}")
    for number, council in enumerate(found.councils[:MOST], start=1):
        click.echo(f"  {number}. {council.official_name}")
    if len(found.councils) > MOST:
        click.echo(f"  and {len(found.councils) - MOST} more: type more of the name")


def show_council(council: RegisteredCouncil, register: Register, err: bool = False) -> None:
    """Print who a council is, and what there is to know before its profile is made; `err` is to standard error."""
    facts = register.facts
    kind = facts.types[council.type]
    nation = facts.nations[council.nation].label  # type: ignore[index]
    click.echo(f"{styled(council.official_name, bold=True)}: {kind.label}, {nation}", err=err)
    rule = reorganisation_of(council, facts)
    notes = [" ".join((kind.note or "").split()), reorganisation_text(council, rule, register.today) if rule else ""]
    for note in filter(None, notes):
        click.echo(styled("note: ", fg="yellow", bold=True) + note, err=err)
