"""Words that stand in the place of an answer and say that there is none yet, or that a post has nobody."""

from __future__ import annotations

import re

NO_ANSWER = "is no answer yet"
"""What is said of words like `TBC`."""
_PLACEHOLDER = re.compile(r"<[^<>:/=@]*>|\[[^\[\]]*\]|x{3,}", re.IGNORECASE)
"""What stands in forms where an answer goes: "<title of the post>", "[Name]", "XXXX"."""
_NO_ANSWERS = frozenset(
    (
        *("tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "todo", "to do", "xxx"),
        *("unknown", "not known", "not sure", "don't know", "don’t know", "n/k", "to confirm"),
    )
)
"""What people write where they do not know the answer."""
_NOBODY = frozenset(("n/a", "na", "none", "nil", "nobody", "no one", "no-one", "vacant", "not applicable"))


def says_nothing(words: str) -> bool:
    """Return whether words only say that nobody knows the answer yet: "TBC", "?"."""
    if _PLACEHOLDER.fullmatch(words.strip()):
        return True
    said = words.casefold().strip("[]().!<> ")
    return said in _NO_ANSWERS or said.startswith("to confirm:") or not words.strip("?.…-–_[]() ")


def waits(words: str) -> bool:
    """Return whether the words of a cell say that they are still to come; a dash or "unknown" may well stand there."""
    said = words.casefold().strip(" .")
    return bool(said.strip("-–—…. ")) and said not in ("unknown", "not known", "not sure") and says_nothing(words)


def names_nobody(words: str) -> bool:
    """Return whether words in the place of a post say that nobody holds it, or that there is none: "N/A", "Vacant"."""
    return words.casefold().strip("[]().!<> ") in _NOBODY
