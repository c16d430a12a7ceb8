"""`policybuilder clauses`: what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from policybuilder.cli.clauses_law import show_law
from policybuilder.cli.completions import complete_clause, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.printed import show_printed, uses_of
from policybuilder.cli.screen import show_problems, show_table, styled
from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean, fail
from policybuilder.library.body import Stretch, read_body
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library, open_library
from policybuilder.library.parameters import Parameter
from policybuilder.library.wording import in_yaml
from policybuilder.library.workspace import built_in_workspace, open_workspace
from policybuilder.resolution.printed import PrintedLine


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
@json_option
@click.pass_obj
def list_clauses(folder: Path | None, document: str = "", as_json: bool = False) -> None:
    """List the clauses with their level, version and condition.

    Example: policybuilder clauses list --document staff-guide
    """
    library = library_of(folder)
    ids: Iterable[str] = library.template(document).clause_ids() if document else library.clause_files
    clauses, problems = _readable(library, ids)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result([_as_json(clause) for clause in clauses], problems.found, ok=not problems.found)
    elif clauses:
        _show_list(clauses)
        unread = len(list(ids)) - len(clauses)
        more = f", and {unread} that could not be read" if unread else ""
        click.echo(f"\n{len(clauses)} clause{'' if len(clauses) == 1 else 's'}{more}")
    _end_with(problems, shown=as_json)


def _readable(library: Library, ids: Iterable[str]) -> tuple[list[ClauseSource], Problems]:
    """Return the clauses that can be read, and what is wrong with the others."""
    clauses, problems = [], Problems()
    for id in ids:
        try:
            clauses.append(library.clause(id))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    return clauses, problems


def _end_with(problems: Problems, shown: bool = False) -> None:
    """Print what could not be read, unless that is shown, and end with exit code 1 when anything could not."""
    if problems.found:
        if not shown:
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
@json_option
@click.pass_obj
def show_clause(folder: Path | None, clause: str, as_json: bool) -> None:
    """Show a clause: its text as it stands in the library, and what it depends on.

    Example: policybuilder clauses show human-review
    """
    source = library_of(folder).clause(clause)
    if as_json:
        from policybuilder.cli.envelope import show_result

        paragraphs = [{"name": each.name, "was": each.source} for each in read_body(source.body).paragraphs]
        show_result({**_as_json(source), "body": source.body.strip(), "paragraphs": paragraphs})
        return
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
@json_option
@click.pass_obj
def search_clauses(folder: Path | None, words: tuple[str, ...], profile: str, as_json: bool) -> None:
    """List the clauses whose id, title or text holds all the WORDS.

    Words in quotes are looked for in a row. A text is searched as it is authored and as it is printed: with typical
    values, or as PROFILE fills it in. Values among the words are shown with the parameter that prints them.

    Example: policybuilder clauses search "working days" --profile riverton
    """
    problems = Problems()
    found = _search_profile(folder, profile, words) if profile else _search_library(folder, words, problems)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result([hit.as_json(words) for hit in found], problems.found, ok=not problems.found)
    for hit in found if not as_json else ():
        click.echo(f"{styled(hit.id, bold=True)}  {hit.where}")
        for line in hit.lines[:_MOST_LINES]:
            show_printed(line, words, hit.setters, "    ")
    _end_with(problems, shown=as_json)
    if not found and as_json:
        raise SystemExit(1)
    if not found:
        of = f" of {profile}" if profile else ""
        click.echo(f"no clause{of} holds " + " and ".join(f'"{word}"' for word in words))
        raise SystemExit(1)


_MOST_LINES = 2


@dataclass(frozen=True)
class _Hit:
    """A clause that holds all the words, and the lines of it that hold them."""

    id: str
    where: str
    lines: tuple[PrintedLine, ...]
    setters: Mapping[str, str]
    """Who set each value of the clause, by parameter."""
    place: Mapping[str, str]

    def as_json(self, words: Iterable[str]) -> dict[str, object]:
        lines = [{"text": line.text, "values": list(_printing(line, words))} for line in self.lines]
        return {**self.place, "clause": self.id, "lines": lines}


def _printing(line: PrintedLine, words: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the values among the words in a line, each with the parameter that prints it."""
    places = [place for word in words if (place := line.find(word))]
    for value in dict.fromkeys(value for place in places for value in line.printing(*place)):
        yield {"words": line.text[value.start : value.end], "parameter": value.name}


def _search_library(folder: Path | None, words: tuple[str, ...], problems: Problems) -> list[_Hit]:
    from policybuilder.checks.printed import search

    return [
        _Hit(
            hit.clause.id,
            hit.clause.front.title,
            tuple(hit.lines),
            dict.fromkeys(hit.clause.front.parameters, "a typical value"),
            {"title": hit.clause.front.title, "file": hit.clause.file},
        )
        for hit in search(library_of(folder), words, problems)
    ]


def _search_profile(folder: Path | None, profile: str, words: tuple[str, ...]) -> list[_Hit]:
    from policybuilder.resolution import documents_of, resolve
    from policybuilder.resolution.find import place_of
    from policybuilder.resolution.printed import clauses_with

    library = open_library(open_workspace(folder))
    found = []
    for id in documents_of(library, profile):
        document = resolve(library, profile, id)
        for clause, lines in clauses_with(document, words):
            place = place_of(document, clause)
            where = f"{place} {clause.title}, in {profile}/{id}"
            told = {"profile": profile, "document": id, "place": place, "title": clause.title}
            shown = tuple(line for line in lines if line.text != clause.title)
            found.append(_Hit(clause.id, where, shown, uses_of(document, clause.id), told))
    return found


@command.command("parameters")
@click.argument("name", required=False)
@json_option
@click.pass_obj
def show_parameters(folder: Path | None, name: str | None, as_json: bool) -> None:
    """List the parameters, or show one: its question, options, default and who would know.

    Example: policybuilder clauses parameters review.period_months
    """
    reference = library_of(folder).reference
    if as_json and (name is None or name in reference.parameters):
        from policybuilder.cli.envelope import show_result

        wanted = reference.parameters.values() if name is None else [reference.parameters[name]]
        listed = [{**asdict(each), "location": str(each.location)} for each in wanted]
        show_result(listed if name is None else listed[0])
        return
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
