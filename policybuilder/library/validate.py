"""Checked models from strict YAML, with every problem at its line."""

from __future__ import annotations

import typing
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from policybuilder.errors import Location, PolicyBuilderError, Problem, did_you_mean
from policybuilder.library import schema
from policybuilder.library.schema import SCHEMAS
from policybuilder.library.shapes import PATTERN_HINTS, hyphenated
from policybuilder.library.strict_yaml import Node, read_yaml, shown
from policybuilder.readings import READINGS, key_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_WRONG_SHAPE = {
    "string_type": "expected text",
    "list_type": "expected a list",
    "dict_type": "expected a mapping of key: value",
    "dataclass_type": "expected a mapping of key: value",
    "too_short": "expected at least one entry",
    "string_too_short": "expected text",
    "string_too_long": "the text is too long",
}
_SIMPLY = {"expected yes or no": "write yes or no", "expected a whole number": "write the number in figures"}
"""What to write where a message says what was expected, by its first words."""


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Return the pydantic adapter of a kind of authored file."""
    from pydantic import TypeAdapter

    return TypeAdapter(SCHEMAS[kind])


def read_checked(text: str, name: str, kind: str) -> tuple[Node, Any]:
    """Return a file's content with its places, and the model of a kind that it makes.

    Raises PolicyBuilderError as `read_yaml` and `validate` do.
    """

    def read() -> tuple[Node, Any]:
        node = read_yaml(text, name)
        return node, validate(node, kind)

    return READINGS.of_file(key_of(kind, text), name, read)


def validate(node: Node, kind: str) -> Any:
    """Return the model of a file's content.

    Raises PolicyBuilderError with every mismatch, each at the line and column of its key or value.
    """
    from pydantic import ValidationError

    try:
        return adapter(kind).validate_python(node.plain())
    except ValidationError as error:
        problems = [_problem(node, kind, details) for details in error.errors(include_url=False)]
        raise PolicyBuilderError(problems) from None


def _problem(node: Node, kind: str, details: ErrorDetails) -> Problem:
    # pydantic ends the path of a wrong key with the word [key].
    path = [part for part in details["loc"] if part != "[key]"]
    key_is_wrong = "[key]" in details["loc"][-1:]
    place = node.place(*path)
    key = str(path[-1]) if path else ""
    if details["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return Problem(place, f'unknown key "{key}"', "unknown-key", did_you_mean(key, _known_keys(kind)))
    if details["type"] == "missing":
        return Problem(place, f'the key "{key}" is missing', "missing-key", f"add {key}:")
    found = None if key_is_wrong else node.child(*path)
    return _wrong_value(found.location if found else place, _called(path), details)


def _called(path: list[int | str]) -> str:
    """Return what a value is called in a message: its key, and which entry of a list it is."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"{_called(path[:-1])}, entry {path[-1] + 1}"
    return path[-1]


def _wrong_value(place: Location, called: str, details: ErrorDetails) -> Problem:
    context, content = details.get("ctx", {}), details["input"]
    if details["type"] == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        choices = [choice.strip() for choice in expected.split(",")]
        hint = did_you_mean(str(content), choices, f"choose one of: {', '.join(choices)}")
        return Problem(place, f"{called}: {shown(content)} is not one of the choices", "wrong-choice", hint)
    if details["type"] == "string_pattern_mismatch":
        hint = PATTERN_HINTS.get(str(context.get("pattern", "")), "")
        return Problem(place, f"{called}: {shown(content)} is not written as it should be", "wrong-text", hint)
    message = _WRONG_SHAPE.get(details["type"]) or str(context.get("error", details["msg"]))
    found = message if details["type"] == "too_short" else f"{message}, found {shown(content)}"
    return Problem(place, f"{called}: {found}", "wrong-type", _meant(message, details))


def _meant(message: str, details: ErrorDetails) -> str:
    """Return what to write in the place of a value of the wrong shape; "" where the message says it."""
    if details["type"] in ("dict_type", "dataclass_type"):
        if keys := _keys_of(str(details.get("ctx", {}).get("class_name", ""))):
            return f"write its keys, each with a colon: {', '.join(keys)}"
        return "take the hyphens away: below it stand keys" if isinstance(details["input"], list) else ""
    if details["input"] is None and details["type"] == "string_type":
        return "write it, or take the line away"
    return next((hint for first, hint in _SIMPLY.items() if message.startswith(first)), "")


@cache
def _keys_of(name: str) -> tuple[str, ...]:
    """Return the keys that a shape cannot do without, by the name of its class; none for a name that is no shape's."""
    shape = getattr(schema, name, None)
    if not (isinstance(shape, type) and is_dataclass(shape)):
        return ()
    return tuple(field.name for field in fields(shape) if field.default is MISSING and field.default_factory is MISSING)


@cache
def _known_keys(kind: str) -> frozenset[str]:
    """Return every key that a kind of file can hold, at any depth."""
    found: set[str] = set()
    _collect_keys(SCHEMAS[kind], found, set())
    return frozenset(found)


def _collect_keys(annotation: Any, found: set[str], seen: set[Any]) -> None:
    if isinstance(annotation, type) and is_dataclass(annotation):
        if annotation in seen:
            return
        seen.add(annotation)
        for name, kind in typing.get_type_hints(annotation).items():
            found.add(hyphenated(name) if name == "northern_ireland" else name)
            _collect_keys(kind, found, seen)
        return
    for part in typing.get_args(annotation):
        _collect_keys(part, found, seen)
