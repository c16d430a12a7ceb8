"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from tests import programs

pytest_plugins = ("pytester",)

# Every process of the suite, and every command that it starts, reads the same modules: what Python makes is kept.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same inputs on every day and machine; the long runs try others.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden files anew, to be read as a diff before they are committed."""
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--slowest-files", type=int, default=0, help="list so many files by how long their tests took")
    parser.addoption("--sample", type=int, help="run so many of the chosen tests, drawn by --hypothesis-seed")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by how many bytes it gets: a zip holds the time of day, and each process must find the same names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


_ADOPTING = re.compile(r"adopt|old_policy")


class FilesScheduling(LoadFileScheduling):  # type: ignore[misc]
    """Each file goes to one process, and all that open documents in LibreOffice, or in Chromium, to the same one.

    So do those that adopt old policies. What the tests of a file share is made once, each of the two programs is
    started once, and what an old policy is heard by is read once.
    """

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return program_of(self.config.rootpath / file) or ("adopt" if _ADOPTING.search(file) else file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesScheduling:
    """Return who gives the tests to the processes of a run."""
    return FilesScheduling(config, log)


@cache
def program_of(file: Path) -> str:
    """Return the mark of the other program that a file's tests open documents in; empty for most."""
    found = re.search(r"pytest\.mark\.(office|browser)\b", file.read_text(encoding="utf-8"))
    return found[1] if found else ""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put files that wait for another program first, so that none is left over at the end; draw the --sample."""
    items.sort(key=lambda item: (not program_of(item.path), program_of(item.path)))
    size = config.getoption("--sample")
    if size is not None:
        drawn = set(
            random.Random(config.getoption("--hypothesis-seed")).sample(range(len(items)), min(size, len(items)))
        )
        config.hook.pytest_deselected(items=[item for at, item in enumerate(items) if at not in drawn])
        items[:] = [item for at, item in enumerate(items) if at in drawn]


def pytest_collection_finish() -> None:
    """Keep Python's cycle collector from walking thousands of tests, which stay, again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """Fail what would be skipped where POLICYBUILDER_ALL_TESTS is set: there, every program must be installed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("POLICYBUILDER_ALL_TESTS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and POLICYBUILDER_ALL_TESTS is set: {report.longrepr}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List the --slowest-files: a suite grows a second at a time."""
    took: Counter[str] = Counter()
    for report in (each for found in terminalreporter.stats.values() for each in found):
        if isinstance(report, pytest.TestReport):
            took[report.nodeid.partition("::")[0]] += report.duration
    if slowest := took.most_common(config.getoption("--slowest-files")):
        terminalreporter.section("seconds by file")
        for file, seconds in slowest:
            terminalreporter.write_line(f"{seconds:6.1f} of {took.total():.0f}  {file}")


@pytest.fixture(autouse=True, scope="session")
def own_cache() -> None:
    """Keep what tests read away from the cache of the person who runs them; who tests the cache names a folder."""
    os.environ["POLICYBUILDER_CACHE"] = ""


@pytest.fixture(scope="session")
def office() -> Iterator[programs.Office]:
    """LibreOffice, running; started when the first test of the process asks for it."""
    if not programs.has_office():
        pytest.skip("needs LibreOffice with its Python bridge, and poppler")
    with programs.office() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, running; started when the first test of the process asks for it."""
    if programs.chromium() is None:
        pytest.skip("needs Chromium")
    with programs.browser() as started:
        yield started


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """A function that compares bytes with a file under tests/golden, or writes it with `--renew-golden`."""
    renew = request.config.getoption("--renew-golden")

    def compare(name: str, written: bytes) -> None:
        path = GOLDEN / name
        if renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written)
        assert path.is_file(), f"{path} is missing: run pytest --renew-golden"
        assert written.decode() == path.read_text(encoding="utf-8")
        assert written == path.read_bytes()

    return compare
