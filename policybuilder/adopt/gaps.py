"""What an old policy lacks of a council's document, and what in it is stale, of another nation or contradictory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.differs import DUTY_WORDS, duty
from policybuilder.adopt.mapping import Match
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import Part, TextOrigin
from policybuilder.checks.rules import stale_names, wrong_nation_law
from policybuilder.checks.subjects import CheckedText
from policybuilder.checks.word_lists import WordLists
from policybuilder.errors import Location
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.schema import LEVELS, NATIONS
from policybuilder.library.vocabulary import ELSEWHERE
from policybuilder.library.wording import as_read

_FEW_CLAUSES = 2
"""So many clauses at most ask for a decision that tells what they are about."""
_MUST = re.compile(r"\bmust\b")


@dataclass(frozen=True)
class Gap:
    """A clause that the council's document has and the old policy does not say: its level, its law, and why it matters.

    `touched` are the numbers of passages on its subject that say something else; `duties` is how often the clause says
    that somebody must do something. What `depends` is missing only if the council does what the clause is about, and
    nobody said which council it is.
    """

    clause: str
    title: str
    level: str
    law: tuple[str, ...]
    why: str
    touched: tuple[int, ...] = ()
    duties: int = 0
    depends: bool = False


@dataclass(frozen=True)
class Stale:
    """Something in the old policy that is out of date, of another nation or in contradiction, and what to do about it.

    `rule` says which; `passage` is the number of the passage.
    """

    rule: str
    passage: int
    place: str
    message: str
    hint: str


def missing(
    library: Library,
    selected: Sequence[ClauseSource],
    matches: Mapping[int, Sequence[Match]],
    nation: str,
    taken: Iterable[Decision] = (),
) -> tuple[Gap, ...]:
    """Return the clauses of a document that no passage says, mandatory ones first, then in the document's order.

    A passage that takes a decision that hardly another clause asks for is on the clause's subject.
    """
    said = {match.clause for found in matches.values() for match in found if match.how != "subject"}
    touched: dict[str, set[int]] = defaultdict(set)
    for number, found in matches.items():
        for match in found:
            touched[match.clause].add(number)
    asking: dict[str, list[str]] = defaultdict(list)
    for clause in selected:
        for name in clause.front.parameters:
            asking[name].append(clause.id)
    for decision in taken:
        clauses = asking.get(decision.parameter, [])
        if decision.passage and len(clauses) <= _FEW_CLAUSES:
            for id in clauses:
                touched[id].add(decision.passage)
    # Two clauses of one title are alternatives: which of them a council has is its decision, and no gap.
    titles = {library.clause(id).front.title for id in said}
    lacking = [clause for clause in selected if clause.id not in said and clause.front.title not in titles]
    lacking.sort(key=lambda clause: LEVELS.index(clause.front.level))
    return tuple(_missing(library, clause, nation, tuple(sorted(touched.get(clause.id, ())))) for clause in lacking)


def rules_elsewhere(
    library: Library,
    document: str,
    selected: Iterable[ClauseSource],
    passages: Mapping[int, OldPassage],
    matches: Mapping[int, Sequence[Match]],
) -> frozenset[str]:
    """Return the clauses of a document that an old policy says stand in another one, in the table that is printed so.

    A heading of the council's own is told by its row: where as many are in it as the row's section has clauses that
    are neither said nor named, they are these.
    """
    said = {match.clause for found in matches.values() for match in found if match.how != "subject"}
    lacking = [clause for clause in selected if clause.id not in said]
    template = library.template(document)
    subjects = {as_read(section.title): section.id for section in template.front.sections}
    section_of = {entry.clause: section for section, entry, _ in template.listed}
    titles = {as_read(clause.front.title) for clause in lacking}
    there: set[str] = set()
    for cells in _rows_elsewhere(library, passages, matches):
        named = [heading.strip() for heading in cells[-1].split(";")]
        there |= {clause.id for clause in lacking if as_read(clause.front.title) in named}
        own = [heading for heading in named if heading not in titles]
        here = subjects.get(cells[0])
        rest = [clause.id for clause in lacking if here and section_of[clause.id] == here and clause.id not in there]
        if len(rest) <= len(own):
            there |= set(rest)
    return frozenset(there)


def _rows_elsewhere(
    library: Library, passages: Mapping[int, OldPassage], matches: Mapping[int, Sequence[Match]]
) -> Iterator[list[str]]:
    """Yield the rows of the table that says which headings stand in another policy, each as its cells."""
    for number, every in matches.items():
        if every and passages[number].kind == "row" and every[0].clause in library.clause_files:
            paths = library.clause(every[0].clause).analysis.paths()
            if any(path.startswith(ELSEWHERE) for path in paths):
                yield [" ".join(cell.split()) for cell in as_read(passages[number].text).split("|")]


def _missing(library: Library, clause: ClauseSource, nation: str, touched: tuple[int, ...]) -> Gap:
    front = clause.front
    known = [library.reference.law[id] for id in front.law if id in library.reference.law]
    holding = [entry for entry in known if nation in entry.nations]
    law = tuple(entry.cite for entry in holding)
    notes = [entry.note for entry in holding]
    if notes:
        why = " ".join(notes[0].split())
    elif front.level == "mandatory":
        why = "The library has it in every policy for a council like this one."
    else:
        why = f"The library {'recommends' if front.level == 'recommended' else 'offers'} it."
    return Gap(front.id, front.title, front.level, law, why, touched, len(_MUST.findall(clause.body)))


def stale(name: str, passages: Iterable[OldPassage], words: WordLists, nation: str) -> tuple[Stale, ...]:
    """Return the names and law in some passages that are out of date, or that do not hold in the council's nation."""
    parts: list[Part] = []
    by_place: dict[Location, OldPassage] = {}
    for passage in passages:
        place = Location(f"{name}, {passage.number}")
        by_place[place] = passage
        parts.append(Part("paragraph", passage.text, TextOrigin(name, fixed=place)))
    text = CheckedText(tuple(parts), words, nations=lambda _part, _at: frozenset({nation}))
    found: list[Stale] = []
    for rule in (stale_names.RULE, wrong_nation_law.RULE):
        for problem in rule.problems((text,)):
            passage = by_place[problem.location]
            hint = problem.hint if rule is stale_names.RULE else "name the law of the council's own nation"
            found.append(Stale(rule.id, passage.number, passage.place, problem.message, hint))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.passage))


def contradictions(
    library: Library,
    passages: Mapping[int, OldPassage],
    taken: Iterable[Decision],
    matches: Mapping[int, Sequence[Match]],
) -> tuple[Stale, ...]:
    """Return where the old policy answers one question in two ways, or forbids here what it permits there."""
    return (*_two_answers(library, taken), *_two_duties(library, passages, matches))


def _two_answers(library: Library, taken: Iterable[Decision]) -> Iterator[Stale]:
    by_name: dict[str, list[Decision]] = defaultdict(list)
    for decision in taken:
        by_name[decision.parameter].append(decision)
    for name, found in by_name.items():
        parameter = library.reference.parameters.get(name)
        if len(found) < 2 or parameter is None:
            continue
        said = "; ".join(f'"{decision.words}" ({decision.place})' for decision in found)
        message = f"Two answers to one question, {parameter.question[:1].lower()}{parameter.question[1:]} {said}."
        yield Stale("contradiction", found[0].passage, found[0].place, message, "decide which of them holds")


def _two_duties(
    library: Library, passages: Mapping[int, OldPassage], matches: Mapping[int, Sequence[Match]]
) -> Iterator[Stale]:
    said: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for number, found in matches.items():
        for match in found:
            if match.how == "differently" and match.ours:
                said[match.clause, match.ours].append((number, match.theirs))
    for (clause, _), sentences in said.items():
        forbids = [each for each in sentences if duty(each[1]) == "forbids"]
        permits = [each for each in sentences if duty(each[1]) == "permits"]
        if not forbids or not permits or not _same_subject(forbids[0][1], permits[0][1]):
            continue
        (first, no), (second, yes) = forbids[0], permits[0]
        title = library.clause(clause).front.title
        message = (
            f'On "{title}", one place {DUTY_WORDS["forbids"]} ("{no}") and another {DUTY_WORDS["permits"]} '
            f'("{yes}", {passages[second].place}).'
        )
        yield Stale("contradiction", first, passages[first].place, message, "decide which of them holds")


def _same_subject(first: str, second: str) -> bool:
    one, other = ({word.lower() for word in text.split() if len(word) > 3} for text in (first, second))
    return bool(one and other) and len(one & other) >= 0.5 * min(len(one), len(other))


def nation_of(passages: Iterable[OldPassage], words: WordLists, usual: str = "england") -> str:
    """Return the nation whose own law and bodies an old policy names most; `usual` where it names none."""
    counts = dict.fromkeys(NATIONS, 0)
    for passage in passages:
        for found in words.nations_pattern.finditer(passage.text):
            holds = words.nations[" ".join(found.group().split())]
            if len(holds) == 1:
                counts[next(iter(holds))] += 1
        for word, nation in _NAMED:
            counts[nation] += 2 * passage.text.count(word)
    best = max(NATIONS, key=lambda nation: (counts[nation], nation == usual))
    return best if counts[best] else usual


_NAMED = (
    ("Scotland", "scotland"),
    ("Scottish", "scotland"),
    ("Welsh", "wales"),
    ("Wales", "wales"),
    ("Northern Ireland", "northern-ireland"),
    ("Ulster", "northern-ireland"),
)
__all__ = ["Gap", "Stale", "contradictions", "missing", "nation_of", "rules_elsewhere", "stale"]
