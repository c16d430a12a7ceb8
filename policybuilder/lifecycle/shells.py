"""A council's own Word file as a shell: what is wrong with it, and a shell that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policybuilder.as_json import AsJson, as_json
from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.files.office import as_pdf, as_pictures
from policybuilder.files.read import read_input
from policybuilder.library.workspace import find_root
from policybuilder.lifecycle.sample_policy import sample_policy
from policybuilder.writers.word.shell.check import check_shell, shell_brings, shell_words
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.questions import Questions, questions_of
from policybuilder.writers.word.write import write_word

_GONE = {
    "shell-active": "taken out",
    "shell-left-out": "left out",
    "shell-attached-template": "left out",
    "shell-heading": "put right",
    "shell-contents": "put right",
    "shell-frame": "put right",
}
"""What becomes of what `check_shell` names in a letterhead, by the code of the problem."""

WHICH_SECTION, WHICH_TEXT = "shell-which-section", "shell-own-text"
"""The codes of what preparing asks, and does not guess."""


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
    """Each with what was done with it: "taken out", "left out" or "put right"."""
    problems: tuple[Problem, ...]
    brings: tuple[str, ...]
    """The pictures, links and words of the letterhead that every document will have."""

    def as_json(self) -> dict[str, Any]:
        """Return what is to know of the shell, without the file itself."""
        gone = [{"what": what, "done": done} for what, done in self.gone]
        return {"left_out": gone, "brings": list(self.brings), "problems": as_json(self.problems)}


@dataclass(frozen=True)
class Preparing:
    """How a letterhead is prepared: what a person said of it.

    `keep_text` says whether the words of its own in the section of the policy stay, None where nobody said; `section`
    is the number of that section, 0 where nobody named one.
    """

    take_out: bool = False
    keep_text: bool | None = None
    section: int = 0


def check_word_file(file: Path) -> CheckedShell:
    """Return what a Word file lacks to be a shell and what it holds that no shell may.

    Raises PolicyBuilderError when it cannot be read.
    """
    content = read_input(file)
    return CheckedShell(check_shell(content, str(file)), _brought(content, str(file)))


def _brought(content: bytes, name: str) -> tuple[str, ...]:
    return (*shell_brings(content, name), *shell_words(content, name))


def letterhead_questions(letterhead: Path, section: int = 0) -> Questions:
    """Return what a letterhead leaves open that a person must say before it is prepared.

    Raises PolicyBuilderError when it cannot be read.
    """
    return questions_of(read_input(letterhead), str(letterhead), section)


def prepare_word_file(letterhead: Path, how: Preparing, name: str = "shell.docx") -> PreparedShell:
    """Return a shell made of a letterhead. Nothing is written.

    `name` is what messages call the shell. Raises PolicyBuilderError when the letterhead cannot be read, while it holds
    what no shell may, and while something is open that a person must say.
    """
    before = read_input(letterhead)
    asked = questions_of(before, str(letterhead), how.section)
    if problems := list(_open(asked, how, str(letterhead))):
        raise PolicyBuilderError(problems)
    drop_text = how.keep_text is False
    content = prepare_shell(before, str(letterhead), how.take_out, drop_text=drop_text, section=how.section)
    named = check_shell(before, str(letterhead))
    left = check_shell(content, name)
    still = {(each.code, each.message) for each in left}
    gone = [(each.message, _GONE[each.code]) for each in named if each.code in _GONE]
    gone += [(each.message, "put right") for each in named if _is_put_right(each, still)]
    gone += [(f"the words {own.shown}, in {own.place}", "left out") for own in asked.text if drop_text]
    return PreparedShell(content, tuple(gone), left, _brought(content, name))


def _is_put_right(problem: Problem, still: set[tuple[str, str]]) -> bool:
    """Return whether preparing changed how words read: a pale colour is not carried on into what it adds."""
    return problem.code == "shell-contrast" and (problem.code, problem.message) not in still


def _open(asked: Questions, how: Preparing, name: str) -> Iterator[Problem]:
    """Yield what a person has still to say: nothing is guessed, and nothing dropped unasked."""
    if asked.sections:
        seen = "; ".join(str(section) for section in asked.sections)
        message = f"the file has {len(asked.sections)} sections: which takes the policy?"
        yield Problem(Location(name), message, WHICH_SECTION, f"add --section and its number. {seen}")
    if asked.is_open and how.keep_text is None:
        many = f"{len(asked.text)} paragraphs" if len(asked.text) > 1 else "a paragraph"
        quoted = ", ".join(own.shown for own in asked.text[:_QUOTED]) + (" …" if len(asked.text) > _QUOTED else "")
        message = f"{many} of its own would stand in every policy: {quoted}"
        hint = "add --keep-text to keep, or --drop-text to leave out, what stands in the section of the policy"
        yield Problem(Location(name), message, WHICH_TEXT, hint)


_QUOTED = 4


def preview_pages(letterhead: Path, section: int = 0, *, drop_text: bool = False) -> tuple[bytes, ...]:
    """Return the pages, as PNG, of a sample policy in a letterhead: see `sample_in`.

    Raises PolicyBuilderError when it cannot be made a shell, and where LibreOffice or Poppler is not there.
    """
    return as_pictures(as_pdf(sample_in(letterhead, section, drop_text=drop_text)))


def sample_in(letterhead: Path, section: int = 0, *, drop_text: bool = False) -> bytes:
    """Return a sample policy in a letterhead as a Word file: prepared as far as it is no shell yet.

    `section` takes the policy, 0 for the slot's or the last; its own text stays unless `drop_text`. Raises
    PolicyBuilderError when it cannot be made a shell.
    """
    name = str(letterhead)
    shell = prepare_shell(read_input(letterhead), name, drop_text=drop_text, section=section)
    return write_word(sample_policy(), shell, name)


def how_to_use(shell: Path) -> str:
    """Return what to write in a profile to use a shell, which must lie in the profile's workspace."""
    root = find_root(shell.parent)
    if root is None:
        return f"copy it into a workspace, and write word_shell: templates/word/{shell.name} in a profile"
    return f"to use it, write word_shell: {shell.relative_to(root).as_posix()} in a profile"
