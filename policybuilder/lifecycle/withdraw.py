"""Withdrawing: a version that should not have been approved is taken back by a record, and stays where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from policybuilder.as_json import AsJson
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.lifecycle.approval import check_day, next_version
from policybuilder.lifecycle.chain import note_last
from policybuilder.lifecycle.frozen import put_in_place, remove_left_behind
from policybuilder.lifecycle.lock import WITHDRAWING, locked, refuse_locked
from policybuilder.lifecycle.manifests import MANIFEST, Record, Withdrawal, digest_of, manifest_bytes
from policybuilder.lifecycle.receipts import Receipt, receipt_of
from policybuilder.lifecycle.recorded_words import as_recorded
from policybuilder.lifecycle.records import Records, find_version, read_records, shown_folder


@dataclass(frozen=True)
class Withdrawing:
    """What a person says who records that a version is withdrawn; an empty minute is not given."""

    version: str
    by: str
    date: date
    reason: str
    minute: str = ""


@dataclass(frozen=True)
class Withdrawn(AsJson):
    """A withdrawal that was recorded, or would be: the record, and the version that stands now, if any.

    `notes` is what went amiss beside it. `receipt` is for somebody to keep elsewhere; a dry run gives none.
    """

    record: Withdrawal
    stands: Record | None
    next_versions: tuple[str, str]
    notes: tuple[str, ...] = ()
    receipt: Receipt | None = None


def withdraw(
    root: Path, profile: str, document: str, given: Withdrawing, now: datetime, tool: str, *, dry_run: bool = False
) -> Withdrawn:
    """Record that a version is withdrawn, in output/<profile>/<document>/<version>-withdrawn/; nothing is deleted.

    A dry run returns, or raises, the same and writes nothing.

    Raises PolicyBuilderError, with nothing written, for a version that is not there or was withdrawn before, for a date
    that cannot be right, for words that say nothing, while the records are not whole, and while somebody else is at
    work on the document.
    """
    shown = shown_folder(profile, document)
    folder = root / shown
    given = as_recorded(given, Location(f"{shown}/{given.version}"), ("by", "reason"))
    _known(read_records(root, profile, document), given.version)  # before a lock makes a folder
    if dry_run:
        refuse_locked(folder, shown)
        return _withdrawn(read_records(root, profile, document), given, now, tool)
    with locked(folder, shown, now, WITHDRAWING):
        remove_left_behind(folder)
        records = read_records(root, profile, document)
        done = _withdrawn(records, given, now, tool)
        content = manifest_bytes(done.record)
        put_in_place(folder, done.record.folder, {MANIFEST: content})
        notes = note_last(folder, done.record, digest_of(content))
    return replace(done, notes=notes, receipt=receipt_of(records, done.record, digest_of(content)))


def _withdrawn(records: Records, given: Withdrawing, now: datetime, tool: str) -> Withdrawn:
    if records.problems:
        raise PolicyBuilderError(records.problems)
    record = _known(records, given.version)
    where = Location(f"{records.shown}/{record.version}")
    before = records.withdrawal_of(record)
    if before is not None:
        message = f"version {record.version} was withdrawn already, by {before.by} on {before.date}: {before.reason}"
        raise fail(where, message, "withdrawn-already", "`policybuilder history` lists what stands")
    problems = Problems()
    check_day(problems, where, "withdrawal", given.date, records, now.date())
    problems.raise_errors()
    last = records.last
    withdrawal = Withdrawal(
        record.profile,
        record.document,
        record.version,
        given.by,
        given.date.isoformat(),
        given.minute,
        given.reason,
        tool,
        last.folder if last else "",
        records.digests[last.folder] if last else "",
    )
    stands = next((one for one in reversed(records.versions) if one != record and not records.withdrawal_of(one)), None)
    return Withdrawn(withdrawal, stands, (next_version(records, "minor"), next_version(records, "major")))


def _known(records: Records, version: str) -> Record:
    name = records.shown.partition("/")[2]
    if version == "approved":
        hint = f"the versions are {', '.join(record.version for record in records.versions)}"
        raise fail(Location(f"{name}@{version}"), "name the version by its number", "unknown-version", hint)
    return find_version(records, name, version)
