"""Ids that stand twice in a part of a Word file, as the Open XML SDK finds them, and those of controls and paragraphs.

Nothing here uses the package under test.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from xml.etree import ElementTree

from tests.redline.word import W

_W = f"{{{W}}}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REFERENCES = ("Reference", "RangeStart", "RangeEnd")


def repeated_ids(content: bytes) -> list[str]:
    """Return each id that two elements of one kind have in a part, as "PART: KIND ID"."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in sorted(name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")):
            seen: Counter[str] = Counter()
            _count(ElementTree.fromstring(archive.read(part)), seen)
            found += [f"{part}: {which}" for which, times in seen.items() if times > 1]
    return found


def _count(element: ElementTree.Element, seen: Counter[str]) -> None:
    kind = element.tag.rpartition("}")[2]
    if element.tag == _FALLBACK:  # what old readers read instead repeats the ids of what it stands for
        return
    if element.tag == _DRAWN:
        seen[f"docPr {element.get('id')}"] += 1
    if element.tag == f"{_W}sdtPr" and (number := element.find(f"{_W}id")) is not None:
        seen[f"control {number.get(f'{_W}val')}"] += 1
    if (own := element.get(_PARAGRAPH_ID)) is not None:
        seen[f"paragraph {own}"] += 1
    is_reference = kind.startswith(("footnote", "endnote", "comment")) and kind.endswith(_REFERENCES)
    if (own := element.get(f"{_W}id")) is not None and not is_reference:
        seen[f"{kind} {own}"] += 1
    for child in element:
        _count(child, seen)
