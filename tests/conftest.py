"""What every test may ask for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import programs

pytest_plugins = ("pytester",)

# The same inputs on every day and machine; the long runs try others.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden files anew, to be read as a diff before they are committed."""
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--sample", type=int, help="run so many of the chosen tests, drawn by --hypothesis-seed")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by how many bytes it gets: a zip holds the time of day, and each process must find the same names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put files that wait for another program first, so that none is left over at the end; draw the --sample."""
    waiting = {item.path for item in items if any(map(item.get_closest_marker, ("office", "browser")))}
    items.sort(key=lambda item: item.path not in waiting)
    size = config.getoption("--sample")
    if size is not None:
        drawn = set(
            random.Random(config.getoption("--hypothesis-seed")).sample(range(len(items)), min(size, len(items)))
        )
        config.hook.pytest_deselected(items=[item for at, item in enumerate(items) if at not in drawn])
        items[:] = [item for at, item in enumerate(items) if at in drawn]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """Fail what would be skipped where POLICYBUILDER_ALL_TESTS is set: there, every program must be installed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("POLICYBUILDER_ALL_TESTS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and POLICYBUILDER_ALL_TESTS is set: {report.longrepr}"


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
