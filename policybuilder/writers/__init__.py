"""Document -> bytes, a module a format. `WRITERS` is the only registry."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import NamedTuple

from policybuilder.document import Document


class Written(NamedTuple):
    """A document in a format, and about how many pages it takes; 0 for a format that has none."""

    content: bytes
    pages: int = 0


@dataclass(frozen=True)
class Writer:
    """A format: the suffix of its files, and where its function is, so that only what is used is imported."""

    suffix: str
    module: str
    function: str
    has_shell: bool = False

    def write(self, document: Document, shell: bytes = b"") -> bytes:
        """Return the document in this format, with the mark by which a built file is known (own_mark.py).

        `shell` is the Word shell's bytes, for the format that has one.

        Raises PolicyBuilderError when the shell lacks something.
        """
        return self.written(document, shell).content

    def written(self, document: Document, shell: bytes = b"") -> Written:
        """Return the document in this format with the pages it takes. Raises what `write` does."""
        function = getattr(importlib.import_module(self.module), self.function)
        if self.has_shell:
            made = function(document, shell, document.shell)  # marked before its parts were zipped
            assert isinstance(made, Written)
            return made
        from policybuilder.writers.own_mark import mark_for, marked

        return Written(marked(function(document), mark_for(document), self.suffix))


WRITERS = {
    "word": Writer(".docx", "policybuilder.writers.word.write", "write_pages", has_shell=True),
    "markdown": Writer(".md", "policybuilder.writers.markdown", "write_markdown"),
    "html": Writer(".html", "policybuilder.writers.html", "write_html"),
    "html-body": Writer(".body.html", "policybuilder.writers.html", "write_html_body"),
    "json": Writer(".json", "policybuilder.document_json", "dumps"),
}
"""Every format by name."""
