"""What stands where a built file goes: nothing, what was built, or what somebody changed since and must not lose.

Known from the file alone (writers/own_mark.py), so it holds on any machine, without a record of what was built, and for
a draft that a colleague built with a later library: a file that is as its own mark says is ours to write over. So is
one without a mark that holds what is built now: it was built before there were marks. Everything else is kept, until
a person has it set aside.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.files.held import when_let_go
from policybuilder.files.read import read_regular
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers import own_mark
from policybuilder.writers.own_mark import Mark
from policybuilder.writers.word import mark as word_mark

FOLDER = "edited"
"""The folder beside the drafts that edited files are moved to."""

State = Literal["absent", "same", "built", "edited", "blocked"]


@dataclass(frozen=True)
class Seen:
    """What stood in a file's place when it was looked at.

    `state` is "absent"; "same" as what would be written now; "built", and nobody changed it since; "edited" since it
    was built; or "blocked", when it can neither be written over nor set aside. `why` is for the last two: what is
    seen, in words that follow the file's name. `content` is what was read.
    """

    path: Path
    content: bytes | None
    state: State
    why: str = ""
    hint: str = ""


def look(files: Mapping[Path, bytes]) -> tuple[Seen, ...]:
    """Return what stands in the place of each file that would be written."""
    return tuple(_look(path, content) for path, content in files.items())


def _look(path: Path, new: bytes) -> Seen:
    try:
        if path.is_symlink():
            return Seen(path, None, "blocked", "a link stands in the file's place", "move the link, and build again")
        if path.is_dir():
            return Seen(path, None, "blocked", "a folder stands in the file's place", "rename it, and build again")
        content = read_regular(path)
    except (FileNotFoundError, NotADirectoryError):
        return Seen(path, None, "absent")
    except OSError as error:
        hint = "close the file if it is open, and check that you may read it"
        return Seen(path, None, "blocked", f"cannot be read: {error.strerror or error}", hint)
    if content == new:
        return Seen(path, content, "same")
    state, why = (_word if path.suffix == ".docx" else _text)(path, content, new)
    lock = _lock_of(path)
    if state != "same" and lock is not None:
        hint = f"close it, and build again; if nobody has it open, delete {lock.name}"
        return Seen(path, content, "blocked", "is open in Word or LibreOffice", hint)
    return Seen(path, content, state, why)


_EDITED = "was edited since it was built"
_UNKNOWN = "was edited, or built by an earlier release in other words"


def _word(path: Path, content: bytes, new: bytes) -> tuple[State, str]:
    try:
        parts = read_parts(content, path.name)
    except PolicyBuilderError as error:
        return "edited", f"is not as it was built: {error.problems[0].message}"
    made = read_parts(new, path.name)
    if parts == made:
        return "same", ""  # another build of zlib may pack the same parts otherwise
    mark, wanted = word_mark.mark_in_parts(parts), word_mark.mark_in_parts(made)
    if mark is None:
        return ("built", "") if parts == word_mark.unmarked_parts(made) else ("edited", _UNKNOWN)
    return _judged(mark, wanted, word_mark.is_as_built_parts(parts))


def _text(path: Path, content: bytes, new: bytes) -> tuple[State, str]:
    suffix = path.suffix
    mark, wanted = own_mark.mark_in(content, suffix), own_mark.mark_in(new, suffix)
    if mark is None:
        return ("built", "") if content == own_mark.unmarked(new, suffix) else ("edited", _UNKNOWN)
    return _judged(mark, wanted, own_mark.is_as_built(content, suffix))


def _judged(mark: Mark, wanted: Mark | None, as_built: bool) -> tuple[State, str]:
    assert wanted is not None
    if mark.name != wanted.name:
        return "edited", f"is a file of {mark.name}, not of {wanted.name}"
    if not as_built:
        return "edited", _EDITED
    if mark.stage != wanted.stage:
        return "edited", f"is the {mark.stage} copy, not the {wanted.stage}"
    # With the digest of what is built now it holds the same: at most its line ends differ, or what SharePoint adds.
    return ("same" if mark == wanted else "built"), ""


def _lock_of(path: Path) -> Path | None:
    """Return the file that Word (https://support.microsoft.com/kb/211632) or LibreOffice keeps beside an open one."""
    name = path.name
    for lock in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"):
        if (path.parent / lock).exists():
            return path.parent / lock
    return None


def problems_of(seen: Sequence[Seen], root: Path, profile: str) -> Iterator[Problem]:
    """Yield why files are kept. `root` is the workspace, from which they are named."""
    for each in seen:
        if each.state not in ("edited", "blocked"):
            continue
        code, hint = "in-the-way", each.hint
        if each.state == "edited":
            code = "edited-since"
            folder = f"{each.path.parent.name}/{FOLDER}/"
            paper = " --for-committee" if each.path.parent.name == "paper" else ""
            hint = f"`policybuilder build {profile}{paper} --set-aside` moves it to {folder}, and builds"
        message = f"{each.why}: it is kept, and nothing of this document is written"
        yield Problem(Location(each.path.relative_to(root).as_posix()), message, code, hint)


# Setting aside -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def set_aside(seen: Sequence[Seen]) -> Iterator[tuple[Path, ...]]:
    """Move the edited files into the folder "edited" beside them, and yield where they are now.

    Nothing there is ever written over. When what is done meanwhile fails, they are moved back.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for each in seen:
            if each.state == "edited":
                moved.append((each.path, _moved(each.path)))
        yield tuple(place for _, place in moved)
    except BaseException:
        for path, place in moved:
            with contextlib.suppress(OSError):
                if not path.exists():
                    place.rename(path)
        raise


def _moved(path: Path) -> Path:
    try:
        return next(place for place in _places(path) if _is_moved(path, place))
    except OSError as error:
        hint = "close the file if it is open in Word, and check that you may write there"
        raise fail(Location(str(path)), f"cannot be set aside: {error.strerror}", "cannot-set-aside", hint) from None


def _places(path: Path) -> Iterator[Path]:
    """Yield names for a file in the folder for edited ones, with the day of its last change in them."""
    stem, dot, suffix = path.name.partition(".")
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    day = _day_of(path)
    for number in itertools.count(1):
        yield folder / f"{stem}-{day}{'' if number == 1 else f'-{number}'}{dot}{suffix}"


def _is_moved(path: Path, place: Path) -> bool:
    """Move a file to a place, unless something stands there; then return False."""
    try:
        os.link(path, place)  # never over anything, and a kill leaves the file under one name or both
    except FileExistsError:
        return False
    except OSError:
        return _is_moved_over(path, place)
    try:
        when_let_go(path.unlink)
    except OSError:
        place.unlink()
        raise
    return True


def _is_moved_over(path: Path, place: Path) -> bool:
    """Do the same in a file system without links."""
    try:
        # Made here and now, so that nobody else's file can be the one that is moved over.
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    try:
        when_let_go(partial(path.replace, place))
    except OSError:
        place.unlink()
        raise
    return True


def _day_of(path: Path) -> str:
    try:
        # The day that the officer's own folder shows.
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()
    except (OverflowError, ValueError):
        return "undated"
