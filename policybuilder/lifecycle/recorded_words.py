"""What a person says for a record, as it is kept: on one line, and saying something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from policybuilder.errors import Location, Problems
from policybuilder.library.no_answer import NO_ANSWER, says_nothing
from policybuilder.library.pasted import pasted_line
from policybuilder.library.strict_yaml import UNSHOWABLE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Given = TypeVar("_Given", bound="DataclassInstance")

_CALLED = {
    "by": "who decided it",
    "minute": "the minute",
    "reason": "the reason",
    "summary": "what changed",
    "minor_because": "why it is minor",
    "since_paper": "why the words differ from the paper",
    "no_paper": "why there was no paper",
    "apart_because": "why it goes without the other policy",
}
"""What each text says, by its field."""

_HINT = "a record is never written again: write what the minutes say, or record it when that is known"


def as_recorded(given: _Given, where: Location, needed: Collection[str]) -> _Given:
    """Return what was given with each of its texts on one line, without what cannot be seen.

    Raises PolicyBuilderError at `where` for each text that says that nobody knows, such as "TBC", and for each of those
    `needed` that says nothing.
    """
    problems, words = Problems(), dict[str, str]()
    for field in fields(given):
        typed = getattr(given, field.name)
        if field.name not in _CALLED:
            continue
        said = words[field.name] = pasted_line(typed)
        if UNSHOWABLE.search(said):
            message = f"{_CALLED[field.name]} holds a character that no document can show"
            problems.add(where, message, "control-character", "type it anew")
        elif said and says_nothing(said):
            problems.add(where, f'{_CALLED[field.name]}: "{said}" {NO_ANSWER}', "says-nothing", _HINT)
        elif not said and field.name in needed:
            problems.add(where, f"{_CALLED[field.name]} is not said", "says-nothing", _HINT)
    problems.raise_errors()
    return replace(given, **words)
