"""A new profile: which council it is for, what is asked of it, and its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policybuilder.api.days import today_or

if TYPE_CHECKING:
    from policybuilder.library.council_search import Found
    from policybuilder.library.councils import RegisteredCouncil
    from policybuilder.library.library import Library
    from policybuilder.library.parameters import Parameter
    from policybuilder.lifecycle.new_profile import Started
    from policybuilder.resolution.asked import Asked


def look_up_council(library: Library, words: str, *, today: date | str | None = None) -> Found:
    """Return what the words for a council stand for: the one meant, those it may be, or what became of it."""
    from policybuilder.library.council_search import look_up
    from policybuilder.library.councils import load_register

    return look_up(words, load_register(library.workspace, library.reference.facts, today_or(today)))


def council(
    library: Library, name: str, type: str = "", nation: str = "", *, today: date | str | None = None
) -> RegisteredCouncil:
    """Return the council of a name, id or register code; with a `type`, a body that the register does not hold.

    Nothing is taken on a guess: PolicyBuilderError is raised for a name that may be several councils or none, with what
    it stands for instead, and for an unknown type or a nation that has none of it.
    """
    from policybuilder.library.council_search import find_council
    from policybuilder.library.councils import load_register, unregistered

    if type:
        return unregistered(name, type, nation, library.reference.facts)
    return find_council(name, load_register(library.workspace, library.reference.facts, today_or(today)))


def questions(library: Library, documents: Iterable[str] = ()) -> tuple[Parameter, ...]:
    """Return what some documents ask of a council, what must be answered first; of the usual ones without any.

    Raises PolicyBuilderError for an unknown document.
    """
    from policybuilder.library.new_profile import questions as questions_of
    from policybuilder.lifecycle.new_profile import chosen_documents

    return questions_of(library, chosen_documents(library, documents))


def asked(library: Library, profile: str) -> tuple[Asked, ...]:
    """Return every question of a council's documents with how it stands: decided, kept, or never looked at.

    Raises PolicyBuilderError when the profile, a base of it or a template is wrong.
    """
    from policybuilder.resolution.asked import asked as asked_of

    return asked_of(library, profile)


def new_profile(
    workspace: str | Path | None,
    council: RegisteredCouncil,
    *,
    profile: str = "",
    depth: str = "standard",
    documents: Iterable[str] = (),
    answers: Mapping[str, Any] = MappingProxyType({}),
    kept: Mapping[str, Any] = MappingProxyType({}),
    owners: Mapping[str, str] = MappingProxyType({}),
    approvers: Mapping[str, str] = MappingProxyType({}),
) -> Started:
    """Write the profile of a council, with every open decision as a question, and return its file and what is open.

    Where the folder is no workspace yet, it becomes one. `profile` is the id, the council's unless given. `answers` and
    the defaults that were looked at and `kept` are values by parameter; `owners` and `approvers` are by document.

    Raises PolicyBuilderError, with nothing written, for an id that no profile can have or one has already, for an
    unknown document, and for answers with which the profile could not be read.
    """
    from policybuilder.library.new_profile import NewProfile, known_answers
    from policybuilder.lifecycle.new_profile import chosen_documents, free_path, open_start, write_profile

    root, library = open_start(None if workspace is None else Path(workspace))
    id = profile or council.id
    free_path(root, id, f"profiles/{id}.yaml")
    given = {**known_answers(library, council), **answers}
    chosen = chosen_documents(library, documents)
    return write_profile(root, library, NewProfile(id, council, depth, chosen, (), given, owners, approvers, kept))
