"""Law that the council signed off: which statements, who read what and when, and which sign-offs hold.

A sign-off holds while the library's note and its day are those that were signed. It serves the profile that holds it
and every member that extends that profile; an illustrative one serves invented councils alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policybuilder.document import LawEntry, SignOff
from policybuilder.errors import Location, Problem
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.library.schema import LawCheckedModel, LawModel
from policybuilder.library.statements import SIGN_OFFS, digest_of, lines_to_sign, statement, statement_digest
from policybuilder.library.values import written_date


@dataclass(frozen=True)
class Given:
    """A sign-off as a profile or a base gives it: the entry, and where."""

    entry: LawCheckedModel
    profile: str
    location: Location

    def holds(self, law: LawModel) -> bool:
        """Return whether the statement is still the one that was signed off."""
        return self.entry.note == statement_digest(law)

    def record(self) -> SignOff:
        """Return the record of this sign-off for the document."""
        entry = self.entry
        read = " ".join(entry.read.split())
        day = entry.date.isoformat()
        return SignOff(entry.role, day, read, entry.note, self.profile, str(self.location), entry.illustrative)


def given_sign_offs(library: Library, profile: Profile) -> Mapping[str, tuple[Given, ...]]:
    """Return the sign-offs that a profile and its bases give, by law, the nearest first, whether they hold or not.

    The bases must be known to be right, as they are once `inherit` has been through them.
    """
    found: dict[str, tuple[Given, ...]] = {}
    for one in _chain(library, profile, {}):
        for id, entry in one.front.law_checked.items():
            found[id] = (*found.get(id, ()), Given(entry, one.id, one.place(SIGN_OFFS, id)))
    return found


def _chain(library: Library, profile: Profile, seen: dict[str, None]) -> Iterator[Profile]:
    if profile.id in seen:
        return
    seen[profile.id] = None
    yield profile
    for id in profile.front.extends:
        yield from _chain(library, library.profile(id), seen)


def holding(given: Iterable[Given], law: LawModel, illustrative: bool) -> tuple[SignOff, ...]:
    """Return the sign-offs of one statement that hold for a council, which may be an illustrative one."""
    return tuple(one.record() for one in given if one.holds(law) and (illustrative or not one.entry.illustrative))


# What is said of them ---------------------------------------------------------------------------------------


def lapsed_words(id: str, given: Given, law: LawModel) -> str:
    """Return why a sign-off does not count: its statement then and now, or that it is an example."""
    who = f"{_the(given.entry.role)}, {written_date(given.entry.date)}"
    if given.holds(law):
        return f'the sign-off of "{id}" ({who}) is an example: nobody read that law'
    then = f'"{given.entry.says}"' if given.entry.says else f"the note {given.entry.note}"
    return f'the sign-off of "{id}" ({who}) has lapsed: then {then}, now "{statement(law)}"'


def to_sign(id: str, law: LawModel) -> str:
    """Return the hint for a statement that is to be signed off: what to read, and the lines to paste."""
    check = " ".join((law.check or "Read it at its source.").split())
    asked = check if check.endswith((".", "?")) else f"{check}."
    lines = "\n".join(lines_to_sign(id, law))
    return f"{asked} Source so far: {law.source}. When Legal has read it, fill in and put below {SIGN_OFFS}:\n{lines}"


# What is wrong with the sign-offs themselves ------------------------------------------------------------------


def sign_off_problems(library: Library, profile: Profile, today: date | None = None) -> Iterator[Problem]:
    """Yield what is wrong or doubtful about the sign-offs of one profile or base; not those that it inherits.

    `today` is for those that are dated in the future; without it, none is.
    """
    illustrative = profile.front.illustrative
    for id, entry in profile.front.law_checked.items():
        given, law = Given(entry, profile.id, profile.place(SIGN_OFFS, id)), library.reference.law[id]
        day = profile.place(SIGN_OFFS, id, "date")
        if today is not None and entry.date > today and not (entry.illustrative and illustrative):
            hint = f"today is {written_date(today)}; sign it off when it has been read"
            yield Problem(day, f'the sign-off of "{id}" is dated {written_date(entry.date)}', "law-checked-date", hint)
        if entry.says and digest_of(entry.says) != entry.note:
            hint = "paste both again from `policybuilder clauses law PROFILE --to-sign`"
            message = f'the sign-off of "{id}": note is not the digest of what it says'
            yield Problem(profile.place(SIGN_OFFS, id, "note"), message, "law-checked-words", hint)
        elif not given.holds(law) or (entry.illustrative and not illustrative):
            message, hint = lapsed_words(id, given, law), to_sign(id, law)
            yield Problem(given.location, message, "law-lapsed", hint, "warning")
        elif entry.date < law.as_at:
            message = f'"{id}" was signed off on {written_date(entry.date)}, before the day of its statement'
            hint = f"the library states the law as at {written_date(law.as_at)}; put the date right"
            yield Problem(day, message, "law-checked-date", hint)
        elif law.verified:
            message = f'"{id}" needs no sign-off: the library\'s own authors read it at its source'
            yield Problem(given.location, message, "law-checked-already", "take its lines out", "warning")


def signed_off_list(law: Iterable[LawEntry]) -> tuple[Mapping[str, str], ...]:
    """Return every sign-off that a document rests on, for the record: its law, and each of its facts as text."""
    return tuple(
        {
            "id": entry.id,
            "title": entry.title,
            "role": one.role,
            "date": one.date,
            "read": one.read,
            "note": one.digest,
            "profile": one.profile,
            "illustrative": "true" if one.illustrative else "false",
        }
        for entry in law
        if entry.state == "signed off"
        for one in entry.sign_offs
    )


# The row of the control table ---------------------------------------------------------------------------------

_ROLES = 3


def signed_off_words(law: Iterable[LawEntry]) -> str:
    """Return who signed off how many of a document's statements, and when, in a line; "" when nobody did."""
    signed = [entry.sign_offs[0] for entry in law if entry.state == "signed off"]
    if not signed:
        return ""
    by_role: dict[str, list[SignOff]] = {}
    for one in signed:
        by_role.setdefault(one.role, []).append(one)
    count = f"{len(signed)} statement{'' if len(signed) == 1 else 's'} of law checked"
    if len(by_role) == 1:
        words = f"{count} by {_the(signed[0].role)}, {_days(signed)}"
    elif len(by_role) <= _ROLES:
        parts = [f"{len(of)} by {_the(role)}, {_days(of)}" for role, of in by_role.items()]
        words = f"{count}: {'; '.join(parts)}"
    else:
        words = f"{count} by {len(by_role)} roles, {_days(signed)}"
    return f"{words} (an example: nobody read it)" if any(one.illustrative for one in signed) else words


def _the(role: str) -> str:
    return role if role.lower().startswith("the ") else f"the {role}"


def _days(signed: Iterable[SignOff]) -> str:
    days = sorted({one.date for one in signed})
    first, last = (written_date(date.fromisoformat(day)) for day in (days[0], days[-1]))
    return str(first) if first == last else f"{first} to {last}"
