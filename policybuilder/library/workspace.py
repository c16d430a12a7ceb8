"""Where files are: a workspace laid over the built-in library.

A workspace is a folder that holds profiles/, and where wanted its own clauses/ and templates/. Its files take the
place of built-in ones of the same id. No path that is written in a file may lead out of the workspace.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from policybuilder.errors import Location, fail
from policybuilder.files.read import read_regular

BUILT_IN = "built-in"
NEEDS_FILE = "policybuilder.yaml"
"""The file, at the top of a workspace, that says which version of the program it needs."""
MAX_BYTES = 1_000_000
"""How large a file that people write may be."""
SCHEMA_FILE = ".policybuilder/profile.schema.json"
"""Where `init` writes what an editor checks a profile against."""
OUTPUT = "output"
"""The folder of a workspace in which drafts, papers and versions stand."""


@dataclass(frozen=True)
class Layer:
    """One folder of clauses/, templates/ and profiles/. `prefix` stands before its paths in messages."""

    root: Path
    prefix: str

    def shown(self, path: Path) -> str:
        """Return how a file of this layer is named in messages and provenance, with forward slashes."""
        relative = path.relative_to(self.root).as_posix()
        return f"{self.prefix}/{relative}" if self.prefix else relative

    def shown_folder(self, folder: str) -> str:
        """Return what stands before the name of each file of a folder; nothing where the layer itself is the folder."""
        named = PurePosixPath(self.prefix, folder).as_posix()
        return "" if named == "." else f"{named}/"


@dataclass(frozen=True)
class AuthoredFile:
    """A file of a layer: where it is and how it is named in messages."""

    path: Path
    name: str
    layer: Layer

    def content(self) -> bytes:
        """Return the file's bytes. Raises PolicyBuilderError when it cannot be read or leads out of its layer."""
        try:
            if self._leads_out():
                raise fail(
                    Location(self.name),
                    "the file is a link that leads out of the workspace",
                    "outside-workspace",
                    "copy the file into the workspace",
                )
            return read_regular(self.path, 20 * MAX_BYTES)
        except OSError as error:
            reason = error.strerror or str(error)
            raise fail(Location(self.name), f"cannot be read: {reason}", "unreadable") from None

    def _leads_out(self) -> bool:
        """Return whether a link on the way from the layer to the file leads out of it. Where no link is, none does."""
        root, way = os.fspath(self.layer.root), os.fspath(self.path)
        # On Windows a folder may lead elsewhere without being a link.
        if sys.platform != "win32" and way.startswith(f"{root}/") and ".." not in way:
            ends = [each.end() for each in re.finditer("[^/]+", way) if each.start() > len(root)]
            if not any(stat.S_ISLNK(os.lstat(way[:end]).st_mode) for end in ends):
                return False
        return not Path(os.path.realpath(way)).is_relative_to(_real(self.layer.root))

    def text(self, limit: int = MAX_BYTES) -> str:
        """Return the file's text; see `decode_text` for what is refused."""
        # Imported here, as the check of a version below: who only asks where files are has no YAML to read.
        from policybuilder.library.strict_yaml import decode_text

        return decode_text(self.content(), self.name, limit)


@dataclass(frozen=True)
class Workspace:
    """The layers to read from, nearest first, and the folder that output goes to (None without a workspace)."""

    layers: tuple[Layer, ...]
    root: Path | None

    def files(self, folder: str, suffix: str, deep: bool = False) -> Iterator[AuthoredFile]:
        """Yield the files of a folder of each layer, nearest layer first, in name order."""
        for layer in self.layers:
            base, within = layer.root / folder, layer.shown_folder(folder)
            for parts in sorted(_listed(os.fspath(base), os.path.normcase(suffix), deep), key=_in_order):
                yield AuthoredFile(base.joinpath(*parts), within + "/".join(parts), layer)

    def versions_of(self, relative: str) -> tuple[AuthoredFile, ...]:
        """Return the file of this relative path in each layer that has one, nearest first."""
        found = ((layer, layer.root / relative) for layer in self.layers)
        return tuple(AuthoredFile(path, layer.shown(path), layer) for layer, path in found if _is_file(path))

    def named_file(self, relative: str, location: Location, folder: str = "") -> AuthoredFile:
        """Return the nearest file of a path that was written at `location`.

        Raises PolicyBuilderError when the path is absolute, climbs out of the workspace, or names nothing.
        """
        path = PurePosixPath(relative.replace("\\", "/"))
        drive = len(relative) > 1 and relative[1] == ":"
        if path.is_absolute() or drive or ".." in path.parts:
            hint = "write a path inside the workspace, such as templates/word/letterhead.docx"
            raise fail(location, f'the path "{relative}" leads out of the workspace', "outside-workspace", hint)
        candidates = [path, PurePosixPath(folder) / path] if folder else [path]
        for candidate in candidates:
            versions = self.versions_of(candidate.as_posix())
            if versions:
                return versions[0]
        looked = " or ".join(candidate.as_posix() for candidate in candidates)
        raise fail(location, f'no file "{relative}"', "no-such-file", f"looked for {looked} in the workspace")


def _listed(folder: str, suffix: str, deep: bool, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the files of a folder with a suffix, each as the names that lead to it; no folder is entered by a link.

    What is hidden, and what Word lays beside an open file, is none. As `Path.glob`, in a third of its time.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if os.path.normcase(entry.name).endswith(suffix) and _is_listed(entry):
            yield (*above, entry.name)
        elif deep and entry.is_dir(follow_symlinks=False):
            yield from _listed(entry.path, suffix, deep, (*above, entry.name))


def _is_listed(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith((".", "~$")) and entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _in_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what files are put in order by, as paths are: folder by folder, on Windows whatever their case."""
    return tuple(map(os.path.normcase, parts))


@cache
def _real(folder: Path) -> str:
    """Return a folder's path without links; a folder that is moved while a program runs is none of its own."""
    return os.path.realpath(folder)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long, or a folder that may not be looked into
        return False


def output_elsewhere(root: Path) -> tuple[tuple[str, str], ...]:
    """Return the folders of output/, councils and documents, that are links out of it, each with where it leads.

    They are relative to the workspace. A link may be meant; what is written there goes to another place all the same.
    """
    output = root / OUTPUT
    home = _real(root) + os.sep + OUTPUT
    found = []
    for path in (output, *sorted(output.glob("*")), *sorted(output.glob("*/*"))):
        if path.is_symlink() and not Path(leads := os.path.realpath(path)).is_relative_to(home):
            found.append((path.relative_to(root).as_posix(), leads))
            if path == output:
                break
    return tuple(found)


@cache
def built_in_root() -> Path:
    """Return the folder of the built-in library: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "built_in"
    return installed if installed.is_dir() else package.parent


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds profiles/, or None."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "profiles").is_dir()), None)


def open_workspace(folder: Path | None = None, start: Path | None = None) -> Workspace:
    """Return the workspace at `folder`, or the one found by walking up from `start`.

    Raises PolicyBuilderError when `folder` is no workspace or none is found, and when it needs a newer program.
    """
    try:
        root = folder.resolve() if folder else find_root(start or Path.cwd())
        there = root is not None and (root / "profiles").is_dir()
    except (OSError, ValueError):  # no folder can have the name
        root, there = None, False
    if root is None or not there:
        where = folder or start or Path.cwd()
        raise fail(
            Location(str(where)),
            "no workspace here: no folder profiles/",
            "no-workspace",
            "run `policybuilder init` to make one, or name one with --workspace FOLDER",
        )
    built_in = built_in_root()
    own = Layer(root, "")
    if _is_file(root / NEEDS_FILE):
        from policybuilder.library.needs import check_needs

        check_needs(AuthoredFile(root / NEEDS_FILE, NEEDS_FILE, own).text(), NEEDS_FILE)
    same = built_in.resolve() == root
    return Workspace((own,) if same else (own, Layer(built_in, BUILT_IN)), root)


def built_in_workspace() -> Workspace:
    """Return the built-in library alone, for commands that need no profile."""
    return Workspace((Layer(built_in_root(), ""),), None)
