"""A workspace and its documents: loaded, resolved, written, built."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.document import Document
    from policybuilder.library.library import Library
    from policybuilder.lifecycle.run import Outcome, Progress


def load(workspace: str | Path | None = None, *, or_built_in: bool = False) -> Library:
    """Return the library of a workspace folder; of the nearest one here or above when none is named.

    `or_built_in` gives the built-in library where no folder is named and none is found. Raises PolicyBuilderError when
    there is no workspace, or when its reference files have problems.
    """
    from policybuilder.errors import PolicyBuilderError
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import built_in_workspace, open_workspace

    try:
        found = open_workspace(None if workspace is None else Path(workspace))
    except PolicyBuilderError:
        if workspace is not None or not or_built_in:
            raise
        found = built_in_workspace()
    return open_library(found)


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
    for a shell that is missing or lacks something, and for an unknown format.
    """
    from policybuilder.errors import Location, fail
    from policybuilder.library.workspace import built_in_workspace
    from policybuilder.writers import WRITERS

    if format not in WRITERS:
        hint = f"the formats are {', '.join(WRITERS)}"
        raise fail(Location("format"), f"unknown format {format!r}", "unknown-format", hint)
    shell = b""
    if WRITERS[format].has_shell:
        workspace = library.workspace if library else built_in_workspace()
        shell = workspace.named_file(document.shell, Location(document.profile), "templates").content()
    return WRITERS[format].write(document, shell)


def build(
    workspace: str | Path | None = None,
    profiles: Iterable[str] = (),
    *,
    document: str = "",
    formats: Collection[str] = (),
    for_committee: bool = False,
    write: bool = True,
    set_aside: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Build documents into output/ of a workspace, and return what came of each profile, every problem among it.

    Without `profiles`, every council's; without `document`, all of each. `formats` are "word", "markdown", "html",
    "text", "pdf" and "json"; the first three without any. `for_committee` makes papers in place of drafts. Without
    `write` nothing is written, and `Outcome.stale` says whether a file would change. `set_aside` moves files that
    somebody edited out of the way. `jobs` is how many processes work at once, 0 chooses; `progress` is told how far the
    work is.

    Raises PolicyBuilderError when the
    workspace or its library cannot be read, and for a profile that is not there.
    """
    from policybuilder.library.workspace import open_workspace
    from policybuilder.lifecycle.built import Order
    from policybuilder.lifecycle.run import build_workspace
    from policybuilder.version import VERSION
    from policybuilder.writers import FORMATS, USUAL_FORMATS

    found = open_workspace(None if workspace is None else Path(workspace))
    chosen = tuple(name for name in FORMATS if name in (formats or USUAL_FORMATS))
    paper = None
    if for_committee:
        from policybuilder.lifecycle.put import Making

        paper = Making(datetime.now().astimezone(), VERSION)
    order = Order(document, chosen, paper, write=write, set_aside=set_aside)
    return build_workspace(found, tuple(profiles), order, jobs, progress)
