"""A copy of a Word file without what it knows of itself, for whoever is to have no more than what it prints."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from policybuilder.ooxml.elements import as_bytes, parse_part
from policybuilder.ooxml.names import COMMENT_END, COMMENT_REF, COMMENT_START, RPR, R
from policybuilder.ooxml.package import WordFile, open_word_file, relationships_part, resolve
from policybuilder.ooxml.zip import TYPES, write_parts
from policybuilder.writers.word.mark import without_item

_OF_COMMENTS = ("comments", "people")
"""What the names of the parts begin with that hold comments and those who wrote them."""


def cleaned(content: bytes, name: str, *, comments: bool = True) -> bytes:
    """Return a Word file without its item and property, and without its comments where these are not to stay.

    The words that it prints, its tracked changes and its looks are as they were. Raises PolicyBuilderError, located at
    `name`, for what is no Word document.
    """
    file = open_word_file(content, name)
    parts = without_item(file.parts)
    return write_parts(parts if comments else _without_comments(parts, file))


def _without_comments(parts: dict[str, bytes], file: WordFile) -> dict[str, bytes]:
    gone = {part for part in parts if _is_of_comments(part, file.main)}
    left = {part: content for part, content in parts.items() if part not in gone}
    for part in file.text_parts:
        if b"comment" in left[part]:
            left[part] = _unmarked(left[part], part, file.name)
    for part in left:
        if part.endswith(".rels"):
            left[part] = _unlinked(left[part], part, file.name, gone)
    left[TYPES] = _unlinked(left[TYPES], TYPES, file.name, gone)
    for part in [relationships_part(each) for each in gone]:
        left.pop(part, None)
    return left


def _is_of_comments(part: str, main: str) -> bool:
    folder, name = posixpath.split(part)
    return folder == posixpath.dirname(main) and name.lower().startswith(_OF_COMMENTS) and name.endswith(".xml")


def _unmarked(content: bytes, part: str, name: str) -> bytes:
    """Return a part without the places of comments."""
    root = parse_part(content, part, name)
    for mark in list(root.iter(COMMENT_START, COMMENT_END, COMMENT_REF)):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
        if parent.tag == R and not [child for child in parent if child.tag != RPR]:
            above = parent.getparent()
            assert above is not None
            above.remove(parent)
    return as_bytes(root)


def _unlinked(content: bytes, part: str, name: str, gone: set[str]) -> bytes:
    """Return a part of links or types without those of parts that are gone."""
    if not any(posixpath.basename(each).encode() in content for each in gone):
        return content
    root = parse_part(content, part, name)
    folder = posixpath.dirname(posixpath.dirname(part))
    for entry in list(_entries(root)):
        target = entry.get("Target") or entry.get("PartName") or ""
        if resolve("" if part == TYPES else folder, target) in gone:
            root.remove(entry)
    return as_bytes(root)


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    return (
        child for child in root.iterchildren("{*}*") if etree.QName(child).localname in ("Relationship", "Override")
    )
