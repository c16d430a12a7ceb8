"""Values of parameters as YAML, as a person would type them into a profile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from policybuilder.library.forms import form_of


def entry(key: str, value: Any, indent: str) -> list[str]:
    """Return the lines of a key and its value below an indent, an entry of a list on each line."""
    if value is None:
        return [f"{indent}{key}:"]
    if isinstance(value, list):
        if not value:
            return [f"{indent}{key}: []"]
        return [f"{indent}{key}:", *(f"{indent}  - {_inline(item)}" for item in value)]
    return [f"{indent}{key}: {_inline(value)}"]


def one_line(value: Any) -> str:
    """Return a value on one line, as it stands after its key."""
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, flow=True) for item in value)}]"
    return _inline(value)


def _inline(value: Any, flow: bool = False) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {quoted(str(item), flow=True)}" for key, item in value.items() if item) + "}"
    form = form_of(value)
    return form.recorded(value) if form and form.bare else quoted(str(value), flow)


def plain(value: Any) -> str:
    """Return a single value as a sentence says it, without the quotes of YAML."""
    form = form_of(value)
    return form.recorded(value) if form else str(value)


@lru_cache(maxsize=10_000)
def quoted(text: str, flow: bool = False) -> str:
    """Return a text as a YAML scalar on one line, in quotes where it needs them."""
    # Where a text has several lines, double quotes keep it on one.
    style = '"' if "\n" in text else None
    content = [text] if flow else text
    dumped = yaml.safe_dump(
        content, default_flow_style=flow or None, default_style=style, width=100_000, allow_unicode=True
    )
    line = dumped.rstrip("\n").removesuffix("\n...")
    return line[1:-1] if flow else line
