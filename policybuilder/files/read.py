"""The one door through which files are read: a pipe would be waited for without end, and a device may have no end."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial
from pathlib import Path

from policybuilder.errors import Location, fail
from policybuilder.files.held import when_let_go

MAX_INPUT = 512 * 1024 * 1024
"""How large a file that a person names may be. Each reader has smaller limits of its own."""

_MAY_NOT = "is it open in another program? Close it there, and run the command again. If not, may you read it?"

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_regular(path: str | os.PathLike[str], limit: int = -1) -> bytes:
    """Return what a file holds, or its first `limit` bytes.

    Raises OSError also for a pipe or device, at once, and for a name that no file has.
    """
    try:
        # Before it is opened: to open a device may set it going.
        _refuse_other(os.stat(path))  # noqa: PTH116 - hundreds of files are read in a moment
        # Without waiting, and looked at again: a pipe may have been put in the file's place since.
        with os.fdopen(when_let_go(partial(os.open, path, os.O_RDONLY | _AT_ONCE)), "rb") as stream:
            _refuse_other(os.fstat(stream.fileno()))
            return stream.read(limit)
    except ValueError:  # a name that holds a NUL, or half a character
        raise FileNotFoundError(errno.ENOENT, "no file can have this name") from None


def _refuse_other(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a folder, pipe or device, not a file")


def is_regular(path: Path) -> bool:
    """Return whether a file stands in a place; none does where no file can have the name."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether a folder stands in a place; none does where no folder can have the name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def read_input(path: Path, limit: int = MAX_INPUT) -> bytes:
    """Return what a file that a person named holds. Raises PolicyBuilderError when it cannot be read, or is larger."""
    try:
        if path.stat().st_size <= limit and len(content := read_regular(path, limit + 1)) <= limit:
            return content
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        hint = _MAY_NOT if isinstance(error, PermissionError) else "check the name"
        raise fail(Location(str(path)), f"cannot be read: {reason}", "unreadable", hint) from None
    raise fail(Location(str(path)), f"the file is larger than {limit // 1024**2} MB", "too-large")
