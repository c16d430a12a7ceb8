"""`open` serves the page for as long as it runs, and keeps nothing of the requests that are over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress.server

from tests.cli.conftest import Run
from tests.workspaces import tiny


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)


def test_while_the_page_is_served_cycles_are_looked_for_often(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[int, int, int]] = []

    def served(server: waitress.server.TcpWSGIServer) -> None:
        found.append(gc.get_threshold())
        server.close()

    monkeypatch.setattr(waitress.server.TcpWSGIServer, "run", served)
    shown = run("--workspace", str(tiny(tmp_path)), "open", "--no-browser")
    assert "The page: http://127.0.0.1:" in shown.stdout
    (often,) = found
    assert often[0] * often[1] * often[2] <= 5_000_000
