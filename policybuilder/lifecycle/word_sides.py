"""The Word files that the sides of a redline stand for: a file, an approved version as it was kept, or a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.errors import Location, fail
from policybuilder.files.read import read_input, read_regular
from policybuilder.lifecycle.file_sides import is_file

if TYPE_CHECKING:
    from policybuilder.library.library import Library


def word_side(library: Library | None, side: str) -> bytes:
    """Return the Word file that a side stands for, written as in `sides`; the library is not asked for a file.

    Raises PolicyBuilderError for a side that stands for nothing, and for an approved version whose file is missing or
    is not the one that was approved.
    """
    if is_file(side):
        return read_input(Path(side))
    # A library and its councils are a good part of a program: who compares two files does not wait for it.
    from policybuilder.lifecycle.sides import needed, open_policy

    library = needed(library, side)
    document = open_policy(library, side).document
    path, _, version = side.partition("@")
    profile = path.partition("/")[0]
    if version not in {"", "draft"}:
        return _approved(library.workspace.root, profile, document.id, version)
    from policybuilder.resolution import case_of
    from policybuilder.writers.word.write import write_word

    return write_word(document, case_of(library, profile, document.id).shell_file().content())


def _approved(root: Path | None, profile: str, document: str, version: str) -> bytes:
    """Return the Word file of an approved version, if it is the one that was approved."""
    from policybuilder.lifecycle.manifests import digest_of
    from policybuilder.lifecycle.records import find_version, read_records

    assert root is not None
    records = read_records(root, profile, document)
    record = find_version(records, f"{profile}/{document}", version)
    name = f"{document}.docx"
    where = Location(f"{records.shown}/{record.version}/{name}")
    try:
        content = read_regular(records.folder / record.version / name)
    except OSError as error:
        raise fail(where, f"cannot be read: {error.strerror}", "unreadable", "restore it from a copy") from None
    if record.files.get(name) != digest_of(content):
        raise fail(where, "is not the file that was approved", "changed-record", "restore it from a copy")
    return content
