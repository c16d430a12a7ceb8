"""The body of a Word file -> lines and tables, with tracked changes accepted or rejected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.document import (
    TAG,
    Block,
    Cell,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    plain_text,
)
from policybuilder.ooxml.names import COMPATIBILITY, RELATION, w
from policybuilder.printed import CONTENTS_LIST, PAGE_NUMBERS, PrintedLine
from policybuilder.readers.word.fields import field_results
from policybuilder.readers.word.lines import Line
from policybuilder.readers.word.parts import WordParts
from policybuilder.readers.word.styles import Styles

FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
"""What programs show that do not know what is beside it: the same words again."""

IMPORTED = "Imported part"
"""Where a document stands that another program put into the file as a whole."""
_TRANSPARENT = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("fldSimple"), w("dir"), w("bdo")})
_RELATION_ID = f"{{{RELATION}}}id"


@dataclass
class _Open:
    """Runs of a paragraph whose end was deleted, and its element: they join the next paragraph."""

    inlines: list[Inline] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)


class BodyReader:
    """Walks the main part of one file.

    With `references`, what a field or link shows of a bookmark is a Reference to the bookmark; otherwise it is words.
    `rows_of` has the elements of a table's rows by the table's identity.
    """

    def __init__(self, parts: WordParts, rejected: bool, references: bool = False) -> None:
        self.styles = Styles(parts.styles, parts.numbering)
        self.links = parts.links
        # Accepting leaves out what was deleted, rejecting what was inserted.
        gone = ("ins", "moveTo") if rejected else ("del", "moveFrom")
        self.gone = frozenset(w(name) for name in gone)
        self.gone_mark = w("ins") if rejected else w("del")
        self.waiting = _Open()
        self.results = field_results(parts.main)
        self.references = references
        self.rows_of: dict[int, tuple[etree._Element, ...]] = {}
        self.left_out: list[PrintedLine] = []
        self.notes = {w("footnoteReference"): parts.footnotes, w("endnoteReference"): parts.endnotes}

    def body(self, parent: etree._Element, clause: str = "") -> Iterator[Line | Table]:
        """Yield the lines and tables within an element; `clause` is what the control around it is tagged with."""
        for child in parent:
            if child.tag == w("p"):
                line = self._paragraph(child, clause)
                if line is not None:
                    yield line
                    if line.heading:
                        clause = ""
            elif child.tag == w("tbl"):
                table = self._table(child)
                if table is not None:
                    yield table
            elif child.tag == w("sdt"):
                yield from self._control(child, clause)
            elif child.tag in self.gone:
                continue
            elif child.tag == w("altChunk"):
                self.left_out.append(PrintedLine(IMPORTED, "a document that Word shows here, which was not read"))
            elif child.tag in _TRANSPARENT or child.tag in (w("ins"), w("del"), w("moveTo"), w("moveFrom")):
                yield from self.body(child, clause)

    def _control(self, control: etree._Element, clause: str) -> Iterator[Line | Table]:
        """Yield the content of a content control; that of a table of contents is left out."""
        properties = control.find(w("sdtPr"))
        gallery = properties.find(f".//{w('docPartGallery')}") if properties is not None else None
        if gallery is not None and gallery.get(w("val")) == "Table of Contents":
            for paragraph in control.iter(w("p")):
                self._leave_out(CONTENTS_LIST, self._runs(paragraph))
            return
        tag = properties.find(w("tag")) if properties is not None else None
        value = (tag.get(w("val")) or "") if tag is not None else ""
        content = control.find(w("sdtContent"))
        if content is not None:
            yield from self.body(content, value.removeprefix(TAG) if value.startswith(TAG) else clause)

    def _paragraph(self, element: etree._Element, clause: str) -> Line | None:
        properties = element.find(w("pPr"))
        look = self.styles.look(properties)
        inlines = [*self.waiting.inlines, *self._runs(element)]
        mark = properties.find(f"{w('rPr')}/{self.gone_mark}") if properties is not None else None
        elements = [*self.waiting.elements, element]
        if mark is not None:
            # The end of this paragraph is gone: its words join the next one.
            self.waiting = _Open(inlines, elements)
            return None
        self.waiting = _Open()
        if look.contents or element in self.results.contents:
            self._leave_out(CONTENTS_LIST, inlines)
            return None
        number = self.styles.counted(look)
        words = _tidy(inlines)
        boxes = tuple(self._boxes(element))
        if not words and not boxes:
            return None
        listed = look.list_level >= 0 and not look.heading and not look.legal
        return Line(
            words,
            look.name,
            look.heading,
            clause if look.heading else "",
            number if look.heading or look.legal else "",
            look.list_level if listed else -1,
            look.ordered,
            look.name.startswith("list continue"),
            boxes,
            tuple(elements),
        )

    def _leave_out(self, what: str, inlines: Iterable[Inline]) -> None:
        """Keep the words of what a program makes from the rest: they are no part of the text."""
        words = " ".join(plain_text(tuple(inlines)).split())
        self.left_out += [PrintedLine(what, words)] if words else []

    def _boxes(self, element: etree._Element) -> Iterator[Block]:
        """Yield the text boxes of a paragraph as quotations."""
        for box in element.iter(w("txbxContent")):
            if any(parent.tag == FALLBACK for parent in box.iterancestors()):
                continue
            blocks = tuple(
                Paragraph(line.inlines) if isinstance(line, Line) else line for line in BodyReader.body(self, box)
            )
            if blocks:
                yield Quote(blocks)

    def _table(self, element: etree._Element) -> Table | None:
        rows, elements = [], []
        for row in self._rows(element):
            cells = [Cell(tuple(self._cell(cell))) for cell in self._cells(row)]
            if cells:
                rows.append(tuple(cells))
                elements.append(row)
        if not rows:
            return None
        width = max(len(row) for row in rows)
        rows = [(*row, *(Cell(()) for _ in range(width - len(row)))) for row in rows]
        table = Table(rows[0], tuple(rows[1:]))
        self.rows_of[id(table)] = tuple(elements)
        return table

    def _rows(self, element: etree._Element) -> Iterator[etree._Element]:
        for child in element:
            if child.tag == w("tr"):
                if child.find(f"{w('trPr')}/{self.gone_mark}") is None:
                    yield child
            elif child.tag in _TRANSPARENT:
                yield from self._rows(child)

    def _cells(self, row: etree._Element) -> Iterator[etree._Element]:
        for child in row:
            if child.tag == w("tc"):
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self._cells(child)

    def _cell(self, cell: etree._Element) -> Iterator[Inline]:
        first = True
        for line in self.body(cell):
            if not first:
                yield LineBreak()
            first = False
            if isinstance(line, Table):
                texts = (plain_text(inner.inlines) for row in (line.header, *line.rows) for inner in row)
                yield Text("; ".join(text for text in texts if text))
            else:
                yield from line.inlines

    # Words -----------------------------------------------------------------------------------------------

    def _runs(self, parent: etree._Element) -> Iterator[Inline]:
        for child in parent:
            if child in self.results.pages:
                self._leave_out(PAGE_NUMBERS, self._run(child))
            elif self.references and child in self.results.references:
                words = "".join(self._texts(child))
                if words:
                    yield Reference(self.results.references[child], words)
            elif child.tag == w("r"):
                yield from self._run(child)
            elif child.tag in self.gone:
                continue
            elif child.tag == w("hyperlink"):
                yield from self._link(child)
            elif child.tag in _TRANSPARENT or child.tag in (w("ins"), w("del"), w("moveTo"), w("moveFrom")):
                yield from self._runs(child)

    def _link(self, element: etree._Element) -> Iterator[Inline]:
        inner = tuple(self._runs(element))
        anchor = element.get(w("anchor"), "")
        if self.references and anchor and plain_text(inner).strip():
            yield Reference(anchor, plain_text(inner))
            return
        target = self.links.get(element.get(_RELATION_ID, ""), "")
        if re.match(r"(https?://|mailto:)\S+$", target) and plain_text(inner).strip():
            yield Link(target, inner)
        else:
            yield from inner

    def _run(self, element: etree._Element) -> Iterator[Inline]:
        properties = element.find(w("rPr"))
        bold, italic = self.styles.is_on(properties, "b"), self.styles.is_on(properties, "i")
        for text in self._texts(element):
            inline: Inline = LineBreak() if text == "\n" else Text(text)
            if italic and text.strip():
                inline = Emphasis((inline,))
            yield Strong((inline,)) if bold and text.strip() else inline

    def _texts(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            if child.tag in (w("t"), w("delText")) and child.text:
                yield re.sub(r"\s+", " ", child.text)
            elif child.tag in self.notes:
                yield from self._note(self.notes[child.tag], child.get(w("id"), ""))
            elif child.tag in (w("tab"), w("ptab")):
                yield " "
            elif child.tag == w("noBreakHyphen"):
                yield "-"
            elif child.tag == w("cr") or (child.tag == w("br") and child.get(w("type")) in (None, "textWrapping")):
                yield "\n"

    def _note(self, notes: etree._Element | None, id: str) -> Iterator[str]:
        """Yield the words of a footnote or endnote, in the place that refers to it."""
        for note in notes if notes is not None else ():
            if note.get(w("id")) == id:
                texts = (text for run in note.iter(w("r")) for text in _own_texts(run, self.gone))
                words = " ".join("".join(texts).split())
                if words:
                    yield f" [note: {words}]"


def _own_texts(run: etree._Element, gone: frozenset[str]) -> Iterator[str]:
    if not any(parent.tag in gone for parent in run.iterancestors()):
        yield from (node.text for node in run if node.tag in (w("t"), w("delText")) and node.text)


def _tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbours of a kind joined and no space at the ends: Word cuts words into runs at will."""
    joined = list(_joined(inlines))
    while joined and (joined[0] == LineBreak() or (isinstance(joined[0], Text) and not joined[0].text.strip())):
        del joined[0]
    while joined and (joined[-1] == LineBreak() or (isinstance(joined[-1], Text) and not joined[-1].text.strip())):
        del joined[-1]
    if joined and isinstance(joined[0], Text):
        joined[0] = Text(joined[0].text.lstrip())
    if joined and isinstance(joined[-1], Text):
        joined[-1] = Text(joined[-1].text.rstrip())
    return tuple(joined)


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbours of a kind joined, and every space between their words kept."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        match last, inline:
            case Text(text=first), Text(text=second):
                joined[-1] = Text(first + second)
            case Strong(inlines=first), Strong(inlines=second):
                joined[-1] = Strong(_joined([*first, *second]))
            case Emphasis(inlines=first), Emphasis(inlines=second):
                joined[-1] = Emphasis(_joined([*first, *second]))
            case Reference(clause=one, text=first), Reference(clause=other, text=second) if one == other:
                joined[-1] = Reference(one, first + second)
            case _:
                joined.append(inline)
    return tuple(joined)
