"""`policybuilder adopt`: what the policy that a council has already says of the library."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.options import format_of, json_option, report_options
from policybuilder.cli.screen import colour_wanted, screen_width

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.library.library import Library

FORMATS = ("text", "markdown", "html", "word", "json")


@click.command("adopt")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.option("--document", default="", help="The document that it is held against; the nearest unless given.")
@report_options(FORMATS)
@json_option
@click.pass_obj
def command(
    folder: Path | None, old: Path, document: str, format: str | None, output: Path | None, as_json: bool
) -> None:
    """Say what the policy OLD (.docx, .pdf, .html, .md or .txt) says of the library, and what it lacks.

    Every paragraph, item and row is held against the library's clauses. The report names the decisions that the old
    policy took, each with the words that show it, the clauses that are missing, and what is out of date.

    Example: policybuilder adopt old-policy.docx -o report.html
    """
    chosen = "json" if as_json and output is None else format_of(format, output, FORMATS)
    library = _library(folder)
    adoption = api.adopt(library, old, document=document)
    if output is None and as_json:
        from policybuilder.cli.envelope import show_result

        show_result(adoption, adoption.problems)
        return
    content = _written(adoption, library, chosen, output is None)
    if output is None:
        if content.startswith(b"PK") and sys.stdout.isatty():
            raise click.UsageError("a Word file does not go to the screen: add --output FILE.docx")
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    from policybuilder.lifecycle.results import write_report

    write_report(output, content, chosen, [old])
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result({"written": str(output)})
    else:
        click.echo(f"written: {output}")


def _library(folder: Path | None) -> Library:
    """Return the library of the workspace, or the built-in one: a report needs no workspace."""
    return api.load(folder, or_built_in=True)


def _written(adoption: Adoption, library: Library, format: str, to_screen: bool) -> bytes:
    if format == "markdown":
        from policybuilder.adopt.write_markdown import write_markdown

        return write_markdown(adoption, library)
    if format == "html":
        from policybuilder.adopt.write_html import write_html

        return write_html(adoption, library)
    if format == "word":
        from policybuilder.adopt.write_document import report_document
        from policybuilder.lifecycle.summary import report_file

        return report_file(report_document(adoption, library), library)
    if format == "json":
        return (json.dumps(adoption.as_json(), indent=2, ensure_ascii=False) + "\n").encode()
    from policybuilder.adopt.write_text import write_text

    text = write_text(adoption, library, to_screen and colour_wanted(), screen_width())
    return text.encode(errors="replace")
