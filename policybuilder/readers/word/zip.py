"""The parts of a Word file that hold its text, read with care: files come from anywhere."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.strict_xml import UnreadableXmlError, read_xml

MAX_PARTS = 5_000
MAX_PART = 64 * 1024 * 1024
"""How large one part of a Word file may be when it is unzipped; a policy's text is below a hundredth of this."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = ("styles", "numbering", "footnotes", "endnotes")
_MARGINS = ("header", "footer")

_WHAT_IT_IS = (
    (b"%PDF", "a PDF", "compare the Word document that it was made from"),
    (b"{\\rtf", "rich text (.rtf)", "open it in Word and save it as a Word document (.docx)"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc) or an encrypted one", "save it as .docx, without a password"),
    (b"\x89PNG", "a picture", "choose a Word document (.docx)"),
    (b"\xff\xd8\xff", "a picture", "choose a Word document (.docx)"),
    (b"<", "a web page or XML", "choose a Word document (.docx)"),
)


@dataclass(frozen=True)
class WordParts:
    """The trees of a Word file's main part, styles, numbering and notes; None for one that it has not.

    `margins` are its headers and footers, each with the place that it is.
    """

    main: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    links: dict[str, str]
    margins: tuple[tuple[str, etree._Element], ...] = ()


def open_word(content: bytes, name: str) -> WordParts:
    """Return the parts of a Word file.

    Raises PolicyBuilderError, located at `name`, for what is no Word document, is damaged, has a password, unzips to
    more than the limits above, or holds a DOCTYPE (Word writes none, and one can make a small file endlessly large).
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _not_word(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _too_large(name, f"{MAX_PARTS:,} parts")
            main, strict = _main_part(archive, name)
            folder = posixpath.dirname(main)
            relations = _relations(archive, posixpath.join(folder, "_rels", f"{posixpath.basename(main)}.rels"), name)
            found: dict[str, etree._Element | None] = {}
            for kind in _KINDS:
                names = (f"{_OFFICE}/{kind}", f"{_STRICT_OFFICE}/{kind}")
                target = next((target for found_kind, target, _, _ in relations if found_kind in names), "")
                part = _part_at(folder, target)
                known = bool(target) and part in archive.namelist()
                found[kind] = _tree(archive, part, name, strict) if known else None
            links = {id: target for _, target, id, external in relations if external}
            tree = _tree(archive, main, name, strict)
            margins = tuple(
                (kind.capitalize(), _tree(archive, _part_at(folder, target), name, strict))
                for kind in _MARGINS
                for found_kind, target, _, external in relations
                if found_kind in (f"{_OFFICE}/{kind}", f"{_STRICT_OFFICE}/{kind}") and not external
                if _part_at(folder, target) in archive.namelist()
            )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        hint = "restore a copy, or open it in Word and save it again"
        raise fail(Location(name), "the file is damaged: it cannot be unzipped whole", "word-damaged", hint) from None
    notes = found["footnotes"], found["endnotes"]
    return WordParts(tree, found["styles"], found["numbering"], *notes, links, margins)


def _part_at(folder: str, target: str) -> str:
    """Return the name of the part that a relationship of a part in `folder` leads to."""
    return target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)


def _main_part(archive: zipfile.ZipFile, name: str) -> tuple[str, bool]:
    for kind, target, _, _ in _relations(archive, "_rels/.rels", name):
        if kind in (f"{_OFFICE}/officeDocument", f"{_STRICT_OFFICE}/officeDocument"):
            part = target.lstrip("/")
            if part in archive.namelist():
                return part, kind.startswith(_STRICT_OFFICE)
    raise fail(Location(name), "a zip, but not a Word document", "not-word", "choose a Word document (.docx)")


def _relations(archive: zipfile.ZipFile, part: str, name: str) -> list[tuple[str, str, str, bool]]:
    if part not in archive.namelist():
        return []
    nodes = _parsed(_read(archive, part, name), part, name).iter(f"{{{_PACKAGE}}}Relationship")
    return [
        (node.get("Type", ""), node.get("Target", ""), node.get("Id", ""), node.get("TargetMode") == "External")
        for node in nodes
    ]


def _tree(archive: zipfile.ZipFile, part: str, name: str, strict: bool) -> etree._Element:
    content = _read(archive, part, name)
    if strict:
        # The strict form has the same names in another namespace.
        content = content.replace(
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        ).replace(_STRICT_OFFICE.encode(), _OFFICE.encode())
    return _parsed(content, part, name)


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    entry = archive.getinfo(part)
    if entry.flag_bits & 1:
        raise fail(Location(name), "the file has a password", "word-encrypted", "save it without a password")
    with archive.open(entry) as stream:
        # The size in a zip's directory is only a claim: what is read decides.
        content = stream.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise _too_large(name, f"{MAX_PART // 1024**2} MB in {part}")
    return content


def _parsed(content: bytes, part: str, name: str) -> etree._Element:
    try:
        return read_xml(content)
    except UnreadableXmlError as error:
        code = "word-doctype" if error.fault == "doctype" else "word-damaged"
        hint = "open it in Word and save it again"
        raise fail(Location(name), f"the part {part} is damaged: {error}", code, hint) from None


def _too_large(name: str, limit: str) -> PolicyBuilderError:
    return fail(Location(name), f"the file unzips to more than {limit}", "word-too-large", "a policy is far smaller")


def _not_word(content: bytes, name: str) -> PolicyBuilderError:
    if not content:
        return fail(Location(name), "the file is empty", "not-word", "choose a Word document (.docx)")
    if content.startswith(b"PK"):
        return fail(Location(name), "the file is damaged: it ends too soon", "word-damaged", "restore a copy")
    for start, what, hint in _WHAT_IT_IS:
        if content.lstrip()[:8].startswith(start):
            return fail(Location(name), f"not a Word document: it is {what}", "not-word", hint)
    return fail(Location(name), "not a Word document", "not-word", "choose a Word document (.docx)")
