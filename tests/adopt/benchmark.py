"""How good the mapping is: what of the expected clauses and decisions is found, and how much of it is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.mapping import Match
from policybuilder.adopt.old_policy import OldPolicy, old_policy
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from tests.adopt.expected import Expected, Said
from tests.adopt.made import file_of


@dataclass
class Figures:
    """Counts over some policies."""

    found: int = 0
    expected: int = 0
    named: int = 0
    wrong: int = 0
    decisions_found: int = 0
    decisions_expected: int = 0
    wrong_at_sure: int = 0
    sure: int = 0

    @property
    def recall(self) -> float:
        """The share of the expected clauses that were found."""
        return self.found / self.expected

    @property
    def precision(self) -> float:
        """The share of the clauses named that were expected or may be named."""
        return 1 - self.wrong / self.named

    @property
    def decided(self) -> float:
        """The share of the expected decisions that were found."""
        return self.decisions_found / self.decisions_expected if self.decisions_expected else 1.0

    def __str__(self) -> str:
        """Return the figures in a line."""
        return (
            f"clauses found {self.recall:.1%} of {self.expected}, right {self.precision:.1%} of {self.named}; "
            f"decisions found {self.decided:.1%} of {self.decisions_expected}, "
            f"wrong at sure {self.wrong_at_sure} of {self.sure}"
        )


def adoption_of(policy: Expected, library: Library) -> Adoption:
    """Return the report on a policy of the benchmark, read from its file."""
    content, name = file_of(policy)
    return adopted(library, old_policy(read_old_policy(content, name), name))


def figures(policies: Iterable[Expected], library: Library, reports: Mapping[str, Adoption] | None = None) -> Figures:
    """Return the figures over some policies of the benchmark; `reports` are those made already, by name."""
    total = Figures()
    for policy in policies:
        adoption = reports[policy.name] if reports else adoption_of(policy, library)
        for said in policy.text:
            if said.kind != "h":
                _count_clauses(total, said, adoption)
        _count_decisions(total, policy, adoption.decisions)
    return total


def judged(policy: Expected, adoption: Adoption) -> Iterator[tuple[Match, bool]]:
    """Yield each clause that is named of a policy, and whether a careful reader would name it of that passage."""
    for said in policy.text:
        if said.kind != "h":
            for number in passages_of(said, adoption.policy):
                yield from ((match, match.clause in said.allowed) for match in adoption.matches.get(number, ()))


def _count_clauses(total: Figures, said: Said, adoption: Adoption) -> None:
    numbers = passages_of(said, adoption.policy)
    named = {match.clause for number in numbers for match in adoption.matches.get(number, ())}
    total.expected += len(said.clauses)
    total.found += len(said.clauses & named)
    total.named += len(named)
    total.wrong += len(named - said.allowed)


def passages_of(said: Said, policy: OldPolicy) -> list[int]:
    """Return the passage that a line of the policy was read as."""
    wanted = _plain(said.text)
    ranked = [(SequenceMatcher(None, wanted, _plain(p.text), autojunk=False).ratio(), p.number)
              for p in policy.passages if abs(len(_plain(p.text)) - len(wanted)) < 60]  # fmt: skip
    best = max(ranked, default=(0.0, 0))
    return [best[1]] if best[0] > 0.8 else []


def _plain(text: str) -> str:
    return re.sub(r"^\d+(?:\.\d+)*\.?\s*|[^a-z]", "", text.lower())


def _count_decisions(total: Figures, policy: Expected, decisions: Iterable[Decision]) -> None:
    found = list(decisions)
    for name, value in policy.decisions.items():
        total.decisions_expected += 1
        total.decisions_found += any(each.parameter == name and same(each.value, value) for each in found)
    for each in found:
        total.sure += each.sure
        if each.sure and each.parameter in policy.decisions:
            total.wrong_at_sure += not same(each.value, policy.decisions[each.parameter])


def same(one: Any, other: Any) -> bool:
    """Return whether two answers are one, however they are written: an address with or without "https://"."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    one, other = (str(each).lower().rstrip(".").removeprefix("https://") for each in (one, other))
    return bool(one == other)
