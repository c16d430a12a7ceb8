"""What stands in the place of an approved file or folder: itself, nothing, or something that was put there instead."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal

Standing = Literal["file", "folder", "link", "nothing", "other"]
"""What stands in a place; "other" is a pipe, a device or a socket."""

INSTEAD: dict[Standing, str] = {
    "file": "a file",
    "folder": "a folder",
    "link": "a link",
    "other": "a pipe or device",
}
"""How messages name what stands in the place of something else."""

_MOUNT_POINT = 0xA0000003
"""The reparse tag of a junction, by which Windows links folders; what OneDrive keeps in the cloud has other tags."""


def what_stands(path: str | Path) -> Standing:
    """Return what stands in a place, a link as what it is. Raises OSError when that cannot be seen."""
    try:
        seen = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    if stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) == _MOUNT_POINT:
        return "link"
    if stat.S_ISDIR(seen.st_mode):
        return "folder"
    return "file" if stat.S_ISREG(seen.st_mode) else "other"
