"""Parameters: the decisions that a council makes, and how the text of a profile becomes their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from policybuilder.as_json import fields_as_json
from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.shapes import day_in_words, yes_or_no
from policybuilder.library.strict_yaml import Node, shown
from policybuilder.library.values import Choice

MAX_TEXT = 2_000
Row = Mapping[str, str]
SettingValue = str | Choice | bool | int | date | None | list[str] | list[Choice] | list[Row]
"""The value of a parameter: None is "not set", for optional parameters only."""

_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Parameter:
    """A decision, as declared in parameters.yaml.

    `required` parameters have no default of any kind. A default is a checked value; `default_from` names another
    parameter whose value serves. The default of a `fact` is a guess until the council has looked at it; in a table only
    the `fact_columns` are, where there are any.
    """

    name: str
    type: str
    group: str
    label: str
    question: str
    help: str
    ask: str
    rationale: str
    options: Mapping[str, str]
    columns: Mapping[str, str]
    unit: str
    minimum: int | None
    maximum: int | None
    required: bool
    default: SettingValue
    default_by_nation: Mapping[str, SettingValue]
    default_from: str
    location: Location
    fact: bool = False
    fact_columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is declared, as JSON can hold it."""
        return {**fields_as_json(self), "location": str(self.location)}

    @property
    def optional(self) -> bool:
        """Whether the parameter may be left unset for good."""
        return not self.required and self.default is None and not self.default_by_nation and not self.default_from

    @property
    def always_given(self) -> bool:
        """Whether there is a value for every council, whatever its profile says."""
        defaults = list(self.default_by_nation.values()) or [self.default]
        return not (self.required or self.default_from) and None not in defaults


class _Invalid:
    """Marks a value that was refused; its problem is noted."""


INVALID = _Invalid()


def read_value(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    """Return the checked value of a parameter from its node; INVALID when a problem was noted.

    Nothing (`null`) is a value only of optional and required parameters, where it means "not answered".
    """
    if node.value is None:
        if parameter.optional or parameter.required:
            return None
        message = f'"{parameter.name}" is set to nothing'
        problems.add(node.location, message, "empty-value", "leave the line out to use the default")
        return INVALID
    return _READERS[parameter.type](parameter, node, problems)


def checked_text(node: Node, what: str, problems: Problems) -> str | None:
    """Return a node's text, its lines joined by spaces, or None when a problem was noted."""
    if not isinstance(node.value, str):
        hint = "write the text in quotes"
        problems.add(node.location, f"{what}: expected text, found {shown(node.value)}", "wrong-type", hint)
        return None
    text = " ".join(line.strip() for line in node.value.split("\n") if line.strip())
    if not text:
        problems.add(node.location, f"{what}: the text is empty", "empty-value", "write the text, or remove the line")
        return None
    if len(text) > MAX_TEXT:
        message = f"{what}: {len(text):,} characters; the most is {MAX_TEXT:,}"
        problems.add(
            node.location,
            message,
            "text-too-long",
            "a value is a name or a sentence; amend the clause instead",
        )
        return None
    return text


def _text(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    text = checked_text(node, parameter.name, problems)
    return INVALID if text is None else text


def _email(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    text = checked_text(node, parameter.name, problems)
    if text is None:
        return INVALID
    if not _EMAIL.fullmatch(text):
        problems.add(
            node.location,
            f"{parameter.name}: {shown(text)} is not an email address",
            "wrong-email",
            "as in ai@example.gov.uk",
        )
        return INVALID
    return text


def _url(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    text = checked_text(node, parameter.name, problems)
    if text is None:
        return INVALID
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        good = False
    if not good:
        problems.add(
            node.location,
            f"{parameter.name}: {shown(text)} is not a web address",
            "wrong-url",
            "as in https://www.example.gov.uk/ai",
        )
        return INVALID
    return text


def _boolean(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    said = yes_or_no(node.value) if isinstance(node.value, str) else None
    if said is not None:
        return said
    message = f"{parameter.name}: expected yes or no, found {shown(node.value)}"
    problems.add(node.location, message, "wrong-type", "write yes or no")
    return INVALID


def _integer(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    if not isinstance(node.value, str) or not re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", node.value):
        hint = f"write the number of {parameter.unit} in figures" if parameter.unit else "write the number in figures"
        problems.add(
            node.location,
            f"{parameter.name}: expected a whole number, found {shown(node.value)}",
            "wrong-type",
            hint,
        )
        return INVALID
    number = int(node.value)
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        limits = f"at least {low}" if high is None else f"at most {high}" if low is None else f"from {low} to {high}"
        problems.add(
            node.location,
            f"{parameter.name}: {number} is out of range",
            "out-of-range",
            f"it must be {limits}",
        )
        return INVALID
    return number


def _date(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    if isinstance(node.value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.value):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            problems.add(node.location, f"{parameter.name}: {node.value} is not a day of the calendar", "wrong-date")
            return INVALID
    message = f"{parameter.name}: expected a date, found {shown(node.value)}"
    meant = day_in_words(node.value) if isinstance(node.value, str) else None
    hint = f"write it as {meant.isoformat() if meant else '2027-04-01'} (year-month-day)"
    problems.add(node.location, message, "wrong-date", hint)
    return INVALID


def _choice(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    option = option_of(parameter, node.value) if isinstance(node.value, str) else None
    if option is not None:
        return Choice(option, parameter.options[option])
    choices = ", ".join(_with_label(id, text) for id, text in parameter.options.items())
    hint = did_you_mean(str(node.value), parameter.options, f"choose one of: {choices}")
    problems.add(
        node.location, f"{parameter.name}: {shown(node.value)} is not one of the choices", "wrong-choice", hint
    )
    return INVALID


def option_of(parameter: Parameter, typed: str) -> str | None:
    """Return the id of the option that an answer names, by its id or by the label that the question prints.

    Capitals, and hyphens for spaces, make no difference; None for what names no option, or more than one.
    """
    if typed in parameter.options:
        return typed
    said = _plain_words(typed)
    by_id = [id for id in parameter.options if _plain_words(id) == said]
    by_label = [id for id, text in parameter.options.items() if _plain_words(Choice(id, text).label) == said]
    found = by_id or by_label
    return found[0] if len(found) == 1 else None


def _plain_words(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.strip().lower()))


def _with_label(id: str, text: str) -> str:
    label = Choice(id, text).label
    return id if _plain_words(label) == _plain_words(id) else f"{id} ({label})"


def _items(parameter: Parameter, node: Node, problems: Problems) -> list[Node] | None:
    if isinstance(node.value, list):
        return node.value
    hint = "write one entry a line, each after a hyphen"
    problems.add(node.location, f"{parameter.name}: expected a list, found {shown(node.value)}", "wrong-type", hint)
    return None


def _choices(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    items = _items(parameter, node, problems)
    if items is None:
        return INVALID
    chosen = [_choice(parameter, item, problems) for item in items]
    for index, item in enumerate(chosen):
        if isinstance(item, Choice) and item in chosen[:index]:
            problems.add(
                items[index].location, f'{parameter.name}: "{item}" is chosen twice', "listed-twice", "keep one"
            )
            return INVALID
    good = [item for item in chosen if isinstance(item, Choice)]
    return good if len(good) == len(items) else INVALID


def _list(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    items = _items(parameter, node, problems)
    if items is None:
        return INVALID
    texts = [checked_text(item, parameter.name, problems) for item in items]
    good = [text for text in texts if text is not None]
    return good if len(good) == len(items) else INVALID


def _table(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | _Invalid:
    items = _items(parameter, node, problems)
    if items is None:
        return INVALID
    before = len(problems.found)
    rows = [_row(parameter, item, problems) for item in items]
    return rows if len(problems.found) == before else INVALID


def _row(parameter: Parameter, node: Node, problems: Problems) -> Row:
    if not isinstance(node.value, dict):
        hint = f"a row gives {', '.join(parameter.columns)}"
        problems.add(node.location, f"{parameter.name}: expected a row of key: value", "wrong-type", hint)
        return {}
    for key in node.value.keys() - parameter.columns.keys():
        hint = did_you_mean(key, parameter.columns, f"the columns are {', '.join(parameter.columns)}")
        problems.add(node.keys[key], f'{parameter.name}: unknown column "{key}"', "unknown-key", hint)
    cells = {}
    for column in parameter.columns:
        cell = node.value.get(column)
        empty = cell is None or cell.value is None
        cells[column] = (
            "" if empty or cell is None else checked_text(cell, f"{parameter.name}, {column}", problems) or ""
        )
    return cells


_READERS: dict[str, Callable[[Parameter, Node, Problems], SettingValue | _Invalid]] = {
    "text": _text,
    "role": _text,
    "email": _email,
    "url": _url,
    "boolean": _boolean,
    "integer": _integer,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "list": _list,
    "table": _table,
}
