"""How long it takes to hold an old policy against the whole library, once the library's sayings are known."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import get_args

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import adopted
from policybuilder.adopt.old_policy import OldPolicy, old_policy
from policybuilder.library.workspace import built_in_root
from policybuilder.readers.old_policy import read_old_policy
from tests.adopt.benchmark import figures
from tests.adopt.expected import Group, policies


@pytest.mark.parametrize(("words", "promised"), [(10_000, 2), (40_000, 8)])
def test_holding_an_old_policy_against_the_library(finding: Callable[[str], None], words: int, promised: int) -> None:
    library = api.load(built_in_root())
    took = []
    # Warm is a library that is known, not a policy that is: each run reads sentences that no run before it read.
    for word in ("the", "this", "that", "these"):
        old = long_policy(words, word)
        start = time.process_time()
        adopted(library, old)
        took.append(time.process_time() - start)
    finding(f"adopt, {words:,} words: {min(took[1:]):.2f} s warm, {took[0]:.2f} s cold (promised: {promised} s warm)")


def test_how_much_is_found(finding: Callable[[str], None]) -> None:
    library = api.load(built_in_root())
    for group in get_args(Group):
        found = figures([policy for policy in policies() if policy.group == group], library)
        finding(f"adopt, policies {group}: {found}")


def long_policy(words: int, the: str = "the") -> OldPolicy:
    """Return the policies of the benchmark one after another, each passage with a number, until there are enough.

    `the` stands in them for "the", so that other sentences say the same.
    """
    lines = ["# Everything"]
    count = 0
    for number, policy in ((round_, policy) for round_ in itertools.count() for policy in policies()):
        lines.append(f"## {policy.title} {number}")
        for said in policy.text:
            lines.append(
                f"### {said.text}" if said.kind == "h" else f"{said.text.replace(' the ', f' {the} ')} ({number})"
            )
            count += len(said.text.split())
        if count >= words:
            break
    text = "\n\n".join(lines)
    return old_policy(read_old_policy(text.encode(), "long.md"), "long.md")
