"""The lines that a part of a Word file prints, paragraph by paragraph; what fields show is left out.

It reads a tree of either XML library: the writer of a policy works without lxml, the slowest of a build's imports.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybuilder.ooxml.names import COMPATIBILITY, w

_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
_LEFT_OUT = frozenset({_FALLBACK, w("del"), w("moveFrom"), w("fldSimple"), w("pPr")})
_SPACES = frozenset({w("tab"), w("br"), w("cr"), w("ptab")})


def printed_lines(root: Any) -> Iterator[str]:
    """Yield the words of each paragraph that has any and stands in no table; tracked changes are accepted."""
    for child in root:
        if child.tag == w("p"):
            line = " ".join("".join(_words(child, [])).split())
            if line:
                yield line
        elif child.tag not in _LEFT_OUT and child.tag != w("tbl"):
            yield from printed_lines(child)


def _words(element: Any, fields: list[str]) -> Iterator[str]:
    """Yield the words in an element; `fields` are those that are open, each by how far it was read."""
    for child in element:
        tag = child.tag
        if tag == w("fldChar"):
            kind = child.get(w("fldCharType"), "")
            if kind == "begin":
                fields.append(kind)
            elif kind == "end" and fields:
                fields.pop()
        elif fields or tag in _LEFT_OUT:
            if tag not in _LEFT_OUT:
                yield from _words(child, fields)
        elif tag == w("t"):
            yield child.text or ""
        elif tag in _SPACES:
            yield " "
        elif isinstance(tag, str):
            yield from _words(child, fields)
