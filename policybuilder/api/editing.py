"""What changes a council's authored files: a clause amended, and the last list of changes taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policybuilder.api.days import day_if_any, day_of, today_or

if TYPE_CHECKING:
    from policybuilder.edit.proposal import Proposal, Resolving
    from policybuilder.edit.undo import Undo
    from policybuilder.errors import Problem
    from policybuilder.library.library import Library
    from policybuilder.update.amending import Amended
    from policybuilder.update.effects import Effect
    from policybuilder.update.updating import Update


def amend(
    library: Library,
    profile: str,
    clause: str,
    document: str,
    *,
    text: str = "",
    exclude: bool = False,
    include: bool = False,
    section: str = "",
    reason: str,
    by: str = "",
    minute: str = "",
    dry_run: bool = False,
    today: date | str | None = None,
) -> Amended:
    """Give a clause of a council's document other words, leave it out, or take it in; return what changes.

    `text` is the whole clause as Markdown, with `{{ … }}` where answers stay live; `live_text` of `update.amending`
    gives it as it is. The profile is written unless it is a dry run, and `undo` takes it back. Raises
    PolicyBuilderError, with nothing written, when the words cannot be had and for what is wrong with them.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.amending import Amended, Why, amended, left_out, taken_in

    why = Why(document, reason.strip(), by.strip(), minute.strip())
    if exclude:
        done = Amended((), (), left_out(library, profile, clause, why))
    elif include:
        done = Amended((), (), taken_in(library, profile, clause, why, section))
    else:
        done = amended(library, profile, clause, text, why)
    if not dry_run:
        write(done.proposal, f"amend {profile} {clause}", today_or(today).isoformat())
    return done


def answer(
    library: Library,
    profile: str,
    answers: Mapping[str, Any] = MappingProxyType({}),
    kept: Mapping[str, Any] = MappingProxyType({}),
    *,
    document: str = "",
    dry_run: bool = False,
    today: date | str | None = None,
    resolved: Resolving | None = None,
) -> Proposal:
    """Answer questions of a council, or keep defaults that somebody looked at; return what changes in its profile.

    Values are by parameter, as a profile holds them. With a `document` the answers count there alone, as those about
    one do (`document.owner`). The profile is written unless it is a dry run, and `undo` takes it back. `resolved` gives
    a council's document as a library has it, for whoever keeps what was made. Raises PolicyBuilderError, with nothing
    written, for what could not be read or built with these answers.
    """
    from policybuilder.edit.changes import Answer, Change, Kept
    from policybuilder.edit.proposal import propose, write
    from policybuilder.resolution import resolve

    changes: list[Change] = [Answer(str(name), value, document) for name, value in answers.items()]
    changes += [Kept(str(name), value) for name, value in kept.items()]
    proposal = propose(library, profile, changes, resolved=resolved or resolve)
    if not dry_run:
        said = " ".join([profile, *((document,) if document else ()), *answers, *kept])
        write(proposal, f"answer {said}", today_or(today).isoformat())
    return proposal


def sign_off(
    library: Library,
    profile: str,
    law: str,
    *,
    role: str,
    read: str,
    day: date | str,
    dry_run: bool = False,
    today: date | str | None = None,
    resolved: Resolving | None = None,
) -> Proposal:
    """Record that a role read a statement of law at its source, on a day, and what it read; return what changes.

    The profile is written unless it is a dry run, and `undo` takes it back. `resolved` is as for `answer`. Raises
    PolicyBuilderError, with nothing written, for a statement that there is not or that needs no sign-off, and for a
    day that is to come or before the one that the statement is as at.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.resolution import resolve
    from policybuilder.update.signing import signed_off

    now = today_or(today)
    proposal = signed_off(library, profile, law, role, read, day_of(day, "day"), now, resolved or resolve)
    if not dry_run:
        write(proposal, f"sign off {profile} {law}", now.isoformat())
    return proposal


def effects(
    library: Library, profile: str, answers: Mapping[str, Any], kept: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Effect, ...]:
    """Return what some answers would change in the words of each document of a council; nothing is written.

    Raises PolicyBuilderError for an answer that cannot be read, and for what would be wrong with a document.
    """
    from policybuilder.edit.changes import Answer, Change, Kept
    from policybuilder.update.effects import effects as effects_of

    changes: list[Change] = [Answer(str(name), value) for name, value in answers.items()]
    changes += [Kept(str(name), value) for name, value in kept.items()]
    return effects_of(library, profile, changes)


def undo(library: Library, profile: str = "", *, dry_run: bool = False) -> Undo:
    """Take back the last list of changes that a command made to a profile, or to any; return what that changes.

    Raises PolicyBuilderError, with nothing written, when there is none, and when somebody changed the same lines since.
    """
    from policybuilder.edit.undo import last_changes, write_undo

    found = last_changes(library, profile)
    if not dry_run:
        write_undo(found)
    return found


def update(
    library: Library, profile: str, *, dry_run: bool = False, check: bool = False, today: date | str | None = None
) -> Update:
    """Take a council over to its library, with everything that is its own; return what that says and changes.

    With `check` it only says what there is to do: what would be written is not proved. Raises PolicyBuilderError, with
    nothing written, for what is wrong with the profile.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.updating import proposed
    from policybuilder.update.updating import update as update_profile

    day = today_or(today).isoformat()
    found = update_profile(library, profile, day)
    if found.files and not check:
        proposal = proposed(library, found)
        if not dry_run:
            write(proposal, f"update {profile}", day)
    return found


def updates(
    library: Library, profiles: Sequence[str] = (), *, jobs: int = 0, today: date | str | None = None
) -> Iterator[Update | tuple[Problem, ...]]:
    """Return what an update of each profile says, one after another; of one that cannot be read, what is wrong with it.

    Without profiles, of every council of the workspace, and of each base that names old ids. Nothing is proved or
    written. `jobs` is how many processes work at once; 0 means one for each core when there are enough profiles.
    Raises PolicyBuilderError when a process is stopped from outside.
    """
    from policybuilder.update.many import updates as of_many

    return of_many(library, profiles, today_or(today).isoformat(), jobs)


def put_off(
    library: Library,
    profile: str,
    not_before: date | str | None,
    reason: str = "",
    by: str = "",
    *,
    dry_run: bool = False,
    today: date | str | None = None,
) -> Proposal:
    """Note in a profile that a newer library is not taken in before a day, and why; None asks again at once.

    Return what changes. Raises PolicyBuilderError, with nothing written, for a day that is not to come, without a
    reason, and where nothing is put off that is to be asked again.
    """
    from policybuilder.edit.changes import PutOff
    from policybuilder.edit.proposal import write
    from policybuilder.update.putting_off import put_off as putting_off

    now = today_or(today)
    found = putting_off(library, profile, PutOff(day_if_any(not_before, "not_before"), reason, by), now)
    if not dry_run:
        write(found, f"put-off {profile}", now.isoformat())
    return found


def settle(
    library: Library,
    profile: str,
    clause: str,
    keep: str,
    document: str = "",
    *,
    dry_run: bool = False,
    today: date | str | None = None,
) -> Proposal:
    """Settle the conflicts of a clause with a newer library; `keep` is "ours" or "library". Return what changes.

    Raises PolicyBuilderError, with nothing written, when nothing of the clause is in conflict.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.updating import settle as settle_clause

    found = settle_clause(library, profile, clause, keep, document)
    if not dry_run:
        write(found, f"settle {profile} {clause} --keep {keep}", today_or(today).isoformat())
    return found
