"""`policybuilder build`: drafts of policies into output/."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.as_json import fields_as_json
from policybuilder.cli.changed_words import changed_words
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import note_output_elsewhere, show_problems, show_table, styled
from policybuilder.lifecycle.built import Built, Order
from policybuilder.writers import FORMATS, INEXACT_FORMATS

if TYPE_CHECKING:
    from policybuilder.lifecycle.run import Outcome


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
    type=click.Choice(FORMATS),
    help="Only this format; may be given more than once. Without it: word, markdown and html. pdf needs LibreOffice.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be written.")
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
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profiles: tuple[str, ...],
    document: str,
    formats: tuple[str, ...],
    check: bool,
    dry_run: bool,
    set_aside: bool,
    for_committee: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Build policies into output/PROFILE/DOCUMENT/draft/. Without PROFILE, every council's.

    With --for-committee, the paper for the meeting goes to paper/: nothing in it is open, it holds no drafting notes,
    and `approve` holds what is approved against its words.

    A file that would be the same is not written again. One that somebody edited since it was built is kept, and nothing
    of its document is written.

    Example: policybuilder build riverton --document generative-ai-policy
    """
    if check and (inexact := [name for name in formats if name in INEXACT_FORMATS]):
        raise click.UsageError(f"--check holds nothing against {inexact[0]}, which differs from machine to machine")
    if (check or dry_run) and set_aside:
        raise click.UsageError("--check and --dry-run move nothing: leave out --set-aside")
    done = api.build(
        folder,
        profiles,
        document=document,
        formats=formats,
        for_committee=for_committee,
        write=not (check or dry_run),
        set_aside=set_aside,
        jobs=jobs,
        progress=_progress,
    )
    if document and done.is_empty:
        how = f'write "{document}:" below documents: in the profile of each council that is to have it'
        raise click.UsageError(f'no profile here has the document "{document}": {how}')
    if not as_json:
        _report(done)
    note_output_elsewhere(done.root)
    for left in done.left_over:
        click.echo(f"{styled('note:', bold=True)} the profile names no such document any more: {left}/", err=True)
    if old := done.final_copies:
        more = f" and {len(old) - 1} more" if len(old) > 1 else ""
        told = f"{old[0]}/{more} is from an earlier release and is left alone; papers are in paper/"
        click.echo(f"{styled('note:', bold=True)} {told}", err=True)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(_as_json(done), done.problems)
    elif done.problems:
        show_problems(done.problems)
    if (check and done.stale) or any(problem.severity == "error" for problem in done.problems):
        raise SystemExit(1)


@contextlib.contextmanager
def _progress(count: int) -> Iterator[Callable[[str], None]]:
    """Yield a function to call after each profile; it moves a bar on a terminal when there are several."""
    from policybuilder.lifecycle.cache import spare_collector

    spare_collector()
    if count < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=count, label="Building", file=sys.stderr, show_pos=True) as bar:
        yield lambda _: bar.update(1)


def _report(done: Outcome) -> None:
    built, not_built, order = done.built, done.not_built, done.order
    if not built:
        return
    rows: list[tuple[str, ...]] = [
        (
            f"{item.profile}/{item.document}",
            f"paper {item.paper}" if item.paper and not item.kept else _state(item),
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


def _as_json(done: Outcome) -> dict[str, object]:
    documents = [{**fields_as_json(item), "state": _state(item)} for item in done.built]
    return {"stage": done.order.stage, "wrote": done.order.write, "documents": documents, "not_built": done.not_built}


def _state(item: Built) -> str:
    return "edited since" if item.kept else "paper" if item.paper else "built"


def _written(item: Built, order: Order) -> str:
    count = len(item.changed)
    if item.kept:
        return "kept"
    if not count:
        return "up to date"
    verb = "written" if order.write else "would change"
    return f"{count} {verb}" if count == len(item.files) else f"{count} of {len(item.files)} {verb}"
