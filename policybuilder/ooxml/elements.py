"""The XML of a Word file's parts: read with care, written back, and small things done to one element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

from policybuilder.errors import Location, fail
from policybuilder.strict_xml import UnreadableXmlError, read_xml

_RESAVE = "open it in Word and save it again"
_REFUSED = {
    "deep": ("docx-too-deep", _RESAVE),
    "large": ("docx-too-large", "is it the right file? A policy is far smaller"),
    "malformed": ("docx-damaged-xml", _RESAVE),
    "doctype": ("docx-entities", "do not trust this file; ask its sender for a copy saved by Word"),
}


def parse_part(content: bytes, part: str, name: str, remove_comments: bool = False, times: int = 1) -> etree._Element:
    """Return the root of a part's XML; nothing outside it is read.

    `times` is how many times as many elements it may have as other parts. Raises PolicyBuilderError, located at `name`,
    for XML that is damaged, nested too deep, or has a DOCTYPE, which Office never writes.
    """
    try:
        return read_xml(content, remove_comments, times)
    except UnreadableXmlError as error:
        code, hint = _REFUSED[error.fault]
        what = "too large" if error.fault == "large" else "damaged"
        raise fail(Location(name), f"the part {part} is {what}: {error}", code, hint) from None


def as_bytes(root: etree._Element) -> bytes:
    """Return a tree as a part of a Word file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def binds(content: bytes, prefixes: Mapping[str, str]) -> bool:
    """Return whether a part's root binds some prefixes ("" for none) to the names given, and nothing binds others."""
    known = {(prefix.encode(), uri.encode()) for prefix, uri in prefixes.items()}
    taken = {word for pair in known for word in pair}
    root = _ROOT.search(content)
    odd = (pair for pair in _DECLARED.findall(content) if pair not in known and taken.intersection(pair))
    return root is not None and known <= set(_DECLARED.findall(root[0])) and not any(odd)


_ROOT = re.compile(rb"<[^?!][^>]*>")
_DECLARED = re.compile(rb"\sxmlns(?::([\w.-]+))?\s*=\s*[\"']([^\"']+)")


def rebound(root: etree._Element, prefixes: Mapping[str, str]) -> etree._Element:
    """Return an element with all that it holds, and some prefixes ("" for none) bound to the names given."""
    kept = {
        prefix: uri
        for prefix, uri in root.nsmap.items()
        if (prefix or "") not in prefixes and uri not in prefixes.values()
    }
    bound = {**kept, **{prefix or None: uri for prefix, uri in prefixes.items()}}
    new = etree.Element(root.tag, attributes(root), nsmap=cast(dict[str, str], bound))
    new.text = root.text
    new.extend(list(root))
    return new


def like(element: etree._Element) -> etree._Element:
    """Return a new element with another's name, attributes and prefixes, without what it holds."""
    return etree.Element(element.tag, attributes(element), nsmap=cast(dict[str, str], element.nsmap))


def attributes(element: etree._Element) -> dict[str, str]:
    """Return an element's attributes."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def forget(element: etree._Element, attribute: str) -> None:
    """Take an attribute off an element, if it has it."""
    if attribute in element.attrib:
        del element.attrib[attribute]
