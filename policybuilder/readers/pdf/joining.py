"""The lines of a PDF put together as texts: a word that is parted at the end of a line is whole again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence


def joined(texts: Sequence[str], words: Collection[str]) -> str:
    """Return lines as one text. `words` are those of the file, in small letters: they tell where a hyphen belongs."""
    made = texts[0] if texts else ""
    for text in texts[1:]:
        parted = re.search(r"([A-Za-z]+)[-\u00ad]$", made)
        following = re.match(r"[a-z]+", text)
        if re.search(r"://\S*[/-]$", made):
            made += text  # an address goes on, and its hyphens are its own
        elif parted and following:
            whole = f"{parted[1]}{following[0]}".lower()
            kept = f"{parted[1]}-{following[0]}".lower() in words and whole not in words
            made = made + text if kept else made[:-1] + text
        else:
            made = f"{made} {text}"
    return " ".join(made.split())


def words_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of some lines in small letters, those with a hyphen as one."""
    return frozenset(word.lower() for text in texts for word in re.findall(r"[\w-]+", text))
