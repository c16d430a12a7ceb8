"""Everything that can be wrong with a workspace, found in one run."""

from __future__ import annotations

from collections.abc import Iterable

from policybuilder.errors import PolicyBuilderError, Problem, Problems, in_reading_order
from policybuilder.library.library import Library
from policybuilder.resolve import documents_of, resolve


def check(library: Library, profiles: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates, and some profiles (all of them unless named), in reading order.

    Each clause, template and profile is read, and each document of each council is resolved; nothing is written.
    """
    problems = Problems()
    for _ in library.every_clause(problems):
        pass
    for id in library.template_files:
        try:
            library.check_template(library.template(id), problems)
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    for id in tuple(profiles) or tuple(library.profile_files):
        check_profile(library, id, problems)
    return tuple(in_reading_order(problems.found))


def check_profile(library: Library, id: str, problems: Problems) -> None:
    """Note what is wrong with a profile and with each document it names."""
    try:
        profile = library.profile(id)
        if profile.front.base:
            return
        documents = documents_of(library, id)
    except PolicyBuilderError as error:
        problems.extend(error.problems)
        return
    for document in documents:
        try:
            resolve(library, id, document, problems)
        except PolicyBuilderError as error:
            problems.extend(error.problems)
