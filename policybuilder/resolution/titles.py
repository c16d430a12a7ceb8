"""Titles that hold commas, inside sentences: "the Assistant Director, Digital, must"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policybuilder.document import Inline, Value
from policybuilder.library.parameters import Parameter
from policybuilder.readers.markdown.blocks import VALUE_MARK

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_GOES_ON = re.compile(r" [a-z]")
_OF_A_DOCUMENT = frozenset({"document.owner", "document.approver"})


def closed(title: str) -> bool:
    """Return whether a title needs no comma after it: it has none within it, or they part a list that ends in "and"."""
    bare = _IN_BRACKETS.sub("", title)
    return "," not in bare or " and " in bare.rpartition(",")[2] or " & " in bare.rpartition(",")[2]


def with_closing_commas(text: str, values: Sequence[Inline], parameters: Mapping[str, Parameter]) -> str:
    """Return a filled text with a comma after each title that has one within it, where the sentence goes on.

    The value itself stays what was typed.
    """
    if not any(isinstance(value, Value) and "," in value.text for value in values):
        return text

    def after(mark: re.Match[str]) -> str:
        value = values[int(mark[1])]
        open_title = isinstance(value, Value) and _names(value, parameters) and not closed(value.text)
        return f"{mark[0]}," if open_title and _GOES_ON.match(text, mark.end()) else mark[0]

    return VALUE_MARK.sub(after, text)


def _names(value: Value, parameters: Mapping[str, Parameter]) -> bool:
    """Return whether a value is the title of a post or the name of a body, as far as anybody has confirmed it."""
    parameter = parameters.get(value.parameter)
    if parameter is None:
        return value.confirmed and value.parameter in _OF_A_DOCUMENT
    return value.confirmed and (parameter.type == "role" or (parameter.type == "text" and parameter.fact))
