"""What the rules find in a clause, and slips of typing in a file, kept as readings.

Both are pure: a clause's findings follow from its text, the reference files and the word lists; a file's slips from its
text. So they can be known from before like anything that was read, and the library that ships is not looked at again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from policybuilder.checks.rule import Rule
from policybuilder.errors import Problem
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.profile_slips import library_slips
from policybuilder.library.reference import FOLDER
from policybuilder.library.strict_yaml import Node
from policybuilder.library.workspace import AuthoredFile
from policybuilder.readings import READINGS, key_of


class ClauseFindings:
    """What some rules about texts and clauses find in the clauses of a library."""

    def __init__(self, library: Library, rules: Iterable[Rule]) -> None:
        """Take the rules, and digest what they look at beside the clause."""
        self._library = library
        digest = hashlib.sha256()
        layers = set()
        for file in library.workspace.files(FOLDER, ".yaml"):
            layers.add(file.layer.root)
            content = file.content()
            digest.update(f"{file.path.name} {len(content)} ".encode())
            digest.update(content)
        self._beside = (digest.hexdigest(), *sorted(rule.id for rule in rules))
        self._only = next(iter(layers)) if len(layers) == 1 else None

    def of(self, clause: ClauseSource, look: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
        """Return what the rules find in a clause, from before or by `look`."""
        file = self._library.clause_files[clause.id]
        # A clause of the library may be judged by a workspace's reference files otherwise than one of the workspace.
        here = "here" if file.layer.root == self._only else file.layer.prefix
        key = key_of("findings", self._library.clause_text(clause.id), clause.content_hash, here, *self._beside)
        return READINGS.of(key, clause.file, lambda: tuple(look()))


def slips(file: AuthoredFile, text: str, node: Node) -> Iterator[Problem]:
    """Yield the slips in a file's text, from before or by looking at it; `node` is what it holds."""
    yield from READINGS.of(key_of("slips", text), file.name, lambda: tuple(library_slips(node, text)))
