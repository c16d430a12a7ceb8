"""What is taken out of a profile's text, and what stays although nothing is said of it any more."""

from __future__ import annotations

from policybuilder.edit.yaml_text import without
from policybuilder.edit.yaml_tree import Path


def lasting(path: Path) -> int:
    """Return how many keys of a path stay when nothing is left below them.

    A document is made because the profile names it, whatever else is said of it there.
    """
    return 2 if path[:1] == ("documents",) else 0


def without_said(text: str, path: Path, name: str = "") -> str:
    """Return a profile's text without what stands at a path; the documents that it names stay named.

    Raises PolicyBuilderError like `without`.
    """
    return without(text, path, name, lasting(path))
