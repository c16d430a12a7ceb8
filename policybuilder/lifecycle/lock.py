"""One person at a time: a lock file that names who holds it, and is taken over when its holder is gone."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from policybuilder.errors import Location, fail

NAME = ".approving"
PAPER = "a paper of this document is being made"
WITHDRAWING = "a version of this document is being withdrawn"
APPROVING = "this document is being approved"


def refuse_locked(folder: Path, shown: str) -> None:
    """Raise PolicyBuilderError when somebody else holds a folder's lock. Nothing is written."""
    path = folder / NAME
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
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    since = now.isoformat(timespec="minutes")
    holder = {"computer": socket.gethostname(), "pid": os.getpid(), "since": since, "doing": doing}
    # Twice: once more after a lock that its holder left behind was removed.
    for attempt in (1, 2):
        try:
            stream = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            break
        except FileExistsError:
            if attempt == 2 or not _left_behind(path):
                raise _held(path, shown) from None
            path.unlink(missing_ok=True)
        except OSError as error:
            raise fail(Location(f"{shown}/{NAME}"), f"cannot be written: {error.strerror}", "cannot-write") from None
    with os.fdopen(stream, "w") as file:
        json.dump(holder, file)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()  # where nothing came of it


def _holder(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _left_behind(path: Path) -> bool:
    """Return whether the lock's process was on this computer and has ended."""
    holder = _holder(path)
    pid = holder.get("pid")
    if holder.get("computer") != socket.gethostname() or not isinstance(pid, int) or pid <= 0:
        return False
    if os.name == "nt":
        return False  # there, asking whether a process is alive would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _held(path: Path, shown: str) -> Exception:
    holder = _holder(path)
    who = f"on {holder['computer']} since {holder['since']}" if {"computer", "since"} <= holder.keys() else "by someone"
    hint = f"try again when they have finished; if nobody is at it, delete {shown}/{NAME}"
    return fail(Location(f"{shown}/{NAME}"), f"{holder.get('doing', APPROVING)} {who}", "locked", hint)
