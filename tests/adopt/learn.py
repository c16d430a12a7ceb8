"""Learns from the policies in taught/ which words speak for each clause: `python -m tests.adopt.learn`.

It needs scikit-learn (`pip install -e ".[learn]"`), which the program itself does not. Each line of a taught policy is
a passage with the clauses that a careful reader names; what the library says itself, its titles and its sayings are
passages of one clause each. For each clause a linear support vector machine finds weights for words, pairs and headings
that part what says it from what does not. How much such a margin counts beside the nearness of words is learnt from
margins of policies that were left out while the weights were found.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from policybuilder.adopt.features import is_word
from policybuilder.adopt.learned import FILE
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_workspace
from tests.adopt.expected import read_policy
from tests.adopt.taught_policies import TAUGHT, Taught, made_of, said_by_the_library, taught

_FOLDS = 5
_LIKELY, _NEAR = 12, 8
"""How many clauses of a passage, by margin and by nearness, the judge learns from."""
_MAY, _OWN = 0.3, 0.3
"""What a passage counts of which a clause may be named, and what the library's own words count, beside a passage."""
_TWICE = 2
"""In how many passages a feature stands at least that something can be learnt of."""
_LEAST, _DIGITS = 0.06, 2
"""The least weight that is kept, since what is smaller decides nothing, and how many decimals of it."""
Matrix = NDArray[numpy.float64]


class Weights:
    """What is learnt from some passages: which features count, and what each weighs for each clause.

    Weights that decide nothing are left out. A clause that a reader may name of a passage counts a little as said
    there, and what the library says itself counts less than a passage: nobody writes a policy in its words. `matrix`
    has a row of weights for each clause.
    """

    def __init__(self, passages: Sequence[Taught], own: Sequence[tuple[str, frozenset[str]]]) -> None:
        self.clauses = sorted({clause for clause, _ in own})
        texts = [*(each.features for each in passages), *(each for _, each in own)]
        seen = Counter(feature for text in texts for feature in text)
        self.unknown = math.log(1 + len(texts)) + 1
        self.rarity = {
            feature: math.log((1 + len(texts)) / (1 + count)) + 1
            for feature, count in sorted(seen.items())
            if count >= _TWICE
        }
        self.columns = {feature: at for at, feature in enumerate(self.rarity)}
        found = self.rows(texts)
        self.matrix: Matrix = numpy.zeros((len(self.clauses), found.shape[1]))
        self.bases: Matrix = numpy.zeros(len(self.clauses))
        for at, clause in enumerate(self.clauses):
            said = [clause in each.allowed for each in passages] + [clause == name for name, _ in own]
            counts = [_MAY if clause in each.allowed - each.named else 1.0 for each in passages] + [_OWN] * len(own)
            machine = LinearSVC(C=1.0, random_state=0).fit(found, said, sample_weight=counts)
            self.matrix[at], self.bases[at] = machine.coef_[0], machine.intercept_[0]
        kept = numpy.where(numpy.abs(self.matrix) >= _LEAST, self.matrix.round(_DIGITS), 0.0)
        # What is left out counts as much as it does on the average.
        self.bases += numpy.asarray((found @ (self.matrix - kept).T).mean(axis=0)).ravel()
        self.matrix = kept

    def margins(self, passages: Iterable[Taught]) -> Matrix:
        """Return how far each passage is on the side of each clause: a row for each passage."""
        found: Matrix = self.rows([each.features for each in passages]) @ self.matrix.T + self.bases
        return found

    def rows(self, texts: Sequence[Collection[str]]) -> Any:
        """Return a sparse row for each text: how much each of its features counts, by its rarity among all."""
        places, columns, values = [], [], []
        for place, text in enumerate(texts):
            known = [feature for feature in sorted(text) if feature in self.rarity]
            unknown = sum(is_word(feature) for feature in text if feature not in self.rarity)
            length = math.sqrt(sum(self.rarity[each] ** 2 for each in known) + unknown * self.unknown**2)
            places += [place] * len(known)
            columns += [self.columns[feature] for feature in known]
            values += [self.rarity[feature] / length for feature in known]
        return csr_matrix((values, (places, columns)), shape=(len(texts), len(self.columns)))


def judge(passages: Sequence[Taught], margins: Matrix, clauses: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return what counts before anything is known, what nearness and a margin count, and the same without margins."""
    rows, right = [], []
    at = {clause: place for place, clause in enumerate(clauses)}
    for passage, margin in zip(passages, margins, strict=True):
        by_margin = [clauses[place] for place in numpy.argsort(-margin) if clauses[place] in passage.known][:_LIKELY]
        by_nearness = sorted(passage.near, key=lambda clause: (-passage.near[clause], clause))[:_NEAR]
        for clause in dict.fromkeys((*by_margin, *by_nearness)):
            if clause in passage.named or clause not in passage.allowed:
                rows.append((passage.near.get(clause, 0.0), float(margin[at[clause]])))
                right.append(clause in passage.named)
    both = LogisticRegression(C=10.0).fit(rows, right)
    alone = LogisticRegression(C=10.0).fit([row[:1] for row in rows], right)
    return (
        [round(float(each), 3) for each in (both.intercept_[0], *both.coef_[0])],
        [round(float(each), 3) for each in (alone.intercept_[0], *alone.coef_[0])],
    )


def left_out_margins(passages: Sequence[Taught], own: Sequence[tuple[str, frozenset[str]]]) -> Matrix:
    """Return margins of each passage by weights that were learnt without its policy."""
    policies = sorted({each.policy for each in passages})
    fold = {policy: at % _FOLDS for at, policy in enumerate(policies)}
    found = numpy.zeros((len(passages), len({clause for clause, _ in own})))
    for number in range(_FOLDS):
        others = [each for each in passages if fold[each.policy] != number]
        at = [place for place, each in enumerate(passages) if fold[each.policy] == number]
        if at:
            found[at] = Weights(others, own).margins([passages[place] for place in at])
    return found


def written(weights: Weights, judges: tuple[list[float], list[float]], digest: str) -> str:
    """Return what is learnt as learned.json holds it: without weights that decide nothing, a feature in each line."""
    kept: dict[str, tuple[float, list[int], list[float]]] = {}
    for at, (name, rarity) in enumerate(weights.rarity.items()):
        column = weights.matrix[:, at]
        places = [int(place) for place in column.nonzero()[0]]
        if places:
            kept[name] = round(rarity, _DIGITS), places, [round(float(column[place]), _DIGITS) for place in places]
    content = {
        "made_of": digest,
        "unknown": round(weights.unknown, _DIGITS),
        "judge": judges[0],
        "judge_unlearnt": judges[1],
        "clauses": weights.clauses,
        "bases": [round(float(each), _DIGITS) for each in weights.bases],
        "features": dict(sorted(kept.items())),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace(']],"', ']],\n"') + "\n"


def learn(files: Collection[Path]) -> str:
    """Return what is learnt from some files of taught policies, as learned.json holds it."""
    library = open_library(built_in_workspace())
    own = said_by_the_library(library)
    passages = [passage for file in sorted(files) for passage in taught(read_policy(file), library)]
    weights = Weights(passages, own)
    return written(weights, judge(passages, left_out_margins(passages, own), weights.clauses), made_of(files))


if __name__ == "__main__":
    FILE.write_text(learn(list((Path(sys.argv[1]) if len(sys.argv) > 1 else TAUGHT).glob("*.yaml"))), encoding="utf-8")
