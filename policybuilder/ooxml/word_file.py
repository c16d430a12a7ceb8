"""The parts of a Word file by what they are: its main part, styles, numbering, settings, headers and footers."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from policybuilder.errors import Location, fail
from policybuilder.ooxml.names import PACKAGE_RELATION, RELATION
from policybuilder.ooxml.zip import read_parts
from policybuilder.strict_xml import UnreadableXmlError, read_xml

_REOPEN = "open it in Word and save it again"


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another, or to an address outside the file."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class WordFile:
    """A Word file's parts, and which of them is which. Part names have no leading slash."""

    name: str
    parts: Mapping[str, bytes]
    main: str

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        """The main part's links."""
        return relationships_of(self, self.main)

    def related(self, kind: str) -> tuple[str, ...]:
        """Return the parts that the main part links to as `kind` ("styles", "header", …)."""
        folder = posixpath.dirname(self.main)
        targets = (
            resolve(folder, link.target)
            for link in self.relationships
            if link.kind == f"{RELATION}/{kind}" and not link.external
        )
        return tuple(dict.fromkeys(target for target in targets if target in self.parts))

    def one(self, kind: str) -> str:
        """Return the first part of a kind, or an empty string when there is none."""
        return next(iter(self.related(kind)), "")

    @cached_property
    def text_parts(self) -> tuple[str, ...]:
        """The parts that hold words, and so may hold tags: main, headers, footers, notes."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        return (self.main, *(part for kind in kinds for part in self.related(kind)))

    def tree(self, part: str) -> etree._Element:
        """Return a part as a new tree. Raises PolicyBuilderError when it is not well-formed XML."""
        return parse_part(self.parts[part], part, self.name)

    def with_parts(self, changed: Mapping[str, bytes | None]) -> WordFile:
        """Return the file with some parts changed or added, and those that are None taken out."""
        parts = {**self.parts, **changed}
        return replace(self, parts={part: content for part, content in parts.items() if content is not None})


def open_word_file(content: bytes, name: str) -> WordFile:
    """Return a Word file's parts. Raises PolicyBuilderError, located at `name`, for what is no Word document."""
    parts = read_parts(content, name)
    package = WordFile(name, parts, "")
    links = relationships_of(package, "")
    main = next((link.target for link in links if link.kind == f"{RELATION}/officeDocument"), "").lstrip("/")
    if main not in parts or not main:
        strict = any("purl.oclc.org/ooxml" in link.kind for link in links)
        if strict:
            raise fail(
                Location(name),
                "the file is Strict Open XML, which few programs read",
                "shell-not-docx",
                'save it in Word as "Word Document (*.docx)", not as "Strict Open XML Document"',
            )
        raise fail(Location(name), "not a Word document", "shell-not-docx", "choose a Word document (.docx)")
    return WordFile(name, parts, main)


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's links; of the package's own for an empty name."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relationships_of(file: WordFile, part: str) -> tuple[Relationship, ...]:
    """Return a part's links, in the file's order; none when it has no links part."""
    name = relationships_part(part)
    if name not in file.parts:
        return ()
    return tuple(
        Relationship(
            node.get("Id", ""), node.get("Type", ""), node.get("Target", ""), node.get("TargetMode") == "External"
        )
        for node in file.tree(name).iter(f"{{{PACKAGE_RELATION}}}Relationship")
    )


def resolve(folder: str, target: str) -> str:
    """Return the part that a link's target names, seen from a part's folder."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def parse_part(content: bytes, part: str, name: str) -> etree._Element:
    """Return XML as a tree; nothing outside it is read, and a DOCTYPE, which Office never writes, is refused."""
    try:
        return read_xml(content)
    except UnreadableXmlError as error:
        raise fail(Location(name), f"the part {part} is damaged: {error}", "shell-damaged", _REOPEN) from None


def as_bytes(root: etree._Element) -> bytes:
    """Return a tree as a part of a Word file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
