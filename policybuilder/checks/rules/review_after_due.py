"""The next review of a document is later than the months between reviews allow.

The policy says that it is reviewed every so many months (`review_months`), and its control table gives the day of the
next review (`review_date` of the document). Who changes one and forgets the other has a policy that breaks its own
rule on the day that it is approved. The rule counts the months from `effective_date`, or else from `date`; a month more
is left for the calendar of meetings, and a review that comes earlier is nobody's mistake.

To put it right, give an earlier `review_date`, or another number of months. Without a `review_date`, the table says how
many months after the approval the review is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.labels import ENGLISH
from policybuilder.library.values import months_after

PASSES = (
    {"document": "{date: 2026-11-01, review_date: 2027-11-30}"},
    {"document": "{date: 2026-11-01, review_date: 2027-05-01}"},
    {"profile": "parameters: {review_months: 7}\n", "document": "{date: 2026-11-01}"},
)
FAILS = (
    {"profile": "parameters: {review_months: 7}\n", "document": "{date: 2026-11-01, review_date: 2027-11-01}"},
    {"document": "{date: 2026-11-01, review_date: 2028-01-01}"},
)

MONTHS = "review_months"
_FOR_MEETINGS = 1
"""How many months later than due a review may be, because a committee meets when it meets."""


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each document whose next review is too late."""
    effective, parameter = subject.effective, subject.library.reference.parameters.get(MONTHS)
    for document in effective.documents if parameter is not None else ():
        assert parameter is not None
        setting, review = effective.parameter(document, MONTHS), effective.field(document, "review_date")
        start = effective.field(document, "effective_date") or effective.field(document, "date")
        months = setting.value if setting else parameter.default
        if not isinstance(months, int) or not review or not isinstance(review.value, date):
            continue
        if not start or not isinstance(start.value, date):
            continue
        if review.value > months_after(start.value, months + _FOR_MEETINGS):
            due = ENGLISH.day(months_after(start.value, months))
            message = (
                f'the next review of "{document}" is on {ENGLISH.day(review.value)}, and "{MONTHS}" ({months}) asks for'
                f" one by {due}"
            )
            yield Finding(review.location, message, "give an earlier review_date, or another number of months")


RULE = Rule("review-after-due", "A review that comes too late", "warning", "council", look)
