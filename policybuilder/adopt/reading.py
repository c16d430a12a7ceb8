"""The file of an old policy -> the old policy."""

from __future__ import annotations

from pathlib import Path

from policybuilder.adopt.old_policy import OldPolicy, old_policy
from policybuilder.errors import Location, fail
from policybuilder.files.read import read_input
from policybuilder.library.copies import refuse_lock
from policybuilder.readers.old_policy import read_old_policy

MOST_BYTES = 50_000_000


def old_policy_in(path: Path) -> OldPolicy:
    """Return the policy of a file. Raises PolicyBuilderError, located at it, when it cannot be read as one."""
    name = str(path)
    refuse_lock(path.name, name)
    content = read_input(path)
    if len(content) > MOST_BYTES:
        raise fail(Location(name), f"the file is larger than {MOST_BYTES // 10**6} MB", "too-large")
    return old_policy(read_old_policy(content, name), name)
