"""A vesting day that is past is told by `check`, which knows what day it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder.checks import check
from tests.workspaces import PARAMETERS, library, profile, reference, shell, tiny

LGR = """\
  lgr.status: {type: choice, group: use, question: Merging?, ask: Chief Executive, label: status, default: none,
    rationale: Few are., options: {none: No, merging: "Yes: soon"}}
  lgr.vesting_date: {type: date, group: use, question: When?, ask: Chief Executive, label: vesting day, default: null,
    rationale: May be open.}
"""


@pytest.mark.parametrize(
    ("said", "today", "is_told"),
    [
        ("{status: merging, vesting_date: 2027-04-01}", date(2027, 4, 1), True),
        ("{status: merging, vesting_date: 2027-04-01}", date(2027, 3, 31), False),
        ("{status: merging, vesting_date: 2027-04-01}", None, False),
        ("{status: merging}", date(2027, 4, 1), False),
    ],
)
def test_a_policy_that_still_awaits_a_day_that_is_past_is_told(
    tmp_path: Path, said: str, today: date | None, is_told: bool
) -> None:
    root = tiny(tmp_path)
    shell(root)
    reference(root, parameters=PARAMETERS + LGR)
    profile(root, f"lgr: {said}\n")
    told = [str(each) for each in check(library(root), today=today) if each.code == "vesting-day-past"]
    assert bool(told) == is_told
    if is_told:
        assert told[0].startswith("profiles/riverton.yaml:4:")
        assert "warning: vesting day was 1 April 2027, and the policy still says that the council is to be" in told[0]
