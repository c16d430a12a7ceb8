"""The ids that a library gave up: what each is called now, or when and why it was withdrawn.

A clause, parameter or statement of law that is renamed lists the ids that it had under `formerly:`. One that is gone
has an entry in clauses/withdrawn.yaml. So a file that names an old id is understood for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policybuilder.errors import Location

IdKind = Literal["clause", "parameter", "law"]
KINDS: tuple[IdKind, ...] = ("clause", "parameter", "law")
WITHDRAWN_KEYS: Mapping[IdKind, str] = {"clause": "clauses", "parameter": "parameters", "law": "law"}
"""The keys of withdrawn.yaml and issued.yaml, by kind of id."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NAMED = re.compile(
    r"""(?P<call>\b(?:ref|included)\(\s*)(?P<quote>["'])(?P<clause>[\w-]+)(?P=quote)"""
    r"""|"[^"]*"|'[^']*'|(?P<name>(?<![\w.])[A-Za-z_]\w*(?:\.\w+)*)"""
)


@dataclass(frozen=True)
class Withdrawn:
    """That an id was withdrawn: when, why, what to use `instead` by id, and where that is written."""

    day: date
    why: str
    instead: tuple[str, ...]
    location: Location

    @property
    def told(self) -> str:
        """When and why it was withdrawn, as the end of a sentence."""
        return f"was withdrawn on {self.day.isoformat()}: {' '.join(self.why.split())}"

    @property
    def advice(self) -> str:
        """What to use instead; "" where nothing takes its place."""
        return f"use {' or '.join(self.instead)} instead" if self.instead else ""


@dataclass(frozen=True)
class Names:
    """What ids mean in a library: those it has, those it had under another name, and those it withdrew.

    `former` gives the present id of each former one of a kind; it is asked only where an id is not `known`.
    """

    known: Mapping[IdKind, Collection[str]]
    former: Callable[[IdKind], Mapping[str, str]]
    withdrawn: Mapping[IdKind, Mapping[str, Withdrawn]]

    def now(self, kind: IdKind, id: str) -> str:
        """Return what an id is called now: itself where it is known, or nothing is known of it."""
        return id if id in self.known[kind] else self.former(kind).get(id, id)

    def gone(self, kind: IdKind, id: str) -> Withdrawn | None:
        """Return why an id is there no more, None for one that is known, renamed or was never there."""
        if id in self.known[kind] or self.now(kind, id) != id:
            return None
        return self.withdrawn.get(kind, {}).get(id)

    def words(self, text: str) -> str:
        """Return a text of the clause language with the present names in its values, tests and references."""
        return _TAG.sub(lambda tag: self.expression(tag[0]), text) if "{" in text else text

    def expression(self, text: str) -> str:
        """Return a condition, or what stands in one tag, with the present names."""

        def named(found: re.Match[str]) -> str:
            if found["clause"]:
                return f"{found['call']}{found['quote']}{self.now('clause', found['clause'])}{found['quote']}"
            return self._name(found["name"]) if found["name"] else found[0]

        return _NAMED.sub(named, text)

    def _name(self, name: str) -> str:
        if name.startswith("law."):
            return f"law.{self.now('law', name.removeprefix('law.'))}"
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            head = ".".join(parts[:count])
            if head in self.known["parameter"]:
                return name
            if (now := self.now("parameter", head)) != head:
                return ".".join([now, *parts[count:]])
        return name
