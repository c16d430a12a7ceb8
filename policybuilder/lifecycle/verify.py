"""Proof that approved versions are what was approved."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from policybuilder.errors import Location, Problem
from policybuilder.library.copies import lock_on, of_the_system
from policybuilder.lifecycle.chain import RESTORE, Link
from policybuilder.lifecycle.manifests import MANIFEST, Record, Withdrawal
from policybuilder.lifecycle.records import Records, read_records, recorded


@dataclass(frozen=True)
class Verified:
    """What came of one document: how many versions (withdrawn ones counted) and files there are, and every problem."""

    profile: str
    document: str
    versions: int
    files: int
    problems: tuple[Problem, ...]
    withdrawn: int = 0


def verify(root: Path, profile: str = "", document: str = "") -> Iterator[Verified]:
    """Yield what came of each document that has versions: of all of them, one profile's or one document."""
    for found in recorded(root):
        if profile in ("", found[0]) and document in ("", found[1]):
            yield verify_document(root, *found)


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
        where = Location(f"{shown}/{name}")
        try:
            with open(os.path.join(folder, name), "rb") as stream:  # noqa: PTH118, PTH123
                found = hashlib.sha256(stream.read()).hexdigest()
        except FileNotFoundError:
            yield Problem(where, "the file is missing", "missing", RESTORE)
        except OSError as error:
            yield Problem(where, f"cannot be read: {error.strerror or error}", "unreadable", RESTORE)
        else:
            if found != digest:
                yield Problem(where, "the file was altered since its approval", "altered", RESTORE)
    for name in sorted(set(_present(folder)) - files.keys() - {MANIFEST}):
        last = name.rpartition("/")[2]
        if of_the_system(last) or lock_on(last):
            yield _left_behind(Location(f"{shown}/{name}"), lock_on(last))
            continue
        hint = "move it out of output/: nothing is added to an approved version"
        yield Problem(Location(f"{shown}/{name}"), "the file is not part of the version", "added", hint)


def _left_behind(place: Location, opened: str | None) -> Problem:
    if opened is None:
        message, hint = "Windows or macOS made this file; it is not part of the version", "it may be deleted"
    else:
        message = f"lies here while {opened} is open in Word or LibreOffice; it is not part of the version"
        hint = f"close {opened}; if nobody has it open, delete this file"
    return Problem(place, message, "left-behind", hint, "warning")


def _present(folder: str, below: str = "") -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _present(entry.path, f"{name}/")
            else:
                yield name
