"""What holds for any input is tried with a few, always the same, and marked as a long run with many."""

from __future__ import annotations

from pathlib import Path

import pytest

SUITE = """
from hypothesis import strategies
from tests.properties import holds_for_any

seen = []

@holds_for_any(short=5, long=400, number=strategies.integers(0, 10_000))
def test_numbers(number, tmp_path):
    seen.append(number)
    assert number < 9_000

@holds_for_any(short=3, long=50, number=strategies.integers())
def test_nothing_is_wrong(number):
    pass

def teardown_module():
    print("seen", seen)
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini(f"[pytest]\npythonpath = {Path(__file__).parents[1]}\nmarkers = long: takes long\n")
    pytester.makepyfile(SUITE)
    return pytester


def run(suite: pytest.Pytester, *words: str) -> pytest.RunResult:
    return suite.runpytest_subprocess("-n0", "-p", "no:cacheprovider", "-s", *words)


def test_the_short_run_has_the_same_few_inputs_each_time(suite: pytest.Pytester) -> None:
    first, second = (run(suite, "-m", "not long") for _ in range(2))
    first.assert_outcomes(passed=2, deselected=2)
    (seen,) = [line for line in first.outlines if "seen" in line]
    assert seen in second.outlines
    assert seen.count(",") <= 5


def test_the_long_run_finds_what_a_few_inputs_do_not(suite: pytest.Pytester) -> None:
    result = run(suite, "-m", "long")
    result.assert_outcomes(passed=1, failed=1, deselected=2)
    result.stdout.fnmatch_lines(["*number=9000*"])
    result.stdout.fnmatch_lines(["FAILED *test_numbers?400-inputs?*"])
