"""Whether this machine and this workspace have what policybuilder needs: what `policybuilder doctor` tells.

Nothing is changed but a file that is made in the workspace and removed at once, to know whether one can be.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Literal

from policybuilder.errors import PolicyBuilderError
from policybuilder.files.office import office_program
from policybuilder.files.temporaries import TEMPORARY, temporary_prefix
from policybuilder.library.copies import copy_of
from policybuilder.library.values import written_date
from policybuilder.library.workspace import OUTPUT, Workspace, find_root, open_workspace, output_elsewhere
from policybuilder.lifecycle.cache import cache_folder
from policybuilder.ooxml.zip import read_parts
from policybuilder.version import VERSION

State = Literal["fine", "note", "wrong"]

_LEAST_FREE = 200_000_000
_LONGEST_ROOT = 120  # Windows ends paths at 259 characters, and a version's files lie some 120 below the workspace
_SYNCED = re.compile(r"onedrive|sharepoint|dropbox|google ?drive|icloud|nextcloud", re.IGNORECASE)
_FONT = re.compile(rb'w:(?:ascii|hAnsi)="([^"]+)"')
_FONT_FILES = (".ttf", ".otf", ".ttc")


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at: how it stands, what was found, and what to do where something is to be done."""

    subject: str
    state: State
    found: str
    advice: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the finding for `--json`."""
        return {"subject": self.subject, "state": self.state, "found": self.found, "advice": self.advice}


def examine(folder: Path | None, today: date) -> tuple[Diagnosis, ...]:
    """Return what was found, the program first, then the machine, then the workspace at `folder` or around this place.

    Never raises: what cannot be looked at is a finding.
    """
    found = [Diagnosis("policybuilder", "fine", f"{VERSION}, in {Path(__file__).parent.parent}"), _python()]
    found += _packages()
    found += [_clock(today), _screen(), _office(), _kept_readings()]
    try:
        workspace = open_workspace(folder)
    except PolicyBuilderError as error:
        problem = error.problems[0]
        nowhere = folder is None and find_root(Path.cwd()) is None
        found.append(Diagnosis("workspace", "note" if nowhere else "wrong", problem.message, problem.hint or ""))
        return tuple(found)
    assert workspace.root is not None
    return (*found, *_workspace(workspace, workspace.root), _fonts(workspace))


def _python() -> Diagnosis:
    told = f"{platform.python_version()} on {platform.system()} {platform.release()}, {sys.executable}"
    return Diagnosis("Python", "fine", told)


def _packages() -> Iterator[Diagnosis]:
    """Yield the packages that the program needs, each with its version, and what is older than it may be."""
    try:
        needed = [line for line in metadata.requires("policybuilder") or () if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        yield Diagnosis("packages", "note", "policybuilder is run from a folder and is not installed", "see the README")
        return
    there = []
    for line in sorted(needed, key=str.lower):
        name, least = re.match(r"[\w.-]+", line), re.search(r">=\s*([\w.]+)", line)
        assert name is not None
        try:
            version = metadata.version(name[0])
        except metadata.PackageNotFoundError:
            yield Diagnosis(name[0], "wrong", "is not installed", f"pip install {name[0]}")
            continue
        if least and _numbers(version) < _numbers(least[1]):
            yield Diagnosis(name[0], "wrong", f"{version} is older than {least[1]}", f"pip install --upgrade {name[0]}")
            continue
        there.append(f"{name[0]} {version}")
    yield Diagnosis("packages", "fine", ", ".join(there))


def _numbers(version: str) -> tuple[int, ...]:
    return (*(int(part) for part in re.findall(r"\d+", version)[:3]), 0, 0, 0)[:3]


def _clock(today: date) -> Diagnosis:
    """Return what day it is here: it decides which dates have passed."""
    return Diagnosis("today", "fine", written_date(today))


def _screen() -> Diagnosis:
    encoding = (getattr(sys.stdout, "encoding", "") or "none").lower()
    if encoding.replace("-", "") in {"utf8", "utf16le", "cp65001"}:
        return Diagnosis("screen", "fine", encoding)
    advice = "letters such as ŵ may show as ?; files are not affected. To mend it, set PYTHONUTF8=1"
    return Diagnosis("screen", "note", encoding, advice)


def _office() -> Diagnosis:
    if found := office_program():
        return Diagnosis("LibreOffice", "fine", found)
    return Diagnosis("LibreOffice", "fine", "not found; only PDFs and pictures of a shell need it")


def _kept_readings() -> Diagnosis:
    folder = cache_folder()
    if folder is None:
        return Diagnosis("kept readings", "note", "there is no folder of yours to keep them in", "builds are slower")
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if not os.access(nearest, os.W_OK):
        return Diagnosis(
            "kept readings", "note", f"{folder} cannot be written", "builds are slower; nothing else changes"
        )
    return Diagnosis("kept readings", "fine", str(folder))


def _workspace(workspace: Workspace, root: Path) -> Iterator[Diagnosis]:
    own = [file for file in workspace.files("profiles", ".yaml") if file.layer.root == root]
    yield Diagnosis("workspace", "fine", f"{root}, {len(own)} profile{'' if len(own) == 1 else 's'}")
    yield _writable(root)
    yield from _room(root)
    yield from _synchronised(root)
    yield from _copies(root)
    for name, leads in output_elsewhere(root):
        yield Diagnosis(f"{name}/", "note", f"is a link: its files are in {leads}", "nothing, if that is meant")
    yield from _left_behind(root)


def _writable(root: Path) -> Diagnosis:
    """Return whether a file can be made where policies go, by making one."""
    folder = next(each for each in (root / OUTPUT, root) if each.is_dir())
    shown = f"{folder.relative_to(root).as_posix()}/" if folder != root else "the workspace"
    try:
        with tempfile.NamedTemporaryFile(prefix=temporary_prefix(), dir=folder):
            return Diagnosis("writing", "fine", f"files can be written in {shown}")
    except OSError as error:
        advice = "ask whoever looks after the folder to let you write there"
        return Diagnosis("writing", "wrong", f"no file can be written in {shown}: {error.strerror}", advice)


def _room(root: Path) -> Iterator[Diagnosis]:
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(root).free
        if free < _LEAST_FREE:
            yield Diagnosis("disk", "wrong", f"{free // 1_000_000} MB are free", "free some space")
    if sys.platform == "win32" and len(str(root)) > _LONGEST_ROOT:
        advice = "move the workspace nearer to the top of the drive: Windows ends long paths"
        yield Diagnosis("path", "note", f"the workspace's path has {len(str(root))} characters", advice)


def _synchronised(root: Path) -> Iterator[Diagnosis]:
    named = [Path(os.environ[name]) for name in ("OneDrive", "OneDriveCommercial") if os.environ.get(name)]
    if any(root.is_relative_to(folder) for folder in named):
        service = "OneDrive"
    elif found := next((part for part in reversed(root.parts) if _SYNCED.search(part)), ""):
        service = found
    else:
        return
    advice = "wait until it has finished before you build or approve, and keep the folder on this device"
    yield Diagnosis("synchronised", "note", f"the workspace lies in {service}", advice)


def _copies(root: Path) -> Iterator[Diagnosis]:
    """Yield the copies that a service or a person made beside authored files, which nothing reads."""
    for folder in ("profiles", "clauses", "templates"):
        for path in sorted((root / folder).rglob("*")):
            if copy := copy_of(path.name):
                name = path.relative_to(root).as_posix()
                advice = f"compare it with {copy.of}, keep what is right there, and delete the copy"
                yield Diagnosis("copy", "wrong", f"{name} looks like a copy of {copy.of} {copy.by}", advice)


def _left_behind(root: Path) -> Iterator[Diagnosis]:
    """Yield how many temporary files a run that was stopped left behind."""
    left = [path for folder in _written_to(root) for path in folder.glob(f"{TEMPORARY}*") if path.is_file()]
    if left:
        names = ", ".join(path.relative_to(root).as_posix() for path in left[:3])
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        advice = "delete them when no other run is at work"
        yield Diagnosis("left behind", "note", f"a run that was stopped left {names}{more}", advice)


def _written_to(root: Path) -> Iterable[Path]:
    yield root
    yield root / "profiles"
    for folder, below, _ in os.walk(root / OUTPUT):
        if Path(folder).is_symlink():
            below.clear()
        yield Path(folder)


def _fonts(workspace: Workspace) -> Diagnosis:
    """Return whether the fonts that the shells name are on this machine. Word replaces one that is not, in silence."""
    wanted: set[str] = set()
    for file in workspace.files("templates/word", ".docx"):
        with contextlib.suppress(PolicyBuilderError, OSError):
            styles = read_parts(file.content(), file.name).get("word/styles.xml", b"")
            wanted |= {name.decode(errors="replace") for name in _FONT.findall(styles)}
    there = _font_names()
    if not there:
        return Diagnosis(
            "fonts", "note", "the fonts of this machine cannot be listed", "look whether Word shows the right one"
        )
    lacking = sorted(name for name in wanted if not _has_font(name, there))
    if lacking:
        advice = "Word and LibreOffice show another in their place: page numbers may differ from a colleague's"
        return Diagnosis("fonts", "note", f"not on this machine: {', '.join(lacking)}", advice)
    return Diagnosis("fonts", "fine", ", ".join(sorted(wanted)) or "none named")


def _has_font(name: str, there: Iterable[str]) -> bool:
    wanted = re.sub(r"[^a-z0-9]", "", name.lower())
    return any(font.startswith(wanted) for font in there)


def _font_names() -> set[str]:
    """Return the names of the files of the fonts here, without spaces, in small letters; Windows shortens some."""
    folders = [
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        Path(os.environ.get("LOCALAPPDATA", "~")).expanduser() / "Microsoft/Windows/Fonts",
        *map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")),
        *(Path(place).expanduser() for place in ("~/.fonts", "~/.local/share/fonts", "~/Library/Fonts")),
    ]
    files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*"))
    names = {re.sub(r"[^a-z0-9]", "", path.stem.lower()) for path in files if path.suffix.lower() in _FONT_FILES}
    # Courier New and Times New Roman have had short file names since Windows 3.1.
    short = {"cour": "couriernew", "times": "timesnewroman"}
    return names | {short[name] for name in names & short.keys()}
