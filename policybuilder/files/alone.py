"""One process at a time in a folder, as far as the file system can: others of this computer wait for it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def no_other(folder: Path) -> Iterator[None]:
    """Keep other processes of this computer from the block; a kill lets go of it. The folder must be there."""
    if sys.platform == "win32":  # where a folder cannot be held: what was seen is looked at once more before a write
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
