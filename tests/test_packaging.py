"""What carries policybuilder to other machines: the repository template, the workflows; and what it never does."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from policybuilder import program
from tests.cli.conftest import Run, run  # noqa: F401
from tests.cli.test_main import every_command

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
PACKAGE = ROOT / "policybuilder"

OF_THE_NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "telnetlib", "xmlrpc"}
"""Modules that can speak to another machine; of urllib only what takes addresses apart is used."""
MAY = {
    "web/serve.py": "listens on the loopback address",
    "files/temporaries.py": "asks what this machine is called",
    "lifecycle/lock.py": "asks what this machine is called",
}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@pytest.mark.rest
def test_no_module_can_speak_to_another_machine() -> None:
    speaking = {}
    for path in PACKAGE.rglob("*.py"):
        names = {name for name in imported(path) if name.split(".")[0] in OF_THE_NETWORK or name == "urllib.request"}
        if names:
            speaking[path.relative_to(PACKAGE).as_posix()] = names
    assert speaking.keys() == MAY.keys()
    assert all(names == {"socket"} for names in speaking.values())


@pytest.mark.parametrize("name", ["files/temporaries.py", "lifecycle/lock.py"])
def test_those_that_ask_for_the_machines_name_ask_nothing_else_of_the_network(name: str) -> None:
    assert set(re.findall(r"socket\.(\w+)", (PACKAGE / name).read_text(encoding="utf-8"))) == {"gethostname"}


@pytest.mark.rest
def test_a_repository_made_of_the_template_builds_what_its_workflow_builds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,  # noqa: F811
) -> None:
    here = tmp_path / "ours"
    shutil.copytree(PACKAGING / "template", here)
    monkeypatch.chdir(here)
    assert run("init", "--council", "hounslow", "--yes").exit_code == 0
    job = yaml.safe_load((here / ".github/workflows/build.yml").read_text(encoding="utf-8"))["jobs"]["build"]
    ours = [step["run"] for step in job["steps"] if step.get("run", "").startswith("policybuilder ")]
    assert ours
    for command in ours:
        result = run(*command.split()[1:])
        assert result.exit_code == 0, (command, result.output)
    assert list(here.glob("output/hounslow/*/draft/*.docx"))


@pytest.mark.parametrize("file", ["windows.yml", "template/.github/workflows/build.yml"])
def test_a_workflow_runs_commands_and_scripts_that_there_are(file: str) -> None:
    workflow = yaml.safe_load((PACKAGING / file).read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    commands = {name.split()[0] for name, _ in every_command()}
    for words in (step["run"].split() for step in job["steps"] if "run" in step):
        for script in (word for word in words if word.endswith(".py")):
            assert (ROOT / script).is_file(), script
        if words[0] == "policybuilder":
            assert words[1] in commands


def test_the_container_runs_the_program_as_somebody_who_is_not_root() -> None:
    lines = (PACKAGING / "Containerfile").read_text(encoding="utf-8").splitlines()
    instructions = [line.split()[0] for line in lines if line[:1].isalpha()]
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
    assert 'ENTRYPOINT ["policybuilder"]' in lines


def test_a_bundle_made_anew_is_another_program_although_no_module_of_it_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "PACKAGE", tmp_path / "policybuilder")
    found = []
    for digest in ("a" * 64, "b" * 64):
        (tmp_path / "policybuilder").mkdir(exist_ok=True)
        (tmp_path / "policybuilder/program.sha256").write_text(digest, encoding="utf-8")
        program.program_stamp.cache_clear()
        found.append(program.program_stamp())
    program.program_stamp.cache_clear()
    assert found == ["a" * 64, "b" * 64]


def test_the_digest_of_a_bundle_changes_with_any_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    import bundle

    module = tmp_path / "one/two.py"
    module.parent.mkdir()
    module.write_text("a = 1\n", encoding="utf-8")
    before = bundle.program_digest(tmp_path)
    module.write_text("a = 2\n", encoding="utf-8")
    assert bundle.program_digest(tmp_path) != before
    sys.modules.pop("bundle")
