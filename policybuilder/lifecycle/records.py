"""The records of approved versions: output/<profile>/<document>/<version>/, each with a manifest.

A record is a folder that was moved into place whole and is never written again. `manifest.json` says who approved the
version and when, what it was made with, and the SHA-256 of each file; it also holds that of the manifest before it,
so that the versions of a document are a chain.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean, fail

OUTPUT = "output"
"""The folder of a workspace in which drafts and versions stand; `build` uses the same."""
FORMAT = 1
"""The number of the manifest format. It goes up when an older reader would misread the file."""
MANIFEST = "manifest.json"
VERSION_NAME = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)")
_LIKE_A_VERSION = re.compile(r"\d+\.\d+\D")

Version = tuple[int, int]


@dataclass(frozen=True)
class Overruled:
    """A weight that a person took in place of the one that the rules gave, and why."""

    weight: str
    reason: str


@dataclass(frozen=True)
class Record:
    """An approved version: who approved it and when, what kind of change it was, and its files with their SHA-256.

    Dates are ISO dates; `minute`, `effective` and `review` may be empty. `previous` and `previous_manifest` name the
    version before it and the SHA-256 of that version's manifest.
    """

    profile: str
    document: str
    version: str
    title: str
    council: str
    kind: str
    summary: str
    by: str
    date: str
    minute: str
    effective: str
    review: str
    tool: str
    previous: str
    previous_manifest: str
    files: Mapping[str, str] = field(default_factory=dict)
    overruled: Overruled | None = None

    @property
    def number(self) -> Version:
        """The version as two numbers, which sort as versions do."""
        return version_number(self.version)

    @property
    def name(self) -> str:
        """How the version is written on the command line."""
        return f"{self.profile}/{self.document}@{self.version}"


@dataclass(frozen=True)
class Records:
    """The approved versions of one document, oldest first, and what is wrong with its folder."""

    folder: Path
    shown: str
    versions: tuple[Record, ...]
    problems: tuple[Problem, ...]

    @property
    def latest(self) -> Record | None:
        """The last approved version, or None."""
        return self.versions[-1] if self.versions else None


def version_number(text: str) -> Version:
    """Return "1.2" as (1, 2). Raises ValueError for what is no version."""
    found = VERSION_NAME.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def document_folder(root: Path, profile: str, document: str) -> Path:
    """Return the folder that holds the drafts and versions of a document."""
    return root / OUTPUT / profile / document


def read_records(root: Path, profile: str, document: str) -> Records:
    """Return the records of a document. A version that cannot be read is a problem and not among the versions."""
    folder = document_folder(root, profile, document)
    shown = f"{OUTPUT}/{profile}/{document}"
    problems = Problems()
    found: list[Record] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if VERSION_NAME.fullmatch(path.name):
            try:
                found.append(read_record(path, f"{shown}/{path.name}", (profile, document)))
            except PolicyBuilderError as error:
                problems.extend(error.problems)
        elif _LIKE_A_VERSION.match(path.name):
            problems.add(
                Location(f"{shown}/{path.name}"),
                f'"{path.name}" is not a version: it looks like a copy that was made while files were synchronised',
                "conflicted-copy",
                f"compare it with {VERSION_NAME.match(path.name)[0]}, keep what is right, "  # type: ignore[index]
                "and move the copy out of output/",
            )
    found.sort(key=lambda record: record.number)
    return Records(folder, shown, tuple(found), tuple(problems.found))


def recorded(root: Path) -> Iterable[tuple[str, str]]:
    """Yield the profile and document of every folder below output/ that holds versions, in name order."""
    for profile in sorted(path for path in (root / OUTPUT).glob("*") if path.is_dir()):
        for document in sorted(path for path in profile.iterdir() if path.is_dir()):
            if any(_LIKE_A_VERSION.match(f"{path.name} ") for path in document.iterdir()):
                yield profile.name, document.name


# Manifests -----------------------------------------------------------------------------------------------


def read_record(folder: Path, shown: str, expected: tuple[str, str] | None = None) -> Record:
    """Return the record of a version's folder. `shown` is how messages name it.

    Raises PolicyBuilderError when the manifest is missing, damaged, of another format, or about another version.
    """
    where = Location(f"{shown}/{MANIFEST}")
    readable = _still_readable(folder)
    try:
        content = json.loads((folder / MANIFEST).read_bytes().decode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise fail(where, f"the manifest cannot be read: {reason}", "manifest", readable) from None
    except (ValueError, RecursionError) as error:
        raise fail(where, f"the manifest is damaged: {error}", "manifest", readable) from None
    try:
        record = _record(content)
    except _DamageError as error:
        raise fail(where, f"the manifest is damaged: {error.args[0]}", "manifest", readable) from None
    except _OtherFormatError as error:
        hint = "use the version of policybuilder that wrote it, or a later one"
        message = f"the manifest has format {error.args[0]!r}; this version reads format {FORMAT}"
        raise fail(where, message, "manifest-format", hint) from None
    if record.version != folder.name or (expected and (record.profile, record.document) != expected):
        hint = "put the folder back where it was approved"
        raise fail(where, f"the manifest is that of {record.name}, not of this folder", "manifest", hint)
    return record


class _DamageError(Exception):
    """The manifest lacks something or holds something else; `args[0]` says what."""


class _OtherFormatError(Exception):
    """The manifest has another format; `args[0]` is its number."""


def _record(content: Any) -> Record:
    if not isinstance(content, dict) or "format" not in content:
        raise _DamageError("it is not a manifest")
    if content["format"] != FORMAT:
        raise _OtherFormatError(content["format"])
    members = {key: value for key, value in content.items() if key != "format"}
    names = {item.name for item in fields(Record)}
    if members.keys() != names:
        missing, unknown = sorted(names - members.keys()), sorted(members.keys() - names)
        raise _DamageError(
            "; ".join([*(f"{name} is missing" for name in missing), *(f"{n} is unknown" for n in unknown)])
        )
    files, overruled = members.pop("files"), members.pop("overruled")
    wrong = [name for name, value in members.items() if not isinstance(value, str)]
    if wrong:
        raise _DamageError(f"{wrong[0]} is not text")
    if not isinstance(files, dict) or not all(isinstance(digest, str) for digest in files.values()):
        raise _DamageError("files is not a list of files with their SHA-256")
    if not VERSION_NAME.fullmatch(members["version"]):
        raise _DamageError(f"{members['version']!r} is no version")
    for name in ("date", "effective", "review"):
        _check_date(name, members[name], optional=name != "date")
    if overruled is not None:
        if not isinstance(overruled, dict) or overruled.keys() != {"weight", "reason"}:
            raise _DamageError("overruled is not a weight and a reason")
        overruled = Overruled(str(overruled["weight"]), str(overruled["reason"]))
    return Record(**members, files=files, overruled=overruled)


def _check_date(name: str, text: str, optional: bool) -> None:
    if not text and optional:
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        raise _DamageError(f"{name} is no date: {text!r}") from None


def _still_readable(folder: Path) -> str:
    """Return a hint that says which files of a version with a damaged manifest are there to be read."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    except OSError:
        names = []
    still = f"; the folder still holds {', '.join(names)}" if names else ""
    return f"restore it from a copy{still}"


def manifest_bytes(record: Record) -> bytes:
    """Return a record as the bytes of its manifest."""
    content = {"format": FORMAT, **asdict(record)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def find_version(records: Records, name: str, version: str) -> Record:
    """Return a version of a document; "approved" is the last one.

    Raises PolicyBuilderError, with the nearest offered, when there is no such version.
    """
    known = [record.version for record in records.versions]
    wanted = known[-1] if version == "approved" and known else version
    for record in records.versions:
        if record.version == wanted:
            return record
    if not known:
        hint = f"`policybuilder approve {name.replace('/', ' ')} --version 1.0 …` makes the first one"
        raise fail(Location(f"{name}@{version}"), f"{name} has no approved version", "unknown-version", hint)
    damaged = [problem for problem in records.problems if f"/{version}/" in problem.location.path]
    if damaged:
        raise PolicyBuilderError(damaged)
    near = min(known, key=lambda other: _distance(other, version))
    hint = f'did you mean "{near}"? ' if VERSION_NAME.fullmatch(version) else did_you_mean(version, known, "")
    hint = f"{hint} the versions are {', '.join(known)}, and draft".strip()
    raise fail(Location(f"{name}@{version}"), f'{name} has no version "{version}"', "unknown-version", hint)


def _distance(version: str, wanted: str) -> tuple[int, int]:
    try:
        (major, minor), (other_major, other_minor) = version_number(version), version_number(wanted)
    except ValueError:
        return (0, 0)
    return abs(major - other_major), abs(minor - other_minor)
