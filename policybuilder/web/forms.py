"""What a person typed into a form, as a value of a parameter or as problems at its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from werkzeug.datastructures import MultiDict

from policybuilder.errors import Location, Problem, Problems
from policybuilder.library.no_answer import NO_ANSWER
from policybuilder.library.parameters import Parameter, SettingValue, read_value
from policybuilder.library.parameters.parameter import Invalid
from policybuilder.library.pasted import pasted_line, pasted_lines
from policybuilder.library.strict_yaml import Node
from policybuilder.library.typed_answers import typed_answer
from policybuilder.library.values import Choice
from policybuilder.library.written_values import plain
from policybuilder.web.fields import Field

FIELD = "answer"
"""The name of the field of an answer; those of its parts start with it."""
SPARE_ROWS = 3
"""How many empty rows a table has below those that are filled in."""

Typed = Mapping[str, str | tuple[str, ...]]
"""What stands in the fields of an answer, by their names; for boxes, which are ticked."""


@dataclass(frozen=True)
class Reading:
    """What was read from a form: the value as a profile holds it, or what is wrong with it."""

    value: Any
    problems: tuple[Problem, ...]


def read_answer(parameter: Parameter, form: MultiDict[str, str]) -> Reading:
    """Return the value that a form gives a parameter, as a profile holds it; or the problems of its fields."""
    problems = Problems()
    try:
        typed = _KINDS[parameter.type].typed(parameter, form)
    except ValueError as error:
        hint = "choose “Decide later” if nobody knows yet" if str(error).endswith(NO_ANSWER) else ""
        problem = Problem(Field(FIELD), f"{parameter.name}: {error}", "no-answer", hint)
        return Reading(None, (_as_asked(problem, parameter),))
    node = _node(typed)
    if node.value in ("", None, []):
        problems.add(Field(FIELD), "Enter an answer, or choose “Decide later” if nobody knows yet", "no-answer")
        return Reading(None, tuple(problems.found))
    value = read_value(parameter, node, problems)
    found = tuple(_as_asked(each, parameter) for each in problems.found)
    if isinstance(value, Invalid) or problems.errors:
        return Reading(None, found)
    return Reading(as_held(value), found)


def _as_asked(problem: Problem, parameter: Parameter) -> Problem:
    """Return a problem of an answer in the words of its question, with what helps: a field shows a message alone.

    The name in the file tells an officer nothing.
    """
    message = problem.message.removeprefix(f"{parameter.name}: ")
    label = f"{parameter.label[:1].upper()}{parameter.label[1:]}"
    helps = f". {problem.hint[:1].upper()}{problem.hint[1:]}" if problem.hint else ""
    return replace(problem, message=f"{label}: {message}{helps}")


def as_held(value: SettingValue) -> Any:
    """Return a value as a profile holds it: a choice by its id."""
    if isinstance(value, Choice):
        return str(value)
    if isinstance(value, list):
        return [as_held(each) if isinstance(each, Choice) else each for each in value]
    return value


def fields_of(parameter: Parameter, value: SettingValue) -> Typed:
    """Return what the fields of a form say for a value."""
    return _KINDS[parameter.type].shown(parameter, value)


def typed_fields(form: MultiDict[str, str]) -> Typed:
    """Return the fields as they were typed, to show them again."""
    names = {name for name in form if name == FIELD or name.startswith(f"{FIELD}-")}
    return {name: tuple(form.getlist(name)) if len(form.getlist(name)) > 1 else form.get(name, "") for name in names}


def rows_of(fields: Typed) -> int:
    """Return how many rows a table shows: those with words in them, and some to fill in."""
    used = [int(name.split("-")[1]) for name, words in fields.items() if name.startswith(f"{FIELD}-") and words]
    return max(used, default=-1) + 1 + SPARE_ROWS


def _node(plain_value: Any) -> Node:
    if isinstance(plain_value, list):
        return Node([_node(each) for each in plain_value], Field(FIELD), {})
    if isinstance(plain_value, dict):
        there: dict[str, Location] = {key: Field(FIELD) for key in plain_value}
        return Node({key: _node(each) for key, each in plain_value.items()}, Location(FIELD), there)
    return Node(plain_value, Field(FIELD), {})


# Kinds of fields -----------------------------------------------------------------------------------------


def _one(parameter: Parameter, form: MultiDict[str, str]) -> Any:
    return typed_answer(parameter, form.get(FIELD, ""), date.today())


def _shown_one(_: Parameter, value: SettingValue) -> Typed:
    if value is None:
        return {}
    if isinstance(value, bool):
        return {FIELD: "yes" if value else "no"}
    return {FIELD: plain(value)}


def _lines(_: Parameter, form: MultiDict[str, str]) -> Any:
    return pasted_lines(form.get(FIELD, ""))


def _shown_lines(_: Parameter, value: SettingValue) -> Typed:
    return {FIELD: "\n".join(str(each) for each in value)} if isinstance(value, list) else {}


def _boxes(_: Parameter, form: MultiDict[str, str]) -> Any:
    return form.getlist(FIELD)


def _shown_boxes(_: Parameter, value: SettingValue) -> Typed:
    return {FIELD: tuple(str(each) for each in value)} if isinstance(value, list) else {}


_DATE_PARTS = ("day", "month", "year")


def _day(parameter: Parameter, form: MultiDict[str, str]) -> Any:
    typed = {part: pasted_line(form.get(f"{FIELD}-{part}", "")) for part in _DATE_PARTS}
    missing = [part for part, words in typed.items() if not words]
    if len(missing) < len(typed) and missing:
        whole = " ".join(typed.values()).strip()
        if len(missing) == 2 and not whole.isdecimal():
            return typed_answer(parameter, whole, date.today())  # the whole date in one box
        raise ValueError(f"enter the {' and the '.join(missing)}, too")
    between = "/" if typed["month"].isdecimal() else " "
    return typed_answer(parameter, between.join(typed.values()) if not missing else "", date.today())


def _shown_day(_: Parameter, value: SettingValue) -> Typed:
    if not isinstance(value, date):
        return {}
    return {f"{FIELD}-day": str(value.day), f"{FIELD}-month": str(value.month), f"{FIELD}-year": str(value.year)}


def _table(parameter: Parameter, form: MultiDict[str, str]) -> Any:
    rows = []
    for number in range(rows_of(typed_fields(form))):
        row = {column: pasted_line(form.get(f"{FIELD}-{number}-{column}", "")) for column in parameter.columns}
        if any(row.values()):
            rows.append({column: words for column, words in row.items() if words})
    return rows


def _shown_table(_: Parameter, value: SettingValue) -> Typed:
    if not isinstance(value, list):
        return {}
    rows = [row for row in value if isinstance(row, Mapping)]
    return {f"{FIELD}-{at}-{column}": words for at, row in enumerate(rows) for column, words in row.items()}


@dataclass(frozen=True)
class _Fields:
    """How a type of parameter is asked on a page, what its fields say of a value, and what was typed into them."""

    control: str
    typed: Callable[[Parameter, MultiDict[str, str]], Any]
    shown: Callable[[Parameter, SettingValue], Typed]


_KINDS: Mapping[str, _Fields] = MappingProxyType(
    {
        "text": _Fields("text", _one, _shown_one),
        "role": _Fields("text", _one, _shown_one),
        "email": _Fields("email", _one, _shown_one),
        "url": _Fields("url", _one, _shown_one),
        "integer": _Fields("number", _one, _shown_one),
        "boolean": _Fields("yes or no", _one, _shown_one),
        "choice": _Fields("choice", _one, _shown_one),
        "choices": _Fields("choices", _boxes, _shown_boxes),
        "list": _Fields("lines", _lines, _shown_lines),
        "date": _Fields("date", _day, _shown_day),
        "table": _Fields("table", _table, _shown_table),
    }
)


def control_of(parameter: Parameter) -> str:
    """Return the name of the control that asks for a parameter, which a template draws."""
    return _KINDS[parameter.type].control
