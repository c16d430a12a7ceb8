"""A document is dated before the law in it was read, or before somebody signed that law off.

Each document says as at which days it states the law, and who checked it when. A policy dated 3 March that states law
as at 1 September cannot be: a newer library brought newer law, and the date stayed. A committee member who compares
the two rows of the front page asks which of them is wrong.

The rule compares `date` of each document in a profile with the newest day of the law that it rests on, and with the
newest sign-off. A document without a `date` is not looked at.

To put it right, give the document the day of this draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.document import Document
from policybuilder.labels import ENGLISH
from policybuilder.resolution.control_table import law_days

_BODY = "Requests come under {{ terms.access_act }}."
PASSES = (
    {"body": _BODY, "document": "{date: 2026-11-22}"},
    {"body": _BODY, "document": "{}"},
    {"body": "You must take care.", "document": "{date: 2026-03-01}"},
)
FAILS = (
    {"body": _BODY, "document": "{date: 2026-03-01}"},
    {
        "body": _BODY,
        "document": "{date: 2026-11-22}",
        "profile": (
            "law_checked: {foia: {role: Head of Legal, date: 2026-11-24, read: the Act, note: 88f99b3a0b08, "
            "says: '2026-11-22: Gives access.'}}\n"
        ),
    },
)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each document that is older than its law."""
    for id, document in subject.documents.items():
        setting = subject.effective.field(id, "date")
        if setting is None or not isinstance(setting.value, date):
            continue
        for day, what in _days(document):
            if day > setting.value:
                message = f'"{id}" is dated {ENGLISH.day(setting.value)}, and {what} {ENGLISH.day(day)}'
                yield Finding(setting.location, message, f"give it the day of this draft, {day} or later")
                break


def _days(document: Document) -> Iterator[tuple[date, str]]:
    """Yield the newest day of the law in a document, and the newest on which it was signed off, each in words."""
    if newest := law_days(document.law).last:
        yield newest, "states law as at"
    signed = [date.fromisoformat(each.date) for entry in document.law for each in entry.sign_offs]
    if signed:
        yield max(signed), "its law was signed off on"


RULE = Rule("dated-before-law", "Documents dated before their law", "warning", "council", look)
