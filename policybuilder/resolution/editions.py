"""Appendices with a version of their own: what a role keeps current without a new approval of the policy.

A clause that names a role under `kept_by:` is such an appendix. Its version and date come from the profile's
`appendices:`; without them it is version 1.0, of the day of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policybuilder.document import Inline, Paragraph, Text, Value
from policybuilder.errors import Problems, did_you_mean
from policybuilder.labels import parted
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.values import Missing
from policybuilder.resolution.answers import Answers

FIRST = "1.0"
"""The version of an appendix for which the profile gives none: what the approving body sees first."""


@dataclass(frozen=True)
class Edition:
    """The version of an appendix, its keeper as the document names the role, and the line that says so."""

    version: str
    keeper: str
    line: Paragraph


def edition(answers: Answers, clause: ClauseSource) -> Edition | None:
    """Return the edition of an appendix that a role keeps; None for every other clause."""
    if clause.front.kept_by is None:
        return None
    keeper = _keeper(answers, clause.front.kept_by)
    version = answers.effective.appendix(clause.id, "version")
    number = str(version.value) if version else FIRST
    values = {"version": Value(number, f"document.appendices.{clause.id}.version"), "keeper": keeper}
    day = _date(answers, clause.id)
    if day is not None:
        values["date"] = Value(answers.labels.day(day), f"document.appendices.{clause.id}.date")
    inlines: list[Inline] = []
    for words, name in parted(answers.labels.edition if day is None else answers.labels.edition_dated):
        inlines += [Text(words), values[name]] if name else [Text(words)]
    return Edition(number, keeper.text, Paragraph(tuple(each for each in inlines if each != Text(""))))


def _keeper(answers: Answers, name: str) -> Value:
    answer = answers.parameters[name].value
    if isinstance(answer, Missing):
        return Value(answers.labels.unconfirmed(answer.label), answer.name, confirmed=False)
    if answers.open_fact(name):
        return Value(answers.labels.guessed(str(answer)), name, confirmed=False)
    return Value(str(answer), name)


def _date(answers: Answers, id: str) -> Any:
    given = answers.effective.appendix(id, "date")
    if given is not None:
        return given.value
    if answers.effective.appendix(id, "version") is not None:
        return None  # the document's own day is not that of a later version of the appendix
    return answers.field("date") or answers.field("effective_date")


def check_editions(answers: Answers, problems: Problems) -> None:
    """Note each appendix to which the profile gives a version and that no role keeps."""
    library = answers.library
    for id, place in answers.effective.appendices().items():
        if id not in library.clause_files:
            problems.add(place, f'unknown appendix "{id}"', "unknown-clause", did_you_mean(id, library.clause_files))
        elif library.clause(id).front.kept_by is None:
            message = f'"{id}" has no version of its own: it changes with its document'
            problems.add(place, message, "no-edition", "drop it here; only a clause with kept_by: has its own version")
