"""Built files, shells, schemas, and whether this machine has what is needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybuilder.api.days import today_or
from policybuilder.api.folders import root_if_any

if TYPE_CHECKING:
    from policybuilder.lifecycle.doctor import Diagnosis
    from policybuilder.lifecycle.shells import CheckedShell, PreparedShell
    from policybuilder.writers.word.shell.questions import Questions


def built_file(workspace: str | Path | None, named: str, format: str = "") -> Path:
    """Return the file of a built policy: `named` is a path, or PROFILE, PROFILE/DOCUMENT or PROFILE/DOCUMENT@VERSION.

    It is the Word file unless `format` says which. Without a workspace only a path is found. Raises PolicyBuilderError
    when nothing of that name was built, and when the folder named is no workspace.
    """
    from policybuilder.lifecycle.built_file import built_file as find_built

    return find_built(root_if_any(workspace), named, format)


def check_shell(file: str | Path) -> CheckedShell:
    """Return what a Word file lacks to be a shell, what it holds that no shell may, and what it brings along.

    Raises PolicyBuilderError when it cannot be read.
    """
    from policybuilder.lifecycle.shells import check_word_file

    return check_word_file(Path(file))


def prepare_shell(
    letterhead: str | Path,
    *,
    take_out: bool = False,
    keep_text: bool | None = None,
    section: int = 0,
    name: str = "shell.docx",
) -> PreparedShell:
    """Return a shell made of a letterhead, as bytes, and what became of what no shell may hold.

    Without `take_out`, PolicyBuilderError is raised while it holds what runs or fetches; and when it cannot be read.
    It is raised, too, for what `shell_questions` names while `keep_text` and `section` do not answer it. `name` is what
    problems call the shell.
    """
    from policybuilder.lifecycle.shells import Preparing, prepare_word_file

    return prepare_word_file(Path(letterhead), Preparing(take_out, keep_text, section), name)


def shell_questions(letterhead: str | Path, *, section: int = 0) -> Questions:
    """Return what a letterhead leaves open that a person must say before it is prepared.

    That is which section takes the policy, where there are several and none is named, and which words of its own
    would stand in every policy. Raises PolicyBuilderError when it cannot be read.
    """
    from policybuilder.lifecycle.shells import letterhead_questions

    return letterhead_questions(Path(letterhead), section)


def preview_shell(letterhead: str | Path, *, section: int = 0, drop_text: bool = False) -> tuple[bytes, ...]:
    """Return the pages, as PNG, of a sample policy in a letterhead: prepared as far as it is no shell yet.

    `section` is the number of the one that takes the policy, 0 for the slot's or the last. The text of that section
    is kept, unless `drop_text`. Raises PolicyBuilderError when the letterhead cannot be made a shell, and where
    LibreOffice or Poppler, which draw them, is not there.
    """
    from policybuilder.lifecycle.shells import preview_pages

    return preview_pages(Path(letterhead), section, drop_text=drop_text)


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of authored file, such as "profile".

    Raises PolicyBuilderError, with the nearest offered, for an unknown kind.
    """
    from policybuilder.errors import Location, did_you_mean, fail
    from policybuilder.library.json_schema import json_schema
    from policybuilder.library.schema import SCHEMAS

    if kind not in SCHEMAS:
        hint = did_you_mean(kind, SCHEMAS, f"the kinds are {', '.join(SCHEMAS)}")
        raise fail(Location("kind"), f"unknown kind of file {kind!r}", "unknown-kind", hint)
    return json_schema(kind)


def doctor(workspace: str | Path | None = None, *, today: date | str | None = None) -> tuple[Diagnosis, ...]:
    """Return what was looked at of the program, this machine and the workspace, and how it stands. Never raises."""
    from policybuilder.lifecycle.doctor import examine

    return examine(None if workspace is None else Path(workspace), today_or(today))
