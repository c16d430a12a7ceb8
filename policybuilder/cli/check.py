"""`policybuilder check`: every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import count_problems, show_problems, show_table, styled
from policybuilder.errors import Location, PolicyBuilderError, Problem, did_you_mean, fail
from policybuilder.library.workspace import open_workspace


@click.command("check")
@click.argument("profiles", nargs=-1, metavar="[PROFILE | FILE]...", shell_complete=complete_profile)
@json_option
@click.option("--rule", "only", multiple=True, metavar="ID", help="Only this rule; may be given more than once.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules.")
@click.pass_obj
def command(
    folder: Path | None, profiles: tuple[str, ...], as_json: bool, only: tuple[str, ...], list_rules: bool
) -> None:
    """Report every problem of the library, the templates and the profiles.

    With PROFILE, only those profiles. With FILE (.docx or .md), what is out of date or hard to read in any existing
    policy. Exit code 1 when there is an error; warnings alone are no error.

    Example: policybuilder check riverton
    """
    if list_rules:
        _list_rules(as_json)
        return
    chosen = _rule_ids(only)
    # The id of a profile holds no dot; who types the name of its file gets a hint with the id.
    files = [name for name in profiles if "." in name and not name.endswith((".yaml", ".yml"))]
    councils = tuple(name for name in profiles if name not in files)
    found: tuple[Problem, ...] = ()
    if files:
        found = _find_in_files(folder, files, chosen)
    if councils or not files:
        found = (*found, *_find(folder, councils, chosen))
    failed = any(problem.severity == "error" for problem in found)
    if as_json:
        from policybuilder.cli.envelope import show_result

        severities = [problem.severity for problem in found]
        show_result({each + "s": severities.count(each) for each in ("error", "warning")}, found)
    elif found:
        show_problems(found, err=False)
    else:
        click.echo(styled(count_problems(found), fg="green"))
    if failed:
        raise SystemExit(1)


def _find(folder: Path | None, profiles: tuple[str, ...], only: tuple[str, ...]) -> tuple[Problem, ...]:
    from policybuilder.checks import check
    from policybuilder.library.library import open_library
    from policybuilder.lifecycle.cache import spare_collector

    spare_collector()
    try:
        return check(open_library(open_workspace(folder)), profiles, only, date.today())
    except PolicyBuilderError as error:
        # The reference files themselves are wrong: nothing else can be read, and these come first.
        return error.problems


def _find_in_files(folder: Path | None, files: list[str], only: tuple[str, ...]) -> tuple[Problem, ...]:
    from policybuilder.checks.existing import check_file
    from policybuilder.library.workspace import built_in_workspace, find_root

    # An existing policy can be checked anywhere; a workspace adds its own word lists.
    here = folder or find_root(Path.cwd())
    workspace = open_workspace(here) if here else built_in_workspace()
    return tuple(problem for name in files for problem in check_file(Path(name), workspace, only))


def _rule_ids(only: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the rules that a person asked for, who may write them as their files are named."""
    from policybuilder.checks.rules import RULES

    known = [rule.id for rule in RULES]
    for name in only:
        if name.replace("_", "-") not in known:
            hint = did_you_mean(name, known, "`policybuilder check --rules` lists them")
            raise fail(Location("--rule"), f'unknown rule "{name}"', "unknown-rule", hint)
    return tuple(name.replace("_", "-") for name in only)


def _list_rules(as_json: bool) -> None:
    from policybuilder.checks.rule import LOOKS_AT
    from policybuilder.checks.rules import RULES

    if as_json:
        listed = [
            {"id": rule.id, "title": rule.title, "severity": rule.severity, "looks_at": rule.looks_at} for rule in RULES
        ]
        from policybuilder.cli.envelope import show_result

        show_result(listed)
        return
    rows = [(rule.id, rule.severity, rule.title, LOOKS_AT[rule.looks_at]) for rule in RULES]
    show_table(("rule", "severity", "what it finds", "where"), rows)
