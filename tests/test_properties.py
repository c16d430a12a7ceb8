"""What holds for any input is tried with few, always the same, and marked as a long run with many."""

from __future__ import annotations

from pathlib import Path

import pytest

import tests.properties  # noqa: F401  read once here, and not anew by each suite below

SUITE = """
from hypothesis import strategies
from tests.properties import holds_for_any

seen = []

@holds_for_any(short=9, long=400, number=strategies.integers(0, 10_000))
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
    pytester.makeini(
        f"[pytest]\npythonpath = {Path(__file__).parents[1]}\nmarkers =\n  long: takes long\n  rest: in .ci/run\n"
    )
    pytester.makepyfile(SUITE)
    return pytester


def run(suite: pytest.Pytester, *words: str) -> pytest.RunResult:
    return suite.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", "-s", *words)


def test_the_short_run_has_the_same_few_inputs_each_time(suite: pytest.Pytester) -> None:
    first, second = (run(suite, "-m", "not long and not rest") for _ in range(2))
    first.assert_outcomes(passed=2, deselected=3)
    (seen,) = [line for line in first.outlines if "seen" in line]
    assert seen in second.outlines
    assert seen.count(",") <= 3


def test_some_more_that_are_the_same_each_time_are_for_the_rest(suite: pytest.Pytester) -> None:
    first, second = (run(suite, "-m", "rest") for _ in range(2))
    first.assert_outcomes(passed=1, deselected=4)
    (seen,) = [line for line in first.outlines if "seen" in line]
    assert seen in second.outlines
    assert 3 < seen.count(",") <= 9


def test_the_long_run_finds_what_a_few_inputs_do_not(suite: pytest.Pytester) -> None:
    result = run(suite, "-m", "long")
    result.assert_outcomes(passed=1, failed=1, deselected=3)
    result.stdout.fnmatch_lines(["*number=9000*"])
    result.stdout.fnmatch_lines(["FAILED *test_numbers?400-inputs?*"])


def test_a_sample_is_drawn_by_its_seed(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_many="import pytest\n@pytest.mark.parametrize('n', range(50))\ndef test_one(n):\n    pass\n")

    def drawn(seed: int) -> list[str]:
        words = ("-p", "tests.conftest", "--collect-only", "-q", "--sample", "3", f"--hypothesis-seed={seed}")
        return [line for line in run(suite, *words, "test_many.py").outlines if line.startswith("test_many.py::")]

    first = drawn(1)
    assert len(first) == 3
    assert first == drawn(1)
    assert first != drawn(2)
