"""What other programs and scripts make of a Word file without changing a word: each copy has lost something."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from policybuilder.ooxml.zip import read_parts, write_parts

Parts = dict[str, bytes]


def copied(content: bytes, *changes: Callable[[Parts], Parts]) -> bytes:
    """Return a Word file with some changes to its parts."""
    parts = read_parts(content, "a.docx")
    for change in changes:
        parts = change(parts)
    return write_parts(parts)


def _in_main(parts: Parts, pattern: str, by: str = "") -> Parts:
    main = re.sub(pattern, by, parts["word/document.xml"].decode(), flags=re.DOTALL)
    return {**parts, "word/document.xml": main.encode()}


def without_custom_parts(parts: Parts) -> Parts:
    """Without the item, its properties and the custom properties, as a cleaner of metadata leaves it."""
    left = {name: part for name, part in parts.items() if not name.startswith(("customXml", "docProps/custom"))}
    gone = re.compile(rb"<(?:Override|Relationship)\s[^<>]*(?:customXml/|custom\.xml)[^<>]*>")
    return {
        name: gone.sub(b"", part) if name.endswith(".rels") or name == "[Content_Types].xml" else part
        for name, part in left.items()
    }


def without_core_properties(parts: Parts) -> Parts:
    """Without what the file says of itself: title, identifier, version."""
    empty = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    return {**parts, "docProps/core.xml": empty}


def without_bookmarks(parts: Parts) -> Parts:
    """Without bookmarks."""
    return _in_main(parts, r"<w:bookmark(?:Start|End)\b[^<>]*/>")


def without_controls(parts: Parts) -> Parts:
    """Without content controls; what they hold stays."""
    parts = _in_main(parts, r"<w:sdtPr>.*?</w:sdtPr>")
    return _in_main(parts, r"</?w:sdt(?:Content)?>")


def without_fields(parts: Parts) -> Parts:
    """With what fields show as plain words."""
    parts = _in_main(parts, r"<w:instrText\b[^<>]*>[^<>]*</w:instrText>")
    return _in_main(parts, r"<w:fldChar\b[^<>]*/>")


def without_styles(parts: Parts) -> Parts:
    """Without any style or numbering: every paragraph is Normal."""
    parts = _in_main(parts, r"<w:(?:pStyle|rStyle|tblStyle)\b[^<>]*/>")
    parts = _in_main(parts, r"<w:numPr>.*?</w:numPr>")
    usual = b'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    head, end = parts["word/styles.xml"].split(b"<w:style ", 1)[0], b"</w:styles>"
    return {**parts, "word/styles.xml": head + usual + end}


def in_shreds(parts: Parts) -> Parts:
    """With each word in a run of its own, as Word leaves a text that was typed at many times."""

    def shred(found: re.Match[str]) -> str:
        look, words = found[1] or "", re.findall(r"\S+\s*|\s+", found[2])
        return "".join(f'<w:r>{look}<w:t xml:space="preserve">{word}</w:t></w:r>' for word in words)

    main = parts["word/document.xml"].decode()
    main = re.sub(
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>', shred, main
    )
    return {**parts, "word/document.xml": main.encode()}


LOSSES: Mapping[str, tuple[Callable[[Parts], Parts], ...]] = {
    "controls": (without_controls,),
    "bookmarks": (without_bookmarks,),
    "controls-and-bookmarks": (without_controls, without_bookmarks),
    "custom-parts": (without_custom_parts,),
    "all-but-words-and-looks": (without_custom_parts, without_controls, without_bookmarks, without_core_properties),
    "fields": (without_fields, without_bookmarks, without_controls),
    "styles": (without_styles,),
    "styles-and-marks": (without_styles, without_bookmarks, without_controls),
    "everything": (
        without_custom_parts,
        without_core_properties,
        without_bookmarks,
        without_controls,
        without_styles,
    ),
    "whole-runs": (in_shreds,),
}
"""What a copy lost, and how."""
