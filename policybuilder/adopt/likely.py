"""How likely each clause is one that a careful reader would name of a passage.

Two things are held together: how near the words of a sentence are to what the clause says (`nearness`), and how far the
passage is on the clause's side of what was learnt from other policies (`learned`). What each counts was learnt, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from policybuilder.adopt.features import features_of, is_shown
from policybuilder.adopt.index import Index
from policybuilder.adopt.learned import learned
from policybuilder.adopt.nearness import Candidate, Unit, candidates, units_of
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.library.wording import wording

_NAMED, _NEAR, _MOST = 0.15, 0.2, 6
"""From which likelihood a clause is named, how near to the best another must be, and how many are named at most."""
_MOST_SURE = 0.99
"""How likely a clause is at most whose words do not stand there word for word."""
_AS_NEAR = 0.7
"""Which part of the nearest sentence's score another must have to be looked at beside it."""
_CARRIES = 0.4
"""Which part of the strongest word's weight another must have to be said to carry a clause."""


def features(passage: OldPassage, index: Index) -> frozenset[str]:
    """Return the features of a passage.

    A question that stands above it is what it answers, and the names of a row's columns lead into the row.
    """
    text = f"{passage.heading} {passage.text}" if passage.heading.endswith("?") else passage.text
    lead = " ".join((passage.lead, *passage.columns))
    return features_of(text, passage.heading, lead, index.meanings)


def nearest(units: Iterable[Unit], index: Index) -> dict[str, list[tuple[Unit, Candidate]]]:
    """Return the clauses that some sentence of a passage is near to, each with those sentences, the nearest first."""
    near: dict[str, list[tuple[Unit, Candidate]]] = {}
    for unit in units:
        for candidate in candidates(unit, index):
            near.setdefault(candidate.clause, []).append((unit, candidate))
    return {clause: sorted(found, key=lambda each: -each[1].score) for clause, found in near.items()}


@dataclass(frozen=True)
class Named:
    """A clause to be named of a passage: how likely it is (0 to 1), and the sentences that are nearest to it."""

    clause: str
    likelihood: float
    said: tuple[tuple[Unit, Candidate], ...]


def named(passage: OldPassage, index: Index) -> list[Named]:
    """Return the clauses to be named of a passage, likeliest first."""
    units = list(units_of(passage, index))
    near = nearest(units, index)
    known = learned()
    own = features(passage, index)
    margins = known.margins(own) if units else {}
    likely = {
        clause: min(
            known.likelihood(near[clause][0][1].score if clause in near else 0.0, margins.get(clause)), _MOST_SURE
        )
        for clause in index.clauses
        if clause in near or clause in margins
    }
    likely |= {clause: 1.0 for clause, found in near.items() if any(_is_word_for_word(*each) for each in found)}
    ranked = sorted(likely, key=lambda clause: (-likely[clause], clause))[:_MOST]
    least = max(_NAMED, _NEAR * likely[ranked[0]]) if ranked else 1.0
    meant = [clause for clause in ranked if likely[clause] >= least]
    speaking = known.speaking((each for each in own if is_shown(each)), meant)
    found = []
    for clause in meant:
        carrying = _carrying(speaking[clause])
        said = near.get(clause) or [_learnt(clause, units, carrying, index)]
        said = [each for each in said if each[1].score >= _AS_NEAR * said[0][1].score]
        carried = ((unit, replace(each, words=_carried(unit, each, carrying))) for unit, each in said)
        found.append(Named(clause, likely[clause], tuple(carried)))
    return found


def _is_word_for_word(unit: Unit, candidate: Candidate) -> bool:
    saying = candidate.saying
    return (
        saying.kind == "sentence"
        and saying.words == frozenset(unit.words)
        and wording(saying.text) == wording(unit.text)
    )


def _carried(unit: Unit, candidate: Candidate, speaking: Collection[str]) -> tuple[str, ...]:
    words = (*unit.words, *sorted(unit.heading - set(unit.words)))
    return tuple(word for word in words if word in candidate.words or word in speaking)


def _learnt(clause: str, units: Collection[Unit], speaking: Collection[str], index: Index) -> tuple[Unit, Candidate]:
    """Return the sentence that speaks most for a clause that nothing but what was learnt speaks for."""
    unit = max(units, key=lambda each: len(set(speaking).intersection(each.words)))
    return unit, Candidate(clause, 0.0, index.firsts[clause], ())


def _carrying(speaking: Mapping[str, float]) -> frozenset[str]:
    """Return the words that carry a clause, of the features that speak for it: those that weigh most."""
    weights: dict[str, float] = {}
    for feature, weight in speaking.items():
        words = feature.removeprefix("h:").split("+")
        for word in words:
            weights[word] = weights.get(word, 0.0) + weight / len(words)
    least = _CARRIES * max(weights.values(), default=0.0)
    return frozenset(word for word, weight in weights.items() if weight >= least)
