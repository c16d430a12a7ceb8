"""The rows of the document-control table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policybuilder.document import ControlEntry, LawEntry, Value
from policybuilder.library.values import Missing, written_date
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.sign_offs import signed_off_words

_LABELS = {
    "title": "Title",
    "owner": "Owner",
    "approver": "To be approved by",
    "version": "Version",
    "status": "Status",
    "date": "Date of this draft",
    "effective_date": "Takes effect",
    "review_date": "Next review",
    "classification": "Classification",
    "law_as_at": "Law as at",
    "law_checked": "Law checked",
}
_IF_KNOWN = frozenset({"date", "effective_date", "classification", "law_as_at", "law_checked"})


@dataclass(frozen=True)
class LawDays:
    """The first and the last day as at which the law of a document was read; None when it relies on none."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        if self.first == self.last:
            return str(written_date(self.first))
        return f"{written_date(self.first)} to {written_date(self.last)}, statement by statement"


def law_days(law: Iterable[LawEntry]) -> LawDays:
    """Return the days as at which the statements that somebody checked were read; of all, when none was checked."""
    entries = tuple(law)
    checked = [entry.as_at for entry in entries if entry.state != "unchecked"]
    days = sorted(date.fromisoformat(day) for day in checked or [entry.as_at for entry in entries])
    return LawDays(days[0], days[-1]) if days else LawDays(None, None)


def control(answers: Answers, law_as_at: LawDays, law: Iterable[LawEntry]) -> tuple[ControlEntry, ...]:
    """Return the control table of a draft: a row for each thing that is known or must be confirmed."""
    checked = signed_off_words(law) or None
    stated = law_as_at if law_as_at.first else None
    facts: dict[str, Any] = {**answers.names["document"], "law_as_at": stated, "law_checked": checked}
    return tuple(
        ControlEntry(id, label, _value(id, facts[id]), _day(facts[id]))
        for id, label in _LABELS.items()
        if facts[id] is not None or id not in _IF_KNOWN
    )


def _value(id: str, fact: Any) -> Value:
    name = f"document.{id}"
    if isinstance(fact, Missing):
        return Value(f"[to confirm: {fact.label}]", name, confirmed=False)
    return Value(str(written_date(fact)), name)


def _day(fact: Any) -> str:
    if isinstance(fact, LawDays):
        return _day(fact.first)
    return fact.isoformat() if isinstance(fact, date) else ""
