"""A comparison as a file: each registry names the function that writes a format, and there is no other list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from policybuilder.compare import Comparison
from policybuilder.compare.councils import (
    Councils,
    write_councils_json,
    write_councils_markdown,
    write_councils_text,
)
from policybuilder.compare.councils_document import councils_document
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import write_markdown, write_summary
from policybuilder.compare.write_text import write_text
from policybuilder.library.library import Library

_Write = Callable[[Any, Library | None, Path | None], bytes]


def _alone(write: Callable[[Any], bytes]) -> _Write:
    """Return a function for a format that needs neither a library nor a shell."""
    return lambda found, _library, _shell: write(found)


def _text(comparison: Comparison) -> bytes:
    return write_text(comparison).encode(errors="replace")


def _councils_text(found: Councils) -> bytes:
    return write_councils_text(found).encode(errors="replace")


def _councils_html(found: Councils) -> bytes:
    from policybuilder.writers.html import write_html as write_page

    return write_page(councils_document(found))


# Only a Word file waits for what writes one.


def _word(comparison: Comparison, library: Library | None, shell: Path | None) -> bytes:
    from policybuilder.lifecycle.summary import changes_file

    return changes_file(comparison, library, shell)


def _summary_word(comparison: Comparison, library: Library | None, shell: Path | None) -> bytes:
    from policybuilder.lifecycle.summary import summary_file

    return summary_file(comparison, library, shell)


def _councils_word(found: Councils, library: Library | None, shell: Path | None) -> bytes:
    from policybuilder.lifecycle.summary import report_file

    return report_file(councils_document(found), library, shell)


FORMATS: Mapping[str, _Write] = MappingProxyType(
    {
        "text": _alone(_text),
        "markdown": _alone(write_markdown),
        "json": _alone(write_json),
        "html": _alone(write_html),
        "word": _word,
    }
)
"""Every format of a comparison by name."""

SUMMARY_FORMATS: Mapping[str, _Write] = MappingProxyType({"markdown": _alone(write_summary), "word": _summary_word})
"""Every format of the table for a committee report by name."""

COUNCILS_FORMATS: Mapping[str, _Write] = MappingProxyType(
    {
        "text": _alone(_councils_text),
        "markdown": _alone(write_councils_markdown),
        "json": _alone(write_councils_json),
        "html": _alone(_councils_html),
        "word": _councils_word,
    }
)
"""Every format of what differs between several councils by name."""


def formats_of(found: Comparison | Councils, summary: bool = False) -> Mapping[str, _Write]:
    """Return the formats of a comparison, of its `summary`, or of what differs between several councils.

    Each is a function of what was found, of the library (None for two files from anywhere) and of the Word shell that
    is named (None for the council's own). Those of Word files raise PolicyBuilderError for a shell that cannot be read
    or lacks something.
    """
    if isinstance(found, Councils):
        return COUNCILS_FORMATS
    return SUMMARY_FORMATS if summary else FORMATS
