"""Files that a person asks for by name: comparisons, redlines, coverage tables, calendars, shells.

They are written over a file of that name, so that a command can be run again; but never over what they were made from,
over authored files, or over a built or approved policy, and a report over nothing that somebody may have written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.library.workspace import NEEDS_FILE, OUTPUT, SCHEMA_FILE, find_root
from policybuilder.lifecycle.manifests import VERSION_NAME
from policybuilder.lifecycle.report_mark import may_be_edited, with_report_mark
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers import own_mark
from policybuilder.writers.word import mark as word_mark

_AUTHORED = ("profiles", "clauses", "templates")
_KEPT_BY_US = (NEEDS_FILE, SCHEMA_FILE.partition("/")[0], ".git", ".gitignore")
_NEVER_ADDED_TO = ("paper", "final")
_KINDS: dict[bytes, tuple[str, tuple[str, ...]]] = {
    b"PK\x03\x04": ("a Word file", (".docx", ".dotx")),
    b"%PDF": ("a PDF", (".pdf",)),
}
"""What a file is by its first bytes, and what the names of such files end in."""
_OF_PROGRAMS = frozenset({".docx", ".dotx", ".doc", ".odt", ".rtf", ".pdf", ".xlsx", ".xls"})
"""Endings of files that hold more than text."""
_ANOTHER = "choose another name for what is to be written"


def write_result(output: Path, content: bytes, made_from: Iterable[Path] = (), is_authored: bool = False) -> None:
    """Write what a command made to the file that a person named.

    `made_from` are the files that it was made from. `is_authored` says that it may go among authored files, as a shell
    does. Raises PolicyBuilderError when it would be written over one of them, over another authored file, or over or
    among what was built or approved, where its name ends as that of another kind of file, and when it cannot be
    written.
    """
    _write(output.absolute(), content, tuple(made_from), is_authored)


def write_report(output: Path, content: bytes, format: str, made_from: Iterable[Path] = ()) -> None:
    """Write a report to the file that a person named: over one that nobody has edited since, and over nothing else.

    `format` is that of the content. Raises what `write_result` does, and PolicyBuilderError for a file that somebody
    may have written in.
    """
    made = with_report_mark(content, format)
    _write(output.absolute(), made, tuple(made_from), is_report=True)


def _write(
    output: Path, content: bytes, made_from: tuple[Path, ...], is_authored: bool = False, is_report: bool = False
) -> None:
    place, seen = Location(str(output)), {}
    try:
        why = _precious(output, made_from, is_authored)
    except OSError:
        why = ""  # nothing stands where no file can have the name, and writing says so
    if why:
        raise fail(place, why, "not-written-over", _ANOTHER)
    _refuse_ending(output, content, place)
    if is_report:
        seen[output] = before = _read(output, place)
        if before and before != content and may_be_edited(before, output.suffix):
            why = "somebody may have written in this file: it is no report as policybuilder wrote it"
            raise fail(place, why, "not-written-over", f"{_ANOTHER}, or move this file away")
    write_changed({output: content}, seen)


def _refuse_ending(output: Path, content: bytes, place: Location) -> None:
    """Raise PolicyBuilderError where a name ends as that of another kind of file: no program would open it."""
    ending = output.suffix.lower()
    kind, endings = next((found for start, found in _KINDS.items() if content.startswith(start)), ("plain text", ()))
    if ending in endings or (not endings and ending not in _OF_PROGRAMS):
        return
    message = f"what is made is {kind}, and the name ends in {ending}" if ending else f"what is made is {kind}"
    hint = f"name it {output.with_suffix(endings[0] if endings else '.txt').name}"
    raise fail(place, message, "wrong-ending", hint)


def _read(path: Path, place: Location) -> bytes | None:
    try:
        return read_regular(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise fail(place, f"cannot be read: {error.strerror or error}", "not-written-over", _ANOTHER) from None


def _precious(output: Path, made_from: Iterable[Path], is_authored: bool) -> str:
    """Return why nothing may be written in a place, or an empty text."""
    if any(_is_same(output, path) for path in made_from):
        return "this is the file that it is made from"
    root = find_root(output.parent) if output.parent.is_dir() else None
    below = output.resolve().relative_to(root.resolve()).parts if root else ()
    if below[:1] == (OUTPUT,) and len(below) > 4:
        folder = below[3]
        if VERSION_NAME.match(folder) or folder in _NEVER_ADDED_TO:  # also the record of a withdrawal
            return f"nothing is added to {'/'.join(below[:4])}/, or written over there"
        if folder == "draft" and output.exists():
            return "a draft is written by `policybuilder build` alone"
    if below[:1] == (OUTPUT,) and len(below) == 4 and output.exists():
        return f"this is part of the record of {below[1]}/{below[2]}"
    if below[:1] and below[0] in _KEPT_BY_US:
        return "this is a file that policybuilder itself keeps in a workspace"
    if below[:1] and below[0] in _AUTHORED and output.exists() and not is_authored:
        return f"this is a file of the workspace, in {below[0]}/"
    return "this is a policy as it was built or approved" if _is_built(output) else ""


def _is_same(output: Path, path: Path) -> bool:
    try:
        return output.samefile(path)
    except OSError:
        return False


def _is_built(path: Path) -> bool:
    """Return whether a file is as this program built it, wherever it lies."""
    try:
        content = read_regular(path) if path.exists() else b""
        if path.suffix.lower() == ".docx":
            return bool(content) and word_mark.is_as_built_parts(read_parts(content, path.name))
    except (OSError, PolicyBuilderError):
        return False
    return own_mark.is_as_built(content, path.suffix.lower())
