"""Opening a Word shell: checked and made ready once, and known from then on."""

from __future__ import annotations

from policybuilder.errors import Problem
from policybuilder.readings import READINGS, key_of
from policybuilder.writers.word.shell.shell import Shell


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
