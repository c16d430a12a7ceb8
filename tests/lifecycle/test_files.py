"""Files are written whole or not at all, and a group of them together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.files import TEMPORARY, changed, write_changed


def strays(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*") if path.name.startswith(TEMPORARY)]


def test_files_are_written_with_the_folders_they_stand_in(tmp_path: Path) -> None:
    one, two = tmp_path / "a/b/one.md", tmp_path / "two.md"
    assert write_changed({one: b"1", two: b"2"}) == [one, two]
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert strays(tmp_path) == []


def test_a_file_whose_bytes_would_be_the_same_is_not_touched(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    write_changed({one: b"1", two: b"2"})
    os.utime(one, ns=(1, 1))
    os.utime(two, ns=(1, 1))
    assert changed({one: b"1", two: b"new"}) == [two]
    assert write_changed({one: b"1", two: b"new"}) == [two]
    assert one.stat().st_mtime_ns == 1
    assert two.stat().st_mtime_ns != 1


def test_nothing_to_write_is_no_trouble(tmp_path: Path) -> None:
    assert write_changed({}) == []


@contextlib.contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Let the system refuse to write beyond a size, as a full disk or a quota does."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_when_a_file_cannot_be_written_to_its_end_all_files_stay_as_they_were(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    write_changed({one: b"old", two: b"old"})
    with pytest.raises(PolicyBuilderError) as caught, no_file_above(100_000):
        write_changed({one: b"new", two: b"x" * 500_000})
    (problem,) = caught.value.problems
    assert (problem.location.path, problem.code) == (str(two), "cannot-write")
    assert problem.hint == "nothing was changed"
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"old")
    assert strays(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_as_one_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "one.md"
    target.write_bytes(b"old")

    def on_a_full_disk(prefix: str, dir: Path) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(dir / f"{prefix}x")

    monkeypatch.setattr(tempfile, "mkstemp", on_a_full_disk)
    with pytest.raises(PolicyBuilderError) as caught:
        write_changed({target: b"new"})
    assert str(caught.value) == (
        f"{target}: error: cannot be written: No space left on device [cannot-write]\n"
        "  hint: free some disk space, and run the command again"
    )
    assert target.read_bytes() == b"old"


def test_when_the_last_file_cannot_be_moved_the_earlier_ones_are_put_back(tmp_path: Path) -> None:
    old, new, blocked = tmp_path / "old.md", tmp_path / "new.md", tmp_path / "blocked.md"
    old.write_bytes(b"old")
    (blocked / "in the way").mkdir(parents=True)
    with pytest.raises(PolicyBuilderError, match=r"blocked\.md: error: cannot be written"):
        write_changed({old: b"changed", new: b"changed", blocked: b"changed"})
    assert old.read_bytes() == b"old"
    assert not new.exists()
    assert strays(tmp_path) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a file")
    with pytest.raises(PolicyBuilderError, match="cannot be written"):
        write_changed({tmp_path / "output/one.md": b"1"})
    assert (tmp_path / "output").read_bytes() == b"a file"


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_a_new_file_has_the_usual_mode_and_a_changed_one_keeps_its_own(tmp_path: Path) -> None:
    usual, private = tmp_path / "usual.md", tmp_path / "private.md"
    private.write_bytes(b"old")
    private.chmod(0o600)
    before = os.umask(0o027)
    try:
        write_changed({usual: b"1", private: b"2"})
    finally:
        os.umask(before)
    assert usual.stat().st_mode & 0o777 == 0o640
    assert private.stat().st_mode & 0o777 == 0o600


WRITE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from policybuilder.lifecycle.files import write_changed
for letter in itertools.cycle(b"AB"):
    write_changed({Path(sys.argv[1]): bytes([letter]) * 3_000_000})
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_a_kill_in_the_middle_leaves_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "one.md"
    writing = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(target)])
    try:
        deadline = time.monotonic() + 20
        while not target.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.137)
    finally:
        writing.send_signal(signal.SIGKILL)
        writing.wait()
    content = target.read_bytes()
    assert content in (b"A" * 3_000_000, b"B" * 3_000_000)


@pytest.mark.skipif(os.name == "nt", reason="pipes in folders are a matter of POSIX")
def test_a_pipe_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    with pytest.raises(PolicyBuilderError, match="it is a pipe or device, not a file"):
        write_changed({pipe: b"new", tmp_path / "other.md": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.md"]
    assert pipe.is_fifo()
