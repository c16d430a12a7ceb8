"""What holds for every command: help, version, unknown words, colour, and where the workspace is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import policybuilder
from policybuilder.cli import COMMANDS, main
from policybuilder.library.workspace import built_in_root
from policybuilder.version import VERSION
from tests.cli.conftest import Run
from tests.some import one_in
from tests.workspaces import profile, tiny

PROGRAM = [sys.executable, "-m", "policybuilder"]


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield each command and subcommand with the words that call it."""
    context = click.Context(main, info_name="policybuilder")
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {each}", command.commands[each]) for each in command.commands)


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout == f"policybuilder {VERSION}\n"
    assert policybuilder.__version__ == VERSION


def test_help_lists_every_command_with_what_it_does(run: Run) -> None:
    shown = run("--help").stdout
    for name, line in COMMANDS.items():
        assert name in shown
        assert line.split()[0] in shown
    assert run().exit_code == 2
    assert run("-h").stdout == shown


@pytest.mark.parametrize(
    ("name", "command"), list(every_command()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_has_help(run: Run, name: str, command: click.Command) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert command.help
    assert command.help.strip().splitlines()[0].endswith(".")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"


@pytest.mark.parametrize("name", [name for name, _ in every_command()])
def test_every_command_is_in_the_readme_or_the_docs(name: str) -> None:
    root = built_in_root()
    texts = (path.read_text(encoding="utf-8") for path in (root / "README.md", *(root / "docs").rglob("*.md")))
    group, _, subcommand = name.partition(" ")
    lines = [line for text in texts for line in text.splitlines() if f"policybuilder {group}" in line]
    assert any(subcommand in line for line in lines)


def test_an_unknown_command_offers_the_nearest(run: Run) -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert 'no command "biuld": did you mean "build"?' in result.stderr
    assert "`policybuilder --help` lists the commands" in run("zzz").stderr


def test_where_there_is_no_workspace_it_says_how_to_make_one(run: Run, empty: Path) -> None:
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr == (
        f"{empty}: error: no workspace here: no folder profiles/ [no-workspace]\n"
        "  hint: run `policybuilder init` to make one, or name one with --workspace FOLDER\n"
    )


def test_a_workspace_is_found_from_a_folder_below_it(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "clauses" / "about")
    assert run("check").stdout == "no problems\n"


def test_another_workspace_can_be_named(run: Run, empty: Path, tmp_path: Path) -> None:
    other = tiny(tmp_path / "other")
    profile(other, "parameters: {dayz: 1}\n")
    result = run("--workspace", str(other), "check")
    assert result.exit_code == 1
    assert "profiles/riverton.yaml:4:14: error:" in result.stdout


# In a process of its own ---------------------------------------------------------------------------------


def called(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    script = (
        "import sys; from policybuilder.cli import main\n"
        "try: main(['--help'], prog_name='policybuilder')\n"
        "except SystemExit: pass\n"
        "heavy = {'lxml', 'markdown', 'jinja2', 'yaml', 'docx', 'docxtpl', 'pydantic', 'difflib'} & set(sys.modules)\n"
        "own = [name for name in sys.modules if name.startswith('policybuilder.') and 'cli' not in name]\n"
        "print(sorted(heavy), sorted(own), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert ended.stderr == "[] ['policybuilder.version']\n"


def test_what_a_program_reads_holds_no_progress_bar(run: Run, root: Path) -> None:
    profile(root, id="millbeck")
    assert run("build", "--format", "markdown").stderr == ""


def test_problems_go_to_standard_error_and_end_with_1(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    profile(root, "parameters: {dayz: 1}\n")
    ended = called("build", "riverton", cwd=root)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith('profiles/riverton.yaml:4:14: error: unknown parameter "dayz" [unknown-parameter]\n')
    assert not (root / "output").exists()


@pytest.mark.rest
def test_a_console_without_the_letters_prints_a_question_mark(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    ended = called("clauses", "parameters", "tŵls", cwd=root, PYTHONIOENCODING="latin-1")
    assert ended.returncode == 1
    assert 'error: unknown parameter "t?ls" [unknown-parameter]' in ended.stderr


@pytest.mark.parametrize("encoding", one_in(4, ["utf-8", "cp1252", "cp437", "ascii"]))
def test_json_loses_no_letter_whatever_the_console_can_show(tmp_path: Path, encoding: str) -> None:
    root = tiny(tmp_path)
    ended = called("clauses", "parameters", "tŵls ≥ 5", "--json", cwd=root, PYTHONIOENCODING=encoding)
    (problem,) = json.loads(ended.stdout)["problems"]
    assert problem["message"] == 'unknown parameter "tŵls ≥ 5"'


@pytest.mark.rest
def test_json_that_is_not_in_utf_8_reads_the_same_in_any_code_page(tmp_path: Path) -> None:
    # PowerShell reads what Python prints in cp1252 as cp850: "ô" would come in as another letter.
    ended = called("clauses", "parameters", "rôle", "--json", cwd=tiny(tmp_path), PYTHONIOENCODING="cp1252")
    assert ended.stdout.isascii()
    assert "rôle" in json.loads(ended.stdout)["problems"][0]["message"]


@pytest.mark.rest
@pytest.mark.skipif(os.name == "nt", reason="needs a terminal as POSIX has it")
def test_a_terminal_gets_colour_unless_no_color_is_set(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    words = ("clauses", "parameters", "days")
    assert "\x1b[1mdays\x1b[0m\r\n" in on_terminal(*words, cwd=root)
    assert "\x1b" not in on_terminal(*words, cwd=root, NO_COLOR="1")
    assert "\x1b" not in called(*words, cwd=root).stdout


@pytest.mark.rest
@pytest.mark.skipif(os.name == "nt", reason="needs a terminal as POSIX has it")
def test_a_terminal_gets_a_progress_bar_when_there_are_several_councils(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    profile(root, id="millbeck")
    assert "Building" in on_terminal("build", "--format", "markdown", cwd=root, NO_COLOR="1")


def on_terminal(*words: str, cwd: Path, **environment: str) -> str:
    """Return what the program prints on a terminal."""
    import pty

    main_end, program_end = pty.openpty()
    started = subprocess.Popen(
        [*PROGRAM, *words],
        cwd=cwd,
        env={**{key: value for key, value in os.environ.items() if key != "NO_COLOR"}, "TERM": "xterm", **environment},
        stdout=program_end,
        stderr=program_end,
        stdin=program_end,
    )
    os.close(program_end)
    shown = b""
    try:
        while piece := os.read(main_end, 4096):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    finally:
        os.close(main_end)
        started.wait()
    return shown.decode()


def broken(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in which the program fails: a rule of `check` that somebody broke."""
    code = (
        "import sys, policybuilder.checks as checks; from policybuilder.cli import main\n"
        "checks.check = lambda *_: {}['a key that is not there']\n"
        "main(prog_name='policybuilder')"
    )
    return subprocess.run([sys.executable, "-c", code, *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.rest
def test_a_fault_of_the_program_is_one_line_with_how_to_report_it(tmp_path: Path) -> None:
    result = broken(tiny(tmp_path / "workspace"), "check")
    assert result.returncode == 70
    first, hint = result.stderr.splitlines()
    assert first.startswith("policybuilder: error: a fault of the program, not of your files: KeyError: ")
    assert "run it again as `policybuilder --debug fault.txt …`" in hint


@pytest.mark.rest
def test_the_details_of_a_fault_go_where_debug_says_and_over_nothing_else(tmp_path: Path) -> None:
    root = tiny(tmp_path / "workspace")
    for _ in range(2):
        result = broken(root, "--debug", "fault.txt", "check")
        assert "report it with fault.txt" in result.stderr
        assert "Traceback" not in result.stderr
        written = (root / "fault.txt").read_text(encoding="utf-8")
        assert "Traceback (most recent call last)" in written
        assert "KeyError: 'a key that is not there'" in written
    before = (root / "profiles/riverton.yaml").read_bytes()
    assert "was left alone" in broken(root, "--debug", "profiles/riverton.yaml", "check").stderr
    assert (root / "profiles/riverton.yaml").read_bytes() == before


def test_words_that_no_document_can_show_are_refused_as_typed(run: Run, root: Path) -> None:
    for words in (("approve", "riverton", "policy", "--by", "a\udcff"), ("init", "--council", "a\0b")):
        result = run(*words)
        assert result.exit_code == 2
        assert "a character that no document can show" in result.stderr


def test_a_side_that_is_too_long_for_a_name_is_an_unknown_one(run: Run, root: Path) -> None:
    for side in ("a" * 60_000, "a\0b", "\udcff", "/" * 5_000 + "a"):
        result = run("compare", side, "riverton")
        assert result.exit_code == 1
        assert "no profile or file" in result.stderr
        assert len(result.stderr) < 1_000


def test_a_date_outside_the_calendar_is_refused(run: Run, root: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (root / name).write_bytes((root.parent / "built-in/templates/word/policy.docx").read_bytes())
    result = run("redline", "a.docx", "b.docx", "-o", "c.docx", "--date", "0001-01-01T00:00:00+14:00")
    assert result.exit_code == 2
    assert "lies outside the calendar" in result.stderr
