"""How much a redline marks, beside how much a minimal word-level difference of the two texts would."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree
from rapidfuzz.distance import Indel

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MARKS = {W + name for name in ("ins", "del", "moveFrom", "moveTo")}


def _body(content: bytes) -> etree._Element:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    for copy in list(root.iter(_FALLBACK)):
        copy.getparent().remove(copy)  # type: ignore[union-attr]
    return root


def text(content: bytes) -> str:
    """Return the text of the main document, one paragraph a line."""
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in _body(content).iter(W + "p"))


def minimal(old: str, new: str) -> int:
    """Return the characters that a shortest word-level difference deletes and inserts (paragraph ends not counted)."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    ids: dict[str, int] = {}
    codes = ["".join(chr(0xE000 + ids.setdefault(word, len(ids))) for word in side) for side in (left, right)]
    total = 0
    for step in Indel.opcodes(*codes):
        if step.tag != "equal":
            changed = left[step.src_start : step.src_end] + right[step.dest_start : step.dest_end]
            total += sum(len(word.replace("\n", "")) for word in changed)
    return total


def marked(content: bytes) -> int:
    """Return the characters that a redline marks as inserted, deleted or moved."""
    total = 0
    for element in _body(content).iter(W + "t", W + "delText"):
        for above in element.iterancestors():
            if above.tag in _MARKS:
                total += len(element.text or "")
            if above.tag in _MARKS or above.tag == W + "p":
                break
    return total
