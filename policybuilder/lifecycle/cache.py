"""A library kept as it was read, so that a later run need not read and check the same files again.

It works as Python's own bytecode files do: it is made from the sources, is used only while they are the same (their
bytes and the program's), lies in a private folder of the user, and may be deleted at any time. It is never used where
the point is to prove something: `check`, `build --check`, and approving a version.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from policybuilder.document import Block
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library, LibraryContents, open_library
from policybuilder.library.workspace import Workspace
from policybuilder.lifecycle.files import write_changed
from policybuilder.readers.markdown import SKELETONS
from policybuilder.version import VERSION
from policybuilder.writers.word_template import SHELLS, Key, Shell

_MOST_TEXTS = 4_000
"""How many texts a cache holds; past that it starts anew, because most of them are old."""

Stored = tuple[str, LibraryContents, dict[str, tuple[Block, ...]], dict[Key, Shell]]


def open_cached(workspace: Workspace) -> tuple[Library, Callable[[], None]]:
    """Return the library of a workspace, from the cache where it is good, and a function that keeps what is new.

    Raises PolicyBuilderError like `open_library`.
    """
    folder = cache_folder()
    if folder is None:
        return open_library(workspace), lambda: None
    digest = shared_digest(workspace)
    path = folder / f"{hashlib.sha256(str(workspace.root).encode()).hexdigest()[:24]}.pickle"
    stored = _load(path, digest)
    library = open_library(workspace, stored[1] if stored else None)
    before = _size(library) if stored else ()
    if stored:
        SKELETONS.update(stored[2])
        SHELLS.update(stored[3])

    def keep() -> None:
        if _size(library) != before:
            texts = SKELETONS if len(SKELETONS) <= _MOST_TEXTS else {}
            _save(path, (digest, library.contents(), dict(texts), dict(SHELLS)))

    return library, keep


def spare_collector() -> None:
    """Keep Python's cycle collector from walking a library that stays, again and again, while documents are made.

    For programs of their own that have opened a library; documents hold no cycles. It makes a warm build about 1.7
    times as fast.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _size(library: Library) -> tuple[object, ...]:
    """Return what changes when a library has read something new."""
    contents = library.contents()
    profiles = frozenset(profile.content_hash for profile in contents.profiles.values())
    return (len(contents.clauses), len(contents.templates), profiles, len(SKELETONS), frozenset(SHELLS))


def _load(path: Path, digest: str) -> Stored | None:
    try:
        if not _is_private(path.parent):
            return None
        stored: Stored = pickle.loads(path.read_bytes())  # noqa: S301
        return stored if stored[0] == digest else None
    except Exception:  # A damaged cache may fail in any way at all, and is simply not there.
        return None


def _is_private(folder: Path) -> bool:
    """Return whether only the user can write in a folder: what is unpickled could otherwise be anybody's program."""
    if sys.platform == "win32":
        return True  # the folder lies in the user's own profile
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _save(path: Path, stored: Stored) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_changed({path: pickle.dumps(stored, protocol=pickle.HIGHEST_PROTOCOL)})
    except (OSError, PolicyBuilderError, pickle.PicklingError):
        return


@cache
def cache_folder() -> Path | None:
    """Return the user's private folder for caches of this program, as each system has it; None where there is none."""
    own = os.environ.get("POLICYBUILDER_CACHE")
    if own:
        return Path(own)
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
    digest = hashlib.sha256(f"{VERSION} {sys.version} {_program_stamp()}".encode())
    for folder in ("clauses", "templates"):
        for file in workspace.files(folder, "", deep=True):
            for part in (file.name.encode(), _content(file.path)):
                digest.update(len(part).to_bytes(8, "big"))
                digest.update(part)
    return digest.hexdigest()


@cache
def _program_stamp() -> str:
    """Return what changes when the program's own files do, for those who work on it."""
    package = Path(__file__).parent.parent
    stamps = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(package.rglob("*.py"))]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
