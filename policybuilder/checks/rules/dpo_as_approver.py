"""The Data Protection Officer approves, or one role both advises and approves.

The Data Protection Officer must not have tasks that conflict with advising independently, such as deciding what
personal information is used for or accepting its risk (UK GDPR, Article 38(6) and Article 39; the ICO's guidance on
data protection officers says that the officer should not decide purposes and means; as at 2026-11-22, own knowledge).
Nor does a change get a second pair of eyes when the role that must be consulted is the one that approves.

The rule looks at a profile's answers: an approving role, the owner of information risk or the approver of a document
that is the same as `roles.dpo`, and `roles.minor_change_delegate` that is the same as `roles.minor_change_consultee`.

To put it right, name another role as the approver, and let the Data Protection Officer advise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.checks.titles import same_title, title_of
from policybuilder.library.profiles import Setting

PASSES = ("roles:\n  dpo: Information Officer\n  exception_approver: Director of Resources\n",)
FAILS = (
    "roles:\n  dpo: Information Officer\n  exception_approver: Information Officer\n",
    "roles:\n  minor_change_delegate: Head of Digital\n  minor_change_consultee: Head of Digital\n",
)

APPROVERS = re.compile(r"roles\.(?:siro|\w*approver|\w*authority|minor_change_delegate)$")
_PAIR = ("roles.minor_change_delegate", "roles.minor_change_consultee")


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each role that approves what it advises on."""
    effective, library = subject.effective, subject.library
    dpo = title_of("roles.dpo", effective, library)
    for name in library.reference.parameters:
        if APPROVERS.match(name) and (given := effective.decision(name)) and dpo and same_title(given.value, dpo[0]):
            label = library.reference.parameters[name].label
            yield _finding(given, f'the Data Protection Officer ("{dpo[0]}") is also the {label}')
    for document in effective.documents:
        approver = effective.field(document, "approver")
        if approver and dpo and same_title(approver.value, dpo[0]):
            yield _finding(approver, f'the Data Protection Officer ("{dpo[0]}") approves "{document}"')
    if all(name in library.reference.parameters for name in _PAIR):
        delegate, consultee = (title_of(name, effective, library) for name in _PAIR)
        if delegate and consultee and same_title(delegate[0], consultee[0]):
            place = consultee[1] or delegate[1] or effective.profile.place("id")
            message = f'"{consultee[0]}" approves minor changes and is the role to be consulted about them'
            yield Finding(place, message, "set roles.minor_change_consultee to another role")


def _finding(setting: Setting, message: str) -> Finding:
    return Finding(
        setting.location, message, "name another role: the officer advises and must not decide (Article 38(6))"
    )


RULE = Rule("dpo-as-approver", "A role that approves what it advises on", "error", "council", look)
