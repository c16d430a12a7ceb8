"""A .docx as a package: parts, content types and relationships, read with care and written reproducibly.

Open Packaging Conventions: ECMA-376 part 2. A file from outside is refused with a problem that says what to
do, never with a stack trace, and nothing in it is fetched or run.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote

from lxml import etree

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.redline.names import (
    CONTENT_TYPES_NS,
    DOCUMENT_TYPE,
    PACKAGE_RELS_NS,
    STORY_TYPES,
    STRICT_NS,
    TEMPLATE_TYPE,
    W_NS,
)
from policybuilder.strict_xml import UnreadableXmlError, read_xml

MOST_PARTS = 5_000
MOST_BYTES = 400_000_000
MOST_XML_BYTES = 150_000_000
MOST_RATIO = 250
RATIO_COUNTS_FROM = 5_000_000
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_DOCUMENT = "/officeDocument"


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part: its id, type, target as written, and whether the target is outside."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass
class Package:
    """The parts of one .docx. Part names have no leading slash; `roots` caches parsed XML."""

    name: str
    parts: dict[str, bytes]
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    main: str = ""
    roots: dict[str, etree._Element] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)
    relinked: set[str] = field(default_factory=set)
    _rels: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def content_type(self, part: str) -> str:
        """Return the content type of a part, or an empty string when none is declared."""
        return self.overrides.get(part) or self.defaults.get(part.rsplit(".", 1)[-1].lower(), "")

    def rels(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package itself), by id. The mapping may be changed."""
        if part not in self._rels:
            self._rels[part] = self._read_rels(part)
        return self._rels[part]

    def _read_rels(self, part: str) -> dict[str, Relationship]:
        content = self.parts.get(rels_name(part))
        if content is None:
            return {}
        root = parse_xml(content, self.name, rels_name(part))
        return {
            rel.get("Id", ""): Relationship(
                rel.get("Id", ""), rel.get("Type", ""), rel.get("Target", ""), rel.get("TargetMode") == "External"
            )
            for rel in root.iter(f"{{{PACKAGE_RELS_NS}}}Relationship")
        }

    def target(self, part: str, rel: Relationship) -> str:
        """Return the name of the part that an internal relationship points at."""
        path = unquote(rel.target.split("#")[0])
        if path.startswith("/"):
            return posixpath.normpath(path[1:])
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), path))

    def root(self, part: str) -> etree._Element:
        """Return the parsed XML of a part, parsed once, to read it.

        Raises PolicyBuilderError when the part is missing or is not well-formed XML.
        """
        if part not in self.roots:
            if part not in self.parts:
                raise fail(Location(self.name), f'part "{part}" is missing from the file', "docx-missing-part", _RESAVE)
            self.roots[part] = parse_xml(self.parts[part], self.name, part)
        return self.roots[part]

    def edit(self, part: str) -> etree._Element:
        """Return the parsed XML of a part to change it: `to_bytes` writes it anew."""
        self.edited.add(part)
        return self.root(part)

    def stories(self) -> dict[str, str]:
        """Return the parts that hold text, as part name to kind (document, header, footnotes …)."""
        names = [self.main, *(name for name in self.parts if name != self.main)]
        return {
            name: "document" if name == self.main else STORY_TYPES[self.content_type(name)]
            for name in names
            if name == self.main or STORY_TYPES.get(self.content_type(name), "document") != "document"
        }

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part that `part` is related to by a type ending in `/kind`, or None."""
        for rel in self.rels(part).values():
            if not rel.external and rel.type.endswith("/" + kind):
                name = self.target(part, rel)
                if name in self.parts:
                    return name
        return None

    def digest(self, part: str) -> str:
        """Return a digest of a part's bytes and of what its own relationships point at."""
        if part not in self._digests:
            self._digests[part] = "…"  # a part may point back at itself
            own = hashlib.sha256(self.parts.get(part, b"")).hexdigest()
            below = [
                rel.target if rel.external else self.digest(self.target(part, rel))
                for _, rel in sorted(self.rels(part).items())
            ]
            self._digests[part] = hashlib.sha256("\n".join([own, *below]).encode()).hexdigest()
        return self._digests[part]

    def add_rel(self, part: str, rel_type: str, target: str, external: bool = False) -> str:
        """Add a relationship with a fresh id and return the id."""
        rels = self.rels(part)
        self.relinked.add(part)
        number = len(rels) + 1
        while f"rId{number}" in rels:
            number += 1
        rels[f"rId{number}"] = Relationship(f"rId{number}", rel_type, target, external)
        return f"rId{number}"

    def add_part(self, name: str, content: bytes, content_type: str) -> str:
        """Add a part under a name that is free, near the one asked for, and return that name."""
        stem, dot, extension = name.rpartition(".")
        free, number = name, 1
        while free in self.parts:
            free, number = f"{stem}-{number}{dot}{extension}", number + 1
        self.parts[free] = content
        if self.defaults.get(extension.lower()) != content_type:
            self.overrides[free] = content_type
        return free

    def to_bytes(self) -> bytes:
        """Return the package as a .docx; the same parts always give the same bytes."""
        for part, root in self.roots.items():
            if part in self.edited:
                self.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for part, rels in self._rels.items():
            if part in self.relinked and (rels or rels_name(part) in self.parts):
                self.parts[rels_name(part)] = _rels_xml(rels)
        self.parts["[Content_Types].xml"] = _content_types_xml(self.defaults, self.overrides, self.parts)
        first = ["[Content_Types].xml", "_rels/.rels"]
        names = [*first, *sorted(name for name in self.parts if name not in first)]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for name in names:
                info = zipfile.ZipInfo(name, FIXED_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                archive.writestr(info, self.parts[name])
        return buffer.getvalue()


_RESAVE = "open the file in Word or LibreOffice and save it again as Word document (.docx)"
_REFUSED = {
    "deep": ("docx-too-deep", _RESAVE),
    "malformed": ("docx-damaged-xml", _RESAVE),
    "doctype": ("docx-entities", "do not trust this file; ask its sender for a copy saved by Word"),
}


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_xml(content: bytes, name: str, part: str) -> etree._Element:
    """Return the root element of an XML part; entities, DTDs and anything outside the file are refused.

    Raises PolicyBuilderError.
    """
    try:
        return read_xml(content, remove_comments=True)
    except UnreadableXmlError as error:
        code, hint = _REFUSED[error.fault]
        raise fail(Location(f"{name}!{part}"), f"the part is damaged: {error}", code, hint) from None


def read_package(content: bytes, name: str = "document.docx") -> Package:
    """Return the package in the bytes of a .docx. `name` is what messages call it.

    Raises PolicyBuilderError when it is something else, is damaged, encrypted, has macros, is strict OOXML, or
    is larger than any document would be.
    """
    _refuse_other_formats(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_bombs(infos, name)
            parts = {info.filename.lstrip("/").replace("\\", "/"): _unzipped(archive, info) for info in infos}
    except PolicyBuilderError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        hint = "ask for the file again, or restore it"
        raise fail(Location(name), "the file is damaged: it cannot be unzipped whole", "docx-damaged", hint) from None
    package = Package(name, parts)
    _read_content_types(package)
    _find_main(package)
    _check_parts(package)
    return package


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return what a part holds. Raises BadZipFile when it holds more than the zip's directory says."""
    with archive.open(info) as stream:
        # That size is only a claim: without a limit, all there is would be unzipped before it is held against it.
        return stream.read(info.file_size + 1)


def _refuse_other_formats(content: bytes, name: str) -> None:
    where = Location(name)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise fail(
                where, "the file is encrypted", "docx-encrypted", "open it in Word and save it without a password"
            )
        raise fail(where, "this is an old Word file (.doc)", "docx-is-doc", "open it in Word and save it as .docx")
    if content.startswith(b"%PDF"):
        raise fail(where, "this is a PDF, not a Word document", "docx-is-pdf", "use the .docx that it was made from")
    if content.startswith(b"{\\rtf"):
        raise fail(where, "this is rich text (.rtf)", "docx-is-rtf", "open it in Word and save it as .docx")
    if not content:
        raise fail(where, "the file is empty", "docx-empty", "ask for the file again, or restore it")
    if not content.startswith(b"PK"):
        raise fail(where, "this is not a Word document (.docx)", "docx-not-docx", "give a file saved by Word as .docx")


def _refuse_bombs(infos: list[zipfile.ZipInfo], name: str) -> None:
    where = Location(name)
    if any(info.flag_bits & 1 for info in infos):
        raise fail(where, "the file is encrypted", "docx-encrypted", "open it in Word and save it without a password")
    names = [info.filename.lstrip("/").replace("\\", "/") for info in infos]
    folded = [part.lower() for part in names]
    twice = sorted({part for part in names if folded.count(part.lower()) > 1}) if len(set(folded)) < len(folded) else []
    if twice:
        raise fail(where, f'the file holds two parts called "{twice[0]}"', "docx-duplicate-part", _RESAVE)
    if any(".." in part.split("/") for part in names):
        raise fail(where, "a part has a name that leads out of the file", "docx-bad-name", "do not trust this file")
    total = sum(info.file_size for info in infos)
    swollen = [
        info
        for info in infos
        if info.file_size > RATIO_COUNTS_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1)
    ]
    too_long = [info for info in infos if info.file_size > MOST_XML_BYTES and info.filename.endswith((".xml", ".rels"))]
    if len(infos) > MOST_PARTS or total > MOST_BYTES or swollen or too_long:
        raise fail(
            where,
            f"the file unpacks to {total:,} bytes in {len(infos):,} parts, more than a document needs",
            "docx-too-large",
            "do not trust this file; if it is real, take out large pictures and save it again",
        )


def _read_content_types(package: Package) -> None:
    content = package.parts.get("[Content_Types].xml")
    if content is None:
        kind = package.parts.get("mimetype", b"")
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            raise fail(
                Location(package.name),
                "this is an OpenDocument file (.odt)",
                "docx-is-odt",
                "open it in LibreOffice and save it as Word document (.docx)",
            )
        raise fail(
            Location(package.name),
            "this is a zip file, but not a Word document",
            "docx-not-docx",
            "give a file saved by Word as .docx",
        )
    root = parse_xml(content, package.name, "[Content_Types].xml")
    for item in root.iter(f"{{{CONTENT_TYPES_NS}}}Default"):
        package.defaults[item.get("Extension", "").lower()] = item.get("ContentType", "")
    for item in root.iter(f"{{{CONTENT_TYPES_NS}}}Override"):
        package.overrides[item.get("PartName", "").lstrip("/")] = item.get("ContentType", "")


def _find_main(package: Package) -> None:
    where = Location(package.name)
    for rel in package.rels("").values():
        if rel.type.endswith(_OFFICE_DOCUMENT) and not rel.external:
            package.main = package.target("", rel)
            break
    else:
        raise fail(where, "the file has no main document", "docx-missing-part", "give a file saved by Word as .docx")
    kind = package.content_type(package.main)
    if "macroEnabled" in kind:
        raise fail(
            where, "the file has macros (.docm)", "docx-macros", "open it in Word and save it as Word document (.docx)"
        )
    if kind not in {DOCUMENT_TYPE, TEMPLATE_TYPE}:
        raise fail(where, "this is an Office file, but not a Word document", "docx-not-docx", "give a .docx file")


def _check_parts(package: Package) -> None:
    where = Location(package.name)
    root = package.root(package.main)
    if root.tag.startswith(f"{{{STRICT_NS}"):
        raise fail(
            where,
            "the file is Strict Open XML, which tracked changes cannot be written in here",
            "docx-strict",
            'open it in Word and save it as "Word Document (.docx)", not "Strict Open XML Document"',
        )
    if root.tag != f"{{{W_NS}}}document":
        raise fail(where, "the main part is not a Word document", "docx-not-docx", "give a .docx file")
    if root.find(f"{{{W_NS}}}body") is None:
        raise fail(where, "the main part has no body, where the text stands", "docx-damaged", _RESAVE)
    for rel in package.rels(package.main).values():
        if not rel.external and package.target(package.main, rel) not in package.parts:
            if rel.target.startswith("#") or rel.target in {"NULL", "../NULL"}:
                continue
            raise fail(
                where,
                f'part "{package.target(package.main, rel)}" is missing from the file',
                "docx-missing-part",
                _RESAVE,
            )


def _default(namespace: str) -> dict[str, str]:
    return cast(dict[str, str], {None: namespace})


def _rels_xml(rels: dict[str, Relationship]) -> bytes:
    root = etree.Element(f"{{{PACKAGE_RELS_NS}}}Relationships", nsmap=_default(PACKAGE_RELS_NS))
    for rel in rels.values():
        item = etree.SubElement(root, f"{{{PACKAGE_RELS_NS}}}Relationship")
        item.set("Id", rel.id)
        item.set("Type", rel.type)
        item.set("Target", rel.target)
        if rel.external:
            item.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types_xml(defaults: dict[str, str], overrides: dict[str, str], parts: dict[str, bytes]) -> bytes:
    root = etree.Element(f"{{{CONTENT_TYPES_NS}}}Types", nsmap=_default(CONTENT_TYPES_NS))
    for extension, kind in sorted(defaults.items()):
        etree.SubElement(root, f"{{{CONTENT_TYPES_NS}}}Default", Extension=extension, ContentType=kind)
    for part, kind in sorted(overrides.items()):
        if part in parts:
            etree.SubElement(root, f"{{{CONTENT_TYPES_NS}}}Override", PartName=f"/{part}", ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
