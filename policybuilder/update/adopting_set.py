"""The files of a policy that is taken over, written as one set: whatever stops the work, it is there whole or not.

No file system moves files of several folders in one step. So the profile, which makes the others a council's, is moved
into place last; and what the set holds is noted before the first is, so that what a kill left is known and taken away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.alone import no_other
from policybuilder.files.read import read_regular
from policybuilder.files.write import remove, remove_empty, write_changed
from policybuilder.strict_json import UnreadableJsonError, read_json

FOLDER = "adopted"
"""The folder of a workspace that holds what was reported of old policies."""

_NOTE = "unfinished.json"


def write_set(files: Mapping[Path, bytes], root: Path, profile: str, new: tuple[str, ...]) -> None:
    """Write the files of a set, the profile last, all or none; those named `new`, in the workspace, may not be there.

    Raises PolicyBuilderError, with nothing written, where one is, and when a file cannot be written.
    """
    folder = root / FOLDER / profile
    main = root / "profiles" / f"{profile}.yaml"
    made = folder.parent.exists(), folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with no_other(root / FOLDER):
            _take_away(root)
            if present := next((name for name in new if (root / name).exists()), ""):
                where = Location(str(root / present))
                raise fail(where, "the file is there already", "file-exists", "move it away, and adopt again")
            ours = {path: content for path, content in files.items() if not path.exists() and path != main}
            _write_noted(files, main, folder / _NOTE, _note(root, profile, ours))
    finally:
        # Where nothing came of it.
        remove_empty(path for path, stood in ((folder, made[1]), (folder.parent, made[0])) if not stood)


def _write_noted(files: Mapping[Path, bytes], main: Path, note: Path, noted: bytes) -> None:
    write_changed({note: noted})
    ordered = {path: content for path, content in files.items() if path != main}
    try:
        write_changed({**ordered, main: files[main]}, seen={main: None})
    finally:
        remove([note])


def take_away_unfinished(root: Path) -> None:
    """Take away what a kill left of a set whose profile did not come to be; what somebody changed since stays."""
    folder = root / FOLDER
    if folder.is_dir() and any(folder.glob(f"*/{_NOTE}")):
        with no_other(folder):
            _take_away(root)


def _take_away(root: Path) -> None:
    for note in sorted((root / FOLDER).glob(f"*/{_NOTE}")):
        profile, digests = _noted(note)
        if profile and not (root / "profiles" / f"{profile}.yaml").exists():
            left = [root / name for name, digest in digests.items() if _digest(root / name) == digest]
            remove(left)
            remove_empty(path.parent for path in left)
        remove([note])
        remove_empty([note.parent])


def _note(root: Path, profile: str, files: Mapping[Path, bytes]) -> bytes:
    names = {path.relative_to(root).as_posix(): hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return (json.dumps({"profile": profile, "files": names}, indent=2) + "\n").encode()


def _noted(note: Path) -> tuple[str, dict[str, str]]:
    """Return the profile and the digests by name that a note holds; nothing for one that is damaged."""
    try:
        said = read_json(read_regular(note))
    except (OSError, PolicyBuilderError, UnreadableJsonError):
        return "", {}
    files = said.get("files") if isinstance(said, dict) else None
    if not isinstance(files, dict) or said.get("profile") != note.parent.name:
        return "", {}
    return note.parent.name, {name: digest for name, digest in files.items() if _is_inside(name)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and ":" not in name and "\\" not in name


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_regular(path)).hexdigest()
    except (OSError, PolicyBuilderError):
        return ""
