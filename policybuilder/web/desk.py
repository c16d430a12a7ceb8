"""The workspace as a request finds it: read once, and read again when any of its files is another than it was."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from policybuilder import api
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import built_in_workspace
from policybuilder.web.work import Works

if TYPE_CHECKING:
    from policybuilder.document import Document


_FOLDERS = ("clauses", "profiles", "templates")
_MOST_MADE = 8
"""How many documents are kept as made: an officer works at one council's at a time."""
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Desk:
    """A workspace folder and its library. `writing` is held by whoever changes files: one after the other."""

    root: Path
    writing: threading.RLock = field(default_factory=threading.RLock)
    works: Works = field(default_factory=Works)
    _made: dict[tuple[str, str], tuple[Library, Document]] = field(default_factory=dict)
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
            if self._known is None or self._known[0] != stamp:
                number = 1 if self._known is None else self._known[2] + 1
                self._known = (stamp, self._load(), number)
            return self._known[1:]

    def document(self, profile: str, document: str) -> Document:
        """Return a council's document as the files are now. Raises PolicyBuilderError for what is wrong with it."""
        library = self.library()
        key = (profile, document)
        made = self._made.get(key)
        if made is None or made[0] is not library:
            made = (library, api.resolve(library, profile, document))
            self._made.pop(key, None)
            self._made[key] = made
            for old in list(self._made)[:-_MOST_MADE]:
                self._made.pop(old, None)
        return made[1]

    @property
    def is_workspace(self) -> bool:
        """Whether there is a profile's folder yet; the first council makes it."""
        return (self.root / "profiles").is_dir()

    def _load(self) -> Library:
        return api.load(self.root) if self.is_workspace else open_library(built_in_workspace())


def desk() -> Desk:
    """Return the desk of the app that answers a request."""
    found = current_app.config["DESK"]
    assert isinstance(found, Desk)
    return found


def _stamp(root: Path) -> _Stamp:
    """Return what tells whether a file of a workspace changed: its name, time and size, for each."""
    found = []
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            status = path.lstat()
            found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
