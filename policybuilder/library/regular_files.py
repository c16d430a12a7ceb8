"""Files read only when they are files: a pipe would be waited for without end, and a device may have no end."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from policybuilder.errors import Location, fail

MAX_INPUT = 512 * 1024 * 1024
"""How large a file that a person names may be. Each reader has smaller limits of its own."""


def read_regular(path: Path) -> bytes:
    """Return what a file holds. Raises OSError also for a pipe or device, at once, and for a name that no file has."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is a folder, pipe or device, not a file")
        return path.read_bytes()
    except ValueError:  # a name that holds a NUL, or half a character
        raise FileNotFoundError(errno.ENOENT, "no file can have this name") from None


def read_input(path: Path) -> bytes:
    """Return what a file that a person named holds. Raises PolicyBuilderError when it cannot be read."""
    try:
        if path.stat().st_size > MAX_INPUT:
            raise fail(Location(str(path)), f"the file is larger than {MAX_INPUT // 1024**2} MB", "too-large")
        return read_regular(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise fail(Location(str(path)), f"cannot be read: {reason}", "unreadable", "check the name") from None
