"""A second, independent judge of tracked changes, written from ECMA-376 part 1, 17.13.5.

It reads a .docx as if every change were accepted, or rejected, into plain values: nothing is shared with the
package under test, not even the XML library. A paragraph is its properties and its characters, each character
with its formatting and the links and controls it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.redline.judge_equations import settled_equation
from tests.redline.judge_package import SESSION, Element, Package, R, W, name, number_lists, w

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_POINTS = {
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "permStart",
    "permEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
}
_ONE_PARAGRAPH = ("p", (frozenset(), frozenset(), None), ())
"""What Word shows of a body that holds nothing."""


def _boxes(element: Element) -> Iterator[Element]:
    """What the text boxes of a drawing hold; boxes that stand in them are read with what they stand in."""
    for child in element:
        if name(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


class Reader(Package):
    """Reads one file from the point of view of someone who accepted ("new") or rejected ("old") everything."""

    # Inline content

    def inline(self, parent: Element, around: tuple[Any, ...]) -> list[Any]:
        found: list[Any] = []
        active: set[str | None] = set()
        for child in parent:
            tag = name(child)
            if tag in self.controls_gone:
                active.add(w(child, "id"))
            elif tag in self.controls_end:
                active.discard(w(child, "id"))
            elif (
                tag in self.gone or tag in _POINTS or tag in SESSION or (tag.startswith("customXml") and "Range" in tag)
            ):
                continue
            elif tag in self.stays:
                found += self.inline(child, around)
            elif tag == "r":
                found += self.run(child, around)
            elif tag == "sdt":
                held = child.find(f"{W}sdtContent")
                inside = self.inline(held, around) if held is not None else []
                if active:
                    found += inside
                else:
                    found += [("control", self.control(child), around), *inside, ("end of control", around)]
                active -= self.ended_inside(child)
            elif tag == "fldSimple":
                found += [("character", "begin", frozenset(), around)]
                found += [("code", letter, frozenset(), around) for letter in w(child, "instr") or ""]
                found += [("character", "separate", frozenset(), around)]
                found += self.inline(child, around)
                found += [("character", "end", frozenset(), around)]
            elif tag in {"hyperlink", "smartTag", "customXml"}:
                shell = self.link(child) if tag == "hyperlink" else (tag, tuple(sorted(child.attrib.items())))
                inside = self.inline(child, (*around, shell))
                found += inside or [("nothing in it", (*around, shell))]
            elif tag in {f"{M}oMath", f"{M}oMathPara"}:
                left = settled_equation(child, self.gone)
                found += [] if left is None else [("thing", self.plain(left), around)]
            elif not tag.endswith("Pr"):
                found.append(("thing", self.plain(child), around))
        return found

    def link(self, element: Element) -> Any:
        """Where a link leads: whatever Word notes about visits is left out."""
        names = {
            R + "id": "address",
            W + "anchor": "l",
            W + "tooltip": "o",
            W + "tgtFrame": "t",
            W + "docLocation": "s",
        }
        told = {names.get(k, k): self.rels.get(v, v) if k == R + "id" else v for k, v in element.attrib.items()}
        return ("hyperlink", tuple(sorted((k, v) for k, v in told.items() if k != W + "history")))

    def as_links(self, items: list[Any]) -> list[Any]:
        """Read each HYPERLINK field that begins and ends in a paragraph as the link that it is."""
        for at in range(len(items) - 1, -1, -1):
            if items[at][:2] != ("character", "begin"):
                continue
            depth, middle, last = 0, None, None
            for place in range(at, len(items)):
                if items[place][0] != "character":
                    continue
                depth += {"begin": 1, "separate": 0, "end": -1}[items[place][1]]
                if depth == 1 and items[place][1] == "separate":
                    middle = place
                if depth == 0:
                    last = place
                    break
            if middle is None or last is None or any(item[0] != "code" for item in items[at + 1 : middle]):
                continue
            words = self.code_words("".join(item[1] for item in items[at + 1 : middle]))
            if not words or words[0].upper() != "HYPERLINK":
                continue
            told, switch = {}, "address"
            for word in words[1:]:
                if word in {"\\l", "\\o", "\\t", "\\s"}:
                    switch = word[1]
                else:
                    told[switch] = word
            around = items[at][-1]
            shell = (*around, ("hyperlink", tuple(sorted(told.items()))))
            inside = [(*item[:-1], (*shell, *item[-1][len(around) :])) for item in items[middle + 1 : last]]
            items[at : last + 1] = inside or [("nothing in it", shell)]
        return items

    @staticmethod
    def code_words(code: str) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(code):
            if code[at] == '"':
                at, word = at + 1, ""
                while at < len(code) and code[at] != '"':
                    at += code[at] == "\\"
                    word += code[at]
                    at += 1
                found.append(word)
                at += 1
            elif code[at].isspace():
                at += 1
            else:
                end = at
                while end < len(code) and not code[end].isspace() and code[end] != '"':
                    end += 1
                found.append(code[at:end])
                at = end
        return found

    def ended_inside(self, element: Element) -> set[str | None]:
        return {w(end, "id") for end in element.iter() if name(end) in self.controls_end}

    def control(self, element: Element) -> Any:
        properties = element.find(f"{W}sdtPr")
        return (
            frozenset(self.plain(c) for c in properties if name(c) != "id") if properties is not None else frozenset()
        )

    def run(self, run: Element, around: tuple[Any, ...]) -> list[Any]:
        formatting = self.settled(run.find(f"{W}rPr"), "rPrChange")
        found: list[Any] = []
        for child in run:
            tag = name(child)
            if tag in {"t", "delText"}:
                found += [(character, formatting, around) for character in child.text or ""]
            elif tag in {"instrText", "delInstrText"}:
                found += [("code", character, formatting, around) for character in child.text or ""]
            elif tag in {"footnoteReference", "endnoteReference"}:
                found.append((tag, self.note(tag.removesuffix("Reference"), w(child, "id")), formatting, around))
            elif tag == "commentReference":
                found.append((tag, self.comment(w(child, "id")), formatting, around))
            elif tag in {"rPr"} | SESSION:
                continue
            elif tag == "fldChar" and not len(child) and not w(child, "fldLock"):
                found.append(("character", w(child, "fldCharType"), formatting, around))
            elif any(True for _ in child.iter(f"{W}txbxContent")):
                boxes = tuple(tuple(self.blocks(b)) for b in _boxes(child))
                found.append(("text box", boxes, formatting, around))
            else:
                found.append(("thing", self.plain(child), formatting, around))
        return found

    def note(self, kind: str, note_id: str | None) -> Any:
        part = self.related(f"{kind}s") or ""
        root, around = self.xml(part), self.rels
        found = next((note for note in (root if root is not None else ()) if w(note, "id") == note_id), None)
        self.rels = self.relationships(part)
        blocks = None if found is None else tuple(self.blocks(found))
        self.rels = around
        return blocks

    def comment(self, comment_id: str | None) -> Any:
        root = self.xml(self.related("comments") or "")
        for comment in root if root is not None else ():
            if w(comment, "id") == comment_id:
                return (w(comment, "author"), "".join(comment.itertext()))
        return None

    # Blocks

    def blocks(self, container: Element) -> list[Any]:
        return self.joined(self.unjoined(container))

    def unjoined(self, container: Element) -> list[Any]:
        found: list[Any] = []
        active: set[str | None] = set()
        for child in container:
            tag = name(child)
            if tag in self.controls_gone:
                active.add(w(child, "id"))
            elif tag in self.controls_end:
                active.discard(w(child, "id"))
            elif tag == "p":
                found.append(self.paragraph(child))
            elif tag == "tbl":
                table = self.table(child)
                if table is not None:
                    found.append(table)
            elif tag in self.stays:  # 17.13.5.14 and 17.13.5.18: such a mark may stand between paragraphs, round runs
                found += self.unjoined(child)
            elif tag in self.gone:
                continue
            elif tag == "r":
                found.append(("loose run", tuple(self.run(child, ()))))
            elif tag == "sdt":
                held = child.find(f"{W}sdtContent")
                inside = self.unjoined(held) if held is not None else []
                if active:
                    found += inside
                else:
                    found += [("control", self.control(child)), *self.joined(inside, True), ("end of control",)]
                active -= self.ended_inside(child)
            elif tag in _POINTS or "Range" in tag or tag.endswith("Pr"):
                continue
            elif tag == "customXml":
                says = tuple(self.plain(each) for each in child if name(each) == "customXmlPr")
                inside = self.unjoined(child)
                if active:
                    found += inside
                else:
                    found += [("custom XML", tuple(sorted(child.attrib.items())), says)]
                    found += [*self.joined(inside, True), ("end of custom XML",)]
                active -= self.ended_inside(child)
            else:
                found.append(("thing", self.plain(child)))
        return found

    def paragraph(self, element: Element) -> list[Any]:
        properties = element.find(f"{W}pPr")
        formatting = properties.find(f"{W}rPr") if properties is not None else None
        marks = {name(child) for child in formatting} if formatting is not None else set()
        section = properties.find(f"{W}sectPr") if properties is not None else None
        own = (
            self.settled(properties, "pPrChange", {"rPr", "sectPr"}),
            self.settled(formatting, "rPrChange"),
            None if section is None else self.settled(section, "sectPrChange"),
        )
        return ["p", own, self.as_links(self.inline(element, ())), bool(marks & self.gone)]

    def joined(self, blocks: list[Any], in_control: bool = False) -> list[Any]:
        """A paragraph without its mark runs on into the next, and so an empty one goes.

        The last of a cell or story stays; that of a control that holds more runs on into what follows the control."""
        found: list[Any] = []
        waiting: list[Any] = []
        for at, block in enumerate(blocks):
            if not isinstance(block, list):
                if waiting:
                    found.append(("p", (frozenset(), frozenset(), None), tuple(waiting)))
                    waiting = []
                found.append(block)
                continue
            _, own, content, lost = block
            runs_on = at < len(blocks) - 1 or (in_control and not content and not waiting and bool(found))
            if lost and runs_on:
                waiting += content
                continue
            found.append(("p", own, (*waiting, *content)))
            waiting = []
        return found

    def table(self, element: Element) -> Any:
        rows = self.held(element, "tr", self.row)
        if not rows:
            return None
        grid = element.find(f"{W}tblGrid")
        changed = None if grid is None else grid.find(f"{W}tblGridChange")
        if changed is not None and self.restore:
            grid = changed.find(f"{W}tblGrid")
        widths = tuple(w(c, "w") for c in grid.findall(f"{W}gridCol")) if grid is not None else ()
        return ("table", self.settled(element.find(f"{W}tblPr"), "tblPrChange"), widths, rows)

    def held(self, element: Element, kind: str, read: Any) -> tuple[Any, ...]:
        """The rows of a table or the cells of a row, also those in a control; one left empty goes with them."""
        found: list[Any] = []
        for child in element:
            if name(child) == kind:
                found.append(read(child))
            elif name(child) in {"sdt", "customXml"}:
                content = child.find(f"{W}sdtContent") if name(child) == "sdt" else child
                inside = self.held(content, kind, read) if content is not None else ()
                found.append(("control round", name(child), self.control(child), inside) if inside else None)
        return tuple(each for each in found if each is not None)

    def row(self, element: Element) -> Any:
        properties = element.find(f"{W}trPr")
        if properties is not None and any(name(child) in self.gone for child in properties):
            return None
        cells = self.held(element, "tc", self.cell)
        return ("row", self.settled(properties, "trPrChange"), cells) if cells else None

    def cell(self, element: Element) -> Any:
        properties = element.find(f"{W}tcPr")
        gone = "cellDel" if "del" in self.gone else "cellIns"
        if properties is not None and properties.find(W + gone) is not None:
            return None
        return ("cell", self.settled(properties, "tcPrChange"), tuple(self.blocks(element)))


def read(content: bytes, side: str = "new") -> Any:
    """Return what the document says to someone who accepted ("new") or rejected ("old") every change."""
    reader = Reader(content, side)
    root = reader.xml("word/document.xml")
    assert root is not None
    body = root.find(f"{W}body")
    assert body is not None
    section = body.find(f"{W}sectPr")
    headers = []
    for kind in ("header", "footer"):
        for part in sorted(n for n in reader.archive.namelist() if n.startswith(f"word/{kind}") and n.endswith(".xml")):
            reader.rels = reader.relationships(part)
            story = reader.xml(part)
            assert story is not None
            headers.append((kind, tuple(reader.blocks(story))))
    reader.rels = reader.relationships("word/document.xml")
    blocks = tuple(reader.blocks(body)) or (_ONE_PARAGRAPH,)
    return number_lists((blocks, reader.settled(section, "sectPrChange"), tuple(headers)), {})
