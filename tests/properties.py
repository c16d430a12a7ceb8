"""Tests of what holds for any input: few in each run, some in .ci/run, many in a long one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

Body = Callable[..., None]
_SMALL = 6


def holds_for_any(short: int, long: int, **inputs: SearchStrategy[Any]) -> Callable[[Body], Body]:
    """Make a test of a function that gets `inputs` by name, and fixtures and parameters for its other arguments.

    It runs with a third of `short` made-up inputs, and as a test marked `rest` with `short`, which are the same ones
    each time; as a test marked `long` it runs with `long` others, which differ from run to run unless pytest is given
    --hypothesis-seed. A `short` of less than six is small enough for each run.
    """
    few = short if short < _SMALL else short // 3

    def decorate(body: Body) -> Body:
        def test(examples: int, **fixtures: Any) -> None:
            def holds(**made: Any) -> None:
                body(**made, **fixtures)

            asked = settings(
                max_examples=examples,
                derandomize=examples in (few, short),
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            asked(given(**inputs)(holds))()

        arguments = inspect.signature(body).parameters.values()
        fixtures = [each.replace(kind=each.KEYWORD_ONLY) for each in arguments if each.name not in inputs]
        examples = inspect.Parameter("examples", inspect.Parameter.KEYWORD_ONLY)
        test.__signature__ = inspect.Signature([examples, *fixtures])  # type: ignore[attr-defined]
        test.__name__, test.__module__, test.__doc__ = body.__name__, body.__module__, body.__doc__
        test.__dict__.update(body.__dict__)  # the marks that stand nearer to the function
        runs = [
            pytest.param(few, id=f"{few}-inputs"),
            *([] if few == short else [pytest.param(short, id=f"{short}-inputs", marks=pytest.mark.rest)]),
            pytest.param(long, id=f"{long}-inputs", marks=pytest.mark.long),
        ]
        return pytest.mark.parametrize("examples", runs)(test)

    return decorate
