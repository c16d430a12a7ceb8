"""The custom property by which a Word file says which document it is; Word and LibreOffice keep it when they save.

    policybuilder: riverton/staff-guide 0.2 draft K7QM3-2FZ9B

A shell, or a document library, may have custom properties of its own: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policybuilder.ooxml.escapes import escaped, unescaped
from policybuilder.ooxml.names import RELATION
from policybuilder.ooxml.zip import TYPES

NAME = "policybuilder"
PART = "docProps/custom.xml"
_LINKS = "_rels/.rels"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one set of properties that Office knows (ECMA-376 part 1, 22.3.2.1)."""

_PROPERTY = re.compile(rb"<(?:\w+:)?property\s[^<>]*>.*?</(?:\w+:)?property\s*>", re.DOTALL)
_NAMED = re.compile(rb"\bname\s*=\s*[\"']" + NAME.encode() + rb"[\"']")
_NUMBER = re.compile(rb"\bpid\s*=\s*[\"'](\d{1,6})[\"']")
_TEXT = re.compile(rb"<(?:\w+:)?lpwstr[^<>]*>([^<]*)<")
_END = re.compile(rb"</(?:\w+:)?Properties\s*>|(?<=[\w\"'])\s*/>\s*$")


@dataclass(frozen=True)
class SaidProperty:
    """What the property says: profile, document, version, stage and code, each "" where it does not."""

    profile: str
    document: str
    version: str
    stage: str
    code: str


def with_property(parts: Mapping[str, bytes], said: SaidProperty) -> dict[str, bytes]:
    """Return the parts of a Word file with the property, in the place of one that was there."""
    left = dict(without_property(parts))
    text = f"{said.profile}/{said.document} {said.version.replace(' ', '_') or '-'} {said.stage} {said.code}"
    if PART not in left:
        left[PART] = f'{_HEAD}<Properties xmlns="{_SPACE}"></Properties>'.encode()
        link = f'Relationship Id="rIdBuiltProperties" Type="{RELATION}/custom-properties" Target="{PART}"'
        kind = f'Override PartName="/{PART}" ContentType="{_CONTENT_TYPE}"'
        left[_LINKS] = with_elements(left[_LINKS], "Relationships", link)
        left[TYPES] = with_elements(left[TYPES], "Types", kind)
    number = max((int(found) for found in _NUMBER.findall(left[PART])), default=1) + 1
    entry = (
        f'<property xmlns="{_SPACE}" fmtid="{_FORMAT_ID}" pid="{number}" name="{NAME}">'
        f'<vt:lpwstr xmlns:vt="{_TYPES}">{escaped(text)}</vt:lpwstr></property>'
    )
    left[PART] = _with_entry(left[PART], entry.encode())
    return left


def _with_entry(part: bytes, entry: bytes) -> bytes:
    *_, end = _END.finditer(part)
    if end[0].startswith(b"</"):
        return part[: end.start()] + entry + part[end.start() :]
    prefix = re.search(rb"<(\w+:)?Properties\b", part)
    name = ((prefix[1] or b"") if prefix else b"") + b"Properties"
    return part[: end.start()] + b">" + entry + b"</" + name + b">"


def without_property(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the parts of a Word file without the property; without the part, when it held no other."""
    content = parts.get(PART)
    if content is None or not _NAMED.search(content):
        return parts
    left = dict(parts)
    left[PART] = _PROPERTY.sub(lambda found: b"" if _NAMED.search(found[0]) else found[0], content)
    if _PROPERTY.search(left[PART]):
        return left
    del left[PART]
    gone = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\s[^<>]*docProps/custom\.xml[\"'][^<>]*>")
    return left | {name: gone.sub(b"", left[name]) for name in (_LINKS, TYPES)}


def property_in(parts: Mapping[str, bytes]) -> SaidProperty | None:
    """Return what the property of a Word file says, or None when it has none that is whole."""
    for found in _PROPERTY.findall(parts.get(PART, b"")):
        text = _TEXT.search(found) if _NAMED.search(found) else None
        words = unescaped(text[1].decode(errors="replace")).split() if text else []
        if words and words[0].count("/") == 1:
            profile, document = words[0].split("/")
            version, stage, code = (*words[1:4], "", "", "")[:3]
            return SaidProperty(profile, document, version if version != "-" else "", stage, code)
    return None


def with_elements(part: bytes, root: str, *elements: str) -> bytes:
    """Return a part with empty elements added at the end of its root, in the prefix that the root has."""
    *_, end = re.finditer(rf"</(\w+:)?{root}\s*>".encode(), part)
    prefix = (end[1] or b"").decode()
    return part[: end.start()] + "".join(f"<{prefix}{element}/>" for element in elements).encode() + part[end.start() :]
