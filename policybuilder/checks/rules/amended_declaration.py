"""An amendment has other words of duty than the clause, and does not say what the clause now permits or forbids.

A clause declares under `says` what it permits, forbids or requires, and an amendment inherits that. Where the council
writes "may" for "must not", or adds a ban, the declaration may no longer be true, and then no contradiction with
another clause can be found.

To put it right, give the amendment a `says` of its own, with what the clause says from now on. Where nothing of it
changes, repeat the clause's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.declarations import amended
from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.schema import AmendModel

_MAY = "{place: replace, was: You must not record., text: You may record.}"
PASSES = (
    {"body": "You must not record.\n", "says": "[{forbids: recording}]", "amend": _MAY, "amend_says": "[]"},
    {"body": "You must not record.\n", "amend": _MAY},
    {
        "body": "You must not record.\n",
        "says": "[{forbids: recording}]",
        "amend": "{place: replace, was: You must not record., text: You must not record meetings.}",
    },
)
FAILS = (
    {"body": "You must not record.\n", "says": "[{forbids: recording}]", "amend": _MAY},
    {
        "body": "You must take care.\n",
        "says": "[{permits: recording}]",
        "amend": "{place: append, text: You must not record a child.}",
    },
)
_MODALS = re.compile(r"\b(must not|must|should not|should|may not|may|cannot|never)\b", re.IGNORECASE)
_NEW = frozenset({"must not", "may", "may not", "cannot", "never"})


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each amendment whose words of duty differ and that declares nothing."""
    told: set[str] = set()
    for document in subject.documents:
        for id, amendments in amended(subject, document).items():
            try:
                declared = bool(subject.library.clause(id).front.says)
            except PolicyBuilderError:
                continue
            for entry, place in amendments:
                change = _changed(entry)
                if declared and entry.says is None and change and str(place) not in told:
                    told.add(str(place))
                    message = f'the amendment of "{id}" {change}, and does not declare what the clause now says'
                    hint = "add says: with what the clause permits, forbids or requires from now on"
                    yield Finding(place, message, hint)


def _changed(entry: AmendModel) -> str:
    """Return how an amendment changes the words of duty, "" where it does not; an added duty alone changes none."""
    new = {match.group().lower() for match in _MODALS.finditer(entry.text or "")}
    if entry.place not in ("replace", "remove"):
        added = sorted(new & _NEW)
        return f'adds "{added[0]}"' if added else ""
    old = {match.group().lower() for match in _MODALS.finditer(entry.was or "")}
    gone, added = sorted(old - new), sorted(new - old)
    if gone and added:
        return f'has "{", ".join(added)}" for "{", ".join(gone)}"'
    return f'adds "{", ".join(added)}"' if added else f'drops "{", ".join(gone)}"' if gone else ""


RULE = Rule("amended-declaration", "Amendments that may change what a clause permits", "warning", "council", look)
