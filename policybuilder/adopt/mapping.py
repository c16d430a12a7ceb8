"""Each passage of an old policy -> the clauses that say the same, say it differently, or are on its subject.

A passage is looked at sentence by sentence. A clause answers a sentence by three measures: how far the words of one
thing that the clause says are the sentence's, how strongly the sentence's words speak for the clause as a whole (BM25),
and how far the sentence, and the heading above it, are about the clause's subject.
Each word weighs what it tells of the library's clauses; words in the heading and in what leads into a list count less.
An item that says nothing by itself belongs to what leads into its list. Nothing is learnt and nothing is drawn by lot,
so the same text always gives the same answer.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policybuilder.adopt.differs import Difference, differences, duty, is_opposed
from policybuilder.adopt.index import Index, Saying, doubtless
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import sentences_of
from policybuilder.library.wording import wording

_CONTEXT = 0.75
"""What a word of the heading, the lead or another sentence counts beside one of the sentence."""
_NAMED, _NEAR, _MOST = 0.35, 0.65, 4
"""From which score a clause is named, how near to the best another must be, and how many a sentence names at most."""
_LEAD_COUNTS_BELOW = 0.4
"""Below which best score of its own a list's item belongs to the clause that leads into the list."""
_SAID, _ALIKE = 0.55, 0.7
"""From which score a clause's rule is said rather than its subject touched, and from which likeness it is the same.

Of the benchmark's clauses below this score, half are no clause of the passage (`tests/adopt/test_sure.py`).
"""
_CERTAIN = 0.7
"""From which score a passage may say the opposite of a clause: below it, half of such pairs are two rules."""
_LABEL = 3
"""How many words a name in a table may have, which says nothing by itself."""
_SHARED = 2
"""How many ideas a sentence of the library must share with one that has so many, to say what it says."""
_IN_ITS_PLACE = 0.9
"""How sure it is that words are on a clause's subject that stand among its own."""
_MUCH, _MUCH_IN_ALL = 5.0, 6.0
"""What words weigh together that leave little doubt: those of one saying, those that speak for a clause."""
_SHARE = 0.7
"""How much it counts that a sentence says much else (an exponent: at 1 one word of ten counts a tenth, at 0 whole)."""
_LOOKED_AT = 0.15
"""Below which score a clause is not looked at."""
_LEAST = 1.8
"""What the words weigh at least that a sentence and a saying have in common."""
_SAME_DUTY = 0.08
"""What it counts for a sentence of a clause, beside how like it is, that it forbids, requires or permits as well."""
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
_TABLE = 0.6
"""From which likeness of the heading above a table to a clause's own each row is on the clause's subject."""
_TEXT = 0.5
"""What a sentence of a clause's text counts at least beside a saying, which holds little but the words that matter."""


@dataclass(frozen=True)
class Candidate:
    """A clause that may answer a sentence: how well (0 to 1), by which of its sayings, and the words that carry it."""

    clause: str
    score: float
    saying: Saying
    words: tuple[str, ...]


How = Literal["same", "differently", "subject"]
"""How a passage and a clause go together: it says the same, says it differently, or is on its subject and says else."""


@dataclass(frozen=True)
class Match:
    """A clause that a passage says: how, how sure (0 to 1), and the words that carry it.

    `theirs` and `ours` are the two sentences that are most alike, `differs` what differs between their rules.
    """

    clause: str
    how: How
    score: float
    words: tuple[str, ...]
    theirs: str
    ours: str
    differs: tuple[Difference, ...]


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


def mapped(passage: OldPassage, index: Index) -> tuple[Match, ...]:
    """Return the clauses that a passage says, those that it says best first; none where nothing in them says it."""
    if not passage.says:
        return ()
    best: dict[str, Match] = {}
    for unit in units_of(passage, index):
        for candidate in _chosen(candidates(unit, index)):
            match = _matched(unit, candidate, index)
            known = best.get(candidate.clause)
            if known is None or _rank(match) > _rank(known):
                best[candidate.clause] = match
    if passage.lead and all(match.score < _LEAD_COUNTS_BELOW for match in best.values()):
        for match in _led_to(passage, index):
            best.setdefault(match.clause, match)
    if passage.kind == "row":
        for match in _tabled(passage, index):
            best.setdefault(match.clause, match)
    return tuple(sorted(best.values(), key=lambda match: (*(-each for each in _rank(match)), match.clause)))


def _led_to(passage: OldPassage, index: Index) -> Iterator[Match]:
    """Yield the clause that what leads into a list is about: an item or row of it is on the same subject."""
    heading = frozenset(index.meanings.words(passage.heading))
    words = tuple(dict.fromkeys(index.meanings.words(passage.lead)))
    unit = Unit(passage.lead, words, heading - set(words), heading)
    for candidate in itertools.islice(_chosen(candidates(unit, index)), 1) if words else ():
        match = _matched(unit, candidate, index)
        yield replace(match, how="subject", theirs=passage.text, differs=())


def _tabled(passage: OldPassage, index: Index) -> Iterator[Match]:
    """Yield the clause that the heading above a table is, such as "Roles": each row is on its subject."""
    words = tuple(dict.fromkeys(index.meanings.words(passage.heading)))
    headed = index.headed(frozenset(words))
    clause = max(headed, key=lambda known: (headed[known], known), default="")
    if clause and headed[clause] >= _TABLE:
        unit = Unit(passage.text, words, frozenset(), above=passage.heading)
        match = _matched(unit, Candidate(clause, _NAMED, index.firsts[clause], words), index)
        yield replace(match, how="subject", differs=())


def within(passage: OldPassage, clause: str, index: Index) -> Match:
    """Return how a passage that stands in a clause's own place in the document says it, beside its nearest sentence."""
    best: Match | None = None
    for unit in units_of(passage, index):
        candidate = Candidate(clause, _IN_ITS_PLACE, index.sayings[0], unit.words)
        match = _matched(unit, candidate, index)
        match = replace(match, how="same" if match.score == 1.0 else "differently")
        if best is None or _rank(match) < _rank(best):
            best = match  # what differs most is what a reader must see
    return best or Match(clause, "differently", _IN_ITS_PLACE, (), passage.text, "", ())


def _rank(match: Match) -> tuple[int, float]:
    return ("subject", "differently", "same").index(match.how), match.score


def _chosen(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the clauses of a sentence that are named: the best, and what is nearly as good."""
    for candidate in found[:_MOST]:
        if candidate.score >= max(_NAMED, _NEAR * found[0].score):
            yield candidate


def _matched(unit: Unit, candidate: Candidate, index: Index) -> Match:
    """Return how a sentence and a clause go together, beside the sentence of the clause that is most like it."""
    shown = _shown(unit, candidate, index)
    nearest, alike = _nearest(unit, candidate.clause, index)
    if nearest is None:
        return Match(candidate.clause, "subject", round(candidate.score, 2), shown, unit.text, "", ())
    verbatim = wording(unit.text) == wording(nearest.text)
    found = () if verbatim else differences(unit.text, nearest.text, nearest.printed)
    how: How = "differently"
    if not verbatim and len(nearest.words & set(unit.words)) < min(_SHARED, len(unit.words)):
        how = "subject"  # a label, such as the name of a kind of tool, has the rule's subject and not the rule
    elif verbatim:
        how = "same"
    elif candidate.score < _SAID or (is_opposed(found) and candidate.score < _CERTAIN):
        how = "subject"
    elif alike >= _ALIKE and not found:
        how = "same"
    score = 1.0 if verbatim else round(candidate.score, 2)
    return Match(candidate.clause, how, score, shown, unit.text, nearest.text, found)


def _nearest(unit: Unit, clause: str, index: Index) -> tuple[Saying | None, float]:
    """Return the sentence of a clause that is most like a sentence, and how like it is, from 0 to 1."""
    own, does = index.mass_of(unit.words), duty(unit.text)
    every = set(unit.words)
    best: tuple[float, float, Saying | None] = (0.0, 0.0, None)
    for at in index.sentences[clause]:
        saying = index.sayings[at]
        common = index.mass_of(saying.words & every)
        alike = 2 * common / (own + index.mass[at])
        rank = alike + (_SAME_DUTY if common and does and duty(saying.text) == does else 0.0)
        if rank > best[0]:
            best = (rank, alike, saying)
    if best[2] is None and index.sentences[clause]:
        sayings = [index.sayings[at] for at in index.sentences[clause]]
        # The first that is more than the name of a table's column.
        return next((each for each in sayings if len(each.text.split()) > _LABEL), sayings[0]), 0.0
    return best[2], best[1]


def _shown(unit: Unit, candidate: Candidate, index: Index) -> tuple[str, ...]:
    """Return the words that carry a match as the old policy writes them."""
    carried = frozenset(candidate.words)
    shown = index.meanings.written(unit.text, carried) or index.meanings.written(unit.above, carried)
    return tuple(dict.fromkeys(shown))
