"""Dates as people in the United Kingdom type them: the day first, in figures or with the month in words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from policybuilder.labels import ENGLISH
from policybuilder.library.values import written_date

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS = re.compile(
    rf"(?:(?P<weekday>[a-z]+),? )?(?:{_DAY}(?: of)? (?P<month>[a-z]+)\.?|(?P<month2>[a-z]+)\.? "
    r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?),? (?P<year>\d{4}|\d{2})",
    re.ASCII,
)
_PARTED = re.compile(r"(\d{1,2})[-/.]([a-z]+)[-/.](\d{2,4})", re.ASCII)
_FIRST_YEAR = 1000
EXAMPLES = "26/11/2026, 26 November 2026 or 2026-11-26"
"""How a date may be typed, for messages."""


def typed_date(text: str, today: date) -> date:
    """Return the day that a person means: `EXAMPLES`, "Thursday 26 November 2026", "today", "tomorrow", "yesterday".

    In figures the day comes first, unless the year does. Raises ValueError, whose text says what is wrong and what to
    write, for anything that could mean two days or none.
    """
    typed = " ".join(text.lower().split()).rstrip(".")
    if not re.search("[a-z]", typed):
        typed = re.sub(r" ?([-/.]) ?", r"\1", typed)
    elif parts := _PARTED.fullmatch(typed):  # as spreadsheets show a day
        typed = " ".join(parts.groups())
    near = {"today": today, "tomorrow": today + timedelta(days=1), "yesterday": today - timedelta(days=1)}
    if typed in near:
        return near[typed]
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]), "the year, then the month, then the day")
    if found := _FIGURES.fullmatch(typed):
        if len(found[3]) == 2:
            raise ValueError(f"write the year in four figures, as in {EXAMPLES}")
        return _day(int(found[3]), int(found[2]), int(found[1]), "the day, then the month, then the year")
    if found := _WORDS.fullmatch(typed):
        month = _month(found["month"] or found["month2"])
        if len(found["year"]) == 2:
            raise ValueError(f"write the year in four figures, as in {EXAMPLES}")
        day = _day(int(found["year"]), month, int(found["day"] or found["day2"]), "")
        return _on(day, found["weekday"])
    raise ValueError(f"write a date as {EXAMPLES}")


def _month(word: str) -> int:
    """Return the number of a month that is written out or cut to three letters or more."""
    months = [month.lower() for month in ENGLISH.months]
    found = [number for number, month in enumerate(months, 1) if len(word) >= 3 and month.startswith(word)]
    if word == "sept":
        found = [9]
    if len(found) != 1:
        raise ValueError(f'"{word}" is no month; write a date as {EXAMPLES}')
    return found[0]


def _day(year: int, month: int, day: int, order: str) -> date:
    if year < _FIRST_YEAR:
        raise ValueError(f"{year:04} is no year that is meant here; write a date as {EXAMPLES}")
    try:
        return date(year, month, day)
    except ValueError:
        if month > 12:
            raise ValueError(f"there is no month {month}: write {order}") from None
        if month < 1:
            raise ValueError(f"there is no month 0; write a date as {EXAMPLES}") from None
        raise ValueError(f"there is no {day} {ENGLISH.months[month - 1]} {year}") from None


def _on(day: date, weekday: str | None) -> date:
    """Return the day when it falls on the weekday that was typed with it, whole or cut short."""
    actual = _WEEKDAYS[day.weekday()]
    if weekday and not (len(weekday) >= 3 and actual.startswith(weekday)):
        raise ValueError(f"{written_date(day)} is a {actual.capitalize()}")
    return day
