"""A comparison as a file. `FORMATS` is the only registry: each format names the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from policybuilder.compare import Comparison
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import write_markdown, write_summary
from policybuilder.compare.write_text import write_text
from policybuilder.library.library import Library

_Write = Callable[[Comparison, Library | None, Path | None], bytes]


def _text(comparison: Comparison, _library: Library | None, _shell: Path | None) -> bytes:
    return write_text(comparison).encode(errors="replace")


def _shell_less(write: Callable[[Comparison], bytes]) -> _Write:
    return lambda comparison, _library, _shell: write(comparison)


def _word(comparison: Comparison, library: Library | None, shell: Path | None) -> bytes:
    from policybuilder.lifecycle.summary import changes_file  # only a Word file waits for what writes one

    return changes_file(comparison, library, shell)


def _summary_word(comparison: Comparison, library: Library | None, shell: Path | None) -> bytes:
    from policybuilder.lifecycle.summary import summary_file

    return summary_file(comparison, library, shell)


FORMATS: Mapping[str, _Write] = MappingProxyType(
    {
        "text": _text,
        "markdown": _shell_less(write_markdown),
        "json": _shell_less(write_json),
        "html": _shell_less(write_html),
        "word": _word,
    }
)
"""Every format of a comparison by name."""

SUMMARY_FORMATS: Mapping[str, _Write] = MappingProxyType(
    {"markdown": _shell_less(write_summary), "word": _summary_word}
)
"""Every format of the table for a committee report by name."""


def comparison_file(
    comparison: Comparison, format: str, library: Library | None, *, summary: bool = False, shell: Path | None = None
) -> bytes:
    """Return a comparison, or its `summary`, in a format of the registry.

    `library` is None for two files from anywhere. A Word file is in the `shell` that is named, else in the council's.
    Raises PolicyBuilderError for a shell that cannot be read or lacks something.
    """
    return (SUMMARY_FORMATS if summary else FORMATS)[format](comparison, library, shell)
