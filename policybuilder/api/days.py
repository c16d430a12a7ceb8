"""Days as a program gives them: a date, a moment, or the words in which people write a day."""

from __future__ import annotations

from datetime import date, datetime


def day_of(given: date | str, what: str) -> date:
    """Return the day of a date, of a moment, or of words such as "8 December 2026" or "2026-12-08".

    Raises PolicyBuilderError, which names it by `what`, for words that mean no one day and for anything else.
    """
    from policybuilder.errors import Location, fail
    from policybuilder.library.typed_dates import typed_date

    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return typed_date(str(given), date.today())
    except ValueError as error:
        raise fail(Location(what), f"{str(given)[:60]!r}: {error}", "wrong-date") from None


def day_if_any(given: date | str | None, what: str) -> date | None:
    """Return the day that was given, or None. Raises what `day_of` does."""
    return None if given is None else day_of(given, what)


def today_or(given: date | str | None) -> date:
    """Return the day that a program says it is, or that of the clock. Raises what `day_of` does."""
    return date.today() if given is None else day_of(given, "today")
