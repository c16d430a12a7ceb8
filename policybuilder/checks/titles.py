"""The title that a council gives a role, and whether two titles are one."""

from __future__ import annotations

from policybuilder.errors import Location
from policybuilder.library.library import Library
from policybuilder.resolution.inheritance import EffectiveProfile


def title_of(name: str, effective: EffectiveProfile, library: Library) -> tuple[str, Location | None] | None:
    """Return a role's title, given or by default, with the place where it was given; None when there is none."""
    seen: set[str] = set()
    while name not in seen and name in library.reference.parameters:
        seen.add(name)
        if setting := effective.decision(name):
            return str(setting.value), setting.location
        parameter = library.reference.parameters[name]
        if isinstance(parameter.default, str):
            return parameter.default, None
        name = parameter.default_from
    return None


def same_title(first: object, second: object) -> bool:
    """Return whether two titles are the same, in capitals or not."""
    return str(first).strip().lower() == str(second).strip().lower()
