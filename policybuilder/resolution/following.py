"""Rows that follow other decisions: a tool that is switched on stands where tools are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from policybuilder.library.contradictions import ROW
from policybuilder.library.evaluate import holds
from policybuilder.library.following import Following
from policybuilder.library.values import Missing, UnansweredError, capitalised
from policybuilder.resolution.answers import Answer, Answers


def with_following(answers: Answers) -> Answers:
    """Return the answers with the rows that follow other decisions, and that no row of the council's stands for."""
    made = dict(answers.parameters)
    for each in answers.library.reference.following:
        answer = made.get(each.front.table)
        if answer is None or not isinstance(answer.value, list) or not _holds(each, answers):
            continue
        if rows := tuple(_rows(each, answer.value, answers)):
            names = tuple(next(iter(row.values())) for row in rows)
            made[each.front.table] = replace(
                answer, value=[*answer.value, *rows], followed=(*answer.followed, (each.front.when, names))
            )
    return answers if made == answers.parameters else replace(answers, parameters=made)


def _holds(each: Following, answers: Answers) -> bool:
    try:
        return holds(each.condition, answers.names)
    except (UnansweredError, TypeError):
        return False  # what the condition asks is open, and is told where it is asked


def _rows(each: Following, there: Sequence[Any], answers: Answers) -> Iterator[Mapping[str, str]]:
    """Yield the rows to add: one, or one for each entry of a list that a cell is taken from."""
    columns = answers.library.reference.parameters[each.front.table].columns
    tested = each.front.unless is not None
    if tested and any(holds(each.there, {**answers.names, ROW: row}) for row in there):
        return
    for cells in _taken(each, answers.parameters):
        row = {**dict.fromkeys(columns, ""), **each.front.row, **cells}
        first = next(iter(columns))
        if tested or not any(_same(str(known[first]), row[first]) for known in there):
            yield row


def _taken(each: Following, parameters: Mapping[str, Answer]) -> Iterator[dict[str, str]]:
    cells: dict[str, str] = {}
    several: list[tuple[str, list[Any]]] = []
    for column, name in each.front.taken.items():
        value = parameters[name].value
        if isinstance(value, Missing) or not value:
            return
        if isinstance(value, list):
            several.append((column, value))
        else:
            cells[column] = str(value)
    if not several:
        yield {column: _as_name(text) for column, text in cells.items()}
    for column, values in several:
        for value in values:
            yield {**cells, column: _as_name(str(value))}


def _as_name(text: str) -> str:
    return str(capitalised(re.sub(r"^the ", "", text)))


def _same(one: str, other: str) -> bool:
    """Return whether two names mean one tool: the same words, or one within the other."""
    known, new = (" ".join(text.casefold().removeprefix("the ").split()) for text in (one, other))
    return bool(known) and (known in new or new in known)
