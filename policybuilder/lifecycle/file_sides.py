"""Which sides of a comparison or a redline are files. Two files need no library, and nothing of one is read here."""

from __future__ import annotations

from pathlib import Path

from policybuilder.readers import READERS, format_of


def is_file(side: str) -> bool:
    """Return whether a side is written as a file rather than as a profile."""
    try:
        return is_compared(Path(side).name) or Path(side).is_file()
    except (OSError, ValueError):  # a name too long for any file, or one that holds a NUL
        return False


def is_compared(name: str) -> bool:
    """Return whether a file of this name is of a format that is compared."""
    format = format_of(name)
    return bool(format) and READERS[format].is_compared
