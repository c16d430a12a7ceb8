"""The rows of the document-control table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policybuilder.document import ControlEntry, LawEntry, Value
from policybuilder.labels import Labels, filled
from policybuilder.library.values import Missing
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.sign_offs import signed_off_words

_ROWS = (
    "title",
    "owner",
    "approver",
    "version",
    "status",
    "date",
    "effective_date",
    "review_date",
    "classification",
    "law_as_at",
    "law_checked",
)
_IF_KNOWN = frozenset({"date", "effective_date", "classification", "law_as_at", "law_checked"})


@dataclass(frozen=True)
class LawDays:
    """The first and the last day as at which the law of a document was read; None when it relies on none."""

    first: date | None
    last: date | None

    def in_words(self, labels: Labels) -> str:
        """Return the days as the control table prints them; there must be some."""
        assert self.first is not None
        assert self.last is not None
        days = labels.days(self.first, self.last)
        return days if self.first == self.last else filled(labels.by_statement, dates=days)


def law_days(law: Iterable[LawEntry]) -> LawDays:
    """Return the days as at which the statements that somebody checked were read; of all, when none was checked."""
    entries = tuple(law)
    checked = [entry.as_at for entry in entries if entry.state != "unchecked"]
    days = sorted(date.fromisoformat(day) for day in checked or [entry.as_at for entry in entries])
    return LawDays(days[0], days[-1]) if days else LawDays(None, None)


def control(answers: Answers, law_as_at: LawDays, law: Iterable[LawEntry]) -> tuple[ControlEntry, ...]:
    """Return the control table of a draft: a row for each thing that is known or must be confirmed."""
    labels = answers.labels
    checked = signed_off_words(law, labels) or None
    stated = law_as_at if law_as_at.first else None
    facts: dict[str, Any] = {**answers.names["document"], "law_as_at": stated, "law_checked": checked}
    return tuple(
        ControlEntry(id, labels.control[id], _value(id, facts[id], labels), _day(facts[id]))
        for id in _ROWS
        if facts[id] is not None or id not in _IF_KNOWN
    )


def _value(id: str, fact: Any, labels: Labels) -> Value:
    name = f"document.{id}"
    if isinstance(fact, Missing):
        return Value(labels.unconfirmed(fact.label), name, confirmed=False)
    if isinstance(fact, LawDays):
        return Value(fact.in_words(labels), name)
    return Value(labels.day(fact) if isinstance(fact, date) else str(fact), name)


def _day(fact: Any) -> str:
    if isinstance(fact, LawDays):
        return _day(fact.first)
    return fact.isoformat() if isinstance(fact, date) else ""
