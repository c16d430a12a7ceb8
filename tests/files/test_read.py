"""Files that are named and are none: refused at once, and never waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
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
