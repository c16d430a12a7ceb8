"""What the benchmarks share: a long policy, pandoc, and a summary of ratios at the end of the run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.workspaces import LONG, long_workspace

FINDINGS: list[str] = []


@pytest.fixture(scope="session")
def long_policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one policy of about 18,000 words."""
    return long_workspace(tmp_path_factory.mktemp("long"), words=18_000)


@pytest.fixture(scope="session")
def pandoc() -> str:
    """The path of pandoc."""
    pypandoc = pytest.importorskip("pypandoc")
    return str(pypandoc.get_pandoc_path())


@pytest.fixture
def finding() -> Callable[[str], None]:
    """A function that keeps a line for the summary."""
    return FINDINGS.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was found."""
    if FINDINGS:
        terminalreporter.section("speed")
        for line in FINDINGS:
            terminalreporter.line(line)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the least time of each of two works, run in turns so that a busy machine slows both alike."""
    times = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return min(time[0] for time in times), min(time[1] for time in times)


__all__ = ["LONG", "in_turns", "seconds"]
