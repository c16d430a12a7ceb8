"""What the parts of a Word file lead to: which links and parts may stay, which are left out, which are refused.

As with fields, what may stay is listed. Anything else, known to run or fetch or not known at all, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from policybuilder.ooxml.package import (
    LINKS,
    ContentTypes,
    Relationship,
    WordFile,
    content_types,
    part_named,
    relationships_of,
    relationships_part,
)
from policybuilder.ooxml.zip import TYPES
from policybuilder.strict_xml import UnreadableXmlError, read_xml

Verdict = Literal["refused", "left out", "kept"]

_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

_KINDS = (
    "chart chartColorStyle chartStyle chartUserShapes classificationlabels comments commentsExtended "
    "commentsExtensible commentsIds core-properties custom-properties customXml customXmlProps diagramColors "
    "diagramData diagramDrawing diagramLayout diagramQuickStyle documenttasks endnotes extended-properties font "
    "fontTable footer footnotes glossaryDocument hdphoto header image numbering officeDocument people settings styles "
    "stylesWithEffects theme themeOverride thumbnail webSettings"
)
KEPT = frozenset(_KINDS.split())
"""The kinds of part that a Word file may hold, by the last word of the kind: words, looks, data and pictures."""

LEFT_OUT = {
    "attachedTemplate": "a template elsewhere",
    "frame": "the target of a frame",
    "mailMergeHeaderSource": "the source of a mail merge",
    "mailMergeRecipientData": "the list of a mail merge",
    "mailMergeSource": "the source of a mail merge",
    "origin": "a digital signature, which holds for another file",
    "printerSettings": "the settings of a printer",
    "recipientData": "the list of a mail merge",
}
"""Kinds that no word hangs on: the file that we write goes without."""

_WHAT_IT_IS = {
    "aFChunk": "a whole file of another kind (altChunk)",
    "attachedToolbars": "toolbars that can run macros",
    "audio": "sound",
    "control": "an ActiveX control",
    "extensibility": "a ribbon of its own (customUI)",
    "image": "a linked picture",
    "keyMapCustomizations": "keys that can run macros",
    "media": "film or sound",
    "oleObject": "an object of another program (OLE)",
    "package": "an embedded file of another program",
    "subDocument": "a part that is another file (subDoc)",
    "transform": "an XSL transform",
    "userCustomization": "a ribbon of its own (customUI)",
    "vbaProject": "macros",
    "video": "a film",
    "webextension": "an add-in",
    "webextensiontaskpanes": "an add-in that opens by itself",
    "wordVbaData": "macros",
    "activeXControlBinary": "an ActiveX control",
}
_ALIASES = {"metadata/core-properties": "core-properties", "metadata/thumbnail": "thumbnail"}

_XML_TYPES = re.compile(r"application/(xml|[\w.+-]+\+xml)|text/xml", re.IGNORECASE)
_RUNS = re.compile(r"macro|vba|activex|oleobject", re.IGNORECASE)
_PROPERTIES = "core-properties"
"""A kind that a package has one of; programs that know it by another name have added a second."""
_PICTURES = frozenset({"image", "thumbnail", "hdphoto"})
_FONTS = frozenset({"font"})
_NO_PICTURE = (
    b"MZ", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|hta:)", re.IGNORECASE)


@dataclass(frozen=True)
class PartLink:
    """A link of a part, where it leads, and what becomes of it. `what` says what it is, with its target."""

    source: str
    relationship: Relationship
    target: str
    """The name of the part that it leads to; empty when it leads elsewhere."""
    verdict: Verdict
    what: str


def address_is_allowed(address: str) -> bool:
    """Return whether a link may lead to an address: the web, mail, telephone, or a place in the document."""
    # Programs drop tabs, line ends and spaces within "java script:".
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", address)
    scheme = _SCHEME.match(plain)
    if scheme:
        return scheme[1].lower() in _SCHEMES
    return plain == "" or plain.startswith("#")


def kind_of(relationship: Relationship) -> str:
    """Return the last word of a relationship's kind, such as "image"."""
    for end, kind in _ALIASES.items():
        if relationship.kind.endswith(end):
            return kind
    return relationship.kind.rstrip("/").rsplit("/", 1)[-1]


def links_of(file: WordFile) -> list[PartLink]:
    """Return the links of the package and of every part that can be reached by links that stay, each part once.

    What a refused or left-out link leads to is not looked at. Raises PolicyBuilderError for damaged XML.
    """
    types = content_types(file.parts, file.name)
    found: list[PartLink] = []
    seen, waiting = {""}, [""]
    while waiting:
        source = waiting.pop(0)
        for relationship in relationships_of(file, source):
            link = _judged(file, source, relationship, types)
            if kind_of(relationship) == _PROPERTIES and any(
                kind_of(other.relationship) == _PROPERTIES for other in found
            ):
                link = replace(link, verdict="left out", what=f"a second set of properties: {link.target}")
            found.append(link)
            if link.verdict == "kept" and link.target and link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return found


def reached(links: list[PartLink]) -> set[str]:
    """Return the parts that links which stay lead to."""
    return {link.target for link in links if link.verdict == "kept" and link.target}


def orphans(file: WordFile, links: list[PartLink]) -> list[str]:
    """Return the parts that no link leads to, in the file's order. `links` are the file's, from `links_of`.

    What only hangs on a refused or left-out part is none: it is named, and goes, with that part.
    """
    known = {TYPES, LINKS, *reached(links)}
    waiting = [link.target for link in links if link.target]
    while waiting:
        part = waiting.pop()
        if part not in known:
            known.add(part)
            waiting += [part_named(file.parts, part, link.target) for link in relationships_of(file, part)]
    known |= {relationships_part(part) for part in known}
    return [part for part in file.parts if part not in known]


def _judged(file: WordFile, source: str, relationship: Relationship, types: ContentTypes) -> PartLink:
    kind = kind_of(relationship)
    target = "" if relationship.external else part_named(file.parts, source, relationship.target)

    def link(verdict: Verdict, what: str) -> PartLink:
        return PartLink(source, relationship, target, verdict, what)

    shown = relationship.target if relationship.external else target or relationship.target
    if kind in LEFT_OUT:
        return link("left out", f"{LEFT_OUT[kind]}: {shown}")
    if relationship.external:
        if kind == "hyperlink" and address_is_allowed(relationship.target):
            return link("kept", f"a link to {shown}")
        if kind == "hyperlink":
            return link("refused", f"a link to {shown}")
        return link("refused", f"{_WHAT_IT_IS.get(kind, f'something elsewhere ({kind})')}: {shown}")
    if kind == "hyperlink":
        # A place in the document, which Word writes as an anchor and other programs as a link.
        allowed = relationship.target.startswith("#")
        return link("kept" if allowed else "refused", f"a link to {shown}")
    if not target and kind == _PROPERTIES:
        return link("kept", "properties, which every document is given anew")
    if not target:
        return link("left out", f"a part that is missing: {shown}")
    if kind not in KEPT:
        return link("refused", f"{_WHAT_IT_IS.get(kind, f'a part of a kind that is not known ({kind})')}: {shown}")
    if fault := _fault_of(file.parts[target], kind, types.of(target)):
        return link("refused", f"{fault}: {shown}")
    if kind == "customXml" and b"office/2006/metadata/customXsn" in file.parts[target]:
        return link("left out", f"a form of a document library, which Word would fetch: {shown}")
    return link("kept", f"{kind}: {shown}")


def _fault_of(content: bytes, kind: str, said: str) -> str:
    """Return what is wrong with a part for its kind: it is said to be something else, or is something else."""
    if kind in _PICTURES:
        if said and not said.lower().startswith("image/"):
            return f"a picture that is said to be {said}"
        head = content[:1024].lstrip()
        if b"<svg" in content[:4096] or "svg" in said:
            return _drawing_fault(content)
        return "a picture that is none" if head.startswith(_NO_PICTURE) or _MARKUP.search(head) else ""
    if kind in _FONTS:
        is_font = "font" in said.lower() or said.lower() == "application/octet-stream"
        return "" if is_font and not content.startswith(_NO_PICTURE) else "a font that is none"
    if kind == "officeDocument":
        return ""  # what it is said to be is looked at when the file is opened and its macros are
    if not _XML_TYPES.fullmatch(said) or _RUNS.search(said):
        return f"a part ({kind}) that is said to be {said or 'nothing'}"
    return ""


_HREF = re.compile(r"(?:#|data:image/(?:png|jpe?g|gif)[;,])", re.IGNORECASE)
_FETCHES = re.compile(r"url\(\s*['\"]?(?!#)(?!data:image/)|@import", re.IGNORECASE)


def _drawing_fault(content: bytes) -> str:
    """Return what is wrong with an SVG picture: it may draw, not run or fetch."""
    try:
        root = read_xml(content)
    except UnreadableXmlError:
        return "a drawing (SVG) that cannot be read"
    return "a drawing (SVG) that runs or fetches" if any(_reaches_out(node) for node in root.iter()) else ""


def _reaches_out(node: etree._Element) -> bool:
    if not isinstance(node.tag, str):
        return False
    name = etree.QName(node).localname.lower()
    if name in ("script", "foreignobject", "iframe", "embed", "object", "handler"):
        return True
    if name == "style" and _FETCHES.search("".join(str(text) for text in node.itertext())):
        return True
    return any(_attribute_reaches_out(etree.QName(key).localname.lower(), str(value)) for key, value in node.items())


def _attribute_reaches_out(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    if name in ("href", "src") and not _HREF.match(value.strip()):
        return True
    return bool(_FETCHES.search(value))
