"""The JSON Schemas that editors read, made from the same dataclasses that files are checked against.

They are published, so they are written here and not by the library that checks files: no version of it changes them.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal

from policybuilder.library.schema import SCHEMAS

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"enum": [True, False, "yes", "no"]},
    date: {"format": "date", "type": "string"},
    NoneType: {"type": "null"},
    Any: {},
}


def json_schema(kind: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of authored file."""
    shapes: dict[str, Schema] = {}
    whole = SCHEMAS[kind]
    schema = _record(whole, shapes) if is_dataclass(whole) else _of(whole, shapes)
    title = f"policybuilder {kind}" if kind.endswith(("s", "law")) else f"policybuilder {kind} file"
    named = {"$defs": dict(sorted(shapes.items()))} if shapes else {}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **named, **schema, "title": title}


def _of(annotation: Any, shapes: dict[str, Schema]) -> Schema:
    """Return the schema of a type; dataclasses are put into `shapes` and referred to."""
    if typing.get_origin(annotation) is Annotated:
        inner, *marks = typing.get_args(annotation)
        schema = _of(inner, shapes)
        for mark in marks:
            schema = mark.json_schema(schema)
        return _in_order(schema)
    if is_dataclass(annotation) and isinstance(annotation, type):
        if annotation.__name__ not in shapes:
            shapes[annotation.__name__] = {}  # A shape may hold itself.
            shapes[annotation.__name__] = _record(annotation, shapes)
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return {"enum": list(inside), "type": "string"}
    if origin is UnionType or origin is typing.Union:
        return {"anyOf": [_of(each, shapes) for each in inside]}
    if origin is list:
        return {"items": _of(inside[0], shapes), "type": "array"}
    if origin is dict:
        return _mapping(_of(inside[0], shapes), _of(inside[1], shapes))
    return dict(_PLAIN[annotation])


def _mapping(key: Schema, value: Schema) -> Schema:
    """Return the schema of a mapping: keys with a pattern are named by it, and their other rules stand apart."""
    names = {rule: limit for rule, limit in key.items() if rule not in ("type", "pattern")}
    under = (
        {"patternProperties": {key["pattern"]: value}} if "pattern" in key else {"additionalProperties": value or True}
    )
    return {**under, **({"propertyNames": names} if names else {}), "type": "object"}


def _record(record: Any, shapes: dict[str, Schema]) -> Schema:
    hints = typing.get_type_hints(record, include_extras=True)
    written = {item: record.written_as(item.name) for item in fields(record)}
    schema: Schema = {
        "additionalProperties": False,
        "description": inspect.getdoc(record),
        "properties": {
            name: _in_order({**_of(hints[item.name], shapes), **_default(item), "title": _title(name)})
            for item, name in written.items()
        },
        "required": [
            name for item, name in written.items() if item.default is MISSING and item.default_factory is MISSING
        ],
        "title": record.__name__,
        "type": "object",
    }
    return {key: value for key, value in schema.items() if value != []}


def _default(item: Field[Any]) -> Schema:
    return {} if item.default is MISSING else {"default": item.default}


def _title(name: str) -> str:
    return name.replace("_", " ").title()


def _in_order(schema: Schema) -> Schema:
    """Return a schema with its keywords in the order of the alphabet."""
    return dict(sorted(schema.items()))
