"""AI policies for UK councils, from a clause library and one profile a council.

    import policybuilder

    library = policybuilder.load("my-workspace")
    document = policybuilder.resolve(library, "riverton", "generative-ai-policy")
    word_file = policybuilder.write(document, "word", library)

What goes wrong is raised as `policybuilder.errors.PolicyBuilderError`, which holds every problem with its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder.version import VERSION

if TYPE_CHECKING:
    from policybuilder.document import Document
    from policybuilder.errors import Problem
    from policybuilder.library.library import Library

__version__ = VERSION

# The work is imported where it is used: `policybuilder --help` should not wait for it.


def load(workspace: str | Path | None = None) -> Library:
    """Return the library of a workspace folder; of the nearest one here or above when none is named.

    Raises PolicyBuilderError when there is no workspace, or when its reference files have problems.
    """
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import open_workspace

    return open_library(open_workspace(None if workspace is None else Path(workspace)))


def resolve(library: Library, profile: str, document: str, *, final: bool = False) -> Document:
    """Return a council's document, complete and numbered, with the provenance of every clause.

    `profile` and `document` are ids. Raises PolicyBuilderError with every problem that stands in the way, and for a
    `final` document with every value that is still to be confirmed.
    """
    from policybuilder.resolution import resolve as resolve_document

    return resolve_document(library, profile, document, final=final)


def write(document: Document, format: str, library: Library | None = None) -> bytes:
    """Return a document as a file: "word" (.docx), "markdown", "html" (a page), "html-body" or "json".

    The Word shell is looked up in `library`, or in the built-in library when none is given. Raises PolicyBuilderError
    for a shell that is missing or lacks something, and ValueError for an unknown format.
    """
    from policybuilder.errors import Location
    from policybuilder.library.workspace import built_in_workspace
    from policybuilder.writers import WRITERS

    if format not in WRITERS:
        raise ValueError(f"unknown format {format!r}; the formats are {', '.join(WRITERS)}")
    shell = b""
    if format == "word":
        workspace = library.workspace if library else built_in_workspace()
        shell = workspace.named_file(document.shell, Location(document.profile), "templates").content()
    return WRITERS[format].write(document, shell)


def check(library: Library, profiles: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return every problem of a library, its templates and its profiles (or only those named), in reading order."""
    from policybuilder.checks import check as check_library

    return check_library(library, profiles)


__all__ = ["__version__", "check", "load", "resolve", "write"]
