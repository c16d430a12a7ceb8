"""Many councils held against their library: in one process, or in one for each core when there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import open_workspace
from policybuilder.lifecycle.workers import of_each, workers_for
from policybuilder.update.updating import Update, update

_PARALLEL_FROM = 16
"""So many councils take longer than a second process takes to open the library."""

Said = Update | tuple[Problem, ...] | None
"""What an update says of a council; what is wrong with one that cannot be read; None for a base with nothing to do."""


def updates(
    library: Library, profiles: Sequence[str], day: str, jobs: int = 0
) -> Iterator[Update | tuple[Problem, ...]]:
    """Yield what an update of each profile says, in order; for one that cannot be read, what is wrong with it.

    Without profiles, of every council of the workspace, and of each base that names old ids. Nothing is proved or
    written; `day` is today, in ISO form. `jobs` is how many processes work at once; 0 means one for each core when
    there are enough profiles. Raises PolicyBuilderError when a process is stopped from outside.
    """
    root = library.workspace.root
    assert root is not None
    names = list(profiles) or list(library.profile_files)
    work = partial(_said, day=day, named=bool(profiles))
    workers = workers_for(len(names), _PARALLEL_FROM, jobs)
    if workers < 2:
        said: Iterator[Said] = (work(library, name) for name in names)
    else:
        hint = "memory may have run out: try again with a few councils at a time"
        said = of_each(partial(_opened, root), work, names, workers, Location(str(root)), hint)
    yield from (each for each in said if each is not None)


def _opened(root: Path) -> Library:
    return open_library(open_workspace(root))


def _said(library: Library, profile: str, day: str, named: bool) -> Said:
    try:
        found = library.profile(profile)
        if found.front.base and not named and not found.old_names:
            return None
        return update(library, profile, day)
    except PolicyBuilderError as error:
        return tuple(error.problems)
