"""In what two texts may differ that a person asked not to see."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import Literal, get_args

Ignorable = Literal["formatting", "whitespace", "case"]
"""How words look; spaces, also where they part or join words; capital and small letters."""
IGNORABLE: tuple[Ignorable, ...] = get_args(Ignorable)


def differs_in(old: str, new: str, chosen: Collection[Ignorable]) -> str:
    """Return in what of the chosen two texts differ, and in nothing else; an empty text when they differ otherwise."""
    of_words = [each for each in IGNORABLE if each in chosen and each != "formatting"]
    for size in range(1, len(of_words) + 1):
        for some in combinations(of_words, size):
            if _folded(old, some) == _folded(new, some):
                return " and ".join(some)
    return ""


def _folded(text: str, chosen: Collection[str]) -> str:
    text = "".join(text.split()) if "whitespace" in chosen else text
    return text.casefold() if "case" in chosen else text
