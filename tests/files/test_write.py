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
from policybuilder.files import held
from policybuilder.files.temporaries import TEMPORARY, temporary_prefix
from policybuilder.files.write import changed, remove, write_changed
from policybuilder.lifecycle.frozen import put_in_place


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
from policybuilder.files.write import write_changed
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


@pytest.mark.skipif(os.name == "nt", reason="links are a matter of POSIX")
def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept.md").write_bytes(b"old")
    for leads in ("kept.md", "nowhere.md", "/dev/null"):
        link = tmp_path / "link.md"
        link.symlink_to(leads)
        with pytest.raises(PolicyBuilderError, match=f"it is a link to {leads}"):
            write_changed({tmp_path / "other.md": b"new", link: b"new"})
        assert link.is_symlink()
        link.unlink()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept.md", b"old")]


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5_000])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(PolicyBuilderError, match="cannot be written"):
        write_changed({tmp_path / "new" / name: b"new"})
    assert list(tmp_path.iterdir()) == [], "nor are folders left that were made for it"


def left_by(pid: int, folder: Path, hours: float = 0) -> Path:
    left = folder / f"{temporary_prefix().rpartition(f'{os.getpid()}-')[0]}{pid}-abc"
    left.write_bytes(b"half")
    then = time.time() - hours * 3600
    os.utime(left, (then, then))
    return left


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_a_kill_left_is_removed_when_a_file_is_written_beside_it(tmp_path: Path) -> None:
    ended = os.fork()
    if not ended:
        os._exit(0)
    os.waitpid(ended, 0)
    gone = [left_by(ended, tmp_path), tmp_path / f"{TEMPORARY}of-an-older-release"]
    gone[1].mkdir()
    os.utime(gone[1], (0, 0))
    elsewhere = tmp_path / f"{TEMPORARY}01234567-{ended}-of-another-computer"
    elsewhere.write_bytes(b"half")
    stays = [left_by(os.getpid(), tmp_path), elsewhere]
    write_changed({tmp_path / "one.md": b"1"})
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in stays), "somebody may be at it"


WRITE_AND_WAIT = """
import os, signal, sys, time
from pathlib import Path
from policybuilder.cli import _end_in_order
from policybuilder.files import write
# What runs when nobody is logged in may have been told to ignore that the terminal is gone.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
_end_in_order()
# A shell that starts something in the background has it ignore what a person types.
signal.signal(signal.SIGINT, signal.default_int_handler)
def wait(*_):
    Path(sys.argv[1], "ready").touch()
    time.sleep(30)
write._move = wait
write.write_changed({Path(sys.argv[1], "new", "one.md"): b"1"})
"""


@pytest.mark.skipif(os.name == "nt", reason="ends as POSIX does")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_that_is_told_to_end_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    writing = subprocess.Popen([sys.executable, "-c", WRITE_AND_WAIT, str(tmp_path)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not (tmp_path / "ready").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    writing.send_signal(number)
    assert writing.wait() != 0
    assert [path.name for path in tmp_path.iterdir()] == ["ready"]


def refused(monkeypatch: pytest.MonkeyPatch, times: int, deed: str = "replace") -> list[float]:
    """Let the system refuse a deed on a file so many times, as Windows does while a program has it open."""
    waited: list[float] = []
    done = getattr(Path, deed)

    def refusing(self: Path, *given: object, **named: object) -> object:
        if len(waited) < times:
            raise PermissionError(13, "Permission denied", str(self))
        return done(self, *given, **named)

    monkeypatch.setattr(held, "_HELD_FOR_A_MOMENT", True)
    monkeypatch.setattr(Path, deed, refusing)
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def test_a_file_that_is_held_for_a_moment_is_written_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one.md"
    one.write_bytes(b"old")
    waited = refused(monkeypatch, 2)
    assert write_changed({one: b"new"}) == [one]
    assert one.read_bytes() == b"new"
    assert len(waited) == 2


def test_a_file_that_is_open_in_word_is_told_after_less_than_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one.md"
    one.write_bytes(b"old")
    waited = refused(monkeypatch, 100)
    with pytest.raises(PolicyBuilderError, match="cannot be written: Permission denied") as told:
        write_changed({one: b"new"})
    assert "is it open in Word?" in told.value.problems[0].hint
    assert one.read_bytes() == b"old"
    assert 0 < sum(waited) < 1
    assert strays(tmp_path) == []


@pytest.mark.parametrize(("length", "too_long"), [(300, True), (240, True), (150, False)])
def test_a_path_that_windows_would_not_open_is_named_as_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, too_long: bool
) -> None:
    # With 240 letters the file's own name would do, and the one under which it is first written would not.
    rest = length - len(str(tmp_path)) - len("/b/one.md")
    one = tmp_path / ("a" * max(rest - 1, 1)) / "b" / "one.md"

    def none(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(tempfile, "mkstemp", none)
    with pytest.raises(PolicyBuilderError) as told:
        write_changed({one: b"new"})
    named = "Windows ends at 259: move the workspace nearer to the top of the drive" in told.value.problems[0].hint
    assert named == too_long


def test_a_file_that_is_held_for_a_moment_is_removed_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one.md"
    one.write_bytes(b"old")
    waited = refused(monkeypatch, 3, "unlink")
    remove([one])
    assert not one.exists()
    assert len(waited) == 3


def test_a_file_that_may_not_be_read_is_not_written_over_for_it_could_not_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_fast, last = tmp_path / "held.md", tmp_path / "last.md"
    held_fast.write_bytes(b"old")
    last.mkdir()  # so that the last of the group cannot be written
    opened = os.open

    def open_other(path: str, *given: int, **named: int) -> int:
        if str(path) == str(held_fast):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *given, **named)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "open", open_other)
        with pytest.raises(PolicyBuilderError, match=r"held\.md: error: cannot be written: Permission denied"):
            write_changed({held_fast: b"new", last: b"new"})
    assert held_fast.read_bytes() == b"old"
    assert strays(tmp_path) == []


def test_a_version_whose_folder_is_held_for_a_moment_is_put_in_place_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = refused(monkeypatch, 2, "rename")
    put_in_place(tmp_path, "1.0", {"policy.md": b"words"})
    assert (tmp_path / "1.0/policy.md").read_bytes() == b"words"
    assert len(waited) == 2
    assert strays(tmp_path) == []
