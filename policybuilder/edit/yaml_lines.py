"""Values as the lines of YAML that a person would type for them, below a key or as an entry of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policybuilder.library.written_values import plain, quoted


class Words(str):
    """Words of a policy: written below `|`, as they are, however short they are."""

    __slots__ = ()


def is_scalar(value: Any) -> bool:
    """Return whether a value stands on the line of its key."""
    return not isinstance(value, Mapping | list | tuple | Words)


def keyed(key: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key and its value, `indent` columns in."""
    margin = " " * indent
    if isinstance(value, Words):
        return [f"{margin}{key}: |", *_words(value, indent + 2)]
    if isinstance(value, Mapping):
        if not value:
            return [f"{margin}{key}: {{}}"]
        return [f"{margin}{key}:", *(line for name, item in value.items() for line in keyed(name, item, indent + 2))]
    if isinstance(value, list | tuple):
        if not value:
            return [f"{margin}{key}: []"]
        return [f"{margin}{key}:", *(line for item in value for line in entry(item, indent + 2))]
    return [f"{margin}{key}: {scalar(value)}".rstrip()]


def entry(value: Any, indent: int) -> list[str]:
    """Return the lines of an entry of a list whose hyphen stands `indent` columns in."""
    margin = " " * indent
    if isinstance(value, Words):
        return [f"{margin}- |", *_words(value, indent + 2)]
    if isinstance(value, Mapping) and value:
        lines = [line for name, item in value.items() for line in keyed(name, item, indent + 2)]
        return [f"{margin}- {lines[0].lstrip(' ')}", *lines[1:]]
    if isinstance(value, Mapping | list | tuple):
        return [f"{margin}- {flow(value)}"]
    return [f"{margin}- {scalar(value)}"]


def flow(value: Any) -> str:
    """Return a value on one line within brackets or braces."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, in_flow=True)


def scalar(value: Any, in_flow: bool = False) -> str:
    """Return a text, number, day or truth as it is typed on one line; nothing for None."""
    if value is None:
        return "null" if in_flow else ""
    return plain(value) if isinstance(value, bool | int | date) else quoted(str(value), in_flow)


def as_read(value: Any) -> Any:
    """Return a value as `Node.plain` gives it when it is read again."""
    if isinstance(value, Mapping):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    if isinstance(value, Words):
        return value.strip("\n")
    return None if value is None else plain(value)


def _words(words: str, indent: int) -> Sequence[str]:
    margin = " " * indent
    return [f"{margin}{line}".rstrip() for line in words.strip("\n").split("\n")]
