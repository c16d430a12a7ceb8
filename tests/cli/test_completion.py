"""Shell completion: the script, and what it offers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybuilder.cli import main
from tests.cli.conftest import Run
from tests.workspaces import base, tiny, write


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell", "fish"])
def test_the_script_for_a_shell_is_printed_with_where_it_goes(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert re.search(f"_POLICYBUILDER_COMPLETE ?= ?'?{shell}_complete", result.stdout)
    assert "policybuilder" in result.stdout


def test_the_script_for_bash_is_one_that_bash_reads(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout)
    try:
        ended = subprocess.run(["bash", "-n", str(script)], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no bash here")
    assert ended.returncode == 0, ended.stderr


def test_an_unknown_shell_is_told(run: Run) -> None:
    assert "'tcsh' is not one of 'bash', 'zsh', 'powershell', 'fish'" in run("completion", "tcsh").stderr


def offered(*words: str) -> list[str]:
    """Return what the shell offers for the last word."""
    environment = {
        "_POLICYBUILDER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("policybuilder", *words)),
        "COMP_CWORD": str(len(words)),
    }
    result = CliRunner().invoke(main, [], env=environment, prog_name="policybuilder")
    return [line.partition(",")[2] for line in result.stdout.splitlines() if line]


def offered_in_powershell(*words: str) -> list[str]:
    """Return what a PowerShell is offered for the last word; it asks in a process of its own, as the script does."""
    environment = {
        **os.environ,
        "_POLICYBUILDER_COMPLETE": "powershell_complete",
        "POLICYBUILDER_WORDS": "\n".join(words[:-1]),
        "POLICYBUILDER_WORD": words[-1],
    }
    program = [sys.executable, "-m", "policybuilder"]
    ended = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    return ended.stdout.split()


@pytest.mark.rest
def test_powershell_is_offered_the_same_and_a_path_may_hold_spaces(tmp_path: Path) -> None:
    root = tiny(tmp_path / "my council")
    assert offered_in_powershell("bui") == ["build"]
    assert offered_in_powershell("build", "--workspace", str(root), "r") == ["riverton"]
    assert offered_in_powershell("--workspace", str(root), "explain", "riverton", "--document", "policy") == [
        "policy",
        "policy-page",
    ]


def test_commands_and_options_are_offered(root: Path) -> None:
    assert offered("bu") == ["build"]
    assert offered("build", "--f") == ["--format", "--for-committee", "--final"]
    assert offered("clauses", "s") == ["search", "show"]


def test_the_workspaces_own_councils_are_offered_and_not_the_illustrative_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny(tmp_path))
    base(tmp_path)
    for command in ("build", "check", "explain"):
        assert offered(command, "r") == ["riverton"]
        assert offered(command, "m") == []
    assert offered("build", "a") == ["alliance"]


def test_documents_and_clauses_are_offered(root: Path) -> None:
    write(root, "clauses/README.md", "# About\n")
    assert offered("build", "--document", "p") == ["policy"]
    assert offered("explain", "riverton", "car") == ["care"]
    assert offered("clauses", "show", "README") == []


def test_where_there_is_no_workspace_the_built_in_clauses_are_offered_and_no_council(empty: Path) -> None:
    assert offered("build", "") == []
    assert offered("clauses", "show", "meeting-") == ["meeting-bots-external", "meeting-transcription"]
    assert offered("build", "--document", "gen") == ["generative-ai-policy", "generative-ai-policy-socitm"]


def test_the_workspace_that_is_named_is_the_one_that_is_looked_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert offered("--workspace", root.name, "build", "r") == ["riverton"]


def test_a_real_process_answers(root: Path) -> None:
    environment = {
        **os.environ,
        "_POLICYBUILDER_COMPLETE": "bash_complete",
        "COMP_WORDS": "policybuilder explain riverton ca",
        "COMP_CWORD": "3",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "policybuilder"], env=environment, cwd=root, capture_output=True, text=True, check=False
    )
    assert "plain,care" in ended.stdout.splitlines()
