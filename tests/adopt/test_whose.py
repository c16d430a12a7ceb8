"""A policy that names another council, and never the one that it is read for, is noticed."""

from __future__ import annotations

import pytest

from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.whose import named_instead
from policybuilder.readers.old_policy import read_old_policy

OTHERS = ["East Devon District Council", "Devon County Council", "Adur District Council", "Bath City Council"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Staff of Adur District Council follow this policy.", "Adur District Council"),
        ("STAFF OF ADUR DISTRICT COUNCIL follow this policy.", "Adur District Council"),
        ("Staff of Adur District\nCouncil follow this policy, with Great Yarmouth.", ""),
        ("The Council's staff follow this policy.", ""),
        ("East Devon District Council has a policy.", "East Devon District Council"),
        ("Devon County Council, then Adur District Council and Adur District Council.", "Adur District Council"),
        ("The Bath City Councillors meet in Bathing Adur District Council", "Adur District Council"),
    ],
)
def test_the_council_that_is_named_instead_of_its_own(said: str, expected: str) -> None:
    file = read_old_policy(f"# AI policy\n\n## Scope\n\n{said}\n".encode(), "old.md")
    policy = old_policy(file, "old.md")
    assert named_instead(policy, ("Great Yarmouth Borough Council", "Great Yarmouth"), OTHERS) == expected


def test_a_name_in_the_title_counts_as_its_own() -> None:
    file = read_old_policy(b"# AI policy of Great Yarmouth\n\n## Scope\n\nAs in Adur District Council.\n", "old.md")
    assert named_instead(old_policy(file, "old.md"), ("Great Yarmouth",), OTHERS) == ""
