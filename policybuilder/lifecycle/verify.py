"""Proof that approved versions are what was approved."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from policybuilder.as_json import AsJson, fields_as_json
from policybuilder.errors import Location, Problem, did_you_mean, fail
from policybuilder.files.read import read_regular
from policybuilder.library.copies import lock_on, of_the_system
from policybuilder.lifecycle.chain import LINK, RESTORE, Link
from policybuilder.lifecycle.manifests import MANIFEST, Record, Withdrawal
from policybuilder.lifecycle.records import Records, read_records, recorded
from policybuilder.lifecycle.standing import INSTEAD, what_stands


@dataclass(frozen=True)
class ReceiptSeen(AsJson):
    """A receipt that the records continue: its number, the record it goes up to, and how many came after that."""

    number: str
    until: str
    after: int


@dataclass(frozen=True)
class Verified(AsJson):
    """What came of one document: how many versions (withdrawn ones counted) and files there are, and every problem.

    `receipt` is the one that they were held against and continue.
    """

    profile: str
    document: str
    versions: int
    files: int
    problems: tuple[Problem, ...]
    withdrawn: int = 0
    receipt: ReceiptSeen | None = None

    @property
    def as_approved(self) -> bool:
        """Whether all of it is what was approved."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Return the fields, and whether all of it is what was approved."""
        return {**fields_as_json(self), "as_approved": self.as_approved}


def verify(root: Path, profile: str = "", document: str = "") -> Iterator[Verified]:
    """Yield what came of each document that has versions: of all of them, one profile's or one document."""
    for found in recorded(root):
        if profile in ("", found[0]) and document in ("", found[1]):
            yield verify_document(root, *found)


def verify_named(root: Path, profile: str, document: str) -> Iterator[Verified]:
    """Yield what came of each document that has versions, as `verify` does.

    Raises PolicyBuilderError, with the nearest offered, where what is named has none.
    """
    known = {"/".join(each) if document else each[0] for each in recorded(root)}
    name = f"{profile}/{document}".rstrip("/")
    if profile and name not in known:
        message = f'"{name}" has no approved versions'
        raise fail(Location(name), message, "unknown-profile", did_you_mean(name, sorted(known)))
    return verify(root, profile, document)


def verify_document(root: Path, profile: str, document: str) -> Verified:
    """Return what came of one document: altered, missing and added files, damaged manifests, a broken chain, copies."""
    records = read_records(root, profile, document)
    problems = list(records.problems)
    # Most of the time goes into reading and hashing, which threads share between cores.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for found in pool.map(lambda link: list(_record(records, link)), records.chain):
            problems.extend(found)
    files = sum(len(record.files) for record in records.versions)
    withdrawn = sum(isinstance(link, Withdrawal) for link in records.chain)
    return Verified(profile, document, len(records.versions), files, tuple(problems), withdrawn)


def _record(records: Records, link: Link) -> Iterator[Problem]:
    folder = os.path.join(records.folder, link.folder)  # noqa: PTH118  plain paths: thousands of files are looked at
    shown = f"{records.shown}/{link.folder}"
    files = link.files if isinstance(link, Record) else {}
    for name, digest in files.items():
        if problem := _file(folder, name, digest, Location(f"{shown}/{name}")):
            yield problem
    try:
        present = sorted(_present(folder))
    except OSError as error:
        yield Problem(Location(shown), f"cannot be read: {error.strerror or error}", "unreadable", RESTORE)
        return
    for name in present:
        # What lies in a folder that stands in a file's place is told with the file.
        if {name.rstrip("/"), *map(str, PurePosixPath(name).parents)} & {*files, MANIFEST}:
            continue
        last = name.rpartition("/")[2]
        if of_the_system(last) or lock_on(last):
            yield _left_behind(Location(f"{shown}/{name}"), lock_on(last))
            continue
        kind = "file" if last else "empty folder"
        hint = "move it out of output/: nothing is added to an approved version"
        yield Problem(Location(f"{shown}/{name}"), f"the {kind} is not part of the version", "added", hint)


def _file(folder: str, name: str, digest: str, where: Location) -> Problem | None:
    """Return what is wrong with a file of a version, or None."""
    path = os.path.join(folder, name)  # noqa: PTH118
    try:
        for above in list(PurePosixPath(name).parents)[:-1]:
            if what_stands(os.path.join(folder, above)) == "link":  # noqa: PTH118
                return Problem(where, f"{above} is a link: the file lies elsewhere", "link", LINK)
        standing = what_stands(path)
        if standing == "nothing":
            return Problem(where, "the file is missing", "missing", RESTORE)
        if standing != "file":
            told = f"{INSTEAD[standing]} stands in the file's place"
            return Problem(where, told, *(("link", LINK) if standing == "link" else ("replaced", RESTORE)))
        found = hashlib.sha256(read_regular(path)).hexdigest()
    except OSError as error:
        return Problem(where, f"cannot be read: {error.strerror or error}", "unreadable", RESTORE)
    return None if found == digest else Problem(where, "the file was altered since its approval", "altered", RESTORE)


def _left_behind(place: Location, opened: str | None) -> Problem:
    if opened is None:
        message, hint = "Windows or macOS made this file; it is not part of the version", "it may be deleted"
    else:
        message = f"lies here while {opened} is open in Word or LibreOffice; it is not part of the version"
        hint = f"close {opened}; if nobody has it open, delete this file"
    return Problem(place, message, "left-behind", hint, "warning")


def _present(folder: str, below: str = "") -> Iterable[str]:
    """Yield the names of the files within a folder, and those of its empty folders, which end in a stroke."""
    with os.scandir(folder) as entries:
        found = list(entries)
    if below and not found:
        yield below
    for entry in found:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _present(entry.path, f"{name}/")
        else:
            yield name
