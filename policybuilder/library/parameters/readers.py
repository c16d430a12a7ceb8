"""How the text of a profile becomes the value of a parameter: a reader for each kind of value."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from policybuilder.errors import Problems, did_you_mean
from policybuilder.library.no_answer import NO_ANSWER, names_nobody, says_nothing, waits
from policybuilder.library.parameters.parameter import INVALID, Invalid, Parameter, Row, SettingValue
from policybuilder.library.scalars import day_in_words, iso_day, meant_number, whole_number, yes_or_no
from policybuilder.library.strict_yaml import Node, shown
from policybuilder.library.values import Choice

MAX_TEXT = 2_000
_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def checked_text(node: Node, what: str, problems: Problems) -> str | None:
    """Return a node's text, its lines joined by spaces, or None when a problem was noted."""
    if not isinstance(node.value, str):
        hint = "write it, or take the line away" if node.value is None else "write the text in quotes"
        if isinstance(node.value, list):
            hint = "write the text alone, without brackets or a hyphen before it"
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


def _answer(parameter: Parameter, node: Node, problems: Problems) -> str | None:
    """Return a node's text that answers the question, or None when a problem was noted."""
    text = checked_text(_bare(node), parameter.name, problems)
    if text is not None and says_nothing(text):
        hint = "put # before the line: the draft then says [to confirm], and the paper waits for the answer"
        problems.add(node.location, f"{parameter.name}: {shown(text)} {NO_ANSWER}", "no-answer", hint)
        return None
    return text


def _bare(node: Node) -> Node:
    """Return the text that stands alone in brackets where it says nothing, as in [to confirm]; any other node as it is.

    YAML reads brackets as a list, and "[to confirm: Cabinet?]", as a draft prints it, as a mapping in one.
    """
    inner = node.value[0] if isinstance(node.value, list) and len(node.value) == 1 else None
    if inner is not None and isinstance(inner.value, dict) and len(inner.value) == 1:
        inner = Node(f"{next(iter(inner.value))}:", inner.location, {})
    return inner if inner is not None and isinstance(inner.value, str) and says_nothing(inner.value) else node


def read_text(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a text on one line; INVALID when a problem was noted."""
    text = _answer(parameter, node, problems)
    return INVALID if text is None else text


def read_role(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return the title of a post; INVALID when a problem was noted."""
    text = _answer(parameter, node, problems)
    if text is not None and names_nobody(text):
        hint = (
            "name the post that answers for it, whoever holds it now; what nobody does must be somebody's by approval"
        )
        problems.add(node.location, f"{parameter.name}: {shown(text)} names no post", "no-answer", hint)
        return INVALID
    return INVALID if text is None else text


def read_email(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return an email address; INVALID when a problem was noted."""
    text = _answer(parameter, node, problems)
    if text is None:
        return INVALID
    if not _EMAIL.fullmatch(text):
        held = sorted({found[0] for found in _EMAIL.finditer(text.replace("mailto:", ""))})
        hint = "write one address" if held else "as in ai@example.gov.uk"
        hint = f"write {held[0]}" if len(held) == 1 else hint
        problems.add(node.location, f"{parameter.name}: {shown(text)} is not an email address", "wrong-email", hint)
        return INVALID
    return text


def read_url(parameter: Parameter, node: Node, problems: Problems) -> SettingValue | Invalid:
    """Return a web address; INVALID when a problem was noted."""
    text = _answer(parameter, node, problems)
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
        meant = meant_number(node.value, parameter.unit) if isinstance(node.value, str) else ""
        hint = f"write the number of {parameter.unit} in figures" if parameter.unit else "write the number in figures"
        hint = f"write {meant}" if meant and len(meant) <= 9 else hint
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
    texts = [_answer(parameter, item, problems) for item in items]
    good = [text for text in texts if text is not None]
    seen = dict[str, int]()
    for index, text in enumerate(texts):
        if text is not None and seen.setdefault(text.casefold(), index) != index:
            message = f"{parameter.name}: {shown(text)} stands in the list twice"
            problems.add(items[index].location, message, "listed-twice", "keep one")
            return INVALID
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
        if cell is None or cell.value is None:
            cells[column] = ""
            continue
        what = f"{parameter.name}, {column}"
        cells[column] = checked_text(cell, what, problems) or ""
        if waits(cells[column]):
            hint = "write what stands there, or take the row out until it is known"
            problems.add(cell.location, f"{what}: {shown(cell.value)} {NO_ANSWER}", "no-answer", hint)
    return cells
