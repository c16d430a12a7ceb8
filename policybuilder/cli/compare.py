"""`policybuilder compare`: what changed between two versions, why, and who must approve it."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import format_of, ignorable, ignore_option, json_option, report_options
from policybuilder.cli.screen import colour_wanted, screen_width
from policybuilder.errors import PolicyBuilderError

if TYPE_CHECKING:
    from policybuilder.compare import Comparison
    from policybuilder.library.library import Library

FORMATS = ("text", "markdown", "json", "html", "word")


@click.command("compare")
@click.argument("sides", nargs=-1, metavar="OLD NEW", shell_complete=complete_profile)
@report_options(FORMATS)
@json_option
@click.option("--summary", is_flag=True, help="Only the table for a committee report, as Markdown or Word.")
@click.option(
    "--shell",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The Word file that a .docx is written in, in place of the council's letterhead.",
)
@click.option(
    "--document", default="", help="Which document, where a side is only a profile.", shell_complete=complete_document
)
@click.option("--reject-tracked", is_flag=True, help="Read tracked changes in Word files as rejected, not accepted.")
@click.option("--profiles", "councils", is_flag=True, help="Compare the decisions and clauses of two or more profiles.")
@click.option(
    "--only", type=click.Choice(("rules",)), help="Leave out the editorial changes; how many there are is said."
)
@ignore_option
@click.option("--exit-code", is_flag=True, help="End with 1 when something changed.")
@click.pass_obj
def command(
    folder: Path | None,
    sides: tuple[str, ...],
    format: str | None,
    output: Path | None,
    summary: bool,
    shell: Path | None,
    document: str,
    reject_tracked: bool,
    councils: bool,
    only: str | None,
    ignored: str,
    exit_code: bool,
    as_json: bool,
) -> None:
    """Say what changed from OLD to NEW, why, how much it weighs and who must approve it.

    \b
    A side is one of:
      riverton/generative-ai-policy@1.0  an approved version (@approved: the last)
      riverton/generative-ai-policy      the draft, as it would be built now
      riverton                           the same, of its only document
      library:FOLDER                     the other side's draft, made with the
                                         clauses of another folder
      policy.docx, policy.md, or a document's .json

    With --profiles, name two or more profiles: `compare --profiles a b c`.

    A Word file (-o changes.docx) is in the council's letterhead, with the
    changes as plain formatting: struck through and underlined.

    Example: policybuilder compare riverton@approved riverton -o changes.docx
    """  # noqa: D301  the \b keeps the lines below it as they are
    on_screen = as_json and output is None
    chosen = "json" if on_screen else format_of(format, output, FORMATS)
    ignore = ignorable(ignored)
    made_from = (*sides, str(shell)) if shell else sides
    if councils:
        if only or ignore:
            raise click.UsageError("--profiles compares decisions, so --only and --ignore do not go with it")
        _write(_councils(folder, sides, document, chosen, shell), chosen, output, made_from, as_json)
        return
    if len(sides) != 2:
        raise click.UsageError("name two sides: policybuilder compare OLD NEW")
    library = _library(folder, sides[0], sides[1])
    tracked: Literal["accept", "reject"] = "reject" if reject_tracked else "accept"
    comparison = api.compare(
        library, *sides, document=document, tracked=tracked, ignore=ignore, only_rules=only == "rules"
    )
    content = _written(comparison, chosen, library, output, summary and not on_screen, shell)
    _write(content, chosen, output, made_from, as_json)
    if exit_code and comparison:
        raise SystemExit(1)


def _library(folder: Path | None, old: str, new: str) -> Library | None:
    from policybuilder.lifecycle.sides import library_use

    use = library_use(old, new)
    if use == "needed":
        return api.load(folder)
    if use == "useful":
        with contextlib.suppress(PolicyBuilderError):
            return api.load(folder)
    return None


def _written(
    comparison: Comparison, format: str, library: Library | None, output: Path | None, summary: bool, shell: Path | None
) -> bytes:
    if summary and format not in ("text", "markdown", "word"):
        raise click.UsageError("--summary is written as Markdown or Word")
    _refuse_shell(format, shell)
    if summary and format == "text":
        format = "markdown"
    if format == "text" and output is None:
        from policybuilder.compare.write_text import write_text

        return write_text(comparison, colour_wanted(), screen_width()).encode(errors="replace")
    return api.write_comparison(comparison, format, library, summary=summary, shell=shell)


def _councils(folder: Path | None, profiles: tuple[str, ...], document: str, format: str, shell: Path | None) -> bytes:
    if len(profiles) < 2:
        raise click.UsageError("name two or more profiles: policybuilder compare --profiles a b c")
    _refuse_shell(format, shell)
    library = api.load(folder)
    found = api.compare_councils(library, profiles, document)
    return api.write_comparison(found, format, library, shell=shell)


def _refuse_shell(format: str, shell: Path | None) -> None:
    if shell is not None and format != "word":
        raise click.UsageError("--shell is for a Word file: add -o FILE.docx")


def _write(content: bytes, format: str, output: Path | None, sides: tuple[str, ...], as_json: bool) -> None:
    if output is not None:
        from policybuilder.lifecycle.results import write_report

        write_report(output, content, format, [Path(side) for side in sides])
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"written": str(output)} if output else json.loads(content))
    elif output is not None:
        click.echo(f"written: {output}")
    elif content.startswith(b"PK") and sys.stdout.isatty():
        raise click.UsageError("a Word file does not go to the screen: add --output FILE.docx")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
