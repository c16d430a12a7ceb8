"""The folder that a function works in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.library.library import Library


def root_of(workspace: str | Path | None) -> Path:
    """Return the folder of a workspace, of which only output/ is read: a library with faults is not in the way."""
    from policybuilder.library.workspace import open_workspace

    root = open_workspace(None if workspace is None else Path(workspace)).root
    assert root is not None
    return root


def root_if_any(workspace: str | Path | None) -> Path | None:
    """Return the folder of a workspace, or None where none is named and none is here.

    Raises PolicyBuilderError when the folder that is named is no workspace.
    """
    from policybuilder.errors import PolicyBuilderError

    try:
        return root_of(workspace)
    except PolicyBuilderError:
        if workspace is not None:
            raise
        return None


def output_of(library: Library) -> Path:
    """Return the folder of a library's workspace. Raises PolicyBuilderError for the built-in library: it has none."""
    from policybuilder.errors import Location, fail

    if library.workspace.root is None:
        raise fail(Location("."), "no workspace here", "no-workspace", "`policybuilder init` makes one")
    return library.workspace.root
