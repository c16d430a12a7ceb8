"""`policybuilder clauses`: what the library holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from policybuilder.cli.clauses_law import show_law
from policybuilder.cli.completions import complete_clause, complete_profile
from policybuilder.cli.printed import show_printed, uses_of
from policybuilder.cli.screen import show_problems, show_table, styled
from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean, fail
from policybuilder.library.body import Stretch, read_body
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library, open_library
from policybuilder.library.parameters import Parameter
from policybuilder.library.wording import in_yaml
from policybuilder.library.workspace import built_in_workspace, open_workspace


def library_of(folder: Path | None) -> Library:
    """Return the library of the workspace, or the built-in one where there is no workspace and none is named."""
    try:
        workspace = open_workspace(folder)
    except PolicyBuilderError:
        if folder is not None:
            raise
        workspace = built_in_workspace()
    return open_library(workspace)


@click.group("clauses", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show and search the clauses and parameters. Without a subcommand, list the clauses."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_clauses)


@command.command("list")
@click.option("--document", default="", help="Only the clauses of this document, in its order.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def list_clauses(folder: Path | None, document: str = "", as_json: bool = False) -> None:
    """List the clauses with their level, version and condition."""
    library = library_of(folder)
    ids: Iterable[str] = library.template(document).clause_ids() if document else library.clause_files
    clauses, problems = _readable(library, ids)
    if as_json:
        click.echo(json.dumps([_as_json(clause) for clause in clauses], indent=2, ensure_ascii=False, default=str))
    elif clauses:
        _show_list(clauses)
        unread = len(list(ids)) - len(clauses)
        more = f", and {unread} that could not be read" if unread else ""
        click.echo(f"\n{len(clauses)} clause{'' if len(clauses) == 1 else 's'}{more}")
    _end_with(problems)


def _readable(library: Library, ids: Iterable[str]) -> tuple[list[ClauseSource], Problems]:
    """Return the clauses that can be read, and what is wrong with the others."""
    clauses, problems = [], Problems()
    for id in ids:
        try:
            clauses.append(library.clause(id))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    return clauses, problems


def _end_with(problems: Problems) -> None:
    """Print what could not be read, and end with exit code 1 when anything could not."""
    if problems.found:
        show_problems(problems.found)
        raise SystemExit(1)


def _show_list(clauses: Iterable[ClauseSource]) -> None:
    rows = [
        (
            clause.id,
            clause.front.title,
            clause.front.level,
            clause.front.version,
            clause.front.applies_when or "always",
        )
        for clause in clauses
    ]
    show_table(("clause", "title", "level", "version", "applies when"), rows)


def _as_json(clause: ClauseSource) -> dict[str, object]:
    front = asdict(clause.front)
    return {**front, "file": clause.file, "topic": clause.topic}


@command.command("show")
@click.argument("clause", shell_complete=complete_clause)
@click.pass_obj
def show_clause(folder: Path | None, clause: str) -> None:
    """Show a clause: its text as it stands in the library, and what it depends on."""
    source = library_of(folder).clause(clause)
    front = source.front
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
    _show_anchors(source)


def _show_anchors(source: ClauseSource) -> None:
    """Print each paragraph with its number and the words that an amendment of it is written for."""
    paragraphs = read_body(source.body).paragraphs
    if not paragraphs:
        return
    click.echo("\n" + styled("To amend a paragraph, paste its words below base: in your profile", bold=True))
    click.echo("(of a list or table, the words of one item or row are enough)")
    for each in paragraphs:
        click.echo(f"\n# {each.name}{_condition(source, each)}\n{in_yaml(each.source, _AMENDMENT_INDENT)}")


def _condition(source: ClauseSource, paragraph: Stretch) -> str:
    tests = [test for test in read_body(source.body).passages[paragraph.passages[0]].tests if test]
    return f", printed within: {' and '.join(tests)}" if tests else ""


_AMENDMENT_INDENT = 8
"""How far the keys of an amendment stand in, in a profile as `init` writes it."""


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--profile", default="", help="Search this council's policies as printed.", shell_complete=complete_profile
)
@click.pass_obj
def search_clauses(folder: Path | None, words: tuple[str, ...], profile: str) -> None:
    """List the clauses whose id, title or text holds all the WORDS.

    Words in quotes are looked for in a row. A text is searched as it is authored and as it is printed: with typical
    values, or as PROFILE fills it in. Values among the words are shown with the parameter that prints them.
    """
    found = _search_profile(folder, profile, words) if profile else _search_library(folder, words)
    if not found:
        of = f" of {profile}" if profile else ""
        click.echo(f"no clause{of} holds " + " and ".join(f'"{word}"' for word in words))
        raise SystemExit(1)


_MOST_LINES = 2


def _search_library(folder: Path | None, words: tuple[str, ...]) -> bool:
    from policybuilder.checks.printed import search

    library, problems = library_of(folder), Problems()
    hits = list(search(library, words, problems))
    for hit in hits:
        click.echo(f"{styled(hit.clause.id, bold=True)}  {hit.clause.front.title}")
        for line in hit.lines[:_MOST_LINES]:
            show_printed(line, words, dict.fromkeys(hit.clause.front.parameters, "a typical value"), "    ")
    _end_with(problems)
    return bool(hits)


def _search_profile(folder: Path | None, profile: str, words: tuple[str, ...]) -> bool:
    from policybuilder.resolution import documents_of, resolve
    from policybuilder.resolution.find import place_of
    from policybuilder.resolution.printed import clauses_with

    library = open_library(open_workspace(folder))
    any_found = False
    for id in documents_of(library, profile):
        document = resolve(library, profile, id)
        for clause, lines in clauses_with(document, words):
            any_found = True
            where = f"{place_of(document, clause)} {clause.title}, in {profile}/{id}"
            click.echo(f"{styled(clause.id, bold=True)}  {where}")
            for line in [line for line in lines if line.text != clause.title][:_MOST_LINES]:
                show_printed(line, words, uses_of(document, clause.id), "    ")
    return any_found


@command.command("parameters")
@click.argument("name", required=False)
@click.pass_obj
def show_parameters(folder: Path | None, name: str | None) -> None:
    """List the parameters, or show one: its question, options, default and who would know."""
    reference = library_of(folder).reference
    if name is None:
        rows = [(parameter.name, parameter.type, parameter.label) for parameter in reference.parameters.values()]
        show_table(("parameter", "type", "what it is"), rows)
        return
    if name not in reference.parameters:
        hint = did_you_mean(name, reference.parameters, "`policybuilder clauses parameters` lists them")
        raise fail(Location("clauses parameters"), f'unknown parameter "{name}"', "unknown-parameter", hint)
    _show_parameter(reference.parameters[name])


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
