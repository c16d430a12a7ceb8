"""Files written so that nothing is ever half written or lost, whatever stops the work.

New content goes to a temporary file beside its target and is moved over it in one step. A group of files is first
written whole and only then moved, so a full disk or an error leaves the old group as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.files.held import when_let_go
from policybuilder.files.read import read_regular
from policybuilder.files.temporaries import remove_leftovers, remove_temporary, temporary_prefix
from policybuilder.ooxml.zip import same_parts


def changed(files: Mapping[Path, bytes]) -> list[Path]:
    """Return the paths whose file is missing or holds something else.

    Word files are held against one another part by part: another build of zlib may pack the same parts otherwise.
    """
    return [path for path, content in files.items() if not _holds(path, content)]


def _holds(path: Path, content: bytes) -> bool:
    there = _bytes_of(path)
    if there == content or there is None:
        return there == content
    return path.suffix == ".docx" and same_parts(there, content)


def write_changed(files: Mapping[Path, bytes], seen: Mapping[Path, bytes | None] = MappingProxyType({})) -> list[Path]:
    """Write the files whose bytes differ, all or none, and return their paths. `seen` is as in `write_over`.

    Raises PolicyBuilderError when a file cannot be written (disk full, no permission, open in Word); the files are then
    as they were before.
    """
    targets = changed(files)
    with _prepared({path: files[path] for path in targets}) as prepared:
        _move(prepared, seen)
    return targets


def write_over(files: Mapping[Path, bytes], seen: Mapping[Path, bytes | None]) -> None:
    """Write the files, all or none, each over what was seen in its place (None: nothing).

    Raises PolicyBuilderError when a file cannot be written, and when one has been saved since it was seen: whoever did
    that shall not lose it.
    """
    with _prepared(files) as prepared:
        _move(prepared, seen)


@contextlib.contextmanager
def _prepared(files: Mapping[Path, bytes]) -> Iterator[dict[Path, Path]]:
    """Write each file's content to a temporary file beside it; yield target by temporary file; remove the rest."""
    prepared: dict[Path, Path] = {}
    made: list[Path] = []
    target = Path()
    try:
        for target in files:
            _refuse_other(target)
            made.extend(folder for folder in target.parents if not folder.exists() and folder not in made)
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
            remove_leftovers(folder)
        for target, content in files.items():
            descriptor, name = tempfile.mkstemp(prefix=temporary_prefix(), dir=target.parent)
            prepared[Path(name)] = target
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
        yield prepared
    except (OSError, ValueError) as error:
        raise _cannot_write(target, error) from None
    finally:
        for temporary in prepared:
            remove_temporary(temporary)
        remove_empty(sorted(made, reverse=True))  # where nothing came of it, the deepest first


def _refuse_other(target: Path) -> None:
    """Raise PolicyBuilderError where a link, pipe or device stands: none is ever written to or replaced."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        message, hint = f"it is a link to {target.readlink()}", "name the file itself"
    elif stat.S_ISREG(mode) or stat.S_ISDIR(mode):  # that of a folder is told when it is moved over
        return
    else:
        message, hint = "it is a pipe or device, not a file", "name a file"
    raise fail(Location(str(target)), f"cannot be written: {message}", "cannot-write", hint)


def remove(paths: Iterable[Path]) -> None:
    """Remove files. Raises PolicyBuilderError for one that cannot be removed; the others are gone then."""
    problems = Problems()
    for path in paths:
        try:
            when_let_go(partial(path.unlink, missing_ok=True))
        except OSError as error:
            problems.add(Location(str(path)), f"cannot be removed: {error.strerror or error}", "cannot-write", _OPEN)
    problems.raise_errors()


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders that hold nothing, each once; one that holds something, or is none, stays as it is."""
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _move(prepared: Mapping[Path, Path], seen: Mapping[Path, bytes | None]) -> None:
    """Move the temporary files over their targets; when one cannot be, put the earlier ones back."""
    kept: dict[Path, bytes | None] = {}
    for temporary, target in prepared.items():
        try:
            before = _to_put_back(target)
            if target in seen and before != seen[target]:
                raise _saved_meanwhile(target)
            _match_mode(temporary, target)
            when_let_go(partial(temporary.replace, target))
        except BaseException as error:
            for path, content in kept.items():
                _restore(path, content)
            if isinstance(error, OSError):
                raise _cannot_write(target, error) from None
            raise
        kept[target] = before


def _match_mode(temporary: Path, target: Path) -> None:
    """Give a temporary file, which only its maker may read, the mode of its target or of any new file."""
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(PermissionError):  # a network drive without modes
        temporary.chmod(mode)


def _restore(path: Path, content: bytes | None) -> None:
    """Put a file back as it was. Where even that fails, the new file stays, whole."""
    with contextlib.suppress(OSError, PolicyBuilderError):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_changed({path: content})


def _bytes_of(path: Path) -> bytes | None:
    """Return what a file holds; None where there is no file, or a folder, pipe or device, which are never read."""
    try:
        return read_regular(path)
    except OSError:
        return None


def _to_put_back(path: Path) -> bytes | None:
    """Return what stands in a place as `_bytes_of` does. Raises PermissionError for a file that may not be read.

    It could not be put back if a later file of the group cannot be written, so it is not written over.
    """
    try:
        return read_regular(path)
    except PermissionError:
        raise
    except OSError:
        return None


def _saved_meanwhile(path: Path) -> PolicyBuilderError:
    message = "somebody saved the file while it was being built; nothing was changed"
    return fail(Location(str(path)), message, "saved-meanwhile", "run the command again")


_RANDOM = 8
"""How many letters tempfile puts after the start of a temporary file's name."""
_LONGEST = 259
"""The longest path that Windows opens unless long paths are allowed there, the name's end left out."""

_OPEN = "is it open in Word? Close it, and run the command again; nothing was changed. If not, may you write there?"
"""Windows lets nobody replace a file that a program has open, and calls that "permission denied"."""


def _cannot_write(path: Path, error: OSError | ValueError) -> Exception:
    if isinstance(error, ValueError):  # a name that holds a NUL, or half a character
        return fail(
            Location(str(path)), "cannot be written: no file can have this name", "cannot-write", "name another"
        )
    hints = {
        "ENOSPC": "free some disk space, and run the command again",
        "EACCES": _OPEN,
        "EPERM": _OPEN,
    }
    name = errno.errorcode.get(error.errno or 0, "")
    reason = error.strerror or str(error)
    hint = hints.get(name, "nothing was changed")
    # It is first written beside its place, under a name that may be longer than its own.
    longest = len(str(path.absolute().parent)) + 1 + max(len(path.name), len(temporary_prefix()) + _RANDOM)
    if name in ("ENOENT", "ENAMETOOLONG", "EINVAL") and longest > _LONGEST:
        hint = f"its path has {longest} letters while it is written, and Windows ends at {_LONGEST}: "
        hint += "move the workspace nearer to the top of the drive, or ask ICT to allow long paths"
    return fail(Location(str(path)), f"cannot be written: {reason}", "cannot-write", hint)
