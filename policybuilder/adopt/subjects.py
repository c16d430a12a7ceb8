"""What clauses are about: the words and phrases of their subjects, in whatever way a passage says its rule of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from policybuilder.adopt.stems import Meanings

T = TypeVar("T", bound=Hashable)
_UNKNOWN = 2.0
"""What a word weighs that no subject has."""
_TELLS = 0.5
"""What a word weighs at least that makes a phrase say more: AI, which nearly every clause speaks of, does not."""
_AROUND = 0.6
"""What a word counts whose phrase is whole only with the words that stand around the sentence."""
_PHRASE, _WHOLE = 1.15, 0.8
"""What a word of a phrase counts beside one that stands alone, and what the rarity of the whole phrase counts."""


@dataclass(frozen=True)
class Phrase:
    """Words of a clause's subject that belong together, and what each weighs at least where all are there."""

    clause: str
    words: tuple[str, ...]
    least: float


@dataclass(frozen=True)
class Subjects:
    """The subjects of some clauses: the phrases by the word of each that is rarest, and what each word weighs."""

    holding: Mapping[str, tuple[Phrase, ...]]
    weights: Mapping[str, float]

    def weight(self, words: Iterable[str]) -> float:
        """Return what some words weigh together."""
        return math.fsum(self.weights.get(word, _UNKNOWN) for word in words)

    def less(self, often: Mapping[str, float]) -> Subjects:
        """Return the subjects for a policy that says some words `often`, from 0 to 1: they tell so much less."""
        return replace(self, weights={word: each * (1 - often.get(word, 0.0)) for word, each in self.weights.items()})

    def met(self, words: Collection[str], around: Collection[str] = ()) -> dict[str, dict[str, float]]:
        """Return what each word of a sentence weighs for each clause whose subject has it.

        `around` are words that stand around the sentence; they make a phrase whole and weigh nothing.
        """
        own = set(words)
        every = own.union(around)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for word in every:
            for phrase in self.holding.get(word, ()):
                if counts := _counts(phrase, own, every):
                    said = found[phrase.clause]
                    for each in phrase.words:
                        if each in own:
                            weight = counts * max(self.weights[each], phrase.least)
                            said[each] = max(said.get(each, 0.0), weight)
        return found


def subjects_of(
    phrases: Mapping[str, Iterable[str]], vocabulary: Mapping[str, Collection[str]], meanings: Meanings
) -> Subjects:
    """Return the subjects of clauses from the phrases of each, beside the words that it is known by otherwise.

    A word weighs the less, the more clauses have it by itself, and a phrase, the more have the whole of it.
    """
    read = {
        clause: {tuple(dict.fromkeys(meanings.words(text))) for text in phrases.get(clause, ())} - {()}
        for clause in vocabulary
    }
    alone = {
        clause: {*words, *(phrase[0] for phrase in read[clause] if len(phrase) == 1)}
        for clause, words in vocabulary.items()
    }
    weights = _rarity({clause: {word for each in found for word in each} for clause, found in read.items()})
    weights |= _rarity(alone)
    telling = {
        clause: {each for phrase in found if (each := tuple(sorted(w for w in phrase if weights[w] >= _TELLS)))}
        for clause, found in read.items()
    }
    rarity = _rarity(telling)
    holding: dict[str, list[Phrase]] = defaultdict(list)
    for clause, found in telling.items():
        for words in sorted(found):
            least = _WHOLE * rarity[words] / len(words) / _PHRASE if len(words) > 1 else 0.0
            rarest = max(words, key=lambda word: (weights[word], word))
            holding[rarest].append(Phrase(clause, words, least))
    return Subjects({word: tuple(each) for word, each in holding.items()}, weights)


def _rarity(sets: Mapping[str, Collection[T]]) -> dict[T, float]:
    """Return how rare each thing is among some sets, as inverse document frequency."""
    seen = Counter(each for members in sets.values() for each in members)
    return {each: math.log(1 + (len(sets) - times + 0.5) / (times + 0.5)) for each, times in seen.items()}


def _counts(phrase: Phrase, own: Collection[str], every: Collection[str]) -> float:
    """Return what the words of a phrase count where some words are the sentence's own and some stand around it."""
    words = phrase.words
    if len(words) == 1:
        return 1.0 if words[0] in own else 0.0
    if all(word in own for word in words):
        return _PHRASE
    if all(word in every for word in words):
        return _PHRASE * _AROUND
    return 0.0
