"""What a text says as yes or no, as a number and as a day. Every value of an authored file is text until it is read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from policybuilder.labels import ENGLISH

_TRUTHS = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_AND_UNIT = re.compile(
    rf"\+?(?P<number>\d{{1,3}}(?:[, _]\d{{3}})+|\d+|{'|'.join(_IN_WORDS[1:])})(?:\.0+)?[ -]?(?P<unit>[a-z ]*)", re.ASCII
)


def yes_or_no(text: str) -> bool | None:
    """Return what an answer to a yes-or-no question says: yes, no, true and false in any case; None for other words."""
    return _TRUTHS.get(text.strip().lower())


def whole_number(text: str, digits: int) -> int | None:
    """Return the number that a text is, of so many digits at most and without leading noughts; None for any other."""
    return int(text) if len(text.lstrip("-")) <= digits and _NUMBER.fullmatch(text) else None


def meant_number(typed: str, unit: str) -> str:
    """Return in figures the whole number that somebody wrote otherwise, as "6 months", "06" or "six"; "" for none."""
    words = unicodedata.normalize("NFKC", typed).strip().rstrip(".").lower()
    found = _NUMBER_AND_UNIT.fullmatch(words)
    if found is None or (found["unit"] or unit).rstrip("s") != unit.lower().rstrip("s"):
        return ""
    number = found["number"].replace(",", "").replace(" ", "").replace("_", "")
    return str(_IN_WORDS.index(number)) if number in _IN_WORDS else number.lstrip("0") or "0"


def iso_day(text: str) -> date | None:
    """Return the day of a date written as 2027-04-01; None for any other text.

    Raises ValueError for a text of that form that is no day of the calendar.
    """
    return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None


def day_in_words(text: str) -> date | None:
    """Return the day that a date means as people in the UK write it (25/11/2026, 25 November 2026), or None."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+(\w+)[ ./,-]+(\d{4})", text.strip())
    if not found:
        return None
    day, month, year = found.groups()
    months = enumerate(ENGLISH.months, start=1)
    named = [number for number, name in months if name.lower().startswith(month.lower()[:3])]
    number = int(month) if month.isdecimal() else named[0] if len(named) == 1 and len(month) > 2 else 0
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
