"""The XML of Word files from anywhere, with limits and words of our own: no version of libxml2 changes what is said."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from lxml import etree

MAX_DEPTH = 200
"""How many elements may stand within one another; Word itself needs about thirty."""

MAX_ELEMENTS, MAX_ATTRIBUTES = 400_000, 1_000
"""How many elements a part, and how many attributes an element may have; a policy of 100 pages has about 30,000."""

Fault = Literal["deep", "large", "malformed", "doctype"]

_REASONS: dict[Fault, str] = {
    "deep": f"its XML is nested more than {MAX_DEPTH} deep, which no real document is",
    "large": (
        f"it has more than {MAX_ELEMENTS:,} elements, or more than {MAX_ATTRIBUTES:,} attributes in one of them, "
        "which no policy has"
    ),
    "malformed": "its XML breaks off or is not well formed",
    "doctype": "it has a DOCTYPE, which Word never writes",
}
_TAG = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)[^\s<>/!?][^<>]*?(/?)>", re.DOTALL)


class UnreadableXmlError(ValueError):
    """XML that is refused: `fault` is the kind, and the text says why, to follow "the part is damaged: "."""

    def __init__(self, fault: Fault) -> None:
        """Keep the kind of fault."""
        super().__init__(_REASONS[fault])
        self.fault = fault


def read_xml(content: bytes, remove_comments: bool = False, times: int = 1) -> etree._Element:
    """Return the root of an XML part. Nothing outside it is read. Raises UnreadableXmlError.

    `times` is how many times as many elements there may be as in any other part: a redline holds two documents.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=remove_comments
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        # A parser has a limit of its own, and stops there with words of its own.
        raise UnreadableXmlError("deep" if _opens_too_deep(content) else "malformed") from None
    info = root.getroottree().docinfo
    if getattr(info, "doctype", "") or info.internalDTD is not None:
        raise UnreadableXmlError("doctype")
    if _below_the_limit()(root):
        raise UnreadableXmlError("deep")
    if _may_be_large(content, info.encoding, times) and _beyond_the_limits(times)(root):
        raise UnreadableXmlError("large")
    return root


@cache
def _below_the_limit() -> etree.XPath:
    """Return what finds an element that is nested too deep."""
    return etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


@cache
def _beyond_the_limits(times: int) -> etree.XPath:
    """Return what finds that there are too many elements, or attributes of one element."""
    nodes = "count(//*) + count(//comment()) + count(//processing-instruction())"
    return etree.XPath(f"{nodes} > {MAX_ELEMENTS * times} or boolean(//*[count(@*) > {MAX_ATTRIBUTES}])")


def _may_be_large(content: bytes, encoding: str | None, times: int) -> bool:
    """Return whether a part's bytes leave room for more than the limits: to count takes as long as to read."""
    if (encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        return True  # the characters may not be the bytes that they are here
    openings = content.split(b"<")
    return len(openings) > MAX_ELEMENTS * times or max(map(len, openings)) > MAX_ATTRIBUTES * len(b' a=""')


def _opens_too_deep(content: bytes) -> bool:
    """Return whether more elements are opened than may be, in XML that a parser gave up."""
    depth = 0
    for tag in _TAG.finditer(content):
        if tag[1] is None or tag[2]:
            continue
        depth += -1 if tag[1] else 1
        if depth > MAX_DEPTH:
            return True
    return False
