"""A role is named that is not in the council's table of roles.

A policy that asks the "Head of Information" for approval when no such post is in the table of roles sends people to
nobody, and a role typed into a clause stays when the council renames the post. The rule finds what reads as the title
of a role ("Head of …", "Director of …", "… Officer", "Senior Information Risk Owner", "Caldicott Guardian")

- in a clause of the library: there, every role is a parameter, `{{ roles.x }}`
- in a council's own words, when no role of the council, given or default, has that title, nor the council's values
  name it elsewhere as one (a row's owner, an approver)

Offices that every council has by law or by custom, such as the Chief Executive and the Leader, are known.

To put it right, print the role (`{{ roles.digital }}`), set it under roles: in the profile, or say what the person
does ("the tool's owner").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CheckedText

PASSES = ("Ask the {{ roles.siro }}.", "The Chief Executive must sign it.", "Head of your team: ask first.")
FAILS = ("Ask the Monitoring Officer.", "The Head of Digital Services must approve it.", "Tell the Caldicott Guardian.")

KNOWN = frozenset(
    {
        "chief executive",
        "head of paid service",
        "head of service",
        "line manager",
        "project manager",
        "service manager",
        "team manager",
        "returning officer",
        "electoral registration officer",
        "social work england",
        "information commissioner",
        "police officer",
    }
)
"""Offices that need no parameter: every council has them by law or custom, or they are not the council's."""

_NAME = r"[A-Z][\w’'-]+(?:(?:,? (?:and|of|for|the) |, | )[A-Z][\w’'-]+)*"
_TITLE = re.compile(
    rf"\b(?:(?:Assistant |Deputy |Corporate |Executive |Service |Strategic )*(?:Head|Director) of {_NAME}"
    r"|(?:[A-Z][\w’'-]+ (?:and |& )?){1,5}(?:Officer|Guardian|Risk Owner|Manager)(?![\w-])"
    r"|SIRO|Senior Responsible Owner)"
)


def look(text: CheckedText) -> Iterator[Finding]:
    """Yield a finding for each title that is no role here."""
    if text.roles is None:
        return
    for part in text.parts:
        if part.kind == "heading" or part.is_role:
            continue
        for found in _TITLE.finditer(part.text):
            title = re.sub(r"^(?:The|A|An|Your|Our|Each|Ask|Tell|If|When|Before|No) ", "", found.group())
            start = found.start() + len(found.group()) - len(title)
            if part.in_value(start) or title.lower() in KNOWN or _is_role(title, text.roles):
                continue
            message = f'"{title}" is no role in the table of roles'
            yield Finding(
                part.place(start), message, "print a role, as in {{ roles.siro }}, or say what the person does"
            )


def _is_role(title: str, roles: frozenset[str]) -> bool:
    """Return whether a title is a role, or the words of several ("Head of Legal or Head of Finance")."""
    lower = title.lower()
    return lower in roles or any(role in lower for role in roles if len(role) > 8)


RULE = Rule("unknown-role", "Roles that are not in the table of roles", "warning", "text", look)
