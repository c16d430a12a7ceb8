"""A default that was kept is another one now.

A profile says under `kept:` which of the library's defaults somebody looked at, with the value as it was then. When the
library, or the answer that a default is taken from, has moved on, the council has not looked at what stands in its
documents now: the answer counts as never looked at, and a fact about the council stands in the draft as [to confirm].

To put it right, look at the default as it is now. Write it under `kept:`, or take the line out and decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.library.profiles import Setting
from policybuilder.library.question_places import answer_path, in_words
from policybuilder.library.written_values import one_line
from policybuilder.resolution.answers import Answer, answer
from policybuilder.resolution.case import case_from

PASSES = ("kept:\n  roles.exception_approver: Director of Resources\n",)
FAILS = (
    "kept:\n  roles.exception_approver: Head of Finance\n",
    "kept:\n  retention_transcripts_days: 90\n",
)


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each default that was kept and has moved, once for all documents."""
    found: dict[str, Finding] = {}
    for document in subject.documents:
        answers = answer(case_from(subject.library, subject.effective, document))
        for name, given in answers.parameters.items():
            if given.moved and not _of_another_nation(name, given.moved, subject):
                found.setdefault(name, _finding(name, given, given.moved))
    yield from found.values()


def _of_another_nation(name: str, kept: Setting, subject: CouncilSubject) -> bool:
    """Return whether a base kept the default that members in another nation have."""
    defaults = subject.library.reference.parameters[name].default_by_nation.values()
    return kept.profile != subject.effective.profile.id and kept.value in defaults


def _finding(name: str, given: Answer, kept: Setting) -> Finding:
    now = one_line(given.value) or "nothing"
    of = f" (the same as {given.same_as})" if given.same_as else ""
    message = f'the default of "{name}" moved after it was kept: then {one_line(kept.value) or "nothing"}, now {now}'
    hint = f"look at it again: write {name}: {one_line(given.value)} to keep it{of}, or take the line out and write "
    return Finding(kept.location, message, f"{hint}{in_words(answer_path(name))}")


RULE = Rule("moved-default", "A default that moved after it was kept", "warning", "council", look)
