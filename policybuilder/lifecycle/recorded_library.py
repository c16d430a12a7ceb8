"""A library that knows what was approved: the history of versions is a parameter like any other.

Clauses print the history through the parameter `change_log`. Its rows come from the records; a council's own rows, for
versions from before the records began, stay before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError
from policybuilder.labels import Labels, filled
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile, Setting
from policybuilder.library.schema import ProfileDocumentModel
from policybuilder.lifecycle.manifests import Record, version_number
from policybuilder.lifecycle.records import Records, read_records
from policybuilder.resolution.answers import labels_of
from policybuilder.resolution.inheritance import inherit

HISTORY = "change_log"


def with_records(library: Library, profile: str, document: str, records: Records | None = None) -> Library:
    """Return the library, the profile's history of versions for this document filled in from the records.

    Raises PolicyBuilderError for records that cannot be read.
    """
    root = library.workspace.root
    if HISTORY not in library.reference.parameters or root is None:
        return library
    found = records or read_records(root, profile, document)
    if found.unread:
        raise PolicyBuilderError(found.unread)  # the history would leave out what could not be read
    if not found.versions:
        return library
    known = with_history(library, profile, document, found)
    return _with_next_version(known, profile, document, found.versions[-1])


def _with_next_version(library: Library, profile: str, document: str, latest: Record) -> Library:
    """Return the library, the draft's version after the last approved one unless the profile gives a later."""
    given = inherit(library, library.profile(profile)).field(document, "version")
    if given is not None and version_number(str(given.value)) > latest.number:
        return library
    major, minor = latest.number
    return with_facts(library, profile, document, {"version": f"{major}.{minor + 1}"})


def with_history(
    library: Library, profile: str, document: str, records: Records, approving: Record | None = None
) -> Library:
    """Return the library with the versions so far as the history of a document, and the one that is being approved."""
    versions = (*records.versions, *([approving] if approving else []))
    if HISTORY not in library.reference.parameters or not versions:
        return library
    original = library.profile(profile)
    effective = inherit(library, original)
    labels = labels_of(library, effective)
    rows = [_row(record, records, labels) for record in versions]
    setting = effective.parameter(document, HISTORY)
    before = setting.value if setting and isinstance(setting.value, list) else []
    listed = {record.version for record in versions}
    own: list[Any] = [row for row in before if isinstance(row, Mapping) and row.get("version") not in listed]
    place = Location(f"{records.shown}/{versions[-1].version}/manifest.json")
    history = Setting([*own, *rows], place, profile)
    settings = {**original.document_settings}
    settings[document] = {**settings.get(document, {}), HISTORY: history}
    return _with_profile(library, replace(original, document_settings=settings), document)


def with_facts(library: Library, profile: str, document: str, facts: Mapping[str, Any]) -> Library:
    """Return the library, with what the profile says of a document (version, review_date …) replaced."""
    original = library.profile(profile)
    named = original.front.documents.get(document, ProfileDocumentModel())
    documents = {**original.front.documents, document: replace(named, **facts)}
    return _with_profile(library, replace(original, front=replace(original.front, documents=documents)), document)


def _with_profile(library: Library, profile: Profile, document: str) -> Library:
    settings = dict(profile.document_settings)
    settings.setdefault(document, {})
    front = profile.front
    if document not in front.documents:
        front = replace(front, documents={**front.documents, document: ProfileDocumentModel()})
    return library.with_profile(replace(profile, front=front, document_settings=settings))


def _row(record: Record, records: Records, labels: Labels) -> dict[str, str]:
    summary = record.summary
    withdrawal = records.withdrawal_of(record)
    if withdrawal is not None:
        day, reason = labels.day(date.fromisoformat(withdrawal.date)), withdrawal.reason.rstrip(".")
        summary = filled(labels.withdrawn, summary=summary.rstrip("."), date=day, reason=reason)
    return {
        "version": record.version,
        "date": labels.day(date.fromisoformat(record.date)),
        "summary": summary,
        "kind": record.kind,
    }
