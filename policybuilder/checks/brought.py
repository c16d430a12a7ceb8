"""What an answer would bring: what `check` says of a council's answers with it, and did not say without it."""

from __future__ import annotations

import re

from policybuilder.checks.rules import (
    one_post_decides_all,
    retention_differs,
    review_after_due,
    review_before_approval,
)
from policybuilder.checks.subjects import CouncilSubject, profile_parts
from policybuilder.checks.typical import Typical
from policybuilder.checks.word_lists import load_word_lists
from policybuilder.errors import Problem, Problems
from policybuilder.library.library import Library
from policybuilder.resolution.inheritance import inherit

_RULES = tuple(
    module.RULE for module in (review_before_approval, review_after_due, retention_differs, one_post_decides_all)
)
"""The rules by which answers are held against each other. None of them looks at a document as it is made."""
_LINE = re.compile(r":\d+(?::\d+)?")


def brought(before: Library, after: Library, profile: str) -> tuple[Problem, ...]:
    """Return what is doubtful about a council's answers in one library, and was not in another.

    The two differ in the council's profile alone. An answer moves the lines below it, so a place with another line is
    the same place. Raises PolicyBuilderError for a profile or a base that is wrong.
    """
    known = {_without_lines(problem) for problem in _found(before, profile)}
    return tuple(problem for problem in _found(after, profile) if _without_lines(problem) not in known)


def _found(library: Library, profile: str) -> list[Problem]:
    effective = inherit(library, library.profile(profile))
    words = load_word_lists(library.workspace, Problems(), library.reference)
    own = profile_parts(effective.profile, library, Typical(library))
    subject = CouncilSubject(effective, library, words, own, {})
    found = list(effective.profile.warnings)
    for rule in _RULES:
        found += rule.problems((subject,))
    return found


def _without_lines(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.location.path, _LINE.sub("", f"{problem.message} {problem.hint}")
