"""Documents that an earlier version of the program kept as JSON, brought to the present format.

Formats 1 and 2 held some facts only in printed English: dates, the status, who set a value, the topic of a clause and
what is an appendix. Here alone they are read out of it, once; all else asks for the fields. What does not have the
shape of a document stays as it is, for the decoder to refuse at its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", re.ASCII)
_DATES = frozenset({"date", "effective_date", "review_date", "law_as_at", "approved_on"})

_KEPT = re.compile(r"(.*), kept by (profile|base) ([a-z0-9-]+)")
_SAME_AS = re.compile(r"same as ([a-z0-9_.]+) \((.*)\)")
_NATION = re.compile(r"default for ([A-Z][A-Za-z ]*)")
_SET_BY = re.compile(r"(profile|base) ([a-z0-9-]+)")
_LONGEST = 500
"""How long the words are that can say who set a value: ids are short, and few defaults lead to another."""


def upgraded(document: Any, format: int) -> Any:
    """Return a document's JSON as that of the present format, whatever format it was written in."""
    if format < 2:
        document = _changed(document, stage=lambda stage: "paper" if stage == "final" else stage)
    if format < 3:
        document = _to_format_3(document)
    return document


def _to_format_3(document: Any) -> Any:
    if isinstance(document, Mapping) and document.get("stage") == "draft" and _status(document) == "approved":
        document = {**document, "stage": "approved"}
    return _changed(
        document,
        control=_each(_dated),
        sections=_each(lambda section: _changed(section, clauses=_each(_clause(is_appendix=False)))),
        appendices=_each(_clause(is_appendix=True)),
        omissions=_each(lambda omission: _changed(omission, parameters=_each(_use))),
    )


def _status(document: Mapping[str, Any]) -> str:
    rows = document.get("control")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and row.get("id") == "status" and (text := _text_of(row)) is not None:
            return text.strip().casefold()
    return ""


def _dated(row: Any) -> Any:
    if not isinstance(row, Mapping) or row.get("iso") or row.get("id") not in _DATES:
        return row
    return {**row, "iso": _iso(_text_of(row) or "")}


def _text_of(row: Mapping[str, Any]) -> str | None:
    value = row.get("value")
    text = value.get("text") if isinstance(value, Mapping) else None
    return text if isinstance(text, str) else None


def _iso(text: str) -> str:
    found = _DATE.fullmatch(text.strip())
    if not found or found[2] not in _MONTHS:
        return ""
    try:
        return datetime.date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])).isoformat()
    except ValueError:
        return ""


def _clause(*, is_appendix: bool) -> Callable[[Any], Any]:
    def clause(node: Any) -> Any:
        if not isinstance(node, Mapping):
            return node
        return {**_changed(node, provenance=_provenance), "is_appendix": is_appendix}

    return clause


def _provenance(node: Any) -> Any:
    if not isinstance(node, Mapping):
        return node
    source = node.get("source")
    _, _, below = f"/{source}".rpartition("/clauses/") if isinstance(source, str) else ("", "", "")
    topic = below.partition("/")[0] if "/" in below else ""
    return {**_changed(node, parameters=_each(_use)), "topic": topic}


def _use(node: Any) -> Any:
    return _changed(node, origin=lambda text: _origin(text) if isinstance(text, str) else text)


def _origin(text: str) -> dict[str, Any]:
    """Return who set a value, from the words that said so; words that were never written so are kept as they are."""
    if len(text) > _LONGEST:
        return _written(text, "")
    if found := _KEPT.fullmatch(text):
        return _written(f"kept by {found[2]}", found[3], _origin(found[1]))
    if found := _SAME_AS.fullmatch(text):
        return _written("same as", found[1], _origin(found[2]))
    if found := _NATION.fullmatch(text):
        return _written("nation", found[1].lower().replace(" ", "-"))
    if found := _SET_BY.fullmatch(text):
        return _written(found[1], found[2])
    return _written(text, "")


def _written(kind: str, id: str, *via: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "via": list(via)}


def _changed(node: Any, **changes: Callable[[Any], Any]) -> Any:
    """Return an object with some members changed, of those that it has; anything else as it is."""
    if not isinstance(node, Mapping):
        return node
    return {name: changes[name](value) if name in changes else value for name, value in node.items()}


def _each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that changes each item of a list, and leaves anything else as it is."""
    return lambda items: [change(item) for item in items] if isinstance(items, list) else items
