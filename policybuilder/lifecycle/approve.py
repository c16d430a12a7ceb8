"""Approval: a draft that is complete and right becomes a version that is never written again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from policybuilder.checks import check
from policybuilder.compare import Comparison, compare
from policybuilder.compare.changes import ClauseChange, Weight, counted
from policybuilder.compare.sentences import heading_of, sentence_of
from policybuilder.document import ControlEntry, Document, Value
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.library.library import Library
from policybuilder.library.values import written_date
from policybuilder.lifecycle.build import write_document
from policybuilder.lifecycle.chain import note_last
from policybuilder.lifecycle.editions import refuse_same_edition
from policybuilder.lifecycle.frozen import frozen_document, put_in_place, remove_left_behind
from policybuilder.lifecycle.lock import locked
from policybuilder.lifecycle.manifests import (
    MANIFEST,
    Overruled,
    Record,
    Version,
    Withdrawal,
    digest_of,
    manifest_bytes,
    version_number,
)
from policybuilder.lifecycle.recorded_library import with_facts, with_history
from policybuilder.lifecycle.records import Records, read_records
from policybuilder.lifecycle.sources import ARCHIVE, shell_of, sources_archive
from policybuilder.resolution import documents_of, resolve
from policybuilder.resolution.inherit import inherit
from policybuilder.resolution.sign_offs import refuse_future_sign_offs, signed_off_list

Day = date

FORMATS = ("word", "markdown", "html", "json")


@dataclass(frozen=True)
class Approval:
    """What a person says who records an approval.

    `minor_because` overrules a major weight; empty texts are not given.
    """

    version: str
    by: str
    date: date
    minute: str = ""
    effective: Day | None = None
    review: Day | None = None
    summary: str = ""
    minor_because: str = ""


@dataclass(frozen=True)
class Approved:
    """An approval that was recorded: the record, its folder, and what changed since the version before it."""

    record: Record
    folder: Path
    comparison: Comparison | None


def approve(library: Library, profile: str, document: str, approval: Approval, now: datetime, tool: str) -> Approved:
    """Freeze a document into output/<profile>/<document>/<version>/ and return what was recorded.

    Raises PolicyBuilderError, with nothing written, while anything is unconfirmed or wrong, for a version number or a
    date that breaks a rule, when the version exists, and while somebody else is approving the same document.
    """
    root = library.workspace.root
    assert root is not None
    _known(library, profile, document)
    shown = f"output/{profile}/{document}"
    with locked(root / shown, shown, now):
        remove_left_behind(root / shown)
        records = read_records(root, profile, document)
        if records.problems:
            raise PolicyBuilderError(records.problems)
        number = _asked_version(approval.version, records)
        _check_dates(library, profile, document, approval, records, now.date())
        _refuse_errors(library, profile, now.date())
        dated = _dated(library, profile, document, approval, records)
        candidate = resolve(dated, profile, document, final=True)
        refuse_future_sign_offs(library, library.profile(profile), candidate, now.date())
        comparison = _since(records, candidate)
        refuse_same_edition(comparison, library.profile(profile))
        kind = _kind(comparison, number, records, approval)
        record = _record(candidate, approval, records, comparison, kind, tool)
        _, files = _frozen(dated, record, records)
        record = replace(record, files={name: digest_of(content) for name, content in files.items()})
        files[MANIFEST] = manifest_bytes(record)
        put_in_place(records.folder, record.version, files)
        note_last(records.folder, record, digest_of(files[MANIFEST]))
    return Approved(record, records.folder / record.version, comparison)


def _known(library: Library, profile: str, document: str) -> None:
    place = library.profile(profile).place("documents")
    if document not in documents_of(library, profile):
        library.template(document, place)
        raise fail(
            place, f'the profile has no document "{document}"', "unknown-document", f"add {document}: to documents:"
        )


# What must hold ------------------------------------------------------------------------------------------


def _asked_version(text: str, records: Records) -> Version:
    where = Location(f"{records.shown}/{text}")
    try:
        number = version_number(text)
    except ValueError:
        hint = 'a version has two numbers, such as "1.0"'
        raise fail(where, f'"{text}" is not a version', "version", hint) from None
    if any(record.number == number for record in records.versions):
        hint = f"approved versions are never written again; the next is {_next(records)}"
        raise fail(where, f"version {text} is approved already", "version-exists", hint)
    return number


def _next(records: Records) -> str:
    highest = records.highest
    if highest is None:
        return "1.0"
    major, minor = highest.number
    return f"{major}.{minor + 1} after an editorial or minor change, {major + 1}.0 after a major one"


def _check_dates(
    library: Library, profile: str, document: str, approval: Approval, records: Records, today: date
) -> None:
    problems = Problems()
    where = Location(f"{records.shown}/{approval.version}")
    drafted = inherit(library, library.profile(profile)).field(document, "date")
    if approval.date > today:
        hint = f"today is {today.isoformat()}; record the approval when it has been given"
        problems.add(where, f"the approval is dated {approval.date}, in the future", "approval-date", hint)
    if drafted is not None and isinstance(drafted.value, date) and approval.date < drafted.value:
        message = f"the approval is dated {approval.date}, before the draft ({drafted.value})"
        problems.add(drafted.location, message, "approval-date", "put one of the two dates right")
    last = records.last
    if last is not None and approval.date < date.fromisoformat(last.date):
        what = f"that of version {last.folder}"
        if isinstance(last, Withdrawal):
            what = f"the withdrawal of {last.withdraws}"
        message = f"the approval is dated {approval.date}, before {what} ({last.date})"
        problems.add(where, message, "approval-date", "versions are approved one after the other")
    if approval.effective is not None and approval.effective < approval.date:
        message = f"the version takes effect on {approval.effective}, before its approval ({approval.date})"
        problems.add(where, message, "effective-date", "a policy cannot bind people before it is approved")
    if approval.review is not None and approval.review <= approval.date:
        message = f"the next review ({approval.review}) is not after the approval ({approval.date})"
        problems.add(where, message, "review-date")
    problems.raise_errors()


def _refuse_errors(library: Library, profile: str, today: date) -> None:
    """Raise PolicyBuilderError while the checks of the library and the profile find an error."""
    problems = Problems()
    problems.extend(check(library, (profile,), today=today))
    problems.raise_errors()


def _since(records: Records, candidate: Document) -> Comparison | None:
    """Return what changed since the version that stands, or None when there is none."""
    latest = records.latest
    return None if latest is None else compare(frozen_document(records, latest), candidate)


def _kind(comparison: Comparison | None, number: Version, records: Records, approval: Approval) -> Weight:
    """Return the weight of the changes. Raises PolicyBuilderError when the version's number does not fit it."""
    where = Location(f"{records.shown}/{approval.version}")
    highest = records.highest
    if highest is None:
        if number != (1, 0):
            raise fail(where, f"the first approved version is 1.0, not {approval.version}", "version", "give 1.0")
        return "major"
    major, minor = highest.number
    if number not in ((major, minor + 1), (major + 1, 0)):
        message = f"after {highest.version} comes {major}.{minor + 1} or {major + 1}.0, not {approval.version}"
        raise fail(where, message, "version", f"the next is {_next(records)}")
    if comparison is None:
        return "major"  # every version was withdrawn: the whole policy is approved anew
    weight: Weight = comparison.weight or "editorial"
    if number == (major + 1, 0):
        return "major"
    if weight != "major":
        return weight
    return _overruled(comparison, where, f"{major + 1}.0", approval)


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


# What is frozen ------------------------------------------------------------------------------------------


def _dated(library: Library, profile: str, document: str, approval: Approval, records: Records) -> Library:
    """Return the library with this approval's version, dates and history in the profile."""
    facts = {
        "version": approval.version,
        "effective_date": approval.effective or approval.date,
        "review_date": approval.review or _review_date(library, profile, document, approval),
        "date": None,
    }
    dated = with_facts(library, profile, document, facts)
    return with_history(dated, profile, document, records)


def _review_date(library: Library, profile: str, document: str, approval: Approval) -> date | None:
    """Return the profile's review date when it is still to come, else one that follows from the months between."""
    effective = inherit(library, library.profile(profile))
    given = effective.field(document, "review_date")
    if given is not None and isinstance(given.value, date) and given.value > approval.date:
        return given.value
    setting = effective.parameter(document, "review_months")
    months = setting.value if setting is not None else None
    if months is None and "review_months" in library.reference.parameters:
        months = library.reference.parameters["review_months"].default
    return _months_after(approval.date, months) if isinstance(months, int) and not isinstance(months, bool) else None


def _months_after(start: date, months: int) -> date:
    """Return the same day some months later; the last day of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        with contextlib.suppress(ValueError):
            return date(year, month + 1, day)
    return date(year, month + 1, start.day)


def _record(
    candidate: Document,
    approval: Approval,
    records: Records,
    comparison: Comparison | None,
    kind: Weight,
    tool: str,
) -> Record:
    last = records.last
    weighed = comparison.weight if comparison is not None else None
    overruled = Overruled("major", approval.minor_because) if weighed == "major" and kind == "minor" else None
    return Record(
        profile=candidate.profile,
        document=candidate.id,
        version=approval.version,
        title=candidate.title,
        council=candidate.council.name,
        kind=kind,
        summary=approval.summary or _summary(comparison),
        by=approval.by,
        date=approval.date.isoformat(),
        minute=approval.minute,
        effective=(approval.effective or approval.date).isoformat(),
        review=_iso_review(candidate),
        tool=tool,
        previous=last.folder if last else "",
        previous_manifest=records.digests[last.folder] if last else "",
        overruled=overruled,
        law_checked=signed_off_list(candidate.law),
    )


def _iso_review(candidate: Document) -> str:
    text = candidate.control_text("review_date")
    with contextlib.suppress(ValueError):
        return datetime.strptime(text, "%d %B %Y").date().isoformat()
    return ""


_NAMED = 3


def _summary(comparison: Comparison | None) -> str:
    """Return what changed in one sentence, for the history, where the person who approves gives none."""
    if comparison is None:
        return "First approved version"
    heavy = sorted(comparison.changes, key=lambda change: ("editorial", "minor", "major").index(change.weight))[::-1]
    heavy = [change for change in heavy if change.deciding.rule != "record"]
    if not heavy:
        return "Reviewed; no change to the rules"
    if len(heavy) == 1:
        return f"{heavy[0].title}: {sentence_of(heavy[0])}"
    named = "; ".join(f"{change.title} ({' and '.join(change.kinds)})" for change in heavy[:_NAMED])
    more = len(heavy) - _NAMED
    return f"{named}; and {counted(more, 'more change')}" if more > 0 else named


def _frozen(dated: Library, record: Record, records: Records) -> tuple[Document, dict[str, bytes]]:
    """Return the document as it is approved, its own version in its history, and the files to keep."""
    library = with_history(dated, record.profile, record.document, records, record)
    final = resolve(library, record.profile, record.document, final=True)
    document = replace(final, stage="approved", control=tuple(_control(final.control, record)))
    written = write_document(document, FORMATS, shell_of(library, document), Path())
    files = {path.as_posix(): content for path, content in written}
    return document, {**files, ARCHIVE: sources_archive(library, document)}


def _control(rows: Iterable[ControlEntry], record: Record) -> Iterator[ControlEntry]:
    """Yield the rows of the control table with what the approval adds to them."""
    for row in rows:
        if row.id == "status":
            yield ControlEntry("status", row.label, Value("Approved", "document.status"))
            yield from _approval_rows(record)
        elif row.id == "approver":
            yield replace(row, label="Approving body")
        elif row.id != "date":
            yield row


def _approval_rows(record: Record) -> Iterator[ControlEntry]:
    approved_on = str(written_date(date.fromisoformat(record.date)))
    yield ControlEntry("approved_by", "Approved by", Value(record.by, "document.approved_by"))
    yield ControlEntry("approved_on", "Approved on", Value(approved_on, "document.approved_on"))
    if record.minute:
        yield ControlEntry("minute", "Minute", Value(record.minute, "document.minute"))
