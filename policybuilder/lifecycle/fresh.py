"""Knowing, without building it, that a draft is up to date.

After a build, a ledger in .policybuilder/ holds what each profile was built from and what was written, as SHA-256 of
the files: a size and a time can stay the same while somebody edits a draft. It may be deleted at any time: the next
build is then a full one. `build --check` never uses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policybuilder.errors import PolicyBuilderError
from policybuilder.files.read import read_regular
from policybuilder.files.write import write_changed
from policybuilder.library.workspace import Workspace
from policybuilder.lifecycle.built import Built, Order, ProfileOutcome, approved_manifests
from policybuilder.lifecycle.cache import shared_digest
from policybuilder.strict_json import read_json

FOLDER = ".policybuilder"
_FORMAT = 2


class Ledger:
    """What the last builds of a workspace were made from and wrote."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the ledger of a workspace; a missing or damaged one is an empty one."""
        assert workspace.root is not None
        self.root = workspace.root
        self.path = self.root / FOLDER / "built.json"
        self.shared = shared_digest(workspace)
        self._digests: dict[str, str] = {}
        self.entries = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            content = read_json(read_regular(self.path))
            good = content["format"] == _FORMAT and content["shared"] == self.shared
            return dict(content["profiles"]) if good else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def fresh(self, profile: str, order: Order) -> ProfileOutcome | None:
        """Return the last outcome of a profile when building it now would give the same, else None."""
        entry = self.entries.get(self._key(profile, order))
        try:
            if entry is None or any(self._digest(name) != digest for name, digest in entry["inputs"].items()):
                return None
            if any(_digest_of(self.root / name) != digest for name, digest in entry["outputs"].items()):
                return None
            now = {"changed": (), "kept": (), "set_aside": (), "sections": (), "elsewhere": ()}
            built = tuple(Built(**{**_whole(item), **now}) for item in entry["built"])
            named = tuple(item.document for item in built)
            return ProfileOutcome(profile, built, (), tuple(entry["inputs"]), named)
        except (KeyError, TypeError, AttributeError):
            return None

    def note(self, outcome: ProfileOutcome, order: Order) -> None:
        """Keep an outcome without problems; forget a profile that has some, so that it is built and reported again."""
        key = self._key(outcome.profile, order)
        if outcome.problems:
            self.entries.pop(key, None)
            return
        files = [name for built in outcome.built for name in built.files]
        self.entries[key] = {
            "inputs": {name: self._digest(name) for name in outcome.inputs},
            "outputs": {name: _digest_of(self.root / name) for name in files},
            "built": [asdict(built) for built in outcome.built],
        }

    def save(self) -> None:
        """Write the ledger. A folder that cannot be written costs only time, so that is no error."""
        content = {"format": _FORMAT, "shared": self.shared, "profiles": self.entries}
        try:
            write_changed({self.path: json.dumps(content).encode()})
        except PolicyBuilderError:
            return

    def _key(self, profile: str, order: Order) -> str:
        # A version that was approved since changes what the draft says of its history.
        versions = approved_manifests(self.root, profile)
        return "/".join((profile, order.stage, order.document, *order.formats, *versions))

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            self._digests[name] = _digest_of(self.root / name)
        return self._digests[name]


_KINDS = {
    **dict.fromkeys(("profile", "document", "title", "paper"), str),
    **dict.fromkeys(("words", "pages", "unconfirmed", "law_to_check"), int),
}


def _whole(item: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a document that was built. Raises TypeError or KeyError where a part is no such thing."""
    files, age = item["files"], item["reading_age"]
    right = all(type(item[name]) is kind for name, kind in _KINDS.items()) and type(age) in (int, float)
    if not right or not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        raise TypeError
    return {**item, "files": tuple(files)}


def _digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty text when it cannot be read."""
    try:
        return hashlib.sha256(read_regular(path)).hexdigest()
    except OSError:
        return ""


def all_fresh(ledger: Ledger, profiles: Iterable[str], order: Order) -> dict[str, ProfileOutcome]:
    """Return the outcomes of the profiles that are up to date."""
    found = {profile: ledger.fresh(profile, order) for profile in profiles}
    return {profile: outcome for profile, outcome in found.items() if outcome is not None}
