"""How the text of a profile becomes the value of a parameter: a reader for each kind of value."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from policybuilder.errors import Problems, did_you_mean
from policybuilder.library.parameters.parameter import INVALID, Invalid, Parameter, Row, SettingValue
from policybuilder.library.scalars import day_in_words, iso_day, whole_number, yes_or_no
from policybuilder.library.strict_yaml import Node, shown
from policybuilder.library.values import Choice

MAX_TEXT = 2_000
_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


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


def read_text(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a text on one line; INVALID when a problem was noted."""
    text = checked_text(node, parameter.name, problems)
    return INVALID if text is None else text


def read_email(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return an email address; INVALID when a problem was noted."""
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


def read_url(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a web address; INVALID when a problem was noted."""
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


def read_boolean(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return yes or no; INVALID when a problem was noted."""
    said = yes_or_no(node.value) if isinstance(node.value, str) else None
    if said is not None:
        return said
    message = f"{parameter.name}: expected yes or no, found {shown(node.value)}"
    problems.add(node.location, message, "wrong-type", "write yes or no")
    return INVALID


def read_integer(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a number within the limits of the parameter; INVALID when a problem was noted."""
    number = whole_number(node.value, digits=9) if isinstance(node.value, str) else None
    if number is None:
        hint = f"write the number of {parameter.unit} in figures" if parameter.unit else "write the number in figures"
        problems.add(
            node.location,
            f"{parameter.name}: expected a whole number, found {shown(node.value)}",
            "wrong-type",
            hint,
        )
        return INVALID
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


def read_date(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a day; INVALID when a problem was noted."""
    text = node.value if isinstance(node.value, str) else ""
    try:
        day = iso_day(text)
    except ValueError:
        problems.add(node.location, f"{parameter.name}: {text} is not a day of the calendar", "wrong-date")
        return INVALID
    if day is not None:
        return day
    message = f"{parameter.name}: expected a date, found {shown(node.value)}"
    meant = day_in_words(text)
    hint = f"write it as {meant.isoformat() if meant else '2027-04-01'} (year-month-day)"
    problems.add(node.location, message, "wrong-date", hint)
    return INVALID


def read_choice(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return the option that an answer names; INVALID when a problem was noted."""
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


def read_choices(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return the options that an answer names, each once; INVALID when a problem was noted."""
    items = _items(parameter, node, problems)
    if items is None:
        return INVALID
    chosen = [read_choice(parameter, item, problems) for item in items]
    for index, item in enumerate(chosen):
        if isinstance(item, Choice) and item in chosen[:index]:
            problems.add(
                items[index].location, f'{parameter.name}: "{item}" is chosen twice', "listed-twice", "keep one"
            )
            return INVALID
    good = [item for item in chosen if isinstance(item, Choice)]
    return good if len(good) == len(items) else INVALID


def read_list(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return texts; INVALID when a problem was noted."""
    items = _items(parameter, node, problems)
    if items is None:
        return INVALID
    texts = [checked_text(item, parameter.name, problems) for item in items]
    good = [text for text in texts if text is not None]
    return good if len(good) == len(items) else INVALID


def read_table(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return rows, each cell a text; INVALID when a problem was noted."""
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
