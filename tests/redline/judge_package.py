"""What the judge reads of a Word file before its content: parts, relationships, styles, lists and properties."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SESSION = {"proofErr", "lastRenderedPageBreak", "rsid"}
"""What Word writes of how a file was edited, which nobody sees."""
Element = ElementTree.Element


def name(element: Element) -> str:
    return element.tag.removeprefix(W)


def w(element: Element, attribute: str) -> str | None:
    return element.get(W + attribute)


class InList(tuple[Any, ...]):
    """A list that a paragraph is in: its id, which says nothing by itself, and what it looks like."""

    def __new__(cls, num: str, looks: Any) -> InList:
        return super().__new__(cls, (num, looks))


def number_lists(value: Any, seen: dict[str, int]) -> Any:
    """Return a value with each list's id replaced by its place in the order of lists."""
    if isinstance(value, InList):
        return ("list", seen.setdefault(value[0], len(seen)), value[1])
    if isinstance(value, frozenset):
        return frozenset(number_lists(item, seen) for item in value)
    if isinstance(value, tuple):
        return tuple(number_lists(item, seen) for item in value)
    return value


class Package:
    """A file from the point of view of someone who accepted ("new") or rejected ("old") everything."""

    def __init__(self, content: bytes, side: str) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.gone = {"del", "moveFrom"} if side == "new" else {"ins", "moveTo"}
        self.stays = {"ins", "moveTo"} if side == "new" else {"del", "moveFrom"}
        self.restore = side == "old"
        self.controls_gone = {f"customXml{k[0].upper()}{k[1:]}RangeStart" for k in self.gone}
        self.controls_end = {f"customXml{k[0].upper()}{k[1:]}RangeEnd" for k in self.gone}
        self.rels = self.relationships("word/document.xml")
        self.styles = self.style_names()
        self.levels = self.list_levels()

    def xml(self, part: str) -> Element | None:
        if part not in self.archive.namelist():
            return None
        root = ElementTree.fromstring(self.archive.read(part))
        self.leave_out_open_ended_ranges(root)
        self.trim_texts(root)
        return root

    def trim_texts(self, root: Element) -> None:
        """Take off the spaces at the ends of texts that do not say that they count (XML 1.0, 2.10), as Word does."""
        space = "{http://www.w3.org/XML/1998/namespace}space"
        if root.get(space) != "preserve":
            for text in root.iter():
                if name(text) in {"t", "delText"} and text.get(space) != "preserve":
                    text.text = (text.text or "").strip(" \t\r\n")

    def leave_out_open_ended_ranges(self, root: Element) -> None:
        """Take out each start of a range round a control's tags that no end follows: there is no range then."""
        ends = {w(each, "id"): at for at, each in enumerate(root.iter()) if name(each) in self.controls_end}
        doomed = {
            each
            for at, each in enumerate(root.iter())
            if name(each) in self.controls_gone and ends.get(w(each, "id"), -1) < at
        }
        if doomed:
            for holder in list(root.iter()):
                for each in [child for child in holder if child in doomed]:
                    holder.remove(each)

    def relationships(self, part: str) -> dict[str, Any]:
        folder, _, last = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{last}.rels")
        found: dict[str, Any] = {}
        for rel in root if root is not None else ():
            target = rel.get("Target", "")
            if rel.get("TargetMode") == "External":
                found[rel.get("Id", "")] = target
            else:
                path = target[1:] if target.startswith("/") else f"{folder}/{target}"
                held = self.archive.read(path) if path in self.archive.namelist() else target.encode()
                if rel.get("Type", "").endswith("/diagramData"):  # it names a relationship of this very part
                    held = re.sub(rb' relId="[^"]*"', b"", held)
                found[rel.get("Id", "")] = hashlib.md5(held).hexdigest()
        return found

    def related(self, kind: str) -> str | None:
        root = self.xml("word/_rels/document.xml.rels")
        for rel in root if root is not None else ():
            if rel.get("Type", "").endswith("/" + kind):
                target = rel.get("Target", "")
                return target[1:] if target.startswith("/") else f"word/{target}"
        return None

    def style_names(self) -> dict[str, str | None]:
        root = self.xml(self.related("styles") or "")
        found: dict[str, str | None] = {}
        for style in root.findall(f"{W}style") if root is not None else ():
            named = style.find(f"{W}name")
            default = w(style, "default") in {"1", "true", "on"}
            called = (w(named, "val") or "") if named is not None else ""
            own = w(style, "customStyle") in {"1", "true", "on"}
            found[w(style, "styleId") or ""] = None if default or named is None else called if own else called.lower()
        return found

    def list_levels(self) -> dict[str, Any]:
        root = self.xml(self.related("numbering") or "")
        looks: dict[str, Any] = {}
        found: dict[str, Any] = {}
        for abstract in root.findall(f"{W}abstractNum") if root is not None else ():
            looks[w(abstract, "abstractNumId") or ""] = tuple(
                (
                    w(level, "ilvl"),
                    *(w(e, "val") for e in (level.find(f"{W}numFmt"), level.find(f"{W}lvlText")) if e is not None),
                )
                for level in abstract.findall(f"{W}lvl")
            )
        for instance in root.findall(f"{W}num") if root is not None else ():
            link = instance.find(f"{W}abstractNumId")
            found[w(instance, "numId") or ""] = looks.get(w(link, "val") or "" if link is not None else "")
        return found

    # Properties

    def settled(self, properties: Element | None, record: str, apart: set[str] = frozenset()) -> frozenset[Any]:  # type: ignore[assignment]
        if properties is None:
            return frozenset()
        changed = properties.find(W + record)
        source = properties
        if changed is not None and self.restore:
            inner = list(changed)
            source = inner[0] if inner else Element("none")
        skipped = apart | {record, "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"} | SESSION
        found = {self.plain(child) for child in source if name(child) not in skipped}
        return frozenset(found - {None})

    def plain(self, element: Element) -> Any:
        tag = name(element)
        if tag in {"pStyle", "rStyle", "tblStyle"}:
            style = self.styles.get(w(element, "val") or "", w(element, "val"))
            return None if style is None else (tag, style)
        if tag == "numId":
            num = w(element, "val") or ""
            return InList(num, self.levels.get(num))
        if tag in {"headerReference", "footerReference", "sectPrChange"}:
            return None
        attributes = []
        for key, value in sorted(element.attrib.items()):
            short = key.removeprefix(W)
            if short.startswith("rsid") or key.endswith(("}paraId", "}textId", "}space")):
                continue
            if short in {"id", "name"} and tag.rpartition("}")[2] in {"docPr", "cNvPr"}:
                continue
            if key.startswith(R):
                value = str(self.rels.get(value, value))
            if short == "val" and value in {"1", "true", "on"}:
                continue
            attributes.append((short, value))
        children = tuple(
            c for c in (self.plain(child) for child in element if name(child) not in SESSION) if c is not None
        )
        return (tag, tuple(attributes), (element.text or "").strip(), children)
