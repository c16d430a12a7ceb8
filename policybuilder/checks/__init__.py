"""Everything that can be wrong with a workspace, found in one run."""

from __future__ import annotations

from collections.abc import Iterable

from policybuilder.errors import PolicyBuilderError, Problem, Problems, in_reading_order
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.library.strays import stray_files
from policybuilder.resolution import check_bases, documents_of, resolve, shell_of
from policybuilder.writers.word_shell import check_shell


def check(library: Library, profiles: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates, and some profiles (all of them unless named), in reading order.

    Each clause, template, profile and Word shell is read, and each document of each council is resolved; nothing is
    written.
    """
    problems = Problems()
    problems.extend(stray_files(library.workspace))
    for _ in library.every_clause(problems):
        pass
    for id in library.template_files:
        try:
            library.check_template(library.template(id), problems)
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    shells: set[str] = set()
    for id in dict.fromkeys(profiles) or library.profile_files:
        _check_profile(library, id, shells, problems)
    return tuple(in_reading_order(problems.found))


def _check_profile(library: Library, id: str, shells: set[str], problems: Problems) -> None:
    """Note what is wrong with a profile, with each document it names, and with those shells not yet in `shells`."""
    try:
        profile = library.profile(id)
        if profile.front.base:
            _check_base(library, profile, problems)
            return
        documents = documents_of(library, id)
    except PolicyBuilderError as error:
        problems.extend(error.problems)
        return
    for document in documents:
        try:
            resolve(library, id, document, problems)
            shell = shell_of(library, id, document)
            if shell.name not in shells:
                shells.add(shell.name)
                problems.extend(check_shell(shell.content(), shell.name))
        except PolicyBuilderError as error:
            problems.extend(error.problems)


def _check_base(library: Library, profile: Profile, problems: Problems) -> None:
    """Note what is wrong with a base that shows before any council extends it."""
    check_bases(library, profile, problems)
    for document in profile.front.documents:
        try:
            library.template(document, profile.place("documents", document))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
