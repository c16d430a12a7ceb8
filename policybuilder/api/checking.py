"""What is wrong: in a workspace, and in any existing policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.checks.rule import Rule
    from policybuilder.errors import Problem
    from policybuilder.library.library import Library


def check(
    library: Library, profiles: Iterable[str] = (), *, rules: Collection[str] = (), today: date | None = None
) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates and its profiles (or only those named), in reading order.

    `rules` are the ids of the rules whose findings alone are wanted. After `today`, where it is given, nothing can have
    been signed off yet.
    """
    from policybuilder.checks import check as check_library

    return check_library(library, profiles, rules, today)


def named_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of rules as `check` takes them. Raises PolicyBuilderError, with the nearest, for an unknown."""
    from policybuilder.checks import named_rules as ids_of

    return ids_of(names)


def rules() -> tuple[Rule, ...]:
    """Return the rules by which texts, profiles and documents are looked at."""
    from policybuilder.checks.rules import RULES

    return tuple(RULES)


def check_file(
    file: str | Path, workspace: str | Path | None = None, *, rules: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return what is out of date or hard to read in an existing policy, a Word or Markdown file, wherever it lies.

    The word lists are those of the workspace, or of the nearest one here or above, or else the built-in ones. Raises
    PolicyBuilderError when what is named is no workspace; what keeps the file from being read is among the problems.
    """
    from policybuilder.checks.existing import check_file as check_policy
    from policybuilder.library.workspace import built_in_workspace, find_root, open_workspace

    here = find_root(Path.cwd()) if workspace is None else Path(workspace)
    return check_policy(Path(file), open_workspace(here) if here else built_in_workspace(), rules)
