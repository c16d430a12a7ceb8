"""The files of an approved version: put in place in one step, and read again only as they were approved."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from policybuilder.document import Document
from policybuilder.document_json import loads
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.held import when_let_go
from policybuilder.files.read import read_regular
from policybuilder.files.temporaries import TEMPORARY, remove_temporary, temporary_prefix
from policybuilder.lifecycle.manifests import Record, digest_of
from policybuilder.lifecycle.records import Records


def frozen_document(records: Records, record: Record) -> Document:
    """Return the document of an approved version, as it was frozen.

    Raises PolicyBuilderError when its JSON is missing, is not the one that was approved, or cannot be read.
    """
    name = f"{record.document}.json"
    shown = f"{records.shown}/{record.version}/{name}"
    try:
        content = read_regular(records.folder / record.version / name)
    except OSError as error:
        hint = "restore the file from a copy"
        raise fail(Location(shown), f"cannot be read: {error.strerror or error}", "unreadable", hint) from None
    whole = digest_of(content) == record.files.get(name)
    try:
        document = loads(content, shown)
    except PolicyBuilderError as error:
        if whole:
            raise
        # Damage is named where it is, and what can still be read is offered.
        hint = (
            f"restore the file from a copy; {shown.removesuffix('.json')}.docx and .md can still be compared as files"
        )
        raise PolicyBuilderError([replace(problem, hint=hint) for problem in error.problems]) from None
    if not whole:
        hint = "restore the file from a copy; `policybuilder verify` names every altered file"
        raise fail(Location(shown), "the file is not the one that was approved", "altered", hint)
    return document


def put_in_place(folder: Path, version: str, files: Mapping[str, bytes]) -> None:
    """Write a version's files beside their place and move them there in one step: all of a version, or nothing.

    Raises PolicyBuilderError when they cannot be written; nothing is left behind then.
    """
    target = folder / version
    temporary = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f"{temporary_prefix()}{version}-", dir=folder))
        temporary.chmod(0o755)
        for name, content in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        when_let_go(partial(temporary.rename, target))
        _to_the_disk(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise fail(
            Location(str(target)), f"cannot be written: {reason}", "cannot-write", "nothing was changed"
        ) from None
    finally:
        if temporary is not None:
            remove_temporary(temporary)


def _to_the_disk(folder: Path) -> None:
    """Have the system write down what stands in a folder, where it can: a version outlives a power cut."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_left_behind(folder: Path) -> None:
    """Remove what an approval that was killed had begun to write. Only the holder of the lock may."""
    for path in folder.glob(f"{TEMPORARY}*"):
        if path.is_dir():
            remove_temporary(path)
