"""A review is due before the thing was approved, dated or in force.

A review date that lies before the date of the policy, or before it takes effect, is a slip that a committee will
notice; so is a policy in force before its own date, and a tool in the list of approved tools whose review comes
before its approval. The rule looks at `date`, `effective_date` and `review_date` of each document in a profile, and
at tables whose columns are `approved_on` and `review_on`.

To put it right, correct the date that is wrong. A date is written 2027-11-30, and in a table also 30 November 2027.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.errors import Location
from policybuilder.library.strict_yaml import Node
from policybuilder.library.values import read_date

PASSES = ({"document": "{date: 2026-11-01, review_date: 2027-11-01}"},)
FAILS = (
    {"document": "{date: 2026-11-01, review_date: 2026-10-01}"},
    {"document": "{date: 2026-11-01, effective_date: 2026-10-01}"},
)

_ORDER = (
    ("date", "review_date", "the review is due before the date of the policy"),
    ("effective_date", "review_date", "the review is due before the policy takes effect"),
    ("date", "effective_date", "the policy takes effect before its own date"),
)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each pair of dates in the wrong order."""
    effective = subject.effective
    for document in effective.documents:
        for earlier, later, message in _ORDER:
            first, second = effective.field(document, earlier), effective.field(document, later)
            if not first or not second or not isinstance(first.value, date) or not isinstance(second.value, date):
                continue
            if second.value < first.value:
                hint = f"{earlier} is {first.value} ({first.location}), {later} is {second.value}"
                yield Finding(second.location, message, hint)
    for row in _rows(effective.profile.node):
        approved, review = _date(row.child("approved_on")), _date(row.child("review_on"))
        if approved and review and review[0] < approved[0]:
            message = "the review is due before the approval"
            yield Finding(review[1], message, f"approved on {approved[0]}, review on {review[0]}")


def _rows(node: Node) -> Iterator[Node]:
    """Yield every mapping of a profile that is a row of a table."""
    if isinstance(node.value, dict):
        if "approved_on" in node.value:
            yield node
        for child in node.value.values():
            yield from _rows(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _rows(child)


def _date(node: Node | None) -> tuple[date, Location] | None:
    if node is None or not isinstance(node.value, str):
        return None
    found = read_date(node.value)
    return None if found is None else (found, node.location)


RULE = Rule("review-before-approval", "Dates in the wrong order", "error", "council", look)
