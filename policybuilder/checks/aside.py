"""Work done in a second process while this one goes on.

A second process pays only where it starts at once with everything this one has read, which is what `os.fork` does.
Elsewhere (Windows; macOS, where system libraries may not survive it) the work is done here, in its turn.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import Any


def aside(work: Callable[[], Any], worthwhile: bool = True) -> Callable[[], Any]:
    """Start some work in a second process where that is to be had and `worthwhile`; return what waits for its result.

    What goes wrong with the second process is no matter: the work is then done here, and raises what it raises.
    """
    if not worthwhile or sys.platform in ("win32", "darwin") or (os.cpu_count() or 1) < 2:
        return work
    source, target = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(source)
        os.close(target)
        return work
    if child == 0:
        _work_and_leave(work, target)
    os.close(target)

    def wait() -> Any:
        with os.fdopen(source, "rb") as stream:
            content = stream.read()
        _, status = os.waitpid(child, 0)
        return pickle.loads(content) if status == 0 else work()  # noqa: S301 - made by this very program

    return wait


def _work_and_leave(work: Callable[[], Any], target: int) -> None:
    """Write the work's result and end the process there and then: nothing of what it was forked from may run again."""
    code = 1
    try:
        content = pickle.dumps(work())
        with os.fdopen(target, "wb") as stream:
            stream.write(content)
        code = 0
    finally:
        os._exit(code)
