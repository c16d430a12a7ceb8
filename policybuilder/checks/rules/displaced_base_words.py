"""A council adds words where its base adds some, and the base's are printed no more.

What a council amends takes the place of what its base amends at the same place: a paragraph that both replace has one
text. Where both only add words, as at the end of a clause, the council may have meant to add to its base's, and what
the alliance agreed has gone from its policy without a word.

To put it right, copy the base's words into the council's text, or say why they are left out in its reason, and keep
them out: the rule is quiet once the reason names the base.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.checks.rule import Finding, Rule
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.library.schema import AmendModel
from policybuilder.library.wording import wording
from policybuilder.resolution.inheritance import Placed, entries_of, target

_BASE = "{clause: care, place: append, base: 1.0.0, reason: Agreed, text: All members do.}"
PASSES = (
    {"base": _BASE, "amend": "{place: before, paragraph: 1, text: Read this.}"},
    {"base": _BASE, "amend": "{place: append, text: All members do. So do we.}"},
    {"base": _BASE, "amend": "{place: append, text: We do not., reason: Not what the alliance base says.}"},
    {"amend": "{place: append, text: So do we.}"},
)
FAILS = ({"base": _BASE, "amend": "{place: append, text: So do we.}"},)
_ADDING = ("before", "after", "append")


def look(subject: CouncilSubject) -> Iterator[Finding]:
    """Yield a finding for each amendment that takes the place of a base's without its words."""
    effective = subject.effective
    for document in subject.documents:
        own = [each for each, placed in effective.amendments(document) if placed.profile == effective.profile.id]
        if not any(each.place in _ADDING for each in own):
            continue
        for id in effective.chain[1:]:
            for far in entries_of(subject.library.profile(id), document, "amend"):
                for near in entries_of(effective.profile, document, "amend"):
                    if _displaces(near, far, id):
                        message = f'these words stand where "{id}" has others, which are printed no more: {_first(far)}'
                        hint = f'put its words into yours, or name "{id}" in the reason if they are left out on purpose'
                        yield Finding(near.location, message, hint)


def _displaces(near: Placed, far: Placed, base: str) -> bool:
    mine, theirs = near.entry, far.entry
    if not isinstance(mine, AmendModel) or not isinstance(theirs, AmendModel) or mine.place not in _ADDING:
        return False
    if target(near) != target(far) or base in mine.reason:
        return False
    return wording(theirs.text or "") not in wording(mine.text or "")


def _first(placed: Placed) -> str:
    words = " ".join((getattr(placed.entry, "text", "") or "").split())
    return f'"{words[:57]}…"' if len(words) > 60 else f'"{words}"'


RULE = Rule(
    "displaced-base-words", "Words of a base that the council's own take the place of", "warning", "council", look
)
