"""The rows of the document-control table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policybuilder.document import ControlEntry, LawEntry, Value
from policybuilder.labels import Labels, filled
from policybuilder.library.values import Missing, capitalised, written_date
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.law import DocumentLaw
from policybuilder.resolution.sign_offs import signed_off_words

_ROWS = (
    "title",
    "owner",
    "author",
    "considered_by",
    "approver",
    "version",
    "status",
    "date",
    "effective_date",
    "review_date",
    "replaces",
    "key_decision",
    "call_in",
    "consulted",
    "equality",
    "privacy",
    "classification",
    "law_as_at",
    "law_checked",
)
DECIDED_ROWS = {
    "author": "document_author",
    "considered_by": "looks_first",
    "replaces": "replaced_policies",
    "key_decision": "key_decision",
    "call_in": "call_in",
    "consulted": "consultation_log",
    "equality": "equality_record",
    "privacy": "privacy_record",
}
"""The rows that a council's decisions give, and the decision of each."""

_REFERENCE = "key_decision_reference"
READ_HERE = frozenset((*DECIDED_ROWS.values(), _REFERENCE))
"""The decisions that the control table prints."""

_IF_KNOWN = frozenset({"date", "effective_date", "classification", "law_as_at", "law_checked", *DECIDED_ROWS})


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


def control(answers: Answers, law_as_at: LawDays, law: DocumentLaw) -> tuple[ControlEntry, ...]:
    """Return the control table of a draft: a row for each thing that is known or must be confirmed.

    A document that lists no law says no day of it: without the list nobody could tell what it is the day of.
    """
    labels = answers.labels
    checked = signed_off_words(law.entries, labels) or None
    stated = law_as_at if law_as_at.first and law.is_listed else None
    decided = {id: _decided(id, name, answers) for id, name in DECIDED_ROWS.items()}
    facts: dict[str, Any] = {**answers.names["document"], **decided, "law_as_at": stated, "law_checked": checked}
    return tuple(
        ControlEntry(id, labels.control[id], _value(id, facts[id], labels), _day(facts[id]))
        for id in _ROWS
        if facts[id] is not None or id not in _IF_KNOWN
    )


def _decided(id: str, name: str, answers: Answers) -> str | None:
    """Return what a decision says for a row, or None where it says nothing."""
    answer, labels = answers.parameters.get(name), answers.labels
    value = answer.value if answer else None
    if not value or isinstance(value, Missing):
        return None
    if id == "key_decision":
        number = answers.parameters[_REFERENCE].value if _REFERENCE in answers.parameters else None
        said = str(capitalised(value))
        return None if value == "not-said" else f"{said} ({number})" if number else said
    if isinstance(value, list):
        entries = [_consulted(row, labels) if isinstance(row, Mapping) else str(row) for row in value]
        return "; ".join(entries)
    return str(value)


def _consulted(row: Mapping[str, Any], labels: Labels) -> str:
    """Return who was consulted and when, as one entry of a row."""
    days = [str(written_date(day, labels)) for day in (row.get("from"), row.get("to")) if day]
    when = filled(labels.dates, first=days[0], last=days[-1]) if len(set(days)) > 1 else "".join(days[:1])
    return f"{row['who']} ({when})" if when else str(row["who"])


def _value(id: str, fact: Any, labels: Labels) -> Value:
    name = DECIDED_ROWS.get(id, f"document.{id}")
    if isinstance(fact, Missing):
        return Value(labels.unconfirmed(fact.label), name, confirmed=False)
    if isinstance(fact, LawDays):
        return Value(fact.in_words(labels), name)
    return Value(labels.day(fact) if isinstance(fact, date) else str(fact), name)


def _day(fact: Any) -> str:
    if isinstance(fact, LawDays):
        return _day(fact.first)
    return fact.isoformat() if isinstance(fact, date) else ""
