"""Checked models from strict YAML, with every problem at its line."""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from policybuilder.errors import Location, PolicyBuilderError, Problem, did_you_mean
from policybuilder.library.schema import SCHEMAS
from policybuilder.library.strict_yaml import Node

_WRONG_SHAPE = {
    "string_type": "expected text",
    "list_type": "expected a list",
    "dict_type": "expected a mapping of key: value",
    "model_type": "expected a mapping of key: value",
    "model_attributes_type": "expected a mapping of key: value",
    "too_short": "expected at least one entry",
    "string_too_short": "expected text, found nothing",
    "string_too_long": "the text is too long",
    "greater_than_equal": "the number is too small",
}

_PATTERN_HINTS = {
    "[a-z][a-z0-9]*(-": "an id is lower-case words joined by hyphens, such as meeting-transcription",
    "[a-z0-9][a-z0-9-]*$": "an id is lower-case letters, digits and hyphens",
    "[a-z0-9_]*": "a name is lower-case words joined by underscores, such as retention_prompts_days",
    r"\.(0|[1-9]\d*)\.(": "a version has three numbers, such as 1.0.0",
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)$": 'a version has two numbers in quotes, such as "0.3"',
    r"[^\n\r]*": "write the text on one line",
}


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Return the pydantic adapter of a kind of authored file."""
    return TypeAdapter(SCHEMAS[kind])


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of authored file."""
    schema = adapter(kind).json_schema(mode="validation")
    title = f"policybuilder {kind}" if kind.endswith(("s", "law")) else f"policybuilder {kind} file"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def validate(node: Node, kind: str) -> Any:
    """Return the model of a file's content.

    Raises PolicyBuilderError with every mismatch, each at the line and column of its key or value.
    """
    try:
        return adapter(kind).validate_python(node.plain())
    except ValidationError as error:
        problems = [_problem(node, kind, details) for details in error.errors(include_url=False)]
        raise PolicyBuilderError(problems) from None


def _problem(node: Node, kind: str, details: ErrorDetails) -> Problem:
    path = [part for part in details["loc"] if part != "[key]"]
    place = node.place(*path)
    key = str(path[-1]) if path else ""
    if details["type"] == "extra_forbidden":
        return Problem(place, f'unknown key "{key}"', "unknown-key", did_you_mean(key, _known_keys(kind)))
    if details["type"] == "missing":
        return Problem(place, f'the key "{key}" is missing', "missing-key", f"add {key}:")
    return _wrong_value(node, path, place, key, details)


def _wrong_value(node: Node, path: list[int | str], place: Location, key: str, details: ErrorDetails) -> Problem:
    found = node.child(*path)
    where = found.location if found else place
    context = details.get("ctx", {})
    if details["type"] == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        choices = [choice.strip() for choice in expected.split(",")]
        shown = found.plain() if found else key
        hint = did_you_mean(str(shown), choices, f"choose one of: {', '.join(choices)}")
        return Problem(where, f"{key}: {shown!r} is not one of the choices", "wrong-choice", hint)
    if details["type"] == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        hint = next((hint for part, hint in _PATTERN_HINTS.items() if part in pattern), "")
        return Problem(where, f"{key}: {details['input']!r} is not written as it should be", "wrong-text", hint)
    message = _WRONG_SHAPE.get(details["type"]) or str(context.get("error", details["msg"]))
    shown = found.value if found and isinstance(found.value, str) else ""
    return Problem(where, f"{key}: {message}" + (f", found {shown!r}" if shown else ""), "wrong-type")


@cache
def _known_keys(kind: str) -> frozenset[str]:
    """Return every key that a kind of file can hold, at any depth."""
    found: set[str] = set()
    _collect_keys(SCHEMAS[kind], found, set())
    return frozenset(found)


def _collect_keys(annotation: Any, found: set[str], seen: set[Any]) -> None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return
        seen.add(annotation)
        for name, info in annotation.model_fields.items():
            found.add(info.alias or name)
            _collect_keys(info.annotation, found, seen)
        return
    if isinstance(annotation, types.GenericAlias | types.UnionType) or typing.get_origin(annotation):
        for part in typing.get_args(annotation):
            _collect_keys(part, found, seen)
