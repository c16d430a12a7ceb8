"""`policybuilder review`: what is due for review, and what makes a review due early."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybuilder import api
from policybuilder.cli.completions import complete_profile
from policybuilder.cli.options import json_option
from policybuilder.cli.screen import show_problems, styled

if TYPE_CHECKING:
    from policybuilder.lifecycle.review import Review

_WHEN = {
    "overdue": ("overdue", "red"),
    "early": ("due early", "yellow"),
    "due": ("due soon", "yellow"),
    "later": ("not due yet", "green"),
    "never": ("no review date", "yellow"),
    "withdrawn": ("withdrawn; no version stands", "yellow"),
}


def _period(_: click.Context, __: click.Parameter, text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})([dwmy]?)", text.strip().lower())
    if not found:
        raise click.BadParameter("write a period as 90d, 12w, 3m or 1y")
    days = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}[found[2]]
    return timedelta(days=int(found[1]) * days)


@click.command("review")
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...", shell_complete=complete_profile)
@click.option("--within", default="90d", callback=_period, help="What counts as due soon: 90d, 12w, 3m or 1y.")
@json_option
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write the dates as a calendar file, too.")
@click.pass_obj
def command(folder: Path | None, profiles: tuple[str, ...], within: timedelta, as_json: bool, ics: Path | None) -> None:
    """List which approved policies are due for review, by date, and what now makes a review due early.

    A review is due early when the library changed a clause in use, a law was replaced, or a date in the profile passed.

    Example: policybuilder review --within 3m --ics reviews.ics
    """
    found = api.review(api.load(folder), profiles, within=within)
    if not as_json:
        for item in found.reviews:
            _show(item)
        if not found.reviews and not found.problems:
            click.echo("no approved versions yet")
    if ics is not None:
        from policybuilder.lifecycle.results import write_result
        from policybuilder.lifecycle.review import calendar

        write_result(ics, calendar(found.reviews, datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")))
        click.echo(f"written: {ics}", err=as_json)
    if as_json:
        from policybuilder.cli.envelope import show_result

        show_result(found.reviews, found.problems, ok=not found.problems)
    elif found.problems:
        show_problems(found.problems)
    if found.problems:
        raise SystemExit(1)


def _show(item: Review) -> None:
    words, colour = _WHEN[item.due]
    date = f" {item.review}" if item.review else ""
    click.echo(f"{item.profile}/{item.document}@{item.version}:{date} {styled(words, fg=colour)}")
    for reason in item.early:
        click.echo(f"  {reason.text} [{reason.source}]")
