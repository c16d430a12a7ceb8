"""A council's own Word file as a shell: what is wrong with it, and a shell that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policybuilder.as_json import AsJson, as_json
from policybuilder.errors import Problem
from policybuilder.files.read import read_input
from policybuilder.library.workspace import find_root
from policybuilder.writers.word.shell.check import check_shell, shell_brings, shell_words
from policybuilder.writers.word.shell.prepare import prepare_shell

_GONE = {"shell-active": "taken out", "shell-left-out": "left out", "shell-attached-template": "left out"}
"""What becomes of what `check_shell` names in a letterhead, by the code of the problem."""


@dataclass(frozen=True)
class CheckedShell(AsJson):
    """What is wrong with a Word file as a shell, and the pictures, links and words that it brings into documents."""

    problems: tuple[Problem, ...]
    brings: tuple[str, ...]


@dataclass(frozen=True)
class PreparedShell(AsJson):
    """A shell that was made of a letterhead, what became of what no shell may hold, and what is still wrong with it."""

    content: bytes
    gone: tuple[tuple[str, str], ...]
    """Each with what was done with it: "taken out" or "left out"."""
    problems: tuple[Problem, ...]
    brings: tuple[str, ...]
    """The pictures, links and words of the letterhead that every document will have."""

    def as_json(self) -> dict[str, Any]:
        """Return what is to know of the shell, without the file itself."""
        gone = [{"what": what, "done": done} for what, done in self.gone]
        return {"left_out": gone, "brings": list(self.brings), "problems": as_json(self.problems)}


def check_word_file(file: Path) -> CheckedShell:
    """Return what a Word file lacks to be a shell and what it holds that no shell may.

    Raises PolicyBuilderError when it cannot be read.
    """
    content = read_input(file)
    return CheckedShell(check_shell(content, str(file)), _brought(content, str(file)))


def _brought(content: bytes, name: str) -> tuple[str, ...]:
    return (*shell_brings(content, name), *shell_words(content, name))


def prepare_word_file(letterhead: Path, take_out: bool = False, name: str = "shell.docx") -> PreparedShell:
    """Return a shell made of a letterhead; with `take_out`, what runs or fetches is taken out. Nothing is written.

    `name` is what messages call the shell. Raises PolicyBuilderError when the letterhead cannot be read, and while it
    holds what no shell may.
    """
    before = read_input(letterhead)
    content = prepare_shell(before, str(letterhead), take_out)
    named = check_shell(before, str(letterhead))
    gone = tuple((each.message, _GONE[each.code]) for each in named if each.code in _GONE)
    return PreparedShell(content, gone, check_shell(content, name), _brought(content, name))


def how_to_use(shell: Path) -> str:
    """Return what to write in a profile to use a shell, which must lie in the profile's workspace."""
    root = find_root(shell.parent)
    if root is None:
        return f"copy it into a workspace, and write word_shell: templates/word/{shell.name} in a profile"
    return f"to use it, write word_shell: {shell.relative_to(root).as_posix()} in a profile"
