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
_LEAST_OURS = 3
"""A policy of which not every third passage is ours, under our headings, was written elsewhere."""
_MOST_LIKELY = 2
"""How many clauses a section is held against whose heading is the council's own."""
_FEWEST = 2
"""A section of which fewer passages came from a clause has a heading of that name by chance, unless it has no more."""


@dataclass(frozen=True)
class OwnText:
    """The matches of the passages that stand in sections of the library's, and what they tell of its answers.

    `changed` are the passages in such sections that the library did not print as they stand; `depth` is how much the
    policy says, "" where its words do not tell. `headings` are those that the council gave clauses, by their ids, and
    `functions` the functions of which the words tell whether the council has them.
    """

    matches: Mapping[int, tuple[Match, ...]]
    decisions: tuple[Decision, ...]
    changed: frozenset[int]
    depth: str
    headings: Mapping[str, str]
    functions: Mapping[str, bool]


def own_text(
    library: Library, policy: OldPolicy, index: Index, mapped: Callable[[OldPassage], Sequence[Match]]
) -> OwnText:
    """Return what of an old policy the library printed; nothing for a policy that was written elsewhere.

    `mapped` gives the clauses that a passage says, which tell what a section is whose heading is the council's own.
    """
    known, others = _sections(policy.passages, index)
    printed = [each for each in known if each.is_ours]
    count = sum(len(each.filled) for each in printed)
    if count * _LEAST_OURS >= sum(passage.says for passage in policy.passages):
        by_words = (_by_words(section, index, mapped) for section in others)
        printed += [each for each in by_words if each is not None and each.is_ours]
    found: dict[int, Filled] = {}
    matches: dict[int, tuple[Match, ...]] = {}
    changed: set[int] = set()
    headings: dict[str, str] = {}
    for each in printed:
        clause = each.clause
        found |= each.filled
        heading = each.passages[0].title
        if letters_of(heading) != letters_of(clause.front.title):
            headings[clause.id] = heading
        for passage in each.saying:
            if passage.number in each.filled:
                same = Match(clause.id, "same", 1.0, (), passage.text, passage.text, ())
                matches[passage.number] = (same,)
            else:
                changed.add(passage.number)
                matches[passage.number] = (within(passage, clause.id, index),)
    told = deduced(library, found, {passage.number: passage for passage in policy.passages}, index.clauses)
    # A control table that looks like ours, over a text that is not, is heard as everything else in it.
    control = _control(policy, told.decisions) if matches else ()
    return OwnText(matches, (*told.decisions, *control), frozenset(changed), told.depth, headings, told.functions)


@dataclass(frozen=True)
class _Section:
    """The passages below one heading, the clause that they may come from, and what of them it printed."""

    clause: ClauseSource
    passages: Sequence[OldPassage]
    filled: Mapping[int, Filled]

    @property
    def saying(self) -> list[OldPassage]:
        return [passage for passage in self.passages if passage.says]

    @property
    def is_ours(self) -> bool:
        made = len(self.filled)
        return bool(made) and (made >= _FEWEST or len(self.saying) <= made + 1)


def _sections(passages: Iterable[OldPassage], index: Index) -> tuple[list[_Section], list[Sequence[OldPassage]]]:
    """Return the sections whose heading or id is a clause's, with the one that printed most of each; and the others."""
    by_title: dict[str, list[ClauseSource]] = defaultdict(list)
    for clause in index.clauses.values():
        by_title[letters_of(clause.front.title)].append(clause)
    known: list[_Section] = []
    others: list[Sequence[OldPassage]] = []
    for (id, heading), run in groupby(passages, key=lambda passage: (passage.clause, passage.title)):
        section = list(run)
        meant = [index.clauses[id]] if id in index.clauses else by_title.get(letters_of(heading), [])
        if meant:
            known.append(_likeliest(meant, section))
        elif heading != BEFORE:
            others.append(section)
    return known, others


def _by_words(
    section: Sequence[OldPassage], index: Index, mapped: Callable[[OldPassage], Sequence[Match]]
) -> _Section | None:
    """Return a section below a heading that is no clause's as what the clauses that it says best printed of it."""
    said = Counter(match.clause for passage in section if passage.says for match in mapped(passage)[:1])
    likely = [index.clauses[clause] for clause, _ in said.most_common(_MOST_LIKELY)]
    return _likeliest(likely, section) if likely else None


def _likeliest(clauses: Iterable[ClauseSource], section: Sequence[OldPassage]) -> _Section:
    tried = (_Section(clause, section, filled(clause, section)) for clause in clauses)
    return max(tried, key=lambda each: len(each.filled))


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
