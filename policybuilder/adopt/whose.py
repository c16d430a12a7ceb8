"""Whose policy an old policy is, as far as its words tell: the council that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policybuilder.adopt.old_policy import OldPolicy
from policybuilder.library.councils import place_words

_WORD = re.compile(r"[^\W\d_]+")


def named_instead(policy: OldPolicy, own: Iterable[str], others: Iterable[str]) -> str:
    """Return the council that an old policy names, most often of `others`, where it never names its `own`.

    `own` are the names that the council goes by. A policy that names no council of the register, or its own as well,
    as one that shares a service does, gives "". Names are compared without regard to capitals.
    """
    texts = (policy.title, *(each.text for each in policy.passages), *(each.text for each in policy.left_out))
    said = _spaced("\n".join(texts))
    if any(_spaced(" ".join(place_words(name)) or name) in said for name in own):
        return ""
    counts = {name: said.count(_spaced(name)) for name in others}
    best = max(counts, key=lambda name: (counts[name], len(name)), default="")
    return best if best and counts[best] else ""


def _spaced(text: str) -> str:
    """Return the words of a text in small letters, each with a space before and after."""
    return f" {'  '.join(_WORD.findall(text.casefold()))} "
