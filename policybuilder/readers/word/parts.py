"""The parts of a Word file that hold its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml.package import WordFile, open_word_text
from policybuilder.printed import BUILT

_PROPERTY = b'name="policybuilder"'
"""What the custom property of our files has; see writers/word/properties.py."""


@dataclass(frozen=True)
class WordParts:
    """The trees of a Word file's main part, styles, numbering and notes; None for one that it has not.

    `margins` are its headers and footers, each with the place that it is; `links` the addresses that it leads to.
    `built` says whether it was built here, whoever saved it since; `file` is the whole file.
    """

    main: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    links: dict[str, str]
    margins: tuple[tuple[str, etree._Element], ...] = ()
    built: bool = False
    file: WordFile | None = None


def open_word(content: bytes, name: str) -> WordParts:
    """Return the parts of a Word file, which may be strict.

    Raises PolicyBuilderError, located at `name`, for what is no Word document, is damaged, has a password, is larger
    than any document, or holds a DOCTYPE (Word writes none, and one can make a small file endlessly large).
    """
    file = open_word_text(content, name)

    def tree(kind: str) -> etree._Element | None:
        part = file.one(kind)
        return file.tree(part) if part else None

    links = {link.id: link.target for link in file.relationships if link.external}
    margins = tuple(
        (kind.capitalize(), file.tree(part)) for kind in ("header", "footer") for part in file.related(kind)
    )
    notes = tree("footnotes"), tree("endnotes")
    built = any(mark in file.parts[part] for part, mark in _marks(file))
    return WordParts(file.tree(file.main), tree("styles"), tree("numbering"), *notes, links, margins, built, file)


def _marks(file: WordFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that say of one of our files that it is, with what they hold then."""
    yield from ((part, BUILT.encode()) for part in file.parts if part.startswith("customXml/item"))
    yield from ((part, _PROPERTY) for part in file.parts if part == "docProps/custom.xml")
