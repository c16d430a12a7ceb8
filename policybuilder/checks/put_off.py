"""A newer library that a council put off, held against the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybuilder.errors import Problem
from policybuilder.labels import ENGLISH
from policybuilder.library.profiles import Profile


def put_off_problems(profile: Profile, today: date | None) -> Iterator[Problem]:
    """Yield a warning that a newer library is put off, and until when; from that day on, that it is to be looked at."""
    found = profile.front.newer_library
    if found is None:
        return
    day, reason = ENGLISH.day(found.not_before), " ".join(found.reason.split())
    if today is not None and found.not_before <= today:
        message, hint = (
            f"the newer library was put off until {day}: {reason}",
            "`policybuilder update` says what it brings",
        )
    else:
        message = f"the newer library is not taken in before {day}: {reason}"
        hint = "`policybuilder update --ask-now` takes that back"
    yield Problem(profile.place("newer_library"), message, "library-put-off", hint, "warning")
