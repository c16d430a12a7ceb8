"""The day on which a council was to be replaced, held against the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybuilder.errors import Problem
from policybuilder.library.values import written_date
from policybuilder.resolution import EffectiveProfile

_STATUS, _DAY = "lgr.status", "lgr.vesting_date"


def vesting_problems(effective: EffectiveProfile, today: date | None) -> Iterator[Problem]:
    """Yield a warning where a profile says that the council is to be replaced on a day that is past."""
    status, day = effective.decision(_STATUS), effective.decision(_DAY)
    if today is None or status is None or str(status.value) != "merging" or day is None:
        return
    if isinstance(day.value, date) and day.value <= today:
        past = written_date(day.value)
        message = f"vesting day was {past}, and the policy still says that the council is to be replaced"
        hint = "where the new council has taken over, start its profile with `policybuilder init`; where the day was "
        hint += "moved, write the new one"
        yield Problem(day.location, message, "vesting-day-past", hint, "warning")
