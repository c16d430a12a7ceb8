"""What clauses are about: the words and phrases of their subjects, in whatever way a passage says its rule of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from policybuilder.adopt.stems import Meanings

_UNKNOWN = 2.0
"""What a word weighs that no subject has."""
_AROUND = 0.6
"""What a word counts whose phrase is whole only with the words that stand around the sentence."""
_PHRASE = 1.15
"""What a word of a phrase counts beside one that stands alone: together they say more surely what is meant."""
_IN_PART, _PARTS = 0.5, 2
"""What a word counts of a longer phrase that is not whole, and how many of its words must be there."""


@dataclass(frozen=True)
class Subjects:
    """The subjects of some clauses: which phrases hold a word, each with its clause, and what each word weighs."""

    holding: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    weights: Mapping[str, float]

    def weight(self, words: Iterable[str]) -> float:
        """Return what some words weigh together."""
        return sum(self.weights.get(word, _UNKNOWN) for word in words)

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
        for word in own:
            for clause, phrase in self.holding.get(word, ()):
                if share := _share(phrase, own, every):
                    said = found[clause]
                    said[word] = max(said.get(word, 0.0), share * self.weights[word])
        return found


def subjects_of(
    phrases: Mapping[str, Iterable[str]], vocabulary: Mapping[str, Collection[str]], meanings: Meanings
) -> Subjects:
    """Return the subjects of clauses from the phrases of each, beside the words that it is known by otherwise.

    A word weighs the less, the more clauses have it.
    """
    holding: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    words_of = {clause: set(words) for clause, words in vocabulary.items()}
    for clause in words_of:
        for text in phrases.get(clause, ()):
            phrase = tuple(dict.fromkeys(meanings.words(text)))
            words_of[clause].update(phrase)
            for word in phrase:
                holding[word].append((clause, phrase))
    seen = Counter(word for words in words_of.values() for word in words)
    count = len(words_of)
    weights = {word: math.log(1 + (count - times + 0.5) / (times + 0.5)) for word, times in seen.items()}
    return Subjects({word: tuple(dict.fromkeys(each)) for word, each in holding.items()}, weights)


def _share(phrase: tuple[str, ...], own: Collection[str], every: Collection[str]) -> float:
    """Return what a word of a phrase counts where some words are the sentence's own and some stand around it."""
    if len(phrase) == 1:
        return 1.0
    if all(word in every for word in phrase):
        return _PHRASE * (1.0 if all(word in own for word in phrase) else _AROUND)
    return _IN_PART if len(phrase) > _PARTS and sum(word in own for word in phrase) >= _PARTS else 0.0
