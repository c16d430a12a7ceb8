"""Values as programs read them: what `--json` prints, and what a page in a browser is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any


class AsJson:
    """The base of frozen dataclasses that a command returns. What JSON is to hold otherwise, a class says itself."""

    def as_json(self) -> dict[str, Any]:
        """Return the fields as a mapping that JSON can hold."""
        return fields_as_json(self)


def fields_as_json(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass, each as JSON can hold it, by name."""
    return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}


def as_json(value: Any) -> Any:
    """Return a value as JSON can hold it: days in ISO form, paths with forward slashes, periods in days.

    Raises TypeError for what no program should be given as text, such as the bytes of a file.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if hasattr(value, "as_json"):
        return value.as_json()
    if is_dataclass(value):
        return fields_as_json(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.days
    if isinstance(value, PurePath):
        return value.as_posix()
    raise TypeError(f"{type(value).__name__} is nothing that JSON holds")
