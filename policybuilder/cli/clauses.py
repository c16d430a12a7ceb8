"""`policybuilder clauses`: what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.clauses_law import show_law
from policybuilder.cli.completions import complete_clause, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.printed import show_printed
from policybuilder.cli.screen import show_problems, show_table, styled
from policybuilder.errors import Problem
from policybuilder.library.listing import Listed
from policybuilder.library.parameters import Parameter
from policybuilder.library.wording import in_yaml
from policybuilder.resolution.find import is_number


@click.group("clauses", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show and search the clauses and parameters. Without a subcommand, list the clauses."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_clauses)


@command.command("list")
@click.option("--document", default="", help="Only the clauses of this document, in its order.")
@json_option
@click.pass_obj
def list_clauses(folder: Path | None, document: str = "", as_json: bool = False) -> None:
    """List the clauses with their level, version and condition.

    Example: policybuilder clauses list --document staff-guide
    """
    clauses = api.clauses(api.load(folder, or_built_in=True), document)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(clauses.found, clauses.problems, ok=not clauses.problems)
    elif clauses.found:
        _show_list(clauses.found)
        unread = clauses.asked - len(clauses.found)
        more = f", and {unread} that could not be read" if unread else ""
        click.echo(f"\n{len(clauses.found)} clause{'' if len(clauses.found) == 1 else 's'}{more}")
    _end_with(clauses.problems, shown=as_json)


def _end_with(problems: Sequence[Problem], shown: bool = False) -> None:
    """Print what could not be read, unless that is shown, and end with exit code 1 when anything could not."""
    if problems:
        if not shown:
            show_problems(problems)
        raise SystemExit(1)


def _show_list(clauses: Iterable[Listed]) -> None:
    fronts = (clause.source.front for clause in clauses)
    rows = [(front.id, front.title, front.level, front.version, front.applies_when or "always") for front in fronts]
    show_table(("clause", "title", "level", "version", "applies when"), rows)


@command.command("show")
@click.argument("clause", shell_complete=complete_clause)
@json_option
@click.pass_obj
def show_clause(folder: Path | None, clause: str, as_json: bool) -> None:
    """Show a clause: its text as it stands in the library, and what it depends on.

    Example: policybuilder clauses show human-review
    """
    listed = api.clause(api.load(folder, or_built_in=True), clause)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(listed.text_as_json())
        return
    source, front = listed.source, listed.source.front
    click.echo(styled(front.title, bold=True))
    facts = [
        ("id", front.id),
        ("level", front.level),
        ("version", front.version),
        ("file", source.file),
        ("applies when", front.applies_when or "always"),
        ("parameters", ", ".join(front.parameters)),
        ("requires", ", ".join(front.requires)),
        ("law", ", ".join(front.law)),
        ("frameworks", "; ".join(f"{id} {', '.join(items)}" for id, items in front.frameworks.items())),
        ("covers", ", ".join(front.covers)),
    ]
    for label, value in facts:
        if value:
            click.echo(f"  {label + ':':<14}{value}")
    for change in front.changes:
        click.echo(f"  {'change:':<14}{change.version}, {change.date}, {change.kind}: {change.why}")
    click.echo("\n" + source.body.strip())
    _show_anchors(listed)


def _show_anchors(clause: Listed) -> None:
    """Print each paragraph with its number and the words that an amendment of it is written for."""
    if not clause.paragraphs:
        return
    click.echo("\n" + styled("To amend a paragraph, paste its words below base: in your profile", bold=True))
    click.echo("(of a list or table, the words of one item or row are enough)")
    for each in clause.paragraphs:
        tests = clause.printed_within(each)
        within = f", printed within: {' and '.join(tests)}" if tests else ""
        click.echo(f"\n# {each.name}{within}\n{in_yaml(each.source, _AMENDMENT_INDENT)}")


_AMENDMENT_INDENT = 8
"""How far the keys of an amendment stand in, in a profile as `init` writes it."""


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--profile", default="", help="Search this council's policies as printed.", shell_complete=complete_profile
)
@json_option
@click.pass_obj
def search_clauses(folder: Path | None, words: tuple[str, ...], profile: str, as_json: bool) -> None:
    """List the clauses whose id, title or text holds all the WORDS.

    Words in quotes are looked for in a row; a number, as in 12.4, finds what stands there in PROFILE's policies. A text
    is searched as it is authored and as it is printed: with typical values, or as PROFILE fills it in. Values among the
    words are shown with the parameter that prints them.

    Example: policybuilder clauses search "working days" --profile riverton
    """
    library = api.load(folder, or_built_in=not profile)
    hits = api.search(library, words, profile)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(hits.found, hits.problems, ok=not hits.problems)
    for hit in hits.found if not as_json else ():
        where = f"{hit.place} {hit.title}, in {hit.profile}/{hit.document}" if hit.profile else hit.title
        click.echo(f"{styled(hit.clause, bold=True)}  {where}")
        for line in hit.lines[:_MOST_LINES]:
            show_printed(line, words, hit.setters, "    ")
    _end_with(hits.problems, shown=as_json)
    if not hits.found and not as_json:
        of = f" of {profile}" if profile else ""
        click.echo(f"no clause{of} holds " + " and ".join(f'"{word}"' for word in words))
        if not profile and is_number(" ".join(words)):
            click.echo("a number is a place in a council's policy: add --profile and the council's id")
    if not hits.found:
        raise SystemExit(1)


_MOST_LINES = 2


@command.command("parameters")
@click.argument("name", required=False)
@json_option
@click.pass_obj
def show_parameters(folder: Path | None, name: str | None, as_json: bool) -> None:
    """List the parameters, or show one: its question, options, default and who would know.

    Example: policybuilder clauses parameters review.period_months
    """
    library = api.load(folder, or_built_in=True)
    found = api.parameters(library) if name is None else (api.parameter(library, name),)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(found if name is None else found[0])
    elif name is None:
        show_table(("parameter", "type", "what it is"), [(each.name, each.type, each.label) for each in found])
    else:
        _show_parameter(found[0])


def _show_parameter(parameter: Parameter) -> None:
    from policybuilder.resolution.answers import shown

    click.echo(styled(parameter.name, bold=True))
    by_nation = "; ".join(f"{nation}: {shown(value)}" for nation, value in parameter.default_by_nation.items())
    same = f"the same as {parameter.default_from}" if parameter.default_from else ""
    default = by_nation or same or ("must be answered" if parameter.required else shown(parameter.default) or "not set")
    lines = [
        ("question", parameter.question),
        ("help", parameter.help),
        ("ask", parameter.ask),
        ("type", parameter.type),
        ("unit", parameter.unit),
        ("default", default),
        ("why", parameter.rationale),
        ("declared", str(parameter.location)),
    ]
    for label, value in lines:
        if value:
            click.echo(f"  {label + ':':<10}{value}")
    for option, meaning in {**parameter.options, **parameter.columns}.items():
        click.echo(f"    {option}: {meaning}")


command.add_command(show_law)
