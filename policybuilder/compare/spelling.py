"""Whether two texts are the same words in two spellings."""

from __future__ import annotations

import re
from difflib import SequenceMatcher


def same_words_spelled(old: str, new: str) -> bool:
    """Return whether two texts are the same words, perhaps spelled or pointed in another way."""
    letters_old, letters_new = (re.sub(r"[\W_]+", "", text).casefold() for text in (old, new))
    if letters_old == letters_new:
        return True
    words_old, words_new = old.split(), new.split()
    if len(words_old) != len(words_new) or any(map(str.isdigit, letters_old + letters_new)):
        return False
    return all(_alike(first.casefold(), second.casefold()) for first, second in zip(words_old, words_new, strict=True))


def _alike(first: str, second: str) -> bool:
    """Return whether two words are one word in two spellings: long enough, and all but a letter or two the same."""
    if first == second:
        return True
    if min(len(first), len(second)) < 6 or first[:3] != second[:3]:
        return False
    prefixes = ("un", "in", "dis", "non")
    if any(first.startswith(p) != second.startswith(p) for p in prefixes):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.85 and abs(len(first) - len(second)) <= 1
