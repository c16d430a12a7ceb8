"""Nothing here needs a system of one kind: what Windows lacks is not asked for there."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

import policybuilder
from policybuilder.files.alone import no_other
from policybuilder.lifecycle.cache import cache_folder
from tests.cli.conftest import Run
from tests.lifecycle import story

PACKAGE = Path(policybuilder.__file__).parent
POSIX_MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
ONLY_POSIX_OS = (
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"),
    *("chown", "fchown", "fork", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg", "mkfifo", "nice"),
    *("setsid", "uname"),
)
# What Python's own modules took in on this system stays, as do the signals by which tests end that take too long.
ONLY_POSIX_SIGNALS = ("SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what Python has on POSIX alone, and say that this is Windows."""
    for name in POSIX_MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    for name in ONLY_POSIX_OS:
        monkeypatch.delattr(os, name, raising=False)
    for name in ONLY_POSIX_SIGNALS:
        monkeypatch.delattr(signal, name, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.mark.rest
@pytest.mark.usefixtures("windows")
def test_a_policy_is_built_approved_and_proven_with_nothing_that_only_posix_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    root = story.workspace(tmp_path / "workspace")
    story.decide(root, documents="{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}")
    monkeypatch.chdir(root)
    decision = ("--version", "1.0", "--by", "Cabinet", "--date", "2024-12-08", "--no-paper", "Decided on screen")
    for words in (
        ("check",),
        ("build", "--format", "word"),
        ("build", "--format", "word"),  # when nothing has changed
        ("doctor",),
        ("approve", "riverton", "policy", *decision),
        ("verify",),
        ("history", "riverton"),
    ):
        ended = run(*words)
        assert ended.exit_code == 0, f"{words}: {ended.output}"
    assert (root / "output/riverton/policy/1.0/policy.docx").is_file()


@pytest.mark.usefixtures("windows")
def test_a_folder_that_cannot_be_held_is_worked_in_all_the_same(tmp_path: Path) -> None:
    with no_other(tmp_path):
        (tmp_path / "a").write_bytes(b"words")
    assert (tmp_path / "a").read_bytes() == b"words"


@pytest.mark.usefixtures("windows")
def test_the_cache_lies_in_the_users_own_folder_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYBUILDER_CACHE", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    cache_folder.cache_clear()
    try:
        assert cache_folder() == tmp_path / "policybuilder/cache"
    finally:
        cache_folder.cache_clear()


def test_no_module_imports_at_its_top_what_only_posix_has() -> None:
    imports = re.compile(rf"^(?:import|from) (?:{'|'.join(POSIX_MODULES)})\b", re.MULTILINE)
    assert [path for path in PACKAGE.rglob("*.py") if imports.search(path.read_text(encoding="utf-8"))] == []
