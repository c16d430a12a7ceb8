"""`policybuilder update`: take councils over to a newer library, with everything that is their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import DAY, json_option
from policybuilder.cli.screen import show_problems, styled
from policybuilder.edit.journal import MOST
from policybuilder.edit.proposal import write
from policybuilder.errors import PolicyBuilderError, Problem

if TYPE_CHECKING:
    from policybuilder.edit.proposal import Proposal
    from policybuilder.library.library import Library
    from policybuilder.update.carrying import Moved
    from policybuilder.update.updating import Update

_STATES = {
    "stands": "stands; its words are still in the clause",
    "carried": "carried over: merged with what the library changed",
    "adopted": "taken out: the library says the same now",
    "conflict": "in conflict: library and council changed the same words",
}
_COLOURS = {"stands": "green", "carried": "green", "adopted": "green", "conflict": "red"}


@click.command("update")
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...", shell_complete=complete_profile)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if there is something to do.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--not-before", type=DAY, help="Not now: ask again on this day. Needs --reason.")
@click.option("--reason", default="", help="Why it is put off.")
@click.option("--by", default="", help="The role that puts it off.")
@click.option("--ask-now", is_flag=True, help="Take back that it was put off.")
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profiles: tuple[str, ...],
    check: bool,
    dry_run: bool,
    yes: bool,
    not_before: date | None,
    reason: str,
    by: str,
    ask_now: bool,
    as_json: bool,
) -> None:
    """Say what a newer library changed for each PROFILE, and carry its amendments over. Without PROFILE, for all.

    An amendment is merged sentence by sentence: what only the library changed is taken from it, what the library says
    by now is dropped, and where both changed the same sentence the council's words stay, marked, until
    `policybuilder settle` decides. Papers and approvals wait for that.

    Example: policybuilder update --check
    """
    from policybuilder.lifecycle.cache import spare_collector
    from policybuilder.update.updating import proposed

    library = api.load(folder)
    if not_before or ask_now:
        _put_off(library, profiles, None if ask_now else not_before, reason, by, dry_run, as_json)
        return
    spare_collector()
    problems: list[Problem] = []
    updates: list[Update] = []
    proposals: list[Proposal] = []
    for found in api.updates(library, profiles):
        if isinstance(found, tuple):
            problems.extend(found)
            continue
        updates.append(found)
        try:
            if found.files and not check:
                proposals.append(proposed(library, found))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    if not as_json:
        for each in updates:
            for line in _told(each):
                click.echo(line)
    due = [each for each in updates if each.is_due]
    fails = bool(problems or (check and due) or any(each.conflicts for each in due))
    written = bool(proposals) and not (check or dry_run)
    if written and not (yes or as_json) and not click.confirm("Write this?", default=True):
        raise click.Abort
    for proposal in proposals if written else ():
        write(proposal, f"update {proposal.profile}", date.today().isoformat())
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result([_as_json(each) for each in updates], problems, ok=not fails)
    else:
        if written:
            click.echo(styled(f"written: {', '.join(name for each in proposals for name in each.files)}", fg="green"))
            last = f" (the last {MOST} of these councils)" if len(proposals) > MOST else ""
            click.echo(f"`policybuilder undo PROFILE` takes it back{last}; `policybuilder build` makes the drafts")
        elif any(each.files for each in updates):
            click.echo("nothing was written")
        if problems:
            show_problems(problems)
    if fails:
        raise SystemExit(1)


def _put_off(
    library: Library,
    profiles: tuple[str, ...],
    not_before: date | None,
    reason: str,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Note for some councils, all of the workspace unless named, until when a newer library is put off."""
    named = profiles or tuple(_councils(library, not_before))
    made = [api.put_off(library, id, not_before, reason, by, dry_run=True) for id in named]
    for id in () if dry_run else named:  # all of them can be written
        api.put_off(library, id, not_before, reason, by)
    lines = [line for each in made for line in each.lines()]
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result([{"profile": each.profile, "files": list(each.files)} for each in made], [], ok=True)
        return
    for line in lines:
        click.echo(line)
    click.echo("nothing was written" if dry_run else "written: `policybuilder undo PROFILE` takes it back")


def _councils(library: Library, not_before: date | None) -> Iterator[str]:
    """Yield the councils of the workspace, where it is asked for again those alone that put it off."""
    for id, file in library.profile_files.items():
        front = library.profile(id).front
        if not file.layer.prefix and not front.base and (not_before or front.newer_library):
            yield id


def _told(update: Update) -> Iterator[str]:
    yield styled(update.profile, bold=True)
    if update.first:
        yield "  the library is seen now for the first time; what it changed before today is not known"
    for line in update.renewed:
        at = f"  {line.location}: "
        yield at + (
            f'"{line.old}" becomes "{line.new}"' if line.new else f"taken out, for it was withdrawn: {line.said}"
        )
    for each in update.news:
        documents = f" in {', '.join(each.documents)}" if each.documents else ""
        weight = f" ({each.weight})" if each.weight else ""
        yield f"  {each.kind}: {each.id}{documents}: {each.words}{weight}"
        if each.why:
            yield f"    because: {each.why}"
        if each.kind == "left out":
            yield "    you leave it out: does your reason still hold?"
    if update.asked:
        yield f"  questions added to your profile, as comments: {', '.join(update.asked)}"
    for moved in update.moved:
        yield from _amendment(update.profile, moved)
    if update.files:
        yield f"  to write: {', '.join(update.files)}"
    elif not update.conflicts:
        yield "  nothing to do"


def _amendment(profile: str, moved: Moved) -> Iterator[str]:
    said = f"in conflict: the clause {moved.withdrawn}" if moved.withdrawn else _STATES[moved.state]
    state = styled(said, fg=_COLOURS[moved.state])
    yield f"  your amendment of {moved.clause} in {moved.document} ({moved.location}): {state}"
    if moved.state in ("carried", "conflict"):
        told = {"written against": moved.entry.was, "yours": moved.entry.text, "the library's": moved.now or "(gone)"}
        if moved.state == "carried":
            told["together"] = moved.merged
        for label, words in told.items():
            yield f"    {label + ':':<17}{' '.join((words or '(taken out)').split())}"
    for found in moved.weaker:
        yield styled(f"    weaker than your words were: {found.text} ({found.weight})", fg="yellow")
    if moved.withdrawn:
        yield "    your words are in no draft: put them into another clause or one of your own, then"
        yield f"    policybuilder settle {profile} {moved.clause} --keep library takes the amendment out"
    elif moved.state == "conflict":
        settle = f"policybuilder settle {profile} {moved.clause} --keep ours (or library)"
        yield f"    settle it: {settle}, or amend the clause"


def _as_json(update: Update) -> dict[str, Any]:
    from policybuilder.as_json import as_json

    moved = [
        {
            "document": each.document,
            "clause": each.clause,
            "state": each.state,
            "place": str(each.location),
            "written_against": each.entry.was,
            "ours": each.entry.text,
            "library": each.now,
            "together": each.merged,
            "withdrawn": each.withdrawn,
            "weaker": as_json(each.weaker),
        }
        for each in update.moved
    ]
    return {
        "profile": update.profile,
        "first": update.first,
        "due": update.is_due,
        "news": as_json(update.news),
        "renewed": as_json(update.renewed),
        "asked": list(update.asked),
        "amendments": moved,
        "files": list(update.files),
    }
