"""The amendments of a council's document, each at its place in its clause, with what has become of it."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.resolution import Assembly, assembled
from policybuilder.resolution.anchors import Anchored
from policybuilder.resolution.case import case_from
from policybuilder.resolution.inheritance import inherit
from policybuilder.resolution.reading import read


def assemblies(library: Library, profile: str) -> tuple[Assembly, ...]:
    """Return each document of a council with its clauses selected and its amendments known, and nothing filled in.

    Raises PolicyBuilderError like `resolve`, for what shows before a clause is filled in.
    """
    effective = inherit(library, library.profile(profile))
    return tuple(assembled(case_from(library, effective, id)) for id in effective.documents)


def anchored_amendments(assembly: Assembly) -> Iterator[tuple[ClauseSource, tuple[Anchored, ...]]]:
    """Yield each clause that is amended with its amendments at their places.

    Raises PolicyBuilderError for what is wrong with the profile, a clause or the place of an amendment.
    """
    problems = Problems()
    for item in assembly.selection.selected():
        source = item.source
        amendments = assembly.amendments.get(source.id, ())
        if not amendments:
            continue
        blocks = read(assembly.filler.fill(source.analysis, source.file, source.body_line), source.file, 0, problems)
        _, anchored = assembly.anchored(source, blocks, amendments, problems)
        yield source, anchored
    problems.raise_errors()
    assembly.problems.raise_errors()
