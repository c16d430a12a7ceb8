"""How a value is written, by its kind: in records and in YAML, and in the text of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from policybuilder.labels import Labels
from policybuilder.library.values import Choice

Printer = Callable[[Any, Labels, bool], str]
"""Gives a value in a text: in which language, and whether it counts something that has a unit."""


@dataclass(frozen=True)
class Form:
    """How one kind of value is written.

    `recorded` gives the text that stands for it in records and in profiles: equal texts mean equal values. `printed`
    gives it in the text of a document; a kind that no text prints has none, and `said` says what it is. In YAML it
    stands `bare` of quotes, or is a text there.
    """

    recorded: Callable[[Any], str]
    printed: Printer | None
    bare: bool = False
    said: str = ""


def _number(value: int, labels: Labels, has_unit: bool) -> str:
    # A number of something, such as 1,000 days; without a unit it may be a year.
    return f"{value:,}".replace(",", labels.thousands) if has_unit else str(value)


FORMS: Mapping[type, Form] = MappingProxyType(
    {
        str: Form(str, lambda value, _labels, _unit: value),
        Choice: Form(str, lambda value, _labels, _unit: value.label),
        bool: Form(lambda value: "true" if value else "false", None, bare=True, said="yes or no"),
        int: Form(str, _number, bare=True),
        date: Form(date.isoformat, lambda value, labels, _unit: labels.day(value), bare=True),
    }
)
"""The kinds of single value that a parameter can have; a list or a row is written by its entries."""


def form_of(value: object) -> Form | None:
    """Return how a single value is written; None for nothing, a list, a row, and what stands for no value."""
    return FORMS.get(type(value)) or next((FORMS[kind] for kind in type(value).__mro__ if kind in FORMS), None)
