"""A `Document` as JSON, and back again, exactly.

`loads(dumps(document)) == document` for every document. The JSON carries a format number; a file of a later
format is refused rather than misread, and one of an earlier format is read through
`document_older.upgraded`. Node types that can
stand in the same place carry their `kind`.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from policybuilder import document as hub
from policybuilder.document import Document
from policybuilder.document_older import upgraded
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.strict_json import UnreadableJsonError, read_json

FORMAT = 3
"""The number of the JSON format written here. It goes up when an older reader would misread the file."""

Decoder = Callable[[Any, str], Any]


class _MismatchError(Exception):
    """The JSON does not have the shape of a document; `args` are the path and the reason."""


def dumps(document: Document) -> bytes:
    """Return the document as UTF-8 JSON, indented, keys in a fixed order, ending in a new line."""
    content = {"format": FORMAT, "document": _encode(document)}
    # Half a surrogate pair has no UTF-8; as a backslash escape it is right JSON and comes back the same.
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def loads(content: bytes, name: str = "document.json") -> Document:
    """Return the document that `dumps` wrote.

    Raises PolicyBuilderError, located in `name`, for text that is not JSON, a format that this version does not
    know, or any missing, unknown or wrongly typed member.
    """
    try:
        loaded = read_json(content)
    except UnreadableJsonError as error:
        where = Location(name, error.line, error.column)
        raise fail(where, str(error), "document-json", "restore the file from a copy") from None
    if not isinstance(loaded, dict) or "format" not in loaded or isinstance(loaded.get("document", ""), str):
        hint = "choose the .json that stands beside an approved policy, with the name of the document"
        raise fail(Location(name), "not a policybuilder document", "document-json", hint)
    if type(loaded["format"]) is not int or not 1 <= loaded["format"] <= FORMAT:
        raise _other_format(name, loaded["format"])
    try:
        document: Document = _decoder(Document)(upgraded(loaded["document"], loaded["format"]), "document")
    except _MismatchError as error:
        path, reason = error.args
        raise fail(Location(name), f"{path}: {reason}", "document-json", "restore the file from a copy") from None
    return document


def _other_format(name: str, found: object) -> PolicyBuilderError:
    return fail(
        Location(name),
        f"the file has document format {str(found)[:20]}; this version reads up to {FORMAT}",
        "document-format",
        "use the version of policybuilder that wrote it, or a later one",
    )


def _kind(node_type: type) -> str:
    return node_type.__name__.lower()


_UNION_MEMBERS: frozenset[type] = frozenset(typing.get_args(hub.Inline)) | frozenset(typing.get_args(hub.Block))


@cache
def _field_names(node_type: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(node_type))


def _encode(value: Any) -> Any:
    if isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    node_type: type = type(value)
    encoded = {name: _encode(getattr(value, name)) for name in _field_names(node_type)}
    if node_type in _UNION_MEMBERS:
        return {"kind": _kind(node_type), **encoded}
    return encoded


@cache
def _decoder(wanted: Hashable) -> Decoder:
    """Return the function that turns JSON into a value of the type `wanted`, or raises `_MismatchError`."""
    if wanted in (str, int, bool):
        return _scalar_decoder(wanted)
    if typing.get_origin(wanted) is tuple:
        return _tuple_decoder(typing.get_args(wanted)[0])
    if isinstance(wanted, types.UnionType):
        return _union_decoder(typing.get_args(wanted))
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _node_decoder(wanted)
    raise TypeError(f"documents hold no {wanted!r}")


def _scalar_decoder(wanted: type) -> Decoder:
    def decode(value: Any, path: str) -> Any:
        if type(value) is not wanted:
            raise _MismatchError(path, f"expected {wanted.__name__}, found {type(value).__name__}")
        return value

    return decode


def _tuple_decoder(member: Any) -> Decoder:
    def decode(value: Any, path: str) -> Any:
        if not isinstance(value, list):
            raise _MismatchError(path, f"expected a list, found {type(value).__name__}")
        decode_member = _decoder(member)
        return tuple(decode_member(item, f"{path}[{index}]") for index, item in enumerate(value))

    return decode


def _union_decoder(members: tuple[type, ...]) -> Decoder:
    by_kind = {_kind(member): member for member in members}

    def decode(value: Any, path: str) -> Any:
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in by_kind:
            raise _MismatchError(path, f"expected one of the kinds {', '.join(sorted(by_kind))}")
        return _decoder(by_kind[kind])(value, path)

    return decode


def _node_decoder(node_type: type) -> Decoder:
    names = _field_names(node_type)
    expected = frozenset((*names, "kind") if node_type in _UNION_MEMBERS else names)
    # An earlier file means the default by leaving out a field that came later.
    later = {item.name: _encode(item.default) for item in fields(node_type) if "later" in item.metadata}
    # Hints are looked up on first use, not here: Block and ListItem name one another.
    decoders: dict[str, Decoder] = {}

    def decode(value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            raise _MismatchError(path, f"expected an object, found {type(value).__name__}")
        if value.keys() != expected:
            value = {**later, **value}
        if value.keys() != expected:
            missing, unknown = sorted(expected - value.keys()), sorted(value.keys() - expected)
            parts = [f"missing {', '.join(missing)}"] * bool(missing)
            parts += [f"unknown {', '.join(unknown)}"] * bool(unknown)
            raise _MismatchError(path, "; ".join(parts))
        if node_type in _UNION_MEMBERS and value["kind"] != _kind(node_type):
            raise _MismatchError(path, f"expected the kind {_kind(node_type)}, found {value['kind']!r}")
        if not decoders:
            hints = typing.get_type_hints(node_type, vars(hub))
            decoders.update((name, _decoder(hints[name])) for name in names)
        return node_type(*(decoders[name](value[name], f"{path}.{name}") for name in names))

    return decode
