"""The policy that a council has already, held against the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.library.library import Library


def adopt(library: Library, file: str | Path, *, document: str = "") -> Adoption:
    """Return what an old policy (.docx, .pdf, .html, .md or .txt) says of the library, decided, lacks and has stale.

    It is held against a `document`, or the one that it is nearest to. Raises PolicyBuilderError for a file that cannot
    be read as a policy in English, and for an unknown document.
    """
    from policybuilder.adopt.adoption import adopted
    from policybuilder.adopt.reading import old_policy_in

    return adopted(library, old_policy_in(Path(file)), document)
