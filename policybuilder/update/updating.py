"""A council taken over to a newer library: what the library changed for it, and what becomes of its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policybuilder.edit.changes import Ask, Change, PresentIds
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.edit.yaml_lines import flow
from policybuilder.errors import Location, fail
from policybuilder.files.read import read_regular
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.library.strict_yaml import decode_text, read_yaml
from policybuilder.lifecycle.library_seen import FOLDER, Seen, read_seen, seen_file, seen_now, seen_text
from policybuilder.update.carrying import Moved, moved_amendments, settled
from policybuilder.update.news import News, news
from policybuilder.update.questions import new_questions


@dataclass(frozen=True)
class Renewed:
    """A line of a profile that named an id that the library gave up.

    `new` is the id that stands there now; where it is empty the line was taken out, and `said` is what it said.
    """

    location: Location
    old: str
    new: str
    said: str = ""


@dataclass(frozen=True)
class Update:
    """What an update of a council says and does.

    `first` says that nothing was kept of an earlier library, so nothing is guessed of what it changed. `renewed` are
    the lines with old ids, `asked` the parameters whose questions are added. `proposal` holds the profile and the kept
    library as they would be; it has no files when there is nothing to do.
    """

    profile: str
    first: bool
    news: tuple[News, ...]
    moved: tuple[Moved, ...]
    proposal: Proposal
    renewed: tuple[Renewed, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[Moved, ...]:
        """The amendments that a person must settle."""
        return tuple(each for each in self.moved if each.state == "conflict")

    @property
    def is_due(self) -> bool:
        """Whether there is something to do: something to write, or a conflict to settle."""
        return bool(self.proposal.files or self.conflicts)


def update(library: Library, profile: str, day: str) -> Update:
    """Return what an update of a council to its library says and would write; `day` is today, in ISO form.

    Every word of the council's own is in the profile afterwards, or in what is told. The same library gives no changes.
    Of a base, only old ids are written anew. Raises PolicyBuilderError for what is wrong with the profile and the
    library.
    """
    root = library.workspace.root
    assert root is not None
    found = library.profile(profile)
    text = decode_text(library.profile_files[profile].content(), found.file)
    renewed = _renewed(found, text)
    changes: list[Change] = [PresentIds(found.old_names, library.names)] if renewed else []
    if found.front.base:
        proposal = propose(library, profile, changes) if changes else Proposal(root, profile, {})
        return Update(profile, False, (), (), proposal, renewed)
    before, now = read_seen(root, profile), seen_now(library, profile, day)
    moved = moved_amendments(library, profile)
    changes += [change for each in moved if (change := each.change()) is not None]
    asked = list(new_questions(library, found, text, before, now)) if before is not None else []
    changes += asked
    proposal = propose(library, profile, changes) if changes else Proposal(root, profile, {})
    told = news(library, found, before, now) if before is not None else ()
    if not _is_same(before, now):
        proposal = replace(proposal, files={**proposal.files, **_seen_files(library, profile, now)})
    return Update(profile, before is None, told, moved, proposal, renewed, _names(asked))


def _names(asked: Sequence[Ask]) -> tuple[str, ...]:
    return tuple(each.name for each in asked)


def _renewed(profile: Profile, text: str) -> tuple[Renewed, ...]:
    """Return the lines of a profile that name what the library gave up."""
    found = []
    for each in profile.old_names:
        if not each.is_gone:
            old = each.old or "words that use names of before"
            found.append(Renewed(each.location, old, each.new if each.old else "the names of now"))
            continue
        at = read_yaml(text, profile.file).child(*each.path)
        said = flow(at.plain()) if at is not None else ""
        found.append(Renewed(each.location, each.old, "", f"{each.path[-1]}: {said}" if each.part == "key" else said))
    return tuple(found)


def settle(library: Library, profile: str, clause: str, keep: str, document: str = "") -> Proposal:
    """Return what settles the conflicts of a clause: `keep` is "ours" or "library".

    Raises PolicyBuilderError when nothing of it is in conflict, and for another word.
    """
    if keep not in ("ours", "library"):
        raise fail(Location("--keep"), f'"{keep}" is neither ours nor library', "wrong-text", "write ours or library")
    changes: Sequence[Change] = settled(library, profile, clause, keep, document)
    return propose(library, profile, changes)


def _is_same(before: Seen | None, now: Seen) -> bool:
    return before is not None and replace(before, day=now.day) == now


def _seen_files(library: Library, profile: str, now: Seen) -> dict[str, tuple[bytes | None, bytes | None]]:
    root = library.workspace.root
    assert root is not None
    path = seen_file(root, profile)
    there = read_regular(path) if path.is_file() else None
    return {f"{FOLDER}/{profile}.yaml": (there, seen_text(now).encode())}
