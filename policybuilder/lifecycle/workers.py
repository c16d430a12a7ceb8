"""Many profiles worked on: one after another, or in a process for each core when there are enough of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from policybuilder.errors import Location, fail
from policybuilder.library.library import Library

Result = TypeVar("Result")

MOST_WORKERS = 60
"""Windows waits for 63 handles at most, and a pool of processes needs some for itself."""


def workers_for(profiles: int, parallel_from: int, jobs: int = 0) -> int:
    """Return how many processes work at once: `jobs`, or one for each core from so many profiles on."""
    enough = (os.cpu_count() or 1) if profiles >= parallel_from else 1
    return min(jobs or enough, profiles, MOST_WORKERS)


def of_each(
    opened: Callable[[], Library],
    work: Callable[[Library, str], Result],
    profiles: Sequence[str],
    workers: int,
    place: Location,
    hint: str,
) -> Iterator[Result]:
    """Yield what `work` makes of each profile, in order, in so many processes, each of which opens the library.

    `opened` and `work` must be such as another process can be given. Raises PolicyBuilderError, at the place and with
    the hint, when a process is stopped from outside.
    """
    # Most runs have one or two councils, and these imports take longer than to see that nothing changed.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(workers, initializer=_open_in_worker, initargs=(opened,)) as pool:
            yield from pool.map(_work_in_worker, [work] * len(profiles), profiles, chunksize=4)
    except BrokenProcessPool:
        raise fail(place, "a process was stopped from outside", "stopped", hint) from None


_WORKER: list[Library] = []


def _open_in_worker(opened: Callable[[], Library]) -> None:
    from policybuilder.lifecycle.cache import spare_collector

    _WORKER.append(opened())
    spare_collector()


def _work_in_worker(work: Callable[[Library, str], Any], profile: str) -> Any:
    return work(_WORKER[0], profile)
