"""`policybuilder adopt`: what the policy that a council has already says of the library, and taking it over."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import format_of, json_option, report_options
from policybuilder.cli.screen import colour_wanted, screen_width, show_problems, styled
from policybuilder.errors import PolicyBuilderError

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.library.library import Library
    from policybuilder.update.own_words import Choice

FORMATS = ("text", "markdown", "html", "word", "json")
_RANGE = re.compile(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?")
_NUMBERS = "by number in the report, such as 3,7-9, or all"


@click.command("adopt")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.option("--council", "name", default="", help="Make the profile of this council of it: its name or code.")
@click.option("--profile", default="", help="Bring the old policy into this profile.", shell_complete=complete_profile)
@click.option("--document", default="", help="The document that it is held against; the nearest unless given.")
@click.option("--ours", default="", metavar="N", help=f"Passages whose words stand, {_NUMBERS}.")
@click.option("--library", "theirs", default="", metavar="N", help=f"Passages to leave to the library, {_NUMBERS}.")
@click.option("--both", default="", metavar="N", help=f"Passages to stand beside the library's, {_NUMBERS}.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@report_options(FORMATS)
@json_option
@click.pass_obj
def command(
    folder: Path | None,
    old: Path,
    name: str,
    profile: str,
    document: str,
    ours: str,
    theirs: str,
    both: str,
    yes: bool,
    format: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Say what the policy OLD (.docx, .pdf, .html, .md or .txt) says of the library, and what it lacks.

    Every paragraph, item and row is held against the library's clauses. The report names the decisions that the old
    policy took, each with the words that show it, the clauses that are missing, and what is out of date. Without
    --council and --profile nothing is changed.

    Example: policybuilder adopt old-policy.docx -o report.html
    """
    if name and profile:
        raise click.UsageError("--council makes a new profile, --profile changes one: name one of them")
    if as_json and (name or profile) and not yes:
        raise click.UsageError("--json asks nothing: add --yes")
    if (ours or theirs or both) and not (name or profile):
        raise click.UsageError("--ours, --library and --both go with --council or --profile")
    choices, every = _choices(ours=ours, library=theirs, both=both)
    if name:
        _take_over(folder, old, name, document, choices, every, yes, as_json)
        return
    chosen = "json" if as_json and output is None else format_of(format, output, FORMATS)
    library, keep = _library(folder, needed=bool(profile))
    if profile:
        adoption = api.adopt(library, old, document=document, profile=profile)
        keep()
        _bring_in(adoption, library, profile, choices, every, yes, as_json)
        return
    adoption = api.adopt(library, old, document=document)
    keep()
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


def _library(folder: Path | None, needed: bool) -> tuple[Library, Callable[[], None]]:
    """Return the library of the workspace, or the built-in one where none is needed, and what keeps its readings."""
    from policybuilder.library.workspace import built_in_workspace, open_workspace
    from policybuilder.lifecycle.cache import open_cached

    try:
        workspace = open_workspace(folder)
    except PolicyBuilderError:
        if needed or folder is not None:
            raise
        workspace = built_in_workspace()
    return open_cached(workspace)


# Taking over ---------------------------------------------------------------------------------------------


def _choices(**typed: str) -> tuple[dict[int, Choice], Choice | None]:
    """Return whose words stand by number, and whose for all the others; a number named twice is refused."""
    found: dict[int, Choice] = {}
    every: Choice | None = None
    for choice, numbers in typed.items():
        if numbers.strip().lower() == "all":
            if every:
                raise click.UsageError("all can be said once: of --ours, --library or --both")
            every = choice  # type: ignore[assignment]
            continue
        for part in filter(str.strip, numbers.split(",")):
            match = _RANGE.fullmatch(part)
            if match is None:
                raise click.UsageError(f'--{choice} "{part.strip()}" is no number: write them as 3,7-9, or all')
            first, last = int(match[1]), int(match[2] or match[1])
            if last < first:
                raise click.UsageError(f"--{choice} {first}-{last} goes backwards: write {last}-{first}")
            for number in range(first, min(last, first + 9_999) + 1):
                if number in found:
                    raise click.UsageError(f"passage {number} is named twice")
                found[number] = choice  # type: ignore[assignment]
    return found, every


def _take_over(
    folder: Path | None,
    old: Path,
    name: str,
    document: str,
    choices: dict[int, Choice],
    every: Choice | None,
    yes: bool,
    as_json: bool,
) -> None:
    from policybuilder.cli.council import named_council
    from policybuilder.library.councils import load_register
    from policybuilder.lifecycle.new_profile import open_start
    from policybuilder.update.adopting import only_likely
    from policybuilder.update.adopting_set import take_away_unfinished

    root, library = open_start(folder)
    if (root / "adopted").is_dir():
        take_away_unfinished(root)
        root, library = open_start(folder)
    register = load_register(library.workspace, library.reference.facts, date.today())
    try:
        council = named_council(name, register, yes, err=as_json)
    except PolicyBuilderError as error:
        raise _with_the_way_on(error, old) from error
    adoption = api.adopt(library, old, document=document, council=council)
    taken = api.take_over(adoption, library, root, council, choices=choices, every=every, dry_run=True)
    if not as_json:
        click.echo(
            f"{len(adoption.policy.passages)} passages: the words of {len(taken.ours)} stand in the draft, in the "
            f"library's clauses or in {len(taken.own)} of the council's own."
        )
        _show_choices(adoption, choices)
        _show_left(taken.left)
    if not yes and not click.confirm(f"Write profiles/{taken.id}.yaml and the draft?", default=False):
        click.echo("nothing was written")
        return
    taken = api.take_over(adoption, library, root, council, choices=choices, every=every)
    outcome = api.build(root, [taken.id])
    files = [f"profiles/{taken.id}.yaml", *(clause.file for clause in taken.own)]
    written = ("report.html", "old-to-new.html", "old-to-new.docx", "decisions.json")
    files += [f"adopted/{taken.id}/{name}" for name in written]
    if as_json:
        from policybuilder.cli.envelope import show_result

        left = [{"passage": number, "why": why} for number, why in taken.left.items()]
        show_result({"profile": taken.id, "files": files, "ours": list(taken.ours), "left": left}, outcome.problems)
    for file in () if as_json else files:
        click.echo(f"written: {file}")
    if any(problem.severity == "error" for problem in outcome.problems):
        if not as_json:
            show_problems(outcome.problems)
            click.echo(f"\nThe draft was not built: mend this, then `policybuilder build {taken.id}`", err=True)
        sys.exit(1)
    if as_json:
        return
    click.echo(f"\nNext: read adopted/{taken.id}/old-to-new.html and the draft in output/{taken.id}/")
    if count := len(only_likely(adoption, library)):
        answers = "an answer is" if count == 1 else f"{count} answers are"
        click.echo(f'In profiles/{taken.id}.yaml {answers} only likely: look for "Please confirm" beside the question.')


def _with_the_way_on(error: PolicyBuilderError, old: Path) -> PolicyBuilderError:
    """Return an error that sends a person to `init` with what to do after that."""
    way = f'then `policybuilder adopt "{old}" --profile ID`, with the id of that profile'
    return PolicyBuilderError(
        [
            replace(each, hint=f"{each.hint}; {way}") if "policybuilder init" in each.hint else each
            for each in error.problems
        ]
    )


def _show_choices(adoption: Adoption, choices: Mapping[int, Choice]) -> None:
    """Show the words of each passage that was named: numbers of a report on another file would mean others."""
    words = {"ours": "our words", "library": "the library's words", "both": "both"}
    for passage in adoption.policy.passages:
        if passage.number in choices:
            click.echo(f'{words[choices[passage.number]]} for passage {passage.number}, "{passage.beginning}"')


def _show_left(left: Mapping[int, str]) -> None:
    """Show the passages whose words do not stand in the draft, those with one reason together."""
    from policybuilder.adopt.words import ranges

    for why in dict.fromkeys(left.values()):
        numbers = ranges([number for number, said in left.items() if said == why])
        click.echo(styled("not taken: ", fg="yellow") + f"{numbers}, because {why}")


def _bring_in(
    adoption: Adoption,
    library: Library,
    profile: str,
    choices: dict[int, Choice],
    every: Choice | None,
    yes: bool,
    as_json: bool,
) -> None:
    found = api.bring_in(adoption, library, profile, choices=choices, every=every, dry_run=True)
    if not as_json:
        for line in found.proposal.lines():
            click.echo(line)
        click.echo("")
        _show_choices(adoption, choices)
        for parameter, why in found.answers.items():
            click.echo(f"{parameter}: {why}")
        for parameter, why in found.to_decide.items():
            click.echo(styled("to decide: ", fg="yellow") + f"{parameter}: {why}")
        _show_left(found.left)
    if not yes and not click.confirm("Write it?", default=False):
        click.echo("nothing was written")
        return
    found = api.bring_in(adoption, library, profile, choices=choices, every=every)
    if as_json:
        from policybuilder.cli.envelope import show_result

        left = [{"passage": number, "why": why} for number, why in found.left.items()]
        files = list(found.proposal.files)
        show_result({"profile": profile, "files": files, "ours": list(found.ours), "left": left})
    else:
        files_written = ", ".join(found.proposal.files)
        click.echo(f"written: {files_written}; `policybuilder undo {profile}` takes it back")


# The report ----------------------------------------------------------------------------------------------


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
