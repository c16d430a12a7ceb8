"""One post decides nearly everything, so that nobody checks it.

Whoever owns the policy, answers for AI, accepts its risks, allows exceptions from it and changes it by themselves has
no second pair of eyes, however able they are. Small councils have few posts, but two are enough.

The rule looks at a profile's answers, defaults included: the senior officer responsible for AI, the owner of
information risk, who allows exceptions, who may stop a tool and who makes minor changes, and the owner of the document.
It warns of a title that stands for all of them.

To put it right, name another post for at least one of them, best for exceptions or for minor changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.checks.titles import same_title, title_of

_ALL = "roles: {siro: Director, exception_approver: Director, minor_change_delegate: Director}\n"
PASSES = (
    {"profile": _ALL, "document": "{owner: Head of Digital}"},
    {
        "profile": _ALL.replace("exception_approver: Director", "exception_approver: Clerk"),
        "document": "{owner: Director}",
    },
)
FAILS = ({"profile": _ALL, "document": "{owner: Director}"},)

DECIDES = (
    "roles.ai_lead",
    "roles.siro",
    "roles.exception_approver",
    "roles.suspension_authority",
    "roles.minor_change_delegate",
)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each owner of a document who also holds every role that decides."""
    effective, library = subject.effective, subject.library
    known = [name for name in DECIDES if name in library.reference.parameters]
    held = [found for name in known if (found := title_of(name, effective, library))]
    told: set[str] = set()
    for document in effective.documents:
        owner = effective.field(document, "owner")
        if not owner or len(held) < len(known) or not held or str(owner.value) in told:
            continue
        if all(same_title(owner.value, title) for title, _ in held):
            told.add(str(owner.value))
            labels = ", ".join(library.reference.parameters[name].label for name in known)
            message = f'"{owner.value}" owns "{document}" and is the {labels}, so that nobody checks it'
            yield Finding(owner.location, message, "name another post for at least one of them, such as for exceptions")


RULE = Rule("one-post-decides-all", "One post that decides everything", "warning", "council", look)
