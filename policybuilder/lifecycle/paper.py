"""The paper: the copy of a document that goes before the body that approves it, in output/<profile>/<document>/paper/.

Its manifest holds the SHA-256 of each file and of the words, so that an approval can be held against what members saw.
A file is as it was made when its bytes are, or when its own mark says so: a document library such as SharePoint adds
properties to Word files by itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from policybuilder.document import Document
from policybuilder.document_json import loads
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.files.read import read_regular
from policybuilder.library.library import Library
from policybuilder.lifecycle.manifests import (
    MANIFEST,
    DamageError,
    OtherFormatError,
    PaperSeen,
    check_date,
    check_names,
    check_texts,
    check_within,
    digest_of,
    is_texts,
    json_bytes,
    read_manifest,
)
from policybuilder.lifecycle.recorded_library import with_facts, with_records
from policybuilder.lifecycle.weakened import merges_weighed
from policybuilder.lifecycle.words import words_digest
from policybuilder.ooxml.zip import read_parts
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import labels_of
from policybuilder.resolution.inheritance import inherit
from policybuilder.writers import own_mark
from policybuilder.writers.word import mark as word_mark

FOLDER = "paper"
FORMAT = 1
"""The number of the format of a paper's manifest. It goes up when an older reader would misread the file."""

SHOWN = 8
"""How many characters of the digest of its words people tell papers apart by."""


@dataclass(frozen=True)
class Paper:
    """What a paper's manifest says: which document, the ISO day it was made, and by which version of the program.

    `after` is the last record there was, a version or a withdrawal: the history in the paper ends with it. `words` is
    the SHA-256 of its words; `files` that of each file, and `marks` the digest in each file's own mark.
    """

    profile: str
    document: str
    title: str
    council: str
    day: str
    tool: str
    after: str
    words: str
    files: Mapping[str, str]
    marks: Mapping[str, str]

    @property
    def short(self) -> str:
        """The start of the digest of the words."""
        return self.words[:SHOWN]


def paper_document(library: Library, profile: str, document: str, warnings: Problems | None = None) -> Document:
    """Return a document as it goes before the body that approves it.

    It reads as it will when approved, but for the record: it claims no number. Raises PolicyBuilderError with
    everything that is still open. What is doubtful and does not stop the work is noted in `warnings`.
    """
    known = with_records(library, profile, document)
    labels = labels_of(library, inherit(library, library.profile(profile)))
    # The number is given with the approval. A version that is no draft's lets in what a policy says from its first
    # approval on, such as its history.
    unnumbered = with_facts(known, profile, document, {"version": labels.not_yet_numbered, "status": "for-approval"})
    with merges_weighed(lambda: resolve(unnumbered, profile, document)):
        paper = resolve(unnumbered, profile, document, warnings, final=True)
    rows = (replace(row, label=labels.date_of_paper) if row.id == "date" else row for row in paper.control)
    return replace(paper, control=tuple(rows))


# Making --------------------------------------------------------------------------------------------------


def manifest_of(
    document: Document, files: Mapping[str, bytes], day: date, tool: str, after: str, before: Path
) -> bytes:
    """Return the manifest of a paper with these files, by name. `after` is the last record so far.

    It is the one in the folder `before` when that says the same but for the day and the program: the paper of that day
    then still is the paper.
    """
    made = Paper(
        document.profile,
        document.id,
        document.title,
        document.council.name,
        day.isoformat(),
        tool,
        after,
        words_digest(document),
        {name: digest_of(content) for name, content in files.items()},
        {name: _mark(name, content) for name, content in files.items()},
    )
    try:
        content = read_regular(before / MANIFEST)
        there = read_manifest(before, FOLDER, _paper)
    except (OSError, PolicyBuilderError):
        return manifest_bytes(made)
    same = replace(there, day=made.day, tool=made.tool) == made
    return content if same else manifest_bytes(made)


def files_before(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files that the manifest in a folder names and that are there, and whether each is as it was made."""
    try:
        paper = read_manifest(folder, FOLDER, _paper)
    except PolicyBuilderError:
        return
    for name in paper.files:
        with contextlib.suppress(OSError):
            yield folder / name, _as_made(paper, name, read_regular(folder / name))


def _as_made(paper: Paper, name: str, content: bytes) -> bool:
    """Return whether a file is as it was made."""
    if digest_of(content) == paper.files[name]:
        return True
    return paper.marks[name] != "" and _mark(name, content) == paper.marks[name]


def manifest_bytes(paper: Paper) -> bytes:
    """Return the bytes of a paper's manifest."""
    return json_bytes({"format": FORMAT, **asdict(paper)})


def _mark(name: str, content: bytes) -> str:
    """Return the digest in a file's own mark, when the file is as it says; else an empty text."""
    suffix = Path(name).suffix
    if suffix == ".docx":
        try:
            parts = read_parts(content, name)
        except PolicyBuilderError:
            return ""
        mark = word_mark.mark_in_parts(parts) if word_mark.is_as_built_parts(parts) else None
    else:
        mark = own_mark.mark_in(content, suffix) if own_mark.is_as_built(content, suffix) else None
    return mark.digest if mark else ""


# Reading -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeptPaper:
    """A paper that is as it was made: its manifest with the SHA-256 of that, and the document."""

    paper: Paper
    digest: str
    content: Document

    @property
    def seen(self) -> PaperSeen:
        """What the record of an approval says of the paper."""
        return PaperSeen(self.paper.day, self.paper.words, self.digest)


def read_paper(folder: Path, shown: str, profile: str, document: str) -> KeptPaper | None:
    """Return the paper of a document, or None when none was made. `folder` is the document's, `shown` names it.

    Raises PolicyBuilderError, with every file that is not as it was made, for a paper that is not whole, and for one
    that is another document's.
    """
    place, where = folder / FOLDER, f"{shown}/{FOLDER}"
    if not place.is_dir() or not any(place.iterdir()):
        return None
    again = f"make it again with `policybuilder build {profile} --document {document} --for-committee`"
    if not (place / MANIFEST).exists():
        raise fail(Location(f"{where}/{MANIFEST}"), "the paper is not whole: it has no manifest", "paper", again)
    paper = read_manifest(place, where, _paper)
    if (paper.profile, paper.document) != (profile, document):
        message = f"the paper is that of {paper.profile}/{paper.document}, not of {profile}/{document}"
        raise fail(Location(f"{where}/{MANIFEST}"), message, "paper", again)
    name = f"{document}.json"
    if name not in paper.files:
        raise fail(Location(f"{where}/{MANIFEST}"), f"the paper is not whole: it has no {name}", "paper", again)
    problems = Problems()
    for name in paper.files:
        try:
            content = read_regular(place / name)
        except OSError as error:
            reason = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
            problems.add(Location(f"{where}/{name}"), f"the file {reason}", "paper", f"restore it, or {again}")
            continue
        if not _as_made(paper, name, content):
            message = f"the file was changed since the paper was made on {paper.day}"
            hint = (
                f"what was changed shows with `policybuilder compare {where}/{document}.json {where}/{name}`; "
                f"restore the file from a copy, or put the change into the profile and {again} --set-aside"
            )
            problems.add(Location(f"{where}/{name}"), message, "paper", hint)
    problems.raise_errors()
    name = f"{document}.json"
    read = loads(read_regular(place / name), f"{where}/{name}")
    return KeptPaper(paper, digest_of(read_regular(place / MANIFEST)), read)


def _paper(content: Any) -> Paper:
    if not isinstance(content, dict) or "format" not in content:
        raise DamageError("it is not the manifest of a paper")
    if type(content["format"]) is not int or content["format"] != FORMAT:
        raise OtherFormatError(content["format"], FORMAT)
    members = {name: value for name, value in content.items() if name != "format"}
    check_names(members, Paper)
    files, marks = members.pop("files"), members.pop("marks")
    check_texts(members)
    check_date("day", members["day"], optional=False)
    if not is_texts(files) or not is_texts(marks) or files.keys() != marks.keys():
        raise DamageError("files and marks are not lists of the same files with their SHA-256")
    check_within(files)
    return Paper(**members, files=files, marks=marks)
