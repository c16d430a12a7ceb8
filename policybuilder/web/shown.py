"""Functions of the templates: errors at their fields, and how an answer stands, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from policybuilder.errors import Location, Problem
from policybuilder.labels import labels_for
from policybuilder.library.values import Choice
from policybuilder.web.advice import advice
from policybuilder.web.fields import Field
from policybuilder.web.words import TYPED

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from policybuilder.resolution.asked import Asked


def summary(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return the list of an error summary; a problem at a field is a link to it."""
    return [_line(problem) for problem in problems]


def _line(problem: Problem) -> dict[str, str]:
    if at_field(problem):
        return {"text": problem.message, "href": f"#{problem.location}"}
    helps = advice(problem)
    message = f"{problem.message[:1].upper()}{problem.message[1:]}"
    text = f"{message} ({place(problem.location)})" if problem.location.line else message
    return {"text": text, "href": helps.href} if helps.href else {"text": text}


def at_field(problem: Problem) -> bool:
    """Return whether a problem is mended in a field of the form on this page."""
    return isinstance(problem.location, Field)


def in_sentences(problem: Problem) -> str:
    """Return what is wrong and what helps, each as a sentence of its own."""
    helps, message = advice(problem).words, f"{problem.message[:1].upper()}{problem.message[1:]}"
    end = "" if message.endswith((".", "?", "!")) else "."
    return f"{message}{end} {helps[:1].upper()}{helps[1:]}" if helps else message


def place(location: Location) -> str:
    """Return where something stands, in words: the file, and the line where that is known."""
    return f"{location.path}, line {location.line}" if location.line else location.path


def error_at(problems: Iterable[Problem], field: str) -> dict[str, str] | None:
    """Return the message that stands at a field, or None."""
    return next(({"text": each.message} for each in problems if str(each.location) == field), None)


def answer_words(asked: Asked) -> str:
    """Return an answer as a person says it: a choice by its label, yes or no, a list or table in lines."""
    value, parameter = asked.value, asked.parameter
    if isinstance(value, list):
        return "\n".join(_item(each) for each in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Choice):
        return value.label[:1].upper() + value.label[1:]
    words = labels_for("en").day(value) if isinstance(value, date) else asked.shown
    return f"{words} {parameter.unit}" if words and parameter.unit else words


def day_words(day: date | str) -> str:
    """Return a day, or an ISO date, as a person writes it; words that are none as they are."""
    try:
        return labels_for("en").day(date.fromisoformat(day) if isinstance(day, str) else day)
    except ValueError:
        return str(day)


def _item(item: object) -> str:
    if isinstance(item, Mapping):
        return "; ".join(str(cell) for cell in item.values() if cell)
    return item.label if isinstance(item, Choice) else str(item)


def typed_words(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return what a person typed into a form that was sent, each field with what it asks; what they chose is none."""
    named = ((TYPED.get(name.partition("-")[0], ""), words) for name, words in form.items(multi=True))
    return [(label, words) for label, words in named if label and words.strip()]


_DONE = {
    "answer": "an answer",
    "amend": "a change of a clause",
    "take": "changes from a Word file",
    "update": "a newer library, taken in",
    "settle": "whose words stand in a clause",
    "adopt": "an old policy, brought in",
    "sign": "law that was signed off",
    "put-off": "a newer library, put off or asked for again",
    "mend": "a line of the file that could not be read",
}
"""What was done, by the first word of the command that does it."""
_MOST_NAMED = 3


def done_words(command: str, labels: Mapping[str, str]) -> str:
    """Return what was done by a command, in words, with what it was done to: "an answer: retention period".

    `labels` say what questions are about, by their names.
    """
    verb, *to = command.split()
    said = _DONE.get(verb, command)
    if verb == "answer":
        named = [labels[name] for name in to if name in labels]
    else:
        named = to[1:2] if verb in ("amend", "settle") else []
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"{said}: {', '.join(named[:_MOST_NAMED])}{more}" if named else said


def digest_of(words: str) -> str:
    """Return what tells whether words are still those that a form was made for."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def state_words(asked: Asked) -> str:
    """Return how an answer stands: who decided it or kept it, or that nobody looked at it."""
    if asked.state == "decided":
        return "Decided"
    if asked.state == "kept":
        return "Looked at, and the default kept"
    return "Nobody has looked at it: the default stands" if asked.shown else "Nobody has looked at it"
