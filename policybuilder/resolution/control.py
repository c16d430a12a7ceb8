"""The rows of the document-control table."""

from __future__ import annotations

from collections.abc import Iterable
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
_IF_KNOWN = frozenset({"date", "effective_date", "law_as_at", "law_checked"})


def control(answers: Answers, law_as_at: date | None, law: Iterable[LawEntry]) -> tuple[ControlEntry, ...]:
    """Return the control table of a draft: a row for each thing that is known or must be confirmed."""
    checked = signed_off_words(law) or None
    facts: dict[str, Any] = {**answers.names["document"], "law_as_at": law_as_at, "law_checked": checked}
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
    return fact.isoformat() if isinstance(fact, date) else ""
