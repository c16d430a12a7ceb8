"""Law that the council signed off: which statements, who read what and when, and which sign-offs hold.

A sign-off holds while the library's note and its day are those that were signed. It serves the profile that holds it
and every member that extends that profile; an illustrative one serves invented councils alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policybuilder.document import Document, LawEntry, SignOff
from policybuilder.errors import Location, Problem, Problems, Severity
from policybuilder.labels import ENGLISH, Labels, filled
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.library.schema import LawCheckedModel, LawModel
from policybuilder.library.statements import SIGN_OFFS, digest_of, lines_to_sign, statement, statement_digest
from policybuilder.library.values import written_date

Fault = Literal["words", "lapsed", "early", "example"]
"""Why a sign-off does not count: its words are not those of its digest, the statement changed since, it is dated before
the day of the statement, or it is an example."""


@dataclass(frozen=True)
class Given:
    """A sign-off as a profile or a base gives it: the entry, and where."""

    entry: LawCheckedModel
    profile: str
    location: Location

    def fault(self, law: LawModel, illustrative: bool) -> Fault | None:
        """Return why this sign-off does not count for a council (an invented one, perhaps); None when it holds."""
        entry = self.entry
        if entry.says and digest_of(entry.says) != entry.note:
            return "words"
        if entry.note != statement_digest(law):
            return "lapsed"
        if entry.date < law.as_at:
            return "early"
        return "example" if entry.illustrative and not illustrative else None

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
    return tuple(one.record() for one in given if one.fault(law, illustrative) is None)


# What is said of them ---------------------------------------------------------------------------------------


def why_not(id: str, given: Given, law: LawModel, fault: Fault) -> str:
    """Return why a sign-off does not count; of one that has lapsed, its statement then and now."""
    entry = given.entry
    which = f'the sign-off of "{id}" ({ENGLISH.the(entry.role)}, {written_date(entry.date)})'
    then = f'"{entry.says}"' if entry.says else f"the note {entry.note}"
    return {
        "words": f"{which} does not hold together: note is not the digest of what it says",
        "lapsed": f'{which} has lapsed: then {then}, now "{statement(law)}"',
        "early": f"{which} is dated before the statement, which is as at {written_date(law.as_at)}",
        "example": f"{which} is an example: nobody read that law",
    }[fault]


def to_sign(id: str, law: LawModel, where: str = f"below {SIGN_OFFS}:") -> str:
    """Return the hint for a statement that is to be signed off: what to read, and the lines to paste."""
    check = " ".join((law.check or "Read it at its source.").split())
    asked = check if check.endswith((".", "?")) else f"{check}."
    lines = "\n".join(lines_to_sign(id, law))
    return f"{asked} Source so far: {law.source}. When Legal has read it, fill in and put {where}\n{lines}"


def unchecked_problem(id: str, law: LawModel, given: Iterable[Given], illustrative: bool, place: Location) -> Problem:
    """Return the problem of a statement that nobody has checked, at a sign-off that does not count, else at `place`."""
    for one in given:
        if fault := one.fault(law, illustrative):
            hint = to_sign(id, law, "in its place:")
            return Problem(one.location, why_not(id, one, law, fault), "law-unchecked", hint)
    return Problem(place, f'nobody has checked the law "{law.title}"', "law-unchecked", to_sign(id, law))


# What is wrong with the sign-offs themselves ------------------------------------------------------------------


def sign_off_problems(library: Library, profile: Profile, today: date | None = None) -> Iterator[Problem]:
    """Yield what is wrong or doubtful about the sign-offs of one profile or base; not those that it inherits.

    `today` is for those that are dated in the future; without it, none is.
    """
    illustrative = profile.front.illustrative
    for id, entry in profile.front.law_checked.items():
        given, law = Given(entry, profile.id, profile.place(SIGN_OFFS, id)), library.reference.law[id]
        if today is not None:
            yield from _too_soon(id, given, today, illustrative)
        if fault := given.fault(law, illustrative):
            hint = to_sign(id, law, "in its place:")
            severity: Severity = "error" if fault in ("words", "early") else "warning"
            yield Problem(given.location, why_not(id, given, law, fault), f"law-checked-{fault}", hint, severity)
        elif law.verified:
            message = f'"{id}" needs no sign-off: the library\'s own authors read it at its source'
            yield Problem(given.location, message, "law-checked-already", "take its lines out", "warning")


def refuse_future_sign_offs(library: Library, profile: Profile, document: Document, today: date) -> None:
    """Raise PolicyBuilderError for the sign-offs that a document rests on whose day is to come, also in a base."""
    problems = Problems()
    problems.extend(_future(library, profile, document, today))
    problems.raise_errors()


def _future(library: Library, profile: Profile, document: Document, today: date) -> Iterator[Problem]:
    resting = {entry.id for entry in document.law if entry.state == "signed off"}
    for id, given in given_sign_offs(library, profile).items():
        for one in given if id in resting else ():
            yield from _too_soon(id, one, today, profile.front.illustrative)


def _too_soon(id: str, given: Given, today: date, illustrative: bool) -> Iterator[Problem]:
    # Examples have a day that need not have come on the machine that reads them.
    if given.entry.date > today and not (given.entry.illustrative and illustrative):
        message = f'the sign-off of "{id}" is dated {written_date(given.entry.date)}'
        hint = f"today is {written_date(today)}; sign it off when it has been read"
        yield Problem(given.location, message, "law-checked-date", hint)


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


def signed_off_words(law: Iterable[LawEntry], labels: Labels) -> str:
    """Return who signed off how many of a document's statements, and when, in a line; "" when nobody did."""
    signed = [entry.sign_offs[0] for entry in law if entry.state == "signed off"]
    if not signed:
        return ""
    said = labels.law_checked
    by_role: dict[str, list[SignOff]] = {}
    for one in signed:
        by_role.setdefault(one.role, []).append(one)
    count = filled(said["one"] if len(signed) == 1 else said["many"], number=len(signed))
    days = _days(signed, labels)
    if len(by_role) == 1:
        words = filled(said["by_role"], count=count, role=labels.the(signed[0].role), days=days)
    elif len(by_role) <= _ROLES:
        parts = (
            filled(said["part"], number=len(of), role=labels.the(role), days=_days(of, labels))
            for role, of in by_role.items()
        )
        words = filled(said["by_few"], count=count, parts="; ".join(parts))
    else:
        words = filled(said["by_many"], count=count, roles=len(by_role), days=days)
    return filled(said["example"], words=words) if any(one.illustrative for one in signed) else words


def _days(signed: Iterable[SignOff], labels: Labels) -> str:
    days = sorted({one.date for one in signed})
    return labels.days(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
