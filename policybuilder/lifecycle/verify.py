"""Proof that approved versions are what was approved."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from policybuilder.errors import Location, Problem
from policybuilder.lifecycle.records import MANIFEST, Record, Records, digest_of, read_records, recorded

_RESTORE = "restore the version from a copy; what was approved must not change"


@dataclass(frozen=True)
class Verified:
    """What came of one document: how many versions and files were looked at, and every problem."""

    profile: str
    document: str
    versions: int
    files: int
    problems: tuple[Problem, ...]


def verify(root: Path, profile: str = "", document: str = "") -> Iterator[Verified]:
    """Yield what came of each document that has versions: of all of them, one profile's or one document."""
    for found in recorded(root):
        if profile in ("", found[0]) and document in ("", found[1]):
            yield verify_document(root, *found)


def verify_document(root: Path, profile: str, document: str) -> Verified:
    """Return what came of one document: altered, missing and added files, damaged manifests, a broken chain, copies."""
    records = read_records(root, profile, document)
    problems = list(records.problems)
    problems.extend(_chain(records))
    # Most of the time goes into reading and hashing, which threads share between cores.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for found in pool.map(lambda record: list(_version(records, record)), records.versions):
            problems.extend(found)
    files = sum(len(record.files) for record in records.versions)
    return Verified(profile, document, len(records.versions), files, tuple(problems))


def _chain(records: Records) -> Iterator[Problem]:
    """Check that each version names the one before it, and that one's manifest as it is."""
    before: Record | None = None
    for record in records.versions:
        where = Location(f"{records.shown}/{record.version}/{MANIFEST}")
        if record.previous != (before.version if before else ""):
            if record.previous:
                message = f"version {record.version} follows {record.previous}, which is not here or cannot be read"
            else:
                message = (
                    f"version {record.version} says that it is the first, but {before.version if before else ''} is"
                )
            yield Problem(where, message, "chain", _RESTORE)
        elif before is not None:
            manifest = (records.folder / before.version / MANIFEST).read_bytes()
            if digest_of(manifest) != record.previous_manifest:
                where = Location(f"{records.shown}/{before.version}/{MANIFEST}")
                message = f"the manifest of {before.version} was altered after {record.version} was approved"
                yield Problem(where, message, "altered", _RESTORE)
        before = record


def _version(records: Records, record: Record) -> Iterator[Problem]:
    folder = os.path.join(records.folder, record.version)  # noqa: PTH118  plain paths: thousands of files are looked at
    shown = f"{records.shown}/{record.version}"
    for name, digest in record.files.items():
        where = Location(f"{shown}/{name}")
        try:
            with open(os.path.join(folder, name), "rb") as stream:  # noqa: PTH118, PTH123
                found = hashlib.sha256(stream.read()).hexdigest()
        except FileNotFoundError:
            yield Problem(where, "the file is missing", "missing", _RESTORE)
        except OSError as error:
            yield Problem(where, f"cannot be read: {error.strerror or error}", "unreadable", _RESTORE)
        else:
            if found != digest:
                yield Problem(where, "the file was altered since its approval", "altered", _RESTORE)
    for name in sorted(set(_present(folder)) - record.files.keys() - {MANIFEST}):
        hint = "move it out of output/: nothing is added to an approved version"
        yield Problem(Location(f"{shown}/{name}"), "the file is not part of the version", "added", hint)


def _present(folder: str, below: str = "") -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _present(entry.path, f"{name}/")
            else:
                yield name
