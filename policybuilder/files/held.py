"""What Windows refuses while another program has a file open: OneDrive and virus scanners let go of it in a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

Done = TypeVar("Done")

_HELD_FOR_A_MOMENT = sys.platform == "win32"
_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries. Who has the file open in Word keeps it far longer, and is told after less than one."""


def when_let_go(deed: Callable[[], Done]) -> Done:
    """Return what a deed on one file or folder returns, tried again on Windows while it may not be done.

    Raises what the deed raises, PermissionError after the last try.
    """
    for wait in _WAITS if _HELD_FOR_A_MOMENT else ():
        try:
            return deed()
        except PermissionError:
            time.sleep(wait)
    return deed()
