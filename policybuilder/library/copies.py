"""Files that no person wrote: copies that OneDrive and others make when two people save, and what Office leaves.

Known from the name alone. An id is lower-case words joined by hyphens, so no name here can be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policybuilder.errors import Location, fail

CONFLICTED = "conflicted-copy"
"""The code of what is said of a copy."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ENDS = (
    (r" ?\((?P<who>[^()]*)'s (?:in )?(?:conflicted copy|conflict)[^()]*\)", "that Dropbox or another service made"),
    (r" ?\([^()]*(?:conflict|case)[^()]*\)", "that a service made while files were synchronised"),
    (
        r"[-_. ](?:sync-)?conflict(?:ed)?(?:[-_. ]?copy)?[-_. ]?[\w-]*",
        "that a service made while files were synchronised",
    ),
    (r" ?[-–] Copy(?: ?\(\d+\))?", "that Windows made"),
    (r" ?\(\d+\)", "that a browser or Windows made"),
    (r" copy(?: \d+)?", "that somebody made"),
    (r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?:-\d+)?", "that OneDrive made when two computers had saved it"),
)
_START = re.compile(r"(?:Copy|Kopie) (?:\(\d+\) )?of (?P<of>.+)", re.IGNORECASE)
_LOCKS = (re.compile(r"~\$(?P<of>.+)"), re.compile(r"\.~lock\.(?P<of>.+)#"))
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db", ".ds_store"})


@dataclass(frozen=True)
class Copy:
    """What a file is a copy of, by name, and who makes such copies."""

    of: str
    by: str


def copy_of(name: str) -> Copy | None:
    """Return what a file or folder of this name is a copy of, or None for any other name."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or " " in suffix or len(suffix) > 5 or suffix.isdecimal():
        stem, dot, suffix = name, "", ""
    if _ID.fullmatch(stem):
        return None
    if found := _START.fullmatch(stem):
        return Copy(f"{found['of']}{dot}{suffix}", "that somebody made")
    for end, by in _ENDS:
        if found := re.fullmatch(f"(?P<of>.+?){end}", stem):
            return Copy(f"{found['of']}{dot}{suffix}", by)
    return None


def lock_on(name: str) -> str | None:
    """Return the file that is open while a file of this name lies beside it, or None for any other name.

    Word keeps ~$policy.docx, and for a longer name leaves out its first two letters; LibreOffice .~lock.policy.docx#.
    """
    found = next((match for lock in _LOCKS if (match := lock.fullmatch(name))), None)
    return found["of"] if found else None


def refuse_lock(name: str, shown: str) -> None:
    """Raise PolicyBuilderError, at the file `shown`, when a file of this name only says that another is open."""
    opened = lock_on(name)
    if opened is not None:
        message = f"this is no document: Word or LibreOffice keeps it while {opened} is open"
        raise fail(Location(shown), message, "left-behind", f"name {opened}")


def of_the_system(name: str) -> bool:
    """Return whether Windows or macOS keeps a file of this name in any folder."""
    return name.lower() in _OF_THE_SYSTEM


def told_as_copy(name: str) -> tuple[str, str, str] | None:
    """Return message, code and hint for a file that is a copy of another; None when its name says no such thing."""
    copy = copy_of(name)
    return told_as(copy) if copy else None


def told_as(copy: Copy) -> tuple[str, str, str]:
    """Return message, code and hint for a copy."""
    message = f"looks like a copy of {copy.of} {copy.by}"
    hint = f"compare it with {copy.of}, keep what is right in that one, and delete the copy or move it elsewhere"
    return message, CONFLICTED, hint


def name_of_file(id: str, stem: str, suffix: str, what: str) -> str:
    """Return what to do where a file that holds `id` has another name: rename one of the two, where either can be."""
    other = f', or the {what} "{stem}"' if _ID.fullmatch(stem) else ""
    return f"name the file {id}{suffix}{other}"
