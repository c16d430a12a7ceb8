"""The mark of a built Word file: an item of custom XML, which Word and LibreOffice keep when they save the file.

    <built xmlns="urn:policybuilder:built" format="1" profile="riverton" document="generative-ai-policy" version="0.1"
      stage="draft" digest="…" code="K7QM3-2FZ9B"><clauses> … </clauses><answers> … </answers><sent> … </sent></built>

The digest covers every part but the item, whichever way they are zipped. What a document library such as SharePoint
adds to files by itself is left out of it, too: its own properties, its own custom XML, its labels, and the entries that
tie them to the file. They are no edit, and a draft that was only synchronised is still as it was built.

`clauses` and `answers` are the draft's footprint (footprint.py), `sent` its text as it leaves (sent_item.py), and
`code` is what the control table prints (file_code.py); a paper has neither footprint nor text, and an approved file no
code either. What the mark says stands in a custom property, too (properties.py). `format` goes up when an earlier
program would misread the item; more may stand within the element.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from policybuilder.ooxml.escapes import quoted, unescaped
from policybuilder.ooxml.names import PACKAGE_RELATION, RELATION
from policybuilder.ooxml.zip import TYPES
from policybuilder.printed import BUILT
from policybuilder.writers.footprint import Footprint, footprint_in
from policybuilder.writers.own_mark import Mark, mark_from
from policybuilder.writers.word.properties import SaidProperty, with_elements, with_property, without_property

FORMAT = 1
_ITEM_ID = "{5B0C9F0E-6D0B-4B53-9C6E-3A7F2C1D8E41}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

_BUILT = re.compile(rb"<(?:\w+:)?built\s[^<>]*urn:policybuilder:built[^<>]*>")
_KNOWS_XML = re.compile(rb"Extension=[\"']xml[\"']", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_TIES = re.compile(rb"relationships/customXml(?:Props)?[\"']|/custom-properties[\"']|[Cc]lassification[Ll]abels?[\"']")
_BY_A_LIBRARY = re.compile(r"customXml/|docProps/custom\.xml$|docMetadata/|\[Content_Types\]\.xml$", re.IGNORECASE)


def marked_parts(
    parts: Mapping[str, bytes], mark: Mark, main: str, code: str = "", within: str = ""
) -> dict[str, bytes]:
    """Return the parts of a Word file with its mark and code, and with `within`, XML, in the item.

    `main` is the name of the part that holds the text.
    """
    said = SaidProperty(mark.profile, mark.document, mark.version, mark.stage, code)
    parts = with_property(unmarked_parts(parts), said)
    number = next(n for n in range(1, len(parts) + 2) if not any(f"item{n}.xml" in part for part in _custom(parts)))
    item = f"customXml/item{number}.xml"
    folder, _, name = main.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    link = f'Relationship Id="rIdBuilt" Type="{RELATION}/customXml" Target="/{item}"'
    types = [f'Override PartName="/customXml/itemProps{number}.xml" ContentType="{_PROPERTIES_TYPE}"']
    if not _KNOWS_XML.search(parts[TYPES]):
        types.append(f'Override PartName="/{item}" ContentType="application/xml"')
    parts[links] = with_elements(parts[links], "Relationships", link)
    parts[TYPES] = with_elements(parts[TYPES], "Types", *types)
    parts[item] = _item(replace(mark, digest=digest_of(parts)), code, within)
    parts[f"customXml/_rels/item{number}.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{PACKAGE_RELATION}">'
        f'<Relationship Id="rId1" Type="{RELATION}/customXmlProps" Target="itemProps{number}.xml"/>'
        "</Relationships>"
    ).encode()
    parts[f"customXml/itemProps{number}.xml"] = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{BUILT}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    return parts


def _item(mark: Mark, code: str, within: str) -> bytes:
    entries = [(item.name, getattr(mark, item.name)) for item in fields(Mark)]
    entries += [("code", code)] if code else []
    attributes = " ".join(f"{name}={quoted(text)}" for name, text in entries)
    return f'{_HEAD}<built xmlns="{BUILT}" format="{FORMAT}" {attributes}>{within}</built>'.encode()


def unmarked_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file as they would be without a mark."""
    return without_item(_without_code(parts, code_in_parts(parts)))


def without_item(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file without item and property: what it prints is not touched."""
    left = dict(without_property(parts))
    for item in list(_items(parts)):
        folder, _, name = item.rpartition("/")
        number = name.removeprefix("item")
        for part in (item, f"{folder}/_rels/{name}.rels", f"{folder}/itemProps{number}"):
            left.pop(part, None)
        names = rf"[\"'/](?:item|itemProps){re.escape(number)}[\"']"
        gone = re.compile(rf"<(?:\w+:)?(?:Override|Relationship)\s[^<>]*{names}[^<>]*>".encode())
        for part, content in left.items():
            if part == TYPES or part.endswith(".rels"):
                left[part] = gone.sub(b"", content)
    return left


def _without_code(parts: Mapping[str, bytes], code: str) -> dict[str, bytes]:
    """Return parts without the row of a table that prints the code."""
    left = dict(parts)
    if not code:
        return left
    row = re.compile(rb"<w:tr[ >](?:(?!<w:tr[ >]).)*?>" + re.escape(code.encode()) + rb"<.*?</w:tr>", re.DOTALL)
    for part, content in parts.items():
        if part.startswith("word/") and code.encode() in content:
            left[part] = row.sub(b"", content)
    return left


def mark_in_parts(parts: Mapping[str, bytes]) -> Mark | None:
    """Return the mark that a Word file holds, or None."""
    return next((mark for item in _items(parts) if (mark := mark_from(_attributes(parts[item])))), None)


def code_in_parts(parts: Mapping[str, bytes]) -> str:
    """Return the code that the mark of a Word file holds, "" for none."""
    return next((code for item in _items(parts) if (code := _attributes(parts[item]).get("code"))), "")


def item_in_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the item that is the mark of a Word file; nothing when it has none."""
    return next((parts[item] for item in _items(parts)), b"")


def _attributes(item: bytes) -> dict[str, str]:
    start = _BUILT.search(item)
    assert start is not None
    found = _ATTRIBUTE.findall(start[0].decode(errors="replace"))
    return {name: unescaped(one or other) for name, one, other in found}


def footprint_in_parts(parts: Mapping[str, bytes]) -> Footprint | None:
    """Return the footprint that a Word file holds, or None."""
    return next((footprint_in(parts[item].decode(errors="replace")) for item in _items(parts)), None)


def is_as_built_parts(parts: Mapping[str, bytes]) -> bool:
    """Return whether a Word file is as it was when it was marked."""
    mark = mark_in_parts(parts)
    return mark is not None and mark.digest == digest_of(parts)


def digest_of(parts: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of what a person can change in a Word file, in hexadecimal."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        if _BY_A_LIBRARY.match(name):
            continue
        content = parts[name]
        if name.endswith(".rels"):
            content = b"\n".join(sorted(link for link in _RELATIONSHIP.findall(content) if not _TIES.search(link)))
        for piece in (name.encode(), content):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()


def _custom(parts: Mapping[str, bytes]) -> Iterator[str]:
    return (part for part in parts if part.startswith("customXml/"))


def _items(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of the items that are marks: one, in a file that nobody put together from two."""
    for part in _custom(parts):
        if part.count("/") == 1 and part.startswith("customXml/item") and _BUILT.search(parts[part]):
            yield part
