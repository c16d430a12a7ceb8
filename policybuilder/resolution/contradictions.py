"""Decisions of a council that do not go together are refused, with the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policybuilder.errors import Location, Problems
from policybuilder.library.contradictions import ROW, Contradiction
from policybuilder.library.evaluate import holds
from policybuilder.library.values import Choice, Missing, listed
from policybuilder.resolution.answers import Answer, Answers, shown

_LONGEST = 70


def refuse_contradictions(answers: Answers) -> None:
    """Raise PolicyBuilderError with a problem for each contradiction among the decisions of one council and document.

    Each problem stands where the council itself made the first of the decisions, and names the places of the others.
    """
    problems = Problems()
    for each in answers.library.reference.contradictions:
        # What a base says of a tool falls away for those of its members that do not have it, as its clauses do.
        if any(_rank(answers.parameters[name], answers) for name in each.front.given):
            continue
        try:
            broken = list(_broken(each, answers))
        except TypeError as error:
            message = f'the contradiction "{each.front.id}" cannot be worked out: {error}'
            problems.add(each.place("when"), message, "condition")
            continue
        if broken:
            _refuse(each, broken, answers, problems)
    problems.raise_errors()


def _broken(each: Contradiction, answers: Answers) -> Iterator[Any]:
    """Yield each row, or entry, for which the condition holds; None once where it has no rows and holds."""
    if each.front.each is None:
        if holds(each.condition, answers.names):
            yield None
        return
    rows = answers.parameters[each.front.each].value
    names = dict(answers.names)
    for row in rows if isinstance(rows, list) else ():
        names[ROW] = row
        if holds(each.condition, names):
            yield row


def in_words(names: Iterable[str], answers: Answers) -> str:
    """Return what some decisions and facts about the council are, each with its place; other names are left out."""
    facts = ("nation", "council_type")
    known = [name for name in names if name in answers.parameters or name in facts or name.startswith("functions.")]
    sides = [_side(name, [], answers) for name in known]
    return "; ".join(f"{side.said} ({side.location})" for side in sides)


@dataclass(frozen=True)
class _Side:
    """One of the decisions: what it says in words, where, and who said it (0 the council, 1 a base, 2 a default)."""

    name: str
    said: str
    empty: bool
    location: Location
    where: str
    rank: int


def _refuse(each: Contradiction, rows: list[Any], answers: Answers, problems: Problems) -> None:
    front = each.front
    sides = [_side(name, rows if name == front.each else [], answers) for name in front.between]
    first = min(sides, key=lambda side: (side.rank, side.empty))
    others = [side for side in sides if side is not first]
    # Where any of several may be the one that does not fit, those that are not there say nothing.
    others = [side for side in others if not side.empty] or others
    said = " and ".join(side.said for side in others)
    message = f"{first.said}, yet {said}: {front.why.rstrip('.')}"
    hint = f"{'; '.join(side.where for side in others)}; {front.hint.rstrip('.')}"
    place = first.location if first.rank < 2 else answers.effective.profile.place("documents", answers.template.id)
    problems.add(place, message, "contradiction", hint)


def _side(name: str, rows: list[Any], answers: Answers) -> _Side:
    profile = answers.effective.profile
    if name not in answers.parameters:
        family, _, member = name.partition(".")
        path = {"nation": ("council", "nation"), "council_type": ("council", "type")}
        at = profile.place(*path.get(name, ("council", "functions", member)))
        value = answers.names[family][member] if member else answers.names[name]
        said = f'"{name}" is {shown(value)}'
        where = f"{name} is set at {at}"
        if member and member not in answers.effective.council.functions:
            at = profile.place("council", "type")
            where = f"{name} follows from the type {answers.effective.council.type} ({at})"
        return _Side(name, said, value is False, at, where, 0)
    answer = answers.parameters[name]
    given = _rank(answer, answers)
    where = f"{name} is set at {answer.location}" if given < 2 else f"{name} has its default ({answer.location})"
    if answer.same_as:
        source = _rank(answers.parameters[answer.same_as], answers)
        given, where = 1 if source < 2 else 2, f"{name} is the same as {answer.same_as}, {answer.location}"
    empty = answer.value is None or answer.value == [] or isinstance(answer.value, Missing)
    return _Side(name, _said(name, answer.value, rows), empty, answer.location, where, given)


def _rank(answer: Answer, answers: Answers) -> int:
    """Return who decided something: 0 the council itself, 1 a base, 2 nobody, since its default stands."""
    if answer.state != "decided":
        return 2
    return 0 if answer.by == answers.effective.profile.id else 1


def _said(name: str, value: Any, rows: list[Any]) -> str:
    """Return what a decision says: its value, or the rows or entries of it that are meant."""
    if rows:
        cells = [list(row.values()) if isinstance(row, Mapping) else [row] for row in rows]
        named = [f'"{_short(next((str(cell) for cell in row if cell), ""))}"' for row in cells]
        return f'"{name}" has {listed(named)}'
    if value is None or value == [] or isinstance(value, Missing):
        return f'"{name}" is not given'
    if isinstance(value, list) and isinstance(value[0], Mapping):
        return f'"{name}" has {len(value)} row{"" if len(value) == 1 else "s"}'
    text = _short(shown(value))
    return f'"{name}" is {text}' if isinstance(value, bool | int | Choice) else f'"{name}" is "{text}"'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
