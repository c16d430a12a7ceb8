"""Document -> bytes, a module a format. `WRITERS` is the only registry: what else lists formats is made of it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policybuilder.document import Document


class Written(NamedTuple):
    """A document in a format, and about how many pages it takes; 0 for a format that has none."""

    content: bytes
    pages: int = 0


@dataclass(frozen=True)
class Writer:
    """A format, and where its function is, so that only what is used is imported.

    The function takes a document and the bytes of a Word shell, which only Word files have, and returns the file: as
    bytes, which get their mark here, or as `Written`, which has it. `asked_as` is what a person asks for to get it, and
    `opened` how soon they open its files, 1 for first and 0 for never. It `is_usual` where it is made unasked, and
    `is_kept` with approved versions. It `is_exact` where the same document gives the same bytes on every machine.
    """

    suffix: str
    module: str
    function: str
    asked_as: str
    has_shell: bool = False
    opened: int = 0
    is_usual: bool = True
    is_kept: bool = True
    is_exact: bool = True

    def write(self, document: Document, shell: bytes = b"") -> bytes:
        """Return the document in this format, with the mark by which a built file is known (own_mark.py).

        `shell` is the Word shell's bytes, for the format that has one.

        Raises PolicyBuilderError when the shell lacks something.
        """
        return self.written(document, shell).content

    def written(self, document: Document, shell: bytes = b"") -> Written:
        """Return the document in this format with the pages it takes. Raises what `write` does."""
        made = getattr(importlib.import_module(self.module), self.function)(document, shell)
        if isinstance(made, Written):
            return made  # a Word file is marked before its parts are zipped
        from policybuilder.writers.own_mark import mark_for, marked

        return Written(marked(made, mark_for(document), self.suffix))


WRITERS = {
    "word": Writer(".docx", "policybuilder.writers.word.write", "write_pages", "word", has_shell=True, opened=1),
    "markdown": Writer(".md", "policybuilder.writers.markdown", "write_markdown", "markdown", opened=3),
    "html": Writer(".html", "policybuilder.writers.html", "write_html", "html", opened=2),
    "html-body": Writer(".body.html", "policybuilder.writers.html", "write_html_body", "html"),
    "html-style": Writer(
        ".body.css", "policybuilder.writers.html", "write_html_body_style", "style", is_usual=False, is_kept=False
    ),
    "text": Writer(
        ".txt", "policybuilder.writers.plain", "write_plain", "text", opened=4, is_usual=False, is_kept=False
    ),
    "pdf": Writer(
        ".pdf",
        "policybuilder.writers.pdf.write",
        "write_pdf",
        "pdf",
        has_shell=True,
        opened=5,
        is_usual=False,
        is_kept=False,
        is_exact=False,
    ),
    "json": Writer(".json", "policybuilder.writers.json_file", "write_json", "json", is_usual=False),
}
"""Every format by name: a new one is a module and a line here."""


def writers_of(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the formats that are written for what a person asks for, in the order asked."""
    return tuple(name for each in asked for name, writer in WRITERS.items() if writer.asked_as == each)


FORMATS = tuple(dict.fromkeys(writer.asked_as for writer in WRITERS.values()))
"""What a person may ask for."""

USUAL_FORMATS = tuple(dict.fromkeys(writer.asked_as for writer in WRITERS.values() if writer.is_usual))
"""What is made unasked."""

SHELL_FORMATS = frozenset(writer.asked_as for writer in WRITERS.values() if writer.has_shell)
"""What is written in a Word shell."""

INEXACT_FORMATS = tuple(dict.fromkeys(writer.asked_as for writer in WRITERS.values() if not writer.is_exact))
"""What differs from machine to machine, so that nothing can be held against it."""

KEPT_FORMATS = tuple(dict.fromkeys(writer.asked_as for writer in WRITERS.values() if writer.is_kept))
"""What is kept with approved versions."""
