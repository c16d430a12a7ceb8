"""A newer library that a council does not take in yet: until when, and why, noted in its profile."""

from __future__ import annotations

from datetime import date

from policybuilder.edit.changes import PutOff
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.errors import Location, Problems, fail
from policybuilder.labels import ENGLISH
from policybuilder.library.library import Library


def put_off(library: Library, profile: str, change: PutOff, today: date) -> Proposal:
    """Return what puts a newer library off, or asks again at once where the change names no day.

    Drafts are made with the library that is there, whatever is put off: what waits is that its changes are looked at
    and carried over. Raises PolicyBuilderError for a day that is not to come, without a reason, and where nothing is
    put off that is to be asked again.
    """
    problems, place = Problems(), Location("--not-before")
    if change.not_before is None:
        if library.profile(profile).front.newer_library is None:
            raise fail(Location("--ask-now"), "nothing is put off", "not-put-off", "look at what the library brings")
        return propose(library, profile, [change])
    if change.not_before <= today:
        message = f"{ENGLISH.day(change.not_before)} is not to come"
        problems.add(place, message, "past-day", "give the day on which to ask again")
    if not change.reason.strip():
        problems.add(Location("--reason"), "a reason is missing", "no-reason", "say why, in a sentence")
    problems.raise_errors()
    return propose(library, profile, [change])
