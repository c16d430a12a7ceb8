"""How near a sentence of an old policy is to each clause, by its words.

A clause answers a sentence by three measures: how far the words of one thing that the clause says are the sentence's,
how strongly the sentence's words speak for the clause as a whole (BM25), and how far the sentence, and the heading
above it, are about the clause's subject. Each word weighs what it tells of the library's clauses; words in the heading
and in what leads into a list count less.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policybuilder.adopt.index import Index, Saying, doubtless
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import sentences_of

_CONTEXT = 0.75
"""What a word of the heading, the lead or another sentence counts beside one of the sentence."""
_MUCH, _MUCH_IN_ALL = 5.0, 6.0
"""What words weigh together that leave little doubt: those of one saying, those that speak for a clause."""
_SHARE = 0.7
"""How much it counts that a sentence says much else (an exponent: at 1 one word of ten counts a tenth, at 0 whole)."""
_LOOKED_AT = 0.15
"""Below which score a clause is not looked at."""
_LEAST = 1.8
"""What the words weigh at least that a sentence and a saying have in common."""
_FEWEST = 3
"""A sentence of fewer words that tell something says too little to be looked at alone."""
_AGAIN = 0.5
"""How much more a word weighs that a sentence says again."""
_HEADED = 0.1
"""What a heading that is the clause's own counts."""
_ONE, _OTHER, _ALL = 0.7, 0.1, 0.5
"""What the saying that a sentence meets best counts, the one that it meets next, and the words of the whole clause."""
_ABOUT, _ABOVE = 1.0, 0.2
"""What it counts that a sentence is about a clause's subject, and that the heading above it is."""
_ABOUT_SHARE, _MUCH_ABOUT = 0.85, 6.0
"""How much it counts that a sentence is about much else, and what words weigh that leave little doubt of a subject."""
_ALONE = 0.7
"""What a word counts that is all that a sentence has of a clause: it may be there by chance."""
_TEXT = 0.5
"""What a sentence of a clause's text counts at least beside a saying, which holds little but the words that matter."""


@dataclass(frozen=True)
class Unit:
    """A sentence of a passage with its words as they are compared, those of what stands around it, and its heading."""

    text: str
    words: tuple[str, ...]
    context: frozenset[str]
    heading: frozenset[str] = frozenset()
    above: str = ""

    def weights(self, index: Index) -> dict[str, float]:
        """Return what each of its words weighs: more where the sentence says it again, in the same or another word."""
        times = Counter(index.meanings.words(self.text))
        return {word: index.weight(word) * (1 + _AGAIN * math.log(times[word] or 1)) for word in self.words}


def units_of(passage: OldPassage, index: Index) -> Iterator[Unit]:
    """Yield the sentences of a passage; one that says little goes with the one before it."""
    heading = frozenset(index.meanings.words(passage.heading))
    lead = frozenset(index.meanings.words(passage.lead))
    texts = [passage.text] if passage.kind == "row" else [s.text for s in sentences_of(passage.text)]
    parts: list[tuple[str, tuple[str, ...]]] = []
    for text in texts:
        words = tuple(dict.fromkeys(index.meanings.words(text)))
        if parts and (len(words) < _FEWEST or len(parts[-1][1]) < _FEWEST):
            before, earlier = parts.pop()
            text, words = f"{before} {text}", tuple(dict.fromkeys((*earlier, *words)))
        parts.append((text, words))
    every = frozenset(word for _, words in parts for word in words)
    if parts and passage.heading.endswith("?"):
        # The question that stands above an answer is what the answer is about.
        text, words = parts[0]
        parts[0] = (text, tuple(dict.fromkeys((*words, *index.meanings.words(passage.heading)))))
    for text, words in parts:
        if words:
            yield Unit(text, words, (every | lead | heading) - set(words), heading, passage.heading)


@dataclass(frozen=True)
class Candidate:
    """A clause that may answer a sentence: how well (0 to 1), by which of its sayings, and the words that carry it."""

    clause: str
    score: float
    saying: Saying
    words: tuple[str, ...]


def candidates(unit: Unit, index: Index) -> list[Candidate]:
    """Return the clauses that may answer a sentence, best first."""
    own = unit.weights(index)
    total = sum(own.values())
    met: dict[int, float] = defaultdict(float)
    spoken: dict[str, float] = defaultdict(float)
    for word, weight in own.items():
        for at in index.holding.get(word, ()):
            met[at] += weight
        for clause, strength in index.tells.get(word, {}).items():
            spoken[clause] += weight * strength
    best: dict[str, tuple[float, int]] = {}
    second: dict[str, float] = defaultdict(float)
    for at, common in met.items():
        if common < _LEAST:
            continue  # what little they share could be shared with anything
        saying = index.sayings[at]
        around = 0.0
        if not unit.context.isdisjoint(saying.words):
            around = math.fsum(index.weights[word] for word in saying.words & unit.context) * _CONTEXT
        score = _score(saying.kind, common, around, index.mass[at], total)
        known = best.get(saying.clause)
        if known is None or score > known[0]:
            second[saying.clause] = known[0] if known else 0.0
            best[saying.clause] = (score, at)
        elif score > second[saying.clause]:
            second[saying.clause] = score
    headed = index.headed(unit.heading)
    met_subjects = index.subjects.met(unit.words, unit.context)
    rules: dict[str, float] = {}
    for clause, (score, _) in best.items():
        speaks = (spoken[clause] / total) ** _SHARE * doubtless(spoken[clause] / _MUCH_IN_ALL)
        said = _ONE * score + _OTHER * second[clause] + _ALL * speaks + _HEADED * headed.get(clause, 0.0)
        rules[clause] = said * index.likely[clause]
    whole = Counter(rules)
    whole.update(_about(unit, met_subjects, rules, index))
    found = []
    for clause, score in whole.items():
        if score >= _LOOKED_AT:
            saying = index.sayings[best[clause][1]] if clause in best else index.firsts[clause]
            carrying = {*met_subjects.get(clause, ()), *(saying.words if clause in best else ())}
            carried = tuple(word for word in unit.words if word in carrying)
            found.append(Candidate(clause, min(score, 1.0), saying, carried))
    return sorted(found, key=lambda each: (-each.score, each.clause))


def _about(
    unit: Unit, met: Mapping[str, Mapping[str, float]], rules: Mapping[str, float], index: Index
) -> dict[str, float]:
    """Return what it counts for each clause that a sentence and the heading above it are about its subject.

    `rules` is how well what each clause says answers the sentence.
    """
    total = index.subjects.weight(unit.words)
    above = index.about(unit.heading)
    found: dict[str, float] = {}
    for clause, said in met.items():
        alone = len(said) == 1 < len(unit.words) and clause not in above and rules.get(clause, 0.0) < _LOOKED_AT
        weight = math.fsum(said.values()) * (_ALONE if alone else 1.0)
        if weight:
            about = min(weight / total, 1.0) ** _ABOUT_SHARE * doubtless(weight / _MUCH_ABOUT)
            found[clause] = _ABOUT * about * index.likely[clause]
    for clause, sure in above.items():
        found[clause] = found.get(clause, 0.0) + _ABOVE * sure * index.likely[clause]
    return found


def _score(kind: str, common: float, around: float, mass: float, total: float) -> float:
    """Return how well a saying and a sentence meet, from 0 to 1.

    `common` is what the words weigh that both have, `around` those of the saying that only the heading or the lead has,
    `mass` and `total` what the saying and the sentence weigh.
    """
    covered = (common + around) / mass
    if covered > 1.0:
        covered = 1.0
    answered = common / total
    evidence = doubtless(common / _MUCH)
    if kind == "sentence":
        even = 2 * covered * answered / (covered + answered)
        return even * (0.6 + 0.4 * evidence) * (_TEXT + (1 - _TEXT) * even**2)
    return (0.7 * covered + 0.3 * answered) * evidence
