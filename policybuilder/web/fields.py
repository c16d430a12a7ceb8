"""Where a problem of the page's own forms stands: at the name of a field."""

from __future__ import annotations

from dataclasses import dataclass

from policybuilder.errors import Location


@dataclass(frozen=True)
class Field(Location):
    """The place of a problem that is mended in a field of the form: its `path` is the field's name."""
