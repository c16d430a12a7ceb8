"""What a rule is: one thing that `check` looks for, with its page of the manual."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policybuilder.errors import Location, Problem, Severity

LooksAt = Literal["text", "clause", "council", "document", "library"]
"""What a rule is given, one at a time; see `policybuilder.checks.subjects`."""

LOOKS_AT: Mapping[LooksAt, str] = {
    "text": "clauses, the council's own words, and existing policies",
    "clause": "clauses",
    "council": "profiles",
    "document": "resolved documents",
    "library": "the library as a whole",
}


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found: where, what, and how to put it right; its severity where not the rule's."""

    location: Location
    message: str
    hint: str
    severity: Severity | None = None


@dataclass(frozen=True)
class Rule:
    """A rule: its id (also the code of its problems), what it is called, and what it looks at.

    `look` is a pure function from one subject to what it finds. The module that makes the rule is its manual page:
    the docstring says what, why, from where and how to put it right; PASSES and FAILS are examples.
    """

    id: str
    title: str
    severity: Severity
    looks_at: LooksAt
    look: Callable[[Any], Iterator[Finding]]

    def problems(self, subjects: Iterable[Any]) -> Iterator[Problem]:
        """Yield what the rule finds in some subjects."""
        for subject in subjects:
            for found in self.look(subject):
                yield Problem(found.location, found.message, self.id, found.hint, found.severity or self.severity)

    def as_json(self) -> dict[str, str]:
        """Return what the rule is called, how much it weighs and what it looks at."""
        return {"id": self.id, "title": self.title, "severity": self.severity, "looks_at": self.looks_at}

    @property
    def page(self) -> str:
        """The rule's manual page."""
        return str(sys.modules[self.look.__module__].__doc__)

    def examples(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Return the examples that pass and those that fail."""
        module = sys.modules[self.look.__module__]
        return tuple(module.PASSES), tuple(module.FAILS)
