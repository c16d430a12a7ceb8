"""A council taken over to a newer library: what the library changed for it, and what becomes of its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from policybuilder.edit.changes import Change, PresentIds, PutOff
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.edit.yaml_lines import flow
from policybuilder.errors import Location, fail
from policybuilder.files.read import read_regular
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.library.strict_yaml import decode_text, read_yaml
from policybuilder.lifecycle.library_seen import FOLDER, Seen, read_seen, seen_file, seen_now, seen_text
from policybuilder.resolution.anchored import assemblies
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
    the lines with old ids, `asked` the parameters whose questions are added. `changes` are what becomes of the profile,
    and `seen` what is kept of the library, None where that is the same; `files` are the files that they are written to.
    """

    profile: str
    first: bool
    news: tuple[News, ...]
    moved: tuple[Moved, ...]
    renewed: tuple[Renewed, ...] = ()
    asked: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    seen: Seen | None = field(default=None, repr=False)
    files: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[Moved, ...]:
        """The amendments that a person must settle."""
        return tuple(each for each in self.moved if each.state == "conflict")

    @property
    def is_due(self) -> bool:
        """Whether there is something to do: something to write, or a conflict to settle."""
        return bool(self.files or self.conflicts)


def update(library: Library, profile: str, day: str) -> Update:
    """Return what an update of a council to its library says and would do; `day` is today, in ISO form.

    Nothing is proved or written; see `proposed`. Every word of the council's own is in the profile afterwards, or in
    what is told. The same library gives no changes. Of a base, only old ids are written anew. Raises PolicyBuilderError
    for what is wrong with the profile and the library.
    """
    root = library.workspace.root
    assert root is not None
    found = library.profile(profile)
    text = decode_text(library.profile_files[profile].content(), found.file)
    renewed = _renewed(found, text)
    changes: list[Change] = [PresentIds(found.old_names, library.names)] if renewed else []
    file = (found.file,)
    if found.front.base:
        return Update(profile, False, (), (), renewed, (), tuple(changes), None, file if changes else ())
    made = assemblies(library, profile)
    before, now = read_seen(root, profile), seen_now(library, made, day)
    moved = moved_amendments(made)
    changes += [change for each in moved if (change := each.change()) is not None]
    asked = list(new_questions(library, found, text, before, now)) if before is not None else []
    changes += asked
    told = news(library, found, before, now) if before is not None else ()
    seen = None if _is_same(before, now) else now
    if (changes or seen) and found.front.newer_library:
        changes.append(PutOff(None))  # what was put off is taken in now
    files = (*(file if changes else ()), *((f"{FOLDER}/{profile}.yaml",) if seen else ()))
    names = tuple(each.name for each in asked)
    return Update(profile, before is None, told, moved, renewed, names, tuple(changes), seen, files)


def proposed(library: Library, found: Update) -> Proposal:
    """Return the profile and the kept library as an update makes them, read again and proved; nothing is written.

    Raises PolicyBuilderError where the profile cannot be changed so.
    """
    root = library.workspace.root
    assert root is not None
    proposal = propose(library, found.profile, found.changes) if found.changes else Proposal(root, found.profile, {})
    if found.seen is None:
        return proposal
    return replace(proposal, files={**proposal.files, **_seen_files(library, found.profile, found.seen)})


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
