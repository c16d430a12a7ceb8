"""Proof that the words of one file are those of an approved version: by what it prints, by the record, by a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from policybuilder.as_json import AsJson, fields_as_json
from policybuilder.compare import compare
from policybuilder.compare.changes import counted
from policybuilder.document import Document
from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, fail
from policybuilder.files.read import read_input, read_regular
from policybuilder.library.copies import refuse_lock
from policybuilder.lifecycle.check_numbers import (
    TextDigests,
    printed_number,
    read_check_number,
    text_digests,
    text_lines,
)
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.manifests import Record, digest_of
from policybuilder.lifecycle.policy_files import mark_in_file
from policybuilder.lifecycle.receipt_proof import unlike_receipt
from policybuilder.lifecycle.receipts import read_receipts
from policybuilder.lifecycle.records import Records, State, read_records, recorded
from policybuilder.lifecycle.words import first_difference, told_changes
from policybuilder.printed import CONTENTS_LIST, Printed
from policybuilder.readers import READERS, format_of, read_policy_file
from policybuilder.writers.own_mark import Mark

MAX_FILE = 64 * 1024 * 1024
_MOST_TOLD = 50

Proof = Literal["number", "record", "receipt"]
"""What says that the words are those that were approved: the number that the file prints, the workspace, a receipt."""


@dataclass(frozen=True)
class VerifiedFile(AsJson):
    """What came of one file.

    `profile`, `document` and `version` are what it says of itself, as far as it does. `number` is the check number of
    its words, `prints` the one that it prints. `record` is the record that it was held against, "" for none, and
    `state` what that version is today; `built` says whether the file is byte by byte as it was built.
    """

    file: str
    profile: str
    document: str
    version: str
    number: str
    prints: str
    covers_control: bool
    built: bool
    record: str
    state: State | Literal[""]
    by: str
    date: str
    proofs: tuple[Proof, ...]
    problems: tuple[Problem, ...]

    @property
    def as_approved(self) -> bool:
        """Whether its words are those that were approved."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Return the fields, and whether its words are those that were approved."""
        return {**fields_as_json(self), "as_approved": self.as_approved}


@dataclass(frozen=True)
class _File:
    """A file as it was read."""

    where: Location
    name: str
    content: bytes
    document: Document
    printed: Printed | None
    mark: Mark | None
    built: bool
    digests: TextDigests

    @property
    def numbers(self) -> tuple[str, str]:
        return self.digests.numbers

    @property
    def title(self) -> str:
        titled = self.printed is None or self.printed.titled
        return self.document.title if titled else self.document.control_text("title")

    @property
    def version(self) -> str:
        return self.document.control_text("version") or (self.mark.version if self.mark else "")


def is_file(name: str) -> bool:
    """Return whether what a person typed is the name of a file rather than a profile."""
    try:
        return bool(format_of(name)) or name.lower().endswith(".pdf") or Path(name).is_file()
    except (OSError, ValueError):  # a name too long for any file, or one that holds a NUL
        return False


def verify_file(path: Path, root: Path | None = None, receipt: str = "") -> VerifiedFile:
    """Return which version's words a file holds, Word, Markdown or a page, and every place that is not as approved.

    `root` is the workspace whose records it is held against, `receipt` the file of a receipt. Raises
    PolicyBuilderError for a file that cannot be read or that was not built here, and for what is no whole receipt.
    """
    file = _read(path)
    prints = printed_number(file.document, file.printed)
    number = prints if prints in file.numbers else file.numbers[0]
    problems, proofs = Problems(), list[Proof]()
    problems.extend(_unlike_itself(file, prints))
    if prints in file.numbers:
        proofs.append("number")
    records, record = _record_of(file, root)
    if records is not None and record is not None:
        found = list(_unlike_record(file, records, record))
        problems.extend(found)
        proofs += [] if any(problem.severity == "error" for problem in found) else ["record"]
    elif records is not None:
        problems.extend(records.unread)  # its record may be among these
    if receipt:
        found = list(_unlike_receipt(file, receipt, records))
        problems.extend(found)
        proofs += [] if found else ["receipt"]
    if not proofs and not problems.found:
        hint = "run this in the workspace with its records, or add --receipt FILE"
        problems.add(file.where, "it prints no check number, and no record of it is here", "unproven", hint)
    state: State | Literal[""] = records.state(record) if records is not None and record is not None else ""
    if state == "withdrawn":
        hint = "take it back wherever it was published or sent"
        problems.add(file.where, f"version {file.version} was withdrawn", "withdrawn", hint, "warning")
    return VerifiedFile(
        file=str(path),
        profile=file.mark.profile if file.mark else (record.profile if record else ""),
        document=file.mark.document if file.mark else (record.document if record else ""),
        version=file.version,
        number=number,
        prints=prints,
        covers_control=number == file.numbers[0] and bool(file.document.control),
        built=file.built,
        record=f"{records.shown}/{record.version}" if records is not None and record is not None else "",
        state=state,
        by=record.by if record else "",
        date=record.date if record else "",
        proofs=tuple(proofs),
        problems=tuple(problems.found),
    )


_INEXACT = {"pdf": "a PDF", "text": "a plain text"}
"""The formats that are read to be mapped, not to be proven, and what is said of a file of each."""


def _read(path: Path) -> _File:
    refuse_lock(path.name, str(path))
    content = read_input(path, MAX_FILE)
    format = format_of(path.name)
    if format in _INEXACT:
        hint = f"verify the Word file; `policybuilder verify` proves {_INEXACT[format]} that was frozen by its digest"
        what = f"the words of {_INEXACT[format]} are not read exactly enough to be held against a record"
        raise fail(Location(str(path)), what, "unknown-format", hint)
    document, printed = read_policy_file(content, str(path))
    mark, built = mark_in_file(content, path.name)
    digests = text_digests(document, printed)
    return _File(Location(str(path)), path.name, content, document, printed, mark, built, digests)


# By itself -----------------------------------------------------------------------------------------------


def _unlike_itself(file: _File, prints: str) -> Iterator[Problem]:
    """Yield what the file alone shows: it is no approved version, or says of itself what is not so."""
    if file.mark is not None and file.mark.stage != "approved":
        what = {"draft": "a draft", "paper": "the paper for a meeting"}.get(file.mark.stage, "not an approved version")
        hint = f"approved versions lie in output/{file.mark.name}/, each in a folder with its number"
        yield Problem(file.where, f"this is {what}: nobody has approved it as it stands", "not-approved", hint)
        return
    if prints and prints not in file.numbers:
        message = f"a word was changed: its words give the check number {file.numbers[0]}, and it prints {prints}"
        yield Problem(file.where, message, "check-number", "ask those who keep the policy for the approved file")
    if file.mark is not None and file.mark.version and file.version != file.mark.version:
        message = f"it says that it is version {file.version}, and was built as {file.mark.version}"
        yield Problem(file.where, message, "check-number", "ask those who keep the policy for the approved file")
    if format_of(file.name) == "word":
        rejected, printed = read_policy_file(file.content, str(file.where), "reject")
        if text_digests(rejected, printed) != file.digests:
            message = "it holds tracked changes, which are read here as accepted"
            yield Problem(file.where, message, "tracked", "the approved file has none: send that one")


# By the record -------------------------------------------------------------------------------------------


def _record_of(file: _File, root: Path | None) -> tuple[Records | None, Record | None]:
    """Return the records of the document that a file is of, and that of its version, as far as they are known.

    A file that lost its mark is known by its title and version.
    """
    if root is None:
        return None, None
    if file.mark is not None:
        records = read_records(root, file.mark.profile, file.mark.document)
        return records, next((one for one in records.versions if one.version == file.version), None)
    for name in recorded(root):
        records = read_records(root, *name)
        for one in records.versions:
            if (one.version, one.title) == (file.version, file.title):
                return records, one
    return None, None


def _unlike_record(file: _File, records: Records, record: Record) -> Iterator[Problem]:
    """Yield where a file is not what the record of its version holds."""
    place = f"{records.shown}/{record.version}"
    kept = next((name for name in sorted(record.files, key=len) if _same_kind(file, name)), "")
    if record.files.get(kept) == digest_of(file.content):
        return
    try:
        before, printed = _as_recorded(records, record, kept)
    except PolicyBuilderError as error:
        yield from error.problems
        return
    comparison = compare(before, file.document, printed=(printed, file.printed))
    for left_out in comparison.left_out:
        if left_out.what == CONTENTS_LIST:  # each save counts pages anew, and typed numbers are words
            message = f"{left_out.what}: {counted(left_out.lines, 'line')} not as in version {record.version}"
            hint = "a program makes it from the text, so it proves nothing; the rest of the file is told apart from it"
            yield Problem(file.where, message, "left-out", hint, "warning")
    told = tuple(told_changes(comparison))
    if not told and text_digests(before, printed) != file.digests:
        told = first_difference(text_lines(before, printed), text_lines(file.document, file.printed))
    if not told:
        return
    places = "1 place is" if len(told) == 1 else f"{len(told)} places are"
    hint = f"use the file in {place}/; members approved that one"
    if other := _version_with(records, record, file):
        hint = f"its words are those of version {other.version}; {hint}"
    yield Problem(file.where, f"{places} not as in version {record.version} of {record.date}", "changed", hint)
    for line in told[:_MOST_TOLD]:
        yield Problem(file.where, line, "changed")
    if len(told) > _MOST_TOLD:
        yield Problem(file.where, f"and {len(told) - _MOST_TOLD} more places", "changed")


def _same_kind(file: _File, name: str) -> bool:
    """Return whether a file of a version has the format of another, a page's body being one of its own."""
    format = format_of(file.name)
    if format == "html":
        titled = file.printed is not None and file.printed.titled
        return name.endswith(".html") and name.endswith(".body.html") != titled
    return bool(format) and name.endswith(READERS[format].suffixes[0])


def _as_recorded(records: Records, record: Record, kept: str) -> tuple[Document, Printed | None]:
    """Return what was approved, from the file of the same format.

    Raises PolicyBuilderError unless that is as approved.
    """
    if not kept or format_of(kept) == "json":
        return frozen_document(records, record), None
    place = f"{records.shown}/{record.version}/{kept}"
    try:
        content = read_regular(records.folder / record.version / kept)
    except OSError:
        content = b""
    if digest_of(content) != record.files[kept]:
        hint = "`policybuilder verify` names every file that is not as approved; restore them from a copy first"
        raise fail(Location(place), "the record's own file is missing or not as approved", "altered", hint)
    return read_policy_file(content, place)


def _version_with(records: Records, but: Record, file: _File) -> Record | None:
    """Return the other version that has the words of a file, if one does."""
    for record in reversed(records.versions):
        if record != but:
            try:
                words = text_digests(frozen_document(records, record))
            except PolicyBuilderError:
                continue
            if words.alone == file.digests.alone:
                return record
    return None


# By a receipt --------------------------------------------------------------------------------------------


def _unlike_receipt(file: _File, receipt: str, records: Records | None) -> Iterator[Problem]:
    """Yield what a receipt says against a file."""
    where = Location(receipt)
    if read_check_number(receipt):
        raise fail(where, "a number proves records, not a file", "receipt", "name the file of the receipt")
    kept = [each for each in read_receipts(Path(receipt)) if file.mark is None or each.name == file.mark.name]
    if not kept:
        name = file.mark.name if file.mark else file.title
        yield Problem(where, f"this is no receipt of {name}", "receipt", "name the receipt of this policy")
        return
    longest = max(kept, key=lambda each: len(each.lines))
    same = [line for line in longest.lines if line.text_number in file.numbers]
    lines = [line for line in longest.lines if line.record == file.version]
    if not lines:
        hint = "ask the clerk for the receipt that was given after this version was approved"
        yield Problem(where, f"version {file.version} is not in the receipt", "receipt", hint)
    elif lines[0].text_number and lines[0] not in same:
        others = f"; they are those of version {same[0].record}" if same else ""
        message = f"its words are not those of version {file.version} in the receipt, {lines[0].text_number}{others}"
        yield Problem(file.where, message, "receipt", "ask those who keep the policy for the approved file")
    elif not lines[0].text_number and records is None:
        message = f"version {file.version} was approved before versions printed check numbers: the receipt has none"
        yield Problem(where, message, "receipt", "run this in the workspace with its records")
    elif records is not None:
        yield from unlike_receipt(records, longest)
