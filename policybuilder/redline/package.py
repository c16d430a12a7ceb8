"""A Word file that is being changed: its parts, what they are said to be, and their links, written reproducibly."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import as_bytes, parse_part
from policybuilder.ooxml.package import (
    LINKS,
    ContentTypes,
    Relationship,
    WordFile,
    content_types,
    in_usual_form,
    macro_problems,
    part_named,
    relationships_in,
    relationships_part,
    resolve,
    word_file,
)
from policybuilder.ooxml.zip import TYPES, read_parts, write_parts
from policybuilder.redline.diagrams import with_drawing_id

_BOTH_AND_MARKS = 8  # paragraphs that were all moved take up to seven times the elements that one document has
_RESAVE = "open the file in Word or LibreOffice and save it again as a Word document (.docx)"


@dataclass
class Package:
    """The parts of one .docx. Part names have no leading slash; `roots` caches parsed XML."""

    name: str
    parts: dict[str, bytes]
    main: str
    types: ContentTypes
    roots: dict[str, etree._Element] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)
    relinked: set[str] = field(default_factory=set)
    times: int = 1  # how many times as large as another file this one may be
    _rels: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def rels(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package itself), by id. The mapping may be changed."""
        if part not in self._rels:
            self._rels[part] = {rel.id: rel for rel in relationships_in(self.parts, part, self.name)}
        return self._rels[part]

    def target(self, part: str, rel: Relationship) -> str:
        """Return the name of the part that an internal relationship points at."""
        return part_named(self.parts, part, rel.target) or resolve(posixpath.dirname(part), rel.target)

    def root(self, part: str) -> etree._Element:
        """Return the parsed XML of a part, parsed once, to read it.

        Raises PolicyBuilderError when the part is missing or is not well-formed XML.
        """
        if part not in self.roots:
            if part not in self.parts:
                raise fail(Location(self.name), f'part "{part}" is missing from the file', "docx-missing-part", _RESAVE)
            self.roots[part] = parse_part(self.parts[part], part, self.name, True, self.times)
        return self.roots[part]

    def edit(self, part: str) -> etree._Element:
        """Return the parsed XML of a part to change it: `to_bytes` writes it anew."""
        self.edited.add(part)
        return self.root(part)

    def stories(self) -> dict[str, str]:
        """Return the parts that hold text, as part name to kind (document, header, footnotes …)."""
        names = [self.main, *(name for name in self.parts if name != self.main)]
        return {
            name: "document" if name == self.main else n.STORY_TYPES[self.types.of(name)]
            for name in names
            if name == self.main or n.STORY_TYPES.get(self.types.of(name), "document") != "document"
        }

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part that `part` is related to by a type ending in `/kind`, or None."""
        for rel in self.rels(part).values():
            if not rel.external and rel.kind.endswith("/" + kind):
                name = self.target(part, rel)
                if name in self.parts:
                    return name
        return None

    def digest(self, part: str) -> str:
        """Return a digest of a part's bytes and of what its own relationships point at.

        The id by which SmartArt names the part that it is drawn from is the story's, and no part of it.
        """
        if part not in self._digests:
            self._digests[part] = "…"  # a part may point back at itself
            own = hashlib.sha256(with_drawing_id(self.parts.get(part, b""), "")).hexdigest()
            below = [
                rel.target if rel.external else self.digest(self.target(part, rel))
                for _, rel in sorted(self.rels(part).items())
            ]
            self._digests[part] = hashlib.sha256("\n".join([own, *below]).encode()).hexdigest()
        return self._digests[part]

    def add_rel(self, part: str, kind: str, target: str, external: bool = False) -> str:
        """Add a relationship with a fresh id and return the id."""
        rels = self.rels(part)
        self.relinked.add(part)
        number = len(rels) + 1
        while f"rId{number}" in rels:
            number += 1
        rels[f"rId{number}"] = Relationship(f"rId{number}", kind, target, external)
        return f"rId{number}"

    def add_part(self, name: str, content: bytes, content_type: str) -> str:
        """Add a part under a name that is free, near the one asked for, and return that name."""
        stem, dot, extension = name.rpartition(".")
        free, number = name, 1
        while free in self.parts:
            free, number = f"{stem}-{number}{dot}{extension}", number + 1
        self.parts[free] = content
        if self.types.by_ending.get(extension.lower()) != content_type:
            self.types.by_part[free] = content_type
        return free

    def to_bytes(self) -> bytes:
        """Return the package as a .docx; the same parts always give the same bytes."""
        for part, root in self.roots.items():
            if part in self.edited:
                self.parts[part] = as_bytes(root)
        for part, rels in self._rels.items():
            if part in self.relinked and (rels or relationships_part(part) in self.parts):
                self.parts[relationships_part(part)] = _rels_xml(rels)
        self.parts[TYPES] = _content_types_xml(self.types, self.parts)
        first = [TYPES, LINKS]
        names = [*first, *sorted(name for name in self.parts if name not in first)]
        return write_parts({name: self.parts[name] for name in names})


def read_redline(content: bytes, name: str = "redline") -> Package:
    """Return the package of a redline, which may be larger than its sources: it holds both, and the marks round them.

    Raises what `read_package` does.
    """
    return read_package(content, name, _BOTH_AND_MARKS)


def read_package(content: bytes, name: str = "document.docx", times: int = 1) -> Package:
    """Return the package in the bytes of a .docx. `name` is what messages call it.

    One in Strict Open XML is read as one in the usual form, in which it is written. Raises PolicyBuilderError when it
    is something else, is damaged, encrypted, has macros, or is larger than any document would be.
    """
    file = in_usual_form(word_file(read_parts(content, name, times), name))
    parts = dict(file.parts)
    package = Package(name, parts, file.main, content_types(parts, name), times=times)
    _check(package, file)
    package.types.by_part[file.main] = n.MAIN_TYPE  # a template is a document once it is written here
    return package


def _check(package: Package, file: WordFile) -> None:
    where = Location(package.name)
    if macros := list(macro_problems(file)):
        raise PolicyBuilderError(macros)
    root = package.root(package.main)
    if root.tag != n.w("document"):
        raise fail(where, "the main part is not a Word document", "docx-not-docx", "give a .docx file")
    if root.find(n.BODY) is None:
        raise fail(where, "the main part has no body, where the text stands", "docx-damaged", _RESAVE)
    for rel in package.rels(package.main).values():
        if not rel.external and package.target(package.main, rel) not in package.parts:
            if rel.target.startswith("#") or rel.target in {"NULL", "../NULL"}:
                continue
            message = f'part "{package.target(package.main, rel)}" is missing from the file'
            raise fail(where, message, "docx-missing-part", _RESAVE)


def _default(namespace: str) -> dict[str, str]:
    return cast(dict[str, str], {None: namespace})


def _rels_xml(rels: dict[str, Relationship]) -> bytes:
    root = etree.Element(f"{{{n.PACKAGE_RELATION}}}Relationships", nsmap=_default(n.PACKAGE_RELATION))
    for rel in rels.values():
        item = etree.SubElement(root, f"{{{n.PACKAGE_RELATION}}}Relationship")
        item.set("Id", rel.id)
        item.set("Type", rel.kind)
        item.set("Target", rel.target)
        if rel.external:
            item.set("TargetMode", "External")
    return as_bytes(root)


def _content_types_xml(types: ContentTypes, parts: dict[str, bytes]) -> bytes:
    root = etree.Element(f"{{{n.CONTENT_TYPE}}}Types", nsmap=_default(n.CONTENT_TYPE))
    for extension, kind in sorted(types.by_ending.items()):
        etree.SubElement(root, f"{{{n.CONTENT_TYPE}}}Default", Extension=extension, ContentType=kind)
    for part, kind in sorted(types.by_part.items()):
        if part in parts:
            etree.SubElement(root, f"{{{n.CONTENT_TYPE}}}Override", PartName=f"/{part}", ContentType=kind)
    return as_bytes(root)
