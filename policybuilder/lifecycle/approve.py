"""Approval: a draft that is complete and right becomes a version that is never written again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from policybuilder.as_json import AsJson
from policybuilder.checks import check
from policybuilder.compare import Comparison, compare
from policybuilder.compare.changes import Weight, counted
from policybuilder.compare.sentences import sentence_of
from policybuilder.document import ControlEntry, Document, Value
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.labels import Labels, labels_for
from policybuilder.library.library import Library
from policybuilder.library.values import months_after
from policybuilder.lifecycle.approval import Approval, check_dates, kind_of, next_version, refuse_known
from policybuilder.lifecycle.build import write_document
from policybuilder.lifecycle.chain import note_last
from policybuilder.lifecycle.check_numbers import check_number, number_rows, printed_number, text_digests
from policybuilder.lifecycle.editions import refuse_same_edition
from policybuilder.lifecycle.frozen import frozen_document, put_in_place, remove_left_behind
from policybuilder.lifecycle.lock import locked, refuse_locked
from policybuilder.lifecycle.manifests import MANIFEST, Overruled, Record, digest_of, manifest_bytes
from policybuilder.lifecycle.paper_seen import Held, hold_against_paper
from policybuilder.lifecycle.receipts import Receipt, receipt_of
from policybuilder.lifecycle.recorded_library import with_facts, with_history
from policybuilder.lifecycle.recorded_words import as_recorded
from policybuilder.lifecycle.records import Records, read_records, shown_folder
from policybuilder.lifecycle.referred import refuse_apart
from policybuilder.lifecycle.sources import ARCHIVE, sources_archive
from policybuilder.lifecycle.weakened import merges_weighed
from policybuilder.readers import READERS, format_of, read_policy_file
from policybuilder.resolution import case_of, documents_of, resolve, resolve_case
from policybuilder.resolution.inheritance import inherit
from policybuilder.resolution.sign_offs import refuse_future_sign_offs, signed_off_list
from policybuilder.writers import KEPT_FORMATS


@dataclass(frozen=True)
class Approved(AsJson):
    """An approval that was recorded, or would be: the record, its folder, and what changed since the version before.

    `notes` is what went amiss beside it. `receipt` is for somebody to keep elsewhere; a dry run gives none.
    """

    record: Record
    folder: Path
    comparison: Comparison | None
    notes: tuple[str, ...] = ()
    receipt: Receipt | None = None


def approve(
    library: Library,
    profile: str,
    document: str,
    approval: Approval,
    now: datetime,
    tool: str,
    *,
    dry_run: bool = False,
) -> Approved:
    """Freeze a document into output/<profile>/<document>/<version>/ and return what was recorded.

    A dry run returns, or raises, the same and writes nothing.

    Raises PolicyBuilderError, with nothing written, while anything is open or wrong, for a version number or a date
    that breaks a rule, for words that say nothing, when the version exists, when the words are not those of the paper
    that was before the meeting and no reason is given, when nobody approves a document that holds rules of it and no
    reason is given, for a reason that nothing asks for, and while somebody else is approving the same document.
    """
    root = library.workspace.root
    assert root is not None
    _known(library, profile, document)
    shown = shown_folder(profile, document)
    given = as_recorded(approval, Location(f"{shown}/{approval.version}".rstrip("/")), () if dry_run else ("by",))
    if dry_run:
        refuse_locked(root / shown, shown)
        return _prepared(library, profile, document, given, now, tool).approved
    with locked(root / shown, shown, now):
        remove_left_behind(root / shown)
        made = _prepared(library, profile, document, given, now, tool)
        put_in_place(root / shown, made.approved.record.version, made.files)
        digest = digest_of(made.files[MANIFEST])
        notes = note_last(root / shown, made.approved.record, digest)
        receipt = receipt_of(made.records, made.approved.record, digest)
        return replace(made.approved, notes=(*made.approved.notes, *notes), receipt=receipt)


@dataclass(frozen=True)
class _Made:
    """An approval that holds, the files that it is to put in place, and the records before it."""

    approved: Approved
    files: dict[str, bytes]
    records: Records


def _prepared(library: Library, profile: str, document: str, approval: Approval, now: datetime, tool: str) -> _Made:
    root = library.workspace.root
    assert root is not None
    records = read_records(root, profile, document)
    if records.problems:
        raise PolicyBuilderError(records.problems)
    if approval.version:
        refuse_known(approval.version, records)
    check_dates(library, profile, document, approval, records, now.date())
    _refuse_errors(library, profile, now.date())
    approval, dated, candidate = _candidate(library, profile, document, approval, records)
    refuse_future_sign_offs(library, library.profile(profile), candidate, now.date())
    comparison = _since(records, candidate)

    def with_history_of(then: Records) -> Document:
        if then == records:
            return candidate
        return resolve(_dated(library, profile, document, approval, then), profile, document, final=True)

    problems, held = Problems(), Held()
    kind: Weight = "major"
    with _noted(problems):
        refuse_same_edition(comparison, library.profile(profile))
    with _noted(problems):
        kind = kind_of(comparison, records, approval)
    with _noted(problems):
        held = hold_against_paper(profile, document, approval, records, with_history_of)
    with _noted(problems):
        refuse_apart(library, root, candidate, approval.apart_because)
    problems.raise_errors()
    record = _record(candidate, approval, records, comparison, kind, tool, held)
    words, files, notes = _frozen(dated, record, records, approval.also)
    record = replace(record, files={name: digest_of(content) for name, content in files.items()}, words=words)
    files[MANIFEST] = manifest_bytes(record)
    return _Made(Approved(record, records.folder / record.version, comparison, notes), files, records)


@contextlib.contextmanager
def _noted(problems: Problems) -> Iterator[None]:
    """Note what the block raises, so that a person is told of everything at once."""
    try:
        yield
    except PolicyBuilderError as error:
        problems.extend(error.problems)


def _candidate(
    library: Library, profile: str, document: str, approval: Approval, records: Records
) -> tuple[Approval, Library, Document]:
    """Return the approval with its number, and the document as it would be approved with the library it is made of."""
    asked = approval if approval.version else replace(approval, version=next_version(records, "minor"))
    dated = _dated(library, profile, document, asked, records)
    with merges_weighed(lambda: resolve(dated, profile, document)):
        candidate = resolve(dated, profile, document, final=True)
    if not approval.version:
        comparison = _since(records, candidate)
        number = next_version(records, comparison.weight or "editorial" if comparison else None)
        if number != asked.version:
            return _candidate(library, profile, document, replace(approval, version=number), records)
    return asked, dated, candidate


def _since(records: Records, candidate: Document) -> Comparison | None:
    """Return what changed since the version that stands, or None when there is none."""
    latest = records.latest
    return None if latest is None else compare(frozen_document(records, latest), candidate)


def _known(library: Library, profile: str, document: str) -> None:
    place = library.profile(profile).place("documents")
    if document not in documents_of(library, profile):
        library.template(document, place)
        raise fail(
            place, f'the profile has no document "{document}"', "unknown-document", f"add {document}: to documents:"
        )


def _refuse_errors(library: Library, profile: str, today: date) -> None:
    """Raise PolicyBuilderError while the checks of the library and the profile find an error."""
    problems = Problems()
    problems.extend(check(library, (profile,), today=today))
    problems.raise_errors()


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
    return months_after(approval.date, months) if isinstance(months, int) and not isinstance(months, bool) else None


def _record(
    candidate: Document,
    approval: Approval,
    records: Records,
    comparison: Comparison | None,
    kind: Weight,
    tool: str,
    held: Held,
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
        summary=approval.summary or _summary(comparison, records),
        by=approval.by or candidate.control_text("approver"),
        date=approval.date.isoformat(),
        minute=approval.minute,
        effective=(approval.effective or approval.date).isoformat(),
        review=candidate.control_day("review_date"),
        tool=tool,
        previous=last.folder if last else "",
        previous_manifest=records.digests[last.folder] if last else "",
        overruled=overruled,
        paper=held.paper,
        since_paper=held.since,
        no_paper=held.none_because,
        apart=approval.apart_because,
        law_checked=signed_off_list(candidate.law),
    )


_NAMED = 3


def _summary(comparison: Comparison | None, records: Records) -> str:
    """Return what changed in one sentence, for the history, where the person who approves gives none."""
    if comparison is None:
        return f"Approved anew after {records.highest.version}" if records.highest else "First approved version"
    heavy = sorted(comparison.changes, key=lambda change: ("editorial", "minor", "major").index(change.weight))[::-1]
    heavy = [change for change in heavy if change.deciding.rule != "record"]
    if not heavy:
        return "Reviewed; no change to the rules"
    if len(heavy) == 1:
        return f"{heavy[0].title}: {sentence_of(heavy[0])}"
    # To count one more would take as many words as to name it.
    shown = heavy if len(heavy) <= _NAMED + 1 else heavy[:_NAMED]
    named = "; ".join(f"{change.title} ({' and '.join(change.kinds)})" for change in shown)
    more = len(heavy) - len(shown)
    return f"{named}; and {counted(more, 'more change')}" if more else named


def _frozen(
    dated: Library, record: Record, records: Records, also: tuple[str, ...]
) -> tuple[str, dict[str, bytes], tuple[str, ...]]:
    """Return the SHA-256 of the words as approved, the files to keep, and what is amiss with the check number.

    The number is printed only when each of the files gives it, read again; else there is no SHA-256. `also` are formats
    that are kept beside those.
    """
    library = with_history(dated, record.profile, record.document, records, record)
    case = case_of(library, record.profile, record.document)
    final = resolve_case(case, final=True)
    approved = replace(final, stage="approved", control=tuple(_control(final, record)))
    digests, shell = text_digests(approved), case.shell_file().content()
    unlike: tuple[str, ...] = ()
    for words in (digests.with_control, digests.alone, ""):
        number = check_number(words) if words else ""
        document = replace(
            approved, control=(*approved.control, *number_rows(number, records, labels_for(approved.language)))
        )
        written = write_document(document, KEPT_FORMATS, shell, Path())
        files = {path.as_posix(): content for path, content in written}
        unlike = tuple(_that_read_otherwise(files, number)) if words else unlike
        if not unlike:
            break
    files |= {path.as_posix(): content for path, content in write_document(document, also, shell, Path())}
    notes = [f"no check number is printed: {name} is read otherwise than it was written" for name in unlike]
    return words, {**files, ARCHIVE: sources_archive(case, document)}, tuple(notes)


def _that_read_otherwise(files: Mapping[str, bytes], number: str) -> Iterator[str]:
    """Yield the files that print a check number which their words, read again, do not give."""
    for name, content in files.items():
        if (format := format_of(name)) and READERS[format].is_printed:
            document, printed = read_policy_file(content, name)
            if printed_number(document, printed) == number and number not in text_digests(document, printed).numbers:
                yield name


def _control(final: Document, record: Record) -> Iterator[ControlEntry]:
    """Yield the rows of the control table with what the approval adds to them."""
    labels = labels_for(final.language)
    for row in final.control:
        if row.id == "status":
            yield ControlEntry("status", row.label, Value(labels.statuses["approved"], "document.status"))
            yield from _approval_rows(record, labels)
        elif row.id == "approver":
            yield replace(row, label=labels.approving_body)
        elif row.id != "date":
            yield row


def _approval_rows(record: Record, labels: Labels) -> Iterator[ControlEntry]:
    on, words = labels.day(date.fromisoformat(record.date)), labels.control
    yield ControlEntry("approved_by", words["approved_by"], Value(record.by, "document.approved_by"))
    yield ControlEntry("approved_on", words["approved_on"], Value(on, "document.approved_on"), record.date)
    if record.minute:
        yield ControlEntry("minute", words["minute"], Value(record.minute, "document.minute"))


__all__ = ["Approval", "Approved", "approve"]
