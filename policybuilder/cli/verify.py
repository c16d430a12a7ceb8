"""`policybuilder verify`: prove that approved versions are what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import note_output_elsewhere, show_problems, styled
from policybuilder.errors import Location, Problem
from policybuilder.library.workspace import open_workspace, output_elsewhere

if TYPE_CHECKING:
    from policybuilder.lifecycle.verify import ReceiptSeen, Verified
    from policybuilder.lifecycle.verify_file import VerifiedFile


@click.command("verify")
@click.argument("profile", default="", metavar="[PROFILE|FILE]", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@click.option("--receipt", default="", help="The clerk's receipt to hold them against: its file, or its number.")
@json_option
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, receipt: str, as_json: bool) -> None:
    """Check every file of the approved versions against its manifest; name what was altered, is missing or was added.

    All of them, or those of PROFILE and DOCUMENT. With a FILE (.docx, .md, .html), wherever it came from: say which
    version's words it holds, and name each that was changed. Exit code 1 when anything is wrong.

    Example: policybuilder verify riverton generative-ai-policy
    """
    from policybuilder.lifecycle.verify_file import is_file

    if is_file(profile):
        if document:
            raise click.UsageError("name one file, or a profile and a document")
        _one_file(folder, profile, receipt, as_json)
        return
    root = open_workspace(folder).root
    assert root is not None
    every = api.verify(folder, profile, document, receipt=receipt)
    problems = [problem for found in every for problem in found.problems]
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(every, [*problems, *_elsewhere(root)])
    else:
        for found in every:
            click.echo(_told(found, bool(receipt)))
        if not every:
            click.echo("no approved versions yet")
        note_output_elsewhere(root)
        if problems:
            show_problems(problems)
    if not all(found.as_approved for found in every):
        raise SystemExit(1)


def _elsewhere(root: Path) -> Iterator[Problem]:
    """Yield what the note about folders that are links says, for JSON."""
    for name, leads in output_elsewhere(root):
        hint = "if that is not meant, put the folder itself there"
        yield Problem(Location(name), f"a link: its files are in {leads}", "link", hint, "warning")


def _one_file(folder: Path | None, file: str, receipt: str, as_json: bool) -> None:
    found = api.verify_file(file, folder, receipt=receipt)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(found, found.problems)
    else:
        for line in _file_told(found, receipt):
            click.echo(line)
        if found.problems:
            show_problems(found.problems)
    if not found.as_approved:
        raise SystemExit(1)


_NONE = "none (versions of earlier releases do not)"


def _file_told(found: VerifiedFile, receipt: str) -> Iterator[str]:
    name = f"{found.profile}/{found.document}, " if found.profile else ""
    version = f"version {found.version}" if found.version else "no version named"
    if not found.as_approved:
        verdict = styled("not as approved", fg="red")
    elif found.proofs == ("number",):
        verdict = styled("its words give the check number that it prints", fg="yellow")
    else:
        verdict = styled("the words are those that were approved", fg="green")
    yield f"{found.file}: {name}{version}: {verdict}"
    if found.by:
        today = "it stands" if found.state == "approved" else found.state
        yield f"  approved by {found.by} on {found.date}; today {today}"
    if any(problem.code == "not-approved" for problem in found.problems):
        return
    printed = "as it prints" if found.prints == found.number else f"it prints {found.prints or _NONE}"
    yield f"  check number of its text: {found.number}, {printed}"
    if found.prints and not found.covers_control:
        yield "  the number covers the title and the text; this file prints no table of document control"
    if "record" in found.proofs:
        yield f"  held against {found.record}/: " + (
            "as it was built" if found.built else "saved since, in the same words"
        )
    if "receipt" in found.proofs:
        yield f"  held against the receipt in {receipt}"
    if found.as_approved and found.proofs == ("number",):
        yield "  no record of it is here, and whoever changes words can print another number: get the clerk's receipt"
        yield f"  and run `policybuilder verify {found.file} --receipt FILE`"


def _told(found: Verified, with_receipt: bool) -> str:
    verdict = styled("as approved", fg="green") if found.as_approved else styled("not as approved", fg="red")
    withdrawn = f" ({found.withdrawn} withdrawn)" if found.withdrawn else ""
    numbers = f"{found.versions} version{'' if found.versions == 1 else 's'}{withdrawn}, {found.files} files"
    held = f"; {_held(found.receipt)}" if with_receipt and found.as_approved else ""
    return f"{found.profile}/{found.document}: {numbers}: {verdict}{held}"


def _held(seen: ReceiptSeen | None) -> str:
    if seen is None:
        return "not in the receipt"
    if not seen.after:
        return f"and as in the receipt {seen.number}"
    records = "record" if seen.after == 1 else "records"
    return f"and as in the receipt {seen.number}, which goes up to {seen.until}; {seen.after} {records} since"
