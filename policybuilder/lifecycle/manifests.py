"""The manifests of approved versions and of withdrawals: what they say, and how they are written and read.

A manifest of format 2 is written; one of format 1 is read for ever, through `_upgraded`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from policybuilder.errors import Location, fail
from policybuilder.files.read import read_regular
from policybuilder.strict_json import UnreadableJsonError, read_json

FORMAT = 2
"""The number of the manifest format. It goes up when an older reader would misread the file."""
MANIFEST = "manifest.json"
VERSION_NAME = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
WITHDRAWN = "-withdrawn"
"""What follows the version in the name of a withdrawal's folder. A program that knows no withdrawals refuses it."""

Version = tuple[int, int]
Read = TypeVar("Read")
Part = TypeVar("Part")


@dataclass(frozen=True)
class Overruled:
    """A weight that a person took in place of the one that the rules gave, and why."""

    weight: str
    reason: str


@dataclass(frozen=True)
class PaperSeen:
    """The paper that was before the meeting: its ISO day, the SHA-256 of its words, and that of its manifest."""

    day: str
    words: str
    manifest: str


@dataclass(frozen=True)
class SincePaper:
    """Why what was approved differs from the paper, and each difference in a sentence."""

    reason: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """An approved version: who approved it and when, what kind of change it was, and its files with their SHA-256.

    Dates are ISO dates; `minute`, `effective` and `review` may be empty. `previous` and `previous_manifest` name the
    record before it (a version, or a withdrawal) and the SHA-256 of its manifest. `paper` is what was before the
    meeting; where there was none, `no_paper` says why. `law_checked` are the statements of law that a person signed
    off, each as text by name. `apart` says why it was approved without the document that holds rules of it, where
    nobody had approved that. `words` is the SHA-256 behind the check number that the version prints, or empty where it
    prints none.
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
    paper: PaperSeen | None = None
    since_paper: SincePaper | None = None
    no_paper: str = ""
    law_checked: tuple[Mapping[str, str], ...] = ()
    words: str = ""
    apart: str = ""

    @property
    def number(self) -> Version:
        """The version as two numbers, which sort as versions do."""
        return version_number(self.version)

    @property
    def name(self) -> str:
        """How the version is written on the command line."""
        return f"{self.profile}/{self.document}@{self.version}"

    @property
    def folder(self) -> str:
        """The name of the record's folder."""
        return self.version


@dataclass(frozen=True)
class Withdrawal:
    """A version that was withdrawn: who decided it and when, the minute, and why. The version itself stays.

    `previous` and `previous_manifest` name the record before it, as a version's do.
    """

    profile: str
    document: str
    withdraws: str
    by: str
    date: str
    minute: str
    reason: str
    tool: str
    previous: str
    previous_manifest: str

    @property
    def number(self) -> Version:
        """The withdrawn version as two numbers."""
        return version_number(self.withdraws)

    @property
    def folder(self) -> str:
        """The name of the record's folder."""
        return f"{self.withdraws}{WITHDRAWN}"


def version_number(text: str) -> Version:
    """Return "1.2" as (1, 2). Raises ValueError for what is no version."""
    found = VERSION_NAME.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]), int(found[2])


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def manifest_bytes(record: Record | Withdrawal) -> bytes:
    """Return a record as the bytes of its manifest."""
    members = asdict(record)
    if members.get("apart") == "":
        del members["apart"]  # so that an earlier program reads all that it knows
    return json_bytes({"format": FORMAT, **members})


def json_bytes(content: object) -> bytes:
    """Return a manifest's content as JSON in UTF-8, indented, ending in a new line."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


# Reading -------------------------------------------------------------------------------------------------


def read_record(folder: Path, shown: str, expected: tuple[str, str] | None = None) -> Record:
    """Return the record of a version's folder. `shown` is how messages name it.

    Raises PolicyBuilderError when the manifest is missing, damaged, of another format, or about another version.
    """
    record = read_manifest(folder, shown, _record)
    if record.version != folder.name or (expected and (record.profile, record.document) != expected):
        raise _elsewhere(shown, record.name)
    return record


def read_withdrawal(folder: Path, shown: str, expected: tuple[str, str]) -> Withdrawal:
    """Return the withdrawal that a folder records. `shown` is how messages name it.

    Raises PolicyBuilderError when the manifest is missing, damaged, of another format, or about another version.
    """
    withdrawal = read_manifest(folder, shown, _withdrawal)
    if withdrawal.folder != folder.name or (withdrawal.profile, withdrawal.document) != expected:
        name = f"{withdrawal.profile}/{withdrawal.document}@{withdrawal.withdraws}"
        raise _elsewhere(shown, f"the withdrawal of {name}")
    return withdrawal


def _elsewhere(shown: str, name: str) -> Exception:
    message = f"the manifest is that of {name}, not of this folder"
    return fail(Location(f"{shown}/{MANIFEST}"), message, "manifest", "put the folder back where it was approved")


class DamageError(Exception):
    """The manifest lacks something or holds something else; `args[0]` says what."""


class OtherFormatError(Exception):
    """The manifest has another format; `args` are its number, and the one that is read."""


def read_manifest(folder: Path, shown: str, reading: Callable[[Any], Read]) -> Read:
    """Return what `reading` makes of a folder's manifest; it raises DamageError or OtherFormatError.

    Raises PolicyBuilderError, which says what of the folder can still be read.
    """
    where = Location(f"{shown}/{MANIFEST}")
    readable = _still_readable(folder)
    try:
        return reading(read_json(read_regular(folder / MANIFEST)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise fail(where, f"the manifest cannot be read: {reason}", "manifest", readable) from None
    except UnreadableJsonError as error:
        raise fail(where, f"the manifest is damaged: {error}", "manifest", readable) from None
    except DamageError as error:
        raise fail(where, f"the manifest is damaged: {error.args[0]}", "manifest", readable) from None
    except OtherFormatError as error:
        hint = "use the version of policybuilder that wrote it, or a later one"
        found, read = error.args
        raise fail(
            where, f"the manifest has format {found!r}; this version reads up to {read}", "manifest-format", hint
        ) from None


def _still_readable(folder: Path) -> str:
    """Return a hint that says which files of a version with a damaged manifest are there to be read."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    except OSError:
        names = []
    still = f"; the folder still holds {', '.join(names)}" if names else ""
    return f"restore it from a copy{still}"


def _upgraded(content: Any) -> dict[str, Any]:
    """Return a manifest's members as those of the present format, whatever format it was written in."""
    if not isinstance(content, dict) or "format" not in content:
        raise DamageError("it is not a manifest")
    number = content["format"]
    if type(number) is not int or not 1 <= number <= FORMAT:
        raise OtherFormatError(number, FORMAT)
    members = {key: value for key, value in content.items() if key != "format"}
    if number == 1:  # before papers, withdrawals and the signing off of law
        later: dict[str, Any] = {"paper": None, "since_paper": None, "no_paper": "", "law_checked": []}
        if early := sorted(later.keys() & members.keys()):
            raise DamageError(f"{early[0]} is unknown in format 1")
        members |= later
    return members


def _record(content: Any) -> Record:
    members = _upgraded(content)
    members.setdefault("words", "")  # before versions printed a check number
    members.setdefault("apart", "")
    check_names(members, Record)
    parts = {name: members.pop(name) for name in ("files", "overruled", "paper", "since_paper", "law_checked")}
    check_texts(members)
    if not VERSION_NAME.fullmatch(members["version"]):
        raise DamageError(f"{members['version']!r} is no version")
    for name in ("date", "effective", "review"):
        check_date(name, members[name], optional=name != "date")
    files, law = parts["files"], parts["law_checked"]
    if not is_texts(files):
        raise DamageError("files is not a list of files with their SHA-256")
    check_within(files)
    if not isinstance(law, list) or not all(is_texts(entry) for entry in law):
        raise DamageError("law_checked is not a list of statements with their texts")
    return Record(
        **members,
        files=files,
        overruled=_texts("overruled", parts["overruled"], Overruled),
        paper=_texts("paper", parts["paper"], PaperSeen),
        since_paper=_since_paper(parts["since_paper"]),
        law_checked=tuple(law),
    )


def _withdrawal(content: Any) -> Withdrawal:
    members = _upgraded(content)
    check_names(members, Withdrawal)
    check_texts(members)
    if not VERSION_NAME.fullmatch(members["withdraws"]):
        raise DamageError(f"{members['withdraws']!r} is no version")
    check_date("date", members["date"], optional=False)
    return Withdrawal(**members)


def check_names(members: Mapping[str, Any], shape: type) -> None:
    """Raise DamageError unless the members are just the fields of a record."""
    names = {item.name for item in fields(shape)}
    missing, unknown = sorted(names - members.keys()), sorted(members.keys() - names)
    if missing or unknown:
        raise DamageError("; ".join([*(f"{n} is missing" for n in missing), *(f"{n} is unknown" for n in unknown)]))


def check_texts(members: Mapping[str, Any]) -> None:
    """Raise DamageError unless every member is text."""
    wrong = [name for name, value in members.items() if not isinstance(value, str)]
    if wrong:
        raise DamageError(f"{wrong[0]} is not text")


def is_texts(value: Any) -> bool:
    """Return whether a value is a mapping of text to text."""
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


_NO_NAME = re.compile(r"[\x00-\x1f\\:]")


def check_within(files: Iterable[str]) -> None:
    """Raise DamageError when a file that a manifest names lies outside its folder, on whatever system."""
    for name in files:
        if {"", ".", ".."} & set(name.split("/")) or _NO_NAME.search(name):
            raise DamageError(f"it names a file outside its folder, {name[:80]!r}; nothing there was read")


def check_date(name: str, text: str, optional: bool) -> None:
    """Raise DamageError unless a text is an ISO date, or empty where that is allowed."""
    if not text and optional:
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        raise DamageError(f"{name} is no date: {text!r}") from None


def _texts(name: str, value: Any, shape: type[Part]) -> Part | None:
    if value is None:
        return None
    names = [item.name for item in fields(shape)]  # type: ignore[arg-type]
    if not is_texts(value) or value.keys() != set(names):
        raise DamageError(f"{name} is not {' and '.join(names)}")
    return shape(**value)


def _since_paper(value: Any) -> SincePaper | None:
    if value is None:
        return None
    whole = isinstance(value, dict) and value.keys() == {"reason", "changes"} and isinstance(value["reason"], str)
    if not whole or not isinstance(value["changes"], list) or not all(isinstance(c, str) for c in value["changes"]):
        raise DamageError("since_paper is not a reason and changes")
    return SincePaper(value["reason"], tuple(value["changes"]))
