"""The values that clauses print and test, and the filters that put them into words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policybuilder.labels import ENGLISH, Labels


class Choice(str):
    """The id of a chosen option, which knows what the option is called and what it means."""

    label: str
    explanation: str

    def __new__(cls, id: str, description: str = "") -> Choice:
        """Make a choice from its id and a description such as "managed devices: only devices that …"."""
        choice = super().__new__(cls, id)
        label, colon, explanation = description.partition(":")
        choice.label = label.strip() or id
        choice.explanation = explanation.strip() if colon else label.strip()
        return choice

    def __reduce__(self) -> tuple[type[Choice], tuple[str, str]]:
        """Return what a copy in another process is made of."""
        return (Choice, (str(self), f"{self.label}: {self.explanation}"))


@dataclass(frozen=True)
class Missing:
    """Stands for a required value that the council has not given yet. It may be printed and nothing else."""

    name: str
    label: str


@dataclass(frozen=True)
class NoSuchName:
    """Stands for a name that means nothing here, such as a law of another nation. It may not be tested."""

    name: str


@dataclass(frozen=True)
class ClauseReference:
    """What `ref("x")` gives: a reference to print, which starts a sentence when `capital`."""

    clause: str
    capital: bool = False


class References(tuple[ClauseReference, ...]):
    """Several references to print one after another; nothing where there is none."""

    __slots__ = ()


class UnansweredError(Exception):
    """A body or condition tested a value that is not there; `args[0]` is its name."""


_NOT_THERE = (Missing, NoSuchName)


def listed(values: Any, labels: Labels = ENGLISH) -> Any:
    """Return "a, b and c" for a list of texts."""
    return _joined(values, labels.all)


def listed_or(values: Any, labels: Labels = ENGLISH) -> Any:
    """Return "a, b or c" for a list of texts."""
    return _joined(values, labels.any)


def _joined(values: Any, join: Callable[[Sequence[str]], str]) -> Any:
    if isinstance(values, _NOT_THERE) or not isinstance(values, list):
        return values
    items = [str(getattr(value, "label", value)) for value in values]
    return join(items) if items else values  # an empty list is no text: to print it is an error, not a gap


def written_date(value: Any, labels: Labels = ENGLISH) -> Any:
    """Return a date as "12 March 2027", also one that a cell of a table holds as text; any other value as it is."""
    if isinstance(value, date):
        return labels.day(value)
    if type(value) is str and _ISO.fullmatch(value) and (day := read_date(value)):
        return labels.day(day)
    return value


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", re.ASCII)


def read_date(text: str) -> date | None:
    """Return the day of a date written as `written_date` or in ISO form; None for any other text.

    The months are English whatever language the machine is set to, which `strptime` would ask.
    """
    text = text.strip()
    written = _WRITTEN.fullmatch(text)
    try:
        if written is None:
            return date.fromisoformat(text)
        return date(int(written[3]), ENGLISH.months.index(written[2]) + 1, int(written[1]))
    except ValueError:
        return None


def label(value: Any) -> Any:
    """Return what a chosen option is called."""
    return getattr(value, "label", value) if isinstance(value, Choice) else value


def explanation(value: Any) -> Any:
    """Return what a chosen option means."""
    return value.explanation if isinstance(value, Choice) else value


def capitalised(value: Any) -> Any:
    """Return the text with its first letter a capital, the rest as it is."""
    if isinstance(value, ClauseReference):
        return ClauseReference(value.clause, capital=True)
    value = label(value)
    return value[:1].upper() + value[1:] if isinstance(value, str) else value


def lowered(value: Any) -> Any:
    """Return the text with its first letter small, the rest as it is."""
    value = label(value)
    return value[:1].lower() + value[1:] if isinstance(value, str) else value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "listed": listed,
    "listed_or": listed_or,
    "date": written_date,
    "label": label,
    "explanation": explanation,
    "capitalised": capitalised,
    "lowered": lowered,
}
"""The filters of the clause language, by the name that a clause uses."""

IN_LANGUAGE = frozenset({"listed", "listed_or", "date"})
"""The filters that add words of their own, and so take the labels of the document's language."""


def months_after(start: date, months: int) -> date:
    """Return the same day some months later; the last day of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        with contextlib.suppress(ValueError):
            return date(year, month + 1, day)
    return date(year, month + 1, start.day)
