"""Reports as Word files: the summary of a comparison in the shell of the council whose policy it is, and others."""

from __future__ import annotations

from policybuilder.compare import Comparison
from policybuilder.compare.summary_document import SHIPPED_SHELL, summary_document
from policybuilder.document import Document
from policybuilder.errors import Location, PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_workspace
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers import WRITERS
from policybuilder.writers.word.mark import unmarked_parts


def summary_file(comparison: Comparison, library: Library | None) -> bytes:
    """Return the summary of a comparison as a .docx. `library` is None for two files from anywhere.

    A version may name a shell that the workspace no longer has; its summary is then in the shipped one. Raises
    PolicyBuilderError when the shell lacks something.
    """
    return report_file(summary_document(comparison), library)


def report_file(document: Document, library: Library | None) -> bytes:
    """Return a report as a .docx, which holds no mark of a policy. Raises PolicyBuilderError as `summary_file`."""
    where = Location(document.profile)
    try:
        workspace = library.workspace if library else built_in_workspace()
        shell = workspace.named_file(document.shell, where, "templates")
    except PolicyBuilderError:
        shell = built_in_workspace().named_file(SHIPPED_SHELL, where, "templates")
    # It is no policy that can be approved, or built anew: so it has no mark of one.
    return write_parts(unmarked_parts(read_parts(WRITERS["word"].write(document, shell.content()), shell.name)))
