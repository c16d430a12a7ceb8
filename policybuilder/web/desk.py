"""The workspace as a request finds it: read once, and read again when any of its files is another than it was."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flask import current_app

from policybuilder import api
from policybuilder.document import clauses
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import built_in_workspace
from policybuilder.web.work import Works

if TYPE_CHECKING:
    from policybuilder.document import Document
    from policybuilder.library.reference import ReferenceFiles
    from policybuilder.library.workspace import AuthoredFile
    from policybuilder.resolution.asked import Asked


_PROFILES = "profiles"
_FOLDERS = ("clauses", _PROFILES, "templates")
_MOST_CLAUSES = 1_500
"""How many clauses the documents have that are kept as made: those of one council, which may have every document there
is, as they are and as an answer would make them (some 4 kB each)."""
_Stamp = Mapping[Path, tuple[int, ...]]
_Text = tuple[str, ...]
"""What tells a council's profile, with the bases that it extends, from the same in other words."""


@dataclass(frozen=True)
class _Beneath:
    """The reference files, clauses and templates that a document was made of, read at one time.

    A library would keep the profiles that it was made with, too, and an answer that is looked at makes one anew.
    """

    reference: ReferenceFiles
    clause_files: Mapping[str, AuthoredFile]
    template_files: Mapping[str, AuthoredFile]

    @classmethod
    def of(cls, library: Library) -> Self:
        """Return what is beneath the profiles of a library."""
        return cls(library.reference, library.clause_files, library.template_files)

    def is_of(self, library: Library) -> bool:
        """Return whether a library has the same, read at the same time."""
        return (
            self.reference is library.reference
            and self.clause_files is library.clause_files
            and self.template_files is library.template_files
        )


@dataclass
class Desk:
    """A workspace folder and its library. `writing` is held by whoever changes files: one after the other."""

    root: Path
    writing: threading.RLock = field(default_factory=threading.RLock)
    works: Works = field(default_factory=Works)
    _made: dict[tuple[str, str, _Text], tuple[_Beneath, Document]] = field(default_factory=dict)
    _asked: dict[str, tuple[_Beneath, _Text, tuple[Asked, ...]]] = field(default_factory=dict)
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _known: tuple[_Stamp, Library, int] | None = None

    def library(self) -> Library:
        """Return the library as the files are now.

        It is the built-in one while there is no workspace yet. Raises PolicyBuilderError when the reference files have
        problems.
        """
        return self.edition()[0]

    def edition(self) -> tuple[Library, int]:
        """Return the library as the files are now, and its number: each that was read since the start has another."""
        with self._reading:
            stamp = _stamp(self.root)
            if self._known is None:
                self._known = (stamp, self._load(), 1)
            elif self._known[0] != stamp:
                before, library, number = self._known
                changed = _changed_profiles(before, stamp, self.root)
                made = library.with_profiles_unread(changed) if changed else self._load()
                self._known = (stamp, made, number + 1)
            return self._known[1:]

    def document(self, profile: str, document: str) -> Document:
        """Return a council's document as the files are now. Raises PolicyBuilderError for what is wrong with it."""
        return self.resolved(self.library(), profile, document)

    def resolved(self, library: Library, profile: str, document: str) -> Document:
        """Return a council's document as a library has it, made anew only where it was not made of the same before.

        What a preview made is what the answer gives once it is saved. Raises PolicyBuilderError like `document`.
        """
        key = (profile, document, _text(library, profile))
        known = self._made.pop(key, None)
        if known is None or not known[0].is_of(library):
            known = (_Beneath.of(library), api.resolve(library, profile, document))
        self._made[key] = known
        self._forget_oldest()
        return known[1]

    def asked(self, profile: str) -> tuple[Asked, ...]:
        """Return what is asked of a council, with how it stands. Raises PolicyBuilderError like `document`."""
        library = self.library()
        text = _text(library, profile)
        known = self._asked.get(profile)
        if known is None or known[1] != text or not known[0].is_of(library):
            known = self._asked[profile] = (_Beneath.of(library), text, api.asked(library, profile))
        return known[2]

    def files(self) -> object:
        """Return what tells whether a file that the library is read from changed."""
        return _stamp(self.root)

    @property
    def is_workspace(self) -> bool:
        """Whether there is a profile's folder yet; the first council makes it."""
        return (self.root / "profiles").is_dir()

    def _forget_oldest(self) -> None:
        """Keep the document that was asked for last, and of those before as many as have room."""
        room = _MOST_CLAUSES
        last, *before = reversed(list(self._made.items()))
        for key, (_, made) in (last, *before):
            room -= sum(1 for _ in clauses(made))
            if room < 0 and key != last[0]:
                self._made.pop(key, None)

    def _load(self) -> Library:
        return api.load(self.root) if self.is_workspace else open_library(built_in_workspace())


def desk() -> Desk:
    """Return the desk of the app that answers a request."""
    found = current_app.config["DESK"]
    assert isinstance(found, Desk)
    return found


def _text(library: Library, profile: str) -> _Text:
    """Return what tells a council's profile, with its bases, from others: what each says, to the letter."""
    found: dict[str, str] = {}
    left = [profile]
    while left:
        if (id := left.pop()) not in found:
            found[id] = library.profile(id).content_hash
            left += library.profile(id).front.extends
    return tuple(found.values())


def _stamp(root: Path) -> _Stamp:
    """Return what tells whether a file of a workspace changed, for each: its times, its size, and which file it is.

    The second time and the number of the file tell of one that was put in another's place with that one's time, as
    programs do that bring folders of two machines together.
    """
    found = {}
    for folder in _FOLDERS:
        for path in (root / folder).rglob("*"):
            status = path.lstat()
            found[path] = _marks(status)
            if stat.S_ISLNK(status.st_mode) and path.exists():
                found[path] += _marks(path.stat())
    return found


def _marks(status: os.stat_result) -> tuple[int, ...]:
    return status.st_mtime_ns, status.st_size, status.st_ctime_ns, status.st_ino, status.st_mode


def _changed_profiles(before: _Stamp, now: _Stamp, root: Path) -> set[str]:
    """Return the ids of the profiles that changed; none where anything else did, or a file came or went."""
    if before.keys() != now.keys():
        return set()
    changed = {path for path, stamp in now.items() if before[path] != stamp}
    folder = root / _PROFILES
    own = all(path.parent == folder and path.suffix == ".yaml" for path in changed)
    return {path.stem for path in changed} if own else set()
