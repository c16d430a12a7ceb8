"""A statement of law that somebody of the council read at its source: the sign-off, as a change of the profile."""

from __future__ import annotations

from datetime import date

from policybuilder.edit.changes import SignedOff
from policybuilder.edit.proposal import Proposal, Resolving, propose
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.library.statements import statement, statement_digest
from policybuilder.library.values import written_date


def signed_off(
    library: Library, profile: str, law: str, role: str, read: str, day: date, today: date, resolved: Resolving
) -> Proposal:
    """Return what signs a statement off for a council; nothing is written.

    Raises PolicyBuilderError for a statement that there is not, or that the library's authors read at its source; and
    for a day after today, or before the one that the statement is as at.
    """
    where = Location(law)
    known = library.reference.law.get(law)
    if known is None:
        raise fail(where, f'there is no law "{law}"', "unknown-law", "`policybuilder clauses law` lists them")
    if known.verified:
        message = f'"{law}" needs no sign-off: the library\'s own authors read it at its source'
        raise fail(where, message, "law-checked-already", "leave it as it is")
    if day > today:
        message = f"{written_date(day)} is to come: today is {written_date(today)}"
        raise fail(where, message, "law-checked-date", "sign it off when it has been read")
    if day < known.as_at:
        message = f"the statement is as at {written_date(known.as_at)}, so a reading of {written_date(day)} is too old"
        raise fail(where, message, "law-checked-early", "read it again, and give the day of that")
    words = " ".join(role.split()), " ".join(read.split())
    change = SignedOff(law, words[0], day, words[1], statement_digest(known), statement(known))
    return propose(library, profile, [change], resolved=resolved)


__all__ = ["signed_off"]
