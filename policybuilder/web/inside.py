"""What lies in the workspace and nowhere else: no link, in the place of a file or of a folder above it, leads out."""

from __future__ import annotations

from pathlib import Path

from policybuilder.errors import Location, Problem, fail
from policybuilder.files.read import is_regular, read_regular

_MOST = 200
"""How many characters of a line are shown."""


def is_inside(path: Path, root: Path) -> bool:
    """Return whether a file stands in a place, and is one of the workspace's own, whatever links lead to."""
    return is_regular(path) and not path.is_symlink() and path.resolve().is_relative_to(root.resolve())


def own_folder(root: Path, name: str) -> Path:
    """Return a folder of the workspace, made where it is missing.

    Raises PolicyBuilderError where a link stands in its place or above it: what is uploaded is kept nowhere else.
    """
    folder = root / name
    if not folder.resolve().is_relative_to(root.resolve()):
        hint = "put a folder in the place of the link"
        raise fail(Location(name), "a link leads out of the workspace", "cannot-write", hint)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def line_at(problem: Problem, root: Path) -> str:
    """Return the line of a workspace's file that a problem is about, as it is typed; "" where none can be shown."""
    path = root / problem.location.path
    if not problem.location.line or not is_inside(path, root):
        return ""
    try:
        lines = read_regular(path).decode("utf-8", "replace").split("\n")
    except OSError:
        return ""
    line = lines[problem.location.line - 1].rstrip("\r") if problem.location.line <= len(lines) else ""
    return line[:_MOST] + (" …" if len(line) > _MOST else "")
