"""What a file of any format that is built here says of itself."""

from __future__ import annotations

from policybuilder.ooxml.zip import read_parts
from policybuilder.readers import READERS, format_of
from policybuilder.writers import own_mark
from policybuilder.writers.own_mark import Mark
from policybuilder.writers.word import mark as word_mark


def mark_in_file(content: bytes, name: str) -> tuple[Mark | None, bool]:
    """Return what a file says of itself, when it was built here, and whether it is as it was built.

    Raises PolicyBuilderError for a Word file that cannot be opened.
    """
    format = format_of(name) or "json"
    if format == "word":
        parts = read_parts(content, name)
        return word_mark.mark_in_parts(parts), word_mark.is_as_built_parts(parts)
    suffix = READERS[format].suffixes[0]
    return own_mark.mark_in(content, suffix), own_mark.is_as_built(content, suffix)
