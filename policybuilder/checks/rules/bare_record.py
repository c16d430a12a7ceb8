"""A document is for approval, and its control table does not say who wrote it, who was consulted or whom it affects.

Who takes a policy to a meeting is asked three things first: who wrote it, who was consulted, and where the equality
assessment is. Rows of the document control table answer them, from decisions of the profile.

To put it right, answer `document_author`, `consultation_log` and `equality_record`, for all documents or for this one
under its `parameters:`. A document that is still a draft needs none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.resolution.control_table import DECIDED_ROWS

_ANSWERED = "parameters: {document_author: Clerk, equality_record: EIA 7, consultation_log: [{who: UNISON}]}\n"
PASSES = (
    {"profile": _ANSWERED, "document": "{status: for-approval}"},
    {"profile": "", "document": "{status: draft}"},
)
FAILS = (
    {"profile": "", "document": "{status: for-approval}"},
    {"profile": "parameters: {document_author: Clerk}\n", "document": "{status: for-approval}"},
)

ASKED = ("author", "consulted", "equality")
"""The rows that a body asks for before it approves."""


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each document that is for approval without one of the rows."""
    known = subject.library.reference.parameters
    for id, document in subject.documents.items():
        status = subject.effective.field(id, "status")
        if status is None or status.value != "for-approval":
            continue
        rows = {entry.id for entry in document.control}
        missing = [DECIDED_ROWS[row] for row in ASKED if row not in rows and DECIDED_ROWS[row] in known]
        if missing:
            labels = ", ".join(known[name].label for name in missing)
            message = f"{id} is for approval, and its control table does not say: {labels}"
            yield Finding(status.location, message, f"answer {', '.join(missing)}")


RULE = Rule("bare-record", "Documents for approval without their record", "warning", "council", look)
