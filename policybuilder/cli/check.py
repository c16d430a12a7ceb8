"""`policybuilder check`: every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import count_problems, show_problems, show_table, styled
from policybuilder.errors import PolicyBuilderError, Problem


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
    # The id of a profile holds no dot; who types the name of its file gets a hint with the id.
    files = [name for name in profiles if "." in name and not name.endswith((".yaml", ".yml"))]
    councils = tuple(name for name in profiles if name not in files)
    chosen = api.named_rules(only)
    found: tuple[Problem, ...] = ()
    for name in files:
        found = (*found, *api.check_file(name, folder, rules=chosen))
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
    from policybuilder.lifecycle.cache import spare_collector

    spare_collector()
    try:
        return api.check(api.load(folder), profiles, rules=only, today=date.today())
    except PolicyBuilderError as error:
        # The reference files themselves are wrong: nothing else can be read, and these come first.
        return error.problems


def _list_rules(as_json: bool) -> None:
    from policybuilder.checks.rule import LOOKS_AT

    rules = api.rules()
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(rules)
        return
    rows = [(rule.id, rule.severity, rule.title, LOOKS_AT[rule.looks_at]) for rule in rules]
    show_table(("rule", "severity", "what it finds", "where"), rows)
