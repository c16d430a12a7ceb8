"""Tests of what holds for any input: a few inputs in each run, many in a long one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

Body = Callable[..., None]


def holds_for_any(short: int, long: int, **inputs: SearchStrategy[Any]) -> Callable[[Body], Body]:
    """Make a test of a function that gets `inputs` by name, and fixtures and parameters for its other arguments.

    It runs with `short` made-up inputs, which are the same ones each time, and as a test marked `long` with `long`
    others, which differ from run to run unless pytest is given --hypothesis-seed.
    """

    def decorate(body: Body) -> Body:
        def test(examples: int, **fixtures: Any) -> None:
            def holds(**made: Any) -> None:
                body(**made, **fixtures)

            asked = settings(
                max_examples=examples,
                derandomize=examples == short,
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
            pytest.param(short, id=f"{short}-inputs"),
            pytest.param(long, id=f"{long}-inputs", marks=pytest.mark.long),
        ]
        return pytest.mark.parametrize("examples", runs)(test)

    return decorate
