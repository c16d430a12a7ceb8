"""`policybuilder history`: the approved versions of a council's documents."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybuilder.cli.completions import complete_document, complete_profile
from policybuilder.cli.screen import show_problems, show_table
from policybuilder.errors import Location, Problem, did_you_mean, fail
from policybuilder.library.workspace import open_workspace

if TYPE_CHECKING:
    from policybuilder.lifecycle.manifests import Record
    from policybuilder.lifecycle.records import Records


@click.command("history")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("document", default="", shell_complete=complete_document)
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON.")
@click.pass_obj
def command(folder: Path | None, profile: str, document: str, as_json: bool) -> None:
    """List the approved versions of PROFILE: when, by whom, which minute, what kind of change, and what changed.

    The state is approved (the version that stands), superseded or withdrawn.
    """
    from policybuilder.lifecycle.records import read_records, recorded

    root = open_workspace(folder).root
    assert root is not None
    every = list(recorded(root))
    wanted = [each for each in every if each[0] == profile and document in ("", each[1])]
    if not wanted:
        name = f"{profile}/{document}".rstrip("/")
        known = sorted({"/".join(each) if document else each[0] for each in every})
        hint = did_you_mean(name, known, "`policybuilder approve` makes the first version")
        raise fail(Location(name), f'"{name}" has no approved versions', "no-versions", hint)
    problems: list[Problem] = []
    found = [read_records(root, *each) for each in wanted]
    for records in found:
        problems.extend(records.problems)
    versions = [(records, record) for records in found for record in records.versions]
    if as_json:
        content = [_as_json(records, record) for records, record in versions]
        click.echo(json.dumps(content, indent=2, ensure_ascii=False))
    else:
        rows = [
            (
                record.document,
                record.version,
                records.state(record),
                record.date,
                record.by,
                record.minute,
                record.kind,
                record.summary,
            )
            for records, record in versions
        ]
        header = ("document", "version", "state", "approved", "by", "minute", "kind", "what changed")
        if rows:
            show_table(header, rows)
        for records in found:
            _show_withdrawals(records)
    if problems:
        show_problems(problems)
        raise SystemExit(1)


def _as_json(records: Records, record: Record) -> dict[str, Any]:
    withdrawal = records.withdrawal_of(record)
    withdrawn = {name: getattr(withdrawal, name) for name in ("by", "date", "minute", "reason")} if withdrawal else None
    content = {**asdict(record), "files": len(record.files)}
    return {**content, "state": records.state(record), "withdrawn": withdrawn}


def _show_withdrawals(records: Records) -> None:
    for record in records.versions:
        withdrawal = records.withdrawal_of(record)
        if withdrawal is not None:
            minute = f", minute {withdrawal.minute}" if withdrawal.minute else ""
            told = f"{record.document} {record.version} was withdrawn by {withdrawal.by} on {withdrawal.date}{minute}"
            click.echo(f"{told}: {withdrawal.reason}")
