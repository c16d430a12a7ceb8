"""`policybuilder build`: drafts of policies into output/."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder.cli.changed_words import changed_words
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.screen import note_output_elsewhere, show_problems, show_table, styled
from policybuilder.errors import Location, fail
from policybuilder.library.copies import CONFLICTED
from policybuilder.library.workspace import Workspace, open_workspace
from policybuilder.lifecycle.build import (
    DEFAULT_FORMATS,
    FORMATS,
    Built,
    Order,
    ProfileOutcome,
    build_profiles,
    buildable,
    copies_beside,
    final_copies,
    left_over,
)
from policybuilder.lifecycle.put import Making
from policybuilder.version import VERSION

if TYPE_CHECKING:
    from policybuilder.library.library import Library
    from policybuilder.lifecycle.fresh import Ledger


@click.command("build")
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...", shell_complete=complete_profile)
@click.option(
    "--document",
    default="",
    help="Only this document, such as generative-ai-policy.",
    shell_complete=complete_document,
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Only this format; may be given more than once. Without it: word, markdown and html.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option(
    "--set-aside",
    is_flag=True,
    help="Move files that somebody edited since they were built to draft/edited/, and build.",
)
@click.option(
    "--for-committee",
    "--final",
    "for_committee",
    is_flag=True,
    help="The paper for the meeting, into paper/; refused while anything is open.",
)
@click.option("--jobs", type=click.IntRange(0), default=0, help="How many processes to use; 0 chooses.")
@click.pass_obj
def command(
    folder: Path | None,
    profiles: tuple[str, ...],
    document: str,
    formats: tuple[str, ...],
    check: bool,
    set_aside: bool,
    for_committee: bool,
    jobs: int,
) -> None:
    """Build policies into output/PROFILE/DOCUMENT/draft/. Without PROFILE, every council's.

    With --for-committee, the paper for the meeting goes to paper/: nothing in it is open, it holds no drafting notes,
    and `approve` holds what is approved against its words.

    A file that would be the same is not written again. One that somebody edited since it was built is kept, and nothing
    of its document is written.
    """
    if check and set_aside:
        raise click.UsageError("--check moves nothing: leave out --set-aside")
    workspace = open_workspace(folder)
    chosen = tuple(name for name in FORMATS if name in (formats or DEFAULT_FORMATS))
    paper = Making(datetime.now().astimezone(), VERSION) if for_committee else None
    order = Order(document, chosen, paper, write=not check, set_aside=set_aside)
    outcomes = _outcomes(workspace, profiles, order, jobs)
    built = [item for outcome in outcomes for item in outcome.built]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if document and not built and not problems:
        raise click.UsageError(f'no profile here has the document "{document}"')
    if not built and not problems:
        raise fail(
            Location("profiles"), "no profile of a council here", "no-profiles", "`policybuilder init` makes one"
        )
    _report(built, _not_built(outcomes), order)
    assert workspace.root is not None
    note_output_elsewhere(workspace.root)
    for left in left_over(workspace.root, outcomes, order):
        click.echo(f"{styled('note:', bold=True)} the profile names no such document any more: {left}/", err=True)
    if for_committee and (old := final_copies(workspace.root, built)):
        more = f" and {len(old) - 1} more" if len(old) > 1 else ""
        told = f"{old[0]}/{more} is from an earlier release and is left alone; papers are in paper/"
        click.echo(f"{styled('note:', bold=True)} {told}", err=True)
    problems += copies_beside(workspace.root, outcomes)
    if problems:
        show_problems(problems)
    stale = check and any(item.changed for item in built)
    if stale or any(problem.severity == "error" for problem in problems):
        raise SystemExit(1)


def _outcomes(workspace: Workspace, names: tuple[str, ...], order: Order, jobs: int) -> list[ProfileOutcome]:
    from policybuilder.library.library import open_library
    from policybuilder.lifecycle.cache import open_cached, spare_collector
    from policybuilder.lifecycle.fresh import Ledger, all_fresh

    ledger = Ledger(workspace)
    known = [file.path.stem for file in workspace.files("profiles", ".yaml") if file.layer.root == workspace.root]
    wanted = list(dict.fromkeys(names)) or known
    fresh = {} if not order.write else all_fresh(ledger, [name for name in wanted if name in known], order)
    done: dict[str, ProfileOutcome] = dict(fresh)
    if len(fresh) < len(wanted):
        # What proves something reads everything anew; a build may use what was read before.
        library, keep = open_cached(workspace) if order.write else (open_library(workspace), lambda: None)
        spare_collector()
        for name in names:
            library.profile(name)
        stale = [name for name in (dict.fromkeys(names) or buildable(library)) if name not in fresh]
        with _progress(len(stale)) as step:
            for outcome in build_profiles(library, stale, order, jobs):
                done[outcome.profile] = outcome
                if order.write:
                    ledger.note(outcome, order)
                step(outcome.profile)
        if order.write:
            _note_bases(ledger, library, [name for name in wanted if name not in done], order)
            ledger.save()
            keep()
    return [done[name] for name in wanted if name in done]


def _note_bases(ledger: Ledger, library: Library, bases: list[str], order: Order) -> None:
    """Note the bases as built (they make no document), so that a run with nothing to do need not read them."""
    for base in bases:
        ledger.note(ProfileOutcome(base, (), (), (library.profile_files[base].name,)), order)


@contextlib.contextmanager
def _progress(count: int) -> Iterator[Callable[[str], None]]:
    """Yield a function to call after each profile; it moves a bar on a terminal when there are several."""
    if count < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=count, label="Building", file=sys.stderr, show_pos=True) as bar:
        yield lambda _: bar.update(1)


def _not_built(outcomes: list[ProfileOutcome]) -> list[str]:
    """Return the documents that were asked for and not built, and the profiles that could not be read."""
    missing: list[str] = []
    for outcome in outcomes:
        done = {item.document for item in outcome.built}
        missing += [f"{outcome.profile}/{document}" for document in outcome.named if document not in done]
        errors = {problem.code for problem in outcome.problems if problem.severity == "error"}
        if not outcome.named and errors - {CONFLICTED}:
            missing.append(outcome.profile)
    return missing


def _report(built: list[Built], not_built: list[str], order: Order) -> None:
    if not built:
        return
    rows: list[tuple[str, ...]] = [
        (
            f"{item.profile}/{item.document}",
            "edited since" if item.kept else f"paper {item.paper}" if item.paper else "built",
            _written(item, order),
            f"{item.words:,}",
            f"about {item.pages}" if item.pages else "-",
            f"{item.reading_age:.0f}",
            str(item.unconfirmed),
            str(item.law_to_check),
        )
        for item in built
    ]
    rows += [(name, "not built", *["-"] * 6) for name in not_built]
    header = ("document", "state", "files", "words", "pages", "reading age", "to confirm", "law to check")
    show_table(header, rows, numbers=(3, 4, 5, 6, 7))
    where = f"output/PROFILE/DOCUMENT/{order.stage}/"
    total = sum(len(item.changed) for item in built)
    if not total:
        lacking = not_built or any(item.kept for item in built)
        click.echo("\nnothing written" if lacking else "\nup to date")
    elif order.write:
        click.echo(f"\n{total} file{'' if total == 1 else 's'} written, in {where}")
    else:
        click.echo(f"\n{total} file{'' if total == 1 else 's'} would change")
        for item in built:
            for name in item.changed:
                click.echo(f"  {name}")
    for item in built:
        for name in item.set_aside:
            click.echo(f"set aside: {name}")
    if lines := list(changed_words(built, order.write)):
        click.echo("\n" + "\n".join(lines))


def _written(item: Built, order: Order) -> str:
    count = len(item.changed)
    if item.kept:
        return "kept"
    if not count:
        return "up to date"
    verb = "written" if order.write else "would change"
    return f"{count} {verb}" if count == len(item.files) else f"{count} of {len(item.files)} {verb}"
