"""`policybuilder init`: a workspace, and the profile of a council."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from policybuilder.cli.council import ask_council, named_council, show_council
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import styled
from policybuilder.cli.usual_titles import look_at_usual_titles
from policybuilder.errors import Location, Problems
from policybuilder.library.councils import load_register, unregistered
from policybuilder.library.library import Library
from policybuilder.library.new_profile import (
    APPROVER_QUESTION,
    OWNER_QUESTION,
    NewProfile,
    known_answers,
    questions,
    suggested,
)
from policybuilder.library.parameters import INVALID, Parameter, checked_text, read_value, type_of
from policybuilder.library.schema import NATIONS
from policybuilder.library.strict_yaml import Node, unshowable
from policybuilder.library.vocabulary import DEPTHS
from policybuilder.library.workspace import find_root
from policybuilder.lifecycle.new_profile import Started, chosen_documents, free_path, open_start, write_profile

_DEPTH_HELP = "essential (about 10 pages), standard (about 18) or full"
_TYPE_HELP = (
    "For a body that the register of councils does not hold (parish, fire, police, national-park, or a council to be): "
    "its type. --council is then its full name."
)


@click.command("init")
@click.option("--council", "name", default="", help="The council's name, such as hounslow, or its code.")
@click.option("--type", "type_", default="", metavar="TYPE", help=_TYPE_HELP)
@click.option("--nation", type=click.Choice(NATIONS), help="With --type: where the body is.")
@click.option("--profile", "profile_id", default="", help="The id of the profile; the council's name unless given.")
@click.option("--depth", type=click.Choice(list(DEPTHS)), help=f"How much the policy says: {_DEPTH_HELP}.")
@click.option(
    "--document", "documents", multiple=True, help="A document to make; the policies and the guide unless given."
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults and leave the rest open.")
@click.option("--dry-run", is_flag=True, help="Print the profile that would be made; write nothing.")
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    name: str,
    type_: str,
    nation: str | None,
    profile_id: str,
    depth: str | None,
    documents: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a workspace here: choose a council and get its profile, with every open decision as a question.

    Example: policybuilder init --council hounslow --yes
    """
    if as_json and not yes:
        raise click.UsageError("--json asks nothing: add --yes --council NAME")
    if yes and not name:
        raise click.UsageError("--yes needs --council NAME")
    if (type_ and not name) or (nation and not type_):
        raise click.UsageError(
            "a body that is not in the register needs --council NAME, --type TYPE and --nation NATION"
        )
    root, library = open_start(folder)
    register = load_register(library.workspace, library.reference.facts, date.today())
    if type_:
        council = unregistered(name, type_, nation or "", register.facts)
        show_council(council, register, err=as_json or dry_run)
    else:
        council = named_council(name, register, yes, err=as_json or dry_run) if name else ask_council(register)
    id = profile_id or council.id
    free_path(root, id, shown_path(root / "profiles" / f"{id}.yaml"))
    chosen = chosen_documents(library, documents)
    answers = known_answers(library, council)
    kept: dict[str, Any] = {}
    owners: dict[str, str] = {}
    approvers: dict[str, str] = {}
    if not yes:
        depth = depth or click.prompt(
            f"How much should the policy say? {_DEPTH_HELP}",
            type=click.Choice(list(DEPTHS)),
            default="standard",
        )
        asked, kept = _ask(questions(library, chosen), council.nation)
        begun = NewProfile(id, council, depth, chosen, (), {**answers, **asked}, kept=kept)
        looked_at = look_at_usual_titles(library, begun, lambda item: _ask_one(item, None))
        answers, kept = dict(looked_at.answers), dict(looked_at.kept)
        for document in chosen:
            click.echo(f"\n{styled(library.template(document).front.title, bold=True)}")
            owners[document] = _ask_text(OWNER_QUESTION, "owner")
            approvers[document] = _ask_text(APPROVER_QUESTION, "approving body")
    new = NewProfile(id, council, depth or "standard", chosen, (), answers, owners, approvers, kept)
    # The questions take a while: a colleague may have made the same profile meanwhile.
    started = write_profile(root, library, new, dry_run=dry_run)
    if as_json:
        _show_json(started, new, dry_run)
    elif dry_run:
        click.echo(started.text)
        click.echo("a dry run: nothing was written", err=True)
    else:
        _show_started(root, started, looked_at=_any_title(library, new))


def _show_json(started: Started, new: NewProfile, dry_run: bool) -> None:
    from policybuilder.cli.envelope import show_result

    asked = [{"parameter": each.name, "question": each.question, "ask": each.ask} for each in started.unanswered]
    made = {"profile": new.id, "council": new.council.official_name, "documents": list(new.documents)}
    show_result({**made, "file": shown_path(started.path), "open_questions": asked, "dry_run": dry_run})


def _any_title(library: Library, new: NewProfile) -> bool:
    """Return whether somebody looked at a title or a name."""
    return any(library.reference.parameters[name].fact for name in new.kept)


def _show_started(root: Path, started: Started, looked_at: bool) -> None:
    click.echo(styled(f"\n{shown_path(started.path)} written.", fg="green"))
    if started.unanswered:
        click.echo(f"{len(started.unanswered)} questions have no default; the draft marks them [to confirm]:")
        for parameter in started.unanswered:
            click.echo(f"  {parameter.name}: {parameter.question} (ask: {parameter.ask})")
    if not looked_at:
        click.echo(
            "Titles and names that nobody has looked at stand there as [to confirm], too: answer them, or keep them."
        )
    elsewhere = "" if find_root(Path.cwd()) == root else f"--workspace {shlex.quote(shown_path(root))} "
    click.echo(f"\nNext: policybuilder {elsewhere}build {started.profile}")


def shown_path(path: Path) -> str:
    """Return a path as a person here would type it, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()


# Questions -----------------------------------------------------------------------------------------------


def _ask(parameters: Iterable[Parameter], nation: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was answered and which defaults were kept.

    Asked is what has no default, then which tools are in use; the rest stand as questions in the file.
    """
    asked = [item for item in parameters if item.required or item.name.startswith("tools.")]
    simple = [item for item in asked if type_of(item).asked == "value"]
    click.echo(
        f"\n{len(simple)} questions. Enter keeps the default or leaves a question open; ? gives help. "
        "Everything can be changed in the file later."
    )
    answers: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for parameter in simple:
        default = suggested(parameter, nation)
        value = _ask_one(parameter, default)
        if value is not None:
            (kept if value == default else answers)[parameter.name] = value
    return answers, kept


def _ask_one(parameter: Parameter, default: Any) -> Any:
    """Return an answer, which is the default where Enter takes it; None where the question stays open."""
    shown = "" if default is None else str(default)
    if isinstance(default, bool):
        shown = "yes" if default else "no"
    while True:
        click.echo(f"\n{styled(parameter.question, bold=True)}")
        for option, meaning in parameter.options.items():
            click.echo(f"  {option}: {meaning}")
        hint = type_of(parameter).said
        typed = click.prompt(f"{hint or parameter.label}", default=shown, show_default=bool(shown)).strip()
        if typed == "?":
            click.echo(f"  {parameter.help}\n  Who would know: {parameter.ask}")
            continue
        if not typed:
            return None
        if typed == shown:
            return default
        problems = Problems()
        value = read_value(parameter, _answer_node(parameter, typed, problems), problems)
        if not problems.found and value is not INVALID:
            return value
        _show_refused(problems)


def _ask_text(question: str, label: str) -> str:
    """Return a line about a document, or an empty text where the question stays open."""
    while True:
        click.echo(question)
        typed = click.prompt(label, default="", show_default=False).strip()
        problems = Problems()
        text = checked_text(_node(typed, problems), label, problems) if typed else ""
        if not problems.found and text is not None:
            return text
        _show_refused(problems)


def _answer_node(parameter: Parameter, typed: str, problems: Problems) -> Node:
    """Return what was typed as a value; entries of a list are parted by semicolons, or else by commas."""
    if type_of(parameter).asked != "entries":
        return _node(typed, problems)
    entries = [entry.strip() for entry in typed.split(";" if ";" in typed else ",")]
    return Node([_node(entry, problems) for entry in entries if entry], Location("answer"), {})


def _node(typed: str, problems: Problems) -> Node:
    """Return what was typed as if it stood in a profile; a character that could not is noted."""
    problems.extend(unshowable(typed, "answer"))
    return Node(typed, Location("answer"), {})


def _show_refused(problems: Problems) -> None:
    for problem in problems.found:
        click.echo(f"  {problem.message}" + (f": {problem.hint}" if problem.hint else ""))
