"""Each passage of an old policy -> the clauses that say the same, say it differently, or are on its subject.

`likely` says which clauses are named; here is how each goes together with the passage, by the sentence that is nearest.
Nothing is learnt while a policy is read and nothing is drawn by lot, so the same text always gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from policybuilder.adopt.differs import Difference, differences, duty, is_opposed
from policybuilder.adopt.index import Index, Saying
from policybuilder.adopt.likely import Named, named
from policybuilder.adopt.nearness import Candidate, Unit, units_of
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.library.wording import wording

_SAID, _ALIKE = 0.55, 0.7
"""From which score a clause's rule is said rather than its subject touched, and from which likeness it is the same.

Of the clauses named below this score, half are no clause of the passage (`tests/adopt/test_sure.py`).
"""
_CERTAIN = 0.7
"""From which score a passage may say the opposite of a clause: below it, half of such pairs are two rules."""
_LABEL = 3
"""How many words a name in a table may have, which says nothing by itself."""
_SHARED = 2
"""How many ideas a sentence of the library must share with one that has so many, to say what it says."""
_DOUBTLESS = 0.8
"""From which likelihood a passage says a clause that it has hardly a word in common with."""
_IN_ITS_PLACE = 0.9
"""How sure it is that words are on a clause's subject that stand among its own."""
_SAME_DUTY = 0.08
"""What it counts for a sentence of a clause, beside how like it is, that it forbids, requires or permits as well."""


How = Literal["same", "differently", "subject"]
"""How a passage and a clause go together: it says the same, says it differently, or is on its subject and says else."""


@dataclass(frozen=True)
class Match:
    """A clause that a passage says: how, how sure (0 to 1), and the words that carry it.

    `theirs` and `ours` are the two sentences that are most alike, `differs` what differs between their rules. They are
    `apart` where they have hardly a word in common: then nobody can say from the words that nothing differs.
    """

    clause: str
    how: How
    score: float
    words: tuple[str, ...]
    theirs: str
    ours: str
    differs: tuple[Difference, ...]
    apart: bool = False


def mapped(passage: OldPassage, index: Index) -> tuple[Match, ...]:
    """Return the clauses that a passage says, those that it says best first; none where nothing in them says it."""
    if not passage.says:
        return ()
    found = [_best(each, index) for each in named(passage, index)]
    if not found and passage.lead:
        # An item or row that says little by itself is on the subject of what leads into its list.
        lead = replace(passage, kind="paragraph", text=passage.lead, lead="", cells=(), columns=())
        best = (_best(each, index) for each in named(lead, index)[:1])
        found = [replace(match, how="subject", theirs=passage.text, differs=()) for match in best]
    return tuple(sorted(found, key=lambda match: (*(-each for each in _rank(match)), match.clause)))


def _best(named: Named, index: Index) -> Match:
    """Return how a clause and the sentence go together that says most of it."""
    sentences = ((unit, replace(each, score=named.likelihood)) for unit, each in named.said)
    return max((_matched(unit, each, index) for unit, each in sentences), key=_rank)


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


def _matched(unit: Unit, candidate: Candidate, index: Index) -> Match:
    """Return how a sentence and a clause go together, beside the sentence of the clause that is most like it."""
    shown = _shown(unit, candidate, index)
    nearest, alike = _nearest(unit, candidate.clause, index)
    if nearest is None:
        return Match(candidate.clause, "subject", round(candidate.score, 2), shown, unit.text, "", ())
    verbatim = wording(unit.text) == wording(nearest.text)
    found = () if verbatim else differences(unit.text, nearest.text, nearest.printed)
    how: How = "differently"
    apart = not verbatim and len(nearest.words & set(unit.words)) < min(_SHARED, len(unit.words))
    if apart and (candidate.score < _DOUBTLESS or len(candidate.words) < _SHARED):
        how = "subject"  # a label, such as the name of a kind of tool, has the rule's subject and not the rule
    elif verbatim:
        how = "same"
    elif candidate.score < _SAID or (is_opposed(found) and candidate.score < _CERTAIN):
        how = "subject"
    elif alike >= _ALIKE and not found and not apart:
        how = "same"
    score = 1.0 if verbatim else round(candidate.score, 2)
    return Match(candidate.clause, how, score, shown, unit.text, nearest.text, found, apart)


def _nearest(unit: Unit, clause: str, index: Index) -> tuple[Saying | None, float]:
    """Return the sentence of a clause that is most like a sentence, and how like it is, from 0 to 1."""
    own, does = index.mass_of(unit.words), duty(unit.text)
    every = set(unit.words)
    best: tuple[float, float, Saying | None] = (0.0, 0.0, None)
    for at in index.sentences[clause]:
        saying = index.sayings[at]
        common = index.mass_of(saying.words & every)
        alike = 2 * common / ((own + index.mass[at]) or 1.0)
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
