"""Document -> bytes, a module a format. `WRITERS` is the only registry."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from policybuilder.document import Document


@dataclass(frozen=True)
class Writer:
    """A format: the suffix of its files, and where its function is, so that only what is used is imported."""

    suffix: str
    module: str
    function: str
    has_shell: bool = False

    def write(self, document: Document, shell: bytes = b"") -> bytes:
        """Return the document in this format. `shell` is the Word shell's bytes, for the format that has one.

        Raises PolicyBuilderError when the shell lacks something.
        """
        function = getattr(importlib.import_module(self.module), self.function)
        content = function(document, shell, document.shell) if self.has_shell else function(document)
        assert isinstance(content, bytes)
        return content


WRITERS = {
    "word": Writer(".docx", "policybuilder.writers.word", "write_word", has_shell=True),
    "markdown": Writer(".md", "policybuilder.writers.markdown", "write_markdown"),
    "html": Writer(".html", "policybuilder.writers.html", "write_html"),
    "html-body": Writer(".body.html", "policybuilder.writers.html", "write_html_body"),
    "json": Writer(".json", "policybuilder.document_json", "dumps"),
}
"""Every format by name."""
