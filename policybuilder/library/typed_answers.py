"""An answer as a person types it into a form, on a page or on paper, as a profile holds it."""

from __future__ import annotations

import re
from datetime import date

from policybuilder.library.no_answer import NO_ANSWER, says_nothing
from policybuilder.library.parameters.parameter import Parameter
from policybuilder.library.pasted import pasted_line, symbol_words
from policybuilder.library.typed_dates import typed_date

_FIGURES = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?: ?(?P<unit>[a-z ]+))?", re.ASCII)
_CHOSEN = ("choice", "choices", "boolean")


def typed_answer(parameter: Parameter, typed: str, today: date) -> str:
    """Return an answer as a profile holds it: a day as the calendar counts, a number without its unit.

    What is no day or number stays as it was typed, for the message about it to name. Raises ValueError, whose text says
    what is wrong, for a date that means no one day, for words that say that nobody knows, and for a sign of a symbol
    font.
    """
    words = pasted_line(typed)
    if strange := symbol_words(words):
        raise ValueError(strange)
    if parameter.type not in _CHOSEN and words and says_nothing(words):
        raise ValueError(f'"{words}" {NO_ANSWER}')
    if parameter.type == "date":
        return typed_date(words, today).isoformat() if words else ""
    if parameter.type == "integer":
        return _figures(words, parameter.unit)
    return words


def _figures(words: str, unit: str) -> str:
    """Return the figures of a number without thousands commas and its unit; anything else as it is."""
    found = _FIGURES.fullmatch(words.lower())
    if found is None or (found["unit"] or unit).rstrip("s") != unit.lower().rstrip("s"):
        return words
    return found["number"].replace(",", "")
