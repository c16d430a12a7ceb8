"""What is written beside its place before it is moved there, named by who writes it: so what a kill left is known.

Nobody else's is touched while it is being written: what a living process of this computer has begun stays, and so does
that of another computer, which may be at it over the network, until it is a day old.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import socket
import stat
import time
from functools import cache
from pathlib import Path

TEMPORARY = ".policybuilder-"
"""What the names of temporary files and folders start with."""

_NAME = re.compile(re.escape(TEMPORARY) + r"([0-9a-f]{8})-(\d{1,19})-")
_A_DAY = 24 * 60 * 60


def temporary_prefix() -> str:
    """Return what the names of this process's temporary files start with."""
    return f"{TEMPORARY}{_computer()}-{os.getpid()}-"


def remove_leftovers(folder: Path) -> None:
    """Remove from a folder what a process had begun to write that was killed."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name.startswith(TEMPORARY)]
        for entry in found:
            with contextlib.suppress(OSError):
                if _is_left_behind(entry):
                    remove_temporary(Path(entry.path))


def remove_temporary(path: Path) -> None:
    """Remove a temporary file or folder; one that cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def is_ended(pid: int) -> bool:
    """Return whether no process of this computer has a number. On Windows none is known to have ended."""
    if os.name == "nt":
        return False  # there, asking whether a process is alive would end it
    if pid <= 0:
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _is_left_behind(entry: os.DirEntry[str]) -> bool:
    named, status = _NAME.match(entry.name), entry.stat(follow_symlinks=False)
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return False
    if named is not None and named[1] == _computer() and is_ended(int(named[2])):
        return True
    return time.time() - status.st_mtime > _A_DAY


@cache
def _computer() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
