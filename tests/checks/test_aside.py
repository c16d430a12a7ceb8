"""Work in a second process: the same result, whatever becomes of that process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policybuilder.checks.aside import aside


@pytest.mark.parametrize("worthwhile", [True, False])
def test_the_result_is_that_of_the_work(worthwhile: bool) -> None:
    wait = aside(lambda: ["a"] * 100_000, worthwhile)
    assert wait() == ["a"] * 100_000


def test_work_that_is_not_worth_a_process_is_done_when_it_is_waited_for() -> None:
    done: list[str] = []
    wait = aside(lambda: done.append("here"), worthwhile=False)
    assert done == []
    wait()
    assert done == ["here"]


def test_work_whose_process_dies_is_done_here() -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os._exit(9)
        return "done"

    assert aside(work)() == "done"


def test_what_the_work_raises_is_raised_here(tmp_path: Path) -> None:
    def work() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        aside(work)()
