"""`policybuilder coverage`: which framework's items a council's policies answer, where, and which they do not."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import format_of, json_option, report_options
from policybuilder.cli.screen import colour_wanted, screen_width
from policybuilder.library.workspace import open_workspace

if TYPE_CHECKING:
    from policybuilder.coverage import Coverage

FORMATS = ("text", "markdown", "html", "json")


@click.command("coverage")
@click.argument("profile", shell_complete=complete_profile)
@click.option("--framework", "frameworks", multiple=True, help="Only this framework; may be given several times.")
@report_options(FORMATS)
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    profile: str,
    frameworks: tuple[str, ...],
    format: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Say which item of each framework the policies of PROFILE answer, in which clause and how.

    An item is covered in full, in part (what is missing is named) or not at all (with the clause that would cover it,
    and why it is left out); or it is out of a policy's reach.

    Example: policybuilder coverage riverton --framework socitm -o coverage.html
    """
    chosen = format_of(format, output, FORMATS)
    coverage = _cover(folder, profile, frameworks)
    content = _written(coverage, chosen, output is None)
    if output is None and as_json:
        from policybuilder.cli.envelope import show_result

        show_result(json.loads(_written(coverage, "json", to_screen=False)))
        return
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    from policybuilder.lifecycle.results import write_report

    write_report(output, content, chosen)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"written": str(output)})
    else:
        click.echo(f"written: {output}")


def _cover(folder: Path | None, profile: str, frameworks: tuple[str, ...]) -> Coverage:
    from policybuilder.lifecycle.cache import open_cached

    library, keep = open_cached(open_workspace(folder))
    found = api.cover(library, profile, frameworks)
    keep()
    return found


def _written(coverage: Coverage, format: str, to_screen: bool) -> bytes:
    if format == "markdown":
        from policybuilder.coverage.write_markdown import write_markdown

        return write_markdown(coverage)
    if format == "html":
        from policybuilder.coverage.write_html import write_html

        return write_html(coverage)
    if format == "json":
        from policybuilder.coverage.write_json import write_json

        return write_json(coverage)
    from policybuilder.coverage.write_text import write_text

    return write_text(coverage, to_screen and colour_wanted(), screen_width()).encode(errors="replace")
