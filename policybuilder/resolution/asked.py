"""What is asked of a council, question by question, with how each stands: decided, kept, or never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.document.provenance import Origin
from policybuilder.library.library import Library
from policybuilder.library.new_profile import questions
from policybuilder.library.parameters import Parameter, SettingValue
from policybuilder.library.values import Missing
from policybuilder.resolution.answers import Answer, State, answer, shown
from policybuilder.resolution.case import case_from
from policybuilder.resolution.inheritance import inherit


@dataclass(frozen=True)
class Asked(AsJson):
    """A question that some documents of a council ask, and the answer that counts.

    `value` is None while a question without a default is open. `shown` is the value in words, `default` says which
    default it is (None for a decision), and `set_at` the file and line that set it. `documents` are the ids of those
    that ask it, in the profile's order.
    """

    parameter: Parameter
    state: State
    value: SettingValue
    shown: str
    default: Origin | None
    set_at: str
    documents: tuple[str, ...]

    @property
    def looked_at(self) -> bool:
        """Whether somebody of the council, or of a base of its, decided it or kept its default."""
        return self.state != "never looked at"

    def as_json(self) -> dict[str, Any]:
        """Return the question with its state, as JSON can hold it."""
        return {
            "parameter": self.parameter.name,
            "group": self.parameter.group,
            "question": self.parameter.question,
            "ask": self.parameter.ask,
            "state": self.state,
            "value": self.shown,
            "set_at": self.set_at,
            "documents": list(self.documents),
        }


def asked(library: Library, profile_id: str) -> tuple[Asked, ...]:
    """Return every question of a council's documents, in the order in which parameters.yaml declares them.

    Raises PolicyBuilderError when the profile, a base of it or a template is wrong.
    """
    effective = inherit(library, library.profile(profile_id))
    found: dict[str, list[str]] = {}
    answers: dict[str, Answer] = {}
    for document in effective.documents:
        known = answer(case_from(library, effective, document)).parameters
        for parameter in questions(library, [document]):
            found.setdefault(parameter.name, []).append(document)
            answers.setdefault(parameter.name, known[parameter.name])
    return tuple(_asked(library, found, answers))


def _asked(library: Library, found: dict[str, list[str]], answers: dict[str, Answer]) -> Iterator[Asked]:
    for name, parameter in library.reference.parameters.items():
        if name in found:
            given = answers[name]
            missing = isinstance(given.value, Missing)
            value = None if isinstance(given.value, Missing) else given.value
            words = "" if missing else shown(given.value)
            place = str(given.location)
            yield Asked(parameter, given.state, value, words, given.default, place, tuple(found[name]))
