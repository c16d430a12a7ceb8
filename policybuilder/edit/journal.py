"""What changes were made by commands, so that the last list of them can be taken back.

It lies in the workspace's own .policybuilder/, and holds the files as they were before and after each list. Nothing
else rests on it: a workspace without it has only nothing to undo.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from policybuilder.strict_json import read_json

MOST = 20
"""How many lists are kept."""


@dataclass(frozen=True)
class Entry:
    """One list of changes: of which profile, by which command, on what day, and the files before and after."""

    profile: str
    command: str
    when: str
    files: Mapping[str, tuple[bytes | None, bytes | None]]


def journal_file(root: Path) -> Path:
    """Return where a workspace's journal is."""
    return root / ".policybuilder" / "journal.json"


def with_entry(content: bytes | None, entry: Entry) -> bytes:
    """Return a journal with an entry more, the last MOST of them."""
    return _written([*entries(content), entry][-MOST:])


def without_entry(content: bytes | None, entry: Entry) -> bytes:
    """Return a journal without an entry."""
    return _written([each for each in entries(content) if each != entry])


def entries(content: bytes | None) -> list[Entry]:
    """Return the entries of a journal, the oldest first; none of one that is missing or damaged."""
    try:
        return read_entries(content)
    except ValueError:
        return []


def read_entries(content: bytes | None) -> list[Entry]:
    """Return the entries of a journal, the oldest first; none where there is no journal.

    Raises ValueError for one that is damaged, and for one that names a file outside the workspace.
    """
    if content is None:
        return []
    try:
        return [_entry(each) for each in read_json(content)["entries"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _entry(read: Any) -> Entry:
    files = {str(name): (_bytes(pair["before"]), _bytes(pair["after"])) for name, pair in read["files"].items()}
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ValueError(f"{name} is no file of the workspace")
    return Entry(str(read["profile"]), str(read["command"]), str(read["when"]), files)


def _written(kept: list[Entry]) -> bytes:
    content = {
        "entries": [
            {
                "profile": entry.profile,
                "command": entry.command,
                "when": entry.when,
                "files": {
                    name: {"before": _text(before), "after": _text(after)}
                    for name, (before, after) in entry.files.items()
                },
            }
            for entry in kept
        ]
    }
    return (json.dumps(content, indent=1) + "\n").encode()


def _text(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def _bytes(text: Any) -> bytes | None:
    return None if text is None else base64.b64decode(str(text), validate=True)
