"""Questions that somebody else is to answer: who, and since when, noted beside the workspace's files.

It lies in the workspace's own .policybuilder/. No policy rests on it: without it, nobody is said to be waited for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.inert import printable
from policybuilder.strict_json import read_json

_MOST_LETTERS = 80


@dataclass(frozen=True)
class Handed:
    """Who is to answer a question, and since which day (as 2026-11-27)."""

    to: str
    since: str


def handed(root: Path, profile: str) -> Mapping[str, Handed]:
    """Return who is to answer which question of a council; nothing where the note is missing or damaged."""
    try:
        return _read(root).get(profile, {})
    except PolicyBuilderError:
        return {}


def hand(root: Path, profile: str, question: str, to: str, since: str) -> None:
    """Note that somebody is to answer a question.

    Raises PolicyBuilderError when it cannot be written, and where what is noted already cannot be read, which stays.
    """
    known = {id: dict(listed) for id, listed in _read(root).items()}
    known.setdefault(profile, {})[question] = Handed(printable(" ".join(to.split()))[:_MOST_LETTERS], since)
    written = {
        id: {name: {"to": each.to, "since": each.since} for name, each in own.items()} for id, own in known.items()
    }
    path = _path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_changed({path: (json.dumps(written, indent=1, ensure_ascii=False) + "\n").encode()})


def _path(root: Path) -> Path:
    return root / ".policybuilder" / "handed.json"


def _read(root: Path) -> dict[str, dict[str, Handed]]:
    path = _path(root)
    try:
        read = read_json(read_regular(path)) if path.is_file() else {}
        return {str(id): {str(name): _one(each) for name, each in own.items()} for id, own in read.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        hint = "mend the file, or delete it and note again who was asked"
        message = "who is to answer which question cannot be read, so nothing is written over it"
        raise fail(Location(path.relative_to(root).as_posix()), message, "unreadable-note", hint) from None


def _one(read: Any) -> Handed:
    return Handed(str(read["to"]), str(read["since"]))
