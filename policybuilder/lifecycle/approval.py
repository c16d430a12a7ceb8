"""What a person says who records an approval, and what must hold for it: the number, the dates, and the weight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policybuilder.compare import Comparison
from policybuilder.compare.changes import ClauseChange, Weight
from policybuilder.compare.sentences import heading_of
from policybuilder.errors import Location, Problems, fail
from policybuilder.library.library import Library
from policybuilder.lifecycle.manifests import Withdrawal, version_number
from policybuilder.lifecycle.records import Records
from policybuilder.resolution.inheritance import inherit

Day = date


@dataclass(frozen=True)
class Approval:
    """What a person says who records an approval; empty texts are not given.

    `minor_because` overrules a major weight. `since_paper` says why what is approved differs from the paper, and
    `no_paper` why there was none. `apart_because` says why it is approved without the document that holds rules of it.
    Without a `version`, the next that fits is meant. `also` are formats that are kept with it and are not usually.
    """

    version: str
    by: str
    date: date
    minute: str = ""
    effective: Day | None = None
    review: Day | None = None
    summary: str = ""
    minor_because: str = ""
    since_paper: str = ""
    no_paper: str = ""
    apart_because: str = ""
    also: tuple[str, ...] = ()


# The number ----------------------------------------------------------------------------------------------


def refuse_known(version: str, records: Records) -> None:
    """Raise PolicyBuilderError for a text that is no version, and for a version that was approved before."""
    where = Location(f"{records.shown}/{version}")
    try:
        number = version_number(version)
    except ValueError:
        hint = 'a version has two numbers, such as "1.0"'
        raise fail(where, f'"{version}" is not a version', "version", hint) from None
    for record in records.versions:
        if record.number == number:
            withdrawn = records.withdrawal_of(record) is not None
            message = f"version {version} was withdrawn" if withdrawn else f"version {version} is approved already"
            hint = f"approved versions are never written again; the next is {_next(records)}"
            raise fail(where, message, "version-exists", hint)


def next_version(records: Records, weight: Weight | None) -> str:
    """Return the number that follows the versions so far, after changes of some weight (None: nothing stands)."""
    if records.highest is None:
        return "1.0"
    major, minor = records.highest.number
    return f"{major + 1}.0" if weight in (None, "major") else f"{major}.{minor + 1}"


def _next(records: Records) -> str:
    if records.highest is None:
        return "1.0"
    lighter, major = next_version(records, "minor"), next_version(records, "major")
    return f"{lighter} after an editorial or minor change, {major} after a major one"


def kind_of(comparison: Comparison | None, records: Records, approval: Approval) -> Weight:
    """Return the weight of the changes, or that which a person gives them.

    Raises PolicyBuilderError when the version's number does not fit it, and for a reason to call minor what nothing
    calls major.
    """
    where = Location(f"{records.shown}/{approval.version}")
    weight: Weight = (comparison.weight if comparison else None) or "editorial"
    kind = _kind(comparison, weight, records, where, approval)
    if approval.minor_because and not (weight == "major" and kind == "minor"):
        first = records.highest is None or comparison is None
        why = "what is approved as a whole is major" if first else f"{approval.version} is of {kind} changes"
        message = f"a reason was given why a major change is minor: {why}"
        raise fail(where, message, "nothing-overruled", "leave --minor-because out, or give the number of a minor one")
    return kind


def _kind(
    comparison: Comparison | None, weight: Weight, records: Records, where: Location, approval: Approval
) -> Weight:
    highest = records.highest
    if highest is None:
        if version_number(approval.version) != (1, 0):
            raise fail(where, f"the first approved version is 1.0, not {approval.version}", "version", "give 1.0")
        return "major"
    lighter, major = next_version(records, "minor"), next_version(records, "major")
    if approval.version not in (lighter, major):
        message = f"after {highest.version} comes {lighter} or {major}, not {approval.version}"
        raise fail(where, message, "version", f"the next is {_next(records)}")
    # When every version was withdrawn, the whole policy is approved anew.
    if comparison is None or approval.version == major:
        return "major"
    return weight if weight != "major" else _overruled(comparison, where, major, approval)


def _overruled(comparison: Comparison, where: Location, instead: str, approval: Approval) -> Weight:
    """Return "minor" when a person overrules a major weight that is a matter of judgement; else raise."""
    problems = Problems()
    for change in comparison.every:
        if change.weight != "major" or (approval.minor_because and not change.deciding.fixed):
            continue
        name = heading_of(change) if isinstance(change, ClauseChange) else change.label
        judge = "" if change.deciding.fixed else ', or say why it is minor with --minor-because "…"'
        hint = f"approve it as {instead} ({change.approver} decides){judge}"
        problems.add(where, f"a major change: {name}: {change.deciding.text}", "version-rule", hint)
    problems.raise_errors()
    return "minor"


# The dates -----------------------------------------------------------------------------------------------


def check_dates(
    library: Library, profile: str, document: str, approval: Approval, records: Records, today: date
) -> None:
    """Raise PolicyBuilderError for every date that cannot be right."""
    problems = Problems()
    where = Location(f"{records.shown}/{approval.version}".rstrip("/"))
    drafted = inherit(library, library.profile(profile)).field(document, "date")
    check_day(problems, where, "approval", approval.date, records, today)
    if drafted is not None and isinstance(drafted.value, date) and approval.date < drafted.value:
        message = f"the approval is dated {approval.date}, before the draft ({drafted.value})"
        problems.add(drafted.location, message, "approval-date", "put one of the two dates right")
    if approval.effective is not None and approval.effective < approval.date:
        message = f"the version takes effect on {approval.effective}, before its approval ({approval.date})"
        problems.add(where, message, "effective-date", "a policy cannot bind people before it is approved")
    if approval.review is not None and approval.review <= approval.date:
        message = f"the next review ({approval.review}) is not after the approval ({approval.date})"
        problems.add(where, message, "review-date")
    problems.raise_errors()


def check_day(problems: Problems, where: Location, what: str, day: date, records: Records, today: date) -> None:
    """Note when a decision ("approval", "withdrawal") is dated in the future, or before the last record."""
    if day > today:
        hint = f"today is {today.isoformat()}; record the {what} when it has been given"
        problems.add(where, f"the {what} is dated {day}, in the future", f"{what}-date", hint)
    last = records.last
    if last is not None and day < date.fromisoformat(last.date):
        before = f"that of version {last.folder}"
        if isinstance(last, Withdrawal):
            before = f"the withdrawal of {last.withdraws}"
        elif what != "approval":
            before = f"the approval of version {last.folder}"
        message = f"the {what} is dated {day}, before {before} ({last.date})"
        problems.add(where, message, f"{what}-date", "decisions are recorded one after the other")
