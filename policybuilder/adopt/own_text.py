"""The parts of an old policy that the library printed: known by ids, headings or words, and proved by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.deduce import deduced
from policybuilder.adopt.index import Index
from policybuilder.adopt.mapping import Match, within
from policybuilder.adopt.old_policy import OldPassage, OldPolicy
from policybuilder.adopt.unify import Filled, filled
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.readers.typed_headings import BEFORE

_CONTROL = ("owner", "approver", "version", "status", "review_date", "classification")
_MOST_LIKELY = 2
"""How many clauses a section is held against whose heading is the council's own."""
_FEWEST = 2
"""A section of which fewer passages came from a clause has a heading of that name by chance, unless it has no more."""


@dataclass(frozen=True)
class OwnText:
    """The matches of the passages that stand in sections of the library's, and what they tell of its answers.

    `changed` are the passages in such sections that the library did not print as they stand; `depth` is how much the
    policy says, "" where its words do not tell. `headings` are those that the council gave clauses, by their ids.
    """

    matches: Mapping[int, tuple[Match, ...]]
    decisions: tuple[Decision, ...]
    changed: frozenset[int]
    depth: str
    headings: Mapping[str, str]


def own_text(
    library: Library, policy: OldPolicy, index: Index, mapped: Callable[[OldPassage], Sequence[Match]]
) -> OwnText:
    """Return what of an old policy the library printed; nothing for a policy that was written elsewhere.

    `mapped` gives the clauses that a passage says, which tell what a section is whose heading is the council's own.
    """
    found: dict[int, Filled] = {}
    matches: dict[int, tuple[Match, ...]] = {}
    changed: set[int] = set()
    headings: dict[str, str] = {}
    for clause, passages in _sections(policy.passages, index, mapped):
        made = filled(clause, passages)
        saying = [passage for passage in passages if passage.says]
        if not made or (len(made) < _FEWEST and len(saying) > len(made) + 1):
            continue
        found |= made
        if passages[0].title and letters_of(passages[0].title) != letters_of(clause.front.title):
            headings[clause.id] = passages[0].title
        for passage in saying:
            if passage.number in made:
                same = Match(clause.id, "same", 1.0, (), passage.text, passage.text, ())
                matches[passage.number] = (same,)
            else:
                changed.add(passage.number)
                matches[passage.number] = (within(passage, clause.id, index),)
    told = deduced(library, found, {passage.number: passage for passage in policy.passages}, index.clauses)
    return OwnText(
        matches, (*told.decisions, *_control(policy, told.decisions)), frozenset(changed), told.depth, headings
    )


def _sections(
    passages: Iterable[OldPassage], index: Index, mapped: Callable[[OldPassage], Sequence[Match]]
) -> Iterator[tuple[ClauseSource, Sequence[OldPassage]]]:
    """Yield the passages below each heading that is a clause's, with the clause that printed most of them.

    Below a heading that is none's they are held against the clauses that they say best.
    """
    by_title: dict[str, list[ClauseSource]] = defaultdict(list)
    for clause in index.clauses.values():
        by_title[letters_of(clause.front.title)].append(clause)
    for (id, heading), run in groupby(passages, key=lambda passage: (passage.clause, passage.title)):
        section = list(run)
        if id in index.clauses:
            yield index.clauses[id], section
        elif meant := by_title.get(letters_of(heading)):
            yield max(meant, key=lambda clause: len(filled(clause, section))), section
        elif heading != BEFORE:
            said = Counter(match.clause for each in section if each.says for match in mapped(each)[:1])
            likely = [index.clauses[clause] for clause, _ in said.most_common(_MOST_LIKELY)]
            if likely:
                yield max(likely, key=lambda clause: len(filled(clause, section))), section


def letters_of(title: str) -> str:
    """Return the letters of a title, however it is spaced, marked and written in capitals."""
    return "".join(sign for sign in title.lower() if sign.isalnum())


def _control(policy: OldPolicy, known: Iterable[Decision]) -> Iterator[Decision]:
    """Yield what the control table of our own file says of the document."""
    taken = {decision.parameter for decision in known}
    for id in _CONTROL:
        text = policy.document.control_text(id)
        name = f"document.{id}"
        if text and name not in taken and not text.startswith("[to confirm"):
            value = policy.document.control_day(id) or text
            yield Decision(name, value, 0, "control table", text, sure=True)
