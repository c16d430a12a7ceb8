"""The words of a text as they are compared: in small letters, by their stems, words that mean the same as one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’](?:s|S)?\b")

_IDLE_WORDS = """
a about above after again all also am an and any are as at be because been before being below between both but
by can cannot could did do does doing done down during each either else even ever every few for from further
get given had has have having he her here hers him his how however i if in into is it its itself just let may
me might more most must my no nor not of off on once one only or other our ours out over own per rather same
she should since so some such than that the their theirs them then there these they this those through thus to
too under until up upon us very via was way we were what when where whether which while who whom whose why
will with within without would yes you your yours shall need needs ought use used uses using make makes made
making take takes taken taking put ensure ensures including include includes included etc e g ie eg new part
parts within towards whilst across two three four five six seven eight nine ten eleven twelve
council councils policy authority required requires require please
"""
IDLE = frozenset(_IDLE_WORDS.split())
"""Words that say nothing of what a passage is about; duties and limits are looked at apart (`differs`)."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # type: ignore[import-untyped]

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word in small letters, so that "retained" and "retaining" are one."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@dataclass(frozen=True)
class Meanings:
    """Words that mean the same, by their stems: a sequence of stems is read as the first of its group."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> Meanings:
        """Return the meanings of groups of words; a word of several groups belongs to the first."""
        found: dict[tuple[str, ...], str] = {}
        for group in groups:
            name = "=" + "_".join(stems_of(group[0]))
            for words in group:
                found.setdefault(stems_of(words), name)
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for stems, name in found.items():
            if stems:
                by_first.setdefault(stems[0], []).append((stems, name))
        longest_first = {
            first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry)))
            for first, entries in by_first.items()
        }
        return cls(longest_first)

    def words(self, text: str) -> list[str]:
        """Return the words of a text in order, idle ones left out, those with a meaning in common as one."""
        stems = stems_of(text)
        found: list[str] = []
        at = 0
        while at < len(stems):
            name, length = self._next(stems, at)
            if name:
                found.append(name)
            at += length
        return found

    def written(self, text: str, words: Container[str]) -> list[str]:
        """Return some of the words of a text as it writes them, those that are one together, in order."""
        places = list(_WORD.finditer(text))
        stems = tuple(stem(_APOSTROPHE.sub("", place[0]).lower()) for place in places)
        found: list[str] = []
        at = 0
        while at < len(stems):
            name, length = self._next(stems, at)
            if name and name in words:
                found.append(text[places[at].start() : places[at + length - 1].end()])
            at += length
        return found

    def _next(self, stems: tuple[str, ...], at: int) -> tuple[str, int]:
        """Return the word at a place, "" for an idle one, and how many stems it has."""
        for sequence, name in self.by_first.get(stems[at], ()):
            if stems[at : at + len(sequence)] == sequence:
                return name, len(sequence)
        return ("" if stems[at] in IDLE_STEMS or stems[at].isdecimal() else stems[at]), 1


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of all words of a text in order, idle ones too."""
    return tuple(stem(word.lower()) for word in _WORD.findall(_APOSTROPHE.sub("", text)))


IDLE_STEMS = frozenset(stem(word) for word in IDLE)
