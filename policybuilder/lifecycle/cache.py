"""Readings kept between two runs, so that a later run need not read the same files again.

Two stores answer before a file is read: the one that ships with the program (what reading the built-in library
gives), and one in a private folder of the user, made by the runs before. Both hold data alone, and each reading in them
belongs to the digest of the text that was read; so neither can be out of date, and either may be deleted at any time.
What proves something (`check`, `build --check`, `approve`, `verify`) asks the shipped store at most.
"""

from __future__ import annotations

import gc
import hashlib
import os
import stat
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.errors import PolicyBuilderError
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.library.workspace import Workspace
from policybuilder.program import program_stamp
from policybuilder.readings import READINGS, Stored, stored_form
from policybuilder.version import VERSION

if TYPE_CHECKING:
    from policybuilder.library.library import Library

_MOST_BYTES = 200_000_000


def open_cached(workspace: Workspace) -> tuple[Library, Callable[[], None]]:
    """Return the library of a workspace, from the stores where they know it, and a function that keeps what is new.

    Raises PolicyBuilderError like `open_library`.
    """
    # To see that nothing changed, no library is opened.
    from policybuilder.library.library import open_library

    folder = cache_folder()
    if folder is None:
        return open_library(workspace), lambda: None
    stamp = f"{VERSION} {sys.version} {program_stamp()}"
    path = folder / f"{hashlib.sha256(str(workspace.root).encode(errors='surrogateescape')).hexdigest()[:24]}.json"
    stored = _load(path, stamp)
    if stored is not None:
        READINGS.use(stored)

    def keep() -> None:
        wanted = {key: value for key, value in READINGS.known().items() if not READINGS.is_shipped(key[0])}
        if stored is None or any(key not in stored for key, _ in wanted):
            _save(path, stored_form(wanted, stamp))

    return open_library(workspace), keep


def spare_collector() -> None:
    """Keep Python's cycle collector from walking a library that stays, again and again, while documents are made.

    For programs of their own that have opened a library; documents hold no cycles. It makes a warm build about 1.7
    times as fast.
    """
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


def _load(path: Path, stamp: str) -> Stored | None:
    """Return what a run before left, or None where there is nothing that is whole and the user's own."""
    try:
        if not _is_own(path):
            return None
        return Stored(read_regular(path), stamp, str(path))
    except Exception:  # What lies there may be anything at all; a cache that cannot be used is simply not there.
        return None


def _is_own(path: Path) -> bool:
    """Return whether a file is the user's, and nobody else can change it or put another in its place.

    What stands in it becomes words of policies. On Windows the folder lies in the user's own profile.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        return False
    if sys.platform == "win32":
        return True
    if status.st_uid != os.getuid() or status.st_mode & 0o022:
        return False
    return all(_is_safe(folder.stat(), own=folder == path.parent) for folder in path.absolute().parents)


def _is_safe(folder: os.stat_result, own: bool) -> bool:
    """Return whether nobody but the user and root can replace what lies in a folder."""
    sticky = bool(folder.st_mode & stat.S_ISVTX) and not own
    return folder.st_uid in (os.getuid(), 0) and (not folder.st_mode & 0o022 or sticky)


def _save(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_changed({path: content})
    except (OSError, PolicyBuilderError):
        return


@cache
def cache_folder() -> Path | None:
    """Return the user's private folder for caches of this program, as each system has it; None where there is none.

    The environment's POLICYBUILDER_CACHE names another folder; set to nothing, it says that none is wanted.
    """
    own = os.environ.get("POLICYBUILDER_CACHE")
    if own is not None:
        return Path(own) if own else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "policybuilder" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "policybuilder"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "policybuilder"


def shared_digest(workspace: Workspace) -> str:
    """Return one digest of all that every profile is built from: the program, clauses, templates and shells."""
    digest = hashlib.sha256(f"{VERSION} {sys.version} {program_stamp()}".encode())
    for folder in ("clauses", "templates"):
        for file in workspace.files(folder, "", deep=True):
            for part in (file.name.encode(), _content(file.path)):
                digest.update(len(part).to_bytes(8, "big"))
                digest.update(part)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError:
        return b""
