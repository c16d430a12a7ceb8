"""The values that clauses print and test, and the filters that put them into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any


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


def listed(values: Any, last: str = "and") -> Any:
    """Return "a, b and c" for a list of texts."""
    if isinstance(values, _NOT_THERE) or not isinstance(values, list):
        return values
    items = [str(getattr(value, "label", value)) for value in values]
    if not items:
        return values  # an empty list is no text: to print it is an error, not a gap in a sentence
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def listed_or(values: Any) -> Any:
    """Return "a, b or c" for a list of texts."""
    return listed(values, "or")


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_date(value: Any) -> Any:
    """Return a date as "12 March 2027"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else value


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
        return date(int(written[3]), MONTHS.index(written[2]) + 1, int(written[1]))
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


FILTERS = {
    "listed": listed,
    "listed_or": listed_or,
    "date": written_date,
    "label": label,
    "explanation": explanation,
    "capitalised": capitalised,
    "lowered": lowered,
}
"""The filters of the clause language, by the name that a clause uses."""
