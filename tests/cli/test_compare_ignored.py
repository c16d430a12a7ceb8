"""`compare --ignore` and `--only`: what was asked is done, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.compare.test_ignored import OLD, compared


def test_the_command_says_what_it_ignored(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    compared(tmp_path, OLD.replace("The council", "The COUNCIL"))
    result = run("compare", "old.md", "new.md", "--ignore", "formatting, Case", "--exit-code")
    assert result.exit_code == 0
    assert "Ignored, as asked: 1 place where case alone differs." in result.stdout
    assert "Nothing has changed" not in result.stdout
    assert run("compare", "old.md", "new.md", "--ignore", "whitespace", "--exit-code").exit_code == 1
    assert (
        '--ignore "spaces" is not known: name some of formatting'
        in run("compare", "a", "b", "--ignore", "spaces").stderr
    )


def test_they_do_not_go_with_profiles(run: Run) -> None:
    assert "do not go with it" in run("compare", "--profiles", "a", "b", "--only", "rules").stderr
