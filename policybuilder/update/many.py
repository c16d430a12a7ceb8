"""Many councils held against their library: in one process, or in one for each core when there are enough of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.cache import spare_collector
from policybuilder.update.updating import Update, update

_PARALLEL_FROM = 24
"""So many councils take longer than a second process takes to open the library."""


def updates(
    library: Library, profiles: Sequence[str], day: str, jobs: int = 0
) -> Iterator[Update | tuple[Problem, ...]]:
    """Yield what an update of each council says, in order; for one that cannot be read, what is wrong with it.

    Nothing is proved or written; `day` is today, in ISO form. `jobs` is how many processes work at once; 0 means one
    for each core when there are enough councils. Raises PolicyBuilderError when a process is stopped from outside.
    """
    root = library.workspace.root
    assert root is not None
    workers = min(jobs or ((os.cpu_count() or 1) if len(profiles) >= _PARALLEL_FROM else 1), len(profiles))
    if workers < 2:
        for profile in profiles:
            yield _said(library, profile, day)
        return
    try:
        with ProcessPoolExecutor(workers, initializer=_open_in_worker, initargs=(root,)) as pool:
            yield from pool.map(_said_in_worker, profiles, [day] * len(profiles), chunksize=4)
    except BrokenProcessPool:
        hint = "memory may have run out: try again with a few councils at a time"
        raise fail(Location(str(root)), "a process of the update was stopped from outside", "stopped", hint) from None


def _said(library: Library, profile: str, day: str) -> Update | tuple[Problem, ...]:
    try:
        return update(library, profile, day)
    except PolicyBuilderError as error:
        return tuple(error.problems)


_WORKER: list[Library] = []


def _open_in_worker(root: Path) -> None:
    _WORKER.append(open_library(open_workspace(root)))
    spare_collector()


def _said_in_worker(profile: str, day: str) -> Update | tuple[Problem, ...]:
    return _said(_WORKER[0], profile, day)
