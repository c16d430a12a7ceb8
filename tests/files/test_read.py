"""Files that are named and are none: refused at once, and never waited for."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.files import held
from policybuilder.files.read import read_input, read_regular


def test_a_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    (tmp_path / "b").symlink_to("a")
    assert read_regular(tmp_path / "a") == read_input(tmp_path / "b") == b"words"


def no_files(folder: Path) -> list[Path]:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("pipe")
    return [
        folder / "pipe",
        folder / "link",
        folder,
        folder / "a\0b",
        folder / "\ud800",
        folder / "gone",
        Path("/dev/null"),
    ]


@pytest.mark.timeout(20)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    for path in no_files(tmp_path):
        with pytest.raises(OSError, match=r"no file|not a file|No such file"):
            read_regular(path)
        with pytest.raises(PolicyBuilderError, match="cannot be read"):
            read_input(path)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def let_go_after(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the system refuse to open a file so many times, as Windows does while a program has it to itself."""
    waited: list[float] = []
    opened = os.open

    def refusing(path: str, *given: int, **named: int) -> int:
        if len(waited) < times:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *given, **named)

    monkeypatch.setattr(held, "_HELD_FOR_A_MOMENT", True)
    monkeypatch.setattr(os, "open", refusing)
    monkeypatch.setattr(time, "sleep", waited.append)


def test_a_file_that_is_held_for_a_moment_is_read_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"words")
    let_go_after(monkeypatch, 2)
    assert read_input(tmp_path / "a") == b"words"


def test_a_file_that_stays_held_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"words")
    let_go_after(monkeypatch, 100)
    with pytest.raises(PolicyBuilderError, match="cannot be read: Permission denied") as told:
        read_input(tmp_path / "a")
    assert "is it open in another program? Close it there" in told.value.problems[0].hint
