"""Days that are typed into a form, as people in the United Kingdom type them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policybuilder.errors import Problem
from policybuilder.library.typed_dates import typed_date
from policybuilder.web.fields import Field


def typed_day(name: str, form: Mapping[str, str], problems: list[Problem]) -> date | None:
    """Return the day that was typed into a field; None where there is none, or what is no day, which is a problem."""
    typed = " ".join(form.get(name, "").split())
    try:
        return typed_date(typed, date.today()) if typed else None
    except ValueError as error:
        problems.append(Problem(Field(name), f'"{typed}": {error}', "bad-date"))
        return None
