"""What a policy decides is heard in phrasings that were written down before anybody looked at what is listened for.

Of the first 115, 46 were heard at the start; of 89 more, written after those had been taught, 50; then 53 of 80;
and of the hardest 29 of 76. None of what another council does, what was so once, what is
denied or only thought about is ever sure.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.adopt.benchmark import same
from tests.adopt.test_decisions import heard
from tests.some import one_in

CASES = yaml.safe_load(Path(__file__).with_name("said_in_many_ways.yaml").read_text(encoding="utf-8"))
SAID = [tuple(case) for case in CASES["said"]]
UNSETTLED = [tuple(case) for case in CASES["unsettled"]]


@pytest.mark.parametrize(("text", "parameter", "value"), one_in(9, SAID))
def test_a_decision_is_heard_however_a_stranger_says_it(text: str, parameter: str, value: Any) -> None:
    found = heard(text).get(parameter)
    assert found is not None
    assert same(found.value, value), found


@pytest.mark.parametrize(("text", "parameter"), one_in(4, UNSETTLED))
def test_what_is_denied_past_asked_for_or_anothers_is_never_sure(text: str, parameter: str) -> None:
    found = heard(text).get(parameter)
    assert found is None or not found.sure


def test_what_a_period_comes_to_in_another_unit_is_a_suggestion() -> None:
    found = heard("Recordings are kept for a month.")["retention_transcripts_days"]
    assert (found.value, found.sure) == (30, False)
    assert heard("Recordings are kept for 30 days.")["retention_transcripts_days"].sure
    found = heard("Trials run for no more than 90 days.")["pilot_max_weeks"]
    assert (found.value, found.sure) == (13, False)


def test_a_heading_about_every_day_is_no_length_of_time() -> None:
    assert "retention_prompts_days" not in heard("## Day to day\n\nKeep the final version, and not the chat.")


def test_the_word_that_a_policy_uses_most_for_its_people_is_suggested() -> None:
    found = heard("Colleagues use AI with care.\n\nOur colleagues ask first. Staff learn.")["word_for_staff"]
    assert (found.value, found.sure) == ("colleagues", False)
    assert "word_for_staff" not in heard("Staff use AI with care. Our staff ask first, and colleagues learn.")
