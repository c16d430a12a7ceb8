"""A Word shell made ready: checked, everything the writer needs to know about it looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policybuilder.errors import Problem
from policybuilder.readings import READINGS, key_of
from policybuilder.writers.word.shell.look import Look, Page


@dataclass(frozen=True)
class Shell:
    """A shell that is ready to be filled."""

    name: str
    parts: Mapping[str, bytes]
    """Every part but those below, as they go into each document."""
    templates: Mapping[str, str]
    """The parts that hold tags, as Jinja's source: data, like all the rest."""
    main: str
    numbering_part: str
    relationships_part: str
    core_part: str
    styles: Mapping[str, str]
    """Style ids by style name in lower case."""
    look: Look
    page: Page
    abstract_ids: Mapping[str, str]
    """The `w:abstractNumId` of "bullets" and of "numbers"."""
    next_list_id: int
    next_bookmark_id: int
    control_ids: frozenset[int]
    body_on_new_page: bool


def open_shell(content: bytes, name: str, language: str) -> Shell:
    """Return a shell made ready for documents in a language such as "en-GB".

    Raises PolicyBuilderError, located at `name`, with everything that stops the shell from being used.
    """

    def make() -> Shell:
        # Opening needs docxtpl and lxml, the slowest imports of a build, and a shell that is ready does not.
        from policybuilder.writers.word.shell.ready import make_ready

        return make_ready(content, name, language)

    return READINGS.of(key_of("shell", content, language), name, make)


def checked_shell(content: bytes, name: str) -> tuple[Problem, ...]:
    """Return what `check_shell` says of a shell; for one that was checked before, without looking again."""

    def check() -> tuple[Problem, ...]:
        # As above: a shell whose answer is known needs no Word library.
        from policybuilder.writers.word.shell.check import check_shell

        return check_shell(content, name)

    return READINGS.of(key_of("shell-check", content), name, check)
