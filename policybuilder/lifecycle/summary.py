"""Reports as Word files: a comparison in the shell of the council whose policy it is, whole or in short, and others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from policybuilder.compare import Comparison
from policybuilder.compare.changes_document import changes_document
from policybuilder.compare.report_parts import SHIPPED_SHELL
from policybuilder.compare.summary_document import summary_document
from policybuilder.document import ControlEntry, Document
from policybuilder.errors import Location, PolicyBuilderError
from policybuilder.files.read import read_input
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_workspace
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers import WRITERS
from policybuilder.writers.word.mark import unmarked_parts
from policybuilder.writers.word.shell.opened import open_shell
from policybuilder.writers.word.shell.tags import control_tags_in


def summary_file(comparison: Comparison, library: Library | None, shell: Path | None = None) -> bytes:
    """Return the summary of a comparison as a .docx. `library` is None for two files from anywhere.

    It is in the `shell` that is named, else in the council's own. A version may name a shell that the workspace no
    longer has; its summary is then in the shipped one. Raises PolicyBuilderError when the shell lacks something.
    """
    return report_file(summary_document(comparison), library, shell, _rows(comparison))


def changes_file(comparison: Comparison, library: Library | None, shell: Path | None = None) -> bytes:
    """Return every change of a comparison as a .docx, in a shell as for `summary_file`. Raises what that does."""
    return report_file(changes_document(comparison), library, shell, _rows(comparison))


def _rows(comparison: Comparison) -> tuple[ControlEntry, ...]:
    return comparison.new.control or comparison.old.control


def report_file(
    document: Document, library: Library | None, shell: Path | None = None, spare: tuple[ControlEntry, ...] = ()
) -> bytes:
    """Return a report as a .docx, which holds no mark of a policy. Raises PolicyBuilderError as `summary_file`.

    A letterhead may print rows of the control table by name, which a report has not: they are taken from the `spare`.
    """
    content, name = _shell(document, library, shell)
    wanted = {
        tag
        for source in open_shell(content, name, document.language).templates.values()
        for tag in control_tags_in(source)
    }
    own = {entry.id for entry in document.control}
    added = tuple(entry for entry in spare if entry.id in wanted - own)
    document = replace(document, shell=name, control=(*document.control, *added))
    # It is no policy that can be approved, or built anew: so it has no mark of one.
    return write_parts(unmarked_parts(read_parts(WRITERS["word"].write(document, content), name)))


def _shell(document: Document, library: Library | None, named: Path | None) -> tuple[bytes, str]:
    """Return the content and the name of the shell that a report is written in."""
    if named is not None:
        return read_input(named), str(named)
    where = Location(document.profile)
    try:
        workspace = library.workspace if library else built_in_workspace()
        shell = workspace.named_file(document.shell, where, "templates")
    except PolicyBuilderError:
        shell = built_in_workspace().named_file(SHIPPED_SHELL, where, "templates")
    return shell.content(), shell.name
