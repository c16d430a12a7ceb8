"""A post that a policy names in short is told in full."""

from __future__ import annotations

import pytest

from tests.adopt.test_decisions import heard


@pytest.mark.parametrize(
    ("names", "short", "expected"),
    [
        ("The Head of Governance owns this.", "Head", "Head of Governance"),
        (
            "For officers: Executive Director, Place and Digital.",
            "Executive Director",
            "Executive Director, Place and Digital",
        ),
        ("The Chief Officer (Transformation) reports.", "Chief Officer", "Chief Officer (Transformation)"),
        ("Tell the Head of Law and Head of ICT.", "Head", "Head"),
        ("Tell somebody.", "Director", "Director"),
        ("Tell the Head of ICT.\n\nThe Head of Law owns this.", "Head", "Head of Law"),
    ],
)
def test_a_post_is_named_in_full_where_the_policy_speaks_of_one_such_post(
    names: str, short: str, expected: str
) -> None:
    found = heard(f"{names} The {short} may grant exceptions.")

    assert found["roles.exception_approver"].value == expected
