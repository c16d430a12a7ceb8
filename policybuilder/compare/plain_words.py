"""A document some of whose words are mere words: its cross-references, or its values, too.

It is compared so with a text from elsewhere, which knows of neither.
"""

from __future__ import annotations

from dataclasses import replace

from policybuilder.document import Document, Inline, Reference, Text, Value, map_inlines, map_texts


def with_plain_references(document: Document) -> Document:
    """Return the document with what each cross-reference reads in its place."""
    return _with_plain(document, (Reference,))


def as_mere_words(document: Document) -> Document:
    """Return the document as it would be read from a file that knows of no values and was built from no template."""
    return replace(_with_plain(document, (Reference, Value)), template="")


def _with_plain(document: Document, kinds: tuple[type[Reference | Value], ...]) -> Document:
    def plain(inline: Inline) -> tuple[Inline]:
        return (
            (Text(inline.text),) if isinstance(inline, Reference | Value) and isinstance(inline, kinds) else (inline,)
        )

    return map_texts(document, lambda run: map_inlines(run, plain))
