"""One run of `build`: what is up to date is known from the ledger, the rest is made; and what came of it all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.as_json import AsJson
from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.library.copies import CONFLICTED
from policybuilder.library.strays import misnamed
from policybuilder.library.workspace import Workspace
from policybuilder.lifecycle.built import Built, Order, ProfileOutcome, copies_beside, final_copies, left_over
from policybuilder.lifecycle.changed_by_answer import ChangedSections, changed_by_answer
from policybuilder.lifecycle.fresh import Ledger, all_fresh

if TYPE_CHECKING:
    from policybuilder.library.library import Library

Progress = Callable[[int], AbstractContextManager[Callable[[str], None]]]
"""Is told how many profiles will be made, when the library is open, and gives what to call with each that is."""


@dataclass(frozen=True)
class Outcome(AsJson):
    """What came of a run: of each profile, in the order asked for, and every problem.

    `left_over` are the folders of documents that their profile names no longer, `final_copies` those that an earlier
    release made; both are relative to `root`, the workspace's folder.
    """

    root: Path
    order: Order
    profiles: tuple[ProfileOutcome, ...]
    problems: tuple[Problem, ...]
    left_over: tuple[str, ...]
    final_copies: tuple[str, ...]

    @property
    def built(self) -> list[Built]:
        """Every document that was made, or is up to date."""
        return [item for outcome in self.profiles for item in outcome.built]

    @property
    def not_built(self) -> list[str]:
        """The documents that were asked for and not made, and the profiles that could not be read."""
        missing: list[str] = []
        for outcome in self.profiles:
            done = {item.document for item in outcome.built}
            missing += [f"{outcome.profile}/{document}" for document in outcome.named if document not in done]
            errors = {problem.code for problem in outcome.problems if problem.severity == "error"}
            if not outcome.named and errors - {CONFLICTED}:
                missing.append(outcome.profile)
        return missing

    @property
    def changes(self) -> tuple[ChangedSections, ...]:
        """The sections with other words than in the drafts before, by council and answer."""
        return tuple(changed_by_answer(self.built))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made and nothing is wrong: no profile has the document that was asked for."""
        return not self.built and not any(outcome.problems for outcome in self.profiles)

    @property
    def stale(self) -> bool:
        """Whether nothing was to be written and some file would change."""
        return not self.order.write and any(item.changed for item in self.built)


def build_workspace(
    workspace: Workspace, profiles: Sequence[str], order: Order, jobs: int = 0, progress: Progress | None = None
) -> Outcome:
    """Build the documents of some profiles of a workspace, of all unless named, and return what came of it.

    `jobs` is as in `build_profiles`. Raises PolicyBuilderError when the library cannot be read, for a profile that is
    not there, and when the workspace holds no profile of a council.
    """
    root = workspace.root
    assert root is not None
    outcomes = tuple(_outcomes(workspace, tuple(dict.fromkeys(profiles)), order, jobs, progress or _silent))
    built = [item for outcome in outcomes for item in outcome.built]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if not built and not problems and not order.document:
        if stray := tuple(misnamed(workspace, "profiles")):
            raise PolicyBuilderError(stray)
        hint = "`policybuilder init` makes one"
        raise fail(Location("profiles"), "no profile of a council here", "no-profiles", hint)
    return Outcome(
        root,
        order,
        outcomes,
        (*problems, *copies_beside(root, outcomes)),
        tuple(left_over(root, outcomes, order)),
        tuple(final_copies(root, built)) if order.paper else (),
    )


@contextlib.contextmanager
def _silent(_: int) -> Iterator[Callable[[str], None]]:
    yield lambda _: None


def _outcomes(
    workspace: Workspace, names: Sequence[str], order: Order, jobs: int, progress: Progress
) -> list[ProfileOutcome]:
    ledger = Ledger(workspace)
    known = [file.path.stem for file in workspace.files("profiles", ".yaml") if file.layer.root == workspace.root]
    wanted = list(names) or known
    done = {} if not order.write else all_fresh(ledger, [name for name in wanted if name in known], order)
    if len(done) < len(wanted):
        # Imported here: where nothing changed, nobody need know what a library is.
        from policybuilder.library.library import open_library
        from policybuilder.lifecycle.build import build_profiles, buildable
        from policybuilder.lifecycle.cache import open_cached

        # What proves something reads everything anew; a build may use what was read before.
        library, keep = open_cached(workspace) if order.write else (open_library(workspace), lambda: None)
        for name in names:
            library.profile(name)
        stale = [name for name in (names or buildable(library)) if name not in done]
        with progress(len(stale)) as step:
            for outcome in build_profiles(library, stale, order, jobs):
                done[outcome.profile] = outcome
                if order.write:
                    ledger.note(outcome, order)
                step(outcome.profile)
        if order.write:
            _note_bases(ledger, library, [name for name in wanted if name not in done], order)
            ledger.save()
            keep()
    return [done[name] for name in wanted if name in done]


def _note_bases(ledger: Ledger, library: Library, bases: Sequence[str], order: Order) -> None:
    """Note the bases as built (they make no document), so that a run with nothing to do need not read them."""
    for base in bases:
        ledger.note(ProfileOutcome(base, (), (), (library.profile_files[base].name,)), order)
