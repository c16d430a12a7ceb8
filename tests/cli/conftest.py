"""The command line as a person uses it: in a folder, with words typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybuilder.cli import main
from policybuilder.cli.fault import EXIT_CODE
from policybuilder.library import workspace
from tests.workspaces import shell, tiny

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """A function that runs `policybuilder` with some words, and with lines that a person types."""

    def run_with(*words: str, typed: str = "") -> Result:
        result = CliRunner().invoke(main, list(words), input=typed, prog_name="policybuilder")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        if result.exit_code == EXIT_CODE and result.exception:
            raise result.exception.__cause__ or result.exception
        return result

    return run_with


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny workspace, in which the commands run. Of the built-in library there is only the Word shell."""
    root, shelf = tiny(tmp_path / "workspace"), tmp_path / "built-in"
    shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the commands run."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
