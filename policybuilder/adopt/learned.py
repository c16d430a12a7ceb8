"""How likely a passage says each clause, as learnt from policies of others that careful readers have read.

Which features speak for a clause and which against is data, `learned.json` here: for each clause a weight for each
feature, from a linear support vector machine. `python -m tests.adopt.learn` makes it of tests/adopt/taught. Reading
it only adds up weights, so the same text always gives the same answer, and each answer can be traced to its words.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policybuilder.adopt.features import is_word
from policybuilder.files.read import read_regular

FILE = Path(__file__).parent / "learned.json"


@dataclass(frozen=True)
class Learned:
    """What was learnt: the clauses, what each counts before a word is read, and what each feature weighs.

    `features` has for each its rarity, the places in `clauses` of those that it tells of, and its weight for each of
    these; `unknown` is the rarity of a word that has none. `judge` is what counts before anything is known, what
    nearness counts and what a margin; `judge_unlearnt` the first two for a clause that nothing was learnt of. `made_of`
    is the digest of what it was learnt from.
    """

    clauses: tuple[str, ...]
    bases: tuple[float, ...]
    features: Mapping[str, tuple[float, Sequence[int], Sequence[float]]]
    unknown: float
    judge: tuple[float, float, float]
    judge_unlearnt: tuple[float, float]
    made_of: str

    def margins(self, features: Collection[str]) -> dict[str, float]:
        """Return how far a passage is on the side of each clause that was learnt: above 0, it rather says it."""
        known = sorted(feature for feature in features if feature in self.features)
        unknown = sum(is_word(feature) for feature in features if feature not in self.features)
        length = math.sqrt(math.fsum(self.features[feature][0] ** 2 for feature in known) + unknown * self.unknown**2)
        found = list(self.bases)
        for feature in known:
            rarity, places, weights = self.features[feature]
            share = rarity / length
            for at, weight in zip(places, weights, strict=True):
                found[at] += weight * share
        return dict(zip(self.clauses, found, strict=True))

    def likelihood(self, near: float, margin: float | None) -> float:
        """Return how likely a clause is named of a passage, from 0 to 1.

        `near` is how near its words are to the clause, `margin` how far it is on the clause's side; None for a clause
        that nothing was learnt of.
        """
        base, by_near, by_margin = self.judge if margin is not None else (*self.judge_unlearnt, 0.0)
        return 1 / (1 + math.exp(-(base + by_near * near + by_margin * (margin or 0.0))))

    def speaking(self, features: Iterable[str], clauses: Collection[str]) -> dict[str, dict[str, float]]:
        """Return for some clauses the features that speak for each, with how strongly."""
        found: dict[str, dict[str, float]] = {clause: {} for clause in clauses}
        wanted = {at: found[clause] for at, clause in enumerate(self.clauses) if clause in found}
        for feature in sorted(features):
            if feature in self.features:
                rarity, places, weights = self.features[feature]
                for at, weight in zip(places, weights, strict=True):
                    if at in wanted and weight > 0:
                        wanted[at][feature] = weight * rarity
        return found


@cache
def learned() -> Learned:
    """Return what ships."""
    return read_learned(read_regular(FILE).decode("utf-8"))


def read_learned(text: str) -> Learned:
    """Return what a file such as learned.json holds."""
    kept = json.loads(text)
    return Learned(
        tuple(kept["clauses"]),
        tuple(kept["bases"]),
        kept["features"],
        kept["unknown"],
        tuple(kept["judge"]),
        tuple(kept["judge_unlearnt"]),
        kept["made_of"],
    )
