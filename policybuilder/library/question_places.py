"""Where a profile asks a question: the line on which its answer goes, also while that line is a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policybuilder.errors import Location
from policybuilder.library.schema import PARAMETER_SECTIONS

if TYPE_CHECKING:
    from policybuilder.library.profiles import Profile

_LINE = re.compile(r"(?P<indent> *)(?P<comment># ?)?(?P<more> *)(?P<key>[A-Za-z][\w.-]*):(?=\s|$)")
"""A key of a profile with what stands before it, or the same as a comment, as `init` writes a question."""


def answer_path(name: str, document: str = "") -> tuple[str, ...]:
    """Return the keys of a profile below which an answer goes, and its own key.

    A parameter such as `roles.dpo` goes into the section of its name, any other into `parameters`, and what is said of
    a document (`document.owner`) into that `document`.
    """
    section, dot, key = name.partition(".")
    if section == "document":
        return ("documents", document, key)
    return (section, key) if dot and section in PARAMETER_SECTIONS else ("parameters", name)


def in_words(path: Sequence[str]) -> str:
    """Return how a person writes an answer, as in `dpo: under roles:`."""
    return f"{path[-1]}: under {' '.join(f'{key}:' for key in path[:-1])}"


def question_place(profile: Profile, text: str, path: Sequence[str]) -> Location:
    """Return the place of an answer in a profile whose text is `text`, and of its question while that is a comment.

    Where the file has neither, it is the place of the nearest key above it, such as `roles:`.
    """
    if profile.node.child(*path):
        return profile.place(*path)
    return _commented(profile.file, text, path) or profile.place(*path)


def is_asked(profile: Profile, text: str, path: Sequence[str]) -> bool:
    """Return whether a profile has a key, or its question as a comment."""
    return profile.node.child(*path) is not None or _commented(profile.file, text, path) is not None


def _commented(file: str, text: str, path: Sequence[str]) -> Location | None:
    """Return the place of the first commented line with the last key of the path, below the keys before it."""
    above = list(path[:-1])
    inside: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _LINE.match(line)
        if found is None:
            continue
        # A comment stands where its # stands; what is further in is an entry of something else that is a comment.
        indent, comment, key = len(found["indent"]), found["comment"], found["key"]
        keys = [other for depth, other in inside if depth < indent]
        if comment and key == path[-1] and not found["more"] and keys == above:
            return Location(file, number, indent + 1)
        if not comment:
            inside = [(depth, other) for depth, other in inside if depth < indent] + [(indent, key)]
    return None
