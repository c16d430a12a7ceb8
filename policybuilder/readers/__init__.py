"""Files of policies -> documents, a room a format. `READERS` is the only registry."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from policybuilder.document import Document
from policybuilder.errors import Location, fail
from policybuilder.printed import Printed


@dataclass(frozen=True)
class Reader:
    """A format of files that are read, and where its function is, so that only what is used is imported.

    `suffixes` are what its files end in, first as they are built here. The function takes the bytes, the file's name
    and how tracked changes are read ("accept" or "reject", which only Word files have), and returns the policy and
    what else the file prints; None where it prints nothing, as JSON does. It `is_compared` where a file of it may be a
    side of a comparison.
    """

    suffixes: tuple[str, ...]
    module: str
    function: str
    is_printed: bool = True
    is_compared: bool = True

    def reads(self, name: str) -> bool:
        """Return whether a file of this name is of this format."""
        return name.lower().endswith(self.suffixes)

    def read(self, content: bytes, name: str, tracked: str = "accept") -> tuple[Document, Printed | None]:
        """Return the policy of a file and what else it prints.

        Raises PolicyBuilderError, located at `name`, when the file is not what its name says.
        """
        function = getattr(importlib.import_module(self.module), self.function)
        read: tuple[Document, Printed | None] = function(content, name, tracked)
        return read


READERS = {
    "word": Reader((".docx", ".docm", ".dotx"), "policybuilder.readers.word.read", "read_word_file"),
    "markdown": Reader((".md", ".markdown"), "policybuilder.readers.markdown.document", "read_markdown_file"),
    "html": Reader((".html", ".htm"), "policybuilder.readers.html.page", "read_html_file", is_compared=False),
    "text": Reader((".txt",), "policybuilder.readers.text.read", "read_text_file", is_compared=False),
    "pdf": Reader((".pdf",), "policybuilder.readers.pdf.read", "read_pdf_file", is_compared=False),
    "json": Reader((".json",), "policybuilder.readers.json_file", "read_json_file", is_printed=False),
}
"""Every format that is read, by name: a new one is a module and a line here."""


def format_of(name: str) -> str:
    """Return which format a file is of, by its name; "" for one that is not read."""
    return next((format for format, reader in READERS.items() if reader.reads(name)), "")


def read_policy_file(content: bytes, name: str, tracked: str = "accept") -> tuple[Document, Printed | None]:
    """Return the policy of a file and what else it prints; see `Reader.read`.

    Raises PolicyBuilderError, located at `name`, also for a file of no format that is read.
    """
    format = format_of(name)
    if not format:
        hint = "a policy is a Word document (.docx), Markdown (.md), a page (.html) or a document's JSON (.json)"
        raise fail(Location(name), "unknown kind of file", "unknown-format", hint)
    return READERS[format].read(content, name, tracked)
