"""The records of approved versions and withdrawals: output/<profile>/<document>/<version>/, each with a manifest.

A record is a folder that was moved into place whole and is never written again. `manifest.json` says who approved the
version and when, what it was made with, and the SHA-256 of each file; it also holds that of the manifest before it,
so that the records of a document are a chain. To withdraw a version adds a record, `<version>-withdrawn/`; nothing is
deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean, fail
from policybuilder.files.read import read_regular
from policybuilder.library.copies import CONFLICTED, copy_of, told_as, told_as_copy
from policybuilder.library.workspace import OUTPUT
from policybuilder.lifecycle.chain import LAST, LINK, RESTORE, Link, broken, in_order
from policybuilder.lifecycle.manifests import (
    MANIFEST,
    VERSION_NAME,
    WITHDRAWN,
    Record,
    Withdrawal,
    digest_of,
    read_record,
    read_withdrawal,
    version_number,
)
from policybuilder.lifecycle.standing import INSTEAD, what_stands

_LIKE_A_VERSION = re.compile(r"(?:v|version[ _-]?)?([0-9]+\.[0-9]+(?:-withdrawn)?)(?![0-9])", re.IGNORECASE)

_NAME = re.compile(r"[^\W_][\w. -]{0,199}")
"""What a folder of output/ can be called; `..` and what leads elsewhere is nothing of ours."""

LINK_TO_FOLDER = "put the folder itself there, from a copy: what a link leads to can change, and nobody sees it here"

State = Literal["approved", "withdrawn", "superseded"]
"""What a version is today: the one that stands, one that was taken back, or one that another took the place of."""


@dataclass(frozen=True)
class Records:
    """The approved versions of one document, oldest first, and what is wrong with its folder.

    `chain` holds the withdrawals, too, in the order in which everything was recorded; `digests` the SHA-256 of each
    record's manifest, by the name of its folder. `unread` are those of the problems that keep a record from being
    among the others, so that what is said of the versions may not be all.
    """

    folder: Path
    shown: str
    versions: tuple[Record, ...]
    problems: tuple[Problem, ...]
    chain: tuple[Link, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()

    @property
    def latest(self) -> Record | None:
        """The version that stands: the last one that was not withdrawn, or None."""
        return next((record for record in reversed(self.versions) if self.withdrawal_of(record) is None), None)

    @property
    def highest(self) -> Record | None:
        """The version with the highest number, withdrawn or not, or None."""
        return self.versions[-1] if self.versions else None

    @property
    def last(self) -> Link | None:
        """The last record of the chain, or None."""
        return self.chain[-1] if self.chain else None

    def until(self, name: str) -> Records:
        """Return the records up to the one whose folder has this name; none for "", all for a name that is not here."""
        names = [link.folder for link in self.chain]
        if name and name not in names:
            return self
        chain = self.chain[: names.index(name) + 1] if name else ()
        return replace(self, chain=chain, versions=tuple(one for one in self.versions if one in chain))

    def withdrawal_of(self, record: Record) -> Withdrawal | None:
        """Return the record that withdrew a version, or None."""
        withdrawals = (link for link in self.chain if isinstance(link, Withdrawal))
        return next((one for one in withdrawals if one.withdraws == record.version), None)

    def state(self, record: Record) -> State:
        """Return what a version is today."""
        if self.withdrawal_of(record) is not None:
            return "withdrawn"
        return "approved" if record == self.latest else "superseded"


def document_folder(root: Path, profile: str, document: str) -> Path:
    """Return the folder that holds the drafts and versions of a document."""
    return root / OUTPUT / profile / document


def shown_folder(profile: str, document: str) -> str:
    """Return how messages name the folder that holds the drafts and versions of a document."""
    return f"{OUTPUT}/{profile}/{document}"


def read_records(root: Path, profile: str, document: str) -> Records:
    """Return the records of a document.

    What cannot be read is a problem and not among the versions; so is a chain that is not whole.
    """
    folder, shown = document_folder(root, profile, document), shown_folder(profile, document)
    problems, unreadable = Problems(), Problems()
    for name in (profile, document):
        if told := told_as_copy(name):
            copy = Problem(Location(shown), *told)
            return Records(folder, shown, (), (copy,), unread=(copy,))
    if not (_NAME.fullmatch(profile) and _NAME.fullmatch(document)):
        return Records(folder, shown, (), ())  # nothing of ours has such a name, and it could lead out of output/
    found: list[Record] = []
    withdrawals: list[Withdrawal] = []
    unread: set[str] = set()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        where = f"{shown}/{path.name}"
        try:
            if VERSION_NAME.fullmatch(path.name):
                _refuse_replaced(path, where)
                found.append(read_record(path, where, (profile, document)))
            elif _is_withdrawal(path.name):
                _refuse_replaced(path, where)
                withdrawals.append(read_withdrawal(path, where, (profile, document)))
            elif copied := _copied(path.name):
                problems.add(Location(where), *copied)
        except PolicyBuilderError as error:
            unreadable.extend(error.problems)
            unread.add(path.name)
    problems.extend(unreadable.found)
    chain = in_order(found, withdrawals)
    digests = {link.folder: _digest(folder / link.folder / MANIFEST) for link in chain}
    problems.extend(broken(folder, shown, chain, digests, unread))
    versions = sorted(found, key=lambda record: record.number)
    return Records(folder, shown, tuple(versions), tuple(problems.found), chain, digests, tuple(unreadable.found))


def _digest(path: Path) -> str:
    """Return the SHA-256 of a manifest; of nothing where it was taken away since it was read."""
    try:
        return digest_of(read_regular(path))
    except OSError:
        return digest_of(b"")


def _is_withdrawal(name: str) -> bool:
    return name.endswith(WITHDRAWN) and VERSION_NAME.fullmatch(name.removesuffix(WITHDRAWN)) is not None


def _refuse_replaced(path: Path, shown: str) -> None:
    """Raise PolicyBuilderError unless a record's folder is there itself, with its manifest in it."""
    where = Location(shown)
    standing = what_stands(path)
    if standing == "link":
        raise fail(where, "a link stands in the folder's place; what it leads to is not read", "link", LINK_TO_FOLDER)
    if standing != "folder":
        raise fail(where, f"{INSTEAD[standing]} stands in the folder's place", "replaced", RESTORE)
    if not any(path.iterdir()):
        raise fail(where, "the folder is empty: the files of the record are gone", "missing", RESTORE)
    if what_stands(path / MANIFEST) == "link":
        raise fail(Location(f"{shown}/{MANIFEST}"), "a link stands in the file's place", "link", LINK)


def like_a_version(name: str) -> bool:
    """Return whether a folder's name is a version, a withdrawal, or a copy of one."""
    return VERSION_NAME.fullmatch(name) is not None or _is_withdrawal(name) or _copied(name) is not None


def _copied(name: str) -> tuple[str, str, str] | None:
    """Return message, code and hint for a folder or file that looks like a copy of a record; None for any other."""
    copy = copy_of(name)
    if name == LAST or (like := _LIKE_A_VERSION.match(name if copy is None else copy.of)) is None:
        return told_as(copy) if copy and copy.of == LAST else None
    by = copy.by if copy else "that somebody made, or a service while files were synchronised"
    message = f'"{name}" is not a version: it looks like a copy of {like[1]} {by}'
    hint = f"compare it with {like[1]}, keep what is right in that one, and move the copy out of output/"
    return message, CONFLICTED, hint


def recorded(root: Path) -> Iterable[tuple[str, str]]:
    """Yield the profile and document of every folder below output/ that holds versions, in name order.

    A folder that holds only the name of the last of them is among them: where they are is the question.
    """
    for profile in sorted(path for path in (root / OUTPUT).glob("*") if path.is_dir()):
        for document in sorted(path for path in profile.iterdir() if path.is_dir()):
            if any(path.name == LAST or like_a_version(path.name) for path in document.iterdir()):
                yield profile.name, document.name


def find_version(records: Records, name: str, version: str) -> Record:
    """Return a version of a document; "approved" is the one that stands.

    Raises PolicyBuilderError, with the nearest offered, when there is no such version.
    """
    if records.unread and (version == "approved" or not records.versions):
        raise PolicyBuilderError(records.unread)  # which one stands is not known while one cannot be read
    known = [record.version for record in records.versions]
    where = Location(f"{name}@{version}")
    if version == "approved" and known:
        if records.latest is None:
            hint = f"name one that was withdrawn: {', '.join(f'@{each}' for each in known)}"
            raise fail(where, f"no version of {name} stands: each was withdrawn", "all-withdrawn", hint)
        return records.latest
    for record in records.versions:
        if record.version == version:
            return record
    if not known:
        others = [path.parent.name + "/" + path.name for path in records.folder.parent.parent.glob("*/*")]
        first = f"`policybuilder approve {name.replace('/', ' ')} --version 1.0 …` makes the first one"
        hint = first if name in others or not others else did_you_mean(name, sorted(others), first)
        raise fail(where, f"{name} has no approved version", "unknown-version", hint)
    damaged = [problem for problem in records.problems if f"/{version}/" in f"{problem.location.path}/"]
    if damaged:
        raise PolicyBuilderError(damaged)
    near = min(known, key=lambda other: _distance(other, version))
    hint = f'did you mean "{near}"?'
    if not VERSION_NAME.fullmatch(version):
        hint = did_you_mean(version, [*known, "approved", "draft"], "")
    hint = f"{hint} the versions are {', '.join(known)}, and draft".strip()
    raise fail(where, f'{name} has no version "{version}"', "unknown-version", hint)


def _distance(version: str, wanted: str) -> tuple[int, int]:
    try:
        (major, minor), (other_major, other_minor) = version_number(version), version_number(wanted)
    except ValueError:
        return (0, 0)
    return abs(major - other_major), abs(minor - other_minor)
