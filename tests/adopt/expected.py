"""The old policies of the benchmark: what each says, and what a careful reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

_TAUGHT, _LATER = 16, 50
"""From which numbers on policies were written to find what was not known yet, and then taught; and later still."""
Group = Literal["tuned to", "held out", "later", "unseen"]
"""What a policy is for: the measure was tuned to it or not; written later, and taught or never taught."""
POLICIES = Path(__file__).parent / "policies"


@dataclass(frozen=True)
class Said:
    """A line of a policy, its words, the clauses that it says, and those that may be named.

    Its kind is "h", "p", "i", "r" or "x", which stands in a text box.
    """

    kind: str
    text: str
    clauses: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True)
class Expected:
    """A policy of the benchmark with its expected clauses and decisions."""

    name: str
    nation: str
    made_as: str
    title: str
    text: tuple[Said, ...]
    decisions: dict[str, Any]
    never_taught: bool = False

    @property
    def group(self) -> Group:
        """What it may be used for."""
        number = int(self.name[:2])
        if number >= _LATER:
            return "unseen" if self.never_taught else "later"
        return "held out" if number % 2 == 0 and number < _TAUGHT else "tuned to"


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def policies() -> list[Expected]:
    """Return the policies of the benchmark in order."""
    return [read_policy(path) for path in sorted(POLICIES.glob("*.yaml"))]


@cache
def read_policy(path: Path) -> Expected:
    content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    lines = []
    for kind, text, *clauses in content["text"]:
        named = frozenset(id for id in clauses if not id.startswith("~"))
        allowed = frozenset(id.removeprefix("~") for id in clauses)
        lines.append(Said(kind, text, named, allowed))
    return Expected(
        path.stem,
        content["nation"],
        content["made_as"],
        content["title"],
        tuple(lines),
        content["decisions"],
        content.get("never_taught", False),
    )
