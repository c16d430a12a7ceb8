"""One person at a time: a lock file that names who holds it, and is taken over when its holder is gone."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from policybuilder.errors import Location, fail
from policybuilder.files.alone import no_other
from policybuilder.files.read import read_regular
from policybuilder.files.temporaries import is_ended, remove_leftovers, temporary_prefix
from policybuilder.strict_json import read_json

NAME = ".approving"
PAPER = "a paper of this document is being made"
WITHDRAWING = "a version of this document is being withdrawn"
APPROVING = "this document is being approved"


def refuse_locked(folder: Path, shown: str) -> None:
    """Raise PolicyBuilderError when somebody else holds a folder's lock. Nothing is written."""
    path = folder / NAME
    _refuse_no_file(path, shown)
    if path.exists() and not _left_behind(path):
        raise _held(path, shown)


@contextlib.contextmanager
def locked(folder: Path, shown: str, now: datetime, doing: str = APPROVING) -> Iterator[None]:
    """Hold a folder's lock for as long as the block runs. `shown` is how messages name the folder.

    `doing` says to others what is done meanwhile.

    Raises PolicyBuilderError when somebody else holds it. A lock whose process on this computer has ended, killed or
    crashed, is taken over.
    """
    made = [each for each in (folder, folder.parent) if not each.exists()]
    path = folder / NAME
    since = now.isoformat(timespec="minutes")
    holder = {"computer": socket.gethostname(), "pid": os.getpid(), "since": since, "doing": doing}
    content = json.dumps(holder).encode()
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _take(path, shown, content)
        except OSError as error:
            raise fail(Location(f"{shown}/{NAME}"), f"cannot be written: {error.strerror}", "cannot-write") from None
        try:
            yield
        finally:
            _release(path, content)
    finally:
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()  # where nothing came of it


def _take(path: Path, shown: str, content: bytes) -> None:
    """Make the lock. Raises PolicyBuilderError when somebody holds it, OSError when it cannot be made."""
    # Twice: once more after a lock that its holder left behind was removed.
    for attempt in (1, 2):
        try:
            _put(path, content)
            return
        except FileExistsError:
            _refuse_no_file(path, shown)
            if attempt == 2 or not _is_cleared(path):
                raise _held(path, shown) from None


def _is_cleared(path: Path) -> bool:
    """Remove a lock that was left behind, and return whether there is none now.

    Two may see the same one at a time, and the slower of them must not take the quicker one's new lock for it: so each
    looks again while no other of this computer, to which the lock that is left behind belongs, can remove one.
    """
    with no_other(path.parent):
        if path.exists() and not _left_behind(path):
            return False
        path.unlink(missing_ok=True)
        return True


def _release(path: Path, content: bytes) -> None:
    """Remove the lock, unless a person deleted it meanwhile and it is another's now."""
    with contextlib.suppress(OSError):
        if read_regular(path) == content:
            path.unlink()


def _put(path: Path, content: bytes) -> None:
    """Make the lock, whole or not at all. Raises FileExistsError when there is one, OSError when it cannot be made."""
    remove_leftovers(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=temporary_prefix(), dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # A file system without links: for a moment the lock stands there empty, and counts as none.
            with path.open("xb") as stream:
                stream.write(content)
    finally:
        temporary.unlink(missing_ok=True)


def _refuse_no_file(path: Path, shown: str) -> None:
    """Raise PolicyBuilderError when a pipe, device, folder or link stands where the lock goes."""
    try:
        there = path.lstat().st_mode
    except OSError:
        return
    if not stat.S_ISREG(there):
        message = "this is a folder, link, pipe or device, where a file says who is approving"
        raise fail(Location(f"{shown}/{NAME}"), message, "locked", f"move {shown}/{NAME} away")


def _holder(path: Path) -> dict[str, object]:
    """Return who holds a lock; nothing where it is empty or damaged, as after a full disk or a crash."""
    try:
        content = read_json(read_regular(path))
    except (OSError, ValueError):
        return {}
    whole = isinstance(content, dict) and isinstance(content.get("computer"), str) and type(content.get("pid")) is int
    return content if whole else {}


def _left_behind(path: Path) -> bool:
    """Return whether a lock names nobody, or a process of this computer that has ended."""
    holder = _holder(path)
    if not holder:
        return True
    pid = holder["pid"]
    if holder["computer"] != socket.gethostname() or not isinstance(pid, int):
        return False
    return is_ended(pid)


def _held(path: Path, shown: str) -> Exception:
    holder = _holder(path)
    who = f"on {holder['computer']} since {holder['since']}" if {"computer", "since"} <= holder.keys() else "by someone"
    hint = f"try again when they have finished; if nobody is at it, delete {shown}/{NAME}"
    return fail(Location(f"{shown}/{NAME}"), f"{holder.get('doing', APPROVING)} {who}", "locked", hint)
