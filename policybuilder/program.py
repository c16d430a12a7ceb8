"""What this program is made of, where it lies in files of its own: so that nothing kept by another one is believed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
_LIBRARIES = frozenset({"jinja2", "lxml", "markdown", "pydantic", "pydantic_core", "pyyaml"})
"""Libraries that decide what reading a text gives, as their installed versions are called."""


@cache
def program_stamp() -> str:
    """Return what changes when the program's own files do, for those who work on it.

    In a bundle no module is a file of its own: what it was made of is kept beside the data (packaging/bundle.py).
    """
    kept = PACKAGE / "program.sha256"
    if kept.is_file():
        return kept.read_bytes().decode().strip()
    return hashlib.sha256(repr(sorted(_stamps(os.fspath(PACKAGE)))).encode()).hexdigest()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield where each module of a folder is, its size and when it was written."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path.removeprefix(os.fspath(PACKAGE)), status.st_size, status.st_mtime_ns


@cache
def library_versions() -> tuple[str, ...]:
    """Return the versions of the libraries that read, as their folders of metadata are called.

    The folders alone are listed: to ask `importlib.metadata` takes longer than many a command.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                names = [entry.name for entry in entries]
        except OSError:
            continue
        for name in names:
            library, _, version = name.removesuffix(".dist-info").partition("-")
            if name.endswith(".dist-info") and library.lower() in _LIBRARIES:
                found.setdefault(library.lower(), version)
    return tuple(f"{name} {version}" for name, version in sorted(found.items()))
