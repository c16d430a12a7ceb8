"""Posts that a policy names in short, told in full: "the Head" below "the Head of Governance"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policybuilder.adopt.old_policy import OldPassage

if TYPE_CHECKING:
    from policybuilder.adopt.decisions import Decision

_SHORT = re.compile(
    r"(?:(?:Assistant|Deputy|Corporate|Executive|Strategic|Service|Programme) )?(?:Head|Director|Manager)"
    r"|Chief Officer|Cabinet Member|Portfolio Holder|Lead Member|Executive Member|Convener|Team Leader"
)
_WORD = r"(?!Head|Director|Chief|Deputy|Assistant|Monitoring|Data Protection)[A-Z][\w&’'-]*"
_NAME = rf"{_WORD}(?:(?:,| and| &| the| of)* {_WORD})*"
_GOES_ON = rf"(?: (?:of|for)(?: the)? {_NAME}|, {_NAME}| \({_NAME}\))"


def in_full(decisions: Sequence[Decision], passages: Iterable[OldPassage]) -> list[Decision]:
    """Return decisions, each post that is named in short in full: as its passage has it, or else all of the policy.

    It stays short where no longer title of such a post stands there, or several do.
    """
    if not any(_is_short(each.value) for each in decisions):
        return list(decisions)
    said = {passage.number: passage.text for passage in passages}
    whole = "\n".join(said.values())
    return [
        replace(each, value=_full(each.value, said.get(each.passage, ""), whole), sure=False)
        if _is_short(each.value)
        else each
        for each in decisions
    ]


def _is_short(value: object) -> bool:
    return isinstance(value, str) and bool(_SHORT.fullmatch(value))


def _full(short: str, *texts: str) -> str:
    for text in texts:
        longer = {found.group() for found in re.finditer(rf"(?<!\w){re.escape(short)}{_GOES_ON}", text)}
        if len(longer) == 1:
            return longer.pop()
    return short
