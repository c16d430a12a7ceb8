"""Whether a text is English: another language is said, and not mapped."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COMMON_WORDS = """
the of and to a in is for that be with as by on are or it this must not will which any an at from may have has
you your we our their all who can should if when where its they been use used us do does how what was were
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_WELSH_WORDS = """
y yr yn i o a ac ar am ei eu eich ein hwn hon hyn rhaid bod sydd mae nad nid nac gan gyda wrth fel neu os pob pan unrhyw
ddim cael wneud gwneud fydd bydd gall dylai ddylai cyngor polisi staff defnyddio gwybodaeth data
deallusrwydd artiffisial
"""
_COMMON_WELSH = frozenset(_COMMON_WELSH_WORDS.split())
_FEWEST = 8
"""A text of fewer words may be a name or a heading in any language."""
_LEAST = 0.35
"""The share of words that must be common in English or in the library."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of some English texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def is_english(text: str, known: frozenset[str]) -> bool:
    """Return whether a text reads as English, of which some words are `known`; one of a few words is taken for it."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST:
        return True
    return sum(word in _COMMON or (len(word) > 2 and word in known) for word in words) >= _LEAST * len(words)


def is_welsh(text: str) -> bool:
    """Return whether a text that is not English reads as Welsh: a language that councils have policies in."""
    words = [word.lower() for word in _WORD.findall(text)]
    return bool(words) and sum(word in _COMMON_WELSH for word in words) >= _LEAST * len(words)
