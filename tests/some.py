"""Sets of cases of which each run tries some: the others are marked `rest`, and .ci/run tries those too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def one_in(count: int, cases: Iterable[Any]) -> list[ParameterSet]:
    """Return cases to test, the first and every so manyth in each run. A case that is a tuple has several arguments."""
    found = []
    for at, case in enumerate(cases):
        values = case if isinstance(case, ParameterSet) else pytest.param(*case if isinstance(case, tuple) else (case,))
        found.append(values if at % count == 0 else values._replace(marks=(*values.marks, pytest.mark.rest)))
    return found
