"""What an old policy may have decided, beside each question that nobody of the council has looked at yet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybuilder.library.values import listed_or
from policybuilder.update.adopting_set import FOLDER
from policybuilder.update.suggested import suggested

if TYPE_CHECKING:
    from policybuilder.library.parameters import Parameter
    from policybuilder.resolution.asked import Asked
    from policybuilder.update.suggested import Suggested

OLD = "old"
"""In the address of a question: the form is filled in with what the old policy may have decided."""
THROUGH = "through"
"""In the address and the form of a question: somebody goes through what the old policy may have decided."""


@dataclass(frozen=True)
class OldAnswer:
    """What an old policy may have decided: the question, the value for its form, and all of it as people read it."""

    parameter: Parameter
    value: Any
    answer: str
    place: str
    words: str
    is_left: bool
    """Whether its words only leave this answer, or these, and do not say it."""


def old_answers(root: Path, profile: str, asked: Iterable[Asked]) -> list[OldAnswer]:
    """Return what an old policy said of those questions that nobody has looked at, in their order."""
    said = suggested(root, profile)
    waiting = [each for each in asked if not each.looked_at and each.parameter.name in said]
    return [_old_answer(each.parameter, said[each.parameter.name]) for each in waiting]


def next_old(root: Path, profile: str, asked: Iterable[Asked], before: str) -> str:
    """Return the next question after one that an old policy said something of and nobody has looked at; "" for none."""
    every = list(asked)
    names = [each.parameter.name for each in every]
    after = every[names.index(before) + 1 :]
    return next((each.parameter.name for each in old_answers(root, profile, after)), "")


def has_reports(root: Path, profile: str) -> bool:
    """Return whether a council's profile was made of the policy that it had, whose reports are kept."""
    return (root / FOLDER / profile / "report.html").is_file()


def old_answer(root: Path, profile: str, asked: Asked) -> OldAnswer | None:
    """Return what an old policy said of a question; None where it said nothing, or somebody has looked at it since."""
    return next(iter(old_answers(root, profile, [asked])), None)


def _old_answer(parameter: Parameter, said: Suggested) -> OldAnswer:
    from policybuilder.adopt.words import answer_to

    left = [answer_to(parameter, each) for each in said.among or (said.value,)]
    value = said.value
    if parameter.type == "date":
        with contextlib.suppress(ValueError, TypeError):
            value = date.fromisoformat(value)
    return OldAnswer(parameter, value, listed_or(left), said.place, said.words, bool(said.among))
